"""What the contact sheet shows: a row for each repetition, hold or step, with its words and the times of its stills."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.exercises import EXERCISES
from formcheck.messages import _, figure
from formcheck.motion.spec import Exercise
from formcheck.output.page.fault_moments import gravest
from formcheck.output.phrases import REASONS, counts, held_for, nothing_found, phases, quantity, seconds
from formcheck.result import Counted, HoldResult, RepResult, Result, StepResult
from formcheck.wording import NOUNS, as_sentence, numbered, out_of, word_of

MOST_ROWS = 12
NO_ROW = {"repetitions": _("No rep"), "holds": _("No hold"), "activity": _("No movement"), "steps": _("No step")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The text and the times of three stills; rep is None if nothing was counted."""

    rep: Counted | None
    head: str
    lines: tuple[str, ...]
    warn: str
    at_s: tuple[float, float, float]
    names: tuple[str, str, str]


def rows_of(r: Result, start_s: float, end_s: float) -> tuple[list[Row], str]:
    """The rows, and a note on those left out."""
    if not r.movements:
        middle = (start_s + end_s) / 2
        names = (_("begin"), _("middle"), _("end"))
        return [
            Row(
                rep=None,
                head=NO_ROW[counts(r)],
                lines=tuple(_why_none(r)),
                warn="",
                at_s=(start_s, middle, end_s),
                names=names,
            )
        ], ""
    chosen, said = list(r.movements), ""
    if len(chosen) > MOST_ROWS:
        at = np.linspace(0, len(chosen) - 1, MOST_ROWS).round().astype(int)
        said = _("{part}, evenly chosen").format(part=out_of(MOST_ROWS, len(chosen), NOUNS[counts(r)]))
        chosen = [chosen[i] for i in at]
    return [_row(x, r) for x in chosen], said


def _row(x: Counted, r: Result) -> Row:
    sided = r.summary.count_reliable and x.side != "both"
    lines = [seconds(x.start_s) + (f", {word_of(x.side)}" if sided else "")]
    exercise = EXERCISES[r.exercise]
    lines += _held(x, r) if isinstance(x, HoldResult) else _moved(x, exercise)
    worst = gravest(x) if x.faults else None
    more = f" (+{len(x.faults) - 1})" if len(x.faults) > 1 else ""
    middle, name = (x.start_s + x.end_s) / 2, _("middle")
    if isinstance(x, RepResult):
        middle, name = (x.top_start_s + x.top_end_s) / 2, _top(exercise)
    return Row(
        rep=x,
        head=as_sentence(numbered(NOUNS[counts(r)], [x.index])),
        lines=tuple(lines),
        warn=f"▲ {worst.cue}{more}" if worst else "",
        at_s=(x.start_s, middle, x.end_s),
        names=(_("start"), name, _("end")),
    )


def _top(e: Exercise) -> str:
    """What is between the two ways."""
    if e.phases:
        return _("hold")
    return _("bottom") if e.lowers_first else _("top")


def _held(x: HoldResult, r: Result) -> list[str]:
    share = _(", {share:.0%} of target").format(share=x.held_s / x.rom.target) if x.rom.target else ""
    clean = [_("{clean} of it clean").format(clean=seconds(x.clean_s))] if r.form_judged else []
    return [held_for(r.exercise, x.held_s) + share, *clean]


def _moved(x: RepResult | StepResult, e: Exercise) -> list[str]:
    """Range and phases."""
    rom, lines = x.rom, []
    if rom.value is not None:
        share = _(", {share:.0%} of target").format(share=rom.value / rom.target) if rom.target else ""
        lines.append(f"{_(rom.name)} {quantity(rom.value, rom.unit)}{share}")
    else:
        lines.append(_("{name} not seen").format(name=_(rom.name)))
    took = x.lasted if isinstance(x, RepResult) else None
    if took and took.concentric_s is not None and took.hold_s is not None and took.eccentric_s is not None:
        times = (took.concentric_s, took.hold_s, took.eccentric_s)
        said = [f"{name} {figure(s, '.1f')}" for name, s in zip(phases(e), times, strict=True)]
        lines.append(" · ".join(reversed(said) if e.lowers_first else said) + " s")
    return lines


def _why_none(r: Result) -> list[str]:
    if r.findings:
        return [r.findings[0].text]
    if r.attempts:
        a = r.attempts[0]
        return [
            _("{n} not counted; the first one: {reason} ({detail})").format(
                n=len(r.attempts), reason=REASONS[a.reason], detail=a.detail
            )
        ]
    return [nothing_found(r)]
