"""Sequences x_1, …, x_T of any length: their steps are quantities, what is whole is made of them.

p(x_t | x_{<t}) is a number between 0 and 1 for each position t, and p(x_1, …, x_T) their product,
by the chain rule of probability; H(X_t | X_{<t}) is a number ≥ 0 that is at most H(X_t), and
H(X_1, …, X_T) their sum, by the chain rule of entropy. The chain rules and that conditioning does
not raise entropy are theorems for every length (`proofs/chain_rules.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sympy import Expr

from derive.language.alphabets import Alphabet
from derive.language.expressions import Product, Sum
from derive.language.quantities import Nonnegative, Quantity
from derive.notes.elaborate.env import Env, Running
from derive.notes.elaborate.steps_of_rows import note_step
from derive.notes.facts import Fact
from derive.notes.kinds import PARAMETERS, Key, key_of, whole_key, written
from derive.notes.resolve.alphabets import Place, letter, size
from derive.notes.resolve.calls import LAW_LETTERS, head_of
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import Ref
from derive.notes.source import NotRead
from derive.notes.tree import Add, Big, Call, Name, Neg, Node, Num, Range
from derive.notes.walk import walk


@dataclass(frozen=True)
class Shape:
    """What a call says of a sequence.

    kind: "whole" (x_1, …, x_T), "step" (x_t | x_{<t}), "one" (X_t). of: the sequence's letter.
    at: the position of a step, the length of a whole. beside: what else stands in it, by place.
    """

    kind: str
    of: Key
    at: Node | None
    beside: tuple[tuple[str, str], ...]


def shape(node: Call, env: Env) -> Shape | None:
    """What a call says of a sequence; None if it speaks of none.

    Raises:
        NotRead: for another part of a sequence than its steps and the whole.
    """
    named = _named_whole(node, env) or _member(node, env)
    if named is not None:
        return named
    if not any(isinstance(a, Range) for a in node.args) and not _one(node, env):
        return None
    sides = _sides(node)
    wholes = [(s, a) for s, a in sides if isinstance(a, Range)]
    singles = [(s, a) for s, a in sides if _position(a, env) is not None]
    rest = tuple((s, written(a)) for s, a in sides if not isinstance(a, Range) and a not in
                 [x for _, x in singles])  # fmt: skip
    if len(wholes) == 1 and not singles and wholes[0][0] != "|":
        found = _whole(wholes[0][1])
        if found is not None:
            return Shape("whole", *found, rest)
    if len(singles) == 1 and len(wholes) == 1 and wholes[0][0] == "|" and singles[0][0] != "|":
        return _step(singles[0][1], wholes[0][1], rest, node)
    if len(singles) == 1 and not wholes and singles[0][0] != "|":
        (name,) = (a for _, a in singles if isinstance(a, Name))
        return Shape("one", key_of(name), name.sub[0], rest)
    raise NotRead(node.span, "of a sequence only its steps and the whole are read")


def _sides(node: Call) -> list[tuple[str, Node]]:
    """The arguments, each with the last separator that is no comma before it."""
    out, side = [], ""
    for n, arg in enumerate(node.args):
        if n and node.separators[n - 1] != ",":
            side = node.separators[n - 1]
        out.append((side, arg))
    return out


def _one(node: Call, env: Env) -> bool:
    """Whether it is a measure of X_t for a t that runs."""
    measured = measure_of(node) in ("H", "I")
    return measured and any(
        isinstance(a, Name) and a.base.isupper() and _position(a, env, runs=True) is not None
        for a in node.args
    )


def _member(node: Call, env: Env) -> Shape | None:
    """H(X_1), where X_1, …, X_n stand in the relation too."""
    arg = node.args[0]
    if measure_of(node) != "H" or len(node.args) > 1 or not isinstance(arg, Name):
        return None
    numbered = len(arg.sub) == 1 and isinstance(arg.sub[0], Num)
    return Shape("one", key_of(arg), None, ()) if numbered and key_of(arg) in env.rows else None


def rows(trees: Iterable[Node]) -> dict[Key, Node]:
    """The X of each X_1, …, X_n in the trees, with its n."""
    found = (n for t in trees for n in walk(t) if isinstance(n, Range))
    return {key_of(n.of): n.last for n in found if isinstance(n.of, Name) and n.last is not None}


def _position(node: Node, env: Env, runs: bool = False) -> Name | None:
    """The t of x_t; runs: only where something binds it."""
    if not isinstance(node, Name) or len(node.sub) != 1 or not isinstance(node.sub[0], Name):
        return None
    index = node.sub[0]
    if index.base in PARAMETERS:
        return None
    bound = Ref(key_of(index)) in env.scope
    return index if bound or (not runs and index.base in "ijkt") else None


def _named_whole(node: Call, env: Env) -> Shape | None:
    """q(X), where the chain has q(x_t | x_{<t}) for t = 1, …, T: X is x_1, …, x_T."""
    if measure_of(node) or not isinstance(node.head, Name) or len(node.args) != 1:
        return None
    arg, key = node.args[0], head_of(node.head, env.notation.uses.bound)[0]
    if not isinstance(arg, Name) or arg.sub or not key_of(arg).capital:
        return None
    last = env.wholes.get((key, key_of(arg).lower()))
    if last is None:
        return None
    x = key_of(arg).lower().plain()
    env.suppose(f"{arg.base} is {x}_1, …, {x}_{written(last)}")
    return Shape("whole", key_of(arg).lower(), last, ())


def wholes(trees: Sequence[Node], bound: set[Key]) -> dict[tuple[Key, Key], Node]:
    """The laws of sequences that have steps from 1 to T in these trees, with T."""
    out: dict[tuple[Key, Key], Node] = {}
    for tree in trees:
        for big in walk(tree):
            if not isinstance(big, Big) or not isinstance(big.over.last, Name):
                continue
            for node in walk(big.body):
                if not isinstance(node, Call) or not isinstance(node.head, Name):
                    continue
                past = next((a for a in node.args if isinstance(a, Range)), None)
                if past is not None and isinstance(past.of, Name) and not measure_of(node):
                    key = head_of(node.head, bound)[0]
                    out[key, key_of(past.of)] = big.over.last
    return out


def _whole(node: Node) -> tuple[Key, Node | None] | None:
    if not isinstance(node, Range) or not isinstance(node.of, Name):
        return None
    first = node.first
    starts = first is None or (isinstance(first, Num) and first.value == 1)
    if starts and isinstance(node.last, Name) and not node.strict:
        return key_of(node.of), node.last
    return None


def _step(one: Node, past: Node, rest: tuple[tuple[str, str], ...], node: Call) -> Shape:
    if isinstance(one, Name) and isinstance(past, Range) and isinstance(past.of, Name):
        t = one.sub[0]
        first = past.first
        starts = first is None or (isinstance(first, Num) and first.value == 1)
        if key_of(one) == key_of(past.of) and starts and _before(past, t):
            return Shape("step", key_of(one), t, rest)
    raise NotRead(node.span, "of a sequence only x_t given its whole past is read")


def _before(past: Range, t: Node) -> bool:
    """Whether the past goes up to just before t."""
    if past.strict:
        return past.last == t
    last = past.last
    return (
        isinstance(last, Add)
        and len(last.terms) == 2
        and last.terms[0] == t
        and isinstance(last.terms[1], Neg)
        and isinstance(last.terms[1].body, Num)
        and last.terms[1].body.value == 1
    )


# ---------------------------------------------------------------- terms


def of_sequence(node: Call, found: Shape, env: Env) -> Expr:
    """A step as a quantity of its position, the whole as their sum or product."""
    kind = measure_of(node)
    if kind not in ("", "H", "I") or not isinstance(node.head, Name):
        raise NotRead(node.span, "this of a sequence is not read")
    if kind == "" and len(node.head.base) > 1 and node.head.base.isupper():
        raise NotRead(node.span, f"{node.head.base} of a row is not read: it is no law")
    if kind == "" and found.kind == "whole" and not _is_law(node.head, found, env):
        why = f"{node.head.base} of a row: is it a law, or a function of several numbers?"
        raise NotRead(node.span, why)
    if kind == "" and (found.kind == "one" or _has_members(node.head, found, env)):
        raise NotRead(node.span, "of a sequence only its steps and the whole are read")
    if kind == "":
        _note_parts(node.head, found, env)
    alike = _alike(node, found, env) if kind == "H" and not found.beside else None
    if found.at is None and found.kind == "one" and alike is None:
        why = f"{found.of.latex()}_1 beside the whole row: nothing says that all have one law"
        raise NotRead(node.span, why)
    if found.kind == "whole":
        over = _positions(found.at, env)
        t = env.make(env.names.letter(Ref(Key("t"))), over)
        if alike is not None:
            return Sum(alike, t)
        step = _quantity(node, kind, found, "step", t, env)
        return Sum(step, t) if kind else Product(step, t)
    if alike is not None:
        return alike
    return _quantity(node, kind, found, found.kind, _at(found.at, env, node), env)


def _is_law(head: Name, found: Shape, env: Env) -> bool:
    """Whether what a row stands in may be taken apart by the chain rule of probability."""
    key = head_of(head, env.notation.uses.bound)[0]
    return head.base in LAW_LETTERS or (key, found.of) in env.wholes


def _has_members(head: Name, found: Shape, env: Env) -> bool:
    """Whether p(x_1) stands beside, whose law is no other than that of the whole."""
    key = head_of(head, env.notation.uses.bound)[0]
    for call in (n for side in env.sides for n in walk(side) if isinstance(n, Call)):
        if not isinstance(call.head, Name) or any(isinstance(a, Range) for a in call.args):
            continue
        own = head_of(call.head, env.notation.uses.bound)[0] == key and not measure_of(call)
        members = (a for a in call.args if isinstance(a, Name) and a.sub)
        if own and any(key_of(a) == found.of for a in members):
            return True
    return False


def _note_parts(head: Name, found: Shape, env: Env) -> None:
    """p(z) beside p(x_1, …, x_n): z may be one of them, or made of them."""
    key = head_of(head, env.notation.uses.bound)[0]
    for call in (n for side in env.sides for n in walk(side) if isinstance(n, Call)):
        if not isinstance(call.head, Name) or measure_of(call) or len(call.args) != 1:
            continue
        z = call.args[0]
        if head_of(call.head, env.notation.uses.bound)[0] == key and isinstance(z, Name):
            x = found.of.plain()
            env.guessed.setdefault(f"{key_of(z).latex()} is part of {x}_1, {x}_2, …")


def _alike(node: Call, found: Shape, env: Env) -> Expr | None:
    """H(X_1), which each H(X_t) and H(X_t | X_{<t}) is where X_1, …, X_n are i.i.d.; H(X) where X
    has their law, as it has by custom where no row is called so."""
    for fact in sorted(env.facts, key=lambda f: len(f.names) < 2):
        names = [n.of for n in fact.names if isinstance(n, Range)]
        if fact.kind == "iid" and any(isinstance(n, Name) and key_of(n) == found.of for n in names):
            env.rests.setdefault(fact.number)
            law = next((v for v in fact.values if isinstance(v, Name)), None)
            if law is not None and env.notation.law(key_of(law)) is not None:  # X_t ∼ p
                from derive.notes.elaborate import terms

                of_law: Expr = terms.term(Call(node.span, node.head, (law,)), env)
                return of_law
            of_one = _of_one(node, found, fact, env)
            if of_one is not None:
                return of_one
            head = head_of(node.head, set())[0] if isinstance(node.head, Name) else found.of
            shown = rf"{head.latex()}({found.of.latex()}_1)"
            made: Expr = Nonnegative(env.names.step(head, ("1", found.of.latex()), shown))
            return made
    return None


def _of_one(node: Call, found: Shape, fact: Fact, env: Env) -> Expr | None:
    """H(X), where X_1, …, X_n are copies of X, or X stands beside them."""
    from derive.notes.elaborate import terms

    plain = [n for n in fact.names if isinstance(n, Name) and not n.sub]
    calls = (c for s in env.sides for c in walk(s) if isinstance(c, Call) and measure_of(c) == "H")
    beside = [a for c in calls for a in c.args if isinstance(a, Name) and whole_key(a) == found.of]
    if len(plain) != 1 and not beside:
        return None
    one = plain[0] if len(plain) == 1 else beside[0]
    if len(plain) != 1:
        name = found.of.latex()
        env.suppose(f"{name} has the law of each {name}_i")
        env.guessed.setdefault(f"{name} has another law than each {name}_i")
    made: Expr = terms.term(Call(node.span, node.head, (one,)), env)
    return made


def count(env: Env) -> None:
    """The n of X_1, …, X_n counts its positions, wherever it stands in the relation."""
    for last in env.rows.values():
        if isinstance(last, Name):
            _positions(last, env)


def _positions(last: Node | None, env: Env) -> Place:
    place = size(whole_key(last)) if isinstance(last, Name) else letter(Key("t"))
    env.notation.alphabets.unite(place, place)
    return place


def _at(t: Node | None, env: Env, node: Call) -> Alphabet:
    if not isinstance(t, Name):
        raise NotRead(node.span, "the position in this sequence is not read")
    ref = Ref(key_of(t))
    running = env.scope.get(ref)
    if isinstance(running, Alphabet):
        return running
    last = running.last if isinstance(running, Running) else None
    place = last or letter(ref.base)
    made: Alphabet = env.letter(ref, place, node.span)
    return made


def _quantity(node: Call, kind: str, found: Shape, sort: str, t: Alphabet, env: Env) -> Expr:
    """The step, or H(X_t), at a position."""
    head = node.head
    if not isinstance(head, Name):
        raise NotRead(node.span, "this of a sequence is not read")
    key, parameters, _ = head_of(head, env.notation.uses.bound)
    letters = [t, *(env.letter(Ref(p), letter(p), node.span) for p in parameters)]
    beside = tuple(w for _, w in found.beside)
    name = env.names.step(key, (sort, found.of.latex(), *beside), _template(node, found, sort))
    over = [i.another(i._stem) for i in letters]
    quantity = Quantity(name, *over, sign="unit" if not kind else "nonneg")
    value = quantity(*letters)
    if kind:
        shape = found.of, found.beside
        note_step(kind, shape, sort, (value, t), env.entropies, env.theorems)
    if kind or head.base not in "pqPQ":
        env.unknown(key)
    return value


def _template(node: Call, found: Shape, sort: str) -> str:
    """How it is printed; ⟨t⟩ is the position."""
    kind = measure_of(node)
    head = node.head
    shown = kind if kind else (key_of(head).latex() if isinstance(head, Name) else "")
    x = found.of.latex()
    left = [w for s, w in found.beside if s == ""]
    middle = [w for s, w in found.beside if s == ";"]
    right = [w for s, w in found.beside if s == "|"]
    own = rf"{x}_{{⟨t⟩}}"
    past = [rf"{x}_{{<⟨t⟩}}"] if sort == "step" else []
    if kind == "I":
        sides = [left or [own], [*middle, own] if left else middle]
        inside = "; ".join(",".join(s) for s in sides)
    else:
        inside = ",".join([*left, own])
    bar = ",".join([*right, *past])
    return f"{shown}⟨p⟩({inside}" + (rf" \mid {bar})" if bar else ")")
