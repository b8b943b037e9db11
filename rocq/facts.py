"""Facts beside the kernel as files for a user of Rocq: by what rule they follow, from what.

The text of a fact holds certificates, and says in kernel's terms what the rule is about. The file
has each certificate as a lemma, and from these the fact by the rule's theorem in `Facts.v`.
"""

from __future__ import annotations

import json
from typing import Final

from rocq.export import head, identifier
from rocq.growth import growth
from rocq.induction import induction
from rocq.optimisers import optimisers
from rocq.translate import Malformed

FORMAT: Final = "derive fact 1"
_HEAD_END: Final = """From Coq Require Import Lra.
From Derive Require Import Facts.
Import ListNotations."""


def certificates_of(text: str) -> list[str]:
    """The certificates that a fact rests on.

    Raises:
        Malformed: the text is no fact.
    """
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise Malformed(f"not a {FORMAT!r}")
        steps = data["steps"]
        return [json.dumps(c, ensure_ascii=False) for step in steps for c in step["certificates"]]
    except (KeyError, TypeError, ValueError) as why:
        raise Malformed(f"no fact: {why}") from why


def exported_fact(text: str) -> str:
    """The file's text, for a fact.

    Raises:
        Malformed: it is none.
        NotShown: it has no words.
    """
    certificates_of(text)
    data = json.loads(text)
    name = identifier(str(data["name"]))
    kind = _RULES.get(data["rule"])
    if kind is None:
        raise Malformed(f"no rule of facts: {str(data['rule'])[:40]!r}")
    files, lines = kind(data["steps"], name)
    begun = head(data, *files).replace("Import ListNotations.", _HEAD_END)
    return begun + "\n".join(lines) + f"\n\nPrint Assumptions {name}.\n"


_RULES: Final = {"optimisers": optimisers, "induction": induction, "growth": growth}
