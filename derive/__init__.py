"""derive: a derivation checker for information theory.

    from derive import *

brings the language (alphabets, laws, measures, relations) and `theorem`, `log_bound`, `run`.
"""

from sympy import Rational

from derive.derivation.derivation import Derivation, Proof, theorem
from derive.derivation.reasons import log_bound
from derive.language.alphabets import Alphabet, Delta, alphabets
from derive.language.expressions import Indicator, Inverse, Sum, exp, ln, log, quotient
from derive.language.laws import Channel, Distribution, Law, RandomVariable
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
    Independent,
    Le,
    Markov,
    Relation,
)
from derive.run import check, run

__version__ = "0.1.0"

__all__ = [
    "JS",
    "KL",
    "Alphabet",
    "Channel",
    "CodeLengths",
    "Delta",
    "Derivation",
    "DeriveError",
    "Distribution",
    "Dominated",
    "E",
    "Eq",
    "Ge",
    "H",
    "I",
    "Independent",
    "Indicator",
    "Inverse",
    "Law",
    "Le",
    "Markov",
    "Measure",
    "Nonnegative",
    "Positive",
    "Probability",
    "Proof",
    "Quantity",
    "RandomVariable",
    "Rational",
    "Real",
    "Relation",
    "Sum",
    "alphabets",
    "check",
    "cross_entropy",
    "entropy",
    "exp",
    "ln",
    "log",
    "log_bound",
    "mutual_information",
    "quotient",
    "run",
    "theorem",
]
