"""A message as HTML for notebooks: formulas for MathJax, the counterexample as a small table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from derive.language.relations import Relation
from derive.render.notebook import relation as typeset
from derive.teaching.message import Hint, Message, counterexample

_CELL = "text-align:left;padding:1px 12px 1px 0"


def html(message: Message) -> str:
    """The message; text is escaped, formulas stand between dollars."""
    return f'<div style="max-width:60em">{"".join(_parts(message))}</div>'


def _parts(m: Message) -> Iterator[str]:
    yield f"<p><b>{escape(m.heading[:1].upper() + m.heading[1:])}.</b></p>"
    step = m.step
    if isinstance(step.relation, Relation) and step.kind != "equality":
        yield f"<p>${escape(typeset(step.relation))}$</p>"
    else:
        yield f"<p>{escape(m.statement)}</p>"
    model, sides = counterexample(step)
    if model or sides:
        title = "Counterexample" if sides else "No value at"
        yield _table(title, [*model, *m.place_lines(), *sides])
    for note in m.notes():
        yield f"<p>{escape(note)}</p>"
    if m.hints:
        yield f"<p>{escape(m.title_of_hints())}</p><ul>{''.join(map(_hint, m.hints))}</ul>"
    if m.before:
        yield f"<p>{escape(m.before)}</p>"


def _table(title: str, lines: Sequence[str]) -> str:
    rows = [f'<tr><th colspan="2" style="{_CELL}">{escape(title)}</th></tr>']
    for line in lines:
        name, sign, value = line.partition(" = ")
        if "," in name or not sign:
            rows.append(f'<tr><td colspan="2" style="{_CELL}">{escape(line)}</td></tr>')
            continue
        cells = "".join(f'<td style="{_CELL}">{escape(c)}</td>' for c in (name, value))
        rows.append(f"<tr>{cells}</tr>")
    return f'<table style="margin:0">{"".join(rows)}</table>'


def _hint(h: Hint) -> str:
    said = f"{escape(h.lead)}${escape(h.latex)}$" if h.latex else escape(h.says)
    said = said.replace("\n", "<br>")
    return f"<li>{said} {escape(h.known)}</li>"
