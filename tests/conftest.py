"""What several test files need: the fast tier, running the program, and the samples judged once for all."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import clips
import pytest
from seen import Seen

pytest_plugins = ["browsing"]
CONSOLE_SCRIPT = shutil.which("formcheck", path=str(Path(sys.executable).parent)) or "formcheck"
LONGEST_S = 600  # a run that takes longer hangs, even with twenty other jobs for two cores

FAST = "not clip and not process and not browser"
VIDEO = ("cv2", "av", "mediapipe")
MARK_OF = {
    "judged": "clip",
    "seen": "clip",
    "two_reps": "clip",
    "console": "process",
    "start": "process",
    "browser": "browser",
}
STARTS = {"subprocess.Popen", "os.fork", "os.posix_spawn", "os.system"}
started: list[str] = []  # processes, by the running test


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fast", action="store_true", help=f'the fast tests alone, as -m "{FAST}"')


def pytest_configure(config: pytest.Config) -> None:
    """Without `clip` the video packages cannot be imported, so that the fast tests show that they need none."""
    os.environ["LANGUAGE"] = "en"  # whatever the machine speaks
    if config.option.fast:
        config.option.markexpr = FAST
    own = TemporaryDirectory(prefix="formcheck-tests-")
    config.add_cleanup(own.cleanup)
    os.environ["XDG_DATA_HOME"] = own.name  # no test sees the history of the person who runs it
    config.option.loadscopereorder = False  # of xdist: the order below
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has what it starts aside ignore Ctrl-C
    if leaves_out(config, "clip"):
        sys.modules.update(dict.fromkeys(VIDEO))  # None: importing them fails
    if leaves_out(config, "process"):
        sys.addaudithook(note_process)


def leaves_out(config: pytest.Config, mark: str) -> bool:
    return f"not {mark}" in config.option.markexpr


def note_process(event: str, args: tuple[Any, ...]) -> None:
    """Matplotlib may start one: it lists the fonts when it has no list yet."""
    if event in STARTS and "fc-list" not in str(args):
        started.append(event)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file that is marked `clip` as a whole may import the video packages: it is not read without them."""
    if collection_path.suffix != ".py" or not leaves_out(config, "clip"):
        return None
    return bool(re.search(r"^pytestmark = .*\bclip\b", collection_path.read_text("utf-8"), re.MULTILINE)) or None


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a fixture that decodes, starts a process or a browser is marked so, and its file comes early:
    with several processes none has long files left when the others are done."""
    slow: Counter[Path] = Counter()
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in MARK_OF:
                item.add_marker(MARK_OF[fixture])
        slow[item.path] += any(item.get_closest_marker(mark) for mark in ("clip", "process", "browser"))
    items.sort(key=lambda item: not slow[item.path])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    started.clear()
    result = yield
    if started and item.get_closest_marker("process") is None:
        pytest.fail("it started a process: mark it with @pytest.mark.process", pytrace=False)
    return result


@dataclass(frozen=True)
class Done:
    """A run of the program that has ended."""

    code: int
    out: str
    err: str

    @property
    def result(self) -> dict[str, Any]:
        """What `--json -` printed, and nothing else was."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Judged:
    """A clip that the whole program has analysed."""

    clip: Path
    exercise: str
    result: dict[str, Any]
    recording: Path

    @property
    def starts(self) -> list[float]:
        return [rep["start_s"] for rep in self.result["reps"]]


def main(*args: object) -> int:
    """The command line in this process; returns the exit code."""
    from formcheck import cli

    before = sys.argv
    sys.argv = ["formcheck", *map(str, args)]
    try:
        cli.main()
    except SystemExit as e:
        return e.code if isinstance(e.code, int) else int(e.code is not None)
    finally:
        sys.argv = before
    return 0


@pytest.fixture
def formcheck(capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Run the program in this process: the libraries are loaded once. Native output is caught too."""

    def run(*args: object) -> Done:
        capfd.readouterr()
        code = main(*args)
        return Done(code, *capfd.readouterr())

    return run


@pytest.fixture(scope="session")
def start() -> Callable[..., subprocess.Popen[str]]:
    """Begin the installed console script: no terminal, and nothing on stdin."""

    def begin(*args: object, command: tuple[str, ...] = (CONSOLE_SCRIPT,), **more: Any) -> subprocess.Popen[str]:
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        as_usual = {"PYTHONUNBUFFERED": "", "PYTHONIOENCODING": ""}  # whatever is set where the tests run
        more = {**streams, **more, "env": {**os.environ, **as_usual, **more.get("env", {})}}
        return subprocess.Popen([*command, *map(str, args)], text=True, encoding="utf-8", **more)

    return begin


def has_seen(process: subprocess.Popen[str], recording: Path) -> None:
    """Wait until frames have been seen: their landmarks are on the way to that recording."""
    until = time.monotonic() + LONGEST_S
    while not any(rows.stat().st_size for rows in recording.parent.glob(f".{recording.name}.*.rows.partial")):
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture(scope="session")
def console(start: Callable[..., subprocess.Popen[str]]) -> Callable[..., Done]:
    """Run the installed console script to its end."""

    def run(*args: object, **more: Any) -> Done:
        with start(*args, **more) as process:
            try:
                out, err = process.communicate(timeout=LONGEST_S)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return Done(process.returncode, out or "", err or "")

    return run


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What the pose model saw, for all test processes of this run."""
    base = tmp_path_factory.getbasetemp()
    return Seen((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "seen")


@pytest.fixture
def seen_once(seen: Seen) -> Generator[None]:
    """For tests of what is made of landmarks: a clip that was seen before is not seen again."""
    with seen.once():
        yield


@pytest.fixture(scope="session")
def judged(seen: Seen, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Judged]:
    """Analyse a clip with the whole program, once for the session, and keep result and landmarks.

    anew  by its video, even if it was seen before
    """
    folder = tmp_path_factory.mktemp("judged")
    kept: dict[tuple[object, ...], Judged] = {}

    def judge(clip: Path, exercise: str, *options: object, anew: bool = False) -> Judged:
        key = (clip, exercise, anew, *options)
        if key not in kept:
            json_, npz = folder / f"{len(kept)}.json", folder / f"{len(kept)}.npz"
            with nullcontext() if anew else seen.once():
                code = main("analyze", clip, "-e", exercise, "-q", "--json", json_, "--landmarks", npz, *options)
            assert code == 0
            kept[key] = Judged(clip, exercise, json.loads(json_.read_text("utf-8")), npz)
        return kept[key]

    return judge


@pytest.fixture(scope="session")
def two_reps(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The first two repetitions of a sample, cut in the rest after them: long enough to count, short to run."""
    folder = tmp_path_factory.mktemp("two-reps")

    def cut(name: str) -> Path:
        path = folder / f"{name}.mp4"
        if not path.exists():
            clips.write(path, clips.shots_of(clips.sample(name), end_s=two_reps_end(name)))
        return path

    return cut


def labels(name: str) -> dict[str, Any]:
    """What is known to be true of a sample."""
    return json.loads((clips.SAMPLES / f"{name}.labels.json").read_text("utf-8"))


def two_reps_end(name: str) -> float:
    """The middle of the rest between the second repetition and the third."""
    times = labels(name)["rep_times"]
    return float(times[1]["end_s"] + times[2]["start_s"]) / 2
