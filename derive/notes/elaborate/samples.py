"""x_i: the i-th letter of an alphabet, or the i-th data point; sums and products over data."""

from __future__ import annotations

from collections.abc import Callable

from sympy import Expr, Mul

from derive.language.alphabets import Alphabet
from derive.language.expressions import Product, Sum
from derive.language.maps import Map
from derive.notes.elaborate import terms
from derive.notes.elaborate.env import Env
from derive.notes.kinds import Key, key_of
from derive.notes.resolve.alphabets import Place, letter, size
from derive.notes.resolve.letters import Ref
from derive.notes.resolve.samples import indexed, is_sampled
from derive.notes.source import NotRead
from derive.notes.tree import Big, Name


def is_over_samples(node: Big, refs: list[Ref], env: Env) -> bool:
    """Whether a sum or product runs over data points.

    Raises:
        NotRead: where nothing tells.
    """
    if len(refs) != 1 or node.op not in ("sum", "prod"):
        return False
    found = indexed(node.body, refs[0].base, env.notation)
    if not found:
        return False
    sampled = is_sampled(node, found, env.notation)
    if sampled is None:
        name = f"{found[0].latex()}_{refs[0].base.latex()}"
        said = next(filter(None, (env.notation.told.get(k) for k in found)), "")
        against = f"; the text says {said}, and this sum has the form of the other" if said else ""
        raise NotRead(
            node.span,
            f"is {name} a letter of the alphabet, or a data point?{against}",
            (f"{name} is a symbol", f"{name} is a sample"),
        )
    if not sampled and any(env.notation.told.get(k) and env.notation.samples[k] for k in found):
        name = f"{found[0].plain()}_{refs[0].base.plain()}"
        env.suppose(f"{name} is a letter under the sum with a weight, and no data point")
    return sampled


def over_samples(node: Big, ref: Ref, env: Env) -> Expr:
    """Σ_i f(x_i) over the data: the map i ↦ x_i takes each number to its letter.

    Raises:
        NotRead: for Π_{j≠i}, Σ_{j≠i}, whose i need not be the number of the x_i beside it.
    """
    if node.over.where:
        raise NotRead(node.over.span, f"a condition under {node.op} over data is not read")
    last = node.over.last
    place = size(key_of(last)) if isinstance(last, Name) else letter(ref.base)
    env.notation.alphabets.unite(place, place)
    bases = indexed(node.body, ref.base, env.notation)
    number, maps, images = _numbered(ref, place, bases, env)
    with env.binding({ref: number}), _points(env, ref.base, images):
        body = terms.term(node.body, env)
    for k, m in maps.items():
        image = images[k]
        if node.op == "prod":
            body = m.factor_at(number, _put(body, image))
        else:
            body = Mul(m.at(number, _put(body, image)))
        env.maps.setdefault(k, m)
    return Sum(body, number) if node.op == "sum" else Product(body, number)


def _numbered(
    ref: Ref, place: Place, bases: list[Key], env: Env
) -> tuple[Alphabet, dict[Key, Map], dict[Key, Alphabet]]:
    """The number of a data point, the maps from it, and its letters: apart from those in scope, as
    where Σ_i k(x_i, x) is put in at x_i."""
    name = env.names.letter(ref)
    taken = {a.name for a in env.scope.values() if isinstance(a, Alphabet)}
    while True:
        number = env.make(name, place)
        maps = {k: data(k, ref.base, number, env) for k in bases}
        images = {k: m._image(number) for k, m in maps.items()}
        if not taken & {number.name, *(i.name for i in images.values())}:
            return number, maps, images
        name += "'"


def _put(body: Expr, image: Alphabet) -> Callable[[Alphabet], Expr]:
    return lambda k: body.xreplace({image: k}) if k != image else body


class _points:
    """Meanwhile x_i is the letter of the i-th data point."""

    def __init__(self, env: Env, index: Key, images: dict[Key, Alphabet]) -> None:
        self.env, self.new = env, {(k, index): image for k, image in images.items()}

    def __enter__(self) -> None:
        self.before = self.env.points
        self.env.points = {**self.before, **self.new}

    def __exit__(self, *_: object) -> None:
        self.env.points = self.before


def data(base: Key, index: Key, number: Alphabet, env: Env) -> Map:
    """The map from the numbers of the data points to their letters, one whatever index runs."""
    own = env.make(env.names.letter(Ref(base)), letter(base))
    over = number.another(env.names.letter(Ref(index)))
    return Map(env.names.points(base, index), over, to=own)
