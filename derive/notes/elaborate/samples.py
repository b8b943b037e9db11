"""x_i: the i-th letter of an alphabet, or the i-th data point; sums and products over data."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sympy import Expr, Mul

from derive.language.alphabets import Alphabet
from derive.language.expressions import Product, Sum
from derive.language.maps import Map
from derive.notes.elaborate import terms
from derive.notes.elaborate.env import Env
from derive.notes.kinds import Key, key_of, walk
from derive.notes.resolve.alphabets import letter, size
from derive.notes.resolve.letters import Ref, ref_of
from derive.notes.resolve.uses import call_use
from derive.notes.source import NotRead
from derive.notes.tree import Big, Call, Frac, Name, Node
from derive.notes.tree import Mul as MulNode


def indexed(node: Node, index: Key, env: Env) -> list[Key]:
    """The letters x of x_i that stand as letters in a tree."""
    return list(dict.fromkeys(r.base for r in _refs(node, env) if r.index == index))


def _refs(node: Node, env: Env) -> Iterator[Ref]:
    bound = env.notation.uses.bound
    for n in walk(node):
        if isinstance(n, Call):
            for arg in n.args:
                for name in walk(arg):
                    ref = ref_of(name, bound)
                    if ref is not None and ref.index is not None:
                        yield ref


def is_over_samples(node: Big, refs: list[Ref], env: Env) -> bool:
    """Whether a sum or product runs over data points.

    Raises:
        NotRead: where nothing tells.
    """
    if len(refs) != 1 or node.op not in ("sum", "prod"):
        return False
    found = indexed(node.body, refs[0].base, env)
    if not found:
        return False
    said = {env.notation.samples[k] for k in found if k in env.notation.samples}
    if len(said) == 1:
        return said.pop()
    shown = shows_samples(node, found, env)
    if shown is None or len(said) > 1:
        name = f"{found[0].latex()}_{refs[0].base.latex()}"
        raise NotRead(
            node.span,
            f"is {name} a letter of the alphabet, or a data point?",
            (f"{name} is a symbol", f"{name} is a sample"),
        )
    return shown


def shows_samples(node: Big, found: list[Key], env: Env) -> bool | None:
    """What the form of the sum says: a weight p(x_i) is of letters; Π, and two of them, of data."""
    if node.op == "prod" or len(found) > 1:
        return True
    if any(_is_weight(f, found[0], env) for f in _factors(node.body)):
        return False
    return None


def _factors(node: Node) -> Iterator[Node]:
    if isinstance(node, MulNode):
        for f in node.factors:
            yield from _factors(f)
    elif isinstance(node, Frac):
        yield from _factors(node.top)
    else:
        yield node


def _is_weight(node: Node, base: Key, env: Env) -> bool:
    if not isinstance(node, Call) or not isinstance(node.head, Name):
        return False
    use = call_use(node, env.notation.uses.bound)
    if use is None or env.notation.law(use.key) is None:
        return False
    return any(a.ref.base == base and a.ref.index is not None for a in use.left)


def over_samples(node: Big, ref: Ref, env: Env) -> Expr:
    """Σ_i f(x_i) over the data: the map i ↦ x_i takes each number to its letter."""
    last = node.over.last
    place = size(key_of(last)) if isinstance(last, Name) else letter(ref.base)
    env.notation.alphabets.unite(place, place)
    number = Alphabet(env.names.letter(ref), env.alphabet(place))
    maps = {k: data(k, number, env) for k in indexed(node.body, ref.base, env)}
    images = {k: m._image(number) for k, m in maps.items()}
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


def data(base: Key, number: Alphabet, env: Env) -> Map:
    """The map from the numbers of the data points to their letters."""
    own = Alphabet(env.names.letter(Ref(base)), env.alphabet(letter(base)))
    return Map(env.names.points(base), number, to=own)
