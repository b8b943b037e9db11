"""What H(p), H(x), H(𝒳) and D(p‖q) are of, where that has to be told before they are read."""

from __future__ import annotations

from collections.abc import Sequence

from derive.notes.elaborate import grouped, mean_laws
from derive.notes.elaborate.known import Known
from derive.notes.facts import Strength
from derive.notes.kinds import Key, Kind, is_value, key_of, whole_key
from derive.notes.resolve.calls import call_use, head_of
from derive.notes.resolve.laws import LawSpec
from derive.notes.resolve.letters import Ref, is_index
from derive.notes.resolve.uses import uses_of
from derive.notes.source import NotRead, Span
from derive.notes.tree import Call, Name, Node
from derive.notes.walk import walk


def may_be_number(arg: Node, env: Known) -> bool:
    """Whether 1 − p stands in the section, and p(x) nowhere beside this H(p)."""
    key = whole_key(arg) if isinstance(arg, Name) else None
    calls = uses_of(env.sides, env.notation.uses.bound).calls
    own = {env.notation.meant(u.key) for u in calls}
    said = env.notation.known.get(key) if key is not None else None
    told = said is not None and said.kind is Kind.LAW and said.strength is Strength.SAID
    shown = key in env.notation.uses.complements and not told
    return shown and key is not None and env.notation.meant(key) not in own


def of_a_letter(arg: Node, env: Known) -> tuple[Key, LawSpec] | None:
    """The X of which H(x) is the entropy, where x is a letter that one law has, stands for no
    number, and no X stands beside it."""
    key = whole_key(arg) if isinstance(arg, Name) and is_value(arg) else None
    uses = env.notation.uses
    if key is None or Ref(key) in env.scope or key in uses.factors or key in uses.complements:
        return None
    spec = mean_laws.law_of({key}, env)
    if spec is None or env.notation.law(key) is not None:
        return None
    capital = key.plain().upper()
    if key in env.notation.variables and _stands(capital, env):
        return None
    env.suppose(f"H({key.plain()}) is the entropy of {capital}")
    env.guessed.setdefault(f"H({key.plain()}) is something else")
    return key, spec


def _stands(capital: str, env: Known) -> bool:
    """Whether a chain has a random variable of this name."""
    names = (n for s in env.sides for n in walk(s) if isinstance(n, Name))
    return any(n.base == capital and not n.accents for n in names)


def refuse_sets(node: Call, env: Known) -> None:
    """Raises NotRead for H(𝒳), the rate of a process or the entropy of a uniform law, unless the
    text calls 𝒳 a random variable."""
    for arg in node.args:
        if isinstance(arg, Name) and "mathcal" in arg.accents and arg.base.isupper():
            said = env.notation.known.get(whole_key(arg))
            if said is None or said.strength is not Strength.SAID:
                shown = whole_key(arg).latex()
                raise NotRead(
                    node.span,
                    f"H({shown}): is {shown} a random variable, or a process that has a rate?",
                    (f"{shown} is a random variable",),
                )


def refuse_values(before: Sequence[Node], every: Sequence[Node]) -> None:
    """Refuse H(x | Y) and I(X; y): a value among random variables, where there is none to be."""
    small = next((n for n in before if isinstance(n, Name) and is_value(n)), None)
    if small is not None and any(map(grouped.is_capital, every)):
        said = f"{small.base} is a value, where a random variable is expected"
        raise NotRead(small.span, f"{said}: {small.base.upper()}?")


def refuse_other_letters(args: Sequence[Node], env: Known, span: Span) -> None:
    """NotRead: D(P_X‖P_Y), of which nothing says at which letter both are taken."""
    uses = [call_use(a, env.notation.uses.bound) for a in args if isinstance(a, Call)]
    lefts = [{a.ref.base for a in u.left} for u in uses if u is not None]
    if len(lefts) == len(args) == 2 and all(lefts) and not lefts[0] & lefts[1]:
        one, other = (" ".join(sorted(k.plain() for k in left)) for left in lefts)
        raise NotRead(span, f"a law of {one} beside one of {other}: at which letter?")


def refuse_subscripted(arg: Node, env: Known) -> None:
    """NotRead: H(Σ_x p_x f_{x,y}), of a law that is made of others, or of a number?"""
    for n in walk(arg) if not isinstance(arg, Name) else ():
        below = isinstance(n, Name) and n.sub and all(
            is_index(s, env.notation.uses.bound) for s in n.sub
        )
        if below and isinstance(n, Name) and env.notation.law(key_of(n)) is not None:
            shown = key_of(n).latex()
            raise NotRead(arg.span, f"H of what is made of {shown}: write it as {shown}(…)")


def spec_of(node: Node, env: Known) -> LawSpec | None:
    if not isinstance(node, Name):
        return None
    key = head_of(node, env.notation.uses.bound)[0]
    return env.notation.law(key)


def is_law(node: Node, env: Known) -> bool:
    """Whether a law, or a value of one, stands in it."""
    for n in walk(node):
        if spec_of(n, env) is not None:
            return True
        if isinstance(n, Call) and isinstance(n.head, Name):
            use = call_use(n, env.notation.uses.bound)
            if use is not None and env.notation.law(use.key) is not None:
                return True
    return False
