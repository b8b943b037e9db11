"""Reports as LaTeX for notes: fragments, whole documents, and lines broken where people would."""
