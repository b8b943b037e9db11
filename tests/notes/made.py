"""Reports made by hand, for the faces: nothing here has been read or decided."""

import re

from derive.notes.blocks import (
    Directive,
    Display,
    Document,
    Heading,
    Inline,
    Macro,
    Marked,
    Opaque,
    Prose,
)
from derive.notes.records import ChainRecord, NameRecord, NotesReport, Rested, StepRecord
from derive.notes.source import Source, Span

CHAIN = Rested(2, 8, r"Let $X \to Y \to Z$ be a Markov chain", "Markov(X, Y, Z)")
UNUSED = Rested(3, 9, r"for any distribution $q$", "q arbitrary")
DOMINATED = "p ≪ q, that is, q(x) = 0 must imply p(x) = 0"


def step(line, lhs, rel, rhs, verdict, **more):
    back = {"readback_lhs": lhs, "readback_rhs": rhs} if verdict != "unread" else {}
    return StepRecord(line, 3, (line, 40), lhs, rel, rhs, verdict, **{**back, **more})


STEPS = (
    step(12, "I(X;Z)", "<=", "I(X;Y)", "proved", rests_on_text=(CHAIN,), axioms=("log",)),
    step(16, r"D(p \| q)", "=", r"\sum_x p(x) \log\frac{p(x)}{q(x)}", "proved if",
         assumed=(DOMINATED,)),
    step(17, "", ">=", "1", "refuted", counterexample=("p = (1/2, 1/2)", "q = (1/2, 1/2)",
         "left side = 0", "right side = 1"), true=r"D(p \| q) \ge 0"),
    step(21, "H(p)", "=", r"\log n", "refuted unless",
         why="unless the text restricts p, which nothing introduces",
         counterexample=("p = (0, 1)",)),
    step(25, r"\Phi(x)", "=", r"\oint f", "unread", why=r"\oint is not known",
         ask=(r"\Phi(x) is not read", "skip")),
    step(30, "H(p)", "=", "h", "unread", why="p may be a number or a law", ask=(
         "p is a number in [0,1]",), alternatives=(("p is a number", "proved"),
         ("p is a law", "refuted"))),
    step(33, "C", ":=", r"\max_p I(X;Y)", "definition"),
    step(36, "H(X)", "~", "1.75", "true to rounding"),
    step(37, "H(X)", "~", "1.85", "wrong value", counterexample=("left side = 7/4",)),
    step(40, "KL(p,q)", "<=", "1", "refuted", expect="refuted", counterexample=("p = (1, 0)",)),
    step(44, r"\log 0", "=", "1", "ill-posed", why="log 0 has no value"),
    step(45, "H(X)", "<=", r"\log |\mathcal{X}| + \frac{1}{2}\sum_{x \in \mathcal{X}} p(x)^2 "
         r"+ \frac{1}{2}\sum_{x \in \mathcal{X}} q(x)^2", "open", why="no proof was found"),
)  # fmt: skip


def chain(path, title, *steps):
    return ChainRecord(path, steps[0].line if steps else 1, 0, title, tuple(steps))


def report(path="notes.md", steps=STEPS, **more):
    """The steps above, two of them in one chain; or others, each in a chain of its own."""
    chains = [chain(path, "Entropy", s) for s in steps]
    if steps is STEPS:
        both = chain(path, "Divergence $D(p \\| q)$", *steps[1:3])
        chains = [chain(path, "Data processing", steps[0]), both, *chains[3:]]
    given = {
        "assumptions": (CHAIN, UNUSED),
        "notation": (
            NameRecord("p", "law", "custom", "p is a law by custom", (12, 40)),
            NameRecord(r"\theta", "parameter", "said", "“let $\\theta$”", (3, 3)),
        ),
        "by_custom": ("p, q are laws",),
        "questions": ("p is a number in [0,1] or p is a law",),
        "seconds": 0.5,
        **more,
    }
    return NotesReport(path, tuple(chains), **given)


def document(text, path="notes.md"):
    """The text in blocks, parted at empty lines; for what shows documents, not for reading them."""
    source = Source(path, text)
    blocks = []
    for found in re.finditer(r"(?:.+\n?)+", text):
        start, end = found.span()
        span, part = Span(source, start, end), found[0].rstrip("\n")
        marked = Marked(source, part, tuple(range(start, start + len(part) + 1)))
        if part.startswith("$$"):
            body = Marked(source, part[2:-2], tuple(range(start + 2, start + len(part) - 1)))
            blocks.append(Display(span, body, "$$"))
        elif part.startswith("#"):
            hashes, _, title = part.partition(" ")
            blocks.append(Heading(span, len(hashes), title))
        elif part.startswith("```"):
            blocks.append(Opaque(span, "code"))
        elif part.startswith("<!-- derive:"):
            blocks.append(Directive(span, part[13:-4]))
        else:
            blocks.append(Prose(span, marked, tuple(_inline(source, part, start))))
    return Document((source,), tuple(blocks), {r"\KL": Macro(2, r"D(#1 \,\|\, #2)")})


def _inline(source, part, start):
    for f in re.finditer(r"\$([^$]+)\$", part):
        at = start + f.start()
        body = Marked(source, f[1], tuple(range(at + 1, at + len(f[1]) + 2)))
        yield Inline(Span(source, at, start + f.end()), body, f.start(), f.end())
