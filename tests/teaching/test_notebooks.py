"""The example notebooks are executed, as a student and as a grader would."""

import doctest
import json
import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
KINDS = {"grade", "grade_id", "locked", "schema_version", "solution", "task"}


def executed(path, change=lambda source: source):
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = change(cell.source)
    where = {"metadata": {"path": str(path.parent)}}
    nbclient.NotebookClient(notebook, timeout=300, resources=where, allow_errors=True).execute()
    return notebook


def outputs(notebook, kind):
    return [o for c in notebook.cells for o in c.get("outputs", []) if o.output_type == kind]


def test_the_tutorial():
    notebook = executed(EXAMPLES / "tutorial.ipynb")
    for cell in notebook.cells:
        meant = "raises-exception" in cell.metadata.get("tags", [])
        failed = any(o.output_type == "error" for o in cell.get("outputs", []))
        assert failed == meant, cell.source
    tables = [o for o in outputs(notebook, "display_data") if "text/html" in o.data]
    assert len(tables) == len(outputs(notebook, "error")) == 3
    assert all("<table" in t.data["text/html"] and t.data["text/plain"] for t in tables)
    typeset = [o for o in outputs(notebook, "execute_result") if "text/latex" in o.data]
    assert len(typeset) >= 9


def test_nbgrader_gives_all_points_to_the_solution():
    notebook = executed(EXAMPLES / "nbgrader" / "entropy.ipynb")
    assert outputs(notebook, "error") == []
    (points,) = [
        o.data["text/plain"]
        for c in notebook.cells
        if "marks = grade" in c.source
        for o in c.outputs
    ]
    assert points == "2.0"


def test_nbgrader_gives_part_of_the_points_to_part_of_a_proof():
    def student(source):
        wrong = '[H(X | Y), "=", H(X) - I(X, Y), "=", H(X)]'
        return f"answer_1 = {wrong}" if "answer_1 = [" in source else source

    notebook = executed(EXAMPLES / "nbgrader" / "entropy.ipynb", student)
    (error,) = outputs(notebook, "error")
    assert error.ename == "NotProved"
    values = [o.data["text/plain"] for o in outputs(notebook, "execute_result")]
    assert "0.5" in values


def test_nbgrader_cells_have_the_metadata_of_its_schema():
    cells = json.loads((EXAMPLES / "nbgrader" / "entropy.ipynb").read_text())["cells"]
    about = [c["metadata"]["nbgrader"] for c in cells]
    assert all(set(a) - {"points"} == KINDS and a["schema_version"] == 3 for a in about)
    assert all(("points" in a) == a["grade"] for a in about)
    assert len({a["grade_id"] for a in about}) == len(about)
    for c, a in zip(cells, about, strict=True):
        source = "".join(c["source"])
        assert ("### BEGIN SOLUTION" in source) == ("### END SOLUTION" in source) == a["solution"]
        assert source.count("### BEGIN HIDDEN TESTS") == source.count("### END HIDDEN TESTS")
        assert "### BEGIN HIDDEN TESTS" not in source or a["grade"]


def cases(answer):
    """The doctests of the otter test file in the namespace that the notebook makes."""
    namespace = {}
    notebook = json.loads((EXAMPLES / "otter" / "entropy.ipynb").read_text())
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and "grader" not in source:
            exec(source, namespace)
    if answer is not None:
        namespace["answer_1"] = eval(answer, namespace)
    test = runpy.run_path(str(EXAMPLES / "otter" / "tests" / "q1.py"))["test"]
    results = []
    for case in test["suites"][0]["cases"]:
        made = doctest.DocTestParser().get_doctest(case["code"], dict(namespace), "q1", None, 0)
        results.append(doctest.DocTestRunner(verbose=False).run(made, out=lambda text: None))
    assert len(test["points"]) == len(results)
    return [r.failed == 0 and r.attempted > 0 for r in results]


def test_otter_tests_pass_on_the_solution_and_fail_on_wrong_answers():
    assert cases(None) == [True, True]
    assert cases("[H(X | Y), '<=', H(X)]") == [True, False]  # not by the way that was asked for
    assert cases("[H(X | Y), '>=', H(X)]") == [False, False]


def test_otter_runs_the_notebook():
    pytest.importorskip("otter")
    notebook = executed(EXAMPLES / "otter" / "entropy.ipynb")
    assert outputs(notebook, "error") == []
    last = notebook.cells[-1].outputs[-1].data["text/plain"]
    assert "All test cases passed" in last
