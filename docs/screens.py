"""Draws every screen of the live window and every page on sheets, to be looked at, in the language of the environment.

`LANGUAGE=de python docs/screens.py FOLDER` writes all of them, `… FOLDER rest history` only those. The screens, with
their longest texts, are in live_scenes.py, the pages in tests/pages.py. Pages need Chromium, its chromedriver, and
pdftoppm for how they print. What the pose model sees in a clip is kept in FOLDER/seen.
"""

from __future__ import annotations

import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator, Sequence
from itertools import count
from math import ceil
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from live_scenes import screens
from text_heights import drawn

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from browsing import CHROMIUM, DRIVER, QUIETLY
from clips import Picture, sample
from pages import MADE, make
from seen import Seen

from formcheck.messages import LANGUAGE

SHEET = 1340, 868  # pixels
GAP = 6
EDGE = (150, 120, 200)  # between pictures, so that it shows where one of them ends
TALL = 480, 640  # with a tall camera
BOARDS = ((1920, 1080), (640, 480)), ((1280, 720), TALL, (1080, 1920))
CAMERA, UPRIGHT = ("calf-raise-side-knee-bend", (640, 480)), ("wall-angel-front-short-portrait", (480, 640))
MID_REP_S = 2.0  # into the clip
WIDTHS = 390, 800, 1280  # of the browser
LEAST = 0.58  # pages are shown as small, and can still be read
DPI = 56


def camera_picture(name: str, size: tuple[int, int]) -> Picture:
    """A picture of a sample in a camera's size."""
    clip = cv2.VideoCapture(str(sample(name)))
    clip.set(cv2.CAP_PROP_POS_MSEC, 1000 * MID_REP_S)
    ok, bgr = clip.read()
    assert ok, f"{name} has no picture there"
    return np.asarray(cv2.cvtColor(cv2.resize(bgr, size), cv2.COLOR_BGR2RGB), np.uint8)


def in_rows(rows: Sequence[Sequence[Picture]]) -> Picture:
    """A sheet: all pictures of a row equally high."""
    high = (SHEET[1] - GAP * (len(rows) - 1)) // len(rows)
    lines = [beside([scaled(p, high / p.shape[0]) for p in row]) for row in rows]
    wide = max(line.shape[1] for line in lines)
    return np.concatenate(
        [np.pad(line, ((0, GAP), (0, wide - line.shape[1]), (0, 0)), constant_values=90) for line in lines]
    )


def beside(pictures: Sequence[Picture]) -> Picture:
    high = max(p.shape[0] for p in pictures)
    line = np.full((high, GAP, 3), EDGE, np.uint8)
    tall = [np.pad(p, ((0, high - p.shape[0]), (0, 0), (0, 0)), constant_values=90) for p in pictures]
    return np.concatenate([part for p in tall for part in (p, line)], axis=1)


def scaled(p: Picture, by: float) -> Picture:
    size = max(1, round(p.shape[1] * by)), max(1, round(p.shape[0] * by))
    return np.asarray(cv2.resize(p, size, interpolation=cv2.INTER_AREA), np.uint8)


def live_sheets(wanted: Sequence[str]) -> Iterator[tuple[str, Picture]]:
    """A sheet for each screen: wide boards for a wide camera, tall ones for both."""
    wide, tall = camera_picture(*CAMERA), camera_picture(*UPRIGHT)
    for name, screen in screens().items():
        if not wanted or name in wanted:
            cameras = {size: tall if size == TALL else wide for row in BOARDS for size in row}
            yield name, in_rows([[drawn(screen, size, cameras[size]).picture for size in row] for row in BOARDS])


def page_sheets(name: str, page: Path, browser: Any) -> Iterator[tuple[str, Picture]]:
    """A page at every width, folded into columns; and as it prints."""
    for width in WIDTHS:
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 400}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get(page.as_uri())
        shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "format": "png"})
        for i, sheet in enumerate(folded(decoded(b64decode(shot["data"]))), 1):
            yield f"{name} {width} {i}", sheet
            if width == WIDTHS[-1]:
                break  # the same column of text, in more room
    pdf = page.with_suffix(".pdf")
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True,
                                                          "paperWidth": 8.27, "paperHeight": 11.69})  # fmt: skip
    pdf.write_bytes(b64decode(printed["data"]))
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", pdf, pdf.with_suffix("")], check=True)
    papers = [decoded(p.read_bytes()) for p in sorted(page.parent.glob(f"{page.stem}-*.png"))]
    for i in range(0, len(papers), 3):
        yield f"{name} paper {i // 3 + 1}", beside(papers[i : i + 3])


def decoded(png: bytes) -> Picture:
    bgr = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)


def folded(page: Picture) -> Iterator[Picture]:
    """Sheets with a long page in columns."""
    small = scaled(page, LEAST)
    high, wide = small.shape[:2]
    columns = max(1, SHEET[0] // (wide + GAP))
    parts = [small[y : y + SHEET[1]] for y in range(0, high, SHEET[1])]
    for i in range(ceil(len(parts) / columns)):
        yield beside(parts[columns * i : columns * (i + 1)])


def main(folder: Path, wanted: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    number = count(1)

    def keep(name: str, sheet: Picture) -> None:
        path = folder / f"{LANGUAGE}-{next(number):03d}-{name.replace(' ', '-').replace(',', '')}.png"
        cv2.imwrite(str(path), cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR))

    for name, sheet in live_sheets(wanted):
        keep(name, sheet)
    kinds = [kind for kind in MADE if not wanted or kind in wanted]
    if not kinds:
        return
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for argument in QUIETLY:
        options.add_argument(argument)
    made = folder / f"pages-{LANGUAGE}"
    made.mkdir(exist_ok=True)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    for kind in kinds:
        for name, sheet in page_sheets(kind, make(kind, made, Seen(folder / "seen")), browser):
            keep(name, sheet)
    browser.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
