"""Certificates for tests: from theorems of the kernel, or of what the kernel would refuse."""

import json
from functools import cache
from pathlib import Path

from derive.cli.checking import report_on
from derive.cli.rendered import facts_of
from derive.cli.scripts import load_all
from derive.derivation.elaborate import elaborate
from derive.kernel import theorem
from derive.kernel.normal import Normalizer
from derive.kernel.theorem import Statement
from derive.store import dumps
from derive.store.sealed import document, seal

PROOFS = Path(__file__).parents[2] / "proofs"


@cache
def of_script(stem):
    """The certificates of one of the project's scripts, by name."""
    (script,) = load_all([PROOFS / f"{stem}.py"])
    reports = [report_on(d, None) for d in script.derivations]
    return {
        r.name: document(elaborate(r.theorem), f"{stem}:{r.name}", r.title)
        for r in reports
        if r.theorem
    }


@cache
def facts_of_script(stem):
    """The facts of one of the project's scripts that another system can follow, by name."""
    (script,) = load_all([PROOFS / f"{stem}.py"])
    facts = [f for d in script.derivations for f in facts_of(report_on(d, None))]
    return {name.removeprefix(f"{stem}."): text for name, text in facts}


def sealed(body, **rests):
    """A certificate with this body (the data of `derive.store`), sealed as `derive` does."""
    data = {
        "format": "derive sealed certificate 1",
        "name": "test",
        "title": "Test",
        "rests": {"axioms": [], "cited": [], "open": [], **rests},
        "certificate": body,
    }
    return json.dumps({**data, "seal": seal(data)})


def claimed(context, lhs, rel, rhs, forms=(), rule="prove", **rests):
    """A certificate that says `rule` proves the statement, which nobody has checked.

    forms: the kernel's, written as `derive.store` writes them.
    """
    made = theorem.admit(Normalizer(context), Statement(lhs, rel, rhs), "unchecked")
    body = json.loads(dumps(made))
    body["theorems"][-1] |= {"rule": rule, "given": [_written(f, context) for f in forms]}
    return sealed(body, **rests)


def _written(form, context):
    from derive import store

    return store._encode(form, {}, [])
