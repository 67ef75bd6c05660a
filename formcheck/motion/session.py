"""One set of one exercise, built pose by pose. Live and recorded both come through here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from formcheck.motion.coverage import Coverage, HeadRoom
from formcheck.motion.delag import unlag
from formcheck.motion.landmark_filter import LandmarkFilter
from formcheck.motion.movement import Evidence, Movement, Refusal
from formcheck.motion.pose import Part, Pose, Track, median
from formcheck.motion.rep_counter import MAX_REP_S, MIN_REP_S, RepCounter
from formcheck.motion.rep_phases import shaped
from formcheck.motion.rep_window import INTO_S, REST_S, RepWindow
from formcheck.motion.set_analysis import SetAnalysis, conclude
from formcheck.motion.settings import Settings
from formcheck.motion.signals import trunk_length
from formcheck.motion.spec import Exercise, RepSignal
from formcheck.motion.view import Posture, View, posture_of, view_of

LOOK_S = 0.2  # view, posture and scale are looked at this often
SCALE_S = 10.0  # the trunk's length is its median over this long
BEFORE_S = 1.2  # of the buffer is kept before a valley
LEAST_STEP_S = 1e-6  # between frames: what comes sooner, or earlier, is no frame of its own
LONGEST_S = 1e12  # no clock shows more: a broken time stamp
LEAST_TRUNK = 1e-3  # frame heights: all points in one place are no person
TRAVELS = 0.6  # trunk lengths of the hips within a second: walking or lying down, in no exercise above 0.3

T = TypeVar("T")
UNSEEN_IS_NAN = np.errstate(invalid="ignore", divide="ignore")  # NaN is a value here, not an accident


@dataclass(slots=True)
class _Look:
    views: Counter[View] = field(default_factory=Counter)
    postures: Counter[Posture] = field(default_factory=Counter)


class Session:
    """Push poses; what each reading finds is measured as soon as it is complete; finish() concludes.

    Holds the poses of the open repetition only, so memory does not grow with the length of the set.
    """

    def __init__(self, exercise: Exercise, aspect: float, settings: Settings | None = None) -> None:
        self.exercise = exercise
        self.settings = settings = settings or Settings()
        self.found: list[Movement] = []
        self._trust, self._head = LandmarkFilter(aspect), HeadRoom(aspect)
        self._readings: Sequence[RepSignal] = [
            r for r in exercise.rep_signals if settings.side is None or r.side in (None, settings.side)
        ]
        self._counters = [RepCounter() for _ in self._readings]
        self._coverage = [Coverage(r.needs) for r in self._readings]
        self._poses: list[Pose] = []
        self._look = _Look()
        self._lengths: list[tuple[float, float]] = []
        self._hips: list[tuple[float, complex]] = []
        self._looked = -np.inf
        self._scale = float("nan")
        self.frames = self.frames_with_person = 0
        self.values: list[float] = []
        self.concluded: SetAnalysis | None = None  # by finish()
        self._nearly: dict[tuple[int, float], Movement] = {}  # by counter and valley

    @property
    def pose(self) -> Pose:
        """The latest pose, as the trust gate let it through; there is one after the first push that was taken."""
        return self._poses[-1]

    def takes(self, t: float) -> bool:
        """Whether a pose of that second comes next: time stamps may be doubled, run backwards, or be none at all."""
        return abs(t) < LONGEST_S and (not self._poses or t > self._poses[-1].t + LEAST_STEP_S)

    @UNSEEN_IS_NAN
    def push(self, pose: Pose) -> list[Movement]:
        """Take the next pose; return what it completed. `values` holds its signals, in reading order.

        A pose that does not come next is left out, as if its frame had been lost.
        """
        if not self.takes(pose.t):
            return []
        self._head.push(pose)
        pose = self._trust.push(pose)
        now = Track.of([pose])
        self.frames += 1
        self.frames_with_person += not np.isnan(pose.xy[0])
        self._poses.append(pose)
        if pose.t - self._looked >= LOOK_S:
            self._look_up(pose.t, now)
        done: list[Movement] = []
        self.values = []
        for reading, counter, coverage in zip(self._readings, self._counters, self._coverage, strict=True):
            value = float(reading.signal(now)[0])
            self.values.append(value)
            coverage.push(pose, not np.isnan(value))
            travel = reading.travel * (self._scale if reading.unit == "trunk" else 1.0)
            if movement := counter.push(pose.t, value, travel):
                done.append(self._measure(reading, movement))
        self.found += done
        self._forget(pose.t)
        return done

    @UNSEEN_IS_NAN
    def finish(self) -> SetAnalysis:
        """The set is over: conclude it. Call once."""
        for reading, counter in zip(self._readings, self._counters, strict=True):
            if movement := counter.finish():
                self.found.append(self._measure(reading, movement))
        self.concluded = self.so_far()
        return self.concluded

    @UNSEEN_IS_NAN
    def nearly(self) -> list[Movement]:
        """Movements that have come to rest but may still fall a little further: early news, each measured once."""
        open_ = {(i, e.valley_s): e for i, c in enumerate(self._counters) if (e := c.nearly)}
        self._nearly = {
            key: self._nearly.get(key) or self._measure(self._readings[key[0]], e) for key, e in open_.items()
        }
        return list(self._nearly.values())

    def so_far(self, nearly: Sequence[Movement] = ()) -> SetAnalysis:
        """The set as if it ended with the last complete movement; later ones may change it."""
        end = self._poses[-1].t if self._poses else 0.0
        return conclude(
            self.exercise,
            self.settings,
            [*self.found, *nearly],
            view=_most(self._look.views, View.UNKNOWN),
            posture=_most(self._look.postures, Posture.UNKNOWN),
            head_out=self._head.head_out,
            coverage={r.name: (c.usable, c.gaps(end)) for r, c in zip(self._readings, self._coverage, strict=True)},
        )

    @property
    def names(self) -> list[str]:
        """Names of the readings, in the order of `values`."""
        return [r.name for r in self._readings]

    @property
    def progress(self) -> list[float]:
        """How far each reading's open movement is, 0 to about 1; 0 between repetitions."""
        return [c.open_rise for c in self._counters]

    @property
    def view(self) -> View:
        """Where the camera stands, as far as is known."""
        return self.settings.view or _most(self._look.views, View.UNKNOWN)

    @property
    def at_work(self) -> tuple[RepSignal, float] | None:
        """The reading of this view whose movement is furthest, and how far: 0 between repetitions, 1 is a full one."""
        fit = [(r, c.open_rise) for r, c in zip(self._readings, self._counters, strict=True) if self.view in r.views]
        return max(fit, key=lambda x: x[1], default=None)

    def _look_up(self, t: float, now: Track) -> None:
        self._looked = t
        length = float(trunk_length(now)[0])
        if not length > LEAST_TRUNK:
            return
        self._lengths = [x for x in self._lengths if x[0] > t - SCALE_S] + [(t, length)]
        self._scale = float(np.median([x[1] for x in self._lengths]))
        hips = complex(now.mid(Part.HIP)[0])
        self._hips = [x for x in self._hips if x[0] > t - 1.0] + [(t, hips)]
        if abs(hips - self._hips[0][1]) > TRAVELS * self._scale:
            for counter in self._counters:
                counter.restart()
        self._look.views[view_of(now, self.exercise.posture)] += 1
        self._look.postures[posture_of(now)] += 1

    def _measure(self, signal: RepSignal, m: Movement) -> Movement:
        track = unlag(Track.of(self._poses).between(m.valley_s - BEFORE_S, m.closed_s))
        whole = m.reason not in ("tracking-lost", "no-frames", "unfinished")
        shape = shaped(m, track.t, (signal.edges or signal.signal)(track)) if whole else None
        if shape is None:
            m = replace(m, reason=m.reason or "tracking-lost")
        elif m.reason is None and shape.end_s - shape.start_s < MIN_REP_S:
            m = replace(shape, reason="too-fast")
        else:
            m = shape
        view = self.settings.view or view_of(track.between(m.valley_s, m.closed_s), self.exercise.posture)
        lengths = trunk_length(track.between(m.start_s - REST_S, m.start_s + INTO_S))
        trunk = median(lengths) if len(lengths) else self._scale
        window = RepWindow.cut(track, m, trunk, view, signal.side)
        sees = self.exercise.sees(view)
        told = {None, *sees.reliable, *sees.rough}  # a gate that breaks a cue refuses only where the view shows it
        gates = [g for g in (*self.exercise.gates, *signal.gates) if view in g.views and g.cue in told]
        refused = tuple(g for g in gates if _outside(g.measure(window), g.within))
        this = all(g.attempt for g in refused)  # of another movement nobody asks more
        ranges = self.exercise.ranges if this else ()
        side = self.settings.side or signal.side
        return replace(
            m,
            signal=signal.name,
            view=view,
            refused=tuple(Refusal(g.say, g.attempt) for g in refused),
            ranges=tuple(r.measure(window) for r in ranges),
            strains=tuple(r.degraded_by(window) if r.degraded_by else 0.0 for r in ranges),
            variant=self.exercise.variant_of(window) if self.exercise.variant_of else None,
            side=side or (self.exercise.side_of(window) if self.exercise.side_of else None),
            frame_s=float(np.median(np.diff(window.track.t))) if len(window.track) > 1 else 0.0,
            evidence=self._evidence(window) if whole and this else {},
            both=self.exercise.both_of(window) if self.exercise.both_of else None,
        )

    def _evidence(self, window: RepWindow) -> dict[str, Evidence]:
        sees = self.exercise.sees(window.view)
        measures = {
            c.id: c.measure_in(window.view) for c in self.exercise.cues if c.id in (*sees.reliable, *sees.rough)
        }
        return {id_: measure(window) for id_, measure in measures.items() if measure}

    def _forget(self, now: float) -> None:
        keep = min((c.since for c in self._counters if c.since is not None), default=now) - BEFORE_S
        keep = max(keep, now - 2 * MAX_REP_S - BEFORE_S)
        if self._poses[0].t < keep - 1.0:  # in blocks: deleting from the front of a list is not free
            cut = next(i for i, p in enumerate(self._poses) if p.t >= keep)
            del self._poses[:cut]


def _most(votes: Counter[T], otherwise: T) -> T:
    return votes.most_common(1)[0][0] if votes else otherwise


def _outside(x: float, within: tuple[float, float]) -> bool:
    return x < within[0] or x > within[1]
