"""From the patterns in which a head stands to the law that it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from derive.notes.kinds import INDICES, PARAMETERS, Evidence, Key
from derive.notes.resolve.alphabets import Alphabets, letter, place
from derive.notes.resolve.calls import CallUse
from derive.notes.resolve.letters import Arg, Ref

_STARS = ("^*",)


@dataclass(frozen=True)
class LawSpec:
    """A law of a section.

    outputs, inputs: the letters that name its variables. parameters: letters too. positional: its
    arguments are told by their place and not by their names, as p_i and p_j. shown: the patterns
    of its uses, as (left, right).
    """

    key: Key
    outputs: tuple[Key, ...]
    inputs: tuple[Key, ...] = ()
    parameters: tuple[Key, ...] = ()
    positional: bool = False
    shown: frozenset[tuple[tuple[Key, ...], tuple[Key, ...]]] = frozenset()
    evidence: tuple[Evidence, ...] = ()
    merged: tuple[Key, ...] = ()


@dataclass
class _Head:
    uses: list[CallUse] = field(default_factory=list)


def specs_of(
    heads: Iterable[Key], calls: Iterable[CallUse], alphabets: Alphabets
) -> dict[Key, LawSpec]:
    """The laws that these heads are, by how they are called."""
    by_head: dict[Key, list[CallUse]] = defaultdict(list)
    wanted = set(heads)
    for use in calls:
        if use.key in wanted:
            by_head[use.key].append(use)
    for key, uses in by_head.items():
        named = [u for u in uses if not is_positional([u])]
        letters = {a.ref.base for u in named for a in (*u.left, *u.right)}
        if len(letters) > 1:  # p(x, y) beside p_i: see `indexed_specs`
            by_head[key] = named
    return {key: _spec(key, uses, alphabets) for key, uses in by_head.items()}


def indexed_specs(
    laws: dict[Key, LawSpec], calls: Iterable[CallUse], alphabets: Alphabets
) -> dict[Key, LawSpec]:
    """The laws p_i of heads that have named letters too, p(x, y), where these do not tell of which
    variable i is: two uses of one name, apart from each other."""
    out = {}
    every = list(calls)
    for key, spec in laws.items():
        uses = [u for u in every if u.key == key and is_positional([u])]
        alone = len(spec.outputs) == 1 and not spec.inputs
        if uses and not spec.positional and not alone and is_positional(uses):
            parameters = next((u.parameters for u in uses if u.parameters), ())
            out[key] = _by_place(key, uses, parameters, alphabets)
    return out


def _spec(key: Key, uses: list[CallUse], alphabets: Alphabets) -> LawSpec:
    parameters = next((u.parameters for u in uses if u.parameters), ())
    if is_positional(uses):
        return _by_place(key, uses, parameters, alphabets)
    uses = _of_data(uses, alphabets) if parameters else uses
    shown = set()
    for use in uses:
        every = variables_at((*use.left, *use.right), uses)
        sides = every[: len(use.left)], every[len(use.left) :]
        left, right = (tuple(v for v in side if v is not None) for side in sides)
        shown.add((left, right))
    lefts = list(dict.fromkeys(v for left, _ in sorted(shown) for v in left))
    rights = dict.fromkeys(v for _, right in sorted(shown) for v in right)
    free = {v for left, right in shown if not right for v in left}
    joint = [v for left, right in sorted(shown) if free & {*left} for v in right]  # p(x|z), p(x)
    lefts = list(dict.fromkeys((*lefts, *(v for v in joint if v.base not in PARAMETERS))))
    inputs = tuple(v for v in rights if v not in lefts)
    if any(not {*inputs} <= {*left, *right} for left, right in shown):  # q(x|z), q(x|y)
        lefts += [v for v in inputs if v.base not in PARAMETERS]
        inputs = tuple(v for v in inputs if v.base in PARAMETERS)
    return LawSpec(key, tuple(lefts), inputs, parameters, False, frozenset(shown))


def _of_data(uses: list[CallUse], alphabets: Alphabets) -> list[CallUse]:
    """The data points y_i of q_θ(y_i) are values of the x of q_θ(x), where no y stands alone."""
    refs = [a.ref for u in uses for a in (*u.left, *u.right)]
    alone = {r.base for r in refs if r.index is None}
    drawn = {r.base for r in refs if r.index is not None} - alone
    single = all(len(u.left) == 1 and not u.right and u.left[0].variable is None for u in uses)
    if len(alone) != 1 or len(drawn) != 1 or not single:
        return uses
    (x,), (y,) = alone, drawn
    alphabets.unite(letter(x), letter(y))
    return [u for u in uses if u.left[0].ref.base == x]


def is_positional(uses: list[CallUse]) -> bool:
    """Whether all letters are indices, in as many places."""
    arities = {(len(u.left), len(u.right)) for u in uses}
    letters = [a.ref for u in uses for a in (*u.left, *u.right)]
    named = any(a.variable is not None for u in uses for a in (*u.left, *u.right))
    return len(arities) == 1 and not named and all(map(_is_bare_index, letters))


def _is_bare_index(ref: Ref) -> bool:
    bare = ref.index is None and not ref.variable
    return bare and (ref.number or ref.base.base in INDICES)


def _by_place(
    key: Key, uses: list[CallUse], parameters: tuple[Key, ...], alphabets: Alphabets
) -> LawSpec:
    """Its variables are called as the letters of its first use."""
    first = uses[0]
    outputs = tuple(a.ref.base for a in first.left)
    inputs = tuple(a.ref.base for a in first.right)
    if len({*outputs, *inputs}) < len(outputs) + len(inputs):  # p_{ii}
        outputs = tuple(replace(k, primes=n) for n, k in enumerate(outputs))
    for n in range(len(outputs) + len(inputs)):
        alphabets.unite(place(key, n), place(key, n))
    return LawSpec(key, outputs, inputs, parameters, True, frozenset({(outputs, inputs)}))


def variables_at(args: tuple[Arg, ...], uses: Iterable[CallUse] = ()) -> tuple[Key | None, ...]:
    """The variable that each letter is for, by its name."""
    out: list[Key | None] = []
    for arg in args:
        ref = arg.variable or arg.ref
        base = ref.base
        if _is_bare_index(ref) and arg.variable is None:
            only = _only_letter(uses)
            base = base if only is None or only in _letters(args) else only
        key = base if arg.variable is not None else _unstarred(base)
        if key in out:
            key = base if base != key else replace(base, primes=max(1, ref.primes))
        out.append(key)
    return tuple(out)


def _unstarred(key: Key) -> Key:
    """z for z^*: a chosen z is a letter for the same variable."""
    return replace(key, marks=tuple(m for m in key.marks if m not in _STARS))


def _letters(args: tuple[Arg, ...]) -> set[Key]:
    """The letters of a call that are no indices."""
    refs = [a.variable or a.ref for a in args]
    return {r.base for r in refs if not _is_bare_index(r)}


def _only_letter(uses: Iterable[CallUse]) -> Key | None:
    """The letter x of a head that has p(x) or p(x_i) beside p_i."""
    found = {a.ref.base for u in uses for a in (*u.left, *u.right) if not _is_bare_index(a.ref)}
    return found.pop() if len(found) == 1 else None


def place_of(spec: LawSpec, variable: Key) -> tuple[str, Key, int]:
    """The place of a law's variable among the alphabets."""
    if spec.positional:
        return place(spec.key, (*spec.outputs, *spec.inputs).index(variable))
    return letter(replace(variable, primes=0))
