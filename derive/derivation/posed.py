"""Whether a statement is shown to be well posed, before anything else is asked of it."""

from __future__ import annotations

from collections.abc import Sequence

from derive.derivation.repair import Repair, repair
from derive.kernel import wellposed
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.kernel.theorem import IllPosed
from derive.language.names import DeriveError
from derive.language.relations import Dominated, Relation
from derive.language.rewriting import usual_rewriting
from derive.translate.bridge import Translator


def lacking(relation: Relation, given: Sequence[Relation | Dominated] = ()) -> Repair | None:
    """What `check` would find missing there; None where both sides are shown to be well posed, and
    where the kernel has no term for them.
    """
    translator = Translator()
    try:
        with usual_rewriting():
            statement = translator.statement(relation)
            n = Normalizer(translator.context(given))
            found = wellposed.problems(n, statement.lhs) + wellposed.problems(n, statement.rhs)
            return repair(IllPosed(found), translator) if found else None
    except (DeriveError, KernelError):
        return None
