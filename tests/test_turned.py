"""People turned from the camera, legs whose labels swap, and edges that cannot be seen."""

import numpy as np
import pytest
from movements import movement_of
from people import TRUNK, figure, filmed, lying_on_side, lying_prone, movement, rotate, seen

from formcheck.exercises import EXERCISES
from formcheck.exercises.measures import prone_y_raise, single_leg_rdl
from formcheck.motion import gates, signals
from formcheck.motion.pose import Part, Points, Pose, Side, Track
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.session import Session
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.view import Posture, View, turned, view_of

LEG_PARTS = (Part.HIP, Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE)


def judged(exercise: str, poses: list[Pose]) -> SetAnalysis:
    session = Session(EXERCISES[exercise], 16 / 9)
    for p in poses:
        session.push(p)
    return session.finish()


def window(track: Track) -> RepWindow:
    shape = movement_of(0.0, 0.0, 0.0, 0.0)
    return RepWindow(
        track=track, rest=track, top=track, movement=shape, trunk=float(np.abs(track.trunk[0])), view=View.SIDE
    )


@pytest.mark.parametrize("degrees", [0, 30, 60, 90])
def test_the_turn_is_read_from_feet_and_shoulders(degrees: float) -> None:
    for sign in (1, -1):
        assert turned(Track.of([seen(0, figure(), yaw=sign * degrees)]))[0] == pytest.approx(degrees, abs=5)


@pytest.mark.parametrize(("degrees", "view"), [(10, View.FRONT), (40, View.OBLIQUE), (75, View.SIDE)])
def test_a_depth_that_faces_the_camera_does_not_change_the_view(degrees: float, view: View) -> None:
    picture, depth = seen(0, figure(), yaw=degrees), seen(0, figure(), yaw=0.6 * degrees)
    assert view_of(Track.of([Pose(0, picture.xy, depth.world)]), Posture.UPRIGHT) is view


def test_toes_turned_out_are_no_turn_and_without_feet_the_depth_is_asked() -> None:
    p = figure()
    for side, way in ((Side.LEFT, 1), (Side.RIGHT, -1)):
        p[Part.TOE.of(side)] += [0.15 * way, 0, 0]
    assert view_of(Track.of([seen(0, p)]), Posture.UPRIGHT) is View.FRONT
    pose = seen(0, figure(), yaw=90)
    pose.xy[[Part.TOE, Part.TOE + 1]] = np.nan
    assert view_of(Track.of([pose]), Posture.UPRIGHT) is View.SIDE


def test_lying_askew_is_oblique() -> None:
    along_the_picture = lying_on_side()
    assert view_of(Track.of([seen(0, along_the_picture)]), Posture.SIDE_LYING) is View.FRONT
    assert view_of(Track.of([seen(0, rotate(along_the_picture, "z", 20))]), Posture.SIDE_LYING) is View.OBLIQUE
    assert view_of(Track.of([seen(0, rotate(along_the_picture, "y", 24))]), Posture.SIDE_LYING) is View.OBLIQUE


@pytest.mark.parametrize("degrees", [-30, 30])
def test_a_lens_that_looks_down_on_the_back_does_not_shorten_the_lift(degrees: float) -> None:
    at = movement(2)

    def lift(pitch: float) -> float:
        done = judged("prone-y-raise", filmed(lambda t: rotate(lying_prone(lift=25 * at(t)), "x", pitch), 12))
        assert done.reps[0].size.value is not None
        return done.reps[0].size.value

    assert lift(degrees) == pytest.approx(lift(0), rel=0.03)


@pytest.mark.parametrize("yaw", [40, 75])
def test_arms_are_counted_by_height_and_hands_that_leave_the_wall_are_seen(yaw: float) -> None:
    at = movement(3)

    def angel(forward: float, t: float) -> np.ndarray:
        p = figure(elevation=80 + 70 * at(t))
        p[[Part.WRIST, Part.WRIST + 1]] += [0, 0, forward * at(t)]
        return p

    for forward in (0.0, 0.15):
        done = judged("wall-angel", filmed(lambda t, f=forward: angel(f, t), 15, yaw=yaw, noise=0.0005))
        assert len(done.reps) == 3
        if yaw == 40:
            came, _ = done.reps[0].evidence["arms-off-wall"]
            assert came == pytest.approx(forward / TRUNK, abs=0.05)


def test_the_standing_knee_does_not_follow_swapped_labels() -> None:
    pose = seen(0, figure(hinge=70, free_leg=70), yaw=90)
    order = np.arange(33)
    for part in LEG_PARTS:
        order[part], order[part + 1] = part + 1, part
    a, b = Track.of([pose]), Track.of([Pose(0, pose.xy[order], pose.world[order])])
    assert single_leg_rdl.standing_knee(a) == pytest.approx(single_leg_rdl.standing_knee(b))
    assert single_leg_rdl.free_leg_hangs(window(a)) == pytest.approx(single_leg_rdl.free_leg_hangs(window(b)))
    assert single_leg_rdl.free_leg_hangs(window(a)) == pytest.approx(0, abs=1)


def test_a_standing_leg_and_rising_elbows_are_told() -> None:
    def of(shape: np.ndarray) -> RepWindow:
        return window(Track.of([seen(0, shape, yaw=90)]))

    assert prone_y_raise.lower_leg_tilt(of(figure(hinge=85, free_leg=85))) < 20
    assert prone_y_raise.lower_leg_tilt(of(rotate(figure(), "x", 90))) > 80
    raised = Track.of(filmed(lambda t: figure(elevation=80 + 35 * t), 2, yaw=90, noise=0.0))
    assert gates.elbows_move(window(raised)) > 40
    assert gates.elbows_move(window(Track.of(filmed(lambda t: figure(rise=0.06 * t), 2, yaw=90, noise=0.0)))) < 1


def test_a_hinge_seen_from_a_corner_is_as_deep_as_it_is() -> None:
    at = movement(3)
    poses = filmed(lambda t: figure(hinge=70 * at(t), free_leg=8 + 62 * at(t)), 15, yaw=35, noise=0.0005)
    done = judged("single-leg-rdl", poses)
    assert done.view is View.OBLIQUE
    assert [r.size.value for r in done.reps] == pytest.approx([70] * 3, abs=5)


def test_a_phase_with_an_edge_in_a_gap_is_unknown() -> None:
    at = movement(3)
    poses = filmed(lambda t: figure(rise=0.06 * at(t)), 15, yaw=90, noise=0.0005)
    shoulders: list[int] = [Part.SHOULDER, Part.SHOULDER + 1]
    hidden: Points
    for p in poses:
        if 1.9 < p.t < 2.25:  # where the first repetition reaches its top
            hidden = p.xy
            hidden[shoulders] = np.nan
    first, second, _ = judged("calf-raise", poses).reps
    assert (first.concentric_s, first.hold_s) == (None, None)
    assert first.eccentric_s == pytest.approx(second.eccentric_s, abs=0.1)
    assert second.concentric_s is not None


def test_elbow_height_tells_the_elevation_of_this_figure_from_any_side() -> None:
    for yaw in (0, 45, 90):
        a, b = (signals.elbow_height_elevation(Track.of([seen(0, figure(elevation=e), yaw=yaw)]))[0] for e in (90, 130))
        assert a == pytest.approx(90, abs=1)
        assert b > 130  # the figure's arms are longer than the model's


@pytest.mark.parametrize(("degrees", "other"), [(0, None), (45, None), (66, View.OBLIQUE), (85, None)])
def test_a_turn_within_its_error_of_a_limit_may_be_either_view(degrees: float, other: View | None) -> None:
    at = movement(2)
    done = judged("calf-raise", filmed(lambda t: figure(rise=0.06 * at(t)), 10, yaw=degrees, noise=0.0005))
    assert done.perhaps is other


def test_a_face_too_narrow_for_the_front_may_be_the_back_of_a_head() -> None:
    at = movement(2)

    def raised(t: float, eyes: float) -> np.ndarray:
        p = figure(rise=0.06 * at(t))
        p[[Part.EYE.of(s) for s in Side], 0] *= eyes
        return p

    for eyes, other in ((1.0, None), (0.4, View.BACK)):
        done = judged("calf-raise", filmed(lambda t, e=eyes: raised(t, e), 10, noise=0.0005))
        assert (done.view, done.perhaps) == (View.FRONT, other)
        assert (done.reps[0].size.value is None) is (other is View.BACK)


def test_a_movement_that_begins_with_the_clip_is_measured_from_the_rest_behind_it() -> None:
    """In its first frames landmarks settle: the shoulders come from below, and would seem to rise without the body."""
    at = movement(2)
    poses = filmed(lambda t: figure(rise=0.06 * at(t)), 10, yaw=90, noise=0.0)
    whole = judged("calf-raise", poses)
    for p in (poses := poses[5:]):
        p.xy[[Part.SHOULDER, Part.SHOULDER + 1]] -= 0.02j * np.exp(-(p.t - poses[0].t) / 0.05)
    done = judged("calf-raise", poses)
    assert len(whole.reps) == len(done.reps) == 2
    assert done.reps[0].size.value == pytest.approx(whole.reps[0].size.value, rel=0.1)
