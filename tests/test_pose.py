from dataclasses import replace

import numpy as np
import pytest
from people import figure, filmed, mirrored, seen

from formcheck.motion import signals
from formcheck.motion.delag import unlag
from formcheck.motion.landmark_filter import LandmarkFilter
from formcheck.motion.pose import LANDMARKS, Part, Pose, Side, Track, along, angle, upward_normal
from formcheck.motion.view import Posture, View, posture_of, view_of, yaw
from formcheck.source import LandmarkFrame, to_pose

WIDE = 16 / 9


@pytest.mark.parametrize("degrees", [0, 30, 60, 90, 150])
@pytest.mark.parametrize("turned", [0, 25, 70])
def test_an_angle_is_the_same_in_any_direction_of_a_wide_picture(degrees: float, turned: float) -> None:
    image = np.full((LANDMARKS, 3), 0.5, np.float32)
    for i, a in ((1, turned), (2, turned + degrees)):
        step = 0.2 * np.exp(1j * np.radians(a))
        image[i, :2] = 0.5 + step.real / WIDE, 0.5 - step.imag
    pose = to_pose(LandmarkFrame(0.0, image, image, np.ones(LANDMARKS, np.float32)), WIDE)
    u, v = pose.xy[1:2] - pose.xy[0], pose.xy[2:3] - pose.xy[0]
    assert angle(u, v)[0] == pytest.approx(degrees, abs=0.01)


def test_a_pose_has_33_points() -> None:
    with pytest.raises(ValueError, match="33 or 42 points"):
        Pose(0.0, np.zeros(17, complex), np.zeros((17, 3)))


def test_components_and_normals() -> None:
    u = np.array([3 + 4j])
    assert along(u, np.array([2 + 0j]))[0] == pytest.approx(3)
    for direction in (1 + 0.1j, -1 + 0.1j, -1 - 0.1j, 1 - 0.1j):
        n = upward_normal(np.array([direction]))[0]
        assert n.imag > 0
        assert along(np.array([n]), np.array([direction]))[0] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("turned", [0, 40, 90, 130, 175])
def test_yaw_is_read_from_the_shoulder_line(turned: float) -> None:
    assert yaw(Track.of([seen(0, figure(), yaw=turned)]))[0] == pytest.approx(turned, abs=0.1)
    assert yaw(Track.of([seen(0, figure(), yaw=-turned)]))[0] == pytest.approx(turned, abs=0.1)


@pytest.mark.parametrize("hinge", [0, 45, 80])
def test_yaw_survives_a_hinge(hinge: float) -> None:
    assert yaw(Track.of([seen(0, figure(hinge=hinge), yaw=45)]))[0] == pytest.approx(45, abs=0.1)


def test_without_legs_what_the_depth_pulls_towards_the_camera_is_put_back() -> None:
    """A person at 70 degrees reads as 60 in space; the legs would tell it from the picture."""
    pose = seen(0, figure(), yaw=60)
    xy = np.where(np.arange(33) > 24, np.nan, pose.xy)
    world = np.where(np.arange(33)[:, None] > 24, np.nan, pose.world)
    assert view_of(Track.of([pose]), Posture.UPRIGHT) is View.OBLIQUE
    assert view_of(Track.of([replace(pose, xy=xy, world=world)]), Posture.UPRIGHT) is View.SIDE


@pytest.mark.parametrize(
    ("turned", "view"), [(0, View.FRONT), (45, View.OBLIQUE), (90, View.SIDE), (130, View.OBLIQUE), (180, View.BACK)]
)
def test_views_of_a_standing_person(turned: float, view: View) -> None:
    track = Track.of([seen(0, figure(), yaw=turned)])
    assert view_of(track, Posture.UPRIGHT) is view
    assert posture_of(track) is Posture.UPRIGHT


@pytest.mark.parametrize("hinge", [0, 30, 80])
def test_inclination_from_the_side_is_the_hinge(hinge: float) -> None:
    for turned in (90, -90):
        track = Track.of([seen(0, figure(hinge=hinge), yaw=turned)])
        assert signals.trunk_inclination(track)[0] == pytest.approx(hinge, abs=0.1)
    assert signals.world_trunk_inclination(Track.of([seen(0, figure(hinge=hinge))]))[0] == pytest.approx(hinge, abs=0.1)


@pytest.mark.parametrize("elevation", [20, 90, 150])
def test_arm_elevation_from_the_front_whatever_the_hinge(elevation: float) -> None:
    track = Track.of([seen(0, figure(elevation=elevation))])
    for side in Side:
        assert signals.arm_elevation(track, side)[0] == pytest.approx(elevation, abs=0.1)
        assert signals.world_arm_elevation(track, side)[0] == pytest.approx(elevation, abs=0.1)


def test_an_unseen_landmark_makes_its_signal_nan_and_no_other() -> None:
    pose = seen(0, figure())
    pose.xy[Part.ELBOW.of(Side.LEFT)] = np.nan
    track = Track.of([pose])
    assert np.isnan(signals.arm_elevation(track, Side.LEFT)[0])
    assert signals.mean_arm_elevation(track)[0] == pytest.approx(10, abs=0.1)


def test_a_mirrored_person_has_the_same_signals_with_sides_swapped() -> None:
    pose = seen(0, figure(elevation=100, free_leg=30), yaw=70)
    a, b = Track.of([pose]), Track.of([mirrored(pose)])
    assert signals.knee_flexion(a, Side.LEFT) == pytest.approx(signals.knee_flexion(b, Side.RIGHT))
    assert signals.trunk_inclination(a) == pytest.approx(signals.trunk_inclination(b), abs=1e-6)


def trusted(poses: list[Pose]) -> list[Pose]:
    trust = LandmarkFilter(WIDE)
    return [trust.push(p) for p in poses]


def test_what_lies_outside_the_picture_is_not_seen() -> None:
    pose = seen(0, figure())
    pose.xy[Part.TOE.of(Side.LEFT)] = 0.5 - 0.2j
    out = trusted([pose])[0]
    assert np.isnan(out.xy[Part.TOE.of(Side.LEFT)])
    assert np.isnan(out.xy).sum() == 1


def test_a_landmark_that_jumps_is_not_seen_until_it_stays() -> None:
    poses = filmed(lambda t: figure(), 2.0, noise=0.0005)
    wrist = Part.WRIST.of(Side.LEFT)
    for p in poses[20:25]:
        p.xy[wrist] += 0.4
    out = trusted(poses)
    assert all(np.isnan(p.xy[wrist]) for p in out[20:25])
    assert not any(np.isnan(p.xy[wrist]) for p in out[25:])
    for p in poses[30:]:
        p.xy[wrist] += 0.4
    assert not np.isnan(trusted(poses)[-1].xy[wrist])


def test_swapped_legs_are_put_back() -> None:
    poses = filmed(lambda t: figure(hinge=60, free_leg=60), 1.0, yaw=90, noise=0.0005)
    order = np.arange(LANDMARKS)
    for part in (Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE):
        order[part], order[part + 1] = part + 1, part
    swapped = [Pose(p.t, p.xy[order], p.world[order]) if 10 <= i < 16 else p for i, p in enumerate(poses)]
    for was, out in zip(poses, trusted(swapped), strict=True):
        assert abs(out.xy[Part.ANKLE] - was.xy[Part.ANKLE]) < 0.01


def test_a_bone_that_grows_is_not_seen() -> None:
    poses = filmed(lambda t: figure(), 1.0, noise=0.0)
    poses[15].world[Part.ANKLE] += [0, -0.6, 0]
    out = trusted(poses)[15]
    assert np.isnan(out.xy[Part.ANKLE])
    assert np.isnan(out.xy).sum() == 1


def test_the_lag_correction_leaves_still_people_alone_and_moves_moving_ones_on() -> None:
    still = Track.of(filmed(lambda t: figure(), 1.0, noise=0.0))
    assert unlag(still).xy == pytest.approx(still.xy)
    rising = Track.of(filmed(lambda t: figure(rise=0.1 * t), 1.0, noise=0.0))
    moved = (unlag(rising).xy - rising.xy)[5:-5, Part.SHOULDER].imag
    assert (moved > 0.0005).all()
    assert (moved < 0.003).all()
