"""Pictures of the ideas of information theory, from computed data; needs the extra `figures`."""

from derive.figures.catalogue import FIGURES, Picture

__all__ = ["FIGURES", "Picture"]
