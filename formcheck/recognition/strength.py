"""How well an exercise explains what somebody does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formcheck.motion.rep import Attempt
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.spec import Exercise
from formcheck.motion.view import Posture

UNSUITED = 0.7  # what a view is worth that cannot count the exercise
STILL = 0.5  # what a hold is worth beside a movement: everybody stands still now and then
HELD_S, PROPPED_S = 5.0, 2.0  # a hold this long is one; on hands or forearms and toes nobody rests
FITTING = 0.3  # of the time its posture is seen, where it is done: hinges and squats leave it on their way
ELSEWHERE = 0.5  # what an exercise is worth whose posture is another than the one seen
SMALL = 0.5  # of a repetition speaks against an exercise: its own movement, but smaller
CUT_OFF = ("cut", "no-frames")
LIES = (Posture.LYING, Posture.SIDE_LYING)  # any lying body is sometimes mistaken for these


def strength_of(exercise: Exercise, done: SetAnalysis, start: float, end: float, postures: Sequence[Posture]) -> float:
    """How well the exercise explains what happens from start to end, 0 to 1."""
    reps = [r.movement for r in done.reps if r.movement]
    moving = sum(r.end_s - r.start_s for r in done.reps)
    n = len(reps)
    cut_off = [a for a in done.attempts if a.movement and a.movement.reason in CUT_OFF]  # nothing speaks against those
    lost = sum(a.end_s - a.start_s for a in cut_off if start <= a.start_s and a.end_s <= end)
    of_all = n / (n + against([a for a in done.attempts if a not in cut_off], moving / n, n))
    size = min(1.0, 0.5 + 0.5 * float(np.median([m.size for m in reps])))
    how = STILL * min(1.0, moving / held_enough(exercise)) if exercise.kind == "holds" else n / (n + 1)
    suited = 1.0 if exercise.suited(done.view) else UNSUITED
    fitting = sum(_fits(exercise.posture, p) for p in postures)
    lies_so = 1.0 if fitting >= FITTING * len(postures) else ELSEWHERE
    return min(1.0, moving / max(end - start - lost, moving)) * of_all * size * how * suited * lies_so


def held_enough(exercise: Exercise) -> float:
    """Seconds after which a hold is nothing that happens by the way."""
    return PROPPED_S if exercise.posture is Posture.FRONT_SUPPORT else HELD_S


def against(attempts: Sequence[Attempt], typical_s: float, counted: int) -> float:
    """How many repetitions what was not counted outweighs.

    A twitch less than one, one that is only too small half of one. Clearly another movement two, if most are: fewer
    among many that count are the same movement, badly seen.
    """
    others = sum(1 for a in attempts if a.movement and a.movement.other)
    weights = {"other": 2.0 if others > counted else 1.0, "small": SMALL, "": 1.0}
    return sum(min(1.0, (a.end_s - a.start_s) / typical_s) * weights[_kind(a)] for a in attempts)


def _kind(a: Attempt) -> str:
    m = a.movement
    if m and m.other:
        return "other"
    return "small" if m and m.reason == "short" and not m.refused else ""


def _fits(posture: Posture, seen: Posture) -> bool:
    """Whether a body in this posture may be seen as the other; side-lying ones are seen as anything."""
    if posture is Posture.BENT_OVER:
        return True
    if posture is Posture.SEATED:
        return seen is not Posture.PRONE
    if posture.stands:
        return seen in (Posture.UPRIGHT, Posture.UNKNOWN)
    if posture.faces_floor:
        return seen in (Posture.PRONE, Posture.UNKNOWN, *LIES)
    return posture is not Posture.SUPINE or seen in (Posture.SUPINE, Posture.UNKNOWN, *LIES)
