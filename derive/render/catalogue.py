"""The catalogue of named results as a table for the terminal, a page, or plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from rich.table import Table
from rich.text import Text

from derive.ledger.catalogue import STANDINGS, Line, Shelved
from derive.ledger.decide import supposed
from derive.render.axioms import items
from derive.render.ledger import escaped
from derive.render.wrap import wrap

_STYLE = {
    "proved": "green",
    "finite content": "cyan",
    "cited": "magenta",
    "open": "yellow",
    "error": "bold white on red",
}


def counts(rows: Sequence[Shelved]) -> dict[str, int]:
    """How many results have each standing; errors only if there are any."""
    found = Counter(r.standing for r in rows)
    return {s: found[s] for s in STANDINGS if found[s] or s != "error"}


def total(rows: Sequence[Shelved]) -> str:
    """`158 named results: 130 proved, 10 finite content, …`."""
    return f"{len(rows)} named results: " + ", ".join(f"{n} {s}" for s, n in counts(rows).items())


def says(line: Line) -> str:
    """What a derivation states, of what, and under which hypotheses."""
    return "; ".join(line.says) + supposed(line.ranges, line.given, line.named)


def fails(line: Line) -> str:
    """How a twin fails, by its title and verdict."""
    return f"{line.title} ({line.verdict}): {says(line)}"


def why(row: Shelved) -> str:
    """The standing, and what is missing to more."""
    return f"{row.standing}: {row.why}" if row.why else row.standing


# ---------------------------------------------------------------- terminal


def terminal(rows: Sequence[Shelved], width: int) -> Iterator[Any]:
    """A table for each section, then the totals."""
    for section, some in groupby(rows, key=lambda r: r.named.section):
        yield Text(section, style="bold")
        yield _table(list(some), width)
        yield ""
    yield Text("\n".join(wrap(total(rows), width, 2)))


def _table(rows: Sequence[Shelved], width: int) -> Table:
    left = max(width - 6, 40)
    out = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    out.add_column("number", style="dim", no_wrap=True, justify="right", min_width=3)
    out.add_column("", no_wrap=True, overflow="fold")
    for row in rows:
        head = f"{row.named.name}: {row.named.statement}" if row.named.statement else row.named.name
        lines = [Text("\n".join(wrap(head, left, 2)))]
        lines.append(Text("\n".join(wrap(why(row), left, 2)), style=_STYLE[row.standing]))
        shown = [(says(line), line.ref) for line in row.lines]
        shown += [(f"fails: {fails(line)}", line.ref) for line in row.twins]
        for said, ref in shown:
            lines.append(Text("\n".join(wrap(f"  {said}", left, 4))))
            lines.append(Text("\n".join(wrap(f"    {ref}", left, 6)), style="dim"))
        for heading, words in (("rests on", items(row.rests)), ("elsewhere", row.named.elsewhere)):
            if row.lines or heading == "elsewhere":
                text = f"  {heading}: {', '.join(words) or 'found nowhere'}".replace("`", "")
                lines.append(Text("\n".join(wrap(text, left, 4)), style="dim"))
        out.add_row(str(row.named.number), Text("\n").join(lines))
    return out


# ---------------------------------------------------------------- page


def markdown(rows: Sequence[Shelved], command: str) -> str:
    """A page: totals, then for each section a table with a row for each result."""
    sections = [(s, list(some)) for s, some in groupby(rows, key=lambda r: r.named.section)]
    parts = [
        "# Named results\n",
        f"Written by `{command}`; every verdict is computed from the derivations named, none is "
        f"written by hand. {total(rows)}.\n",
        *_summary(sections, rows),
        "",
        "*Finite content* is what of a result speaks of finite sums, where the whole needs a limit "
        "or an infinite alphabet, or what is proved in parts that only words join. "
        "What *rests on* lists is beside arithmetic and the algebra of finite sums. Under *fails* "
        "stands what is refuted, or has no meaning, without a hypothesis. *Elsewhere* is what was "
        "found in the libraries' sources.",
    ]
    for section, some in sections:
        parts += ["", f"## {section}\n", "| | result | here | elsewhere |", "|---|---|---|---|"]
        parts += [_markdown_row(r) for r in some]
    return "\n".join(parts) + "\n"


def _summary(sections: list[tuple[str, list[Shelved]]], rows: Sequence[Shelved]) -> list[str]:
    shown = tuple(counts(rows))
    lines = [f"| section | rows | {' | '.join(shown)} |", "|---|" + "---|" * (len(shown) + 1)]
    for section, some in (*sections, ("**all**", list(rows))):
        here = Counter(r.standing for r in some)
        lines.append(f"| {section} | {len(some)} | {' | '.join(str(here[s]) for s in shown)} |")
    return lines


def _markdown_row(row: Shelved) -> str:
    named = row.named
    head = f"**{escaped(named.name)}**"
    if named.statement:
        head += f"<br>{escaped(named.statement)}"
    here = [f"**{row.standing}**" + (f": {escaped(row.why)}" if row.why else "")]
    here += [f"{escaped(says(line))}<br>`{line.ref}`" for line in row.lines]
    here += [f"*fails:* {escaped(fails(line))}<br>`{line.ref}`" for line in row.twins]
    if row.lines:
        here.append(f"*rests on* {escaped('; '.join(items(row.rests)))}")
    elsewhere = "<br>".join(e.replace("|", "\\|") for e in named.elsewhere) or "found nowhere"
    return f"| {named.number} | {head} | {'<br>'.join(here)} | {elsewhere} |"


# ---------------------------------------------------------------- data


def data(rows: Sequence[Shelved]) -> dict[str, Any]:
    """Plain data: the rows and the counts."""
    return {
        "format": 1,
        "counts": counts(rows),
        "results": [
            {
                "number": r.named.number,
                "section": r.named.section,
                "name": r.named.name,
                "statement": r.named.statement,
                "verdict": r.standing,
                "why": r.why or None,
                "by": [_line_data(line) for line in r.lines],
                "fails": [_line_data(line) for line in r.twins],
                "rests": items(r.rests) if r.lines else [],
                "elsewhere": list(r.named.elsewhere),
            }
            for r in rows
        ],
    }


def _line_data(line: Line) -> dict[str, Any]:
    return {
        "derivation": line.ref,
        "title": line.title,
        "says": list(line.says),
        "for": list(line.ranges),
        "given": list(line.given),
        "where": list(line.named),
        "verdict": line.verdict,
    }
