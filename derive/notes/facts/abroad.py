"""What other languages than English say before a display: if, suppose, let. Chinese and Japanese
have no blanks between words."""

from __future__ import annotations

import re

_END = r"[,:，：、]?$"

CASE = re.compile(
    rf"(?:(?:若且唯若|当且仅当|當且僅當|如果|假如|倘若|只要|若|当|當)(?:有|滿足|满足)?"
    rf"|\b(?:si et seulement si|genau dann,? wenn|si y s[oó]lo si|se e solo se|"
    rf"quand|lorsque|wenn|falls|cuando|quando|si|se)){_END}"
)
SUPPOSED = re.compile(
    rf"(?:(?:假设|假設|假定|前提是|约束条件[为是]?|約束條件[為是]?)(?:有)?"
    rf"|\b(?:supposons|supposant|en supposant|angenommen|unter der (?:annahme|bedingung)|"
    rf"supongamos|suponiendo)(?: que|,? dass)?){_END}"
)
STANDING = re.compile(rf"(?:(?:令|(?<!假)[设設]|记|記)|\b(?:soit|soient|sei|seien|sea|sean)){_END}")
SETS = re.compile(
    rf"(?:(?:令|(?<!假)[设設]|记|記|定义|定義|取)(?:为|為)?"
    rf"|\b(?:posons|on pose|soit|setze|setzen wir|sei|sea|definimos)){_END}"
)
"""Before a display that gives a name a meaning, whatever it had."""

BOTH_WAYS = re.compile(
    r"若且唯若|当且仅当|當且僅當|si et seulement si|genau dann|s[oó]lo si|solo se"
)
EQUALITY_BEHIND = re.compile(
    r"[时時]?[,，]?(?:取(?:到)?等号|取=号|等号成立|等號成立|取等)|equality\b"
)
"""Behind a display that says when equality holds."""
