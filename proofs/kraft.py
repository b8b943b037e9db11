"""Kraft's inequality: the codewords of a prefix-free code have Σ D^(−L(i)) ≤ 1.

Cover & Thomas, 2nd ed., Theorem 5.2.1, the necessary half. In `kraft_sufficiency.py` stands the
converse. The code alphabet has D symbols, for any D > 0 with ln D ≠ 0; D = 2 is put in for bits.

The proof counts pairs of a codeword and a leaf below it, both ways round. The model:

- i runs over the codewords, v over the leaves: all words of N symbols, N at least every length.
- e(v,i) = 1 if codeword i lies above leaf v (is the beginning of v), else 0.
- There are D^N leaves. It is written N = log_D |V|; `words_of_length` is why.
- Below codeword i there are c(i) = Σ_v e(v,i) leaves, and c(i) = D^(N − L(i)). It is written
  L(i) = N − log_D c(i), the same for ln D ≠ 0; `descendants` is why.
- begins(i,j) = 1 if codeword i is a beginning of codeword j or equal to it, else 0. Prefix-free:
  each codeword begins itself only. Of two words above one leaf one begins the other
  (`common_descendants`), so no leaf lies below two codewords: `one_value`, `at_most_one`.

With the hypotheses in this form N and L need not be integers and a code need not be behind them;
a prefix-free code is the case that is wanted (`derive.coding.incidence` gives its e). Without
prefix-freeness the count of leaves and both inequalities are false.
"""

from fractions import Fraction

from derive import *
from derive.coding import descendants as words_below
from derive.coding import incidence, is_prefix_free, kraft_sum, words

i, v = alphabets("i v")
j = i.another("j")
D, N = Positive("D"), Real("N")
L, c = Real("L", i), Positive("c", i)
e, begins = Probability("e", v, i), Probability("begins", i, j)
above = Sum(e(v, i), i)


def power(exponent):
    """D^exponent; powers of D stay apart, as they are written."""
    return Power(D, exponent)


leaves = Eq(N, log(v.size) / log(D))
depth = Eq(L(i), N - log(c(i)) / log(D))
count = Eq(c(i), Sum(e(v, i), v))
base = Dominated(1, log(D))
tree = [leaves, depth, count, base]

both_above = e(v, i) * e(v, j)
zero_or_one = Eq(e(v, i) ** 2, e(v, i))
comparable = Eq(both_above * (1 - begins(i, j)) * (1 - begins(j, i)), 0)
only_itself = Eq(begins(i, j), Delta(i, j))
prefix_free = [zero_or_one, comparable, only_itself]
below_one = Eq(both_above, Delta(i, j) * e(v, i))  # proved of prefix-free codes: `one_value`

# The leaf v drawn at random: U(v) is the share of the leaf in all of them.
U = Distribution("U", v)
uniform = Eq(U(v), 1 / v.size)


# Words: why the hypotheses hold for a prefix-free code.

past, symbol = past_and_next("a")

# Words as letters: a, w, w' are words of one length, b and w'' what follows, z what follows that.
a, b, z = alphabets("a b z")
a0, a1, b1 = a.another("w"), a.another("w'"), b.another("w''")
rest = Real("m")


@theorem("One symbol more multiplies the number of words by D", given=[Eq(symbol.size, D)])
def one_symbol_more(proof):
    """A word of t symbols is a word of t − 1 symbols and one of the D symbols."""
    proof.start(Sum(1, past, symbol))
    proof.eq(Sum(1, past) * Sum(1, symbol), "pairs")
    proof.eq(Sum(1, past) * D, "D symbols")


@theorem("A full tree of depth N has D^N leaves", given=[Eq(symbol.size, D)])
def words_of_length(proof):
    """The number of words of T symbols is the product of T factors D, for every T ≥ 1.

    (The first factor Σ 1 over the words of one symbol is D too.)
    """
    proof.fact(EveryT(one_symbol_more, Sum(1, past), D, past, symbol, by="*"))


@theorem("The leaves below a word", given=[Eq(rest, log(b.size) / log(D)), base])
def descendants(proof):
    """A leaf (a, b) lies below the word w when a = w; b is any word of the m symbols left.

    With m = N − L these are D^(N − L). It wants L ≤ N, with the word itself as its only leaf
    for L = N.
    """
    proof.start(Sum(Delta(a, a0), a, b))
    proof.eq(b.size, "only a = w is left, with every b")
    proof.eq(power(rest), "m = log_D |B|")


@theorem("Two words above one leaf: the shorter begins the longer")
def common_descendants(proof):
    """w and (w',w'') both above the leaf (a,b,z), w as long as w': then w = w', with no exception.

    So the longer word is (w, w''): w is its beginning.
    """
    proof.start(Delta(a, a0) * Delta(a, a1) * Delta(b, b1) * (1 - Delta(a0, a1)))
    proof.eq(Delta(a0, a1) * Delta(a, a1) * Delta(b, b1) * (1 - Delta(a0, a1)), "a = w and a = w'")
    proof.eq(0, "w = w' or not")


@theorem("The leaves below two words at once")
def common_leaves(proof):
    """Their number is 0 if neither word begins the other, else that below the longer one."""
    proof.start(Sum(Delta(a, a0) * Delta(a, a1) * Delta(b, b1), a, b, z))
    proof.eq(Delta(a0, a1) * z.size, "a = w = w', b = w''; every z")


# From words to the tree.


@theorem("No leaf lies below two codewords", given=prefix_free)
def one_value(proof):
    """If each codeword begins itself only.

    That two codewords above one leaf are comparable is `common_descendants`.
    """
    proof.start(both_above)
    proof.eq(
        both_above * (begins(i, j) + begins(j, i) - begins(i, j) * begins(j, i)),
        "one of the two begins the other",
    )
    proof.eq(both_above * Delta(i, j), "prefix-free")
    proof.eq(e(v, i) ** 2 * Delta(i, j), "i = j")
    proof.eq(e(v, i) * Delta(i, j), "e is 0 or 1")


# Kraft's inequality.


@theorem("The codewords above a leaf, squared", given=prefix_free)
def above_squared(proof):
    """S = S² for S = Σ_i e(v,i), which is therefore 0 or 1."""
    proof.start(above)
    proof.eq(Sum(Sum(e(v, i) * Delta(i, j), j), i), "j = i")
    proof.eq(Sum(Sum(both_above, j), i), one_value)
    proof.eq(above**2, "each sum by itself")


@theorem("At most one codeword above a leaf", given=prefix_free)
def at_most_one(proof):
    """Σ_i e(v,i) ≤ 1: with S for the sum, S² = S, so 1 − S = (1 − S)²."""
    proof.start(1 - above)
    proof.eq(1 - 2 * above + above**2, above_squared)
    proof.eq((1 - above) ** 2, "complete the square")
    proof.ge(0, square(1 - above))
    proof.claim(above <= 1)


@theorem("The number of leaves", given=[leaves, base])
def number_of_leaves(proof):
    """There are D^N."""
    proof.claim(Eq(power(N), v.size))


@theorem("The number of leaves below a codeword", given=[depth, count, base])
def leaves_below(proof):
    """Codeword i is above D^(N − L(i)) leaves."""
    proof.start(power(N - L(i)))
    proof.eq(c(i), "L(i) = N − log_D c(i)")
    proof.eq(Sum(e(v, i), v), count)


@theorem("Kraft's inequality, by counting leaves", given=[*prefix_free, *tree])
def kraft_leaves(proof):
    """Σ_i D^(N − L(i)) ≤ D^N: the codewords' leaves are different ones."""
    proof.start(Sum(power(N - L(i)), i))
    proof.eq(Sum(Sum(e(v, i), v), i), leaves_below)
    proof.eq(Sum(Sum(e(v, i), i), v), "exchange the sums")
    proof.le(Sum(1, v), at_most_one)
    proof.eq(v.size, "one for each leaf")
    proof.eq(power(N), number_of_leaves)


@theorem("The cost of a codeword is its share of the leaves", given=[*tree, uniform])
def cost(proof):
    """D^(−L(i)) is the probability that a leaf drawn at random lies below codeword i."""
    proof.start(power(-L(i)))
    proof.eq(c(i) / v.size, "D^(N − L) of D^N leaves")
    proof.eq(Sum(U(v) * e(v, i), v), "c(i) leaves, each with probability 1/|V|")


@theorem("Kraft's inequality", given=[*prefix_free, *tree, uniform])
def kraft(proof):
    """Σ_i D^(−L(i)) ≤ 1: the budget that the codewords share is 1."""
    proof.start(Sum(power(-L(i)), i))
    proof.eq(Sum(Sum(U(v) * e(v, i), v), i), cost)
    proof.eq(Sum(U(v) * Sum(e(v, i), i), v), "exchange the sums")
    proof.le(Sum(U(v), v), at_most_one)
    proof.eq(1, "U sums to 1")


@theorem("What is left of the budget", given=[*tree, uniform])
def budget_left(proof):
    """1 − Σ_i D^(−L(i)) is the share of the leaves without a codeword above them.

    For a prefix-free code every term 1 − Σ_i e(v,i) is ≥ 0 (`at_most_one`), so Kraft's inequality
    holds with equality exactly when each leaf has a codeword above it.
    """
    proof.start(1 - Sum(power(-L(i)), i))
    proof.eq(1 - Sum(Sum(U(v) * e(v, i), v), i), cost)
    proof.eq(Sum(U(v) * (1 - above), v), "U sums to 1; exchange the sums")


@theorem("A code without a free leaf spends the whole budget", given=[*tree, uniform, Eq(above, 1)])
def complete(proof):
    """If there is exactly one codeword above each leaf, Σ_i D^(−L(i)) = 1."""
    proof.start(Sum(power(-L(i)), i))
    proof.eq(Sum(Sum(U(v) * e(v, i), v), i), cost)
    proof.eq(Sum(U(v) * Sum(e(v, i), i), v), "exchange the sums")
    proof.eq(Sum(U(v), v), "one codeword above each leaf")
    proof.eq(1, "U sums to 1")


bits = [Eq(N, log(v.size, 2)), Eq(L(i), N - log(c(i), 2)), count]


@theorem("Kraft's inequality in bits, by counting leaves", given=[*prefix_free, *bits])
def kraft_leaves_bits(proof):
    """Σ_i 2^(N − L(i)) ≤ 2^N, with N = L_max."""
    proof.start(Sum(2 ** (N - L(i)), i))
    proof.le(2**N, kraft_leaves.on(D=2))


@theorem("Kraft's inequality in bits", given=[*prefix_free, *bits, uniform])
def kraft_bits(proof):
    """Σ_i 2^(−L(i)) ≤ 1."""
    proof.start(Sum(2 ** (-L(i)), i))
    proof.le(1, kraft.on(D=2))


# Leaves that may not be used any more: u(v) = 1 if some codeword lies above v, else 0.

u = Probability("u", v)
taken = Eq(u(v) * e(v, i), e(v, i))
only_taken = Le(u(v), above)
zero_one = Eq(u(v) ** 2, u(v))


@theorem("A leaf is unusable once", given=[below_one, taken, only_taken, zero_one])
def unusable(proof):
    """Σ_i e(v,i) is 1 for a leaf below a codeword, 0 for the others.

    That no leaf lies below two codewords is `one_value`, for prefix-free codes.
    """
    proof.start(u(v))
    proof.eq(above, square(u(v) - above))


@theorem("The number of unusable leaves", given=[below_one, *tree, taken, only_taken, zero_one])
def unusable_leaves(proof):
    """For a prefix-free code (`one_value`) it is Σ_i D^(N − L(i)) exactly."""
    proof.start(Sum(u(v), v))
    proof.eq(Sum(Sum(e(v, i), i), v), unusable)
    proof.eq(Sum(Sum(e(v, i), v), i), "exchange the sums")
    proof.eq(Sum(power(N - L(i)), i), leaves_below)


# Without prefix-freeness: any incidence, [h(v,i) ≠ 0] = 1 if codeword i lies above leaf v.

h = Nonnegative("h", v, i)
over = Indicator(h(v, i))
any_tree = [*bits[:2], Eq(c(i), Sum(over, v))]


@theorem("Overlaps are counted more than once", given=[*any_tree, Le(u(v), Sum(over, i))])
def unusable_at_most(proof):
    """For any code: at most Σ_i 2^(N − L(i)) leaves lie below a codeword."""
    proof.start(Sum(u(v), v))
    proof.le(Sum(Sum(over, i), v), "where u(v) = 1 there is a codeword above v")
    proof.eq(Sum(Sum(over, v), i), "exchange the sums")
    proof.eq(Sum(c(i), i), "definition of c")
    proof.eq(Sum(2 ** (N - L(i)), i), "L(i) = N − log₂ c(i)")


@theorem("The count of unusable leaves for any code", given=any_tree, expect="refuted")
def unusable_any_code(proof):
    """False without prefix-freeness: a leaf below two codewords is one leaf."""
    proof.claim(Eq(Sum(Indicator(Sum(over, i)), v), Sum(2 ** (N - L(i)), i)))


@theorem("Kraft's inequality for any code", given=any_tree, expect="refuted")
def kraft_any_code(proof):
    """False without prefix-freeness."""
    proof.claim(Sum(2 ** (-L(i)), i) <= 1)


# The tree of the codewords: s and t are words, k(t) > 0 where t is a codeword, and
# q(s,t) ≠ 0 where s is a proper beginning of t.

s = Alphabet("s")
n, t = s.another("n"), s.another("t")
q, k = Nonnegative("q", s, t), Nonnegative("k", s)
transitive = Dominated(q(s, n) * q(n, t), q(s, t))
nodes_below = Sum(q(s, n) * (Delta(n, t) + q(n, t)) * k(t), n, t)
codewords_below = Sum(q(s, t) * k(t), t)


@theorem("A codeword that is no beginning of another is a leaf", given=[transitive])
def leaf_if_prefix_free(proof):
    """Where no codeword is properly below a word s, no node is.

    The nodes n of the tree of the codewords are the codewords and their beginnings; a leaf has no
    node below it. "Is a proper beginning of" is transitive, which is the hypothesis.
    """
    proof.start(nodes_below)
    proof.eq(codewords_below + Sum(q(s, n) * q(n, t) * k(t), n, t), "n = t, or n begins t")
    proof.eq(
        nodes_below * Indicator(codewords_below),
        "s begins n and n begins t: then s begins t",
    )


@theorem("A codeword that is a leaf is no beginning of another")
def prefix_free_if_leaf(proof):
    """A codeword below s is a node below s. With the theorem before: prefix-free means leaf.

    For a code that repeats no codeword: two equal codewords at one leaf are not prefix-free.
    """
    proof.start(codewords_below)
    proof.le(codewords_below + Sum(q(s, n) * q(n, t) * k(t), n, t), "counts are ≥ 0")
    proof.eq(nodes_below, "n = t, or n begins t")


# Codes in numbers.


def _quoted(code):
    return "{" + ", ".join(code) + "}"


def leaf_count(depth):
    """The fact that the full binary tree of this depth has 2^depth leaves."""
    leaves = words(depth)
    return Computed(
        f"there are {2**depth} binary words of {depth} symbols",
        lambda: len(leaves) == 2**depth,
        (", ".join(leaves),),
        tex=rf"L_{{\max}} = {depth} \Rightarrow {2**depth} \text{{ leaves}}",
    )


def removed(word, depth):
    """The fact that a codeword removes its share 2^(−length) of the words of this depth."""
    below, all_words = words_below(word, depth), words(depth)
    share = Fraction(1, 2 ** len(word))
    return Computed(
        f"the codeword {word} removes {_quoted(below)}, {share} of the words of {depth} symbols",
        lambda: (
            below == [w for w in all_words if w.startswith(word)]
            and Fraction(len(below), len(all_words)) == share
        ),
    )


def unusable_of(code, depth):
    """The statement that the unusable leaves of a code are Σ 2^(depth − length) in number."""
    table = incidence(code, depth)
    unusable = [
        v for v, row in zip(words(depth), zip(*table, strict=True), strict=True) if any(row)
    ]
    total = sum(2 ** (depth - len(w)) for w in code)
    return Computed(
        f"the number of words of {depth} symbols below {_quoted(code)} is the sum of "
        f"2^({depth} − length)",
        lambda: len(unusable) == total,
        (f"below a codeword: {_quoted(unusable)}, {len(unusable)} words", f"the sum is {total}"),
    )


def within_budget(code):
    """The statement that a code keeps Kraft's inequality."""
    total = kraft_sum([len(w) for w in code])
    return Computed(
        f"the sum of 2^(−length) over {_quoted(code)} is at most 1",
        lambda: total <= 1,
        (f"the sum is {total}; {'' if is_prefix_free(code) else 'not '}prefix-free",),
    )


def at_the_bottom(code, depth):
    """The statement that the codewords are leaves of the full tree."""
    inner = [w for w in code if len(w) < depth]
    kind = "prefix-free" if is_prefix_free(code) else "not prefix-free"
    return Computed(
        f"every codeword of {_quoted(code)}, {kind}, is a leaf of the full tree of depth {depth}",
        lambda: not inner,
        (f"not at depth {depth}: {_quoted(inner)}",) if inner else (),
    )


@theorem("Eight leaves at depth 3")
def eight_leaves(proof):
    """L_max = 3."""
    proof.fact(leaf_count(3))


@theorem("What the codeword 01 removes")
def what_01_removes(proof):
    """A quarter of the words of three symbols."""
    proof.fact(removed("01", 3))


def as_many_as_words(leaves):
    """The statement that the tree with these leaves has as many as there are words of its depth."""
    depth = max(map(len, leaves))
    # each node has no child or both: no two leaves begin each other, and nothing fits beside them
    full = is_prefix_free(leaves) and kraft_sum([len(w) for w in leaves]) == 1
    return Computed(
        f"the tree with the leaves {_quoted(leaves)} has as many as there are words of {depth} "
        "symbols",
        lambda: len(leaves) == len(words(depth)),
        (
            f"{'each node has no child or both' if full else 'a node has one child'}; "
            f"{len(leaves)} leaves, {len(words(depth))} words",
        ),
    )


@theorem("The unusable leaves of a prefix-free code, counted")
def unusable_counted(proof):
    """The code {0, 10, 110, 111} takes all of the leaves, {01, 110} three of eight."""
    proof.fact(unusable_of(["0", "10", "110", "111"], 3))
    proof.fact(unusable_of(["01", "110"], 3))


@theorem("The same count for a code with a prefix", expect="refuted")
def unusable_overlap(proof):
    """For {0, 01} it counts the leaves below 01 twice."""
    proof.fact(unusable_of(["0", "01"], 2))


@theorem("The budget of a code with a prefix", expect="refuted")
def over_budget(proof):
    """{0, 1, 01} costs more than there is."""
    proof.fact(within_budget(["0", "1", "01"]))


@theorem("Codewords as leaves of the full tree", expect="refuted")
def leaves_of_the_full_tree(proof):
    """False of the full tree of depth L_max: there a codeword shorter than L_max is no leaf.

    Of the tree of the codewords it is true: `leaf_if_prefix_free`, `prefix_free_if_leaf`.
    """
    proof.fact(at_the_bottom(["0", "10", "11"], 2))


@theorem("Full in the usual sense: each node has no child or both", expect="refuted")
def none_or_both(proof):
    """False of trees that are full in this sense: their leaves may lie at different depths.

    Of the tree in which all leaves have the depth L_max (it is also called perfect) it is true:
    `words_of_length`.
    """
    proof.fact(as_many_as_words(["0", "10", "110", "111"]))


if __name__ == "__main__":
    run()
