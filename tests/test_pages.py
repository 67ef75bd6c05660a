"""Every page that formcheck writes, in every language, on a desk, a tablet, a phone and on paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browsing import DESK, PHONE, TABLET, Pages, needed, show
from pages import IN_FOLDER, MADE
from test_languages import english_words, shown

pytestmark = [pytest.mark.browser, pytest.mark.clip, needed]
GRAVE = ("serious", "critical")
SIZES = [(DESK, "light"), (TABLET, "light"), (PHONE, "dark")]
PAPER = 688  # pixels: A4 without the margins of the page
WIDTH_OF_ALL = "return document.documentElement.scrollWidth"
EDGES = """return [...document.querySelectorAll("main *")].map((e) => e.getBoundingClientRect())
  .filter((r) => r.width > 2 && r.height > 2).map((r) => [r.left, r.right])"""
CUT = """return [...document.querySelectorAll("main *")].filter((e) => e.clientWidth > 2
  && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible").map((e) => e.outerHTML)"""

BESIDE = """const main = document.querySelector("main"), right = (e) => e.getBoundingClientRect().right;
const edge = right(main) - (parseFloat(getComputedStyle(main).paddingRight) || 0) + 1;
return [...main.querySelectorAll("table, figure, .card")].filter((e) => right(e) > edge).map((e) => e.outerHTML)"""


def wrong(browser: Any, page: Path, width: int, scheme: str) -> list[object]:
    """What a person would stumble over: noise, words beside the page or cut off, and what cannot be read by all."""
    from axe_core_python.selenium import Axe

    loaded = show(browser, page, width, scheme)
    found: list[object] = [*loaded, *(entry["message"] for entry in browser.get_log("browser"))]
    if (wide := browser.execute_script(WIDTH_OF_ALL)) > width:
        found.append(f"{wide} pixels wide")
    found += [html[:200] for cut_or_beside in (CUT, BESIDE) for html in browser.execute_script(cut_or_beside)]
    violations = Axe().run(browser)["violations"]
    found += [(v["id"], v["nodes"][0]["html"][:300]) for v in violations if v["impact"] in GRAVE]
    if not browser.execute_script("return [...document.images].every(i => i.complete && i.naturalWidth > 100)"):
        found.append("a picture does not load")
    return found


def beyond_the_paper(browser: Any, page: Path) -> list[list[float]]:
    """Elements at the very edge of the paper, or beyond, whose border would be cut."""
    show(browser, page, PAPER)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        edges = browser.execute_script(EDGES)
        assert len(edges) > 3
        return [e for e in edges if e[0] < 1 or e[1] > PAPER - 1]
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_a_page_is_quiet_fits_and_can_be_read_by_all(
    kind: str, width: int, scheme: str, pages: Pages, browser: Any
) -> None:
    assert wrong(browser, pages[kind], width, scheme) == []


@pytest.mark.parametrize("kind", [k for k in MADE if k != "notebook"])
def test_nothing_reaches_the_edge_of_the_paper(kind: str, pages: Pages, browser: Any) -> None:
    assert beyond_the_paper(browser, pages[kind]) == []


@pytest.mark.parametrize("kind", [*MADE, IN_FOLDER])
def test_it_is_so_in_german_too(kind: str, pages: Pages, browser: Any) -> None:
    """Longer words, and none of them in English."""
    folder = pages.within("de")
    for page in sorted((folder / kind).iterdir()) if kind == IN_FOLDER else [folder / f"{kind}.html"]:
        assert wrong(browser, page, PHONE, "light") == []
        assert wrong(browser, page, TABLET, "dark") == []
        assert kind == "notebook" or beyond_the_paper(browser, page) == []
        text = page.read_text("utf-8")
        assert re.match(r'<!doctype html>\s*<html lang="de"', text)
        assert english_words(shown(page)) == set()
