"""A theorem used for other laws: `gibbs.on(p=r(x, y), q=r(x)*r(y))`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from sympy import Expr

from derive.kernel.instance import Put, Substitution, _Substituter, instance
from derive.kernel.normal import Normalizer
from derive.kernel.theorem import Theorem
from derive.language.alphabets import Alphabet
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.printing import text
from derive.language.quantities import Quantity
from derive.language.relations import as_expression
from derive.translate.bridge import Translator, index
from derive.translate.fresh import Made

if TYPE_CHECKING:
    from derive.derivation.derivation import Derivation

Letters = tuple[Alphabet, ...]
_CALLED = {
    "sign": "an |·|, max, min or root",
    "argmax": "a maximum over letters",
    "factorial": "a factorial",
    "inverse-factorial": "a binomial",
}


class Instance:
    """A derivation with other laws and quantities put for its own."""

    def __init__(
        self, general: Derivation, put: Mapping[str, Any], over: Mapping[Alphabet, Any]
    ) -> None:
        if not put:
            raise DeriveError(f"{general.name}.on(): nothing put in. Try {general.name}.on(p=...).")
        if not isinstance(over, Mapping):
            raise DeriveError(f"over: got {over!r}; expected a mapping. Try over={{x: (y, z)}}.")
        self.general = general
        self.over = {a: v if isinstance(v, tuple) else (v,) for a, v in over.items()}
        self.put = {name: _expression(e) for name, e in put.items()}

    @property
    def title(self) -> str:
        return self.named(lambda name, e: f"{name} := {text(e)}")

    def named(self, put: Callable[[str, Expr], str]) -> str:
        """The theorem's title and what is put in, but for what keeps its name."""
        inside = ", ".join(put(name, e) for name, e in self.put.items() if text(e) != name)
        return f"{self.general.title} for {inside}" if inside else self.general.title

    def expressions(self) -> tuple[Expr, ...]:
        return tuple(self.put.values())

    def theorem(
        self, n: Normalizer, here: Translator, general: Theorem, there: Translator
    ) -> Theorem:
        """The kernel's instance of the general theorem, in the context of n.

        Raises:
            DeriveError: a name the theorem does not have, or letters that cannot be matched.
            KernelError: what is put in does not meet the theorem's hypotheses.
        """
        letters = self._letters(there)
        laws, quantities = {}, {}
        for name, e in self.put.items():
            thing = there.laws.get(name) or there.quantities.get(name)
            if thing is None:
                known = sorted([*there.laws, *there.quantities])
                instead = f" Try {self.general.name}.on({known[0]}=…)." if known else ""
                raise DeriveError(f"{self.general.name}.on({name}=…): it has {known}.{instead}")
            own = thing.variables_and_inputs() if isinstance(thing, Law) else thing.over
            indices = tuple(index(i) for v in own for i in letters.get(v.alphabet, (v,)))
            made = Put(indices, here.term(e))
            (quantities if isinstance(thing, Quantity) else laws)[name] = made
        alphabets = {a: tuple(i.alphabet for i in ls) for a, ls in letters.items()}
        changed = {a: parts for a, parts in alphabets.items() if parts != (a,)}
        for name, made in there.fresh.made.items():
            sigma = _Substituter(n, general, Substitution(changed, laws, quantities))
            free, bound = (
                tuple(chain.from_iterable(map(sigma.index, own))) for own in (made.free, made.bound)
            )
            again = here.fresh.again(Made(made.kind, sigma.term(made.term), free, bound))
            if again is None and made.kind == "slack":  # of which no more is known than here
                continue
            if again is None:
                raise DeriveError(
                    f"{self.general.name}.on(…): {_CALLED[made.kind]} of the theorem does not "
                    "stand in this derivation, with these laws put in. Try a step that has it."
                )
            (laws if bound else quantities)[name] = Put((*bound, *free), again)
        return instance(n, general, Substitution(changed, laws, quantities))

    def _letters(self, there: Translator) -> dict[str, Letters]:
        """Which letters stand for each alphabet of the general theorem."""
        out = {a.alphabet: ls for a, ls in self.over.items()}
        for name, e in self.put.items():
            thing: Any = there.laws.get(name) or there.quantities.get(name)
            if thing is None:
                continue
            own = thing.variables_and_inputs() if isinstance(thing, Law) else thing.over
            missing = [v for v in own if v.alphabet not in out]
            free = tuple(sorted(e.free_symbols, key=lambda i: i.name))
            if len(missing) == 1:
                out[missing[0].alphabet] = free
            elif missing and all(v in free for v in own):
                out.update({v.alphabet: (v,) for v in missing})
            elif missing:
                raise DeriveError(
                    f"{self.general.name}.on({name}=…): which letters stand for "
                    f"{[v.name for v in missing]}? Try over={{{missing[0].name}: (…)}}."
                )
        return out


def _expression(e: Any) -> Expr:
    return e(*e.variables_and_inputs()) if isinstance(e, Law) else as_expression(e)
