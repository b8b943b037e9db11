"""A message as HTML for notebooks: formulas for MathJax, the counterexample as a small table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from derive.language.relations import Relation
from derive.render.notebook import relation as typeset
from derive.teaching.message import Hint, Message, counterexample

_VALUE = re.compile(r"\S+\([\d,]+\) = \S+")
_CELL = "text-align:left;padding:1px 12px 1px 0"


def html(message: Message) -> str:
    """The message; text is escaped, formulas stand between dollars."""
    return f'<div style="max-width:60em">{"".join(_parts(message))}</div>'


def _parts(m: Message) -> Iterator[str]:
    yield f"<p><b>{escape(m.heading)}.</b></p>"
    step = m.step
    if isinstance(step.relation, Relation) and step.kind != "equality":
        yield f"<p>${escape(typeset(step.relation))}$</p>"
    else:
        yield f"<p>{escape(m.statement)}</p>"
    if m.hints:
        yield f"<p>{_hint(m.hints[0])}</p>"
    model, sides = counterexample(step)
    if model or sides:
        title = "Counterexample" if sides else "No value at"
        yield _table(title, [*model, *sides])
        yield "".join(f"<p>{escape(line)}</p>" for line in m.place_lines())
    for note in m.notes():
        yield f"<p>{escape(note)}</p>"
    if m.hints[1:]:
        items = "".join(f"<li>{_hint(h)}</li>" for h in m.hints[1:])
        yield f"<p>Besides:</p><ul>{items}</ul>"
    if m.before:
        yield f"<p>{escape(m.before)}</p>"


def _table(title: str, lines: Sequence[str]) -> str:
    rows = [f'<tr><th colspan="2" style="{_CELL}">{escape(title)}</th></tr>']
    for line in lines:
        for name, value in _entries(line):
            cells = "".join(f'<td style="{_CELL}">{escape(c)}</td>' for c in (name, value))
            rows.append(f"<tr>{cells}</tr>")
    return f'<table style="margin:0">{"".join(rows)}</table>'


def _entries(line: str) -> list[tuple[str, str]]:
    """`p = (1, 0)`; the values of a joint law one by one; anything else as a whole."""
    parts = line.split(", ") if line.endswith(", else 0") else [line]
    if all(_VALUE.fullmatch(part) for part in line.split(", ")):
        parts = line.split(", ")
    found = [part.partition(" = ") for part in parts]
    out = [(name, value) if sign else ("", name) for name, sign, value in found]
    return [("else", "0") if value == "else 0" else (name, value) for name, value in out]


def _hint(h: Hint) -> str:
    said = f"{escape(h.lead)}${escape(h.latex)}${escape(h.tail)}" if h.latex else escape(h.says)
    said = said.replace("\n", "<br>")
    return f"{said} {escape(h.known)}"
