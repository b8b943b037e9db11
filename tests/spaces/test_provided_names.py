"""What a reader of "provided" sees of a subset."""

from derive import (
    KL,
    DefinedLaw,
    Density,
    Derivation,
    Dominated,
    Eq,
    Let,
    Space,
    Subset,
    Sum,
    h,
    log,
)
from derive.derivation.check import check
from derive.language.printing import latex, text
from derive.numeric import Settings
from derive.render.provided import integrals

x = Space("x")
p, A = Density("p", x), Subset("A", x)
volume = Let("V", Sum(A(x), x))
even = DefinedLaw("u", x, value=A(x) / volume)


def test_a_subset_is_printed_as_one():
    claim = Eq(h(p), log(volume) - KL(p, even))
    made = Derivation(lambda proof: proof.claim(claim), "a", given=[Dominated(p(x), A(x))])
    report = check(made, Settings(trials=40))
    listed = integrals(report)
    assert report.verdict == "proved"
    assert "∫ [x∈A] dx" in map(text, listed)
    assert not any("≠" in text(e) for e in listed) and r"[x \in A]" in " ".join(map(latex, listed))
