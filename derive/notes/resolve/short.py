"""What people write short, written out: z ∼ q(·|x), (x,y) ∈ X × Y, P_{(X,Y)}, Q^π(s, a), the p_X of
max_{p_X}; and H[(X|Z=z)], of variables each under the one condition."""

from __future__ import annotations

from dataclasses import replace

from derive.notes.tree import Big, Call, Event, Given, Hole, Members, Mul, Name, Node, Over, Pow
from derive.notes.walk import mapped

_POLICIES = (r"\pi", r"\mu")


def written_out(node: Node) -> Node:
    """The tree with these written out."""
    node = mapped(node, written_out)
    match node:
        case Event(rel="~", rhs=Call() as law) if any(isinstance(a, Hole) for a in law.args):
            return replace(node, rhs=_filled(law, node.lhs))
        case Big(over=Over(kind="set", domain=Mul() as product)):
            return _apart(node, product)
        case Big(op="max" | "min" | "sup" | "inf", over=Over(letters=(Name() as law,)) as over):
            at = _letter_below(law)
            return node if at is None else replace(node, over=replace(over, letters=(at,)))
        case Name(sub=(Members(brackets="()", items=items),)):
            return replace(node, sub=items)
        case Call(head=Name(base="H" | "I"), args=args) if any(isinstance(a, Given) for a in args):
            return _under(node)
        case Call(head=Pow(base=Name() as base, exponent=Name() as policy)):
            of_policy = policy.base in _POLICIES and not base.sup
            return replace(node, head=replace(base, sup=(policy,))) if of_policy else node
    return node


def _letter_below(law: Name) -> Call | None:
    """The p(x) of max_{p_X} I(X;Y), and max_{P_x}."""
    sub = law.sub[0] if len(law.sub) == 1 else None
    if law.base not in ("p", "P") or not isinstance(sub, Name) or sub.sub or sub.sup:
        return None
    if sub.base.lower() not in ("x", "y", "z", "u", "v", "w"):
        return None
    return Call(law.span, replace(law, sub=()), (replace(sub, base=sub.base.lower()),))


def _under(node: Call) -> Call:
    """H(X | Y, Z = z) of H[(X|Z=z) | (Y|Z=z)]; as it is where not all have one condition."""
    parts = [a for a in node.args if isinstance(a, Given)]
    if len(parts) < len(node.args) or len({p.given for p in parts}) > 1:
        return node
    args: list[Node] = []
    separators: list[str] = []
    for part, before in zip(parts, ("", *node.separators), strict=True):
        for n, variable in enumerate(part.of):
            separators.append("," if n else before)
            args.append(variable)
    bar = "," if "|" in separators else "|"
    more = (bar, *("," for _ in parts[0].given[1:]))
    return replace(node, args=(*args, *parts[0].given), separators=(*separators[1:], *more))


def _filled(law: Call, drawn: Node) -> Node:
    """q(z|x) of z ∼ q(·|x); as it is where not each dot is one of what is drawn."""
    names = list(drawn.items if isinstance(drawn, Members) else (drawn,))
    holes = sum(isinstance(a, Hole) for a in law.args)
    if holes != len(names) and holes != 1:
        return law
    args: list[Node] = []
    separators: list[str] = []
    for n, arg in enumerate(law.args):
        own = [arg]
        if isinstance(arg, Hole):
            own = names if holes == 1 else [names.pop(0)]
        for k, a in enumerate(own):
            if args:
                separators.append("," if k else law.separators[n - 1])
            args.append(a)
    return replace(law, args=tuple(args), separators=tuple(separators))


def _apart(node: Big, product: Mul) -> Node:
    """Σ_{x∈X} Σ_{y∈Y} of Σ_{(x,y) ∈ X × Y}."""
    letters = node.over.letters
    plain = all(isinstance(n, Name) for n in (*letters, *product.factors))
    if len(letters) != len(product.factors) or node.over.where or not plain:
        return node
    body = node.body
    for letter, domain in reversed(list(zip(letters, product.factors, strict=True))):
        over = replace(node.over, letters=(letter,), domain=domain)
        body = replace(node, over=over, body=body)
    return body
