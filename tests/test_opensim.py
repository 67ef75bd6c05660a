"""Markers and motions, read back by others: the package trc-data-reader, and the format's own description."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from math import isnan
from pathlib import Path
from types import SimpleNamespace

import clips
import numpy as np
import people
import pytest
import trc
from conftest import Done, Judged

from formcheck.exercises import EXERCISES
from formcheck.motion.pose import LANDMARKS, Part, Pose, Side
from formcheck.motion.session import Session
from formcheck.output.data.opensim import MARKERS, Markers, Motion
from formcheck.source import LandmarkFrame

TIMES = (0.0, 0.05, 0.15, 0.2, 0.25)  # the middle one is late
KNEE, ARMS, HINGE = 40.0, 70.0, 30.0


def read_mot(path: Path) -> tuple[dict[str, str], dict[str, list[float]]]:
    """By OpenSim's description: keys until endheader, then a row of names and rows of numbers."""
    head, _, body = path.read_text("utf-8").partition("endheader\n")
    keys = dict(line.split("=") for line in head.splitlines() if "=" in line)
    rows = list(csv.reader(body.splitlines(), delimiter="\t"))
    columns = zip(*[[float(x) for x in row] for row in rows[1:]], strict=True)
    return keys, dict(zip(rows[0], map(list, columns), strict=True))


@pytest.fixture
def written(tmp_path: Path) -> Iterator[SimpleNamespace]:
    """A figure seen from its side, hinged, its knees bent; nobody in the last frame."""
    session = Session(EXERCISES["single-leg-rdl"], 1.8)
    markers, motion = Markers(tmp_path / "a b.trc"), Motion(tmp_path / "a.mot")
    figure = people.figure(knee=KNEE, hinge=HINGE, elevation=ARMS)
    poses = [people.seen(t, figure, yaw=90) for t in TIMES[:-1]]
    poses.append(Pose.unseen(TIMES[-1]))
    for pose in poses:
        session.push(pose)
        for writer in (markers, motion):
            writer.push(LandmarkFrame.nobody(pose.t), session)
    markers.close()
    motion.close()
    yield SimpleNamespace(trc=tmp_path / "a b.trc", mot=tmp_path / "a.mot", poses=poses)


@pytest.mark.clip
def test_the_markers_are_those_of_the_model() -> None:
    from mediapipe.tasks.python.vision import PoseLandmark

    assert [x.name.lower() for x in PoseLandmark] == list(MARKERS)
    assert MARKERS[Part.KNEE.of(Side.RIGHT)] == "right_knee"


def test_markers_come_back_as_they_were(written: SimpleNamespace) -> None:
    data = trc.TRCData()
    data.load(str(written.trc))
    assert (data["NumFrames"], data["NumMarkers"], data["Units"]) == (len(TIMES), LANDMARKS, "m")
    assert data["DataRate"] == pytest.approx(20)
    assert data["Time"] == pytest.approx(TIMES)
    assert data["Frame#"] == [1, 2, 3, 4, 5]
    for i, name in enumerate(MARKERS):
        assert data[name][1] == pytest.approx(written.poses[1].world[i].tolist(), abs=1e-5, nan_ok=True)
        assert all(isnan(x) for x in data[name][-1])
    assert data["left_shoulder"][0][1] > data["left_hip"][0][1] > data["left_heel"][0][1]  # y is up


def test_angles_are_those_of_the_figure(written: SimpleNamespace) -> None:
    keys, columns = read_mot(written.mot)
    assert (int(keys["nRows"]), int(keys["nColumns"]), keys["inDegrees"]) == (len(TIMES), len(columns), "yes")
    assert columns["time"] == pytest.approx(TIMES)
    for name, true in {
        "knee_flexion_left": KNEE, "knee_flexion_right": KNEE, "hip_flexion_left": HINGE + KNEE / 2,
        "counted_trunk_inclination": HINGE,
    }.items():  # fmt: skip
        assert columns[name][:-1] == pytest.approx([true] * 4, abs=1), name
        assert isnan(columns[name][-1])
    assert abs(columns["trunk_lean"][0]) == pytest.approx(HINGE, abs=1)


def test_pointed_toes_are_positive() -> None:
    from formcheck.motion.pose import Track
    from formcheck.motion.signals import plantarflexion

    flat, raised = (people.seen(0, people.figure(rise=rise), yaw=90) for rise in (0.0, 0.08))
    before, after = (float(plantarflexion(Track.of([p]), Side.LEFT)[0]) for p in (flat, raised))
    assert abs(before) < 15
    assert after > before + 10


def test_a_recording_gives_the_same_landmarks_and_angles(
    judged: Callable[..., Judged], formcheck: Callable[..., Done], tmp_path: Path
) -> None:
    done = judged(clips.sample("single-leg-rdl-side-squat"), "single-leg-rdl")
    markers, motion, trace = (tmp_path / n for n in ("a.trc", "a.mot", "a.csv"))
    run = formcheck(
        "analyze", done.recording, "-e", "single-leg-rdl", "-q", "--trc", markers, "--mot", motion, "--trace", trace
    )
    assert run.code == 0
    data = trc.TRCData()
    data.load(str(markers))
    with np.load(done.recording) as z:
        t, world = z["t"], z["world"]
    assert data["Time"] == pytest.approx(t.tolist(), abs=1e-5)
    ours = np.array(data["left_hip"])
    theirs = world[:, Part.HIP] * [1, -1, -1]
    seen = ~np.isnan(ours[:, 0])
    assert seen.mean() > 0.9
    assert np.allclose(ours[seen], theirs[seen], atol=1e-4)
    _, columns = read_mot(motion)
    with trace.open() as f:
        rows = list(csv.DictReader(f))
    known = [
        (float(r["trunk_inclination"]), x)
        for r, x in zip(rows, columns["counted_trunk_inclination"], strict=True)
        if r["trunk_inclination"]
    ]
    assert len(known) > 400
    assert all(a == pytest.approx(b, rel=1e-4, abs=1e-3) for a, b in known)


def test_what_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    for writer in (Markers(tmp_path / "a.trc"), Motion(tmp_path / "a.mot")):
        writer.discard()
    assert not list(tmp_path.iterdir())
