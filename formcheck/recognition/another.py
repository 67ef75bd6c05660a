"""Whether a clip that was to be one exercise clearly shows another."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.motion.pose import Pose
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.spec import Exercise
from formcheck.recognition.recogniser import STEP_S, Recogniser
from formcheck.recognition.sets import FoundSet

LOOKS_S = 120.0  # from the start: memory stays flat, and a set shows itself by then


class AnotherExercise:
    """Push filtered poses; they are looked at only if the exercise that was named was hardly seen."""

    def __init__(self, exercise: Exercise, aspect: float) -> None:
        self._exercise, self._aspect = exercise, aspect
        self._poses: list[Pose] = []

    def push(self, pose: Pose) -> None:
        poses = self._poses
        if not poses or (pose.t - poses[-1].t >= STEP_S and pose.t - poses[0].t < LOOKS_S):
            poses.append(pose)

    def instead(self, done: SetAnalysis, exercises: Sequence[Exercise]) -> FoundSet | None:
        """What was clearly done instead, if the set holds less of the named exercise than of something else."""
        if not self._exercise.landmarks.together or len(done.reps) > sum(done.others.values()):
            return None
        recogniser = Recogniser(exercises, self._aspect)
        for pose in self._poses:
            recogniser.push_filtered(pose)
        recogniser.finish()
        best = max(recogniser.sets(), key=lambda s: s.strength * (s.end_s - s.start_s), default=None)
        return best if best and best.sure and best.exercise.name != self._exercise.name else None
