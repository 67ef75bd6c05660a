"""Moving cameras. Nothing is rendered here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from samples.studio.camera import Camera
from samples.studio.labels import label
from samples.studio.moves import HAND, Track
from samples.studio.scene import Scene, build
from samples.studio.spec import Framing, Move, spec_from
from samples.studio.truth import landmarks, true_reps, truth

AIM = (0.0, 0.0, 0.9)
CAM = Camera(azimuth=90, target=AIM)
SECONDS = 12.0
TIMES = np.arange(0, SECONDS, 1 / 60)


def track_of(*moves: dict, seed: int = 5, first: Camera = CAM, wall: bool = False) -> Track:
    spec = spec_from({"exercise": "calf_raise", "view": "side", "seed": seed, "camera": {"moves": list(moves)}})

    def other(view: str, framing: Framing, r: np.random.Generator) -> Camera:
        return replace(first, azimuth=0.0)

    return Track(spec, first, SECONDS, other, wall)


def path_of(track: Track, point: tuple[float, float, float]) -> np.ndarray:
    """Where a place is seen over time, as a share of the picture's height."""
    at = [track.at(float(t)).project(np.array([point]))[0][0] for t in TIMES]
    return np.array(at) / CAM.height


def scene_of(**more: object) -> Scene:
    wish = {"exercise": "calf_raise", "view": "side", "seed": 5, "set": {"reps": 2}, **more}
    return build(spec_from(wish))


# --- moves


def test_without_moves_the_camera_stays():
    track = track_of()
    assert track.still and track.at(7.0) is CAM and track.eyes() == []


def test_a_hand_sways_as_much_and_as_fast_as_it_should():
    seen = path_of(track_of({"kind": "carried"}), AIM)
    power = np.abs(np.fft.rfft(seen - seen.mean(0), axis=0)) ** 2
    hz = np.fft.rfftfreq(len(TIMES), 1 / 60)
    for (at, share), (low, high) in zip(HAND, [(0.1, 0.8), (0.9, 3), (4, 12)], strict=True):
        inside = (hz >= low) & (hz < high)
        rms = np.sqrt(2 * power[inside].sum(0)) / len(TIMES)
        assert (0.35 * share < rms).all() and (rms < 1.1 * share).all(), at
    rolls = [track_of({"kind": "carried"}).at(t).roll for t in TIMES[::30]]
    assert 0.1 < np.std(rolls) < 2


def test_a_stronger_hand_sways_more():
    weak, strong = (path_of(track_of({"kind": "carried", "amount": a}), AIM).std(0).mean() for a in (0.5, 1.0))
    assert strong == pytest.approx(2 * weak, rel=0.05)


@pytest.mark.parametrize("kind", ["carried", "bumped", "walks"])
def test_what_is_far_moves_otherwise_than_what_is_near(kind):
    track = track_of({"kind": kind})
    near, far = (np.ptp(path_of(track, p)[:, 0]) for p in (AIM, (-3.0, 0.0, 0.9)))
    assert abs(near - far) > 0.004


def test_a_bump_is_one_jump():
    for seed in range(6):
        seen = path_of(track_of({"kind": "bumped", "at": 5.0}, seed=seed), AIM)
        before, after = seen[TIMES < 5.0], seen[TIMES > 5.2]
        assert np.ptp(before, axis=0).max() < 1e-9 and np.ptp(after, axis=0).max() < 1e-9
        assert 0.028 < np.linalg.norm(after[0] - before[0]) < 0.064


def test_a_zoom_takes_a_second():
    for seed in range(6):
        track = track_of({"kind": "zoomed", "at": 5.0}, seed=seed)
        assert track.at(5.0).focal() == pytest.approx(CAM.focal()) and track.at(5.5).focal() > CAM.focal()
        assert 1.1 <= track.at(6.0).focal() / CAM.focal() <= 1.3
        assert track.at(11.0).focal() == track.at(6.0).focal()


def test_a_pan_turns_evenly_where_it_stands():
    track = track_of({"kind": "panned", "amount": 10})
    assert np.allclose([track.at(t).eye for t in (0, 5, 12)], CAM.eye)
    x = [track.at(t).azimuth for t in (0, 6, 12)]
    assert np.diff(x) == pytest.approx([-5, -5]) and x[1] == pytest.approx(CAM.azimuth)
    seen = path_of(track, AIM)[:, 0]
    assert seen[0] > seen[-1]  # the camera turns right, the person goes left


def test_who_walks_keeps_the_person_in_the_middle():
    for seed in range(6):
        track = track_of({"kind": "walks"}, seed=seed)
        assert 10 <= abs(track.at(SECONDS).azimuth - CAM.azimuth) <= 20
        assert np.linalg.norm(track.at(SECONDS).eye - CAM.eye) > 0.5
        assert np.ptp(path_of(track, AIM), axis=0).max() < 0.01  # steps


def test_nobody_walks_through_the_wall():
    first = replace(CAM, azimuth=80.0)
    assert track_of({"kind": "walks", "amount": 15}, first=first, wall=True).at(SECONDS).azimuth == pytest.approx(65)
    assert track_of({"kind": "walks", "amount": 15}, first=first).at(SECONDS).azimuth == pytest.approx(95)


def test_a_cut_forgets_the_moves_before_it_and_not_those_after():
    bump, cut = {"kind": "bumped", "at": 2.0}, {"kind": "cut", "at": 5.0}
    assert track_of(bump, cut).at(4.99).azimuth == pytest.approx(90, abs=2) and track_of(bump, cut).at(5.0).azimuth == 0
    still_bumped = track_of(cut, bump).at(6.0)
    assert still_bumped.azimuth != 0 and still_bumped.azimuth == pytest.approx(0, abs=2)


def test_a_cut_to_another_view_leaves_the_view_out_of_the_label():
    cut = {"moves": [{"kind": "cut", "at": 3.0, "view": "back", "framing": {"distance": 1.5}}]}
    before, scene = scene_of(), scene_of(camera=cut)
    plain, told = (label(s, true_reps(s)) for s in (before, scene))
    assert plain["view"] == "side" and "view" not in told and told["camera"] == "side, then back"
    # nothing but the range, which the back does not show, is otherwise
    assert [{k: v for k, v in row.items() if k != "rom"} for row in plain["rep_times"]] == told["rep_times"]
    late = scene.track.at(4.0)
    assert abs(late.azimuth - 180) < 8 and late.distance > 1.3 * scene.camera.distance
    with pytest.raises(ValueError, match="has no view 'top'"):
        scene_of(camera={"moves": [{"kind": "cut", "view": "top"}]})


def test_the_truth_follows_the_camera_and_the_label_does_not():
    plain, moved = scene_of(), scene_of(camera={"moves": [{"kind": "walks"}, {"kind": "carried"}]})
    assert label(plain, true_reps(plain)) == label(moved, true_reps(moved))
    times = np.array([0.0, 3.0])
    a, b = landmarks(plain, times), landmarks(moved, times)
    assert np.array_equal(a["world"], b["world"]) and not np.allclose(a["px"][1], b["px"][1], atol=3)
    q = (b["world"][1] - b["eye"][1]) @ b["axes"][1].T
    centre = np.array([320, 240])
    assert np.allclose(q[:, :2] / q[:, 2:] * b["focal_px"][1] + centre, b["px"][1], atol=0.01)
    assert [m["kind"] for m in truth(moved, times, [])["moves"]] == ["walks", "carried"]


def test_same_seed_same_moves():
    moves = [{"kind": k} for k in ("carried", "bumped", "panned", "zoomed", "walks")]
    a, b, c = (track_of(*moves, seed=s).at(7.3) for s in (5, 5, 6))
    assert a == b != c


def test_unknown_moves_and_backgrounds_are_refused():
    with pytest.raises(ValueError, match="no camera move 'flown'; there are carried, bumped"):
        Move("flown")
    with pytest.raises(ValueError, match="Move has no speed"):
        track_of({"kind": "walks", "speed": 2})
    with pytest.raises(ValueError, match="background must be plain or busy"):
        scene_of(background="gym")


@pytest.mark.parametrize("fill", [0.2, 0.6, 1.0])
@pytest.mark.parametrize("focal", [0.8, 1.5])
def test_a_person_fills_as_much_of_the_picture_as_asked(fill, focal):
    scene = scene_of(framing={"fill": fill, "focal": focal, "jitter": 0})
    high = scene.person.figure.stature
    top, sole = scene.camera.project(np.array([[0, 0, high], [0, 0, 0.0]]))[0][:, 1]
    assert (sole - top) / scene.camera.height == pytest.approx(fill, rel=0.05)
