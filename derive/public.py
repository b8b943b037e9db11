"""What `from derive import *` brings: loaded by `derive` when a name of it is asked for."""

from sympy import Rational

from derive.calls import check, check_notes, prove, run
from derive.derivation.derivation import Derivation, Proof, theorem
from derive.derivation.reasons import definition, log_bound, scaled, square
from derive.faces import FACES as _FACES
from derive.language.alphabets import Alphabet, Delta, Letters, Naturals, Space, alphabets
from derive.language.counted import Geometric, Poisson
from derive.language.definitions import DefinedLaw, Let, Mixture, Posterior
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
from derive.language.families import Normal
from derive.language.laws import Channel, Density, Distribution, Law, RandomVariable
from derive.language.line_laws import Exponential, Laplace, Uniform
from derive.language.maps import Map
from derive.language.measures import (
    JS,
    KL,
    E,
    H,
    I,
    Measure,
    cross_entropy,
    differential_entropy,
    entropy,
    h,
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
from derive.language.vectors import MultivariateNormal
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
from derive.rules.scalar_lemma import ScalarLemma

_use_faces(_FACES)
