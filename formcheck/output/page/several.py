"""One page for several sets: their reports one below the other, what all of them share once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from markupsafe import Markup

from formcheck.messages import _
from formcheck.output.page.render import filled

CONTENT = re.compile(r"<main>(.*)</main>(.*)</body>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)( · formcheck)?</title>", re.DOTALL)
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
ABOUT = re.compile(r'<section class="about">.*?</section>\s*<footer>.*?</footer>', re.DOTALL)
POLICY = re.compile(r"script-src (.*?); base-uri")
SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)
NAMES = re.compile(r'(\bid="|url\(#|href="#|aria-(?:labelledby|describedby)=")([\w-]+)')


def together(pages: Sequence[str]) -> str:
    """The reports of the sets of one clip as one report; one page is left as it is, of none there is none."""
    if len(pages) < 2:
        return "".join(pages)
    found = [m for page in pages if (m := CONTENT.search(page))]
    titles = [unescape(m[1]) for page in pages if (m := TITLE.search(page))]
    about = ABOUT.search(found[-1][1])
    policies = [allowed for page in pages if (m := POLICY.search(page)) and (allowed := unescape(m[1])) != "'none'"]
    scripts = [m[0] for f in found if (m := SCRIPT.search(f[2]))]
    return filled(
        "several",
        script_src=Markup(policies[0] if policies else "'none'"),
        style=Markup(_all_styles(pages)),
        sets=[
            {"number": i, "title": title, "content": Markup(_own_names(ABOUT.sub("", f[1]) + SCRIPT.sub("", f[2]), i))}
            for i, (title, f) in enumerate(zip(titles, found, strict=True), 1)
        ],
        heading=_("{n} sets in this clip").format(n=len(pages)),
        about=Markup(about[0] if about else ""),
        script=Markup(scripts[0] if scripts else ""),
    )


def _all_styles(pages: Sequence[str]) -> str:
    """The style of the page; all reports have the same."""
    style = STYLE.search(pages[0])
    return style[1] if style else ""


def _own_names(content: str, number: int) -> str:
    """The names of its elements are its own, so that a page can hold several."""
    return NAMES.sub(rf"\g<1>\g<2>-{number}", content)
