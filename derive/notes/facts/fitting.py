"""Which of the names in a sentence are what its words speak of."""

from __future__ import annotations

from derive.notes import tree as t
from derive.notes.facts.english import Row
from derive.notes.facts.forms import is_measure, is_name, is_variable, letters_of


def fitting(row: Row, names: list[t.Node]) -> list[t.Node]:
    """Those of the names that are what the row speaks of."""
    if not all(map(_is_nameable, names)):
        return []
    if row.kind in ("code", "sample"):
        return names if all(map(_has_letters, names)) else []
    if row.kind == "empirical":
        return [n for n in names if not isinstance(n, t.Range)]
    if row.kind == "markov":
        return names if len(names) > 2 and all(map(is_variable, names)) else []
    if row.kind == "variable" or (row.kind == "arbitrary" and "{RV}" in row.pattern):
        return [n for n in names if is_variable(n)]
    if row.kind in ("law", "arbitrary"):
        names = _laws(names)
        strict = "probabilit" in row.pattern
        return names if not strict or all(map(_has_letters, names)) else []
    return names


def _laws(names: list[t.Node]) -> list[t.Node]:
    """Of p(x), q(x), x ∈ X those that may be laws: what has letters, if anything has."""
    calls = [n for n in names if isinstance(n, t.Call)]
    return [n for n in calls or names if not is_measure(n)]


def _is_nameable(node: t.Node) -> bool:
    return is_name(node) or isinstance(node, (t.Range, t.Hole))


def _has_letters(node: t.Node) -> bool:
    """Whether it is one of many: x_i, L(x), x_1, …, x_n; not L_{max}, n."""
    if isinstance(node, t.Range):
        return True
    letters = letters_of(node)
    return bool(letters) and all(isinstance(n, (t.Name, t.Num)) and _is_short(n) for n in letters)


def _is_short(node: t.Name | t.Num) -> bool:
    return isinstance(node, t.Num) or len(node.base.lstrip("\\")) == 1 or node.base[0] == "\\"
