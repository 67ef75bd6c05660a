"""No page of the documentation loads anything from elsewhere: `python .ci/site.py FOLDER`."""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

LOADS = {
    "src",
    "srcset",
    "poster",
    "data",
}  # of any element; a link's href is loaded too, an anchor's only when clicked
ELSEWHERE = re.compile(r"^\s*(https?:)?//", re.IGNORECASE)
OF_CSS = re.compile(r"(?:url\(|@import)\s*[\"']?\s*((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)


class Page(HTMLParser):
    """Collects the addresses elsewhere that a browser loads with a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if (name in LOADS or (tag, name) == ("link", "href")) and ELSEWHERE.match(value or ""):
                self.found.append(f"<{tag} {name}={value}>")
            elif name == "style":
                self.found += OF_CSS.findall(value or "")


def loaded(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    if path.suffix == ".css":
        return OF_CSS.findall(text)
    page = Page()
    page.feed(text)
    inside = "".join(re.findall(r"<style.*?</style>", text, re.DOTALL))
    return page.found + OF_CSS.findall(inside)


def main(folder: Path) -> None:
    pages = [*folder.rglob("*.html"), *folder.rglob("*.css")]
    wrong = [f"{p.relative_to(folder)} loads {x}" for p in pages for x in loaded(p)]
    if wrong or not pages:
        sys.exit("\n".join(wrong) or f"no page in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
