"""Every command of the README and the docs is run as it stands, but for those that need something from outside.

A page's commands run one after the other in one folder, as a reader would. The pose model is played by made-up
landmarks: what it sees is tested elsewhere, and it takes most of the time.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import Done
from people import lying_on_side, movement, seen
from played import FPS, REPS, Played, wall
from streams import CYCLE_S, as_seen, at_work, recorded

from formcheck.__main__ import language_first
from formcheck.capture import frame_feed, stretch
from formcheck.commands import clips_ahead
from formcheck.motion.vocabulary import Side
from formcheck.source import LandmarkFrame

pytestmark = pytest.mark.clip
ROOT = Path(__file__).resolve().parents[1]
ELSEWHERE = {"accuracy.md", "add-an-exercise.md"}  # run by test_docs.py and test_add_an_exercise.py
PAGES = sorted(
    str(p.relative_to(ROOT))
    for p in [ROOT / "README.md", ROOT / "SECURITY.md", ROOT / "samples/README.md", *(ROOT / "docs").glob("*.md")]
    if p.name not in ELSEWHERE
)
WRITES = {"--html", "--json", "--csv", "--video", "--landmarks", "--contact-sheet", "--junit", "--markdown"}
NOT_RUN = {  # what of the line says so, and why it is not run here
    r"^(uv tool|pipx|pip) install": "an installation: .ci/installs and .ci/container.py try them",
    r"^docker ": "an image builder: .ci/container.py plays the steps",
    r"^(apt-get|python3 -m venv)": "prepares an empty system",
    r"^uv run formcheck (analyze|score) samples": "the pose model on the samples: test_samples.py and .ci/run",
    r"^formcheck live (?!.*--camera set1)": "a camera, or a voice: test_camera.py, test_live.py, test_spoken.py",
    r"^formcheck routine run": "a camera, in real time: test_routine_run.py",
    r"s3://|^dask ": "an archive or a cluster: test_archive.py and test_dask_death.py on this machine",
    r"-e auto": "recognition: test_recognition.py",
    r"-e squat": "an exercise of one's own: test_vocabulary.py",
    r"^strace": "test_system_calls.py",
    r"pybabel init|--language fr": "a language that is only made there",
    r"python docs/messages\.py": "writes into this tree: test_messages.py",
    r"samples\.studio|thumbnails\.py": "renders for hours, or writes into this tree",
}


def lines(page: str) -> list[str]:
    """The command lines of a page, without prompt and comment."""
    text = (ROOT / page).read_text("utf-8")
    found = re.findall(r"^```(?:sh|bash|console)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [line.removeprefix("$ ") for block in found for line in block.replace("\\\n", " ").splitlines() if line]


def why_not(line: str) -> str | None:
    return next((pattern for pattern in NOT_RUN if re.search(pattern, line)), None)


def words(line: str) -> list[str]:
    return shlex.split(line, comments=True)


def both_legs() -> list[LandmarkFrame]:
    """Clamshells with one leg, then with the other."""
    at, lasts_s = movement(1), CYCLE_S + 0.5
    return [
        as_seen(seen(float(t + half * lasts_s), lying_on_side(opening=0.05 + 0.4 * at(t), top=side), yaw=0))
        for half, side in enumerate(Side)
        for t in np.arange(0, lasts_s, 1 / FPS)
    ]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nobody is seen in it, the landmarks are played."""
    return wall(tmp_path_factory.mktemp("clip") / "clip.mp4")


@pytest.fixture
def folder(clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the reader is: with the clips that the pages name, and a history of their own."""
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    for name in ("set1.mp4", "march.mp4", "may.mp4"):
        (tmp_path / name).write_bytes(clip.read_bytes())
    (tmp_path / "clips").mkdir()
    recorded(at_work("calf-raise", 3), tmp_path / "clips" / "set1.npz")
    (tmp_path / "clips" / "set1.labels.json").write_text(
        '{"exercise": "calf-raise", "reps": 3, "all_clean": true}', "utf-8"
    )
    for module in (stretch, frame_feed):  # a file's, and a camera's
        monkeypatch.setattr(module, "finder", lambda model, landmarks, fps=None: Played(model, fps))
    monkeypatch.setattr(clips_ahead, "workers_that_fit", lambda _: 1)  # another process would have the model itself
    yield tmp_path


def prepare(page: str, folder: Path, formcheck: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page takes for granted."""
    text = (ROOT / page).read_text("utf-8")
    if "formcheck history edit" in text:
        store = ("analyze", "clips/set1.npz", "-e", "calf-raise", "-q", "--store", "--person")
        assert [formcheck(*store, f"person {i}").code for i in range(1, 5)] == [0] * 4


@pytest.mark.parametrize("page", [p for p in PAGES if any(why_not(line) is None for line in lines(p))])
def test_the_commands_of_a_page(
    page: str, folder: Path, formcheck: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(page, folder, formcheck, monkeypatch)
    for line in lines(page):
        if why_not(line) or line.startswith("export "):
            continue
        program, *args = words(line)
        assert program == "formcheck", line
        exercise = args[args.index("-e") + 1] if "-e" in args else "calf-raise"
        Played.frames = both_legs() if exercise == "clamshell" else at_work(exercise, REPS, FPS)
        done = formcheck(*args)
        assert done.code == 0, f"{line}\n{done.err}"
        assert "Traceback" not in done.err
        if "--json" in args and exercise == "calf-raise" and args[0] == "analyze":
            assert len(json.loads(Path(args[args.index("--json") + 1]).read_text("utf-8"))["reps"]) == REPS
        for option, place in pairwise(args):
            if option in WRITES:
                assert Path(place).stat().st_size > 100, line


@pytest.mark.parametrize("page", PAGES)
def test_a_command_that_is_not_run_has_options_that_exist(page: str, formcheck: Callable[..., Done]) -> None:
    """--help is answered after the line was read: an unknown option is an error before it."""
    for line in lines(page):
        if (
            why_not(line)
            and not re.search("pybabel|--language fr|^docker", line)
            and "formcheck" in (given := words(line))
        ):
            done = formcheck(*language_first(given[given.index("formcheck") + 1 :]), "--help")
            assert done.code == 0, f"{line}\n{done.err}"


def test_every_reason_is_needed() -> None:
    used: dict[str | None, Any] = {why_not(line): line for page in PAGES for line in lines(page)}
    assert set(NOT_RUN) <= set(used), json.dumps(sorted(set(NOT_RUN).difference(map(str, used))))
