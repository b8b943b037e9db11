"""Mark the answers again from outside the kernel: a line for each notebook in `submitted`."""

from pathlib import Path

from derive import *
from derive.teaching import *

x, y = alphabets("x y")
X, Y = Law("r", x, y).variables

if __name__ == "__main__":
    for notebook in sorted(Path("submitted").glob("*.ipynb")):
        marks = grade_notebook(notebook, "answer_1", H(X | Y) <= H(X), route=[H(X) - I(X, Y)])
        print(notebook.stem, marks["exact"], marks["problem"] or "")
