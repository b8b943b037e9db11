"""Sphinx's settings: `sphinx-build -W --keep-going -n -b html docs docs/_build`."""

import re
import sys
from pathlib import Path

from derive import __version__

sys.path.insert(0, str(Path(__file__).parent))  # for `program`, which the command line's page names

project = "derive"
version = release = __version__
html_title = f"derive {release}"
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["drawn.css"]
html_show_copyright = False

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
    "sphinxcontrib.autoprogram",
    "sphinxcontrib.katex",
]
exclude_patterns = ["_build"]

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3

highlight_language = "text"
default_role = "code"  # docstrings write `p(x)` for code, as Markdown does
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the docstrings say what is taken; `Any` and `Expr` say nothing


def setup(app):
    app.connect("autodoc-process-docstring", _plain_text)


def _plain_text(app, what, name, obj, options, lines):
    """|X| is a size and x* a word here, not markup; `p(x | y)` and doctests stay as they are."""
    for k, line in enumerate(lines):
        if not line.startswith((">>>", " ")):
            parts = line.split("`")
            parts[::2] = [re.sub(r"([|*])", r"\\\1", part) for part in parts[::2]]
            lines[k] = "`".join(parts)
