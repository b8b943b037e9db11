"""What a side says, before names have kinds: trees of a closed list of nodes.

A node has the span of what it was read from. Where TeX leaves a scope open the node is a `Choice`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from derive.notes.source import Span


@dataclass(frozen=True)
class Node:
    """Equal trees may stand at different places."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Num(Node):
    """A number. digits: of a decimal, those behind the point; None of an integer."""

    value: Fraction
    digits: int | None = None


@dataclass(frozen=True)
class Name(Node):
    """A name as written: base "p", "\\theta", "L", "max" (of text); accents ("hat", "tilde", "bar",
    "mathcal", "mathbb", "mathbf"), primes, sub- and superscripts that are no power.

    sup: only what marks a name, as (t), *, in X^n or p^{(t)}; a power is `Pow`. sub: x_1,
    p_\\theta, H_b, X_{ij}; a sequence x_{<t} is a `Range`.
    """

    base: str
    accents: tuple[str, ...] = ()
    primes: int = 0
    sub: tuple[Node, ...] = ()
    sup: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Constant(Node):
    """e, pi, infinity; "e" is a name unless it is \\mathrm{e} or has an exponent."""

    name: str


@dataclass(frozen=True)
class Range(Node):
    """x_{<t}, X_{1:n}, x_1, …, x_n: members of a sequence. first, last None where open."""

    of: Node | None
    first: Node | None
    last: Node | None
    strict: bool = False  # < t, not ≤ t


@dataclass(frozen=True)
class Call(Node):
    """head(args), separators between them: p(x, y), p(y|x), D(p ‖ q), I(X; Y | Z), H(X).

    separators: "," ";" "|" "||", one fewer than args. brackets: "(" "[" "{" "|".
    """

    head: Node
    args: tuple[Node, ...]
    separators: tuple[str, ...] = ()
    brackets: str = "("


@dataclass(frozen=True)
class Event(Node):
    """Within a probability or a condition: X = x, X ≠ Y, x ∈ A. rel: as in `Sign.rel`, or "in"."""

    lhs: Node
    rel: str
    rhs: Node


@dataclass(frozen=True)
class Over(Node):
    """The range of a sum or product: letter(s), and what is said of them.

    kind: "free" (no letter), "letters" (Σ_x, Σ_{x,y}), "set" (Σ_{x∈X}), "from" (Σ_{i=1}^n),
    "where" (Σ_{x: p(x)>0}, Σ_{j≠i}, Σ_{x<y}).
    """

    kind: str
    letters: tuple[Node, ...] = ()
    domain: Node | None = None
    first: Node | None = None
    last: Node | None = None
    where: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Big(Node):
    """op: "sum", "prod", "int", "max", "min", "sup", "inf", "argmax", "argmin", "lim"."""

    op: str
    over: Over
    body: Node


@dataclass(frozen=True)
class Mean(Node):
    """E_{law}[body | condition]; law: None without subscript, Event(x, "~", p) for x ∼ p."""

    law: tuple[Node, ...]
    body: Node
    given: tuple[Node, ...] = ()
    op: str = "E"  # or "Var", "Cov"


@dataclass(frozen=True)
class Log(Node):
    """base: None for log without one, Constant e for ln, Num 2 for lg and log_2."""

    base: Node | None
    body: Node


@dataclass(frozen=True)
class Exp(Node):
    body: Node


@dataclass(frozen=True)
class Frac(Node):
    top: Node
    bottom: Node


@dataclass(frozen=True)
class Pow(Node):
    base: Node
    exponent: Node


@dataclass(frozen=True)
class Root(Node):
    body: Node
    degree: int = 2


@dataclass(frozen=True)
class Neg(Node):
    body: Node


@dataclass(frozen=True)
class Add(Node):
    """Signs are `Neg` of terms."""

    terms: tuple[Node, ...]


@dataclass(frozen=True)
class Mul(Node):
    factors: tuple[Node, ...]


@dataclass(frozen=True)
class Bars(Node):
    """|…|: the size of a set or an absolute value; ‖…‖: a norm. kind: "|" or "||"."""

    kind: str
    body: Node
    index: Node | None = None


@dataclass(frozen=True)
class Rounded(Node):
    """⌈ ⌉ or ⌊ ⌋. op: "ceil" or "floor"."""

    op: str
    body: Node


@dataclass(frozen=True)
class Factorial(Node):
    body: Node


@dataclass(frozen=True)
class Binomial(Node):
    top: Node
    bottom: Node


@dataclass(frozen=True)
class Indicator(Node):
    """1[x = y], \\mathbb{1}{…}, [x = y] of Iverson."""

    event: Event


@dataclass(frozen=True)
class Extreme(Node):
    """max(a, b), min{a, b, c}."""

    op: str
    args: tuple[Node, ...]


@dataclass(frozen=True)
class Derivative(Node):
    """∂body/∂var, d/dx, ∇_θ. order ≥ 1; op: "d" or "nabla"."""

    body: Node
    var: Node
    order: int = 1
    op: str = "d"


@dataclass(frozen=True)
class Members(Node):
    """{a, b, …}, (a, b), or {x : p(x) > 0}: a set or a tuple written out."""

    brackets: str
    items: tuple[Node, ...]
    where: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Choice(Node):
    """Readings that the TeX leaves open, at most 8 of a side. question: what differs, in words."""

    readings: tuple[Node, ...]
    question: str
