"""derive: a derivation checker for information theory.

    from derive import *

brings the language (alphabets, laws, measures, relations) and `theorem`, `log_bound`, `run`.
"""

from sympy import Rational

from derive.derivation.derivation import Derivation, Proof, theorem
from derive.derivation.reasons import definition, log_bound, scaled, square
from derive.entropic.prove import Verdict, prove
from derive.faces import FACES as _FACES
from derive.language.alphabets import Alphabet, Delta, Letters, alphabets
from derive.language.definitions import DefinedLaw, Let, Mixture, Posterior, Uniform
from derive.language.display import use as _use_faces
from derive.language.divergences import (
    alpha_divergence,
    bayes_error,
    bhattacharyya,
    bhattacharyya_distance,
    binary_divergence,
    binary_entropy,
    chi_squared,
    f_divergence,
    guessing_probability,
    hellinger,
    hellinger_squared,
    min_entropy,
    renyi_divergence,
    renyi_entropy,
    total_variation,
    tsallis_divergence,
    tsallis_entropy,
)
from derive.language.events import Either, Event, In, P
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
from derive.language.operations import (
    Abs,
    Max,
    Min,
    Power,
    binomial,
    factorial,
    pi,
    sqrt,
)
from derive.language.optimal import OptimalLengths
from derive.language.optimisers import ArgMax, ArgMin
from derive.language.quantities import (
    CodeLengths,
    Natural,
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
from derive.language.subsets import Subset
from derive.rules.calculus import Derivative, Integral, Limit
from derive.rules.cited import Cited
from derive.rules.computed import Computed
from derive.rules.defined import Defined
from derive.rules.empirical import Empirical
from derive.rules.every_t import EveryT, past_and_next
from derive.rules.exists import At, Exists
from derive.rules.extremes import Maximum, Minimum
from derive.rules.least_length import LeastMeanLength
from derive.rules.powers import AtMostOne
from derive.run import check, run

_use_faces(_FACES)

__version__ = "0.1.0"

__all__ = [
    "JS",
    "KL",
    "Abs",
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
    "Either",
    "Empirical",
    "Eq",
    "Event",
    "EveryT",
    "Exists",
    "Ge",
    "Gt",
    "H",
    "I",
    "In",
    "Independent",
    "Indicator",
    "Integral",
    "Inverse",
    "Law",
    "Le",
    "LeastMeanLength",
    "Let",
    "Letters",
    "Limit",
    "Lt",
    "Map",
    "Markov",
    "Max",
    "Maximum",
    "Measure",
    "Min",
    "Minimum",
    "Mixture",
    "Natural",
    "Ne",
    "Nonnegative",
    "OptimalLengths",
    "P",
    "Positive",
    "Posterior",
    "Power",
    "Probability",
    "Product",
    "Proof",
    "Quantity",
    "RandomVariable",
    "Rational",
    "Real",
    "Relation",
    "Subset",
    "Sum",
    "Uniform",
    "Verdict",
    "alpha_divergence",
    "alphabets",
    "bayes_error",
    "bhattacharyya",
    "bhattacharyya_distance",
    "binary_divergence",
    "binary_entropy",
    "binomial",
    "check",
    "chi_squared",
    "cross_entropy",
    "definition",
    "entropy",
    "exp",
    "f_divergence",
    "factorial",
    "guessing_probability",
    "hellinger",
    "hellinger_squared",
    "ln",
    "log",
    "log_bound",
    "min_entropy",
    "mutual_information",
    "past_and_next",
    "pi",
    "prove",
    "quotient",
    "renyi_divergence",
    "renyi_entropy",
    "run",
    "scaled",
    "sqrt",
    "square",
    "theorem",
    "total_variation",
    "tsallis_divergence",
    "tsallis_entropy",
]
