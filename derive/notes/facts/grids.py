r"""Tables of probabilities, by their cells: which variables they are of, with which letters.

    X \ Y |  0  |  1           x    |  a  |  b          x | y | p(x,y)
    0     | 1/3 | 1/3          p(x) | 1/4 | 3/4         0 | 1 | 1/2
    1     |  0  | 1/3                                   1 | 0 | 1/2

Taken for a law only where all cells are numbers that add up to 1, and the margins, where it has
some, to what they say. Nothing is guessed of a table that does not say what its rows are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Cells = list[list[str]]

_GONE = re.compile(
    r"\$|\\[()]|\*\*|\\(?:displaystyle|textstyle|bf|boldsymbol|mathbf|textbf|text|mathrm|mathit|"
    r"mathsf|left|right|[,;:!])(?![A-Za-z])|`"
)
_FRACTION = re.compile(
    r"\\[td]?frac\s*(?:\{\s*(\d+)\s*\}|(\d))\s*(?:\{\s*(\d+)\s*\}|(\d))|(\d+)\s*/\s*(\d+)"
)
_VARIABLE = re.compile(r"[A-Za-z]")
_LETTER = re.compile(r"(?:([A-Za-z])\s*=\s*)?(?:([A-Za-z])_\{?(\w+)\}?|(\w+))")
_CORNER = re.compile(
    r"\\(?:back)?slashbox\{(\w)\}\{(\w)\}|\\diagbox(?:\[[^\]]*\])?\{(\w)\}\{(\w)\}"
    r"|(\w)\s*(?:\\backslash|\\setminus|\\)\s*(\w)|(\w)\s*/\s*(\w)"
)
_MARGIN = re.compile(
    r"(?:p|P|f|\\Pr)(?:_\{?\w\}?)?\(\w(?:\s*=\s*\w)?\)|[pP]_\{?\w\}?|totals?|sums?|marginals?|\\Sigma|"
    r"Σ|\\sum", re.IGNORECASE
)  # fmt: skip
_OF = re.compile(
    r"(?:p|P|f|\\Pr|Pr)(?:_\{?[\w,]+\}?)?[(\[\\{]*\s*(\w(?:\s*[=,]\s*\w)*)\s*[)\]\\}]*"
)
_PROBABILITY = re.compile(r"prob(?:abilit(?:y|ies)|\.)?", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """values: one for each choice of letters, the last variable's running fastest. doubt: what it
    takes for granted of the table, "" if nothing."""

    names: tuple[str, ...]
    letters: tuple[tuple[str, ...], ...]
    values: tuple[Fraction, ...]
    doubt: str = ""


def table(rows: Cells, pair: tuple[str, ...] = ()) -> Table | None:
    """The law that a table is of. pair: two variables that the text says it is of."""
    cells = _filled([[_plain(c) for c in row] for row in rows])
    if len(cells) < 2 or len(cells[0]) < 2:
        return None
    turned = [list(column) for column in zip(*cells, strict=True)]
    return _listed(cells) or _listed(turned) or _joint(cells, pair)


def number(cell: str) -> Fraction | None:
    """1/8, \\frac{1}{8}, 0.25, 0."""
    found = _FRACTION.fullmatch(cell)
    if found is not None:
        above, below = (int(next(filter(None, found.group(*g)))) for g in ((1, 2, 5), (3, 4, 6)))
        return Fraction(above, below) if below else None
    return Fraction(cell) if re.fullmatch(r"\d*\.?\d+", cell) else None


def sums_to_one(values: Sequence[Fraction | None]) -> bool:
    known = [v for v in values if v is not None and v >= 0]
    return len(known) == len(values) > 1 and sum(known) == 1


def letter(cell: str) -> tuple[str, str] | None:
    """The variable, where it is said, and the letter: X = 0, x_1, 0, a."""
    found = _LETTER.fullmatch(cell)
    if found is None or (found[1] and found[2] and found[1].upper() != found[2].upper()):
        return None
    return (found[1] or found[2] or "").upper(), found[3] or found[4]


def _plain(cell: str) -> str:
    bare = _GONE.sub("", cell).strip()
    inner = re.fullmatch(r"\{([^{}]*)\}", bare)
    return (inner[1] if inner else bare).strip()


def _filled(cells: Cells) -> Cells:
    """All rows of one length, without those rows and columns that are empty."""
    wide = max(map(len, cells), default=0)
    even = [row + [""] * (wide - len(row)) for row in cells if any(row)]
    kept = [n for n in range(wide) if any(row[n] for row in even)]
    return [[row[n] for n in kept] for row in even]


def _listed(cells: Cells) -> Table | None:
    """Columns x, y, …, and p(x, y): a row for each choice of letters."""
    head, rows = cells[0], cells[1:]
    for at, title in enumerate(head):
        of = _of(title)
        if not of:
            continue
        columns = [n for n, t in enumerate(head) if _VARIABLE.fullmatch(t) and t.upper() in of]
        if [head[n].upper() for n in columns] == of:
            choices = [[row[n] for n in columns] for row in rows]
            return _of_choices(of, choices, [row[at] for row in rows])
    alone = [n for n, t in enumerate(head) if _VARIABLE.fullmatch(t)]
    probable = [n for n, t in enumerate(head) if _PROBABILITY.fullmatch(t)]
    if len(alone) == len(probable) == 1:
        of = [head[alone[0]].upper()]
        return _of_choices(of, [[r[alone[0]]] for r in rows], [r[probable[0]] for r in rows])
    return None


def _of(title: str) -> list[str]:
    """X and Y of p(x, y), P(X = x, Y = y)."""
    found = _OF.fullmatch(title)
    parts = [p.split("=") for p in found[1].split(",")] if found else []
    names = [p[0].strip().upper() for p in parts]
    agree = all(len({x.strip().upper() for x in p}) == 1 for p in parts)
    return names if agree and all(n.isalpha() for n in names) else []


def _of_choices(of: list[str], choices: Cells, values: list[str]) -> Table | None:
    told = [[letter(c) for c in choice] for choice in choices]
    found = [number(v) for v in values]
    if not sums_to_one(found) or any(t is None or t[0] not in ("", n)
                                     for row in told for t, n in zip(row, of, strict=True)):
        return None  # fmt: skip
    keys = [tuple(t[1] for t in row if t is not None) for row in told]
    if len({*keys}) < len(keys):
        return None
    letters = tuple(tuple(dict.fromkeys(k[n] for k in keys)) for n in range(len(of)))
    by = dict(zip(keys, (f for f in found if f is not None), strict=True))
    every: list[tuple[str, ...]] = [()]
    for own in letters:
        every = [(*k, x) for k in every for x in own]
    return Table(tuple(of), letters, tuple(by.get(k, Fraction(0)) for k in every))


def _joint(cells: Cells, pair: tuple[str, ...]) -> Table | None:
    """Letters of one variable above the columns, and of the other before the rows."""
    above, cells = _named_above(cells)
    turned = [list(column) for column in zip(*cells, strict=True)]
    before, turned = _named_above(turned)
    cells = [list(row) for row in zip(*turned, strict=True)]
    if len(cells) < 2 or len(cells[0]) < 3:
        return None
    inner = _without_margins(cells)
    if inner is None:
        return None
    columns, rows = [letter(c) for c in inner[0][1:]], [letter(r[0]) for r in inner[1:]]
    values = [number(c) for row in inner[1:] for c in row[1:]]
    if not sums_to_one(values):
        return None
    own = [_one(rows), _one(columns)]
    if None in own:
        return None
    said = [own[0] or before, own[1] or above]
    doubt = ""
    if not any(said) and (corner := _CORNER.fullmatch(inner[0][0])):
        said = [g.upper() for g in corner.groups() if g]
        doubt = _ROWS if "/" in inner[0][0] else ""
    elif not all(said) and len(pair) == 2:
        doubt = "" if any(said) else _ROWS
        rest = [p for p in pair if p not in said]
        said = [s or rest.pop(0) for s in said] if len(rest) == said.count("") else said
    letters = tuple(tuple(t[1] for t in ts if t) for ts in (rows, columns))
    if not all(said) or said[0] == said[1] or any(len({*ls}) < len(ls) for ls in letters):
        return None
    told = tuple(v for v in values if v is not None)
    if letters[0] == letters[1] and _is_symmetric(told, len(letters[0])):
        doubt = ""
    first, second = (s or "" for s in said)
    return Table((first, second), letters, told, doubt.format(first, second))


_ROWS = "the rows of the table are {}, and its columns {}"


def _named_above(cells: Cells) -> tuple[str, Cells]:
    """The variable that alone stands in the first row, and the other rows."""
    found = {c for c in cells[0] if c}
    name = next(iter(found)) if len(found) == 1 and len(cells) > 2 else ""
    if _VARIABLE.fullmatch(name) and not cells[0][0]:
        return name.upper(), _filled(cells[1:])
    return "", cells


def _without_margins(cells: Cells) -> Cells | None:
    """None where a margin is not what it has to be."""
    for _ in range(2):
        if len(cells) > 2 and _MARGIN.fullmatch(cells[-1][0]):
            found = [[number(c) for c in column[1:]] for column in zip(*cells, strict=True)][1:]
            for *inside, total in found:
                if total is not None and sum(v or 0 for v in inside) != total:
                    return None
            cells = cells[:-1]
        cells = [list(row) for row in zip(*cells, strict=True)]
    return cells


def _one(labels: Iterable[tuple[str, str] | None]) -> str | None:
    """The only variable that labels say, "" if none does; None where they are no letters, or of
    several variables."""
    found = list(labels)
    names = {t[0] for t in found if t is not None}
    return next(iter(names)) if len(names) == 1 and None not in found else None


def _is_symmetric(values: Sequence[Fraction], size: int) -> bool:
    return all(values[i * size + j] == values[j * size + i] for i in range(size) for j in range(i))


# ---------------------------------------------------------------- cells


def is_array(body: str) -> bool:
    """Whether a display is one array, with nothing around it."""
    body = body.strip().rstrip(".,;")
    return body.startswith(r"\begin{array}") and body.endswith(r"\end{array}")


def is_law(body: str) -> bool:
    """Whether a display is a table of probabilities, which relates nothing."""
    return is_array(body) and table(of_tex(body), ("X", "Y")) is not None


def of_markdown(source: str) -> Cells:
    """Of a table between bars."""
    rows = [line.strip().lstrip("> ").strip() for line in source.splitlines()]
    cells = [[c.strip() for c in re.split(r"(?<!\\)\|", row.strip("|"))] for row in rows if row]
    return [row for row in cells if not all(re.fullmatch(r":?-*:?", c) for c in row) or not row]


_FRAME = re.compile(
    r"^\s*\\begin\{\w+\}(?:\[[^\]]*\])?\{(?:[^{}]|\{[^{}]*\})*\}|\\end\{\w+\}\s*$"
)
_RULES = re.compile(
    r"\\(?:hline|toprule|midrule|bottomrule|cline\{[^}]*\}|cmidrule(?:\([^)]*\))?\{[^}]*\})"
    r"|(?<!\\)%[^\n]*"
)
_SPANNING = re.compile(
    r"\\multi(column|row)\s*\{(\d+)\}\s*(?:\{[^{}]*\}|\*)\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
)


def of_tex(source: str) -> Cells:
    r"""Of tabular and array, with what \multicolumn and \multirow spread over several."""
    inner = _FRAME.sub("", source)
    rows = re.split(r"\\\\(?:\s*\[[^\]]*\])?", _RULES.sub(" ", inner))
    cells = [[_spread(c) for c in re.split(r"(?<!\\)&", row)] for row in rows if row.strip()]
    return [[c.strip() for spread in row for c in spread] for row in cells]


def _spread(cell: str) -> list[str]:
    found = _SPANNING.search(cell)
    if found is None:
        return [cell]
    more = int(found[2]) - 1 if found[1] == "column" else 0
    return [found[3], *[""] * min(more, 40)]
