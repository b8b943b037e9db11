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
    """A name as written: base "p", "\\theta", "L"; accents ("hat", "tilde", "bar", "mathcal",
    "mathbb", "mathbf", "mathrm", …, the outermost first), primes, sub- and superscripts that are
    no power.

    base: one letter, a command, or a word: \\mathrm{KL}, \\text{KL} and \\operatorname{KL} have the
    base "KL"; a text of several words keeps its blanks. sub: x_1, p_\\theta, H_b, X_{ij} (two of
    them), p_{X|Y} (a `Given`), p_{x=1} (an `Event`), D_{KL} (a name "KL"). sup: only what marks a
    name, as (t) (a `Members`), a star (a name "*"), X^n, p^{old}; a power is `Pow`. A sequence
    x_{<t}, X_1^n is a `Range`.
    """

    base: str
    accents: tuple[str, ...] = ()
    primes: int = 0
    sub: tuple[Node, ...] = ()
    sup: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Constant(Node):
    """e, pi, infinity, and transpose, which stands as an exponent only: A^⊤. "e" is a name unless
    it is \\mathrm{e} or behind π, and e^x is `Exp`; π is a name unless a number stands before it
    (2π): it is a law or a weight as often.
    """

    name: str


@dataclass(frozen=True)
class Hole(Node):
    """The dot in p(·|x), \\ell(\\cdot)."""


@dataclass(frozen=True)
class Dots(Node):
    """… within a sum or product that is not written out: p(x_1) p(x_2|x_1) ⋯, 1 + 2 + ⋯ + n. To
    be read only beside its closed form.
    """


@dataclass(frozen=True)
class Given(Node):
    """Y|X, Y|X=x in a subscript, and behind ⊥: X ⊥ Y | Z has this on its right side."""

    of: tuple[Node, ...]
    given: tuple[Node, ...]


@dataclass(frozen=True)
class WithUnit(Node):
    """1.75 bits: unit "bits", "nats" or "bans"; per: what stands behind "per", "" if nothing. The
    unit of a sum is that of its last term where no other term has one.
    """

    body: Node
    unit: str
    per: str = ""


@dataclass(frozen=True)
class Range(Node):
    """x_{<t}, X_{1:n}, X_1^n, x_1, …, x_n, and 1, …, n (of: None). first, last None where open."""

    of: Node | None
    first: Node | None
    last: Node | None
    strict: bool = False  # < t, not ≤ t


@dataclass(frozen=True)
class Call(Node):
    """head(args), separators between them: p(x, y), p(y|x), D(p ‖ q), I(X; Y | Z), H(X).

    separators: "," ";" "|" "||" and "or" (of events; "and" is ","), one fewer than args (":" of
    I(X : Y) is ";"). brackets: "(",
    "[" or "{". A name before a bracket is a call whatever it turns out to be: p(1 - p), λ(a + b)
    and 2n(n - 1) have the same form as f(x), so where the head is a number the call is a product
    (`walk.products` rewrites it). p(1-p)^2 is a Pow of a call; the head of p^2(x), of p^k(1-p), is
    a Pow, and `walk.products` makes it p(x)^2 or p^k · (1-p).
    Of relations in brackets among arguments the head is the name "and", "or" or "not"; of X ⊕ Y,
    a ⊙ b and ⟨a, b⟩ it is \\oplus, \\odot and \\langle.
    """

    head: Node
    args: tuple[Node, ...]
    separators: tuple[str, ...] = ()
    brackets: str = "("


@dataclass(frozen=True)
class Entry(Node):
    """(A x)_i, (A B)_{ij}: a component of what stands in the brackets."""

    of: Node
    at: tuple[Node, ...]


@dataclass(frozen=True)
class ValueAt(Node):
    """f(body) of a function of one number that nothing says: of is its name."""

    of: str
    body: Node


@dataclass(frozen=True)
class Event(Node):
    """A relation within a formula or a fact: X = x, X ≠ Y, x ∈ A.

    rel: = <= >= < > != := in notin subset -> <-> prop approx << (dominated) perp iff implies, succ,
    forall (lhs the names; rhs the set, or a `Hole`), : (of f : X → Y, whose rhs is an event), and
    ~ for "has the law" (≈ is approx here). over: what stands over the sign, as "iid". Several
    names before "in" or "~" are one `Members` without brackets.
    """

    lhs: Node
    rel: str
    rhs: Node
    over: str = ""


@dataclass(frozen=True)
class Over(Node):
    """The range of a sum or product: letter(s), and what is said of them.

    kind: "free" (no letter), "letters" (Σ_x, Σ_{x,y}, max_{p(x)}), "set" (Σ_{x∈X}, ∫_X; without
    letters in min_{all codes}), "from" (Σ_{i=1}^n; Σ_i^n has no first, ∫_a^b the letter of its
    differential), "to" (lim_{n→∞}, where last is the limit). where: what is said beside, as in
    Σ_{x: p(x)>0}, Σ_{j≠i} (letters j), Σ_{x∈X: …}. Of Σ_{i<j}, Σ_{1≤i<j≤n} the letters are i and
    j; one that is bound outside is none of the range's. of_each: the i of Σ_{z_i}, whose letter is
    then z, where i runs outside.
    """

    kind: str
    letters: tuple[Node, ...] = ()
    domain: Node | None = None
    first: Node | None = None
    last: Node | None = None
    where: tuple[Event, ...] = ()
    of_each: str = ""


@dataclass(frozen=True)
class Big(Node):
    """op: "sum", "prod", "int", "max", "min", "sup", "inf", "argmax", "argmin", "lim". An integral
    has the letters of its differentials in `over`.
    """

    op: str
    over: Over
    body: Node


@dataclass(frozen=True)
class Mean(Node):
    """E_{law}[body | condition]; law: () without subscript, Event(x, "~", p) for x ∼ p. ⟨x⟩_p is
    one too. body: of Cov(X, Y) a `Members`.
    """

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
    """1[x = y], \\mathbb{1}{…}, 1_{x = y}, [x = y] of Iverson, δ_{ij}."""

    event: Event


@dataclass(frozen=True)
class Extreme(Node):
    """max(a, b), min{a, b, c}."""

    op: str
    args: tuple[Node, ...]


@dataclass(frozen=True)
class Derivative(Node):
    """∂body/∂var, d/dx, ∇_θ. order ≥ 1; op: "d" or "nabla", "prime" for f'(var)."""

    body: Node
    var: Node
    order: int = 1
    op: str = "d"


@dataclass(frozen=True)
class Members(Node):
    """{a, b, …}, (a, b), [0, 1], (0, 1], {x : p(x) > 0}: a set, a tuple, an interval written out.

    brackets: both of them, as "{}", "()", "[]", "(]"; "" for names in a row, as in x, y ∼ p.
    """

    brackets: str
    items: tuple[Node, ...]
    where: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Matrix(Node):
    """A matrix, or a column, written out row by row; ⋮ is a `Dots`."""

    rows: tuple[Members, ...]


@dataclass(frozen=True)
class SetOf(Node):
    """A \\ B, A ∪ B, A ∩ B. op: "setminus", "cup" or "cap"."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Choice(Node):
    """Readings that the TeX leaves open. question: what differs, in words. Choices with the same
    question are answered alike: one is for the nth reading of each. At most 3 questions of a side.
    """

    readings: tuple[Node, ...]
    question: str
