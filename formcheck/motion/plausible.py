"""Which landmarks of a movement are not believed: they contradict the others, or were out of the picture.

The two arms of a body are equally long, and so are its legs (Drillis & Contini 1966; Winter 2009, table 4.1, gives one
length for both). Decided for whole movements: believed frame by frame, the longer arm changes and the signal jumps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.messages import N_, _
from formcheck.motion.cue import Cue
from formcheck.motion.movement import NAN, Doubt, Movement
from formcheck.motion.pose import Floats, Part, Points, Pose, Side, Track, median
from formcheck.motion.signals import trunk_length
from formcheck.motion.spec import Exercise
from formcheck.motion.thresholds import Threshold
from formcheck.wording import word_of

LIMBS = {N_("arm"): (Part.SHOULDER, Part.ELBOW, Part.WRIST), N_("leg"): (Part.HIP, Part.KNEE, Part.ANKLE)}
SHRUNK = 0.5  # of the other side's length, in the picture and in space: the picture alone may foreshorten it
SHRINKS = 0.2  # of the frames; a far arm that the model lost 0.32 to 0.92, in all other repetitions 0.09 at most
CROSSED = 0.15  # trunk lengths that the left wrist is to the right of the right one, by the order of the hips
SIDEWAYS = 0.1  # trunk lengths between the hips: closer together they have no order
CROSSES = 0.15  # of the frames; of a Y raise with mixed-up arms 0.23 to 0.73, of others 0.03. Hands may cross, not jump
LOWER, TRADES = 0.25, 0.35  # trunk lengths between the ankles' heights; of these frames. Swapped 0.45, others 0.32
STANDS = 1.2  # trunk lengths of the hips over the lower ankle; a leg has 1.7, a thigh 0.85
HEAD_CUT = Doubt(frozenset(range(Part.SHOULDER)), _("the head leaves the picture"))
FOREHEAD, CUT = 0.15, 0.2  # trunk lengths from the nose along the trunk; of the frames
LEAVES = 0.4  # of the frames; free feet filmed just inside 0, a twentieth of the picture outside 0.56 and more


def doubts_in(poses: Sequence[Pose], aspect: float) -> tuple[Doubt, ...]:
    """What is not to be believed in these poses of one movement, which are steadied."""
    if len(poses) < 2:
        return ()
    track = Track.of(poses)
    body = track.model.together
    found = [d for limb, parts in LIMBS.items() if body for d in _shrunk(track, limb, parts)]
    if body and _mixed_up(track):
        arms = frozenset(p.of(s) for p in (Part.ELBOW, Part.WRIST) for s in Side)
        found.append(Doubt(arms, _("the camera cannot tell the left arm from the right"), of_shot=True))
    if body and _trade_places(track):
        legs = frozenset(p.of(s) for p in (Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE) for s in Side)
        why = _("the camera cannot tell the left leg from the right")
        found.append(Doubt(legs, why, of_shot=True, of_side=True))
    xy = _in_picture(poses)
    if body and _head_cut(xy, aspect):
        found.append(HEAD_CUT)
    away = _outside(xy, aspect).mean(0) > LEAVES
    for part in track.model.parts:
        for side in Side:
            if away[part.of(side)]:
                why = _("the {side} {lower} leaves the picture").format(side=_(side), lower=word_of(part.word))
                found.append(Doubt(frozenset({part.of(side)}), why))
    return tuple(found)


def rests_on(exercise: Exercise, m: Movement, cue: Cue | None = None) -> set[int]:
    """The landmarks that a cue is about. Without one, and where it is judged by range or tempo: those of the signal."""
    if cue and isinstance(cue.sign_in(m.view), Threshold):
        return {i for bone in exercise.highlight(m.side, cue) for i in bone}
    signal = exercise.signal_named(m.signal)
    return {p.of(s) for p in signal.needs for s in ([signal.side] if signal.side else Side)}


def doubted(exercise: Exercise, m: Movement, cue: Cue | None = None) -> str | None:
    """Why a cue cannot be judged in a movement, or without one its range and tempo; None if it can."""
    needed = rests_on(exercise, m, cue) if m.doubts else set()
    return next((d.why for d in m.doubts if not needed.isdisjoint(d.landmarks)), None)


def side_doubted(exercise: Exercise, m: Movement) -> str | None:
    """Why the working side is not known, of a movement that one side does alone; None if it is."""
    limb = {p.of(s) for p in exercise.limb for s in Side} if exercise.one_sided(m.variant) else set[int]()
    return next((d.why for d in m.doubts if d.of_side and not limb.isdisjoint(d.landmarks)), None)


def only_believed(exercise: Exercise, found: Iterable[Movement]) -> list[Movement]:
    """The movements of a set without what rests on landmarks that are not believed, in it or in its whole shot."""
    found = list(found)
    shots = {(f.shot, d) for f in found if f.counts for d in f.doubts if d.of_shot}
    return [_stripped(exercise, f, [d for shot, d in shots if shot == f.shot]) for f in found]


def _stripped(exercise: Exercise, m: Movement, of_shot: Sequence[Doubt]) -> Movement:
    doubts = sorted({*of_shot, *(d for d in m.doubts if not d.of_shot)}, key=lambda d: d.why)
    m = replace(m, doubts=tuple(doubts))
    if not doubts:
        return m
    m = replace(m, evidence={id_: e for id_, e in m.evidence.items() if not doubted(exercise, m, exercise.cue(id_))})
    if not doubted(exercise, m):
        return m
    return replace(m, ranges=(NAN,) * len(m.ranges), both=None, hidden=(True,) * 4, paces=(NAN, NAN))


def _shrunk(track: Track, limb: str, parts: Sequence[Part]) -> list[Doubt]:
    points = [[p.of(s) for p in parts] for s in Side]
    in_picture = [np.abs(np.diff(track.xy[:, i])).sum(1) for i in points]
    in_space = [np.linalg.norm(np.diff(track.world[:, i], axis=1), axis=2).sum(1) for i in points]
    found = []
    for i, side in enumerate(Side):
        short = (in_picture[i] < SHRUNK * in_picture[1 - i]) & (in_space[i] < SHRUNK * in_space[1 - i])
        if _share(short, in_space[0] + in_space[1]) > SHRINKS:
            why = _(
                "the camera does not see the {side} {limb} well enough: it looks less than half as long as the other"
            )
            found.append(Doubt(frozenset(points[i][1:]), why.format(side=_(side), limb=_(limb)), of_shot=True))
    return found


def _mixed_up(track: Track) -> bool:
    """Whether the arms change places in the picture, and jump from one frame to the next."""
    trunk, hips = median(trunk_length(track)), track.xy[:, Part.HIP] - track.xy[:, Part.HIP + 1]
    left, right = (track.xy[:, [p.of(s) for p in (Part.ELBOW, Part.WRIST)]] for s in Side)
    across = ((left - right)[:, 1] * np.conj(hips)).real / np.abs(hips)
    crossed = (across < -CROSSED * trunk) & (np.abs(hips) > SIDEWAYS * trunk)
    stay = np.abs(left[1:] - left[:-1]) + np.abs(right[1:] - right[:-1])
    swap = np.abs(left[1:] - right[:-1]) + np.abs(right[1:] - left[:-1])
    jumps = (swap < stay) & (np.abs(left - right)[:-1] > CROSSED * trunk)
    return _share(crossed, across) > CROSSES and bool(jumps.any())


def _trade_places(track: Track) -> bool:
    """Whether now one foot, now the other is the lower one while they are clearly apart: nobody who stands changes legs
    midway."""
    trunk, (left, right) = median(trunk_length(track)), track.pair(Part.ANKLE).imag.T
    stands = track.mid(Part.HIP).imag - np.fmin(left, right) > STANDS * trunk
    clearly = (right - left)[stands & (np.abs(right - left) > LOWER * trunk)]
    if len(clearly) < LOWER * len(track):
        return False
    right_lower = float((clearly < 0).mean())
    return min(right_lower, 1 - right_lower) > TRADES


def _share(which: NDArray[np.bool_], seen: Floats) -> float:
    known = int((~np.isnan(seen)).sum())
    return float(which.sum()) / known if known else 0.0


def _in_picture(poses: Sequence[Pose]) -> Points:
    """Landmarks in the picture as it was; what is not seen is where it was last."""
    xy = np.array([(p.xy - p.place.shift) / p.place.turn if p.place.moved else p.xy for p in poses])
    last = np.maximum.accumulate(np.where(np.isnan(xy), 0, np.arange(len(xy))[:, None]), axis=0)
    return np.asarray(np.take_along_axis(xy, last, axis=0))


def _outside(xy: Points, aspect: float) -> NDArray[np.bool_]:
    return np.asarray((xy.real < 0) | (xy.real > aspect) | (xy.imag < 0) | (xy.imag > 1))


def _head_cut(xy: Points, aspect: float) -> bool:
    """Whether the picture's edge cuts the head: the model then puts it where it is not."""
    trunk = (xy[:, Part.SHOULDER] + xy[:, Part.SHOULDER + 1] - xy[:, Part.HIP] - xy[:, Part.HIP + 1]) / 2
    return bool(_outside(xy[:, 0] + FOREHEAD * trunk, aspect).mean() > CUT)
