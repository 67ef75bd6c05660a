"""The overlay of each frame of a judged clip. All numbers come from the result; nothing is measured again."""

from __future__ import annotations

from collections import Counter
from math import nan

import numpy as np

from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.motion.cue import Cue
from formcheck.motion.measuring import BEFORE_S
from formcheck.motion.movement import Movement
from formcheck.motion.pose import NOSE, Floats, Part, Points, Side
from formcheck.motion.rep_phases import smooth
from formcheck.motion.session import UNSEEN_IS_NAN
from formcheck.motion.spec import CountOf, Exercise, RepSignal, Tempo
from formcheck.output.drawing.scene import Corner, PhaseName, Scene, pixels
from formcheck.output.landmark_log import LandmarkLog
from formcheck.output.not_judged import not_counted
from formcheck.output.page.fault_moments import gravest, side_of
from formcheck.output.phrases import REASONS, beside_bar, phase_word
from formcheck.output.rep_edges import whole_edges
from formcheck.result import Counted, RepResult, Result
from formcheck.wording import as_sentence, view_of

SAME_S = 1e-4  # times of a recorded camera are rounded to the ticks of the file
CUE_S = 2.5  # a cue is shown at least this long
OPENING_S = 6.0  # findings are shown this long at the beginning
AROUND_S = 0.5  # the range bar follows a repetition slightly beyond its edges
LOOKS = 200  # frames sampled to find free places
TOGETHER = 1024  # frames whose landmarks are in memory at a time
# places of the text boxes, from the corner of the count: x, y, x, y as shares of width and height
COUNT, PHASE, UNDER, FOOT = (0, 0, 0.4, 0.28), (0.7, 0, 1, 0.28), (0, 0.26, 0.42, 0.56), (0, 0.7, 0.42, 1)
HEAD_ROOM = 0.06  # of the height: the head around the nose
FACE_WEIGHS = 5  # covering the face costs as much as covering this many judged joints


NOTHING_FOUND: dict[CountOf, str] = {
    "repetitions": _("No reps found"),
    "holds": _("No hold found"),
    "activity": _("No movement found"),
    "steps": _("No steps found"),
}


class ReplayOverlay:
    """Scenes in the order of the frames. t is (n,) seconds of the file; size is width and height of the picture."""

    def __init__(self, r: Result, take: LandmarkLog, size: tuple[int, int]) -> None:
        self.t = take.t
        self._r, self._take, self._size = r, take, size
        self._exercise = EXERCISES[r.exercise]
        self._tempo = Tempo.parse(r.tempo_prescription)
        self._slow = r.source.slow_motion
        self._found = {rep.index: take.of_rep(rep) for rep in r.reps}
        self._cues = _cues(r, self._exercise)
        self._edges = [whole_edges(rep, self._slow, lowers_first=self._exercise.lowers_first) for rep in r.reps]
        self._measured = any(rep.rom.value is not None and rep.rom.target for rep in r.reps)
        self._reach = self._reaches()
        self._block, self._xy = -1, np.zeros((0, 33), complex)
        self.corner, self._low = self._free_places()

    def __len__(self) -> int:
        return len(self.t)

    def points(self, i: int) -> Floats:
        """(33, 2) pixels of frame i; NaN where a landmark was not seen."""
        return pixels(self._landmarks(i), self._size[1])

    def at(self, i: int, t: float | None = None) -> Scene:
        """The scene of frame i; with t, of a frame that was not judged, at that second between i and the next one."""
        t = float(self.t[i]) if t is None else t
        current = next((rep for rep in self._r.reps if rep.start_s <= t < rep.end_s), None)
        done = [rep for rep in self._r.reps if rep.end_s <= t]
        shown = current if current and t >= current.top_start_s else (done[-1] if done and not current else None)
        cue, side = next(((c, s) for start, end, c, s in reversed(self._cues) if start <= t < end), (None, None))
        phase, seconds, asked = self._phase(t)
        target, size = _told(current or self._r.reps[0] if self._r.reps else None, shown)
        return Scene(
            points=self._points_at(i, t),
            limb=self._exercise.highlight(side if cue else self._side(t), cue),
            amber=cue is not None,
            title=f"{self._exercise.title} · {view_of(self._r.view.detected)}",
            reps=self._counted(t),
            counts=self._exercise.counts,
            about=not self._r.summary.count_reliable,
            attempts=not_counted(a.reason for a in self._r.attempts if a.end_s <= t),
            reach=float(self._reach[i]) if self._measured else None,
            target=target,
            size=size,
            phase=phase and phase_word(self._exercise, phase),
            seconds=seconds,
            asked=asked,
            cue=cue.say if cue else None,
            note=self._note(t),
            corner=self.corner,
            low=self._low,
        )

    def _counted(self, t: float) -> int:
        """Movements that are over; of holds, the seconds of the last one so far."""
        if self._r.kind != "holds":
            return sum(m.end_s <= t for m in self._r.movements)
        begun = [h for h in self._r.holds if h.start_s <= t]
        return int(min(t - begun[-1].start_s, begun[-1].held_s) / self._slow) if begun else 0

    def _points_at(self, i: int, t: float) -> Floats:
        if i + 1 == len(self) or t <= self.t[i] + SAME_S:
            return self.points(i)
        share = (t - self.t[i]) / (self.t[i + 1] - self.t[i])
        return np.asarray((1 - share) * self.points(i) + share * self.points(i + 1))

    def _landmarks(self, i: int) -> Points:
        block = i // TOGETHER
        if block != self._block:
            a = block * TOGETHER
            self._block, self._xy = block, self._take.track(a, min(a + TOGETHER, len(self))).xy
        return np.asarray(self._xy[i - block * TOGETHER])

    def of_rep(self, i: int, rep: Counted | None) -> Scene:
        """The body in frame i for a still of this repetition, with the body part of its most severe fault."""
        cue = self._exercise.cue(gravest(rep).id) if rep and rep.faults else None
        bones = self._exercise.highlight(side_of(rep), cue)
        return Scene(points=self.points(i), limb=bones, amber=cue is not None)

    def _side(self, t: float) -> Side | None:
        """The working side; between repetitions, that of the nearest one."""
        return side_of(min(self._r.movements, key=lambda x: max(x.start_s - t, t - x.end_s, 0.0), default=None))

    def _phase(self, t: float) -> tuple[PhaseName | None, float | None, float | None]:
        """Its name, elapsed time, and prescribed time, in seconds of the real movement."""
        begun = sum(edges[0] <= t for edges in self._edges)
        if not begun:
            return None, None, None
        rep, (start, top, leaves, end) = self._r.reps[begun - 1], self._edges[begun - 1]
        if t >= end:
            if begun == len(self._r.reps) or any(a.start_s <= t < a.end_s for a in self._r.attempts):
                return None, None, None
            return "rest", (t - end) / self._slow if rep.lasted.rest_s is not None else None, None
        lifts, lowers = ("lift", self._tempo.concentric), ("lower", self._tempo.eccentric)
        first, last = (lowers, lifts) if self._exercise.lowers_first else (lifts, lowers)
        name, asked, since = "hold", self._tempo.hold, top
        if t < top:
            (name, asked), since = first, start
        elif t >= leaves:
            (name, asked), since = last, leaves
        timed = rep.lasted.concentric_s is not None
        names: dict[str, PhaseName] = {"lift": "lift", "hold": "hold", "lower": "lower"}
        return names[name], (t - since) / self._slow if timed else None, asked if timed and asked > 0 else None

    def _note(self, t: float) -> str | None:
        for a in reversed(self._r.attempts):
            if a.end_s <= t < a.end_s + CUE_S:
                return _("Not counted: {reason} ({detail})").format(reason=REASONS[a.reason], detail=a.detail)
        for g in self._r.tracking.gaps:
            if g.start_s <= t < g.end_s:
                return as_sentence(g.reason)
        if t < self.t[0] + OPENING_S or not self._r.movements:
            if self._r.findings:
                return self._r.findings[0].text.split(". ")[0]
            if not self._r.movements and not self._r.attempts:
                return NOTHING_FOUND[self._exercise.counts]
        return None

    @UNSEEN_IS_NAN
    def _reaches(self) -> Floats:
        """(n,) progress of the repetition in each frame, as a share of the target; NaN if unknown."""
        out = np.full(len(self.t), nan)
        for rep in self._r.reps:
            found = self._found[rep.index]
            if found and rep.rom.value is not None and rep.rom.target:
                signal = self._exercise.signal_named(found.signal)
                a = int(np.searchsorted(self.t, (found.valley_s - BEFORE_S) * self._slow))
                b = int(np.searchsorted(self.t, rep.end_s + AROUND_S, "right"))
                share = _progress(found, signal, self._take, a, b) * rep.rom.value / rep.rom.target
                near = self.t[a:b] >= rep.start_s - AROUND_S
                out[a:b] = np.where(near, np.fmax(out[a:b], share), out[a:b])
        return out

    def _free_places(self) -> tuple[Corner, bool]:
        """The corner for the count, and whether the cue goes to the bottom, to cover face and limb least."""
        width, height = self._size
        room = np.array([HEAD_ROOM * height / width, HEAD_ROOM])
        joints = sorted({j for b in self._exercise.highlight(None) for j in b})
        cost: Counter[tuple[Corner, bool]] = Counter({(c, low): 0 for c in ("left", "right") for low in (False, True)})
        for i in range(0, len(self), max(1, len(self) // LOOKS)):
            xy = self._landmarks(i)
            head = xy[NOSE] if not np.isnan(xy[NOSE]) else xy[Part.EAR]
            at = pixels(np.append(xy[joints], head), height) / self._size
            for corner, low in cost:
                p = at if corner == "left" else at * [-1, 1] + [1, 0]
                for place in (COUNT, PHASE, FOOT if low else UNDER):
                    a, b = np.array(place[:2]), np.array(place[2:])
                    covered = np.all((p[:-1] > a) & (p[:-1] < b), axis=1)
                    face = np.all((p[-1] > a - room) & (p[-1] < b + room))
                    cost[corner, low] += int(covered.sum()) + FACE_WEIGHS * int(face)
        return min(cost, key=lambda k: cost[k])


def _progress(m: Movement, signal: RepSignal, take: LandmarkLog, a: int, b: int) -> Floats:
    """(b - a,) progress of one movement, 0 at rest and 1 at the top; NaN if nothing was visible for some time."""
    track = take.track(a, b)
    t, x = track.t / take.slow_motion, signal.signal(track)
    seen = ~np.isnan(x)
    if seen.sum() < 4:
        return np.full(b - a, nan)
    x = np.interp(t, t[seen], smooth(t[seen], x[seen]))
    rest = np.where(t < (m.top_start_s + m.top_end_s) / 2, m.rest, m.rest_after)
    return np.maximum((x - rest) / (m.top - rest), 0.0)


def _told(rep: RepResult | None, shown: RepResult | None) -> tuple[str, str]:
    """The target, and the range of a repetition once known."""
    if rep is None or not rep.rom.target:
        return "", ""
    target, size = beside_bar(shown.rom.value if shown else None, rep.rom.target, rep.rom.unit)
    return target, _("not seen") if shown and shown.rom.value is None else size


def _cues(r: Result, exercise: Exercise) -> list[tuple[float, float, Cue, Side | None]]:
    """When each cue is shown, and the working side: the most severe one of a repetition from its worst moment on, those
    of the set at its end."""
    out = []
    for rep, after in zip(r.movements, [*r.movements[1:], None], strict=False):
        if rep.faults:
            worst = gravest(rep)
            until = worst.at_s + CUE_S
            if after:
                until = min(until, after.start_s)
            out.append(
                (
                    worst.at_s,
                    until if r.kind == "holds" else max(until, rep.end_s),
                    exercise.cue(worst.id),
                    side_of(rep),
                )
            )
    end, side = (r.movements[-1].end_s, side_of(r.movements[-1])) if r.movements else (0.0, None)
    whole = [c for c in r.checks if c.verdict == "fail" and not c.reps and r.movements]
    out += [(end, end + CUE_S, exercise.cue(c.id), side) for c in whole]
    return sorted(out, key=lambda x: x[:2])
