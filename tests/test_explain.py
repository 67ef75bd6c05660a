"""One clip explained, its pictures, the published schemas and the Dask scheduler."""

import io
import json
import shutil
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import people
import pytest
from conftest import Done
from rich.console import Console

from formcheck.capture.recording import Recorder
from formcheck.commands.score import ScoreOptions, score
from formcheck.errors import FormcheckError, UsageError
from formcheck.output.movement_curve import Bar, CountLevel, Curve, Timeline
from formcheck.output.terminal.timeline import strip
from formcheck.scoring import scheduler
from formcheck.source import LandmarkFrame, ModelName, SourceInfo

ROOT = Path(__file__).parents[1]
REPS = [(0.8, 4.6), (5.4, 9.2), (10.0, 13.8)]  # of people.movement(3): where it begins to rise, and is down again


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A recording of three single-leg deadlifts by the stick figure, labelled as they are."""
    path = tmp_path / "three.npz"
    progress = people.movement(3)

    def at(t: float) -> np.ndarray:
        return people.figure(hinge=70 * progress(t), free_leg=70 * progress(t))

    info = SourceInfo(path=path, kind="video", width=1600, height=1000, model=ModelName("full", "0" * 64))
    recorder = Recorder(path, info)
    for pose in people.filmed(at, 15.0, yaw=90.0, x=0.8):
        image = np.stack([pose.xy.real / 1.6, 1 - pose.xy.imag, np.zeros(len(pose.xy))], axis=1)
        world = pose.world * [1, -1, -1]
        ones = np.ones(len(image), np.float32)
        recorder.push(LandmarkFrame(pose.t, image.astype(np.float32), world.astype(np.float32), ones))
    recorder.close()
    relabel(path, REPS)
    return path


def relabel(clip: Path, times: list[tuple[float, float]], **more: object) -> None:
    reps = [
        {"start_s": a, "end_s": b, "rom": {"name": "trunk inclination", "value": 70, "unit": "deg"}} for a, b in times
    ]
    labels = {"exercise": "single-leg-rdl", "reps": len(times), "rep_times": reps, **more}
    clip.with_name(f"{clip.stem}.labels.json").write_text(json.dumps(labels))


@pytest.fixture
def explain(formcheck: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    monkeypatch.setenv("COLUMNS", "120")
    return lambda *args: formcheck("score", *args)


def row(out: str, name: str) -> str:
    return next(line for line in out.splitlines() if line.strip().startswith(name))


def test_a_clip_judged_as_labelled(clip: Path, explain: Callable[..., Done]) -> None:
    done = explain(clip.parent, "--explain", "three")
    assert (done.code, done.err) == (0, "")
    assert "trunk inclination, degrees" in done.out
    assert [row(done.out, name).count("█1") for name in ("true", "found")] == [0, 1]  # the label knows no top
    assert all(n in row(done.out, "true") and n in row(done.out, "found") for n in "123")
    assert "as expected: 3 counted, 3 labelled" in done.out
    lines = [line.split() for line in done.out.splitlines() if line.split()[2:4] == ["0.8", "s"]]
    assert lines[0][:2] == ["1", "1"]
    assert abs(float(lines[0][4])) < 0.3  # the smooth step needs that long for its first 5 %
    assert lines[0][-4] == "70.0°"  # the true range; before it the measured one


def test_a_missing_and_an_extra_repetition_are_told_with_their_reason(clip: Path, explain: Callable[..., Done]) -> None:
    relabel(clip, [REPS[0], (4.1, 5.3), REPS[2], (14.2, 14.9)])
    done = explain("--explain", clip)
    out = " ".join(done.out.split())
    assert done.code == 3
    assert "rep 2, 4.1 to 5.3 s, was not counted: nothing was detected there: trunk inclination moved" in out
    assert "needed" in out
    assert "counted rep 2, 5." in out
    assert "is one too many: no rep is labelled there; trunk inclination reached" in out
    assert "expected 4, counted 3" in out


def test_two_labels_over_one_found_repetition_are_neighbours(clip: Path, explain: Callable[..., Done]) -> None:
    relabel(clip, [(0.8, 3.0), (3.0, 4.6), *REPS[1:]])
    out = " ".join(explain("--explain", clip).out.split())
    assert "rep 2, 3.0 to 4.6 s, was not counted: it was merged with its neighbour" in out


def test_the_picture_is_written_whole_and_in_the_format_of_its_name(clip: Path, explain: Callable[..., Done]) -> None:
    png, svg = clip.with_suffix(".png"), clip.with_suffix(".svg")
    assert explain("--explain", clip, "--explain-png", png).code == 0
    width, height = struct.unpack(">II", png.read_bytes()[16:24])
    assert width > 800 and height > 300
    assert explain("--explain", clip, "--explain-png", svg).code == 0
    assert "<svg" in svg.read_text()
    done = explain("--explain", clip, "--explain-png", clip.with_suffix(".txt"))
    assert (done.code, done.out) == (2, "")
    assert ".png, .svg or .pdf" in done.err
    assert not list(clip.parent.glob("*.partial"))


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--explain", "thre"], "did you mean three?"),
        (["--explain", "three", "--json", "-"], "--explain shows one clip"),
        (["--explain-png", "x.png"], "needs --explain"),
    ],
)
def test_what_cannot_be_explained_is_wrong_usage(
    args: list[str], says: str, clip: Path, explain: Callable[..., Done]
) -> None:
    done = explain(clip.parent, *args)
    assert done.code == 2
    assert says in done.err


def test_nothing_to_score_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="nothing to score"):
        score([], ScoreOptions())


def shown(timeline: Timeline, width: int) -> list[str]:
    console = Console(width=width, record=True, file=io.StringIO())
    console.print(strip(timeline, width))
    return console.export_text().splitlines()


def test_a_ramp_is_drawn_from_corner_to_corner_with_its_lines_and_bars() -> None:
    t = np.linspace(0, 10, 301)
    x = np.where((t > 4) & (t < 6), np.nan, t)
    curve = Curve(name="lift", unit="degrees", needed=6.0, t=t, x=x, levels=[CountLevel("needed", 5, 10, 2.5)])
    bars = {"found": [Bar(0, 5, "1", 1, 4), Bar(2, 7, "2")]}
    out = shown(Timeline("ramp", [curve], bars), 63)
    assert out[0] == "lift, degrees"
    plot = [line[13:] for line in out[1:13]]
    assert plot[0].rstrip()[-1] > "\u2800" and plot[-1][0] > "\u2800"
    assert all(line[21:29].strip("╌ ") == "" for line in plot)  # four seconds to six: not seen, not bridged
    assert [i for i, line in enumerate(plot) if "╌" in line] == [9]  # 2.5 of 0 to 10, three quarters down twelve rows
    assert "10" in out[1] and " 0 " in out[12]
    found = [line for line in out if line.strip().startswith("found")]
    assert len(found) == 2  # they overlap
    assert found[0][13:38].count("█") == 15 and found[1].count("▒") == 24 + 1


def test_a_narrow_terminal_is_not_broken() -> None:
    t = np.array([0.0, 1.0])
    out = shown(
        Timeline("short", [Curve(name="lift", unit="degrees", needed=1.0, t=t, x=t, levels=[])], {"found": []}), 40
    )
    assert max(map(len, out)) <= 40


@pytest.mark.parametrize("name", ["exercise", "history", "result", "score", "set"])
def test_the_published_schema_is_what_the_model_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import schemas

    published = (ROOT / "docs" / f"{name}.schema.json").read_text("utf-8")
    assert published == schemas.text(name), "python docs/schemas.py writes it anew"


def test_without_dask_it_is_said_how_to_get_it(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(FormcheckError, match=r"pip install distributed"):
        score([clip], ScoreOptions(scheduler="tcp://127.0.0.1:1", quiet=True))


@contextmanager
def dask() -> Iterator[str]:
    """A scheduler with one worker of two threads, in this process."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=":0", protocol="tcp"
    ) as cluster:
        yield cluster.scheduler_address


@pytest.mark.process
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_the_workers_of_a_scheduler_answer_as_those_here(clip: Path, tmp_path: Path) -> None:
    shutil.copy(clip, tmp_path / "bad.npz")
    (tmp_path / "bad.npz").write_text("no recording")
    (tmp_path / "bad.labels.json").write_text(json.dumps({"exercise": "single-leg-rdl", "reps": 3}))
    here, there = tmp_path / "here.json", tmp_path / "there.json"
    assert score([tmp_path], ScoreOptions(json=here, quiet=True)) == 3
    with dask() as address:
        assert score([tmp_path], ScoreOptions(json=there, quiet=True, scheduler=address)) == 3
    a, b = (json.loads(p.read_text()) for p in (here, there))
    assert a["all"] == b["all"]
    assert [(c["clip"], c["counted"], c["error"]) for c in a["clips"]] == [
        (c["clip"], c["counted"], c["error"]) for c in b["clips"]
    ]
    assert a["clips"][1]["counted"] == 3


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_scheduler_that_does_not_answer_is_one_sentence(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(scheduler, "CONNECT_S", 0.5)
    with pytest.raises(FormcheckError, match="no Dask scheduler answers"):
        score([clip], ScoreOptions(scheduler="tcp://127.0.0.1:9", quiet=True))
