"""Detect a moving camera, such as a hand-held one: objects on the floor then move with everything else."""

from __future__ import annotations

import numpy as np

from formcheck.motion.pose import Floats, Part, Points, Side, Track, median
from formcheck.motion.rep_phases import smooth
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.signals import upright_height

SLOW_S = 0.5  # body movement is slower, hand shake is quicker
FREE = 0.3  # T: if the toes differ more in height, the upper foot is in the air
LEAST = 0.006  # T: less movement of the toes is noise
STANDS, MOVES = 0.5, 0.62  # on a tripod at most 0.48, hand-held at least 0.54; both signals count in between


def height_over_toes(track: Track) -> Floats:
    """Like upright_height, but measured from the toes on the floor, so that camera movement cancels out."""
    left, right = (track.at(Part.TOE, s).imag for s in Side)
    one_leg = np.abs(left - right) > FREE * np.abs(track.trunk)
    return np.asarray(upright_height(track) - np.where(one_leg, np.fmin(left, right), (left + right) / 2))


def camera_moves(w: RepWindow) -> float:
    """How similarly toes and shoulders move: 1 together, 0 independently, not at all, or not seen.

    Lin's concordance (Biometrics 45, 1989) of both without their slow movements, across and up together.
    """
    left, right = (w.track.at(Part.TOE, s) for s in Side)
    toes = left if median(left.imag) <= median(right.imag) else right  # the toe of a free leg moves with the body
    shoulders = w.track.mid(Part.SHOULDER)
    seen = ~np.isnan(toes) & ~np.isnan(shoulders)
    if seen.sum() < 10:
        return 0.0
    t = w.track.t[seen]
    a, b = (_quick(t, x[seen]) for x in (toes, shoulders))
    if np.std(a) < LEAST * w.trunk:
        return 0.0
    return float(2 * (a * b.conj()).real.mean() / (np.abs(a) ** 2 + np.abs(b) ** 2).mean())


def _quick(t: Floats, x: Points) -> Points:
    return np.asarray(x - smooth(t, x.real, SLOW_S) - 1j * smooth(t, x.imag, SLOW_S))
