"""The report, the pages of progress and the video as a person opens them: in Chromium, on a desk and on a phone."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import clips
import numpy as np
import pytest
from conftest import Done, Judged, main
from seen import Seen
from sets import a_set, faulty

from formcheck.history.store import keep

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs Chromium and its chromedriver"),
]
QUIETLY = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip
DESK, TABLET, PHONE = 1280, 800, 360
GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for argument in (*QUIETLY, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("no_proxy", "localhost,127.0.0.1")  # the driver is here, whatever lies between here and the world
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
        driver.set_script_timeout(30)
        yield driver
        driver.quit()


@pytest.fixture(scope="module")
def written(seen: Seen, two_reps: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A faulty set with pictures, and its video, in a folder."""
    folder = tmp_path_factory.mktemp("written")
    clip = two_reps("calf-raise-side-knee-bend")
    page, film = folder / "faulty.html", folder / "faulty.mp4"
    with seen.once():
        assert main("analyze", clip, "-e", "calf-raise", "-q", "--html", page, "--video", film) == 0
    return folder


@pytest.fixture(scope="module")
def pages(written: Path, judged: Callable[..., Judged]) -> dict[str, Path]:
    """A page of every kind: with pictures, without ranges, without repetitions, with both sides and attempts."""
    made = {"faulty": written / "faulty.html"}
    for name, exercise in (
        ("wall-angel-side", "wall-angel"), ("single-leg-rdl-side-two-feet", "single-leg-rdl"),
        ("calf-raise-single-oblique-change-of-side", "calf-raise"),
    ):  # fmt: skip
        made[name] = written / f"{name}.html"
        done = judged(clips.sample(name), exercise)
        assert main("analyze", done.recording, "-e", exercise, "-q", "--html", made[name]) == 0
    return made | pages_of_progress(written, done.recording) | pages_with_both_sides(written, done)


def pages_with_both_sides(folder: Path, done: Judged) -> dict[str, Path]:
    """A clip of both sides, judged by its landmarks and shown with its pictures: left beside right, as page and as
    video; and its report with a fault of tempo in a left repetition."""
    from formcheck import judge, open_source
    from formcheck.capture.stills import stills
    from formcheck.history.performance import of_result
    from formcheck.history.side_by_side import left_and_right
    from formcheck.output.drawing import side_by_side
    from formcheck.output.halves import JudgedClip, half_of
    from formcheck.output.landmark_log import LandmarkLog
    from formcheck.output.mean_rep import course
    from formcheck.output.page.compare import compare_page
    from formcheck.output.page.phase_pictures import phase_pictures
    from formcheck.output.page.report import report
    from formcheck.output.page.report_head import SetNotes

    take = LandmarkLog()
    with open_source(done.recording) as source:
        r = judge(source, done.exercise, watchers=[take])
    clip = JudgedClip(r, take, done.clip)
    left, right = half_of(clip, "left"), half_of(clip, "right", mirrored=True)
    pair = left_and_right(of_result(r), r)
    assert pair and left and right
    places = {name: folder / f"{name}.html" for name in ("sides", "hurried")}
    courses = [(course(take, r, "left"), course(take, r, "right"))]
    pictures = [phase_pictures(left, right, blur_face=True)]
    page = compare_page([pair], ("left", "right"), courses, [({}, {})], pictures, mirrored=True)
    places["sides"].write_text(page, "utf-8")
    one_each = (replace(left, reps=left.reps[:1]), replace(right, reps=right.reps[:1]))
    side_by_side.write(folder / "sides.mp4", [one_each], ("left", "right"), blur_face=False)
    first = left.reps[0]
    told = {"unit": "s", "value": 0.4, "limit": 0.7, "asked": 2.0, "at_s": (first.top_end_s + first.end_s) / 2}
    hurried = faulty(r, "drop", [first.index], **told)
    page = report(hurried, take, lambda times: stills(done.clip, times), SetNotes("2026-03-01", "Ada", "a note"))
    places["hurried"].write_text(page, "utf-8")
    take.close()
    return places


def pages_of_progress(folder: Path, clip: Path) -> dict[str, Path]:
    """Weeks of sets of several kinds, with a change of view; a clip beside itself, and two stored sets."""
    db, history, curves, sets = folder / "history.db", *(folder / f"{n}.html" for n in ("history", "curves", "sets"))
    start = datetime(2026, 1, 5, 18, tzinfo=UTC)
    for i in range(8):
        for one in (
            a_set("wall-angel", view="front" if i < 6 else "oblique", range_=50 + 5 * i, symmetry=(60.0, 50.0), seed=i),
            a_set("clamshell", view="front", sides=("left", "right"), by_side={"left": 40, "right": 20}, seed=i),
        ):
            keep(one, person="<i>Ada</i>", when=start + timedelta(weeks=i), db=db)
    assert main("history", "--db", db, "--html", history) == 0
    assert main("compare", clip, clip, "-e", "calf-raise", "-q", "--html", curves) == 0
    assert main("compare", 2, 16, "--db", db, "-q", "--html", sets) == 0
    return {"history": history, "curves": curves, "sets": sets}


def show(browser: Any, page: Path, width: int, scheme: str = "light") -> list[str]:
    """Open a page; returns the addresses that it asked for, its own left out."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width == PHONE}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    media = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(page.as_uri())
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert page.as_uri() in asked
    return [url for url in asked if url != page.as_uri() and not url.startswith("data:")]


KINDS = ("faulty", "wall-angel-side", "single-leg-rdl-side-two-feet", "calf-raise-single-oblique-change-of-side")
PROGRESS = ("history", "curves", "sets")
PICTURES = ("sides", "hurried")


@pytest.mark.parametrize("kind", KINDS + PROGRESS + PICTURES)
@pytest.mark.parametrize(("width", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_a_page_is_quiet_fits_and_can_be_read_by_all(
    kind: str, width: int, scheme: str, pages: dict[str, Path], browser: Any
) -> None:
    from axe_core_python.selenium import Axe

    assert show(browser, pages[kind], width, scheme) == []
    assert [entry["message"] for entry in browser.get_log("browser")] == []
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    found = Axe().run(browser)["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in GRAVE] == []
    assert browser.execute_script("return [...document.images].every(i => i.complete && i.naturalWidth > 100)")


def test_no_page_scrolls_sideways_on_a_tablet(pages: dict[str, Path], browser: Any) -> None:
    for page in pages.values():
        show(browser, page, TABLET)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= TABLET, page.name


def test_a_repetition_is_three_lines_on_a_phone(pages: dict[str, Path], browser: Any) -> None:
    show(browser, pages["hurried"], PHONE)
    tops = browser.execute_script(
        """return [...document.querySelectorAll("table.reps tbody tr")].map((row) => {
          const bottoms = [...row.cells].filter((c) => c.getBoundingClientRect().width)
            .map((c) => c.getBoundingClientRect().bottom);
          return bottoms.filter((y, i) => bottoms.findIndex((z) => Math.abs(y - z) < 12) === i).length; })"""
    )
    assert len(tops) == 4
    assert max(tops) <= 3


def test_a_hurried_phase_is_a_strip_beside_one_that_was_not(pages: dict[str, Path], browser: Any) -> None:
    show(browser, pages["hurried"], DESK)
    strips = browser.find_elements("css selector", "figure.strip")
    assert [s.get_attribute("class") for s in strips] == ["strip broken", "strip kept"]
    assert [len(s.find_elements("css selector", ".still img")) for s in strips] == [6, 6]
    labels = [[x.text for x in s.find_elements("css selector", "small")] for s in strips]
    assert labels[0] == labels[1]
    assert labels[0][0] == "0.0 s"
    assert not browser.find_elements("css selector", ".pair")


def test_left_lies_beside_right_at_the_same_phase(pages: dict[str, Path], browser: Any) -> None:
    show(browser, pages["sides"], PHONE)
    phases = browser.find_elements("css selector", ".phases figure")
    assert [p.find_element("tag name", "figcaption").text for p in phases] == [
        "start", "halfway up", "top", "halfway down",
    ]  # fmt: skip
    for p in phases:
        a, b = p.find_elements("tag name", "img")
        assert a.location["y"] == b.location["y"]
        assert a.size["width"] == b.size["width"]
        assert abs(a.size["height"] - b.size["height"]) <= 1, "rounded"
        assert b.location["x"] + b.size["width"] <= PHONE


def test_both_sides_as_one_video(pages: dict[str, Path]) -> None:
    import av

    with av.open(str(pages["sides"].with_suffix(".mp4"))) as film:
        assert not set(film.metadata) - {"major_brand", "minor_version", "compatible_brands", "encoder"}
        frames = [f.to_ndarray(format="gray") for f in film.decode(video=0)]
    assert len(frames) > 50
    height, width = frames[0].shape
    left, right, curves = frames[25][:540, : width // 2], frames[25][:540, width // 2 :], frames[25][540:]
    assert np.abs(left.astype(float) - right).mean() > 5, "two pictures"
    assert np.abs(left.astype(float) - right[:, ::-1])[200:].mean() < 12, "of one room, the right one mirrored"
    assert (curves > 150).sum() > width, "with the curves below"
    assert height == 540 + curves.shape[0]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_curve_tells_its_values(width: int, pages: dict[str, Path], browser: Any) -> None:
    show(browser, pages["faulty"], width)
    values = json.loads(re.search(r'id="values">(.*?)</script>', pages["faulty"].read_text("utf-8"))[1])
    said = browser.execute_script(
        """const svg = [...document.querySelectorAll("#curve svg")].find(s => s.getBoundingClientRect().width);
        const box = svg.getBoundingClientRect();
        svg.dispatchEvent(new PointerEvent("pointermove",
          {bubbles: true, clientX: box.left + box.width / 2, clientY: box.top + box.height / 3}));
        return document.getElementById("readout").textContent"""
    )
    t = float(said.split(" s", 1)[0])
    i = min(range(len(values["t"])), key=lambda k: abs(values["t"][k] - t))
    assert values["t"][i] == pytest.approx(t, abs=0.006)
    assert 0.3 < (t - values["t"][0]) / (values["t"][-1] - values["t"][0]) < 0.7
    for curve in values["curves"]:
        assert f"{curve['name']} {curve['x'][i]}{curve['sign']}" in said


@pytest.mark.parametrize("kind", PROGRESS)
def test_a_page_of_progress_needs_no_script(kind: str, pages: dict[str, Path], browser: Any) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        assert show(browser, pages[kind], DESK) == []
        assert len(browser.find_elements("css selector", "tbody tr")) > 4
        drawn = [svg.size["height"] for svg in browser.find_elements("css selector", "figure > svg")]
        assert drawn and min(drawn) > 50
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_page_prints(pages: dict[str, Path], browser: Any) -> None:
    show(browser, pages["faulty"], DESK)
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})["data"]
    assert 20_000 < len(printed) < 4_000_000


@pytest.mark.parametrize("kind", ["hurried", "sides", "history"])
def test_nothing_reaches_the_edge_of_the_paper(kind: str, pages: dict[str, Path], browser: Any) -> None:
    """A border at the very edge is cut."""
    show(browser, pages[kind], 688)  # A4 without the margins of the page
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        edges = browser.execute_script(
            """return [...document.querySelectorAll("main *")].map((e) => e.getBoundingClientRect())
              .filter((r) => r.width && r.height > 2).map((r) => [r.left, r.right])"""
        )
        assert min(a for a, _ in edges) >= 1
        assert max(b for _, b in edges) <= 687
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_the_video_plays_and_seeks(written: Path, browser: Any) -> None:
    page = written / "film.html"
    page.write_text('<!doctype html><html lang="en"><title>film</title><video src="faulty.mp4" muted></video>', "utf-8")
    show(browser, page, DESK)
    length, played, sought = browser.execute_async_script(
        """const done = arguments[0], video = document.querySelector("video");
        const wait = (name) => new Promise((ok, no) => {
          video.addEventListener(name, ok, {once: true}); video.addEventListener("error", no, {once: true}); });
        (async () => {
          if (video.readyState < 2) await wait("loadeddata");
          await video.play();
          while (video.currentTime < 0.2) await wait("timeupdate");
          const played = video.currentTime;
          video.pause();
          const there = wait("seeked");
          video.currentTime = video.duration / 2;
          await there;
          done([video.duration, played, video.currentTime]);
        })().catch((e) => done([String(e), 0, 0]));"""
    )
    assert isinstance(length, float), length
    assert length > 5
    assert played >= 0.2
    assert sought == pytest.approx(length / 2, abs=0.05)


def test_a_hostile_name_runs_nothing(
    judged: Callable[..., Judged], formcheck: Callable[..., Done], tmp_path: Path, browser: Any
) -> None:
    done = judged(clips.sample("wall-angel-side"), "wall-angel")
    clip = tmp_path / '"><img src=x onerror=document.title=1><script>document.title=2<'
    clip = clip.with_name(clip.name + ".npz")
    shutil.copy(done.recording, clip)
    page = tmp_path / "a.html"
    assert formcheck("analyze", clip, "-e", "wall-angel", "-q", "--html", page).code == 0
    assert show(browser, page, DESK) == []
    assert browser.title.startswith("Wall angel")
    assert clip.name in browser.find_element("tag name", "header").text
