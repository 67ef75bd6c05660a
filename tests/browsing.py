"""Chromium for the tests, and the pages to be opened in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import make
from seen import Seen

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
needed = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs Chromium and its chromedriver")
QUIETLY = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip
DESK, TABLET, PHONE = 1280, 800, 360


@pytest.fixture(scope="session")
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
        driver.set_script_timeout(300)
        yield driver
        driver.quit()


class Pages:
    """Pages by kind, each written when it is first asked for; those of another language all at once."""

    def __init__(self, folder: Path, seen: Seen) -> None:
        self._folder, self._seen = folder, seen
        self._made: dict[str, Path] = {}
        self._others: set[str] = set()

    def __getitem__(self, kind: str) -> Path:
        if kind not in self._made:
            self._made[kind] = make(kind, self._folder, self._seen)
        return self._made[kind]

    def within(self, language: str) -> Path:
        """The folder with all pages in this language."""
        folder = self._folder / language
        if language not in self._others:
            folder.mkdir()
            command = [sys.executable, Path(__file__).with_name("pages.py"), folder, self._seen.folder]
            root = Path(__file__).resolve().parents[1]
            subprocess.run(command, env=os.environ | {"LANGUAGE": language, "PYTHONPATH": str(root)}, check=True)
            self._others.add(language)
        return folder


@pytest.fixture(scope="session")
def pages(seen: Seen, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("pages"), seen)


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
