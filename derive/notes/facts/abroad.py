"""What other languages than English say before a display: if, suppose, let. Chinese and Japanese
have no blanks between words."""

from __future__ import annotations

import re

from derive.notes.facts.sentences import SLOT

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

_NOUN = "(?:随机变量|隨機變量|变量|變量|信源|信道|输入端?|輸入端?|输出端?|輸出端?|噪声|噪聲)*"
INDEPENDENT = re.compile(
    rf"(?P<s>{SLOT}(?: ?(?:[,，、]|与|與|和|及|跟|以及) ?{_NOUN} ?{SLOT})*) ?"
    r"(?:之间|之間|间|間|二者|两者|是|为|為|都|均|完全|统计|統計|相互|互相|彼此|\s)*独立"
    r"(?!同分布|地|于|於|性|分量)"
)
"""X 与 Y 相互独立."""
RESTRICTED = re.compile(
    r"不|未|非(?!负)|无法|是否|给定|給定|条件|條件|已知|近似|渐近|漸近|几乎|幾乎|两两|兩兩|某|误差|差|"
    r"如何|吗|嗎|[?？]|除|只有|仅|趋|认为|假如没有|证明"
)
"""Words with which a sentence says less of independence, or something else."""
