"""The ledger as a table for the terminal, a page, plain data, or LaTeX."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from rich.table import Table
from rich.text import Text

from derive.ledger.decide import PLACED, Row
from derive.render.plain import plain
from derive.render.prose import prose
from derive.render.wrap import wrap

_STYLE = {
    "proved": "green",
    "proved if": "cyan",
    "refuted": "bold red",
    "definition": "blue",
    "cited": "magenta",
    "empirical": "yellow",
    "error": "bold white on red",
}


def counts(rows: Sequence[Row]) -> dict[str, int]:
    """How many claims have each verdict; errors only if there are any."""
    found = Counter(r.verdict for r in rows)
    return {v: found[v] for v in PLACED if found[v] or v != "error"}


def total(rows: Sequence[Row]) -> str:
    """`144 of 144 claims placed: 60 proved, …`."""
    placed = sum(r.verdict != "error" for r in rows)
    each = ", ".join(
        f"{n} {v}" + (" …" if v == "proved if" else "") for v, n in counts(rows).items()
    )
    return f"{placed} of {len(rows)} claims placed: {each}"


def verdict(row: Row) -> str:
    """The verdict in words, with the condition."""
    if row.verdict == "cited" and row.condition:
        return f"cited, if {row.condition}"
    return f"proved if {row.condition}" if row.verdict == "proved if" else row.verdict


def details(row: Row) -> Iterator[tuple[str, str]]:
    """What belongs to the verdict, as pairs (heading, line)."""
    for k, line in enumerate(_unless_same(row.said)):
        yield ("says" if k == 0 else ""), line
    if row.ranges:
        yield "for", "; ".join(row.ranges)
    given = ", ".join(row.given)
    if given and given != row.condition:  # a condition read off the hypotheses says them already
        yield "given", given
    for k, line in enumerate(row.failure):
        yield ("without it" if k == 0 else ""), line
    for k, line in enumerate(row.counterexample):
        yield ("counterexample" if k == 0 else ""), line
    for k, line in enumerate(row.instead):
        yield ("true instead" if k == 0 else ""), line
    for line in row.cited:
        yield "cites", line
    for line in row.open:
        yield "rests on open", line
    if row.why:
        yield "why", row.why


def _unless_same(lines: Sequence[str]) -> tuple[str, ...]:
    """Each line once; a claim that stands again with its equality condition is left out."""
    kept = dict.fromkeys(lines)
    return tuple(s for s in kept if not any(t.startswith(f"{s}, with equality") for t in kept))


def where(row: Row) -> str:
    """The steps that decide it, and those of the other half of the verdict."""
    return ", ".join((*row.by, *row.without, *row.nearest))


# ---------------------------------------------------------------- terminal


def terminal(rows: Sequence[Row], width: int) -> Iterator[Any]:
    """A table for each section, then the totals."""
    for section, some in groupby(rows, key=lambda r: r.claim.section):
        yield Text(section or "(no section)", style="bold")
        yield _table(list(some), width)
        yield ""
    yield Text(total(rows))


def _table(rows: Sequence[Row], width: int) -> Table:
    left = max(width - 10, 40)
    out = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    out.add_column("id", style="dim", no_wrap=True)
    out.add_column("", no_wrap=True, overflow="fold")
    for row in rows:
        lines = [Text("\n".join(wrap(plain(row.claim.latex), left, 2)))]
        lines.append(Text("\n".join(wrap(verdict(row), left, 2)), style=_STYLE[row.verdict]))
        for heading, line in details(row):
            body = f"\n{' ' * 18}".join(wrap(line, left - 18, 2))
            lines.append(Text.assemble((f"  {heading:<16}", "dim"), body))
        lines.append(Text("\n".join(wrap(f"  {where(row)}", left, 4)), style="dim"))
        out.add_row(row.claim.id, Text("\n").join(lines))
    return out


# ---------------------------------------------------------------- page


def markdown(rows: Sequence[Row], command: str) -> str:
    """A page: totals, then for each section a table and what belongs to each verdict."""
    parts = [
        "# The notes, claim by claim\n",
        f"Written by `{command}`; every verdict is computed from the steps named. {total(rows)}.\n",
        "| verdict | claims |\n|---|---|",
        *(f"| {v}{' …' if v == 'proved if' else ''} | {n} |" for v, n in counts(rows).items()),
    ]
    for section, some in groupby(rows, key=lambda r: r.claim.section):
        parts += [
            "",
            f"## {section}\n",
            "| id | claim | verdict | decided by |",
            "|---|---|---|---|",
        ]
        listed = list(some)
        parts += [_markdown_row(r) for r in listed]
        noted = [r for r in listed if any(True for _ in details(r))]
        parts += ["", *(line for r in noted for line in _markdown_notes(r))] if noted else []
    return "\n".join(parts) + "\n"


def _markdown_row(row: Row) -> str:
    tex = row.claim.latex.replace("|", r"\vert ").replace(r"\\vert ", r"\Vert ")
    by = "<br>".join(f"`{ref}`" for ref in (*row.by, *row.without, *row.nearest))
    return f"| {row.claim.id} | ${tex}$ | {_bold(row)} | {by} |"


def _bold(row: Row) -> str:
    if not row.condition:
        return f"**{row.verdict}**"
    word = "cited, if" if row.verdict == "cited" else row.verdict
    return f"**{word}** {escaped(row.condition)}"


def _markdown_notes(row: Row) -> Iterator[str]:
    yield f"- **{row.claim.id}**"
    for heading, line in details(row):
        lead = f"*{heading}:* " if heading else ""
        yield f"  - {lead}{escaped(line)}"


def escaped(line: str) -> str:
    """A line as Markdown shows it, letter by letter, also in a table."""
    for sign in "\\|_*<":
        line = line.replace(sign, f"\\{sign}")
    return line


# ---------------------------------------------------------------- data and LaTeX


def data(rows: Sequence[Row]) -> dict[str, Any]:
    """Plain data: the rows and the counts."""
    return {
        "format": 1,
        "counts": counts(rows),
        "claims": [
            {
                "id": r.claim.id,
                "section": r.claim.section,
                "claim": r.claim.latex,
                "verdict": r.verdict,
                "condition": r.condition or None,
                "by": list(r.by),
                "said": list(r.said),
                "for": list(r.ranges),
                "given": list(r.given),
                "without": list(r.without),
                "failure": list(r.failure),
                "counterexample": list(r.counterexample),
                "nearest": list(r.nearest),
                "instead": list(r.instead),
                "cited": list(r.cited),
                "open": list(r.open),
                "why": r.why or None,
            }
            for r in rows
        ],
    }


def latex(rows: Sequence[Row]) -> str:
    r"""A `longtable` (packages longtable, amsmath, amssymb)."""
    lines = [
        r"\begin{longtable}{@{}l>{\raggedright}p{0.5\linewidth}"
        r">{\raggedright\arraybackslash}p{0.36\linewidth}@{}}"
    ]
    for section, some in groupby(rows, key=lambda r: r.claim.section):
        lines.append(rf"\multicolumn{{3}}{{@{{}}l}}{{\textbf{{{prose(section)}}}}}\\*[2pt]")
        for r in some:
            lines.append(rf"{r.claim.id} & ${r.claim.latex}$ & {_latex_verdict(r)}\\[2pt]")
    lines += [r"\end{longtable}", rf"\noindent {prose(total(rows))}."]
    return "\n".join(lines) + "\n"


def _latex_verdict(row: Row) -> str:
    out = [rf"\textbf{{{row.verdict}}} {prose(row.condition)}".strip()]
    out += [rf"{prose(heading)} {prose(line)}".strip() for heading, line in details(row)]
    return r"\newline ".join(out)
