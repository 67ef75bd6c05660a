"""A result in a notebook: a table of the repetitions, and the curve they were counted by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.output import phrases
from formcheck.output.landmark_log import LandmarkLog
from formcheck.output.movement_curve import Curve, curves
from formcheck.output.page.render import filled
from formcheck.result import Result
from formcheck.wording import NOUNS, numbered, view_of

WIDTH, HEIGHT, PAD = 640, 120, 8
GAP = "|"  # where nothing was seen
MOST_POINTS = 600  # more would be closer than pixels


@dataclass(frozen=True, slots=True)
class CurvePicture:
    """A curve in pixels: its unbroken parts as SVG points, and the repetitions as spans from left to right."""

    name: str
    seconds: tuple[float, float]  # from the left edge to the right
    parts: tuple[str, ...]
    reps: tuple[tuple[int, float, float, bool], ...]  # number, left, width, whether it has a fault


def notebook_view(r: Result, log: LandmarkLog | None) -> str:
    """HTML without scripts, for embedding in a page. Without landmarks there is no curve."""
    drawn = [c for c in (curves(log, r) if log else []) if not np.isnan(c.x).all()]
    exercise = EXERCISES.get(r.exercise)
    return filled(
        "notebook",
        r=r,
        words=phrases,
        numbered=numbered,
        noun=NOUNS[phrases.counts(r)],
        view=view_of(r.view.detected),
        title=exercise.title if exercise else r.exercise,
        phases=phrases.phases(exercise) if exercise else (),
        says={c.id: c.say for c in exercise.cues} if exercise else {},
        picture=_picture(drawn[0], r) if drawn else None,
        size=(WIDTH, HEIGHT),
    )


def _picture(c: Curve, r: Result) -> CurvePicture:
    step = max(1, len(c.t) // MOST_POINTS)
    t, x = c.t[::step], c.x[::step]
    low, high = float(np.nanmin(x)), float(np.nanmax(x))
    across = (WIDTH - 2 * PAD) / max(float(t[-1] - t[0]), 1e-9)
    up = (HEIGHT - 2 * PAD) / max(high - low, 1e-9)

    def left(s: float) -> float:
        return round(PAD + (s - float(t[0])) * across, 1)

    def point(s: float, value: float) -> str:
        return GAP if np.isnan(value) else f"{left(s)},{round(HEIGHT - PAD - (value - low) * up, 1)}"

    parts = " ".join(point(s, value) for s, value in zip(t, x, strict=True)).split(GAP)
    reps = tuple(
        (x.index, left(x.start_s), round((x.end_s - x.start_s) * across, 1), bool(x.faults)) for x in r.movements
    )
    edges = (float(t[0]), float(t[-1]))
    return CurvePicture(_(c.name), edges, tuple(p.strip() for p in parts if p.strip()), reps)
