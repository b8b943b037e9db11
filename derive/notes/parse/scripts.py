"""What stands below and above a name: indices, marks, members of a sequence, powers."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from derive.notes import tree
from derive.notes.chains import Sort, Token
from derive.notes.parse import table
from derive.notes.parse.arguments import listed
from derive.notes.parse.reader import Reader
from derive.notes.tree import Name, Node, Num


@dataclass
class Members:
    """Of a sequence; last_is_sub: the index below belongs to it and is none of the name."""

    first: Node | None
    last: Node | None
    strict: bool = False
    last_is_sub: bool = False


@dataclass
class Scripts:
    sub: tuple[Node, ...] = ()
    sup: tuple[Node, ...] = ()
    primes: int = 0
    power: Node | None = None
    members: Members | None = None
    seen: set[str] = field(default_factory=set)


def scripts(r: Reader, base: Name) -> Scripts:
    """All scripts at the reader, of a name with that base."""
    found = Scripts()
    raised: tuple[Token, ...] | None = None
    while True:
        if r.at("'"):
            r.take()
            found.primes += 1
        elif r.sort() is Sort.SUB:
            _once(r, found, "subscripts")
            r.take()
            _lower(r, base, found)
        elif r.sort() is Sort.SUP:
            r.take()
            inside = r.argument()
            while inside and inside[-1].text == "'":
                found.primes += 1
                inside = inside[:-1]
            if not inside:
                continue
            _once(r, found, "superscripts")
            raised = inside
        else:
            break
    if raised is not None:
        _raise(r, base, found, raised)
    return found


def _once(r: Reader, found: Scripts, what: str) -> None:
    if what in found.seen:
        r.fail(f"two {what} on one name: put braces around the first")
    found.seen.add(what)


def _lower(r: Reader, base: Name, found: Scripts) -> None:
    inside = r.inner(_script_tokens(r), script=True)
    if not inside.tokens:
        r.fail("an empty subscript")
    relation = table.RELATIONS.get(inside.text(), "")
    if relation in ("<", "<=", ">", ">="):
        inside.take()
        bound = inside.expression()
        inside.finish()
        strict = relation in ("<", ">")
        found.members = (
            Members(None, bound, strict) if relation[0] == "<" else Members(bound, None, strict)
        )
        return
    colon = _colon(inside)
    if colon is not None:
        comma = _comma(inside.tokens[:colon])
        if comma:
            found.sub = _indices(r.inner(inside.tokens[: comma - 1], script=True))
        first = r.whole(inside.tokens[comma:colon], "", True) if colon > comma else None
        rest = inside.tokens[colon + 1 :]
        found.members = Members(first, r.whole(rest, "", True) if rest else None)
        return
    found.sub = _indices(inside)


def indices(r: Reader) -> tuple[Node, ...]:
    """What stands below a bracket, the reader behind the _."""
    return _indices(r.inner(_script_tokens(r), script=True))


def _script_tokens(r: Reader) -> tuple[Token, ...]:
    """The tokens of a script; an unbraced command keeps its argument: x_\\mathrm{KL}."""
    token = r.peek()
    if token and (token.text in table.ACCENTS or token.text in table.WORDY):
        start = r.i
        r.take()
        r.argument()
        return r.tokens[start : r.i]
    return r.argument()


def _colon(r: Reader) -> int | None:
    """Where a colon stands outside of all brackets: 1:T, :t."""
    depth = 0
    for i, token in enumerate(r.tokens):
        depth += token.text in ("(", "[", "{", "\\{")
        depth -= token.text in (")", "]", "}", "\\}")
        if token.text == ":" and depth == 0 and r.tokens[i + 1 : i + 2] != ():
            return None if r.tokens[i + 1].text == "=" else i
        if token.text == ":" and depth == 0:
            return i
    return None


def _operator(tokens: tuple[Token, ...]) -> str:
    """The word that an operator's name or a row of letters is, "" if it is none."""
    if len(tokens) == 1 and tokens[0].sort is Sort.COMMAND:
        return table.COMMAND_WORDS.get(tokens[0].text, "")
    letters = "".join(t.text for t in tokens if t.sort is Sort.LETTER)
    return letters if len(letters) == len(tokens) and letters in table.LETTER_WORDS else ""


def _comma(tokens: tuple[Token, ...]) -> int:
    """The index behind the last comma outside of brackets: X_{i,1:n}; 0 if there is none."""
    depth, found = 0, 0
    for i, token in enumerate(tokens):
        depth += token.text in ("(", "[", "{", "\\{")
        depth -= token.text in (")", "]", "}", "\\}")
        if token.text == "," and depth == 0:
            found = i + 1
    return found


def _indices(inside: Reader) -> tuple[Node, ...]:
    """x_1, X_{ij}, X_{i,j}, p_{X|Y}, q_{x=1}, x_{i+1}, p_{X_1,…,X_n}, D_{KL}."""
    start = inside.i
    if inside.at("*", "\\star", "\\times") and len(inside.tokens) == 1:
        return (Name(inside.take().span, "*"),)
    word = _operator(inside.tokens)
    if word:  # L_{max}, whose word is an operator elsewhere
        inside.i = len(inside.tokens)
        return (Name(inside.span(start), word),)
    items, separators = listed(inside)
    inside.finish()
    for i, separator in enumerate(separators):
        if separator == "|":
            if "|" in separators[i + 1 :]:
                inside.fail("two bars in one subscript", inside.tokens[0])
            of, given = items[: i + 1], items[i + 1 :]
            return (tree.Given(inside.span(start), _apart(of), _apart(given)),)
    return _apart(items)


def _apart(items: tuple[Node, ...]) -> tuple[Node, ...]:
    """Names side by side are several indices."""
    apart: list[Node] = []
    for item in items:
        if isinstance(item, tree.Mul) and all(_index(x) for x in item.factors):
            apart.extend(item.factors)
        else:
            apart.append(item)
    return tuple(apart)


def _index(node: Node) -> bool:
    return isinstance(node, (Name, tree.Range))


def _raise(r: Reader, base: Name, found: Scripts, tokens: tuple[Token, ...]) -> None:
    """A superscript: a mark, the end of a sequence, or a power."""
    if not tokens:
        r.fail("an empty superscript")
    if _is_turned(tokens):
        _raise(r, base, found, tokens[:-1])
        if found.power is not None or found.members is not None:
            r.fail("a transpose of a power: put brackets", tokens[-1])
        found.power = tree.Constant(tokens[-1].span, "transpose")
        return
    mark = _mark(r, base, tokens)
    if mark is not None:
        found.sup = (mark,)
        return
    if is_transpose(tokens) and not (tokens[0].text == "T" and _counts(base, found)):
        found.power = tree.Constant(tokens[0].span, "transpose")
        return
    if len(tokens) == 1 and tokens[0].text in table.CONJUGATES and not _counts(base, found):
        r.fail(f"^{tokens[0].text}: a conjugate is not read (nor is a power {tokens[0].text})")
    exponent = r.whole(tokens, "an exponent", True)
    if _ends_sequence(r, base, found, exponent):
        found.members = Members(found.sub[-1], exponent, last_is_sub=True)
    elif _names_sequence(base, found, exponent):
        found.sup = (exponent,)
    else:
        found.power = exponent


def is_transpose(tokens: tuple[Token, ...]) -> bool:
    """Whether what stands above is ⊤, or a T in any font."""
    if len(tokens) > 1 and tokens[0].text in ("\\mathsf", "\\mathtt"):
        tokens = tuple(t for t in tokens[1:] if t.sort not in (Sort.OPEN, Sort.CLOSE))
    return len(tokens) == 1 and tokens[0].text.strip() in table.TRANSPOSES


def _is_turned(tokens: tuple[Token, ...]) -> bool:
    """x^{(i)⊤}, w^{*⊤}: a transpose behind a mark."""
    if len(tokens) < 2:
        return False
    last, before = tokens[-1].text, tokens[-2].text
    return last in ("\\top", "\\intercal") or (last == "T" and before in (")", "\\times", "\\star"))


def _mark(r: Reader, base: Name, tokens: tuple[Token, ...]) -> Node | None:
    """What no power can be: (t), a star, a word, c of a complement."""
    first, span = tokens[0], tokens[0].span.to(tokens[-1].span)
    if len(tokens) == 1 and first.text in ("\\star", "\\times", "+", "-"):
        return Name(span, "*" if first.text in ("\\star", "\\times") else first.text)
    if first.text in ("(", "[") and tokens[-1].text in (")", "]") and len(tokens) > 2:
        inner = r.inner(tokens[1:-1], script=True)
        items, separators = listed(inner)
        inner.finish()
        if set(separators) <= {","} and all(_counter(x) for x in items):
            return tree.Members(span, first.text + tokens[-1].text, items)
    if first.sort is Sort.TEXT and len(tokens) == 1:
        text = " ".join(first.text.split())
        if len(text) > 1 or (text != "T" or base.base in "DH"):
            return Name(span, text, ("mathrm",) if len(text) == 1 else ())
    word = _operator(tokens)
    if word:
        return Name(span, word)
    letters = "".join(t.text for t in tokens if t.sort is Sort.LETTER)
    if len(letters) == len(tokens) > 2 and not _index_run(letters):
        return Name(span, letters)
    return None


def _counter(node: Node) -> bool:
    """What counts steps or samples, (t), (t + 1), (1), and is no exponent as (1 - s) is."""
    if isinstance(node, tree.Add):
        return isinstance(node.terms[0], Name)
    return isinstance(node, (Name, Num))


def _index_run(letters: str) -> bool:
    return any(set(letters) <= set(run) for run in table.INDEX_RUNS)


def _counts(base: Name, found: Scripts) -> bool:
    """x_1^T: the T of a sequence x_1, …, x_T."""
    return base.base in table.SEQUENCES and len(found.sub) > 0 and found.sub[-1] == _one(base)


def _one(base: Name) -> Num:
    return Num(base.span, Fraction(1))


def _plain(base: Name) -> bool:
    return not {"mathcal", "mathbb", "mathfrak"} & set(base.accents)


def _ends_sequence(r: Reader, base: Name, found: Scripts, exponent: Node) -> bool:
    """X_1^n, x_{i+1}^n: from the index below to the one above."""
    if base.base not in table.SEQUENCES or not found.sub or not _plain(base):
        return False
    if isinstance(exponent, (Num, tree.Neg, tree.Frac)):
        return False
    below = found.sub[-1]
    if below == _one(base) or isinstance(below, tree.Add):
        return True
    if base.base in table.RANDOM and isinstance(below, Name):
        r.fail("a sequence from the index below to the one above, or a power? Write X_{i:n}")
    return False


def _names_sequence(base: Name, found: Scripts, exponent: Node) -> bool:
    """X^n, Y^{i-1}: n of them, no power; and A^c."""
    if base.base not in table.RANDOM or found.sub or not _plain(base):
        return False
    return isinstance(exponent, Name) or (
        isinstance(exponent, tree.Add) and any(isinstance(x, Name) for x in exponent.terms)
    )
