"""Sums, products, integrals and optima: what they bind and over what it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sympy import Expr, Integer

from derive.language import operations
from derive.language.alphabets import Alphabet, Delta
from derive.language.expressions import Indicator, Product, Sum
from derive.language.laws import ConditionalValue, LawValue
from derive.language.optimisers import ArgMax, ArgMin
from derive.notes.elaborate import of_laws, optima, samples, sets, terms
from derive.notes.elaborate.densities import FINITE
from derive.notes.elaborate.env import Env, Running, Scoped
from derive.notes.elaborate.variables import free_refs
from derive.notes.kinds import INDICES, key_of, whole_key
from derive.notes.parse.ranges import is_macro
from derive.notes.resolve.alphabets import Place, domain, letter, size
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.ended import other_end
from derive.notes.resolve.letters import Ref, ref_of
from derive.notes.resolve.partial import is_partial
from derive.notes.source import NotRead
from derive.notes.tree import Big, Call, Constant, Event, Mean, Name, Neg, Node, Num, Over, Range
from derive.notes.walk import free, walk


def big(node: Big, env: Env) -> Expr:
    """Σ, Π, ∫, max, min, argmax, argmin over letters.

    Raises:
        NotRead: for ranges that the language cannot say.
    """
    if node.op == "lim":
        raise NotRead(node.span, "a limit in a formula is not read: write what holds at every n")
    is_integral = node.op == "int"
    if is_integral:
        env.suppose(FINITE)
        node = _of_the_line(node)
        if node.over.kind == "from" or node.over.first is not None:
            raise NotRead(node.span, "an integral between bounds is not read")
    times = _times(node)
    if times is not None:
        repeated = terms.term(node.body, env)
        return times * repeated if node.op == "sum" else repeated**times
    if optima.over_laws(node, env) is not None:
        raise NotRead(node.span, f"{node.op} over all laws, within a formula, is not read")
    node, signs = _merged(node)
    if node.over.kind == "free" and not free_refs(node.body, env):
        return of_laws.summed_law(node, env)
    if _is_of_bare_laws(node, env):
        env.suppose(f"the laws in {node.span.text} are at the letter that is summed over")
        return of_laws.summed_law(node, env)
    _whole(node, env)
    refs = _refs(node, env, signs)
    by_letter = any(isinstance(n, Name) and n.sub for n in node.over.letters)
    if by_letter and any(isinstance(n, Range) for n in walk(node.body)):
        raise NotRead(node.span, "a sum over one member of a sequence is not read")
    if not by_letter and samples.is_over_samples(node, refs, env):
        return samples.over_samples(node, refs[0], env)
    if is_partial(node, env.notation.uses.ranges, env.notation.subsets):
        raise NotRead(node.over.span, "a sum over a set: all of the indices, or a part of them?")
    bound: dict[Ref, Scoped] = {r: _bound(r, node.over, env) for r in refs}
    at = tuple(b for b in bound.values() if isinstance(b, Alphabet))
    is_total = node.op in ("sum", "int") and len(at) == len(bound)  # Σ_x p log p, of values at x
    with env.binding(bound), env.at_letters(at if is_total else env.pointwise):
        body = terms.term(node.body, env)
        weight = _where(node.over, env)
        letters = [_settled(bound[r], r, node, env) for r in refs]
    if is_integral:
        env.densities.update(dict.fromkeys(i.alphabet for i in letters))
    if node.op in ("max", "sup", "min", "inf"):
        _refuse_numbers(node)
    return _made(node, body, weight, letters)


def _is_of_bare_laws(node: Big, env: Env) -> bool:
    """Whether it is Σ_i p log q, of laws that are only named, with nothing that i could be of."""
    over = node.over
    if node.op != "sum" or over.where or len(over.letters) != 1 or over.last or over.domain:
        return False
    names = [n for n in walk(node.body) if isinstance(n, Name)]
    laws = [env.notation.law(head_of(n, env.notation.uses.bound)[0]) for n in names]
    return bool(laws) and None not in laws and not free_refs(node.body, env)


def _of_the_line(node: Big) -> Big:
    """∫ dx for ∫_{-∞}^∞ dx and ∫_ℝ dx."""
    domain = node.over.domain
    if node.over.kind == "set" and isinstance(domain, Name) and domain.accents == ("mathbb",):
        return replace(node, over=replace(node.over, kind="letters", domain=None))
    first, last = node.over.first, node.over.last
    below = isinstance(first, Neg) and _is_infinite(first.body)
    if not (below and _is_infinite(last)) or node.over.kind != "from":
        return node
    return replace(node, over=replace(node.over, kind="letters", first=None, last=None))


def _is_infinite(node: Node | None) -> bool:
    return isinstance(node, Constant) and node.name == "infinity"


def _times(node: Big) -> Integer | None:
    """How many equal terms or factors it has: 6 of Σ_{i=1}^6 1/6, in which no i stands."""
    first, last, letters = node.over.first, node.over.last, node.over.letters
    if node.op not in ("sum", "prod") or node.over.where or len(letters) != 1:
        return None
    if not (isinstance(first, Num) and isinstance(last, Num)):
        return None
    ends = first.value, last.value
    if any(e.denominator != 1 for e in ends) or ends[0] > ends[1]:
        return None
    (own,) = letters
    if not isinstance(own, Name) or any(_is_called(n, own) for n in walk(node.body)):
        return None
    return Integer(int(ends[1] - ends[0]) + 1)


def _is_called(node: Node, own: Name) -> bool:
    return isinstance(node, Name) and node.base == own.base


def _made(node: Big, body: Expr, weight: Expr, letters: list[Alphabet]) -> Expr:
    if node.op in ("sum", "int"):
        return Sum(body * weight, *letters)
    if weight != 1:
        raise NotRead(node.span, f"a condition under {node.op} is not read")
    if node.op == "prod":
        return Product(body, *letters)
    if node.op in ("max", "sup", "min", "inf"):
        if not set(letters) <= body.free_symbols:
            raise NotRead(node.span, f"{node.op} over what is no letter of its body")
        over = operations.MaxOver if node.op in ("max", "sup") else operations.MinOver
        return over(body, *letters)
    made = ArgMax if node.op == "argmax" else ArgMin
    if len(letters) != 1 or letters[0] not in body.free_symbols:
        raise NotRead(node.span, f"{node.op} over what does not occur in it")
    return made(body, letters[0])


def _merged(node: Big) -> tuple[Big, int]:
    """ΣΣ without letters as one sum, and how many signs it has."""
    signs = 1
    while node.over.kind == "free" and isinstance(node.body, Big):
        inner = node.body
        if inner.op != node.op or inner.over.kind != "free":
            break
        node, signs = replace(node, body=inner.body), signs + 1
    return node, signs


def _refs(node: Big, env: Env, signs: int) -> list[Ref]:
    """The letters that it binds."""
    if node.over.kind == "free":
        return _free_letters(node, env, signs)
    if node.over.kind == "to" or not node.over.letters:
        raise NotRead(node.over.span, f"the range of {node.op} is not read")
    out = []
    for name in node.over.letters:
        ref = ref_of(name, env.notation.uses.bound)
        if ref is None:
            raise NotRead(name.span, f"what runs under {node.op} is no letter")
        if ref.index is not None:  # Σ_{x_i}: the letter x_i
            ref = Ref(ref.index)
        out.append(replace(ref, variable=False))
    for event in node.over.where:
        both = (ref_of(n, env.notation.uses.bound) for n in (event.lhs, event.rhs))
        out += [r for r in both if r is not None and r in env.summed and r not in out]
    if len(set(out)) < len(out):
        raise NotRead(node.over.span, "one letter stands twice under the sum")
    return out


def _of_this_side(node: Big, found: Sequence[Ref], env: Env) -> list[Ref]:
    """The z of p(x) = Σ p(x|z) p(z), which the other sides do not have, where they have the x."""
    others = [s for s in env.sides if not any(n is node for n in walk(s))]
    shown = {r for s in others for r in free_refs(s, env) if r not in _drawn(s, env)}
    open_ = [r for r in found if r not in env.scope]
    return [r for r in open_ if r not in shown] if shown & {*open_} else []


def _drawn(side: Node, env: Env) -> set[Ref]:
    """The z of E_{q(z|x)}, and of D(q(z)‖p(z)), which is none of what a side is of."""
    whole = free(side)
    laws = [a for n in walk(side) if isinstance(n, Mean) for a in n.law if isinstance(a, Call)]
    left = {a for law in laws for a in law.args[: len(law.args) - len(_behind(law))]}
    left |= {a for n in walk(side) if isinstance(n, Name) and n not in whole for a in (n,)}
    return {r for a in left if (r := ref_of(a, env.notation.uses.bound)) is not None}


def _behind(law: Call) -> tuple[Node, ...]:
    return law.args[law.separators.index("|") + 1 :] if "|" in law.separators else ()


def _free_letters(node: Big, env: Env, signs: int) -> list[Ref]:
    """Σ without a letter: all letters free in the summand that something else binds; ΣΣ: the two
    that are free in it.
    """
    found = dict.fromkeys(free_refs(node.body, env))
    if node.op == "int":
        if not (refs := _of_this_side(node, list(found), env)):
            raise NotRead(node.span, "an integral without a dx")
        return refs
    elsewhere = env.notation.uses.bound
    if signs > 1:
        refs = [r for r in found if r not in env.scope]
        if len(refs) != signs:
            raise NotRead(node.span, f"{signs} sums without letters over {len(refs)} letters")
        return refs
    refs = [r for r in found if r not in env.scope and (r.base in elsewhere or len(found) == 1)]
    refs = refs or _of_this_side(node, list(found), env)
    if not refs:
        raise NotRead(node.span, "a sum without a letter, and none is open in its summand")
    return refs


def _refuse_numbers(node: Big) -> None:
    """NotRead: max_w w(1 − w), over numbers, which are no letters of a finite alphabet."""
    from derive.notes.resolve.uses import uses_of

    letters = {key_of(n) for n in node.over.letters if isinstance(n, Name)}
    letters &= set(uses_of([node.body]).factors)
    if letters:
        said = ", ".join(sorted(k.latex() for k in letters))
        raise NotRead(node.over.span, f"{node.op} over numbers {said} is not read")


def _whole(node: Big, env: Env) -> None:
    """NotRead: a sum of p_i to m, where the text says p_1, …, p_n."""
    end = other_end(node, env.notation.ends)
    if end is not None and node.over.last is not None:
        why = f"this ends at another index than {end.latex()}, where the text says that these do"
        raise NotRead(node.over.last.span, why)


def _one_end(last: Name, env: Env) -> None:
    """NotRead: sums over one alphabet end at n and at m. Is one of them a part?"""
    key = whole_key(last)
    alphabets = env.notation.alphabets
    others = [
        p[1]
        for p in alphabets.parents
        if p[0] == "size" and p[1] != key and alphabets.same(p, size(key))
    ]
    if others:
        ends = " and at ".join(k.latex() for k in sorted([key, *others]))
        raise NotRead(last.span, f"sums over one alphabet end at {ends}: say which is its size")


def _bound(ref: Ref, over: Over, env: Env) -> Scoped:
    if isinstance(over.last, Num):
        if env.notation.alphabets.find(letter(ref.base)) in env.members:
            return Running(ref.base)  # told by where it stands
        if not env.members or ref.base.base not in INDICES:
            raise NotRead(over.span, _HOW_MANY)
        return Running(ref.base)
    if over.first is not None and not (isinstance(over.first, Num) and over.first.value == 1):
        raise NotRead(over.span, "a sum that does not start at 1 is not read")
    if over.last is not None and not isinstance(over.last, Name):
        raise NotRead(over.span, "a sum to more than a name is not read")
    if over.domain is not None:
        return _in_domain(ref, over, env)
    if isinstance(over.last, Name):
        _one_end(over.last, env)
    if ref.base.base in INDICES and not env.notation.alphabets.known(letter(ref.base)):
        counted = size(whole_key(over.last)) if isinstance(over.last, Name) else None
        return Running(ref.base, last=counted)
    return env.fresh(ref, letter(ref.base))


_HOW_MANY = "a sum to a number: how many letters are there?"


def _runs_whole(over: Over, letter: Alphabet) -> bool:
    """Whether Σ_{i=1}^4 has a term for each of the letters, which are known."""
    ends = [n.value if isinstance(n, Num) else None for n in (over.first, over.last)]
    first, last = ends
    if first not in (0, 1) or last is None or not letter.called:
        return False
    return last - (first or 0) + 1 == len(letter.letters)


def _in_domain(ref: Ref, over: Over, env: Env) -> Scoped:
    """Σ_{x∈X}: over its alphabet; X has to be that, and no part of it."""
    if not isinstance(over.domain, Name):
        raise NotRead(over.span, "a sum over a set that is written out is not read")
    key = whole_key(over.domain)
    if is_macro(key.base) and not key.accents:
        env.suppose(f"{key.latex()} is all that {ref.plain()} may be")
    if key in env.notation.subsets:
        return env.fresh(ref, letter(env.notation.subsets[key]))
    if ref.base.base in INDICES and not env.notation.alphabets.known(domain(key)):
        return Running(ref.base)  # told by where it stands
    return env.fresh(ref, domain(key))


def _settled(found: Scoped, ref: Ref, node: Big, env: Env) -> Alphabet:
    """The letter, once its body has said over what it runs."""
    if isinstance(found, Alphabet):
        return found
    last = node.over.last
    if isinstance(last, Num) and (found.over is None or not _runs_whole(node.over, found.over)):
        raise NotRead(node.over.span, _HOW_MANY)
    if found.over is not None:
        return found.over
    if isinstance(last, Name) and env.notation.alphabets.known(size(whole_key(last))):
        where = size(whole_key(last))
        root = env.notation.alphabets.find(where)
        return env.make(env.names.index(ref, root, env.paired), where)
    raise NotRead(node.span, f"the sum over {ref.plain()}: over what does it run?")


def _where(over: Over, env: Env) -> Expr:
    """Conditions under the sum, as a factor of 0 or 1."""
    out: Expr = Integer(1)
    for event in over.where:
        out = out * condition(event, env)
    key = whole_key(over.domain) if isinstance(over.domain, Name) else None
    if key is not None and key in env.notation.subsets:
        for name in over.letters:
            ref = ref_of(name, env.notation.uses.bound)
            if ref is not None:
                out = out * sets.member(key, env.letter(ref, None, over.span), env, over.span)
    return out


def condition(event: Event, env: Env) -> Expr:
    """1 where it holds, else 0."""
    one, other = (ref_of(n, env.notation.uses.bound) for n in (event.lhs, event.rhs))
    if event.rel in ("!=", "=") and one is not None and other is not None:
        known = env.scope.get(replace(one, variable=False))
        if not isinstance(known, Alphabet) and not (isinstance(known, Running) and known.over):
            one, other = other, one
        a = env.letter(one, None, event.span)
        b = env.letter(other, letter_place(a, env), event.span)
        return Delta(a, b) if event.rel == "=" else 1 - Delta(a, b)
    if event.rel == "in" and one is not None and isinstance(event.rhs, Name):
        where = env.letter(replace(one, variable=False), None, event.span)
        return sets.member(whole_key(event.rhs), where, env, event.span)
    if event.rel in (">", "!=") and isinstance(event.rhs, Num) and event.rhs.value == 0:
        value = terms.term(event.lhs, env)
        if event.rel == "!=" or isinstance(value, (LawValue, ConditionalValue)):
            return Indicator(value)
    raise NotRead(event.span, "this condition under a sum is not read")


def letter_place(a: Alphabet, env: Env) -> Place | None:
    """The place that an alphabet's name was made for."""
    return env.names.place(a._stem)
