r"""Mathematics for MathJax and KaTeX: what relations, derivations and verdicts show in a notebook.

Words stand in \text{…}; characters that \text treats specially stand outside it, as MathJax and
KaTeX disagree about escapes inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from derive.derivation.derivation import Derivation
from derive.derivation.report import Report, StepReport
from derive.derivation.where import expressions_of, where_of
from derive.entropic.prove import Verdict
from derive.language.declared import Declared, declared
from derive.language.names import DeriveError
from derive.language.optimal import OptimalLengths
from derive.language.optimum import optimum_latex
from derive.language.printing import among, latex
from derive.language.relations import Dominated, Relation
from derive.render import rows
from derive.render.dollars import parted
from derive.render.provided import in_latex
from derive.rules.fact import Fact

_SIGN = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "!=": r"\ne"}
_SPECIAL = {
    "\\": r"\backslash ", "{": r"\{", "}": r"\}", "$": r"\$", "#": r"\#", "%": r"\%", "_": r"\_",
    "&": r"\&", "^": r"\hat{\ }", "~": r"\sim ", "≠": r"\ne ",
}  # fmt: skip
_ACCENTS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0307": "dot"}
_IN_WORDS = re.compile(r"\\text\{[^{}]*\}")
_MOST_POINTS = 16
_COLOUR = {
    "proved": "green", "cited": "teal", "refuted": "red", "ill-posed": "purple", "open": "orange",
    "error": "red",
}  # fmt: skip


def relation(r: Relation) -> str:
    """The relation in LaTeX."""
    return f"{latex(r.lhs)} {_SIGN[r.rel]} {latex(r.rhs)}"


def words(line: str) -> str:
    """Text inside a formula; what stands between dollars is a formula."""
    return "".join(part if is_math else _words(part) for is_math, part in parted(line))


def _words(line: str) -> str:
    parts = re.split(r"([\\{}$#%_&^~≠])", line)
    return "".join(_SPECIAL.get(p, rf"\text{{{p}}}") for p in parts if p)


def fact(f: Fact) -> str:
    """A fact in LaTeX; one in words alone with the formulas that its author set in them."""
    shown = f.latex()
    return words(f.text()) if _IN_WORDS.fullmatch(shown) else shown


def hypothesis(h: Relation | Dominated) -> str:
    """`p \\ll q`, `p(x) \\ne 0`, or a relation with its name."""
    if isinstance(h, OptimalLengths):
        return words(h.name + ": ") + h.latex()
    if isinstance(h, Relation):
        return rf"{words(h.name + ': ')}{relation(h)}" if h.name else relation(h)
    if h.nowhere_zero():
        return rf"{latex(h.conclusion)} \ne 0"
    return r" \ll ".join(latex(e) for e in h.sides())


def _plain_texts(shown: str) -> str:
    r"""Facts bring their own \text{…}, with characters that it treats specially."""
    return re.sub(r"\\text\{([^{}\\]*)\}", lambda m: words(m[1]), shown)


def _accented(shown: str) -> str:
    """Names such as θ̂ with their accents as commands; text keeps its own."""
    base = r"(\\mathcal\{[^{}]*\}|\\[A-Za-z]+|\w) ?"
    pieces = re.split(r"(\\text(?:bf)?\{[^{}]*\})", shown)
    for k in range(0, len(pieces), 2):
        for mark, name in _ACCENTS.items():
            pieces[k] = re.sub(base + mark, rf"\\{name}{{\1}}", pieces[k])
    return "".join(pieces)


def formula(thing: Any) -> str:
    """What a relation, derivation, step or report shows, without dollars."""
    printed = thing.printed() if isinstance(thing, Derivation) else thing
    with among(printed if not isinstance(thing, StepReport) else thing.relation):
        return _formula(thing)


def _formula(thing: Any) -> str:
    if isinstance(thing, Relation):
        return relation(thing)
    if isinstance(thing, Dominated):
        return hypothesis(thing)
    if isinstance(thing, StepReport):
        return _step_alone(thing)
    if isinstance(thing, Report):
        return _report(thing)
    if isinstance(thing, Derivation):
        return _derivation(thing)
    if isinstance(thing, Verdict):
        return _entropic(thing)
    raise DeriveError(f"{type(thing).__name__}: nothing to typeset.")


def mimebundle(thing: Any) -> dict[str, str]:
    """Text and LaTeX; text alone where there is nothing to typeset."""
    plain = repr(thing)
    if isinstance(thing, Verdict):
        from derive.render.entropic import text

        plain = "\n".join(text(thing))
    bundle = {"text/plain": plain}
    with suppress(DeriveError):  # of a derivation that cannot be read; `check` says why
        shown = _accented(_plain_texts(formula(thing)))
        tall = r"\\" in shown  # in a line of text it would get a scroll bar
        bundle["text/latex"] = f"$${shown}$$" if tall else rf"$\displaystyle {shown}$"
    return bundle


def _array(columns: str, lines: Sequence[str]) -> str:
    if columns == "l" and len(lines) == 1:
        return lines[0]
    return rf"\begin{{array}}{{{columns}}}" + r" \\ ".join(lines) + r"\end{array}"


def _verdict(s: StepReport | Report) -> str:
    return rf"\color{{{_COLOUR[s.verdict]}}}{{\text{{{s.verdict}}}}}"


def _heading(
    title: str,
    given: Sequence[Relation | Dominated],
    where: Sequence[Relation],
    ranges: Sequence[Declared],
) -> Iterator[str]:
    yield rf"\textbf{{{title}}}" if not re.search(r"[\\{}$#%_&^~]", title) else words(title)
    yield from _ranges(ranges)
    if given:
        yield r"\text{given }" + r",\ ".join(map(hypothesis, given))
    if where:
        yield r"\text{where }" + r",\ ".join(map(relation, where))


def _ranges(told: Sequence[Declared]) -> Iterator[str]:
    if told:
        yield r"\text{for }" + r";\ ".join(d.latex() for d in told)


def _chain(start: Any, lines: Sequence[tuple[str, str, str, str]]) -> Iterator[str]:
    """Sign, formula, reason, verdict in columns; the first line of the chain has no sign."""
    yield rf"{{}} & \displaystyle {latex(start)} & & "
    for sign, right, reason, said in lines:
        yield rf"{sign} & \displaystyle {right} & {words(reason)} & {said}"


def _derivation(d: Derivation) -> str:
    proof = d.proof()
    head = list(_heading(d.title, d.given, where_of(d), declared(*d.given, *expressions_of(d))))
    if proof.facts:
        return _array("l", [*head, *(fact(f) for f, _ in proof.facts)])
    body: list[str] = []
    if proof.steps:
        from derive.derivation.reasons import shown

        lines = [
            (_SIGN[s.relation.rel], latex(s.relation.rhs), shown(s.reason), "") for s in proof.steps
        ]
        body = [_array("rlll", list(_chain(proof.steps[0].relation.lhs, lines)))]
    claim = d.claim()
    tail = relation(claim.relation)
    if claim.optimum:
        tail += r"\text{, so }" + optimum_latex(claim.relation, claim.equality)
    elif claim.equality:
        tail += r"\text{, with equality iff }" + r"\text{ and }".join(map(relation, claim.equality))
    return _array("l", [*head, *body, tail])


def _report(r: Report) -> str:
    head = list(_heading(r.title, r.given, r.where, r.declared))
    head += filter(None, [in_latex(r)])
    head[0] += rf"\quad {_verdict(r)}"
    chain = [s for s in r.steps if s.kind == "step" and isinstance(s.relation, Relation)]
    body: list[str] = []
    if chain:
        lines = [
            (_SIGN[s.relation.rel], latex(s.relation.rhs), s.reason, _verdict(s)) for s in chain
        ]
        body = [_array("rlll", list(_chain(chain[0].relation.lhs, lines)))]
    body += [_step_alone(s, beside=True) for s in r.steps if s.kind != "step"]
    return _array("l", [*head, *body, *([words(r.error)] if r.error else [])])


def _step_alone(s: StepReport, beside: bool = False) -> str:
    """beside: whether its relation stands next to it already."""
    if s.optimum and isinstance(s.relation, Relation):
        said = r"\text{so }" + optimum_latex(s.relation, s.conditions)
    elif s.kind == "equality" and isinstance(s.relation, Relation):
        said = "" if beside else relation(s.relation) + r"\text{, }"
        said += r"\text{with equality " + rows.everywhere(s) + r"iff }"
        said += r"\text{ and }".join(map(relation, s.conditions))
    else:
        said = relation(s.relation) if isinstance(s.relation, Relation) else fact(s.relation)
    told = [] if beside else list(_ranges(rows.declared_in(s)))
    told += [] if beside else [rf"\text{{where }}{relation(w)}" for w in rows.defined_in(s)]
    return _array("l", [rf"{said} \quad {_verdict(s)}", *told, *_counterexample(s)])


def _counterexample(s: StepReport) -> Iterator[str]:
    if s.evidence is not None and s.evidence.counterexample is not None:
        for line in s.evidence.counterexample.describe():
            yield rf"\quad {words(line)}"


def _points(v: Verdict) -> Iterator[str]:
    """The distribution that breaks a statement as a table, and both sides' values."""
    from derive.render import entropic

    joint, names = v.counterexample, v.problem.names
    if joint is None:
        yield words(v.note)
        return
    shown = [i for i, n in enumerate(joint.sizes()) if n > 1 and not v.problem.scalars >> i & 1]
    joint = entropic.only(joint, shown)
    head = [*(words(names[i]) for i in shown), r"\text{probability}"]
    points = list(zip(joint.rows, joint.weights, strict=True))
    table = [" & ".join(head) + r" \\ \hline"]
    table[0] += " & ".join([*map(str, points[0][0]), str(points[0][1])])
    for row, weight in points[1:_MOST_POINTS]:
        table.append(" & ".join([*map(str, row), str(weight)]))
    if len(points) > _MOST_POINTS:
        table.append(rf"\text{{… {len(points)} points in all}}")
    yield _array("c" * len(head), table)
    yield from (words(line.strip()) for line in entropic.text(v)[1:] if "bit" in line)


def _entropic(v: Verdict) -> str:
    """A statement about entropies, its verdict, and the first derivation or the counterexample."""
    from derive.entropic.steps import accounts, derivation
    from derive.render import entropic

    p, style = v.problem, entropic.Tex()
    left, right = entropic.sides_tex(p)
    colour = _COLOUR.get(v.word, "orange")
    said = rf"{left} {_SIGN[p.rel]} {right} \quad \color{{{colour}}}{{\text{{{v.word}}}}}"
    given = [r"\text{given }" + words("; ".join(c.text for c in p.stated))]
    out = [said, *(given if p.stated else [])]
    if v.word in ("proved", "cited"):
        for a in accounts(v):
            rows_ = [
                rf"{_SIGN[line.rel] if k else ''} & {entropic.line_text(line, p, style)}"
                for k, line in enumerate(derivation(p, a))
            ]
            out += [_array("rl", rows_)] if rows_ else []
    else:
        out += _points(v)
    return _array("l", out)
