"""What the rules beside the kernel have in common: a statement, and how it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sympy import Basic

from derive.kernel.theorem import Rests
from derive.language.names import DeriveError
from derive.language.optimisers import Optimiser
from derive.language.relations import Dominated, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from derive.kernel.theorem import Theorem
    from derive.numeric import Settings
    from derive.translate.bridge import Translator

FactVerdict = Literal["proved", "refuted", "ill-posed", "cited", "open"]


NOTHING = Rests()
Inferred: TypeAlias = "Callable[[], Inference | None] | None"


@dataclass(frozen=True)
class Decision:
    """A verdict; what it rests on; lines for people (a witness, values); a note if not proved.

    premise: the kernel's theorem that the rule uses, where that is no derivation's own. inferred:
    the rule as another system can follow it, made when it is asked for.
    """

    verdict: FactVerdict
    rests: Rests = NOTHING
    detail: tuple[str, ...] = ()
    note: str = ""
    premise: Theorem | None = None
    inferred: Inferred = None


@dataclass(frozen=True)
class Inference:
    """How a rule goes from theorems of the kernel to what it states, for another system to follow.

    rule: its name there (`rocq/facts.py`). parts: the kernel's terms and letters, and numbers, by
    what they are for.
    """

    rule: str
    theorems: tuple[Theorem, ...]
    parts: Mapping[str, Any]


@dataclass(frozen=True)
class Ground:
    """What a fact may use to be decided.

    given: the derivation's hypotheses. settings: of the attack, None to leave it out. lemma: the
    kernel's theorem of another derivation, and its translator. rests: what another derivation rests
    on. Both raise `DeriveError` if it is not proved.
    """

    given: tuple[Relation | Dominated, ...]
    settings: Settings | None
    lemma: Callable[[Any], tuple[Theorem, Translator]]
    rests: Callable[[Any], Rests]

    def require(self, step: Any) -> None:
        """Refuse a step whose hypotheses are not all among the derivation's own.

        Those of a theorem are read off the theorem, not off the derivation that it came from; facts
        are decided anew whenever they are relied on.

        Raises:
            DeriveError: naming those that are missing.
        """
        if step.proof().facts:
            missing = [str(h) for h in step.given if h not in self.given]
        else:
            missing = self._missing(*self.lemma(step))
        if missing:
            raise DeriveError(
                f"{step.name!r} assumes {', '.join(missing)}, and this derivation does not. "
                f"Try given=[...] with all hypotheses of {step.name!r}."
            )

    def _missing(self, theorem: Theorem, translator: Translator) -> list[str]:
        here = translator.context(self.given)
        own = {(h.kind, h.term) for h in here.hypotheses}
        supports = {h[1:] for h in here.supports}
        there = theorem.context
        missing = [h.name for h in there.hypotheses if (h.kind, h.term) not in own]
        return missing + [h.name for h in there.supports if h[1:] not in supports]


def one_object_each(expressions: Iterable[Any], given: Iterable[Relation | Dominated] = ()) -> None:
    """Refuse two objects of one name in a fact and its hypotheses: they would print alike.

    Raises:
        DeriveError: naming them.
    """
    from derive.translate.bridge import Translator

    translator = Translator()
    for e in (*expressions, *(e for h in given for e in h.expressions())):
        translator.term(e.body if isinstance(e, Optimiser) else e)
    translator.refuse_lookalikes()


class Fact:
    """A statement decided by a rule beside the kernel.

    rule: what is printed as the reason.
    """

    rule = ""

    def expressions(self) -> tuple[Any, ...]:
        """The expressions and relations in it."""
        kinds = (Basic, Relation, Dominated)
        return tuple(v for v in vars(self).values() if isinstance(v, kinds))

    def text(self) -> str:
        """The statement as plain text."""
        raise NotImplementedError

    def latex(self) -> str:
        """The statement as LaTeX mathematics."""
        raise NotImplementedError

    def decide(self, ground: Ground) -> Decision:
        """Decide it.

        Raises:
            DeriveError: if it is not usable as written.
            KernelError: if a premise is not met.
        """
        raise NotImplementedError

    def __str__(self) -> str:
        return self.text()

    def __bool__(self) -> bool:
        raise DeriveError(f"the fact {self} has no truth value here. Try proof.fact(...).")


def prose_latex(words: str) -> str:
    r"""Words inside mathematics."""
    safe = words.replace("\\", "").replace("{", "").replace("}", "")
    for sign in "&%$#_":
        safe = safe.replace(sign, f"\\{sign}")
    return rf"\text{{{safe}}}"
