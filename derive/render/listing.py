"""Names, titles and files of derivations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from derive.render.wrap import wrap


def listing(found: Sequence[tuple[str, str, str]], width: int) -> Iterator[Text]:
    """One line for each (name, title, file), in columns; the title below the name if narrow."""
    sizes = [max([0, *(cell_len(item[k]) for item in found)]) for k in range(3)]
    if sum(sizes) + 4 <= width:
        for name, title, file in found:
            left = name + " " * (sizes[0] - cell_len(name) + 2)
            yield Text.assemble((left, "bold"), title.ljust(sizes[1] + 2), (file, "dim"))
        return
    for name, title, file in found:
        yield Text.assemble((name, "bold"), "  ", (file, "dim"), overflow="fold")
        yield Text("\n".join("    " + line for line in wrap(title, width - 4, 2)))
