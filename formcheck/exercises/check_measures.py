"""Try the measures of an exercise on a synthetic person, visible and not visible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import isnan, nan
from typing import Any

import numpy as np

from formcheck.motion.landmarks import BODY, HAND
from formcheck.motion.movement import Movement
from formcheck.motion.pose import NOSE, Part, Side, Track
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.session import UNSEEN_IS_NAN
from formcheck.motion.spec import Exercise
from formcheck.motion.thresholds import ShortRange, Threshold

RATE, SECONDS = 30, 5.0
REP = replace(Movement.found((0.8, 0.0), (2.5, 1.0), (4.2, 0.0), 1.0), top_start_s=2.0, top_end_s=3.0)
STANDING = {  # metres from between the feet: to the left, up, forwards
    Part.EYE: (0.03, 1.60, 0.10), Part.EAR: (0.07, 1.58, 0.0), Part.SHOULDER: (0.18, 1.42, 0.0),
    Part.ELBOW: (0.25, 1.15, 0.05), Part.WRIST: (0.28, 0.95, 0.15), Part.HIP: (0.10, 0.92, 0.0),
    Part.KNEE: (0.11, 0.50, 0.03), Part.ANKLE: (0.11, 0.09, 0.0), Part.HEEL: (0.11, 0.04, -0.05),
    Part.TOE: (0.12, 0.02, 0.18),
}  # fmt: skip
TRUNK, PICTURE = 0.50, 2.4  # metres: the trunk's length, the picture's height
NO_ONE = "without visible landmarks"


def measure_problems(e: Exercise) -> Iterator[str]:
    """Wrong return values of signals, ranges, gates and thresholds, one sentence each."""
    moving = _someone() if e.landmarks.together else _hands()
    unseen = _nobody(e.landmarks.points)
    for s in e.rep_signals:
        for signal in (s.signal, *([s.edges] if s.edges else [])):
            yield from _signal_problems(f'the signal "{s.name}"', signal, moving, unseen)
    yield from dict.fromkeys(
        problem
        for view in e.views
        for side in (None, *{s.side for s in e.rep_signals if s.side})
        for problem in _window_problems(
            e, *(RepWindow.cut(t, REP, TRUNK / PICTURE, view, side) for t in (moving, unseen))
        )
    )


def _signal_problems(what: str, signal: Callable[[Track], Any], moving: Track, unseen: Track) -> Iterator[str]:
    for track in (moving, Track(moving.t[:1], moving.xy[:1], moving.world[:1]), unseen):
        x, trouble = _tried(signal, track)
        if trouble:
            yield f"{what} fails: {trouble}"
        elif not isinstance(x, np.ndarray) or x.dtype != np.float64 or x.shape != track.t.shape:
            yield f"{what} must return one number per frame"
        elif track is unseen and not np.isnan(x).all():
            yield f"{what} must be NaN {NO_ONE}"
        else:
            continue
        return


def _window_problems(e: Exercise, seen: RepWindow, unseen: RepWindow) -> Iterator[str]:
    view = seen.view
    for r in (r for r in e.ranges if view in r.views):
        yield from _number_problems(f'the range "{r.name}"', r.measure, seen, unseen)
        if r.degraded_by:
            yield from _number_problems(f'degraded_by of the range "{r.name}"', r.degraded_by, seen)
    for g in (*e.gates, *e.tells, *(g for s in e.rep_signals for g in s.gates)):
        if view in g.views:
            yield from _number_problems(f'the gate "{g.say}"', g.measure, seen)
            yield from _number_problems(f'the gate "{g.say}", {NO_ONE},', g.measure, unseen)
    for c in e.cues:
        sign = c.sign_in(view)
        if isinstance(sign, Threshold | ShortRange) and (measure := c.measure_in(view)):
            yield from _evidence_problems(f'the threshold of the cue "{c.id}"', measure, seen, unseen)
    if e.variant_of:
        variant, trouble = _tried(e.variant_of, seen)
        if trouble or variant not in e.variants:
            yield f"variant_of must return one of {', '.join(e.variants)}; it " + (trouble or f'returns "{variant}"')
    if e.side_of:
        for w in (seen, unseen):
            side, trouble = _tried(e.side_of, w)
            if trouble or not (side is None or isinstance(side, Side)):
                yield "side_of must return a Side or None" + (f"; it fails: {trouble}" if trouble else "")
    if e.both_of:
        both, trouble = _tried(e.both_of, seen)
        if trouble or not _are_numbers(both, 2):
            yield "both_of must return two numbers, left and right" + (f"; it fails: {trouble}" if trouble else "")


def _number_problems(
    what: str, measure: Callable[[RepWindow], Any], w: RepWindow, unseen: RepWindow | None = None
) -> Iterator[str]:
    x, trouble = _tried(measure, w)
    if trouble or not _is_number(x):
        yield f"{what} must return a number" + (f"; it fails: {trouble}" if trouble else "")
    elif unseen:
        x, trouble = _tried(measure, unseen)
        if trouble or not _is_number(x) or not isnan(x):
            yield f"{what} must be NaN {NO_ONE}" + (f"; it fails: {trouble}" if trouble else "")


def _evidence_problems(
    what: str, measure: Callable[[RepWindow], Any], seen: RepWindow, unseen: RepWindow
) -> Iterator[str]:
    for w in (seen, unseen):
        x, trouble = _tried(measure, w)
        if trouble or not _are_numbers(x, 2):
            yield f"{what} must return a value and the second of it" + (f"; it fails: {trouble}" if trouble else "")
            return
        if w is unseen and not isnan(x[0]):
            yield f"{what} must be NaN {NO_ONE}"


@UNSEEN_IS_NAN
def _tried(f: Callable[[Any], Any], given: Track | RepWindow) -> tuple[Any, str]:
    """What a function of the exercise returns, and its error."""
    try:
        return f(given), ""
    except Exception as e:  # user code can raise anything
        return None, f"{type(e).__name__}: {e}"


def _is_number(x: Any) -> bool:
    return isinstance(x, int | float) and not isinstance(x, bool)


def _are_numbers(x: Any, n: int) -> bool:
    return isinstance(x, tuple) and len(x) == n and all(map(_is_number, x))


def _someone() -> Track:
    """A standing person, turned by 40 degrees, who moves everything above the ankles up and down."""
    t = np.arange(0, SECONDS, 1 / RATE)
    body = np.full((BODY.points, 3), nan)
    for part, (x, y, z) in STANDING.items():
        for side, sign in ((Side.LEFT, 1), (Side.RIGHT, -1)):
            body[part.of(side)] = sign * x, y, z
    body[NOSE] = 0.0, 1.56, 0.12
    c, s = np.cos(np.radians(40)), np.sin(np.radians(40))
    body = body @ np.array([[c, 0, -s], [0, 1, 0], [s, 0, c]])
    world = np.repeat(body[None], len(t), axis=0)
    world[:, :, 1] -= 0.2 * body[:, 1] * np.sin(np.pi * t / SECONDS)[:, None] ** 2
    xy = 0.9 + world[:, :, 0] / PICTURE + 1j * (world[:, :, 1] / PICTURE + 0.05)
    hips = (world[:, Part.HIP] + world[:, Part.HIP + 1]) / 2
    return Track(t, xy, world - hips[:, None])


def _hands() -> Track:
    """Two hands, fingers upwards, that close to half their length and open again."""
    t = np.arange(0, SECONDS, 1 / RATE)
    n = np.arange(HAND.points // 2)
    finger, joint = np.divmod(np.maximum(n - 1, 0), 4)
    palm = 0.1 * (finger - 2) + 0.3j * (n > 0)
    closes = 1 - 0.5 * np.sin(np.pi * t / SECONDS)[:, None] ** 2
    one = palm + 0.1j * joint * (n > 0) * closes
    xy = np.repeat(one, 2, axis=1) + np.tile([0.5, 1.2], HAND.points // 2) + 0.2j
    return Track(t, xy, np.stack([xy.real, xy.imag, 0 * xy.real], -1))


def _nobody(points: int) -> Track:
    t = np.arange(0, SECONDS, 1 / RATE)
    return Track(t, np.full((len(t), points), complex(nan, nan)), np.full((len(t), points, 3), nan))
