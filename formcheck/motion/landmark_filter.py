"""The trust gate: the one place where a landmark becomes "not seen".

MediaPipe always answers with all points, and its visibility says little about their error: far elbows at
0.05 still count every wall angel from the side, and hidden joints have been reported at 0.99. So a landmark
is believed unless its place is implausible: outside the picture, jumped, or at the end of a bone that grew.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.hand_sides import HandSides
from formcheck.motion.landmarks import BODY, LandmarkModel, Side
from formcheck.motion.pose import Floats, Points, Pose

WILD, WILD_M = 10.0, 10.0  # frame heights, metres from the hips: an error, and squares would overflow
MARGIN = 0.05  # of the frame: slightly outside, landmarks are extrapolated well; further out they are invented
RELOCK_S = 0.4  # a jump that lasts is accepted
BONE_GROWTH = 1.35  # over its running length, and over what fits a body (Drillis & Contini proportions)
SWAP_MAX_GAP_S = 0.12
SWAP_MAX_S = 0.45  # measured swaps last up to 0.4 s; after a longer one the earlier labels were wrong
SWAP_MIN_GAP = 0.15  # trunk lengths between left and right: below, a swap cannot be detected

BONES = tuple((a.of(s), b.of(s), length) for s in Side for a, b, length in BODY.limbs)  # in trunk lengths
_NEAR, _FAR = np.array([a for a, _, _ in BONES]), np.array([b for _, b, _ in BONES])
_LENGTH = np.array([length for _, _, length in BONES])
_LEGS = slice(BODY.swaps[0], BODY.swaps[-1] + 2)  # one after the other, left and right in turn


class LandmarkFilter:
    """Filter poses one by one: untrusted landmarks become NaN, swapped legs are swapped back."""

    def __init__(self, aspect: float, model: LandmarkModel = BODY) -> None:
        self._model = model
        self._hands = None if model.together else HandSides()
        self._last: Points | None = None  # last trusted position of each point
        self._edges = np.array([-MARGIN, -MARGIN]), np.array([aspect + MARGIN, 1 + MARGIN])
        self._when: Floats | float = -np.inf  # of each point; a number where it is the same for all
        self._bones: Floats | None = None
        self._before: Pose | None = None
        self._swapped_since: float | None = None

    def push(self, pose: Pose) -> Pose:
        """The pose with untrusted landmarks as NaN."""
        pose = _tame(pose)
        if pose.nobody:
            return pose
        if self._hands:
            pose = self._hands.push(pose)
        elif self._model.swaps:
            pose = self._unswap(pose)
        xy = pose.xy
        unit = self._unit(xy) + 1e-9
        least, most = self._edges
        parts = np.ascontiguousarray(xy, np.complex128).view(np.float64).reshape(-1, 2)  # x and y
        outside = (parts < least) | (parts > most)
        bad = outside[:, 0] | outside[:, 1]
        xy = pose.steadied.xy
        if self._last is None:
            self._last = xy
        gone = pose.t - self._when
        jumped = (np.abs(xy - self._last) > self._model.jump * unit * gone) & (gone < RELOCK_S)
        if np.count_nonzero(jumped):  # which takes a fraction of the time of any()
            xy, self._when = np.where(jumped, self._last, xy), np.where(jumped, self._when, pose.t)
            bad |= jumped
        else:
            self._when = pose.t
        self._last = xy
        if self._model.limbs and len(stretched := self._stretched(pose)):
            bad[stretched] = True
        self._before = pose
        if not np.count_nonzero(bad):
            return pose
        return replace(
            pose, xy=np.where(bad, np.nan + 1j * np.nan, pose.xy), world=np.where(bad[:, None], np.nan, pose.world)
        )

    def _unit(self, xy: Points) -> float:
        if self._model.together:
            return float(abs((xy[11] + xy[12] - xy[23] - xy[24]) / 2))
        a, b = self._model.scale
        return float(np.nanmax(np.abs(xy[b : b + 2] - xy[a : a + 2])))

    def _stretched(self, pose: Pose) -> NDArray[np.int_]:
        """Far ends of bones that are much longer than they were. World lengths: they do not foreshorten."""
        w = pose.world
        bones = w[_FAR] - w[_NEAR]
        x, y, z = (bones * bones).T
        length = np.sqrt(x + y + z)
        x, y, z = (w[11] + w[12] - w[23] - w[24]).tolist()
        trunk = sqrt(x * x + y * y + z * z) / 2
        if self._bones is None:
            self._bones = length
        far = BONE_GROWTH * self._bones
        grown = length > np.maximum(far, BONE_GROWTH * trunk * _LENGTH)
        known = self._bones + 0.02 * (np.minimum(length, far) - self._bones)
        if np.count_nonzero(unknown := np.isnan(known)):
            known = np.where(unknown, np.where(np.isnan(self._bones), length, self._bones), known)
        self._bones = known
        return np.asarray(_FAR[grown])

    def _unswap(self, pose: Pose) -> Pose:
        """Swap the legs' labels back if that makes the picture continue smoothly."""
        old, since = self._before, self._swapped_since
        self._swapped_since = None
        if old is None or pose.t - old.t > SWAP_MAX_GAP_S:
            return pose
        if since is not None and pose.t - since > SWAP_MAX_S:
            return pose
        now, was = pose.steadied.xy, old.steadied.xy
        legs, old_legs = now[_LEGS], was[_LEGS]
        left, right, was_left, was_right = legs[::2], legs[1::2], old_legs[::2], old_legs[1::2]
        far = np.abs(legs - old_legs)
        stay = far[::2] + far[1::2]
        swap = np.abs(left - was_right) + np.abs(right - was_left)
        smoother = swap < 0.5 * stay
        if np.count_nonzero(smoother[1:]) < 2:
            return pose
        trunk = abs((old.xy[11] + old.xy[12] - old.xy[23] - old.xy[24]) / 2)
        apart = np.abs(was_left - was_right) > SWAP_MIN_GAP * trunk
        votes = apart & smoother
        if votes[1:].sum() < 2 or (apart & (stay < swap)).sum() > 1:
            return pose
        self._swapped_since = pose.t if since is None else since
        order = np.arange(len(pose.xy))
        first, last = _LEGS.start if votes[0] else _LEGS.start + 2, _LEGS.stop
        order[first:last:2], order[first + 1 : last : 2] = order[first + 1 : last : 2], order[first:last:2].copy()
        return replace(pose, xy=pose.xy[order], world=pose.world[order])


def _tame(pose: Pose) -> Pose:
    """Infinite and absurdly far landmarks as NaN."""
    off, far = np.abs(pose.xy) > WILD, np.abs(pose.world) > WILD_M
    if not (np.count_nonzero(off) or np.count_nonzero(far)):
        return pose
    return replace(
        pose,
        xy=np.where(off, np.nan + 1j * np.nan, pose.xy),
        world=np.where((off | far.any(1))[:, None], np.nan, pose.world),
    )
