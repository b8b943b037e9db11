"""Mark the answers again from outside the kernel, and put that into nbgrader's gradebook.

Run in the course's folder after `nbgrader autograde entropy`, before `nbgrader generate_feedback`.
"""

from pathlib import Path

from nbgrader.api import Gradebook

from derive import *
from derive.teaching import *

NAME = "entropy"
x, y = alphabets("x y")
X, Y = Law("r", x, y).variables


def points(notebook):
    """The points of each cell with hidden tests."""
    marks = grade_notebook(notebook, "answer_1", H(X | Y) <= H(X), route=[H(X) - I(X, Y)])
    return {"q1-hidden": round(2 * marks["score"], 2), "q2-tests": float(second(notebook))}


def second(notebook):
    """Whether answer_2 is an equation for independent variables only."""
    try:
        claim = read_notebook(notebook, ["answer_2"]).derivation("answer_2").claim().relation
        assert_refuted(claim)
        assert_equal(claim.lhs, claim.rhs, given=[Independent(X, Y)])
    except (AssertionError, DeriveError) as why:
        print(f"{notebook.parts[1]} answer_2: {str(why).splitlines()[0]}")
        return False
    return True


if __name__ == "__main__":
    with Gradebook("sqlite:///gradebook.db") as book:
        for notebook in sorted(Path("submitted").glob(f"*/{NAME}/{NAME}.ipynb")):
            student = notebook.parts[1]
            for cell, found in points(notebook).items():
                grade = book.find_grade(cell, NAME, NAME, student)
                if grade.auto_score != found:
                    print(f"{student} {cell}: {grade.auto_score} by the kernel, {found} here")
                grade.manual_score, grade.needs_manual_grade = found, False
        book.db.commit()
