"""H(Y) = −Σ_j q_j log q_j, where nothing says of which variable q is the law: of Y, perhaps.

So, too, H(P, Q) = −(1/T) Σ_t log P(w_t | w_{<t}), whose P is meant to be one on both sides.
"""

from __future__ import annotations

from derive.notes.elaborate.known import Known
from derive.notes.facts import Strength
from derive.notes.kinds import whole_key
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import is_capital
from derive.notes.resolve.uses import uses_of
from derive.notes.tree import Call, Log, Name, Node
from derive.notes.walk import walk


def doubt(sides: tuple[Node, Node], env: Known) -> None:
    """Notes that what fails so may be meant of Y's law."""
    for entropy, other in (sides, sides[::-1]):
        variable = _variable(entropy)
        if variable is None or not any(isinstance(n, Log) for n in walk(other)):
            continue
        if any(isinstance(n, Call) and measure_of(n) for n in walk(other)):
            continue
        keys = {u.key for u in uses_of([other], env.notation.uses.bound).calls}
        laws = {k for k in keys if env.notation.law(k) is not None and k != env.notation.main}
        if len(keys) == len(laws) == 1:
            (law,) = laws
            known = env.notation.known.get(law)
            if known is None or known.strength is not Strength.SAID:
                env.guessed.setdefault(f"{law.latex()} is the law of {variable.base}")


def doubt_bare(sides: tuple[Node, Node], env: Known) -> None:
    """Notes that a law named alone on one side may be that given something on the other."""
    for one, other in (sides, sides[::-1]):
        measures = [n for n in walk(one) if isinstance(n, Call) and measure_of(n) not in ("", "P")]
        bare = {whole_key(a) for n in measures for a in n.args if isinstance(a, Name)}
        barred = (n for n in walk(other) if isinstance(n, Call) and "|" in n.separators)
        given = {whole_key(n.head) for n in barred if isinstance(n.head, Name)}
        for key in sorted(bare & given):
            known = env.notation.known.get(key)
            if known is None or known.strength is not Strength.SAID:
                env.guessed.setdefault(f"{key.latex()} is the same law on both sides")


def _variable(node: Node) -> Name | None:
    """The Y of H(Y)."""
    if not isinstance(node, Call) or measure_of(node) != "H" or len(node.args) != 1:
        return None
    arg = node.args[0]
    return arg if isinstance(arg, Name) and is_capital(arg) else None
