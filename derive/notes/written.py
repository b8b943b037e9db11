"""Trees as LaTeX again, in one spelling: what is written here is read as the same tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.notes import tree, walk
from derive.notes.parse.table import SEQUENCES
from derive.notes.tree import Node
from derive.notes.written_names import members, name, sequence

_RELATIONS = {
    "=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "!=": r"\ne", ":=": ":=",
    "in": r"\in", "notin": r"\notin", "subset": r"\subseteq", "->": r"\to",
    "<->": r"\leftrightarrow", "prop": r"\propto", "approx": r"\approx", "<<": r"\ll",
    "~": r"\sim", "perp": r"\perp", "iff": r"\iff", "implies": r"\implies",
}  # fmt: skip
_SEPARATORS = {",": ", ", ";": "; ", "|": r" \mid ", "||": r" \| ", "or": r" \text{ or } "}
_BRACKETS = {"(": ("(", ")"), "[": ("[", "]"), "{": (r"\{", r"\}")}
_OPERATORS = {
    "sum": r"\sum", "prod": r"\prod", "int": r"\int", "max": r"\max", "min": r"\min",
    "sup": r"\sup", "inf": r"\inf", "argmax": r"\arg\max", "argmin": r"\arg\min", "lim": r"\lim",
}  # fmt: skip
_TALL = (r"\frac", r"\sum", r"\prod", r"\int", r"\binom")


def latex(node: Node) -> str:
    """The tree in LaTeX; of a `Choice` its first reading."""
    return _WRITERS[type(node)](node)


def bracketed(text: str, pair: tuple[str, str] = ("(", ")")) -> str:
    """In brackets that grow with what they hold."""
    if any(x in text for x in _TALL):
        return rf"\left{pair[0]} {text} \right{pair[1]}"
    return f"{pair[0]}{text}{pair[1]}"


def listed(items: tuple[Node, ...], separators: tuple[str, ...] = ()) -> str:
    """Items with their separators, commas if none are given."""
    parts = [latex(items[0])] if items else []
    for i, item in enumerate(items[1:]):
        parts += [_SEPARATORS[separators[i] if separators else ","], latex(item)]
    return "".join(parts)


def _number(node: tree.Num) -> str:
    if node.digits is None:
        if node.value.denominator != 1:
            return rf"\frac{{{node.value.numerator}}}{{{node.value.denominator}}}"
        return str(node.value.numerator)
    scaled = str(node.value.numerator * (10**node.digits // node.value.denominator))
    scaled = scaled.rjust(node.digits + 1, "0")
    return f"{scaled[: -node.digits]}.{scaled[-node.digits :]}"


def _constant(node: tree.Constant) -> str:
    named = {"e": r"\mathrm{e}", "pi": r"\pi", "infinity": r"\infty", "transpose": r"\top"}
    return named[node.name]


def _call(node: tree.Call) -> str:
    inside = listed(node.args, node.separators)
    if isinstance(node.head, tree.Name) and node.head.base in ("and", "or", "not"):
        return (r"\text{not }" if node.head.base == "not" else "") + bracketed(inside)
    if isinstance(node.head, tree.Name) and node.head.base == r"\oplus":
        names = (latex(a) if isinstance(a, tree.Name) else bracketed(latex(a)) for a in node.args)
        return r" \oplus ".join(names)
    if isinstance(node.head, tree.Name) and node.head.base == r"\odot":
        return rf"{factor(node.args[0])} \odot {factor(node.args[1])}"
    if isinstance(node.head, tree.Name) and node.head.base == r"\langle":
        return rf"\langle {inside} \rangle"
    head = _raised(node.head) if isinstance(node.head, tree.Pow) else latex(node.head)
    if isinstance(node.head, tree.Name) and " " in node.head.base:
        return f"{head}{{{inside}}}" if node.brackets == "{" else head + bracketed(inside)
    return head + bracketed(inside, _BRACKETS[node.brackets])


def _event(node: tree.Event) -> str:
    if node.rel == "forall":
        of = "" if isinstance(node.rhs, tree.Hole) else rf" \in {latex(node.rhs)}"
        return rf"\forall {latex(node.lhs)}{of}"
    sign = _RELATIONS[node.rel]
    if node.over:
        sign = rf"\overset{{\text{{{node.over}}}}}{{{sign}}}"
    return f"{latex(node.lhs)} {sign} {latex(node.rhs)}"


def _given(node: tree.Given) -> str:
    return rf"{listed(node.of)} \mid {listed(node.given)}"


def _range_of(over: tree.Over) -> tuple[str, str]:
    """What stands below and above a sign."""
    below = listed(over.letters)
    where = listed(over.where)
    if over.kind == "from":
        start = f"{below} = {latex(over.first)}" if over.first else below
        return start + (f", {where}" if where else ""), latex(over.last) if over.last else ""
    if over.kind == "set" and over.domain is not None:
        below = rf"{below} \in {latex(over.domain)}" if below else latex(over.domain)
    elif over.kind == "to" and over.last is not None:
        return rf"{below} \to {latex(over.last)}", ""
    elif over.kind == "where" and _is_condition(over):
        return where, ""
    return below + (f" : {where}" if where else ""), ""


def _is_condition(over: tree.Over) -> bool:
    """Σ_{j ≠ i}, Σ_{i < j}: the condition begins with the letters."""
    first = over.where[0]
    return over.letters[0] in (first.lhs, first.rhs)


def _big(node: tree.Big) -> str:
    sign = _OPERATORS[node.op]
    body = factor(node.body) if isinstance(node.body, (tree.Add, tree.Neg)) else latex(node.body)
    if node.op == "int":
        return _integral(node, factor(node.body))
    below, above = _range_of(node.over)
    return (
        sign + (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "") + f" {body}"
    )


def _integral(node: tree.Big, body: str) -> str:
    over = node.over
    differentials = " ".join(f"d{_spaced(latex(x))}" for x in over.letters)
    bounds = ""
    if over.kind == "from" and over.first and over.last:
        bounds = f"_{{{latex(over.first)}}}^{{{latex(over.last)}}}"
    elif over.kind == "set" and over.domain:
        bounds = f"_{{{listed(over.letters)} \\in {latex(over.domain)}}}"
    return rf"\int{bounds} {body} \, {differentials}"


def _spaced(text: str) -> str:
    return f" {text}" if text.startswith("\\") or len(text) > 1 else text


def _mean(node: tree.Mean) -> str:
    sign = r"\mathbb{E}" if node.op == "E" else rf"\operatorname{{{node.op}}}"
    law = f"_{{{listed(node.law)}}}" if node.law else ""
    body = latex(node.body)
    if node.op == "Cov" and isinstance(node.body, tree.Members):
        body = listed(node.body.items)
    given = rf" \mid {listed(node.given)}" if node.given else ""
    return sign + law + bracketed(body + given, ("[", "]"))


def _log(node: tree.Log) -> str:
    sign = r"\log"
    if isinstance(node.base, tree.Constant) and node.base.name == "e":
        sign = r"\ln"
    elif node.base is not None:
        sign = rf"\log_{{{latex(node.base)}}}"
    return sign + bracketed(latex(node.body))


def _power(node: tree.Pow) -> str:
    base = latex(node.base)
    plain = isinstance(node.base, (tree.Num, tree.Constant, tree.Call, tree.Bars))
    if isinstance(node.base, tree.Name) and not _may_mark(node.base, node.exponent):
        return _raised(node)
    return f"{base if plain else bracketed(base)}^{{{latex(node.exponent)}}}"


def _raised(node: tree.Pow) -> str:
    """p^{2}, {p'_{s}}^{2}."""
    base = latex(node.base)
    marked = isinstance(node.base, tree.Name) and (node.base.sup or node.base.primes)
    return (
        f"{{{base}}}^{{{latex(node.exponent)}}}" if marked else f"{base}^{{{latex(node.exponent)}}}"
    )


def _may_mark(base: tree.Name, exponent: Node) -> bool:
    """Whether the exponent could be taken for the end of a sequence, or for a word."""
    if isinstance(exponent, (tree.Num, tree.Neg, tree.Frac)):
        return False
    word = isinstance(exponent, tree.Name) and exponent.base[0] != "\\" and len(exponent.base) > 1
    return word or base.base in SEQUENCES


def _factorial(node: tree.Factorial) -> str:
    body = latex(node.body)
    simple = isinstance(node.body, (tree.Num, tree.Name))
    return f"{body if simple else bracketed(body)}!"


def factor(node: Node) -> str:
    """As a factor that others may follow."""
    text = latex(node)
    loose = (tree.Add, tree.Neg, tree.Big, tree.Derivative, tree.SetOf, tree.WithUnit, tree.Event)
    return bracketed(text) if isinstance(node, loose) else text


def _product(node: tree.Mul) -> str:
    last = len(node.factors) - 1
    text, before = "", None
    for i, x in enumerate(node.factors):
        open_end = i == last and isinstance(x, (tree.Big, tree.Derivative))
        here = latex(x) if open_end else factor(x)
        text += (_between(before, x, here) if i else "") + here
        before = x
    return text


def _between(before: Node | None, after: Node, text: str) -> str:
    """A blank, or a dot where side by side means something else."""
    if isinstance(before, tree.Num) and isinstance(after, tree.Name):
        return r" \cdot " if after.base == r"\pi" else " "
    if text[0] in "([|-" or text[0].isdigit() or text.startswith((r"\left", r"\{", r"\|")):
        return r" \cdot "
    return " "


def _sum(node: tree.Add) -> str:
    later: list[set[Node]] = [set()]  # the names in the terms behind each, from the last one on
    for term in reversed(node.terms[1:]):
        later.append(later[-1] | walk.free(term))
    text = ""
    for i, term in enumerate(node.terms):
        minus = isinstance(term, tree.Neg)
        body = term.body if isinstance(term, tree.Neg) else term
        here = latex(body)
        last = i == len(node.terms) - 1
        loose = isinstance(body, (tree.Add, tree.Neg))
        if loose or (not last and _reaches(body, later[len(node.terms) - 1 - i])):
            here = bracketed(here)
        text += (" - " if minus else " + ") + here if i else ("-" if minus else "") + here
    return text


def _reaches(term: Node, later: set[Node]) -> bool:
    """Whether a Σ at the end of the term would be asked about: its letter stands in later terms."""
    if isinstance(term, tree.Big):
        if term.op in ("argmax", "argmin") or any(x in later for x in walk.bound(term)):
            return True
        return _reaches(term.body, later)
    if isinstance(term, tree.Mul):
        return _reaches(term.factors[-1], later)
    if isinstance(term, (tree.Neg, tree.Derivative)):
        return _reaches(term.body, later)
    return False


def _negative(node: tree.Neg) -> str:
    inside = latex(node.body)
    return "-" + (bracketed(inside) if isinstance(node.body, (tree.Add, tree.Neg)) else inside)


def _derivative(node: tree.Derivative) -> str:
    body = factor(node.body) if isinstance(node.body, (tree.Add, tree.Neg)) else latex(node.body)
    variable = latex(node.var)
    order = f"^{{{node.order}}}" if node.order > 1 else ""
    if node.op == "nabla" and isinstance(node.var, tree.Hole):
        return rf"\nabla{order} {body}"
    if node.op == "nabla":
        return rf"\nabla_{{{variable}}}{order} {body}"
    return rf"\frac{{\partial{order}}}{{\partial {variable}{order}}} {body}"


def _members(node: tree.Members) -> str:
    inside = listed(node.items)
    only = node.items[0] if len(node.items) == 1 else None
    if isinstance(only, tree.Range) and isinstance(only.of, tree.Name):
        inside = members(only, latex)
    if node.where:
        inside += f" : {listed(node.where)}"
    if not node.brackets:
        return inside
    if node.brackets == "{}":
        return bracketed(inside, (r"\{", r"\}")) if node.items else r"\emptyset"
    return node.brackets[0] + inside + node.brackets[1]


def _matrix(node: tree.Matrix) -> str:
    rows = r" \\ ".join(" & ".join(map(latex, row.items)) for row in node.rows)
    return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"


def _bars(node: tree.Bars) -> str:
    mark = "|" if node.kind == "|" else r"\|"
    text = latex(node.body)
    if "|" in (text[0], text[-1]) or text.startswith((r"\|", r"\left")):
        text = bracketed(text)
    index = f"_{{{latex(node.index)}}}" if node.index else ""
    return f"{mark}{text}{mark}{index}"


def _rounded(node: tree.Rounded) -> str:
    return rf"\l{node.op} {latex(node.body)} \r{node.op}"


def _unit(node: tree.WithUnit) -> str:
    per = f" per {node.per}" if node.per else ""
    return rf"{latex(node.body)} \text{{ {node.unit}{per}}}"


def _root(node: tree.Root) -> str:
    degree = f"[{node.degree}]" if node.degree != 2 else ""
    return rf"\sqrt{degree}{{{latex(node.body)}}}"


def _set_of(node: tree.SetOf) -> str:
    return rf"{factor(node.left)} \{node.op} {factor(node.right)}"


_WRITERS: dict[type[Node], Callable[[Any], str]] = {
    tree.Num: _number,
    tree.Name: lambda node: name(node, latex),
    tree.Constant: _constant,
    tree.Hole: lambda node: r"\cdot",
    tree.Dots: lambda node: r"\dots",
    tree.Given: _given,
    tree.WithUnit: _unit,
    tree.Range: lambda node: sequence(node, latex),
    tree.Call: _call,
    tree.Entry: lambda node: rf"({latex(node.of)})_{{{listed(node.at)}}}",
    tree.ValueAt: lambda node: node.of + bracketed(latex(node.body)),
    tree.Event: _event,
    tree.Big: _big,
    tree.Mean: _mean,
    tree.Log: _log,
    tree.Exp: lambda node: rf"\exp{bracketed(latex(node.body))}",
    tree.Frac: lambda node: rf"\frac{{{latex(node.top)}}}{{{latex(node.bottom)}}}",
    tree.Pow: _power,
    tree.Root: _root,
    tree.Neg: _negative,
    tree.Add: _sum,
    tree.Mul: _product,
    tree.Bars: _bars,
    tree.Rounded: _rounded,
    tree.Factorial: _factorial,
    tree.Binomial: lambda node: rf"\binom{{{latex(node.top)}}}{{{latex(node.bottom)}}}",
    tree.Indicator: lambda node: rf"\mathbb{{1}}[{_event(node.event)}]",
    tree.Extreme: lambda node: rf"\{node.op}{bracketed(listed(node.args))}",
    tree.Derivative: _derivative,
    tree.Members: _members,
    tree.Matrix: _matrix,
    tree.SetOf: _set_of,
    tree.Choice: lambda node: latex(node.readings[0]),
}
