"""Slow and plain answers about codes, for comparison; nothing here uses the library."""

from itertools import product


def words_up_to(longest, symbols="01"):
    """All words of 1 to `longest` symbols."""
    return ["".join(w) for n in range(1, longest + 1) for w in product(symbols, repeat=n)]


def no_word_begins_another(code):
    return not any(
        i != j and b.startswith(a) for i, a in enumerate(code) for j, b in enumerate(code)
    )


def kraft_holds(lengths, D=2):
    """Σ D^(−L) ≤ 1, in units of D^(−longest)."""
    longest = max(lengths)
    return sum(D ** (longest - length) for length in lengths) <= D**longest


def shortest_ambiguous(code, symbols="01"):
    """The length of a shortest string with two parsings; None if no string has two.

    Every string is read from the left and its parsings are counted: their number is the sum, over
    the codewords it ends with, of the numbers for what stands before. Strings are told apart only
    by the counts of their last few beginnings and by their last few symbols, as these decide the
    counts of whatever they are continued to; so there are finitely many cases, and no bound on
    the length is needed. No codeword may be empty.
    """
    longest = max(map(len, code))
    level = [("", (1,) + (0,) * (longest - 1))]  # counts for the string, and less 1, 2, … symbols
    seen = set(level)
    length = 0
    while level:
        length += 1
        following = []
        for end, counts in level:
            for symbol in symbols:
                longer = end + symbol
                count = sum([counts[len(w) - 1] for w in code if longer.endswith(w)])
                if count > 1:
                    return length
                state = (longer[max(0, len(longer) - longest + 1) :], (count, *counts[:-1]))
                if state not in seen and any(state[1]):
                    seen.add(state)
                    following.append(state)
        level = following
    return None


def shortest_clash(code, bound):
    """The length of a shortest string that two sequences of codewords spell, up to `bound`.

    All sequences are written out. None if there is no such string of at most `bound` symbols.
    """
    clashes = []
    spelt = {"": ()}
    todo = [("", ())]
    while todo:
        string, sequence = todo.pop()
        for k, word in enumerate(code):
            longer = string + word
            if len(longer) <= bound:
                if spelt.setdefault(longer, (*sequence, k)) != (*sequence, k):
                    clashes.append(len(longer))
                else:
                    todo.append((longer, (*sequence, k)))
    return min(clashes, default=None)
