"""A page of notes with every verdict in it, of a document and a report that are made by hand."""

from dataclasses import replace

from derive import KL, Alphabet, Distribution, Eq, check, theorem
from derive.numeric import Settings
from derive.report import site
from derive.report.notes import notes_page
from tests.notes.made import STEPS, chain, document, report, step

TEXT = r"""# On information <script>alert(1)</script>

Let $p$ and $q$ be *two* laws, $D(p \| q)$ <b onclick="alert(2)">their</b> [divergence](javascript:alert(3))
and ![a picture](https://example.org/a.png) of it, with <img src=x onerror=alert(4)> a [link](https://example.org).

$$\begin{aligned} \KL{p}{q} &= \sum_x p(x) \log\frac{p(x)}{q(x)} \\ &\ge 1 \label{eq:one} \end{aligned}$$

$$H(p) \le \href{javascript:alert(5)}{\log n}$$

## Others & more of $\sqrt{p}$

```
code </pre><script>alert(6)</script>
```

<!-- derive: p is a <b>law</b> -->

$$\nonsense{x} = <script>alert(7)</script>$$

$$\text{the rest } a = b$$
"""  # noqa: E501

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Gibbs", given=[p << q])
def gibbs(proof):
    proof.claim(KL(p, q) >= 0)


@theorem("No", given=[p << q])
def no(proof):
    proof.claim(Eq(KL(p, q), 0))


def page(path="notes.md"):
    made = document(TEXT, path)
    at = {b.span.line: k for k, b in enumerate(made.blocks)}
    proved = step(6, r"\KL{p}{q}", "=", r"\sum_x p(x) \log\frac{p(x)}{q(x)}", "proved if",
                  assumed=("p ≪ q",), report=check(gibbs, trials=20))  # fmt: skip
    refuted = step(6, "", ">=", "1", "refuted", counterexample=("p = (1/2, 1/2)",),
                   true=r"D(p \| q) \ge 0", report=check(no, trials=20))  # fmt: skip
    bounded = step(8, "H(p)", "<=", r"\log n", "proved", rests_on_text=STEPS[0].rests_on_text)
    odd = step(18, r"\nonsense{x}", "=", "<script>alert(7)</script>", "unread",
               why="</dd><script>alert(8)</script>", ask=("skip",))  # fmt: skip
    rest = [replace(s, line=20) for s in STEPS[2:]]
    chains = [
        replace(chain(path, "On information", proved, refuted), block=at[6]),
        replace(chain(path, "On information", bounded), block=at[8]),
        replace(chain(path, "Others", odd), block=at[18]),
        *(replace(chain(path, "Others", s), block=at[20]) for s in rest),
    ]
    found = replace(report(path), chains=tuple(chains))
    return notes_page(made, found, Settings(trials=20))


def write(folder, pages):
    return site.write(folder, [], {}, [], [], Settings(trials=20), pages)


def page_of(text):
    """The page of another text, of which nothing is said."""
    return notes_page(document(text), replace(report(), chains=()), None)
