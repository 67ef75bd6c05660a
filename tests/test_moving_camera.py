"""Sets filmed by cameras that move, are cut or freeze: synthetic people, and places that say what the camera did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from people import figure, filmed, movement
from streams import Stream, as_seen

from formcheck.exercises import EXERCISES
from formcheck.judging.faults import UNSURE
from formcheck.motion.coverage import FROZEN
from formcheck.motion.pose import CameraPlace, Pose
from formcheck.motion.session import Session
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.settings import Settings
from formcheck.motion.view import View
from formcheck.pipeline import judge
from formcheck.result import Result

REPS, CYCLE = 4, 4.6


def raises(yaw: float = 90) -> list[Pose]:
    at = movement(REPS)
    return filmed(lambda t: figure(rise=0.06 * at(t)), REPS * CYCLE + 1, yaw=yaw, noise=0.0005)


def judged(poses: list[Pose]) -> SetAnalysis:
    session = Session(EXERCISES["calf-raise"], 16 / 9)
    for pose in poses:
        session.push(pose)
    return session.finish()


def through(camera: Callable[[float], CameraPlace], poses: list[Pose]) -> list[Pose]:
    """As that camera films them: a point of its picture lies at turn * z + shift in the first one."""
    out = []
    for pose in poses:
        place = camera(pose.t)
        out.append(replace(pose, xy=(pose.xy - place.shift) / place.turn, place=place))
    return out


def bump(t: float) -> CameraPlace:
    return CameraPlace(shift=0.05 - 0.04j) if t > 11 else CameraPlace()


def sway(t: float) -> CameraPlace:
    return CameraPlace(np.exp(0.02j * np.sin(2 * t)), complex(0.03 * np.sin(1.3 * t), 0.03 * np.cos(1.9 * t)))


def zoom(t: float) -> CameraPlace:
    return CameraPlace(1 / (1 + 0.02 * t) + 0j, 0j)


@pytest.mark.parametrize("camera", [bump, sway, zoom])
def test_a_moving_camera_changes_no_count_and_hardly_a_range(camera: Callable[[float], CameraPlace]) -> None:
    still, done = judged(raises()), judged(through(camera, raises()))
    assert (len(done.reps), done.attempts, done.view) == (REPS, [], View.SIDE)
    assert done.camera_moved and not still.camera_moved
    for a, b in zip(still.reps, done.reps, strict=True):
        assert a.size.value and a.size.uncertainty and b.size.uncertainty
        assert b.size.value == pytest.approx(a.size.value, abs=b.size.uncertainty)
    moved = [r for r in done.reps if r.movement and r.movement.camera_moved]
    assert moved and all(r.size.uncertainty > still.reps[0].size.uncertainty for r in moved)  # type: ignore[operator]


def test_the_interval_grows_with_the_way_of_the_camera_more_up_than_across() -> None:
    """What lies behind moves less than the person does: part of a carried camera's way stays in their height."""

    def half_widths(*, across: float = 0.0, up: float = 0.0) -> list[float]:
        def carried(t: float) -> CameraPlace:
            return CameraPlace(shift=complex(across, up) * np.sin(1.3 * t))

        return [r.size.uncertainty or 0.0 for r in judged(through(carried, raises())).reps]

    still, little, up, across = half_widths(), half_widths(up=0.01), half_widths(up=0.04), half_widths(across=0.04)
    for a, b, c, d in zip(still, little, up, across, strict=True):
        assert a < b < c
        assert a < d < c


def test_without_its_places_a_moving_camera_would_cost_repetitions() -> None:
    """Or the test above would prove nothing."""
    assert len(judged([replace(p, place=CameraPlace()) for p in through(sway, raises())]).reps) != REPS


def test_each_shot_has_its_own_view_scale_and_rest() -> None:
    side, front = raises(90)[: int(2 * CYCLE * 30)], raises(0)
    nearer = [replace(p, t=p.t + 2 * CYCLE, xy=1.4 * p.xy - 0.2 - 0.1j, place=CameraPlace(shot=1)) for p in front]
    done = judged([*side, *nearer])
    assert [r.view for r in done.reps] == [View.SIDE] * 2 + [View.FRONT] * REPS
    assert done.cuts_s == (pytest.approx(2 * CYCLE),)
    for rep in done.reps:
        assert rep.size.value == pytest.approx(done.reps[0].size.value, rel=0.2)
    assert done.reps[1].rest_s is None  # what lies between is not known


def test_a_movement_across_a_cut_is_an_attempt() -> None:
    poses = [replace(p, place=CameraPlace(shot=int(p.t > 6.6))) for p in raises()]
    done = judged(poses)
    assert len(done.reps) == REPS - 1
    assert "cut off by a cut of the film" in [a.detail for a in done.attempts]


def test_a_frozen_picture_is_a_gap_and_what_it_hides_is_no_repetition() -> None:
    held = next(p for p in raises() if p.t > 6.7)
    poses = [replace(held, t=p.t, place=CameraPlace(frozen=p.t > 7.3)) if 6.7 < p.t < 9.5 else p for p in raises()]
    done = judged(poses)
    assert len(done.reps) == REPS - 1
    assert [g.reason for g in done.gaps] == [FROZEN]
    assert [a.reason for a in done.attempts] == ["tracking-lost"]


def test_of_a_view_that_is_not_sure_only_what_both_show_is_judged() -> None:
    """The model turns a person round in part of the pictures: front or back, and from the back nothing is measured."""
    turned = [b if a.t > 11.4 else a for a, b in zip(raises(0), raises(180), strict=True)]

    def result(poses: list[Pose], view: View | None = None) -> Result:
        frames = [as_seen(p) for p in poses]
        return judge(Stream(frames), "calf-raise", Settings(view=view))

    sure, unsure, told = result(raises(0)), result(turned), result(turned, View.FRONT)
    assert all(rep.rom.value for rep in sure.reps) and "view-unsure" not in [f.id for f in sure.findings]
    assert unsure.reps and not any(rep.rom.value for rep in unsure.reps)
    assert "view-unsure" in [f.id for f in unsure.findings]
    reasons = {c.id: (c.verdict, c.reason) for c in unsure.checks}
    assert reasons["short"] == ("not-assessable", UNSURE)
    assert "view-unsure" not in [f.id for f in told.findings]


def test_what_stays_of_a_moving_camera_does_not_raise_the_top() -> None:
    """A rise is measured from level to level: a jolt of a quarter of a second at the top is in its highest point."""

    def jolted(t: float) -> CameraPlace:
        return CameraPlace(shift=0.02j * np.exp(-((((t - 2.2) % CYCLE) / 0.12 - 1) ** 2)))

    def sizes(share_that_stays: float) -> list[float]:
        poses = through(jolted, raises())
        stays = [replace(p, xy=p.xy + share_that_stays * p.place.shift) for p in poses]
        return [r.size.value or 0.0 for r in judged(stays).reps]

    assert sizes(0.3) == pytest.approx(sizes(0.0), rel=0.06)
