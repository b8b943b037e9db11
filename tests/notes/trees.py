"""Trees at random, of the shapes that a side of a formula has."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from derive.notes import tree, walk
from derive.notes.source import Source, Span
from derive.notes.tree import Name, Node

AT = Span(Source("", ""), 0, 0)
_BASES = ("p", "q", "x", "y", "z", "P", "Q", "X", "Y", "a", "b", "\\theta", "\\lambda", "C")
_HEADS = (*_BASES, "KL", "H", "I", "D", "h", "Length Contribution")
_ACCENTS = ((), (), (), ("hat",), ("mathbf",), ("tilde", "mathbf"))


def num(value: int) -> Node:
    return tree.Num(AT, Fraction(value))


def name(base: str, *sub: Node, **more: Any) -> Name:
    return Name(AT, base, sub=sub, **more)


class _Made:
    """One tree; each method draws a node of one kind."""

    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw

    def pick(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def node(self, depth: int) -> Node:
        if depth == 0 or self.pick(*range(6)) == 0:
            return self.pick(self.number, self.name, self.name, self.row)()  # type: ignore[no-any-return]
        make: Callable[[int], Node] = self.pick(
            self.operation, self.operation, self.function, self.call, self.big, self.mean
        )
        return make(depth - 1)

    def number(self) -> Node:
        value = self.draw(st.integers(0, 40))
        return self.pick(num(value), tree.Num(AT, Fraction(value, 100), 2))  # type: ignore[no-any-return]

    def index(self) -> Node:
        letter = name(self.pick(*"ijkt"))
        return self.pick(num(1), letter, tree.Add(AT, (letter, num(1))))  # type: ignore[no-any-return]

    def name(self) -> Node:
        if self.pick(*range(8)) == 0:
            return name(self.pick("KL", "ELBO", "loss"))
        sub = tuple(self.index() for _ in range(self.pick(0, 0, 1, 2)))
        step = tree.Members(AT, "()", (name("t"),))
        sup = self.pick((), (), (), (name("*"),), (step,))
        primes = self.pick(0, 0, 0, 1, 2)
        return Name(AT, self.pick(*_BASES), self.pick(*_ACCENTS), primes, sub, sup)

    def row(self) -> Node:
        of = name(self.pick(*"xXYz"))
        if self.pick(True, False):
            return tree.Range(AT, of, self.index(), self.index())
        return tree.Range(AT, of, None, self.index(), self.pick(True, False))

    def operation(self, depth: int) -> Node:
        kind = self.pick("mul", "add", "neg", "frac", "pow", "binom", "mul", "add")
        one, two = self.node(depth), self.node(depth)
        if kind == "mul":
            return walk.product((one, two), AT)
        if kind == "add":
            return walk.total((one, two, self.node(depth)), AT)
        if kind == "neg":
            return tree.Neg(AT, one)
        return {"frac": tree.Frac, "pow": tree.Pow, "binom": tree.Binomial}[kind](AT, one, two)

    def function(self, depth: int) -> Node:
        x = self.node(depth)
        makes: tuple[Callable[[], Node], ...] = (
            lambda: tree.Log(AT, self.pick(None, num(2), tree.Constant(AT, "e")), x),
            lambda: tree.Exp(AT, x),
            lambda: tree.Root(AT, x, self.pick(2, 3)),
            lambda: tree.Bars(AT, "|", x),
            lambda: tree.Rounded(AT, self.pick("ceil", "floor"), x),
            lambda: tree.Factorial(AT, x),
            lambda: tree.Extreme(AT, "max", (x, self.node(depth))),
            lambda: tree.Derivative(AT, x, self.pick(name("\\theta"), name("z", num(1)))),
            lambda: tree.Indicator(AT, tree.Event(AT, x, "=", self.node(depth))),
        )
        return self.pick(*makes)()  # type: ignore[no-any-return]

    def call(self, depth: int) -> Node:
        head = name(self.pick(*_HEADS))
        if self.pick(*range(4)) == 0:
            event = tree.Event(AT, name("X"), self.pick("=", "!=", "in"), self.node(depth))
            return tree.Call(AT, head, (event, self.node(depth)), ("|",))
        args = tuple(self.node(depth) for _ in range(self.pick(1, 1, 2, 3)))
        between = tuple(self.pick(",", "|", ";", "||") for _ in args[1:])
        return tree.Call(AT, head, args, between)

    def big(self, depth: int) -> Node:
        letter = name(self.pick("x", "y", "i", "j", "\\theta"))
        op = self.pick("sum", "prod", "max", "argmax", "int")
        body = self.node(depth)
        if op == "int":
            return tree.Big(AT, op, tree.Over(AT, "letters", (letter,)), body)
        other = tree.Event(AT, letter, "!=", self.index())
        overs = [
            tree.Over(AT, "letters", (letter,)),
            tree.Over(AT, "set", (letter,), name("X", accents=("mathcal",))),
            tree.Over(AT, "where", (letter,), None, None, None, (other,)),
            tree.Over(AT, "free"),
        ]
        if op in ("sum", "prod"):
            overs.append(tree.Over(AT, "from", (letter,), None, num(1), self.index()))
        over = self.pick(*overs)
        if over.kind == "free" and op in ("max", "argmax"):
            over = overs[0]
        return tree.Big(AT, op, over, body)

    def mean(self, depth: int) -> Node:
        law = tree.Event(AT, name(self.pick(*"xyz")), "~", name(self.pick("p", "q")))
        given = self.pick((), (), (name("Y"),))
        return tree.Mean(AT, (law,), self.node(depth), given)


@st.composite
def trees(draw: DrawFn, depth: int = 3) -> Node:
    return _Made(draw).node(depth)
