"""derive: a derivation checker for information theory.

    from derive import *

brings the language (alphabets, laws, measures, relations) and `theorem`, `log_bound`, `run`.
The names are those of `derive.public`. It is loaded when one of them is asked for: the command
line's own process needs none, and would wait for SymPy.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derive.entropic.prove import Verdict as Verdict
    from derive.public import *  # noqa: F403

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
    "Density",
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
    "Exponential",
    "Ge",
    "Geometric",
    "Gt",
    "H",
    "I",
    "In",
    "Independent",
    "Indicator",
    "Integral",
    "Inverse",
    "Laplace",
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
    "MultivariateNormal",
    "Natural",
    "Naturals",
    "Ne",
    "Nonnegative",
    "Normal",
    "OptimalLengths",
    "P",
    "Poisson",
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
    "ScalarLemma",
    "Space",
    "Subset",
    "Sum",
    "Uniform",
    "alpha_divergence",
    "alphabets",
    "bayes_error",
    "bhattacharyya",
    "bhattacharyya_distance",
    "binary_divergence",
    "binary_entropy",
    "binomial",
    "check",
    "check_notes",
    "chi_squared",
    "cross_entropy",
    "definition",
    "differential_entropy",
    "entropy",
    "exp",
    "f_divergence",
    "factorial",
    "guessing_probability",
    "h",
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


def __getattr__(name: str) -> Any:
    if name == "Verdict":  # of `prove`: not among the names above, for what it needs is its own
        from derive.entropic.prove import Verdict

        return Verdict
    if name not in __all__:
        raise AttributeError(f"module 'derive' has no attribute {name!r}")
    from derive import public

    globals().update({n: getattr(public, n) for n in __all__})
    return globals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "Verdict"})
