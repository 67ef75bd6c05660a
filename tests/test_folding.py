"""How far elbows bend, whichever way they point."""

from __future__ import annotations

import numpy as np
import pytest
from people import TRUNK, front_support, seen

from formcheck.motion.folding import ABOVE, UPPER_ARM, elbows_fold
from formcheck.motion.movement import Movement
from formcheck.motion.pose import Part, Pose, Side, Track, angle, median
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.view import View

ARM = 0.55  # metres
T = np.arange(0, 3, 1 / 30)


def propped(t: float, bend: float, aside: float) -> Pose:
    """On straight arms, or with elbows bent by so many degrees that point so many degrees to the side."""
    p = front_support()
    upper, fore = UPPER_ARM * ARM, (1 - UPPER_ARM) * ARM
    reach = np.sqrt(upper**2 + fore**2 + 2 * upper * fore * np.cos(np.radians(bend)))
    down = (upper**2 + reach**2 - fore**2) / (2 * reach)  # of the elbow below the shoulder
    out = np.sqrt(max(upper**2 - down**2, 0))
    for side, to in ((Side.LEFT, -1), (Side.RIGHT, 1)):
        x, y, z = p[Part.SHOULDER.of(side)]
        back, sideways = out * np.cos(np.radians(aside)), to * out * np.sin(np.radians(aside))
        p[Part.ELBOW.of(side)] = (x - back, y - down, z + sideways)
        p[Part.WRIST.of(side)] = (x, y - reach, z)
        p[Part.SHOULDER.of(side)] = (x, y + ABOVE * TRUNK, z)
    return seen(t, p)


def window(bend: float, aside: float) -> RepWindow:
    share = np.clip(np.minimum(T - 0.5, 2.5 - T) / 0.5, 0, 1)
    track = Track.of([propped(float(t), float(bend * s), aside) for t, s in zip(T, share, strict=True)])
    m = Movement.found((0.5, 0.0), (1.5, 1.0), (2.5, 0.0), 1.0)
    unit = median(np.abs(track.trunk)) * TRUNK / np.hypot(TRUNK, ABOVE * TRUNK)
    return RepWindow.cut(track, m, unit, View.SIDE, None)


@pytest.mark.parametrize("bend", [60, 90, 110])
@pytest.mark.parametrize("aside", [0, 30, 60])
def test_elbows_that_point_aside_are_bent_as_far_as_they_are(bend: float, aside: float) -> None:
    w = window(bend, aside)
    assert elbows_fold(w) == pytest.approx(bend, abs=2)
    if aside == 60:
        arms = (w.top.at(p, Side.RIGHT) for p in (Part.SHOULDER, Part.ELBOW, Part.WRIST))
        shoulder, elbow, wrist = arms
        assert 180 - median(angle(shoulder - elbow, wrist - elbow)) < bend - 15  # in the picture


def test_hands_that_are_not_seen_say_nothing() -> None:
    w = window(90, 0)
    for track in (w.rest, w.track, w.top):
        track.xy[:, [Part.WRIST.of(s) for s in Side]] = np.nan
    assert np.isnan(
        elbows_fold(RepWindow.cut(Track(w.track.t, w.track.xy, w.track.world), w.movement, 1.0, w.view, None))
    )
