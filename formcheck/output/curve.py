"""The movement as a picture: the signal over time with its repetitions, attempts and, if known, the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.patches import Patch

from formcheck.capture.landmarks import Seen
from formcheck.motion.session import Session
from formcheck.result import Result

REP, ATTEMPT, TRUE, LINE = "#2e8b57", "#c9831f", "#33415c", "#33415c"


class Curve:
    """Keeps the signals of a run, frame by frame, to be drawn afterwards."""

    def __init__(self) -> None:
        self.t: list[float] = []
        self.rows: list[list[float]] = []
        self.names: list[str] = []

    def push(self, seen: Seen, session: Session) -> None:
        self.t.append(seen.t)
        self.rows.append(session.values)
        self.names = session.names


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled repetition, from start to end, seconds."""

    start_s: float
    end_s: float


def draw(path: Path, curve: Curve, r: Result, name: str, title: str, truth: Sequence[Span] = ()) -> None:
    """Write a picture (by its ending: svg, png) of one reading's signal and what was made of it."""
    column = curve.names.index(name)
    with plt.rc_context({"font.size": 10, "axes.spines.top": False, "axes.spines.right": False}):
        figure, axes = plt.subplots(figsize=(9, 3.2), layout="constrained")
        axes.plot(curve.t, [row[column] for row in curve.rows], color=LINE, linewidth=1.4)
        low, high = axes.get_ylim()
        room = high - low
        for rep in r.reps:
            axes.axvspan(rep.start_s, rep.end_s, color=REP, alpha=0.15, linewidth=0)
            axes.axvspan(rep.top_start_s, rep.top_end_s, color=REP, alpha=0.22, linewidth=0)
            axes.text(
                (rep.start_s + rep.end_s) / 2, high + 0.02 * room, str(rep.index), ha="center", color=REP, weight="bold"
            )
        for a in r.attempts:
            axes.axvspan(a.start_s, a.end_s, color=ATTEMPT, alpha=0.2, linewidth=0)
            axes.text((a.start_s + a.end_s) / 2, high + 0.02 * room, a.reason, ha="center", color=ATTEMPT)
        for span in truth:
            axes.plot(
                [span.start_s, span.end_s], [low - 0.04 * room] * 2, color=TRUE, linewidth=4, solid_capstyle="butt"
            )
        axes.set_ylim(low - (0.1 if truth else 0) * room, high + 0.12 * room)
        axes.set_xlabel("seconds")
        axes.set_ylabel(name)
        axes.set_title(title, loc="left", fontsize=11)
        keys = [Patch(color=REP, alpha=0.15, label="repetition"), Patch(color=REP, alpha=0.4, label="at the top")]
        if r.attempts:
            keys.append(Patch(color=ATTEMPT, alpha=0.2, label="attempt, not counted"))
        if truth:
            keys.append(Patch(color=TRUE, label="labelled"))
        axes.legend(handles=keys, loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
        figure.savefig(path, dpi=110)
        plt.close(figure)
