"""derive: a derivation checker for information theory.

    from derive import *

brings the language (alphabets, laws, measures, relations) and `theorem`, `log_bound`, `run`.
"""

from typing import Any

from sympy import Rational

from derive.derivation.derivation import Derivation, Proof, theorem
from derive.derivation.reasons import definition, log_bound, scaled, square
from derive.entropic.prove import Verdict, prove
from derive.language.alphabets import Alphabet, Delta, alphabets
from derive.language.definitions import DefinedLaw, Let, Mixture, Posterior, Uniform
from derive.language.display import use as _use_face
from derive.language.expressions import (
    Ceiling,
    Indicator,
    Inverse,
    Product,
    Sum,
    exp,
    ln,
    log,
    quotient,
)
from derive.language.laws import Channel, Distribution, Law, RandomVariable
from derive.language.maps import Map
from derive.language.measures import (
    JS,
    KL,
    E,
    H,
    I,
    Measure,
    cross_entropy,
    entropy,
    mutual_information,
)
from derive.language.names import DeriveError
from derive.language.optimisers import ArgMax, ArgMin
from derive.language.quantities import (
    CodeLengths,
    Nonnegative,
    Positive,
    Probability,
    Quantity,
    Real,
)
from derive.language.relations import (
    Dominated,
    Eq,
    Ge,
    Gt,
    Independent,
    Le,
    Lt,
    Markov,
    Ne,
    Relation,
)
from derive.rules.calculus import Derivative, Integral, Limit
from derive.rules.cited import Cited
from derive.rules.computed import Computed
from derive.rules.defined import Defined
from derive.rules.empirical import Empirical
from derive.rules.every_t import EveryT, past_and_next
from derive.rules.exists import At, Exists
from derive.rules.extremes import Maximum, Minimum
from derive.rules.powers import AtMostOne
from derive.run import check, run


def _face(thing: Any) -> dict[str, str]:
    from derive.render.notebook import mimebundle

    return mimebundle(thing)


_use_face(_face)

__version__ = "0.1.0"

__all__ = [
    "JS",
    "KL",
    "Alphabet",
    "ArgMax",
    "ArgMin",
    "At",
    "AtMostOne",
    "Ceiling",
    "Channel",
    "Cited",
    "CodeLengths",
    "Computed",
    "Defined",
    "DefinedLaw",
    "Delta",
    "Derivation",
    "Derivative",
    "DeriveError",
    "Distribution",
    "Dominated",
    "E",
    "Empirical",
    "Eq",
    "EveryT",
    "Exists",
    "Ge",
    "Gt",
    "H",
    "I",
    "Independent",
    "Indicator",
    "Integral",
    "Inverse",
    "Law",
    "Le",
    "Let",
    "Limit",
    "Lt",
    "Map",
    "Markov",
    "Maximum",
    "Measure",
    "Minimum",
    "Mixture",
    "Ne",
    "Nonnegative",
    "Positive",
    "Posterior",
    "Probability",
    "Product",
    "Proof",
    "Quantity",
    "RandomVariable",
    "Rational",
    "Real",
    "Relation",
    "Sum",
    "Uniform",
    "Verdict",
    "alphabets",
    "check",
    "cross_entropy",
    "definition",
    "entropy",
    "exp",
    "ln",
    "log",
    "log_bound",
    "mutual_information",
    "past_and_next",
    "prove",
    "quotient",
    "run",
    "scaled",
    "square",
    "theorem",
]
