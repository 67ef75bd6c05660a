"""What the pages do in Chromium: pictures beside each other, curves that tell their values, no script, a video."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import clips
import numpy as np
import pytest
from browsing import DESK, PHONE, Pages, needed, show
from conftest import Done, Judged

pytestmark = [pytest.mark.browser, needed]
PROGRESS = ("history", "curves", "sets")


def test_a_repetition_is_three_lines_on_a_phone(pages: Pages, browser: Any) -> None:
    show(browser, pages["hurried"], PHONE)
    tops = browser.execute_script(
        """return [...document.querySelectorAll("table.reps tbody tr")].map((row) => {
          const bottoms = [...row.cells].filter((c) => c.getBoundingClientRect().width)
            .map((c) => c.getBoundingClientRect().bottom);
          return bottoms.filter((y, i) => bottoms.findIndex((z) => Math.abs(y - z) < 12) === i).length; })"""
    )
    assert len(tops) == 4
    assert max(tops) <= 3


def test_a_hurried_phase_is_a_strip_beside_one_that_was_not(pages: Pages, browser: Any) -> None:
    show(browser, pages["hurried"], DESK)
    strips = browser.find_elements("css selector", "figure.strip")
    assert [s.get_attribute("class") for s in strips] == ["strip broken", "strip kept"]
    assert [len(s.find_elements("css selector", ".still img")) for s in strips] == [6, 6]
    labels = [[x.text for x in s.find_elements("css selector", "small")] for s in strips]
    assert labels[0] == labels[1]
    assert labels[0][0] == "0.0 s"
    assert not browser.find_elements("css selector", ".pair")


def test_left_lies_beside_right_at_the_same_phase(pages: Pages, browser: Any) -> None:
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


def test_both_sides_as_one_video(pages: Pages) -> None:
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
def test_the_curve_tells_its_values(width: int, pages: Pages, browser: Any) -> None:
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


def test_every_curve_of_several_sets_tells_its_values(pages: Pages, browser: Any) -> None:
    show(browser, pages["several-sets"], DESK)
    said = browser.execute_script(
        """return [...document.querySelectorAll(".curve")].map((curve, i) => {
          const svg = [...curve.querySelectorAll("svg")].find(s => s.getBoundingClientRect().width);
          const box = svg.getBoundingClientRect();
          svg.dispatchEvent(new PointerEvent("pointermove",
            {bubbles: true, clientX: box.left + box.width / 2, clientY: box.top + box.height / 3}));
          return document.querySelectorAll(".readout")[i].textContent; })"""
    )
    seconds = [float(text.split(" s", 1)[0]) for text in said]
    assert len(seconds) == 3 and seconds == sorted(seconds) and seconds[1] - seconds[0] > 10


@pytest.mark.parametrize("kind", PROGRESS)
def test_a_page_of_progress_needs_no_script(kind: str, pages: Pages, browser: Any) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        assert show(browser, pages[kind], DESK) == []
        assert len(browser.find_elements("css selector", "tbody tr")) > 4
        drawn = [svg.size["height"] for svg in browser.find_elements("css selector", "figure > svg")]
        assert drawn and min(drawn) > 50
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_page_prints(pages: Pages, browser: Any) -> None:
    show(browser, pages["faulty"], DESK)
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})["data"]
    assert 20_000 < len(printed) < 4_000_000


def test_the_video_plays_and_seeks(pages: Pages, browser: Any) -> None:
    page = pages["faulty"].with_name("film.html")
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
