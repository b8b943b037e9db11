"""JSON, notebooks and pages show the very formulas that the campaign reads, over `proofs/`."""

import runpy
import sys
from pathlib import Path

import pytest

from derive.derivation.derivation import Derivation
from derive.derivation.report import Report, StepReport
from derive.derivation.where import where_of
from derive.language.printing import among, latex, text
from derive.language.relations import SYMBOL, Relation
from derive.render import notebook, rows, to_json
from derive.render.prose import math_ascii
from derive.report import formulas
from trials.readback.cases import Case

PROOFS = Path(__file__).parents[2] / "proofs"
SIGN = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "!=": r"\ne"}


def derivations(path):
    sys.path.insert(0, str(PROOFS))
    try:
        found = runpy.run_path(str(path)).values()
    finally:
        sys.path.remove(str(PROOFS))
    own = (d for d in found if isinstance(d, Derivation) and Path(d.path) == path)
    return list({id(d): d for d in own}.values())


def report(d):
    """As `check` makes it, with nothing decided."""
    steps = [(s.relation, "step", ()) for s in d.proof().steps]
    if not d.proof().facts:
        steps.append((d.claim().relation, "claim", ()))
        steps += [(d.claim().relation, "equality", d.claim().equality)] * bool(d.claim().equality)
    made = tuple(
        StepReport(k, kind, r, "", "open", "", conditions=tuple(conditions))
        for k, (r, kind, conditions) in enumerate(steps, 1)
        if isinstance(r, Relation)
    )
    return Report(d.name, d.title, d.path, d.line, d.doc, d.given, where=where_of(d), steps=made)


def read_of(made):
    """What the campaign reads of a derivation: (text, LaTeX) of each side."""
    relations = [r for s in made.steps for r in (s.relation, *s.conditions)]
    with Case(relations, made.given).alone():
        return {e: (text(e), latex(e)) for r in relations for e in r.expressions()}


@pytest.mark.parametrize("path", sorted(PROOFS.glob("*.py")), ids=lambda p: p.stem)
def test_every_face_shows_what_is_read(path):
    for d in derivations(path):
        made = report(d)
        if not made.steps:
            continue
        read = read_of(made)
        data = to_json.derivation(made)
        with among(made):
            typeset = notebook.formula(made)
            ranges = [(str(d), d.latex()) for d in made.declared]
            told = [(f.text, f.latex) for f in map(formulas.declared, made.declared)]
            given = [rows.hypothesis(h) for h in made.given]
            shown = {s.number: formulas.relation(s.relation) for s in made.steps}
        assert data["given"] == given
        assert [(d["text"], d["latex"]) for d in data["for"]] == ranges
        assert told == [(shown, math_ascii(tex)) for shown, tex in ranges]
        assert all(tex in typeset for _, tex in ranges)
        for s, row in zip(made.steps, data["steps"], strict=True):
            conditions = zip(s.conditions, row["conditions"], strict=True)
            for r, said in ((s.relation, row["relation"]), *conditions):
                assert (said["lhs"], said["latex_lhs"]) == read[r.lhs]
                assert (said["rhs"], said["latex_rhs"]) == read[r.rhs]
                assert said["rel"] == r.rel
            (left, tex_left), (right, tex_right) = (read[e] for e in s.relation.expressions())
            whole = f"{tex_left} {SIGN[s.relation.rel]} {tex_right}"
            assert shown[s.number].text == f"{left} {SYMBOL[s.relation.rel]} {right}"
            assert shown[s.number].latex == math_ascii(whole)
            assert tex_right in typeset and (s.kind == "step" or whole in typeset or s.conditions)


@pytest.mark.parametrize("module", [to_json, notebook, formulas])
def test_a_face_that_prints_otherwise_is_found(module, monkeypatch):
    monkeypatch.setattr(module, "latex", lambda e: latex(e).replace("p", "q"))
    with pytest.raises(AssertionError):
        test_every_face_shows_what_is_read(PROOFS / "gibbs.py")
