"""The colours of verdicts in a terminal."""

STYLE = {
    "proved": "green",
    "cited": "cyan",
    "refuted": "bold red",
    "ill-posed": "bold magenta",
    "open": "bold yellow",
    "error": "bold red",
}
