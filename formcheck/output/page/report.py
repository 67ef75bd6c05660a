"""The report: one page made from the result, the landmarks of the run, and a few stills of the clip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.capture.frames import Frame
from formcheck.exercises import EXERCISES
from formcheck.history.performance import of_result
from formcheck.history.side_by_side import left_and_right
from formcheck.messages import _
from formcheck.motion.spec import Exercise
from formcheck.output import phrases
from formcheck.output.landmark_log import LandmarkLog
from formcheck.output.mean_rep import course
from formcheck.output.movement_curve import UNITS, Bar, Curve, curves
from formcheck.output.not_judged import unjudged
from formcheck.output.page.fault_moments import broken
from formcheck.output.page.fault_pictures import illustrated, times_of
from formcheck.output.page.mean_curves import MEAN, mean_curves
from formcheck.output.page.movement_plot import Box, Drawing, Mark, movement
from formcheck.output.page.render import page
from formcheck.output.page.report_head import SetNotes, head_of
from formcheck.output.page.to_fix import to_fix
from formcheck.output.two_sides import apart
from formcheck.output.which_set import recognised
from formcheck.result import RepResult, Result
from formcheck.wording import NOUNS, numbered, out_of

WIDE_IN, NARROW_IN = 7.4, 3.9
MOST_VALUES = 4000  # of a curve, for the readout
VERDICTS = {
    "pass": (_("✓ kept"), "good"),
    "fail": (_("to fix"), "warn"),
    "borderline": (_("too close to the limit to judge"), "muted"),
    "not-assessable": (_("not judged"), "muted"),
}
RECORDED = _("No pictures: a landmark recording contains none. Analyse the video itself to get them.")
FramesAt = Callable[[Sequence[float]], Iterable[Frame]]
ASIDE = _("No pictures, because of --no-pictures.")


def report(
    r: Result,
    take: LandmarkLog,
    frames_at: FramesAt | None,
    notes: SetNotes,
    *,
    no_pictures: str | None = None,
    blur_face: bool = False,
) -> str:
    """The page as text.

    frames_at    yields the frames of the clip at the given seconds, in order of time
    no_pictures  why there are none, for the reader
    """
    exercise = EXERCISES[r.exercise]
    found = broken(r, exercise, take)
    stills = frames_at(times_of(found, exercise, take)) if frames_at else ()
    pictures = illustrated(found, exercise, take, stills, (r.source.width, r.source.height), blur_face=blur_face)
    return page(
        "report",
        script=(Path(__file__).parent / "templates" / "report.js").read_text("utf-8"),
        r=r,
        exercise=exercise,
        words=phrases,
        noun=NOUNS[phrases.counts(r)],
        recognised=recognised(r),
        at=lambda path: _at(r, path),
        no_pictures=no_pictures if found else None,
        broken=[to_fix(b, shown, exercise) for b, shown in zip(found, pictures, strict=True)],
        halves=_halves(take, r),
        apart=apart(r),
        mean=MEAN[r.kind],
        **head_of(r, exercise, notes),
        **_table(r),
        **_movement(curves(take, r), r),
        **_cues(r, exercise),
    )


def _at(r: Result, path: str) -> Any:
    """The exact number from the result, for the machine-readable value of a <data> element."""
    value: Any = r
    for key in path.split("."):
        value = value[int(key)] if isinstance(value, list) else _inside(value, key)
    return "" if value is None else value


def _inside(value: Any, key: str) -> Any:
    return value[key] if isinstance(value, dict) else getattr(value, key)


def _halves(take: LandmarkLog, r: Result) -> dict[str, Any] | None:
    """The mean repetitions of left and right, one over the other; None unless both were measured."""
    pair = left_and_right(of_result(r), r)
    return mean_curves(pair, (course(take, r, "left"), course(take, r, "right"))) if pair else None


def _table(r: Result) -> dict[str, Any]:
    measured = any(x.rom.value is not None for x in r.movements)
    rom = r.movements[0].rom if r.movements else None
    notes = []
    if measured:
        notes.append(phrases.INTERVAL)
    elif rom:
        notes.append(phrases.without_range(r))
    if all(rep.tempo.concentric_s is None for rep in r.reps):
        notes.append(phrases.untimed(r))
    return {
        "measured": measured,
        "rom": rom,
        "target": rom.target if rom else None,
        "unit": phrases.sign(rom.unit) if rom else "",
        "mixed": r.summary.count_reliable and len({x.side for x in r.movements}) > 1,
        "part": lambda n: out_of(n, len(r.movements), NOUNS[phrases.counts(r)]),
        "known_ranges": sum(x.rom.value is not None for x in r.movements),
        "known_scores": sum(rep.score is not None for rep in r.reps),
        "scored": any(rep.score is not None for rep in r.reps),
        "notes": notes,
    }


def _movement(drawn: Sequence[Curve], r: Result) -> dict[str, Any]:
    drawn = [c for c in drawn if not np.isnan(c.x).all()]
    if not drawn:
        return {"curves": [], "faults": [], "tries": []}
    reps = [
        Bar(
            x.start_s,
            x.end_s,
            _about(numbered(NOUNS[phrases.counts(r)], [x.index]), phrases.size(x.rom)),
            *((x.top_start_s, x.top_end_s) if isinstance(x, RepResult) else ()),
        )
        for x in r.movements
    ]
    tries = [
        Bar(
            a.start_s,
            a.end_s,
            _("not counted, {reason}: {detail}").format(reason=phrases.REASONS[a.reason], detail=a.detail),
        )
        for a in r.attempts
    ]
    says = {c.id: c.say for c in EXERCISES[r.exercise].cues}
    faults = [
        Mark(
            f.at_s,
            _("{which}, {cue}: {evidence}").format(
                which=numbered(NOUNS[phrases.counts(r)], [x.index]), cue=says[f.id], evidence=phrases.evidence(f)
            ),
        )
        for x in r.movements
        for f in x.faults
    ]  # fmt: skip
    plots = {
        name: movement(drawn, reps, tries, faults, name=name, width_in=width)
        for name, width in (("wide", WIDE_IN), ("narrow", NARROW_IN))
    }
    spans = [{"start_s": b.start_s, "end_s": b.end_s, "text": b.text} for b in (*reps, *tries)]
    return {"curves": drawn, "faults": faults, "tries": tries, **plots, "values": _values(drawn, spans, plots)}


def _about(what: str, size: str) -> str:
    return what if size == phrases.NOT_SEEN else f"{what}, {size}"


def _values(drawn: Sequence[Curve], spans: list[dict[str, Any]], plots: dict[str, Drawing]) -> dict[str, Any]:
    """The values for the page's script, thinned if there are more than a screen can show."""
    step = max(1, len(drawn[0].t) // MOST_VALUES)

    def boxes(of: Sequence[Box]) -> list[dict[str, float]]:
        return [asdict(b) for b in of]

    return {
        "unseen": phrases.NOT_SEEN,
        "t": [round(float(t), 3) for t in drawn[0].t[::step]],
        "curves": [
            {
                "name": _(c.name),
                "sign": "°" if c.unit == UNITS["deg"] else f" {_(c.unit)}",
                "x": [
                    None if np.isnan(x) else round(float(x), 1 if c.unit in (UNITS["deg"], UNITS["cm"]) else 3)
                    for x in c.x[::step]
                ],
            }
            for c in drawn
        ],
        "boxes": {name: boxes(p.boxes) for name, p in plots.items()},
        "spans": spans,
    }


def _cues(r: Result, exercise: Exercise) -> dict[str, Any]:
    says = {c.id: c.say for c in exercise.cues}
    verdicts = {c.id: VERDICTS[c.verdict] for c in r.checks}
    return {
        "says": says,
        "unjudged": unjudged(r),
        "cues": [{"cue": c, "verdict": verdicts[c.id][0], "kind": verdicts[c.id][1]} for c in exercise.cues],
        "sources": {tag: r.title for tag, r in exercise.references.items()},
    }
