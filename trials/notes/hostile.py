"""Files that are made to take long, to fill memory, or to break a reader of notes."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HEAD = "\\documentclass{article}\n\\begin{document}\n"
_CLAIM = "$$H(X|Y) \\le H(X)$$\n"


@dataclass(frozen=True)
class Hostile:
    """name: what it is. suffix: of its file."""

    name: str
    suffix: str
    content: bytes


def _text(name: str, body: str, suffix: str = ".md") -> Hostile:
    return Hostile(name, suffix, body.encode("utf-8", "surrogatepass"))


def hostile() -> Iterator[Hostile]:
    """All of them, each with the reason in its name."""
    yield from _macros()
    yield from _formulas()
    yield from _numbers()
    yield from _containers()
    yield from _notebooks()
    yield from _bytes()


def _macros() -> Iterator[Hostile]:
    use = "\\[ \\a \\le H(X) \\]\n"
    yield _text("a macro of itself", _HEAD + "\\newcommand{\\a}{\\a\\a}" + use, ".tex")
    pair = "\\newcommand{\\a}{\\b x}\\newcommand{\\b}{\\a y}"
    yield _text("two macros of each other", _HEAD + pair + use, ".tex")
    names = [f"\\m{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in range(60)]
    doubling = "".join(f"\\newcommand{{{a}}}{{{b}{b}}}" for a, b in itertools.pairwise(names))
    last = f"\\newcommand{{{names[-1]}}}{{p(x)+}}"
    yield _text("2^59 tokens from 60 macros", _HEAD + doubling + last + f"\\[ {names[0]} 1 \\le 2 \\]",
                ".tex")  # fmt: skip
    yield _text("an argument a thousand times", _HEAD + "\\newcommand{\\a}[1]{" + "#1" * 1000 + "}"
                + "\\[ \\a{\\a{\\a{\\a{p}}}} \\le 1 \\]", ".tex")  # fmt: skip
    yield _text("a macro that defines itself anew",
                _HEAD + "\\def\\a{\\def\\a{\\a}\\a}" + use, ".tex")  # fmt: skip
    yield _text(
        "delimited arguments", _HEAD + "\\def\\a#1\\b#2{#1}" + "\\[ \\a x \\le 1 \\]", ".tex"
    )
    yield _text("unclosed macro", _HEAD + "\\newcommand{\\a}{{{{" + use, ".tex")
    many = "".join(
        f"\\newcommand{{\\q{'abcdefghij'[k % 10] * (k // 10 + 1)}}}{{p}}" for k in range(800)
    )
    yield _text("800 macros", _HEAD + many + "\\[ \\qa(x) \\le 1 \\]", ".tex")
    yield _text("input and write", _HEAD + "\\input{/etc/passwd}\\immediate\\write18{touch owned}"
                "\\[ \\input{/etc/passwd} \\le 1 \\]", ".tex")  # fmt: skip
    yield _text("catcodes", _HEAD + "\\catcode`\\$=12 \\[ \\expandafter\\a\\csname b\\endcsname = 1 \\]",
                ".tex")  # fmt: skip


def _formulas() -> Iterator[Hostile]:
    def shown(name: str, body: str) -> Hostile:
        return _text(name, f"$$\n{body}\n$$\n")

    yield shown("100,000 brackets", "(" * 100000 + "1" + ")" * 100000 + " = 1")
    yield shown("3,000 brackets unclosed", "\\left(" * 3000 + " = 1")
    yield shown("fractions in fractions", "\\frac{1}{1+" * 2000 + "1" + "}" * 2000 + "\\le 1")
    yield shown("powers of powers", "2" + "^{2" * 1000 + "}" * 1000 + " \\ge 1")
    yield shown("sums in sums", "\\sum_x " * 500 + "p(x) = 1")
    yield shown("a sum of 5,000 terms", " + ".join(["p(x)"] * 5000) + " = 1")
    yield shown("a product of 3,000 factors", "p(x) " * 3000 + "= 1")
    yield shown("a chain of 120 sides", " \\le ".join(["H(X)"] * 120))
    yield shown("one relation and 100,000 letters", "p(x) = " + "x" * 100000)
    yield shown("a row of commas", "p(" + "x," * 5000 + "x) = 1")
    yield shown("a row of bars", "p(" + "x|" * 2000 + "x) = 1")
    yield shown("norms", "\\|" * 1001 + " = 1")
    yield shown("underbraces", "\\underbrace{" * 1000 + "p" + "}_{a}" * 1000 + " = 1")
    yield shown("open scopes", "\\log p(x) \\frac{1}{2} " * 200 + "= \\log " * 50 + "1")
    yield shown("a tall matrix", "\\begin{pmatrix}" + "1 & 2 \\\\" * 3000 + "\\end{pmatrix} = 1")
    rows = "".join(f"H(X) &\\le {k} \\\\\n" for k in range(50))
    yield shown("50 rows", "\\begin{aligned}" + rows + "\\end{aligned}")
    yield shown(
        "environments in environments", "\\begin{aligned}" * 300 + "1 = 1" + "\\end{aligned}" * 300
    )
    yield shown("an environment that ends another", "\\begin{aligned} 1 = 1 \\end{split}")
    yield shown("scripts of scripts", "p_{" * 800 + "1" + "}" * 800 + " = 1")
    yield shown("double subscript", "p_1_2 = p^2^3")
    yield shown("only relations", "= \\le = \\ge < > =")
    yield shown(
        "nine unknown laws at once", "H(a,b,c,d,e,f,g,h,i) \\le H(a)+H(b)+H(c)+H(d)+H(e)+H(f)"
    )
    yield shown(
        "twelve variables", "I(A,B,C;D,E,F|G,J,K) \\le H(L,M,N) + I(A;B|C,D,E,F,G,J,K,L,M,N)"
    )


def _numbers() -> Iterator[Hostile]:
    for name, body in (
        ("a tower", "2^{2^{2^{2^{2^{2^{2}}}}}} \\ge 1"),
        ("ten to a million of digits", "10^{999999999999} \\ge 1"),
        ("a long number", "9" * 60000 + " \\ge 1"),
        ("a long decimal", "0." + "3" * 60000 + " \\approx 0.333"),
        ("a small number", "10^{-99999999} \\le 1"),
        ("a factorial", "1000000! \\ge 1"),
        ("factorials of factorials", "9!!!!!!!! \\ge 1"),
        ("a binomial", "\\binom{10000000}{5000000} \\ge 1"),
        ("a long range", "\\sum_{i=1}^{1000000000} i = 1"),
        ("a long product", "\\prod_{i=1}^{1000000000} 2 \\ge 1"),
        ("a power of a sum", "(a+b)^{100000} \\ge 1"),
        ("a root of a high degree", "\\sqrt[100000000]{2} \\le 2"),
        ("logs of logs", "\\log " * 300 + "2 \\le 1"),
        ("exponentials", "e^{" * 40 + "1" + "}" * 40 + " \\ge 1"),
        ("a base of a tower", "\\log_{10^{10^{10}}} 2 \\le 1"),
        ("division by nothing", "\\frac{1}{0} = \\frac{0}{0}"),
        ("an equation about infinity", "\\infty - \\infty = 0"),
    ):
        yield _text(name, f"$$ {body} $$\n")


def _containers() -> Iterator[Hostile]:
    yield _text("$$ never closed", "$$ H(X) \\le 1 \n\n" + "text " * 20000)
    yield _text("20,000 dollars", "$" * 20000)
    yield _text("dollars and text", "a $ b $$ c $ " * 5000)
    yield _text("300 displays", _CLAIM.replace("H(X)", "2 H(X)") * 300)
    yield _text("quotes in quotes", ">" * 1500 + " " + _CLAIM)
    yield _text("lists in lists", "\n".join(" " * k + "- a" for k in range(400)) + "\n" + _CLAIM)
    yield _text("a fence never closed", "```\n" + _CLAIM * 10)
    yield _text("comments never closed", "<!-- derive: p, q " + _CLAIM)
    yield _text("directives that are none", "<!-- derive: -->\n<!-- derive: ))((  -->\n" + _CLAIM)
    yield _text("front matter without an end", "---\nderive: [a, b\n" + _CLAIM)
    yield _text("emphasis", "*_" * 20000 + _CLAIM)
    yield _text("links", "[" * 20000 + _CLAIM)
    yield _text("raw HTML in raw HTML", "<div>" * 5000 + _CLAIM)
    yield _text("HTML within HTML", "<html><body>" + "<div>" * 20000 + _CLAIM, ".html")
    yield _text("tags never closed", "<" * 20000 + "p>" + _CLAIM, ".html")
    yield _text("entities", "<p>" + "&lt;&amp;#x41;&#99999999999;" * 3000 + _CLAIM, ".html")
    yield _text(
        "a script's end within", "<script>'</script>' + '$$ 1 = 2 $$'</script>" + _CLAIM, ".html"
    )
    yield _text("carriage returns only", ("text\r\r" + _CLAIM.replace("\n", "\r")) * 20)
    yield _text("tex: environments without end", _HEAD + "\\begin{align}" * 2000, ".tex")
    yield _text("tex: ends without begin", _HEAD + "\\end{align}" * 2000, ".tex")
    yield _text("tex: verbatim without end", _HEAD + "\\begin{verbatim} \\[ 1 = 2 \\]", ".tex")
    yield _text("tex: percent signs", _HEAD + "%\n" * 20000 + "\\[ 1 = 1 \\]", ".tex")
    yield _text("tex: braces", _HEAD + "{" * 20000 + "\\[ 1 = 1 \\]", ".tex")


def _notebooks() -> Iterator[Hostile]:
    cell = {"cell_type": "markdown", "metadata": {}, "source": [_CLAIM]}
    bad: list[tuple[str, object]] = [
        ("an array", []),
        ("no cells", {"nbformat": 4}),
        ("cells that are none", {"cells": [1, "a", None, [], {}]}),
        ("a source that is a number", {"cells": [{**cell, "source": 7}]}),
        ("sources of numbers", {"cells": [{**cell, "source": [7, None, _CLAIM]}]}),
        ("a cell that would write a file", {"cells": [
            {"cell_type": "code", "source": "open('owned', 'w').write('x')", "outputs": [],
             "metadata": {}}, cell]}),
        ("magic", {"cells": [{**cell, "cell_type": "code", "source": "!touch owned\n%%bash\ntouch owned"}, cell]}),
        ("1,000 cells", {"cells": [{**cell, "source": "text"}] * 1000 + [cell]}),
    ]  # fmt: skip
    for name, data in bad:
        yield _text(f"notebook: {name}", json.dumps(data), ".ipynb")
    yield _text("notebook: no JSON", '{"cells": [', ".ipynb")
    yield _text("notebook: deep JSON", '{"cells": ' + "[" * 50000 + "]" * 50000 + "}", ".ipynb")
    yield _text("notebook: empty", "", ".ipynb")


def _bytes() -> Iterator[Hostile]:
    yield Hostile("no UTF-8", ".md", b"\xff\xfe$$ H(X) \x80 = 1 $$")
    yield Hostile("UTF-16", ".md", _CLAIM.encode("utf-16"))
    yield Hostile("NUL", ".md", b"$$ H(X\x00) \\le \x00 1 $$\x00")
    yield Hostile("a byte order mark", ".md", b"\xef\xbb\xbf" + _CLAIM.encode())
    yield Hostile("empty", ".md", b"")
    yield _text("marks on marks", "$$ H" + "\u0301" * 5000 + "(X) = 1 $$")
    yield _text("right to left", "$$ \u202e H(X) \u202c \\le \u2066 1 \u2069 $$")
    yield _text("look-alikes", "$$ \u041d(\u0425) \\le \u0397(X) $$")
    yield _text("widths of zero", "$$ H\u200b(\u2060X\ufeff) \\le H(X) $$")
    yield _text("other digits", "$$ H(X) \\le \u0663 + \u00b2 + \u2460 $$")


def broken(folder: Path, seed: int, count: int) -> Iterator[Hostile]:
    """Documents of the corpus with bytes taken away, put in, changed, doubled, or cut off."""
    files = sorted(
        p for p in folder.iterdir() if p.suffix not in (".toml",) and p.name != "README.md"
    )
    rng = random.Random(seed)
    for n in range(count):
        file = rng.choice(files)
        content = bytearray(file.read_bytes())
        for _ in range(rng.randint(1, 12)):
            _strike(content, rng)
        yield Hostile(f"{file.name} broken, {seed}.{n}", file.suffix, bytes(content))


def _strike(content: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(content) + 1)
    wide = rng.choice((1, 1, 2, 8, 60))
    match rng.randrange(6):
        case 0:
            del content[at : at + wide]
        case 1:
            content[at:at] = bytes(rng.choices(rb"\${}()[]&%_^|#<>~*`'\"=-+" + b"\n", k=wide))
        case 2:
            content[at:at] = content[max(0, at - wide) : at]
        case 3:
            content[at:at] = rng.randbytes(wide)
        case 4 if rng.random() < 0.2:
            del content[at:]
        case _:
            other = rng.randrange(len(content) + 1)
            content[at:at] = content[other : other + wide]
