"""Which codes can be read back: prefix-free ones at once, uniquely decodable ones in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise

from derive.coding.checked import checked_code
from derive.language.names import DeriveError

Parsing = tuple[int, ...]  # positions in the code, one for each codeword of the string


@dataclass(frozen=True)
class Decodability:
    """Whether a code is uniquely decodable; if not, a string that can be read in two ways.

    `first` and `second` are two parsings of `string`: they give the position in `code` of each
    codeword, so that the two copies of a repeated codeword count as different, as they stand for
    different letters. All three are None for a uniquely decodable code. The parsings are compared
    with the string when the object is made.

    Raises:
        DeriveError: if `first` and `second` are not two different parsings of `string`.
    """

    unique: bool
    string: str | None
    first: Parsing | None
    second: Parsing | None
    code: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.unique:
            good = self.string is None and self.first is None and self.second is None
        else:
            good = (
                self.string is not None
                and self.first != self.second
                and self._joined(self.first) == self.string == self._joined(self.second)
            )
        if not good:
            raise DeriveError(
                f"first, second: got {self.first!r}, {self.second!r}; expected two different "
                f"parsings of {self.string!r} by {self.code!r}, or no parsing and no string with "
                "unique=True. Try sardinas_patterson(code)."
            )

    def __bool__(self) -> bool:
        return self.unique

    def __str__(self) -> str:
        if self.first is None or self.second is None:
            return "uniquely decodable"
        ways = [
            f"{'·'.join(repr(self.code[i]) for i in at) or 'nothing'} (codewords {list(at)})"
            for at in (self.first, self.second)
        ]
        return f"not uniquely decodable: {self.string!r} is {ways[0]} and {ways[1]}"

    @property
    def first_words(self) -> tuple[str, ...] | None:
        """The codewords of the first parsing; None for a uniquely decodable code."""
        return None if self.first is None else tuple(self.code[i] for i in self.first)

    @property
    def second_words(self) -> tuple[str, ...] | None:
        """The codewords of the second parsing; None for a uniquely decodable code."""
        return None if self.second is None else tuple(self.code[i] for i in self.second)

    def _joined(self, parsing: Parsing | None) -> str | None:
        if parsing is None or not all(0 <= i < len(self.code) for i in parsing):
            return None
        return "".join(self.code[i] for i in parsing)


def is_prefix_free(code: Sequence[str]) -> bool:
    """Whether no codeword is the beginning of another one, or equal to it.

    Codewords may have any symbols. A code of one codeword is prefix-free, also if it is empty.

    Raises:
        DeriveError: if there is no codeword or one is not a string.
    """
    # all words that begin with w directly follow w when they are sorted
    return not any(b.startswith(a) for a, b in pairwise(sorted(checked_code(code))))


def sardinas_patterson(code: Sequence[str]) -> Decodability:
    """Whether the code is uniquely decodable: no string is a sequence of codewords in two ways.

    Codewords may have any symbols. If the code is not uniquely decodable, the answer holds a
    shortest string with two parsings. The empty codeword is never decodable ('' is that codeword,
    and also no codeword at all), nor is a codeword that occurs twice.

    Of two different parsings of the same beginning one is ahead by a dangling suffix. The parsing
    behind is continued by every codeword that agrees with the suffix, until none dangles; there
    are finitely many suffixes, and each is continued once, in the order of the length read so far.

    Sardinas & Patterson, "A necessary and sufficient condition for unique decomposition of coded
    messages", 1953; Cover & Thomas, problem 5.27.

    Raises:
        DeriveError: if there is no codeword or one is not a string.
    """
    words = checked_code(code)
    found = ((), (words.index(""),)) if "" in words else _two_parsings(words)
    if found is None:
        return Decodability(True, None, None, None, words)
    first, second = sorted(found)
    return Decodability(False, "".join(words[i] for i in first), first, second, words)


def _two_parsings(words: tuple[str, ...]) -> tuple[Parsing, Parsing] | None:
    """Two parsings of a shortest ambiguous string, by Dijkstra's algorithm over the suffixes."""
    # (length read by the parsing ahead, that parsing, the one behind, what dangles)
    todo: list[tuple[int, Parsing, Parsing, str]] = [
        (len(a), (i,), (j,), a[len(b) :])
        for i, a in enumerate(words)
        for j, b in enumerate(words)
        if i != j and a.startswith(b)
    ]
    heapify(todo)
    done: set[str] = set()
    while todo:
        length, ahead, behind, suffix = heappop(todo)
        if not suffix:
            return ahead, behind
        if suffix in done:
            continue
        done.add(suffix)
        for k, word in enumerate(words):
            if suffix.startswith(word):
                heappush(todo, (length, ahead, (*behind, k), suffix[len(word) :]))
            elif word.startswith(suffix):
                beyond = word[len(suffix) :]
                heappush(todo, (length + len(beyond), (*behind, k), ahead, beyond))
    return None
