"""Notes as they stand: Markdown, LaTeX, notebooks and HTML, checked line by line.

    file ─find→ blocks ─rows→ chains ─parse→ trees ─resolve→ kinds ─elaborate→ terms ─decide→ said
                  └──────facts────────────────────────┘

Nothing is misread silently: a stage returns a value or `NotRead` with the reason and what to write.
No reading is chosen because it makes a step true; each assumption is shown with its line.
"""
