"""What is known of g(X): nothing of it is left once X is known."""

from __future__ import annotations

from derive.language.alphabets import Given
from derive.language.measures import entropy
from derive.language.relations import Eq, Relation
from derive.notes.elaborate.env import Env
from derive.notes.kinds import Key
from derive.notes.resolve.images import sources


def functions(env: Env) -> list[Relation]:
    """H(g(X) | X) = 0, for each g(X) of the chain."""
    out = []
    main = env.notation.main
    law = env.laws.get(main) if main is not None else None
    for key in sorted(env.used):
        names = sources(key)
        if not names or main is None or law is None:
            continue
        spec = env.notation.laws[main]
        by_letter = {v.letter: v for v in law.variables}
        of = [by_letter.get(env.variable(spec, Key(n).lower()).name) for n in names]
        own = by_letter.get(env.variable(spec, key).name)
        if own is not None and all(v is not None for v in of):
            out.append(Eq(entropy(Given((own,), of[0]), *of[1:]), 0))
    return out
