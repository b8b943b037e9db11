"""What the attacks share: whether a theorem holds in exact models, what the checker says."""

import random

from derive.derivation.check import check
from derive.derivation.derivation import theorem
from derive.kernel import terms as t
from derive.kernel.theorem import Theorem
from derive.numeric import Settings
from tests.kernel import evaluator


def is_true(made: Theorem, seed: int = 0, count: int = 60) -> bool:
    """No model of small alphabets where the theorem fails; at least one is compared."""
    s = made.statement
    free = t.free_indices(s.lhs) | t.free_indices(s.rhs)
    compared = 0
    for m in evaluator.models(made.context, random.Random(seed), count, sizes=(1, 2)):
        for env in m.places(free):
            left, right = evaluator.term(s.lhs, m, env), evaluator.term(s.rhs, m, env)
            compared += 1
            equal = evaluator.close(left, right)
            strict = (s.rel in ("<", "<=") and left < right) or (s.rel[0] == ">" and left > right)
            if not (strict if s.is_strict else equal or strict):
                return False
    return compared > 0


def report(write, given=(), settings=None):
    """The report of a derivation that `write` writes; settings: None to leave the attack out."""

    @theorem("attack", given=list(given))
    def attack(proof):
        write(proof)

    return check(attack, settings)


def claimed(relation, given=(), trials=200):
    """The verdict on one claim, both roads."""
    return report(lambda proof: proof.claim(relation), given, Settings(trials=trials)).verdict
