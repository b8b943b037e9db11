"""Rules beside the kernel: statements that are not relations between finite sums.

| rule | file | trusts |
|---|---|---|
| argmax and argmin with equal optimisers | `optimisers.py` | ln is strictly increasing |
| induction on the number of variables | `induction.py` | induction |
| growth: a^T ≤ c·T for every T gives a ≤ 1 | `growth.py` | Bernoulli's inequality |
| existence by witness | `exists.py` | exact arithmetic |
| a bound over all laws that is attained | `extremes.py` | nothing: the kernel |
| the least mean length of a code | `least_length.py` | the computation, Huffman's theorem |
| derivative, integral, limit | `calculus.py` | SymPy's calculus |
| a finite computation | `computed.py` | the computation |
| a fact from the literature | `cited.py` | its source |
| what mathematics cannot settle | `empirical.py` | nothing: it stays open |

Each file draws its rule with premises and conclusion. What a rule trusts is named in what a
theorem rests on. The proofs that a rule needs are the kernel's.
"""
