"""Rocq terms read back as the JSON they were written from: written for the tests alone."""

import re

TOKEN = re.compile(r"\s*([A-Za-z]+|-?\d+(?:%nat)?|[()\[\];,#])")
# What the fields of each constructor are: see the letters in `_field`.
FIELDS = {
    "Index": "ss", "Const": "q", "LawTerm": "sA", "Quantity": "sx", "Card": "s", "Delta": "xx",
    "Add": "x", "Mul": "x", "Pow": "xi", "Log": "x", "Exp": "x", "Nonzero": "x", "Sum": "xx",
    "Tangent": "xxx", "Nonneg": "xx", "Gap": "xxx", "Square": "xxx", "Positive": "xx",
    "Part": "xxxxx", "Given": "sxxx", "Known": "kxxx", "Information": "sSSSx",
    "Linear": "xNx", "Rewrite": "xnxxo", "Vanishing": "xnx",
    "Context": "DDxxS", "LawDecl": "PP", "QuantityDecl": "Sw", "Support": "sxx", "Hyp": "swx",
    "Put": "xx", "Substitution": "EDD",
    "Certificate": "xx", "Row": "nxx", "Prove": "x", "Antisymmetric": "kk", "ByEquations": "x",
    "WithEquality": "kxxx", "Instance": "kx", "Scalar": "Qx", "Cite": "s", "Admit": "s",
}  # fmt: skip
WORDS = {
    "AnySign": "real", "SignNonneg": "nonneg", "SignPos": "pos", "SignUnit": "unit",
    "AtLeastZero": ">=", "IsZero": "=", "None": None,
    "REq": "=", "RLe": "<=", "RGe": ">=", "RLt": "<", "RGt": ">",
}  # fmt: skip
RULES = {
    "Prove": "prove", "Antisymmetric": "antisymmetric", "ByEquations": "by_equations",
    "WithEquality": "with_equality", "Instance": "instance", "Scalar": "scalar",
    "Cite": "cite", "Admit": "admit",
}  # fmt: skip


def theorems(text, names):
    """The theorems of the certificate that is written as `text`, as `derive.store` has them."""
    *lets, text = text.split(" in\n")
    known = {}
    for line in lets:
        name, said = line.removeprefix("let ").split(" := ")
        assert name not in known
        known[name] = re.sub(r"\bt\d+\b", lambda m: known[m[0]], said)
    text = re.sub(r"\bt\d+\b", lambda m: known[m[0]], text)
    tokens = TOKEN.findall(text)
    assert "".join(tokens) == re.sub(r"\s", "", text)
    (_, contexts, rows), end = _call(tokens, 0, True)
    assert end == len(tokens)
    back = Back(names)
    return [back.row(r, contexts) for r in rows]


def _call(tokens, at, inside=False):
    """A constructor with all arguments that follow, up to a closing sign."""
    made = [tokens[at]]
    at += 1
    while at < len(tokens) and tokens[at] not in ")];,":
        value, at = _value(tokens, at)
        made.append(value)
    return made, at


def _value(tokens, at):
    match tokens[at]:
        case "[":
            parts, at = [], at + 1
            while tokens[at] != "]":
                value, at = (_call if tokens[at][0].isalpha() else _value)(tokens, at)
                parts.append(value)
                at += tokens[at] == ";"
            return parts, at + 1
        case "(" if tokens[at + 1][0].isalpha():
            value, at = _call(tokens, at + 1)
            if tokens[at] == ")":
                return value, at + 1
            parts = [value]
        case "(":
            value, at = _value(tokens, at + 1)
            if tokens[at] == "#":
                return ["Fraction", value, int(tokens[at + 1])], at + 3
            parts = [value]
        case word if word[0].isalpha():
            return [word], at + 1
        case number:
            return int(number.removesuffix("%nat")), at + 1
    while tokens[at] == ",":
        value, at = _value(tokens, at + 1)
        parts.append(value)
    assert tokens[at] == ")"
    return (parts[0] if len(parts) == 1 else tuple(parts)), at + 1


class Back:
    """Turns what was read into nodes of the JSON, by the table above."""

    def __init__(self, names):
        self.names = names

    def row(self, row, contexts):
        _, context, statement, (rule, *given) = row
        fields = [self.field(c, v) for c, v in zip(FIELDS[rule], given, strict=True)]
        said = self.statement(statement)
        if rule == "Prove":
            fields = fields[0][1:]
        if rule == "ByEquations":
            fields = [said, *fields]
        return {
            "rule": RULES[rule],
            "context": self.node(contexts[context]),
            "statement": said,
            "given": fields,
        }

    def statement(self, said):
        lhs, (rel,), rhs = said[1:] if said[0] == "Statement" else said
        return ["Statement", self.node(lhs), WORDS[rel], self.node(rhs)]

    def node(self, value):
        if isinstance(value, tuple) or (isinstance(value, list) and not _is_call(value)):
            return value if value[:1] == ["Fraction"] else ["tuple", *map(self.node, value)]
        kind, *rest = value
        fields = [self.field(c, v) for c, v in zip(FIELDS[kind], rest, strict=True)]
        if kind == "Part":
            fields[2:4] = [["Sum", *fields[2:4]]]
        if kind == "Context" and fields[-1] == ["tuple"]:
            fields.pop()
        return [{"Hyp": "Hypothesis"}.get(kind, kind), *fields]

    def field(self, code, value):
        name = self.name
        match code:
            case "s":
                return name(value)
            case "q" | "i" | "n":
                return value
            case "k":
                return ["Theorem", value]
            case "o":
                return None if value == ["None"] else value[1]
            case "w":
                return WORDS[value[0]]
            case "S":
                return ["tuple", *map(name, value)]
            case "Q":
                return ["tuple", *value]
            case "A":
                return ["tuple", *(["tuple", name(v), self.node(i)] for v, i in value)]
            case "P":
                return ["tuple", *(["tuple", name(v), name(a)] for v, a in value)]
            case "D":
                return ["dict", *(["tuple", name(v), self.node(d)] for v, d in value)]
            case "E":
                return ["dict", *(["tuple", name(v), self.field("S", a)] for v, a in value)]
            case "N":
                return ["tuple", *(["tuple", n, self.node(r), self.node(m)] for n, r, m in value)]
        return self.node(value)

    def name(self, number):
        return self.names[number - 1]


def _is_call(value):
    return bool(value) and isinstance(value[0], str)
