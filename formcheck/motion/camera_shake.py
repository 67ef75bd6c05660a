"""Detect a moving camera, such as a hand-held one: objects on the floor then move with everything else."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from formcheck.motion.pose import Floats, Part, Points, Side, Track
from formcheck.motion.rep_phases import smooth
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.signals import upright_height

SLOW_S = 0.5  # body movement is slower, hand shake is quicker
FREE = 0.3  # T: if the toes differ more in height, the upper foot is in the air
LEAST = 0.006  # T: less movement of the toes is noise
STANDS, MOVES = 0.5, 0.62  # on a tripod at most 0.48, hand-held at least 0.54; both signals count in between


def height_over_toes(track: Track) -> Floats:
    """Like upright_height, but measured from the toes on the floor, so that camera movement cancels out."""
    left, right = track.pair(Part.TOE).imag.T
    one_leg = np.abs(left - right) > FREE * np.abs(track.trunk)
    return np.asarray(upright_height(track) - np.where(one_leg, np.fmin(left, right), (left + right) / 2))


@lru_cache(maxsize=1)  # gates and range ask for the same window
def camera_moves(w: RepWindow) -> float:
    """How similarly toes and shoulders move, of both feet the least: 1 together, 0 independently, not at all, not seen.

    A camera moves both; a free leg moves with the body, and a hidden toe jumps.

    Lin's concordance (Biometrics 45, 1989) of both without their slow movements, across and up together.
    """
    shoulders = w.track.mid(Part.SHOULDER)
    both = [found for s in Side if (found := _both_quick(w.track, s, shoulders)) is not None]
    if not both:
        return 0.0
    return min(_concordance(toe, body) if np.std(toe) >= LEAST * w.trunk else 0.0 for toe, body in both)


def _concordance(a: Points, b: Points) -> float:
    return float(2 * (a * b.conj()).real.mean() / (np.abs(a) ** 2 + np.abs(b) ** 2).mean())


def _both_quick(track: Track, side: Side, shoulders: Points) -> tuple[Points, Points] | None:
    """The quick movements of that toe and of the shoulders where both are seen, if they are."""
    toe = track.at(Part.TOE, side)
    seen = ~np.isnan(toe) & ~np.isnan(shoulders)
    if seen.sum() < 10:
        return None
    return _quick(track.t[seen], toe[seen]), _quick(track.t[seen], shoulders[seen])


def _quick(t: Floats, x: Points) -> Points:
    return np.asarray(x - smooth(t, x.real, SLOW_S) - 1j * smooth(t, x.imag, SLOW_S))
