"""The whole program on the sample clips: what a new user sees, compared with the labels."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from rich.console import Console
from seen import Seen

from formcheck.capture import pose_models
from formcheck.capture.recording import Recorder, Recording
from formcheck.capture.video import Video
from formcheck.cli import app
from formcheck.exercises import EXERCISES, find
from formcheck.motion.landmarks import BODY
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.output.data.csv import reps_csv
from formcheck.output.terminal.summary import show
from formcheck.pipeline import judge
from formcheck.result import Result
from formcheck.scoring.against_labels import compare
from formcheck.scoring.labels import ENDING, Labels
from formcheck.source import to_pose

pytestmark = pytest.mark.clip
SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = sorted(p.name.removesuffix(ENDING) for p in SAMPLES.glob(f"*{ENDING}"))
CLEAN = ["calf-raise-side", "clamshell-front", "prone-y-raise-side", "single-leg-rdl-side", "wall-angel-front"]
EDGE_S, RANGE = 0.12, {"deg": 6.0, "cm": 1.5}  # medians allowed on a clip


@pytest.fixture(scope="session")
def judged(seen: Seen) -> dict[str, Result]:
    """The clean samples. `formcheck score samples` does them all."""
    done = {}
    for name in CLEAN:
        labels = Labels.read(SAMPLES / f"{name}{ENDING}")
        with seen.open(SAMPLES / f"{name}.mp4") as video:
            done[name] = judge(video, find(labels.exercise), Settings(height_cm=labels.height_cm))
    return done


@pytest.mark.parametrize("name", CLEAN)
def test_a_sample_is_judged_as_labelled(name: str, judged: dict[str, Result]) -> None:
    labels, r = Labels.read(SAMPLES / f"{name}{ENDING}"), judged[name]
    score = compare(name, labels, r)
    assert score.off == 0
    assert (score.wrong_view, score.wrong_side, score.wrong_variant, score.missed) == (None, None, None, [])
    assert np.median(np.abs(score.edges)) < EDGE_S
    assert len(score.rom) == len(r.reps)
    assert np.median([abs(e.error) for e in score.rom]) < RANGE[r.reps[0].rom.unit]
    assert r.attempts == []
    assert r.view.suited
    assert r.tracking.usable > 0.95


def test_a_recording_gives_the_same_numbers(judged: dict[str, Result], tmp_path: Path) -> None:
    """As a video that is seen here, and as what the other tests take for it. A clip of two stretches."""
    clip, info = SAMPLES / "clamshell-front.mp4", pose_models.describe(pose_models.find("full"))
    labels = Labels.read(clip.with_name(f"{clip.stem}{ENDING}"))
    exercise, settings = find(labels.exercise), Settings(height_cm=labels.height_cm)
    with Video(clip, info.path, info.name) as video:
        recorder = Recorder(tmp_path / "x.npz", video.info)
        r = judge(video, exercise, settings, watchers=[recorder])
        recorder.close()
    again = judge(Recording(tmp_path / "x.npz"), exercise, settings)
    assert again.model_dump(exclude={"source"}) == r.model_dump(exclude={"source"})
    assert again.source.frames == r.source.frames
    assert judged[clip.stem] == r


@pytest.mark.parametrize("name", CLEAN)
def test_a_set_counts_as_no_other_exercise(name: str, judged: dict[str, Result], seen: Seen) -> None:
    """Every second frame will do. Twice, or held for three seconds: less is passing through."""
    with seen.open(SAMPLES / f"{name}.mp4") as source:
        aspect = source.info.width / source.info.height
        poses = [to_pose(frame, aspect) for frame in source][::2]
    counted = {}
    for exercise in (e for e in EXERCISES.values() if e.landmarks is BODY):
        session = Session(exercise, aspect)
        for pose in poses:
            session.push(pose)
        reps = session.finish().reps
        held = [rep.movement.held_s for rep in reps if rep.movement]
        counted[exercise.name] = max(held, default=0) >= 3 if exercise.kind == "holds" else len(reps) >= 2
    assert [other for other, is_set in counted.items() if is_set] == [judged[name].exercise]


@pytest.mark.parametrize("name", CLEAN)
def test_the_result_follows_its_schema(name: str, judged: dict[str, Result]) -> None:
    data = json.loads(judged[name].model_dump_json())
    jsonschema.validate(data, Result.model_json_schema())
    assert data["schema"] == "formcheck.result/2"
    assert {c["verdict"] for c in data["checks"]} == {"pass", "not-assessable"}
    assert all(rep["faults"] == [] and 80 <= rep["score"] <= 100 for rep in data["reps"])
    assert {c["id"] for c in data["checks"]} >= {c.id for c in EXERCISES[data["exercise"]].cues}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_set_is_praised_for_what_is_near_its_target(name: str, judged: dict[str, Result]) -> None:
    r = judged[name]
    good = [c.id for c in r.checks if c.praised]
    assert len(good) >= 2
    assert r.summary.count_reliable
    shares = [rep.rom.value / rep.rom.target for rep in r.reps if rep.rom.value and rep.rom.target]
    assert ("short" in good) is (sum(shares) / len(shares) >= 0.9 and sum(s >= 0.9 for s in shares) > len(shares) / 2)


@pytest.mark.parametrize("name", CLEAN)
def test_summary_and_table_tell_the_numbers_of_the_result(name: str, judged: dict[str, Result]) -> None:
    r = judged[name]
    rows = list(csv.DictReader(io.StringIO(reps_csv(r))))
    assert [float(row["rom"]) for row in rows] == [rep.rom.value for rep in r.reps]
    assert [float(row["concentric_s"]) for row in rows] == [rep.tempo.concentric_s for rep in r.reps]
    console = Console(record=True, width=100, file=io.StringIO(), highlight=False)
    show(r, console)
    text = " ".join(console.export_text().split())
    assert f"{len(r.reps)} reps" in text
    for rep in r.reps:
        assert f"{rep.lasted.concentric_s:.1f} s" in text
        assert f"{rep.rom.value:.0f}°" in text or f"{rep.rom.value:.1f} cm" in text


def test_every_sample_is_small_labelled_and_told_of() -> None:
    readme = (SAMPLES / "README.md").read_text()
    plan = json.loads((SAMPLES / "studio/plans/samples.json").read_text())
    assert sorted(p.stem for p in SAMPLES.glob("*.mp4")) == NAMES
    assert sorted([*CLEAN, *(clip["name"] for clip in plan)]) == NAMES
    for name in NAMES:
        assert (SAMPLES / f"{name}.mp4").stat().st_size < 300_000
        assert name.startswith(Labels.read(SAMPLES / f"{name}{ENDING}").exercise)
        assert f"`{name}`" in readme
    assert (SAMPLES / "thumbnails.jpg").stat().st_size < 400_000


def test_every_command_is_in_the_readme() -> None:
    readme = (SAMPLES.parent / "README.md").read_text()
    for command in [c.name or c.callback.__name__ for c in app.registered_commands if c.callback]:
        assert f"formcheck {command}" in readme
    for name in EXERCISES:
        assert find(name).title.lower() in readme.lower() or name in readme


def test_a_demo_is_where_the_wheel_takes_it_from() -> None:
    from formcheck.capture.bundled_clip import clip

    assert clip().stat().st_size < 300_000
