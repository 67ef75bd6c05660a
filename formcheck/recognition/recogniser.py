"""All exercises at once over one stream of poses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from formcheck.motion.landmark_filter import LandmarkFilter
from formcheck.motion.measuring import BEFORE_S
from formcheck.motion.pose import Pose, Track
from formcheck.motion.session import UNSEEN_IS_NAN
from formcheck.motion.shot import Shot
from formcheck.motion.spec import Exercise
from formcheck.motion.view import Posture, posture_of
from formcheck.recognition.candidate import Candidate
from formcheck.recognition.sets import FoundSet, sets_of
from formcheck.recognition.stillness import limb_moves

STEP_S = 0.09  # between the poses that are looked at: ten a second tell one exercise from another
LOOK_S = 0.35  # between looks at view, scale and place
BLOCK = 10  # poses that are looked at together: numpy takes as long for one
REMEMBERED_S = 130.0  # the longest movement that is measured whole


@dataclass(frozen=True, slots=True)
class _Posture:
    """Exercises of one posture: they see the same view, and know in the same way when somebody has left."""

    posture: Posture
    travels: float
    candidates: list[Candidate]
    shots: list[Shot] = field(default_factory=list)

    def end_open(self, reason: str, poses: Sequence[Pose], scale: float) -> None:
        for c in self.candidates:
            c.end_open(reason, poses, scale)


def _look(exercise: Exercise) -> tuple[Posture, float]:
    return exercise.posture.seen_like, exercise.travels


class Recogniser:
    """Push every pose; so_far() has the sets until now; after finish(), sets() has all of the stream."""

    def __init__(self, exercises: Sequence[Exercise], aspect: float) -> None:
        self._aspect = aspect
        self._filter = LandmarkFilter(aspect)
        self._postures = [  # exercises that ask the same of view and place share their look at it
            _Posture(*key, [Candidate(e, aspect) for e in group])
            for key, group in groupby(sorted((e for e in exercises if e.landmarks.together), key=_look), key=_look)
        ]
        self._poses: list[Pose] = []
        self._block: list[Pose] = []
        self._scales: list[float] = []
        self._shot = -1
        self._last = self._looked = -np.inf
        self._seen_as: list[tuple[float, Posture]] = []
        self.frames_with_person = 0

    @UNSEEN_IS_NAN
    def push(self, pose: Pose) -> None:
        """Take the next pose, as the model saw it."""
        if pose.place.shot != self._shot:
            self._begin_shot(pose)
        pose = self._filter.push(pose)
        self.frames_with_person += not pose.nobody
        self.push_filtered(pose)

    @UNSEEN_IS_NAN
    def push_filtered(self, pose: Pose) -> None:
        """Take the next pose, as the landmark filter let it through; most are passed over."""
        if pose.t - self._last < STEP_S:
            return
        if pose.place.shot != self._shot:
            self._begin_shot(pose)
        self._last = pose.t
        if pose.place.frozen:
            self._end_open("no-frames")
            return
        self._block.append(pose.steadied)
        left = []
        if pose.t - self._looked >= LOOK_S or np.isnan(self._scale):
            self._looked = pose.t
            left = [p for p in self._postures if p.shots[-1].look(self._block[-1], pose, p.posture, p.travels)]
        self._scales.append(self._scale)
        if len(self._block) >= BLOCK or left:
            self._look()
        for p in left:
            p.end_open("moved-away", self._poses, self._scale)

    @UNSEEN_IS_NAN
    def finish(self) -> None:
        """The stream has ended."""
        self._look()
        for c in self._candidates:
            c.finish(self._poses, self._scale)

    @UNSEEN_IS_NAN
    def sets(self) -> list[FoundSet]:
        """What was done, one set after the other."""
        found = [(c.exercise, c.found, p.shots) for p in self._postures for c in p.candidates]
        return sets_of(found, self._seen_as)

    @UNSEEN_IS_NAN
    def so_far(self) -> list[FoundSet]:
        """The sets as if they ended now, while the stream goes on."""
        self._look()
        seen = [(c, p.shots) for p in self._postures for c in p.candidates]
        found = [(c.exercise, [*c.found, *c.nearly(self._poses, self._scale)], shots) for c, shots in seen]
        return sets_of(found, self._seen_as)

    def seen_as(self, start_s: float, end_s: float) -> list[Posture]:
        """The postures seen between, one a block."""
        return [p for t, p in self._seen_as if start_s <= t <= end_s]

    @UNSEEN_IS_NAN
    def limb_moves(self, start_s: float, end_s: float) -> bool:
        """Whether a limb moved between, as far back as poses are kept."""
        return limb_moves(Track.of([p for p in self._poses if start_s <= p.t <= end_s]))

    @property
    def _candidates(self) -> list[Candidate]:
        return [c for p in self._postures for c in p.candidates]

    @property
    def _scale(self) -> float:
        return self._postures[0].shots[-1].scale if self._shot >= 0 else float("nan")

    def _begin_shot(self, pose: Pose) -> None:
        self._end_open("cut")
        self._filter = LandmarkFilter(self._aspect)
        self._poses, self._shot = [], pose.place.shot
        for p in self._postures:
            p.shots.append(Shot(number=self._shot, start_s=pose.t))

    def _end_open(self, reason: str) -> None:
        self._look()
        for p in self._postures:
            p.end_open(reason, self._poses, self._scale)

    def _look(self) -> None:
        if not self._block:
            return
        self._poses += self._block
        block = Track.of(self._block)
        self._seen_as.append((self._block[0].t, posture_of(block)))
        for c in self._candidates:
            c.push(block, self._scales, self._poses)
        self._block, self._scales = [], []
        needed = min((c.since for c in self._candidates if c.since is not None), default=self._last)
        keep = max(needed, self._last - REMEMBERED_S) - BEFORE_S
        if self._poses[0].t < keep - 2.0:
            self._poses = [p for p in self._poses if p.t >= keep]
