"""What a script's author may have meant: the nearest name, the arguments, our way to say it.

Python's own exceptions speak of its objects. What is added here is read off the exception and the
place that raised it; nothing of the script is evaluated again.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import re
import sys
from collections.abc import Iterable, Mapping
from types import FrameType, ModuleType
from typing import Any

import derive
from derive.cli.nearest import nearest
from derive.derivation.derivation import Derivation, Proof
from derive.language.laws import Law, RandomVariable
from derive.language.truth import asked, source

_NAMES = {
    "entropy": "H", "expectation": "E", "expected": "E", "mean": "E", "d": "KL", "dkl": "KL",
    "d_kl": "KL", "kl_div": "KL", "kl_divergence": "KL", "divergence": "KL", "mi": "I",
    "mutualinformation": "I", "mutual_info": "I", "crossentropy": "cross_entropy", "jsd": "JS",
    "sigma": "Sum", "prod": "Product", "symbol": "Real", "symbols": "Real", "ineq": "Le",
    "lemma": "theorem", "proposition": "theorem", "ceil": "Ceiling", "log2": "log(…, 2)",
}  # fmt: skip
_STEPS = {
    "leq": "le", "lte": "le", "less": "lt", "at_most": "le", "geq": "ge", "gte": "ge",
    "greater": "gt", "at_least": "ge", "equals": "eq", "equal": "eq", "step": "eq",
    "begin": "start", "qed": "claim", "conclude": "claim", "therefore": "claim", "cite": "fact",
    "assume": "given=[…] of @theorem", "given": "given=[…] of @theorem",
}  # fmt: skip
_LETTERS = "A law stands in a formula with its letters. Try p(x)"
_WITH_LETTERS = f"{_LETTERS}."
_UNDECIDED = "truth value of Relational"
_TIMES = "A product needs its sign. Try a*b"
_TYPES = (
    (r"'Alphabet' object is not iterable", "A letter stands for all of them. Try Sum(p(x), x)"),
    (
        r"'\w*(Value|Mul|Add|Pow|Measure|log|exp)' object is not iterable",
        "Python's sum and max take lists. Try Sum(p(x), x), Max(p(x), x)",
    ),
    (r"object of type 'Alphabet' has no len", "Try x.size"),
    (r"'(Law|Map|Quantity)' object is not subscriptable", "Try round brackets: p(x)"),
    (r"'Derivation' object is not callable", "A theorem is a reason: proof.le(…, gibbs)"),
    (r"'\w*(Value|Mul|Add|Pow|Measure|Sum|log)' object is not callable", _TIMES),
    (r"operand type\(s\) for \^", "Powers are written with **. Try p(x)**2"),
    (r"operand type\(s\) for <<: '\w*Value'", "Try Dominated(p(x), q(x)), or p << q for laws"),
    (r"operand type\(s\) for \|: 'Law'", "Try KL(p, q), or p(x | y) for a conditional"),
    (r"'RandomVariable'", "Variables stand in H and I only. Try H(X), I(X, Y), or p(x) for values"),
    (r"operand type\(s\) for .*'Law'|instances of .*'Law'", _LETTERS),
    (r"instances of .*'str'|operand.*'str'", "Text is never evaluated. Try it without quotes"),
    (r"instances of .*'Relation'", "A relation has no order. Try the two sides"),
    (r"Cannot convert expression to float", "Numbers stay exact, with log and exp of derive"),
    (r"loop of ufunc does not support", "NumPy takes numbers. Try log and exp of derive"),
)
_SIGNS = {
    "≤": "<=", "≥": ">=", "≠": "Ne(a, b)", "‖": "KL(p, q)", "≪": "<<", "·": "*", "×": "*", "−": "-",
    "Σ": "Sum(p(x), x)", "∑": "Sum(p(x), x)", "²": "**2", "√": "sqrt(…)", "→": "Markov(X, Y, Z)",
    "’": "'", "‘": "'", "“": '"', "”": '"', "½": "Rational(1, 2)", "∞": "a Limit",
}  # fmt: skip
_CALLED = re.compile(r"([\w.<>]+)\(\) (?:takes|missing|got)")


def told(wrong: BaseException) -> str:
    """An exception in one line, with what is known beyond its own text."""
    message, name, more = " ".join(str(wrong).split()), type(wrong).__name__, hint(wrong)
    if more == _WITH_LETTERS and isinstance(wrong, AttributeError):  # of SymPy's inner workings
        return more
    if _UNDECIDED in message:
        return f"a relation was tested for truth: {more}"
    said = f"{name}: {message}" if message else name
    return f"{said.rstrip('.')}. {more}" if more else said


def hint(wrong: BaseException) -> str:
    """A sentence to add to an exception's own text, or ""."""
    try:
        return _hint(wrong)
    except Exception:  # objects of scripts may answer with anything; advice hides no mistake
        return ""


def _hint(wrong: BaseException) -> str:
    for kind, advice in (
        (SyntaxError, _syntax),
        (NameError, _name),
        (ModuleNotFoundError, _module),
        (ImportError, _imported),
        (AttributeError, _attribute),
        (TypeError, _type),
        (KeyError, _key),
    ):
        if isinstance(wrong, kind):
            return advice(wrong)  # type: ignore[operator]
    return ""


def _did_you_mean(name: str, *scopes: Iterable[str], said: Mapping[str, str] = {}) -> str:
    meant = said.get(name.casefold()) or next(filter(None, (nearest(name, s) for s in scopes)), "")
    return f"Did you mean {meant}?" if meant else ""


def _frame(wrong: BaseException) -> FrameType | None:
    """The frame that raised it."""
    traceback = wrong.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    return traceback.tb_frame if traceback is not None else None


def _name(wrong: NameError) -> str:
    frame, name = _frame(wrong), wrong.name or ""
    if name in derive.__all__:
        return f"Try from derive import {name}."
    own = [*frame.f_locals, *frame.f_globals] if frame is not None else []
    ours = [n for n in (*own, *derive.__all__) if not n.startswith("_")]
    return _did_you_mean(name, ours, dir(builtins), said=_NAMES)


def _module(wrong: ModuleNotFoundError) -> str:
    name = wrong.name or ""
    package, _, last = name.rpartition(".")
    if package in sys.modules:
        return _submodule(sys.modules[package], last)
    return _did_you_mean(name, ["derive", "sympy", "numpy"])


def _submodule(package: ModuleType, name: str) -> str:
    from pkgutil import iter_modules

    found = nearest(name, (m.name for m in iter_modules(getattr(package, "__path__", ()))))
    return f"Did you mean {package.__name__}.{found}?" if found else ""


def _imported(wrong: ImportError) -> str:
    found = re.match(r"cannot import name '(\w+)'", str(wrong))
    module = sys.modules.get(wrong.name or "")
    if found is None or module is None:
        return ""
    public = getattr(module, "__all__", dir(module))
    return _did_you_mean(found[1], public, said=_NAMES if module is derive else {})


def _attribute(wrong: AttributeError) -> str:
    thing, name = wrong.obj, wrong.name or ""
    inside = _frame(wrong)
    if isinstance(thing, Law | RandomVariable) and inside is not None and _is_sympy(inside):
        return _WITH_LETTERS
    if isinstance(thing, ModuleType):
        known = getattr(thing, "__all__", dir(thing))
        return _did_you_mean(name, known, said=_NAMES if thing is derive else {})
    if isinstance(thing, Proof):
        steps = [n for n in _own_attributes(thing) if callable(getattr(thing, n))]
        return _did_you_mean(name, steps, said=_STEPS) or f"It has {', '.join(steps)}."
    return _did_you_mean(name, _own_attributes(thing), _public(dir(thing)))


def _is_sympy(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__", "")).startswith("sympy.")


def _own_attributes(thing: object) -> list[str]:
    """What its classes of this package say of it, without what SymPy gives to every expression."""
    classes = [c for c in type(thing).__mro__ if c.__module__.startswith("derive.")]
    own = [n for c in classes for n in (*vars(c), *getattr(c, "__annotations__", {}))]
    return _public([*own, *getattr(thing, "__dict__", {})])


def _public(names: Iterable[str]) -> list[str]:
    return [n for n in names if not n.startswith("_")]


def _type(wrong: TypeError) -> str:
    message = str(wrong)
    if _UNDECIDED in message:
        return asked(wrong)
    called = _CALLED.match(message)
    if called is not None:
        return _arguments(called[1], wrong)
    return next((f"{say}." for pattern, say in _TYPES if re.search(pattern, message)), "")


def _arguments(name: str, wrong: TypeError) -> str:
    """The arguments that a function of ours takes."""
    frame = _frame(wrong)
    raised_by = frame.f_code if frame is not None else None
    if raised_by is Derivation.proof.__code__:
        return f"A derivation's function takes the proof. Try def {name}(proof)."
    *owner, last = name.split(".")
    for place in (derive, *map(sys.modules.get, _loaded())):
        thing: Any = place
        for part in (*owner, last):
            thing = getattr(thing, part, None)
        if callable(thing) and str(getattr(thing, "__module__", "")).startswith("derive."):
            shown = owner[-1] if last in ("__init__", "__new__") else last
            return f"It is {shown}{_signature(thing)}."
    return ""


def _loaded() -> list[str]:
    return sorted(name for name in sys.modules if name.startswith("derive."))


def _signature(thing: Any) -> str:
    """`(p, q, base=None)`: without types, without self."""
    parameters = [
        p.replace(annotation=p.empty)
        for name, p in inspect.signature(thing).parameters.items()
        if name not in ("self", "cls")
    ]
    return str(inspect.Signature(parameters))


def _key(wrong: KeyError) -> str:
    """The nearest key, where the mapping has a name in the script."""
    traceback = wrong.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None or len(wrong.args) != 1 or not isinstance(wrong.args[0], str):
        return ""
    frame = traceback.tb_frame
    node, _ = source(frame.f_code, traceback.tb_lasti)
    if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
        return ""
    name = node.value.id
    mapping = frame.f_locals.get(name, frame.f_globals.get(name))
    keys = [k for k in mapping if isinstance(k, str)] if type(mapping) is dict else []
    found = nearest(wrong.args[0], keys)
    return f"Did you mean {found!r}?" if found else ""


def _syntax(wrong: SyntaxError) -> str:
    line = wrong.text or ""
    found = re.search(r"invalid (?:non-printable )?character '(.)'", wrong.msg or "")
    if found is not None and found[1] in _SIGNS:
        return f"In Python it is {_SIGNS[found[1]]}."
    if re.search(r"\b[A-Za-z]+\([^()]*;", line):
        return "Groups of variables are parted by commas. Try I(X, Y), or I((X, Y), Z)."
    if "codec can't decode" in (wrong.msg or ""):
        return "Try saving the file as UTF-8."
    if re.search(r"[^<>=!]=>", line):
        return "Try >=."
    if "cannot contain assignment" in (wrong.msg or "") or "cannot assign to" in (wrong.msg or ""):
        return "An equation is Eq(a, b)."
    if "invalid decimal literal" in (wrong.msg or ""):
        return f"{_TIMES}."
    return ""
