"""Trees and facts to steps of derive's language, with each reading that the notes leave open."""

from __future__ import annotations

from derive.notes.elaborate.document import Elaboration, Read, elaborated

__all__ = ["Elaboration", "Read", "elaborated"]
