"""The checker that is proved right: what it accepts and refuses, and what its proof rests on.

The tables are those that `recheck` is tested with; all certificates go to one `coqc`.
"""

import json
import re
import shutil
from pathlib import Path
from random import Random

import pytest

import rocq
from derive.store.sealed import seal
from rocq import theory
from rocq.batches import examined
from tests.recheck import test_recheck as cases
from tests.recheck.build import claimed, of_script
from trials.tampering import KINDS, changed, places, valid

needs_rocq = pytest.mark.skipif(shutil.which("coqc") is None, reason="no coqc here")
FILES = Path(rocq.__file__).parent
FORGED = Path(cases.__file__).parent / "forged"


def equations(table):
    return {k: claimed(cases.context(), lhs, "=", rhs) for k, (lhs, rhs) in table.items()}


def forms(table):
    return {k: cases.above(value, form) for k, (value, form) in table.items()}


def tampered(name, text, most):
    """Changes of a certificate, sealed anew, and whether the kernel makes a theorem of them."""
    data = json.loads(text)
    ways = [(at, kind) for at in places(data["certificate"], ("certificate",)) for kind in KINDS]
    Random(1).shuffle(ways)
    made = [m for at, kind in ways[: 3 * most] if (m := changed(data, at, kind)) is not None]
    for n, other in enumerate(made[:most]):
        other.pop("seal")
        text = json.dumps({**other, "seal": seal(other)})
        yield f"{name} changed {n}", text, valid(other)


@pytest.fixture(scope="module")
def texts():
    """Certificates by group and name."""
    scripts = {f"{s}.{n}": c for s in ("gibbs", "kraft") for n, c in of_script(s).items()}
    shortest = sorted(scripts.items(), key=lambda item: len(item[1]))[:4]
    changes = [t for n, c in shortest for t in tampered(n, c, 25)]
    return {
        "project": scripts,
        "true": equations(cases.TRUE),
        "false": equations(cases.FALSE),
        "ill-posed": {k: claimed(cases.context(), v, "=", v) for k, v in cases.ILL_POSED.items()},
        "good": forms(cases.GOOD_FORMS),
        "bad": forms(cases.BAD_FORMS),
        "forged": {p.stem: p.read_text(encoding="utf-8") for p in FORGED.glob("*.json")},
        "changed, right": {n: text for n, text, right in changes if right},
        "changed, wrong": {n: text for n, text, right in changes if not right},
    }


@pytest.fixture(scope="module")
def said(texts, tmp_path_factory):
    """What the checker says of each, by group and name."""
    folder = tmp_path_factory.mktemp("certificates")
    names = [(group, name) for group, each in texts.items() for name in each]
    for n, (group, name) in enumerate(names):
        (folder / f"{n:03}.json").write_text(texts[group][name], encoding="utf-8")
    ready = theory.compiled(lambda _: None)
    found = {int(r.name): r for r in examined(ready, sorted(folder.glob("*.json")), 1, 20)}
    out = {group: {} for group in texts}
    for n, (group, name) in enumerate(names):
        out[group][name] = found[n]
    return out


def outcomes(group):
    assert group
    return {name: r.outcome for name, r in group.items()}


@needs_rocq
@pytest.mark.parametrize("group", ["project", "true", "good"])
def test_what_is_right_is_accepted(said, group):
    wrong = {name: f"{r.outcome}: {r.why}" for name, r in said[group].items()}
    assert {name: why for name, why in wrong.items() if why != "accepted: "} == {}


@needs_rocq
@pytest.mark.parametrize("group", ["false", "ill-posed", "bad", "forged"])
def test_what_is_wrong_is_refused(said, group):
    assert {name: o for name, o in outcomes(said[group]).items() if o != "refused"} == {}


@needs_rocq
def test_nothing_changed_is_accepted_that_the_kernel_refuses(said):
    found = outcomes(said["changed, wrong"])
    assert len(found) > 50
    assert {name: o for name, o in found.items() if o != "refused"} == {}
    assert "accepted" in outcomes(said["changed, right"]).values()


@needs_rocq
def test_all_proofs_rest_on_the_reals_alone():
    proofs = {"check_sound", "check_posed", "check_spaces_sound", "check_spaces_posed"}
    assert {*theory.SOUND} == proofs
    found = theory.axioms(theory.compiled(lambda _: None))  # refuses any other
    assert "Classical_Prop.classic" in found


def test_nothing_is_left_out_of_the_proof():
    words = re.compile(r"\b(Admitted|admit|Axiom|Parameter|Conjecture|Abort)\b")
    for path in FILES.glob("*.v"):
        assert not words.search(path.read_text(encoding="utf-8")), path.name
