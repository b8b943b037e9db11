"""The numerical attack: the second of two roads, which shares no code with the proof.

`attack` looks for a model that violates a claim; floats only point at suspicious models, and
exact arithmetic decides about each. `evaluate` gives exact values, `compile_expression` fast ones.
"""

from __future__ import annotations

from derive.numeric.attack import attack, attack_equality, consistent
from derive.numeric.compile import Compiled, compile_expression
from derive.numeric.evidence import Counterexample, Evidence, Settings
from derive.numeric.exact import evaluate
from derive.numeric.model import Model, Value
from derive.numeric.slack import Slack, slacks
from derive.numeric.witness import Witness, witness

__all__ = [
    "Compiled",
    "Counterexample",
    "Evidence",
    "Model",
    "Settings",
    "Slack",
    "Value",
    "Witness",
    "attack",
    "attack_equality",
    "compile_expression",
    "consistent",
    "evaluate",
    "slacks",
    "witness",
]
