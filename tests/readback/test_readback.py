"""What is printed of the corpora, of proofs/ and of random statements, read back."""

import random
from collections import Counter

import pytest

from derive import KL, Distribution, E, Eq, H, Law, Le, Real, Sum, alphabets
from derive.language import expressions, printing
from derive.language.laws import LawValue
from derive.language.notation import DEFAULT
from derive.translate import Translator
from trials.readback import sources
from trials.readback.cases import Case
from trials.readback.collisions import Seen, alike
from trials.readback.run import MIX, WRONG, jobs, work

x, y = alphabets("x y")
p, q, r = Distribution("p", x), Distribution("q", x), Law("r", x, y)
a, b = Real("a", x), Real("b", x)


def faults(outcomes):
    return [o for o in outcomes if o.how in WRONG]


def test_corpora():
    found = list(sources.corpora(every=False))
    assert len(found) > 150
    assert not faults(found)


@pytest.mark.parametrize("kind", ["hard", "usual", "pairs"])
def test_random_statements(kind):
    tally = work((kind, 150, 7))
    assert not tally.wrong
    assert tally.counts[kind]["structure"] > 100


def test_chunks_follow_from_the_seed():
    assert work(("hard", 30, 5)).counts == work(("hard", 30, 5)).counts
    assert sum(n for kind, n, _ in jobs(1000, 0) if kind in MIX) >= 1000


# ---------------------------------------------------------------- faults that it has to find


def printed_with(monkeypatch, *relations):
    """The outcomes when the printer is faulty: nothing is taken from its memory."""
    for name in ("_text_printer", "_latex_printer"):
        monkeypatch.setattr(printing, name, getattr(printing, name).__wrapped__)
    return Counter(o.how for o in Case(relations).read())


def test_without_faults(monkeypatch):
    stated = Le(Sum(p(x) * (a(x) + b(x)), x), H(p) + r(x | y))
    assert set(printed_with(monkeypatch, stated)) == {"structure"}


def test_a_dropped_bracket_is_found(monkeypatch):
    monkeypatch.setattr(
        printing.NotesPrinter, "parenthesize", lambda self, e, *_, **__: self._print(e)
    )
    monkeypatch.setattr(printing.NotesLatexPrinter, "_bracket", lambda self, e: self._print(e))
    found = printed_with(monkeypatch, Le(p(x) * (a(x) + b(x)), 0))
    assert found["disagrees"] + found["unread"] == 2


def test_a_dropped_letter_is_found(monkeypatch):
    monkeypatch.setattr(LawValue, "_letters", lambda self, printer: "x")
    assert printed_with(monkeypatch, Le(r(x, y), 1))["disagrees"] >= 1


def test_a_bar_for_a_comma_is_found(monkeypatch):
    monkeypatch.setattr(LawValue, "_letters", lambda self, printer: "x|y")
    assert printed_with(monkeypatch, Le(r(x, y), 1))["disagrees"] >= 1


def test_a_dropped_summation_letter_is_found(monkeypatch):
    monkeypatch.setattr(
        expressions.Sum, "_sympystr", lambda self, printer: f"Σ_x {printer._print(self.args[0])}"
    )
    assert printed_with(monkeypatch, Le(Sum(r(x, y), x, y), 1))["disagrees"] == 1


def test_a_wrong_base_is_found(monkeypatch):
    real = printing._parts

    def nats(e):
        sign, rational, up, down, logs = real(e)
        return sign, rational, up, down, [(argument, 3) for argument, _ in logs]

    monkeypatch.setattr(printing, "_parts", nats)
    assert printed_with(monkeypatch, Le(p(x) * expressions.log(p(x), 2), 0))["disagrees"] == 2


def test_what_prints_alike_is_found(monkeypatch):
    monkeypatch.setattr(
        printing.NotesPrinter, "parenthesize", lambda self, e, *_, **__: self._print(e)
    )
    monkeypatch.setattr(Translator, "refuse_lookalikes", lambda self: None)  # which finds it too
    printed_with(monkeypatch)
    case = Case([Eq(2 * p(x) * (a(x) + b(x)), 0), Eq(2 * p(x) * a(x) + b(x), 0)])
    assert [o.how for o in alike(case, DEFAULT)] == ["alike"]
    seen = Seen()
    assert not list(seen.alike(Case(case.relations[:1]), DEFAULT))
    assert [o.how for o in seen.alike(Case(case.relations[1:]), DEFAULT)] == ["alike"]


def test_other_laws_letters_and_bases_disagree():
    """The comparison sees what a reader could take one for another."""
    case = Case([Le(KL(p, q), H(p, base=2)), Le(E(a(x), p), E(a(x), q))])
    shown = [text for text, _ in case.faces(DEFAULT)["text"]]
    for wrong in ("D(q‖p) ≤ H₂(p)", "D(p‖q) ≤ H(p)", "D(p‖q) < H₂(p)", "D(p‖q) ≤ H₂(p) + 1"):
        outcome = case.outcome(wrong, case.meant[0], case._text_relation)
        assert outcome.how == "disagrees", wrong
    assert len(set(shown)) == 4


def test_random_pairs_differ_mostly():
    found = list(sources.pairs(random.Random(1), 40))
    assert sum(one != two for one, two in found) == 40
    assert Seen().compared == 0
