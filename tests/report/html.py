"""Links, identifiers and words of a page, as the standard library's parser sees them."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

VOID = {"meta", "link", "input", "br"}


class Page(HTMLParser):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.links, self.ids, self.tags, self.words, self.open = [], [], [], [], []
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append((tag, found))
        self.links += [v for k, v in attributes if k in ("href", "src", "action") and v]
        self.ids += [v for k, v in attributes if k == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, (self.path, tag, self.getpos())

    def handle_data(self, data):
        self.words.append(data)


def broken_links(site: Path) -> list[tuple[str, str]]:
    """Links that lead nowhere, or out of the site."""
    pages = {p.resolve(): Page(p) for p in site.rglob("*.html")}
    wrong = []
    for path, page in pages.items():
        assert not page.open, (path, page.open)
        for link in page.links:
            if link == "data:,":  # no icon
                continue
            file, _, anchor = unquote(link).partition("#")
            target = (path.parent / file).resolve() if file else path
            inside = "://" not in link and target.is_relative_to(site.resolve())
            if not inside or not target.is_file() or (anchor and anchor not in pages[target].ids):
                wrong.append((path.name, link))
    return wrong
