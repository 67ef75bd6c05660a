"""Before the set: whether the camera sees everything, and the one thing to change next.

Checks the poses of the last second: whole body, room to move, posture, distance, view, light. This does not decide
what counts; a wrong view only means that fewer cues can be judged.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.live.hand_check import hand_fix
from formcheck.live.posture_check import posture_fix
from formcheck.messages import _
from formcheck.motion.pose import Part, Pose, Side, Track, median
from formcheck.motion.signals import trunk_length
from formcheck.motion.spec import Exercise
from formcheck.motion.view import Posture, View, posture_of, view_of

WINDOW_S = 1.0
SEEN = 0.5  # share of the window's frames that must contain a person
STILL = 0.08  # trunk lengths: how far a landmark of a still person drifts in a second, noise included
HAND_STILL = 0.25  # palm lengths: a hand that is held up sways more
BODY_LENGTH = 3.2  # trunk lengths from nose to toes, standing
HEAD = 0.3  # trunk lengths from the nose to the top of the head
CLOSER = 0.33  # of the picture's height (standing) or width (lying): smaller is too far
FITS = 0.97  # of the picture's height for body and movement: more never fits, however the camera is tilted
DARK = 45.0  # mean brightness of the picture, 0 to 255
BEGIN_S, ANYWAY_S = 1.0, 4.0  # seconds of stillness that start the set; the latter despite a minor problem
RESTLESS_S, AS_IT_IS_S = 5.0, 15.0  # in position this long without starting: ask the person to hold still
HOLD_STILL, AS_IT_IS = _("Hold still for a second to start"), _("Hold still to start anyway")
BODY = (Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE, Part.TOE)
MOVERS = (Part.SHOULDER, Part.WRIST, Part.HIP, Part.KNEE, Part.ANKLE)
TALL = (Posture.UPRIGHT, Posture.BENT_OVER, Posture.HANGING)  # needs room for a standing body


@dataclass(frozen=True, slots=True)
class SetupProblem:
    """The next thing to change. forbids: the set cannot start without it."""

    id: str
    say: str
    forbids: bool = False


@dataclass(frozen=True, slots=True)
class SetupState:
    """fix is None if all is well; still is the progress of holding still until the countdown, 0 to 1.

    up is the side on top of a person lying on their side; count is what the countdown to the set says.
    """

    fix: SetupProblem | None
    still: float
    up: Side | None = None
    count: int | None = None

    @property
    def ready(self) -> bool:
        return self.still >= 1

    @property
    def begins(self) -> bool:
        return self.count == 0


class SetupCheck:
    """Push poses as they come from the camera, not filtered: points outside the picture matter here.

    exercise  None: only what every exercise needs is asked for
    """

    def __init__(self, exercise: Exercise | None, aspect: float, side: Side | None = None) -> None:
        self._exercise, self._aspect = exercise, aspect
        self._side = side  # the side that should work, if prescribed
        self._poses: list[Pose] = []
        self._light = 255.0
        self._still_since: float | None = None
        self._there_since: float | None = None  # in position

    def push(self, pose: Pose, light: float) -> SetupState:
        """light is the mean brightness of the picture, 0 to 255."""
        self._poses = [p for p in self._poses if p.t > pose.t - WINDOW_S] + [pose]
        self._light = light
        fix = self.fix()
        forbidden, still = fix is not None and fix.forbids, self._still()
        if forbidden:
            self._there_since = None
        elif self._there_since is None:
            self._there_since = pose.t
        if forbidden or not still:
            self._still_since = None
            return SetupState(self._steady(fix, pose.t), 0.0, self._up())
        if self._still_since is None:
            self._still_since = pose.t
        passed = (pose.t - self._still_since) / (BEGIN_S if fix is None else ANYWAY_S)
        return SetupState(fix, min(1.0, passed), self._up())

    def _steady(self, fix: SetupProblem | None, t: float) -> SetupProblem | None:
        """Ask a restless person in position to hold still; sooner if there is no other problem."""
        if (
            self._exercise is None
            or self._there_since is None
            or t - self._there_since <= (RESTLESS_S if fix is None else AS_IT_IS_S)
        ):
            return fix
        return SetupProblem("hold-still", HOLD_STILL if fix is None else AS_IT_IS)

    def fix(self) -> SetupProblem | None:
        """The most serious problem."""
        there = [p for p in self._poses if not p.nobody]
        if len(there) < SEEN * len(self._poses) or not there:
            return SetupProblem("nobody", self._nobody, forbids=True)
        track = Track.of(there)
        if not track.model.together:
            hand = hand_fix(track, self._aspect)
            return SetupProblem(*hand) if hand else self._dark()
        return (
            self._posture(track) or self._turned_over() or self._cut_off(track) or self._room(track)
            or self._view(track) or self._far(track) or self._dark()
        )  # fmt: skip

    @property
    def _nobody(self) -> str:
        if self._exercise is None or self._exercise.landmarks.together:
            return _("Step into the picture, with your whole body")
        return _("Hold your open hand up to the camera")

    @property
    def _clearance(self) -> tuple[float, float]:
        return self._exercise.clearance if self._exercise else (0.0, 0.0)

    def _to_be(self, track: Track) -> Posture:
        """The posture of the exercise, or the one that is seen."""
        return self._exercise.posture if self._exercise else posture_of(track)

    def _posture(self, track: Track) -> SetupProblem | None:
        if self._exercise is None:
            return None
        fix = posture_fix(self._exercise.posture, posture_of(track))
        return SetupProblem(*fix, forbids=True) if fix else None

    def _up(self) -> Side | None:
        """The upper side, by hips and shoulders together."""
        there = [p for p in self._poses if not p.nobody]
        if self._exercise is None or self._exercise.posture is not Posture.SIDE_LYING or not there:
            return None
        track = Track.of(there)
        if posture_of(track) is Posture.UPRIGHT:
            return None
        left, right = (median(track.at(Part.HIP, s).imag + track.at(Part.SHOULDER, s).imag) for s in Side)
        return Side.LEFT if left > right else Side.RIGHT if right > left else None

    def _turned_over(self) -> SetupProblem | None:
        up = self._up()
        if self._exercise is None or self._side is None or up is None or up is self._side:
            return None
        return SetupProblem(
            "turn-over", _("Turn over: {how}").format(how=self._exercise.side_label.format(side=_(self._side)))
        )

    def _cut_off(self, track: Track) -> SetupProblem | None:
        xy = np.nanmedian(track.xy.real, 0) + 1j * np.nanmedian(track.xy.imag, 0)
        body = np.array([xy[p.of(s)] for p in BODY for s in Side])
        low, high = min(body.imag), max(*body.imag, xy[0].imag)
        if low < 0 or high > 1:
            trunk = median(trunk_length(track))  # the model makes legs too short if it does not see them
            needs = max(high - low + HEAD * trunk, (BODY_LENGTH + HEAD + self._clearance[0]) * trunk)
            if needs > FITS and self._to_be(track) in TALL:
                return SetupProblem("step-back", _("Step back: I need to see you from head to feet"))
            if low < 0:
                return SetupProblem("tilt-down", _("Tilt the camera down: your feet are cut off"))
            return SetupProblem("tilt-up", _("Tilt the camera up: your head is cut off"))
        if min(*body.real, xy[0].real) < 0 or max(*body.real, xy[0].real) > self._aspect:
            wide = np.ptp(np.append(body.real, xy[0].real)) > 0.9 * self._aspect
            return SetupProblem(
                "step-back" if wide else "middle",
                _("Move back: I need to see you from head to feet") if wide
                else _("Move towards the middle of the picture"),
            )  # fmt: skip
        return None

    def _room(self, track: Track) -> SetupProblem | None:
        """Whether the movement stays in the picture."""
        up, beside = self._clearance
        trunk = median(trunk_length(track))
        head, hips = median(track.nose.imag), median(track.mid(Part.HIP).real)
        posture = self._to_be(track)
        if posture in TALL and head + (HEAD + up) * trunk > 1:
            return SetupProblem("step-back", _("Step back: there is no room above your head"))
        side = view_of(track, posture) is View.SIDE
        if side and beside and (hips - beside * trunk < 0 or hips + beside * trunk > self._aspect):
            return SetupProblem("step-back", _("Step back: there is no room in front of and behind you"))
        return None

    def _far(self, track: Track) -> SetupProblem | None:
        head, feet = track.nose, track.mid(Part.ANKLE)
        posture = self._to_be(track)
        upright = posture.stands
        size = median(np.abs(head - feet)) / (1 if upright else self._aspect)
        if posture is Posture.HANGING:  # with the legs folded
            size = max(size, BODY_LENGTH * median(trunk_length(track)))
        end_on = not upright and view_of(track, posture) in (View.HEAD_END, View.FOOT_END)
        if size > CLOSER or end_on:
            return None
        return SetupProblem("closer", _("Come closer, or bring the camera closer"))

    def _view(self, track: Track) -> SetupProblem | None:
        e = self._exercise
        if e is None:
            return None
        view = view_of(track, e.posture)
        best = next(v for v in e.views if e.suited(v))
        measured = e.sees(view).range is not None or e.sees(best).range is None
        if view is View.UNKNOWN or (e.suited(view) and measured):
            return None
        if view is View.ABOVE:
            return SetupProblem("lower-camera", _("Lower the camera to knee height"))
        if e.posture.stands:
            return SetupProblem(
                "turn", _("Turn to face me") if best is View.FRONT else _("Turn so that your side faces me")
            )
        along = _("your belly") if best is View.FRONT else _("your side")
        return SetupProblem(
            "turn", _("Turn so that {along} faces me, with your body across the picture").format(along=along)
        )

    def _dark(self) -> SetupProblem | None:
        return SetupProblem("light", _("Turn on more lights")) if self._light < DARK else None

    def _still(self) -> bool:
        span = self._poses[-1].t - self._poses[0].t
        there = [p for p in self._poses if not p.nobody]
        if span < 0.8 * WINDOW_S or len(there) < 0.8 * len(self._poses):
            return False
        track = Track.of(there)
        trunk = median(trunk_length(track))
        together = track.model.together
        still = STILL if together else HAND_STILL
        for part in MOVERS if together else track.model.scale:
            for side in Side:
                at = track.at(part, side)
                centre = median(at.real) + 1j * median(at.imag)
                if np.percentile(np.abs(at - centre), 90) > still * trunk:
                    return False
        return True
