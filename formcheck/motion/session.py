"""One set of one exercise, built pose by pose. Live and recorded both come through here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from formcheck.motion.coverage import Coverage, HeadRoom
from formcheck.motion.hold_counter import HoldCounter
from formcheck.motion.landmark_filter import LandmarkFilter
from formcheck.motion.measuring import BEFORE_S, measured
from formcheck.motion.movement import Movement
from formcheck.motion.pose import Pose, Track
from formcheck.motion.rep_counter import RepCounter
from formcheck.motion.set_analysis import SetAnalysis, conclude
from formcheck.motion.settings import Settings
from formcheck.motion.shot import Shot
from formcheck.motion.spec import Exercise, RepSignal
from formcheck.motion.view import View

LEAST_STEP_S = 1e-6  # between frames: what comes sooner, or earlier, is no frame of its own
LONGEST_S = 1e12  # no clock shows more: a broken time stamp
UNSEEN_IS_NAN = np.errstate(invalid="ignore", divide="ignore", over="ignore")  # NaN and infinity are values here


def counter_of(exercise: Exercise) -> HoldCounter | RepCounter:
    """What finds its movements in one signal."""
    if exercise.kind == "holds":
        return HoldCounter(exercise.longest_s, exercise.forgiven_s)
    return RepCounter(exercise.longest_s)


class Session:
    """Push poses; what each reading finds is measured as soon as it is complete; finish() concludes.

    Holds the poses of the open repetition only, so memory does not grow with the length of the set.
    """

    def __init__(self, exercise: Exercise, aspect: float, settings: Settings | None = None) -> None:
        self.exercise = exercise
        self.settings = settings = settings or Settings()
        self.found: list[Movement] = []
        self._aspect = aspect
        self._filter, self._head = LandmarkFilter(aspect, exercise.landmarks), HeadRoom(aspect)
        self._readings: Sequence[RepSignal] = [
            r for r in exercise.rep_signals if settings.side is None or r.side in (None, settings.side)
        ]
        self._counters = [counter_of(exercise) for _ in self._readings]
        self._coverage = [Coverage(r.needs) for r in self._readings]
        self._poses: list[Pose] = []  # steadied
        self._pose: Pose | None = None
        self._shots: list[Shot] = []
        self.frames = self.frames_with_person = 0
        self.values: list[float] = []
        self.concluded: SetAnalysis | None = None  # by finish()
        self._nearly: dict[tuple[int, float], Movement] = {}  # by counter and valley

    @property
    def pose(self) -> Pose:
        """The latest pose in its picture, as the filter let it through; there is one after the first push."""
        assert self._pose is not None
        return self._pose

    def takes(self, t: float) -> bool:
        """Whether a pose of that second comes next: time stamps may be doubled, run backwards, or be none at all."""
        return abs(t) < LONGEST_S and (self._pose is None or t > self._pose.t + LEAST_STEP_S)

    @UNSEEN_IS_NAN
    def push(self, pose: Pose) -> list[Movement]:
        """Take the next pose; return what it completed. `values` holds its signals, in reading order.

        A pose that does not come next is left out, as if its frame had been lost.
        """
        if not self.takes(pose.t):
            return []
        done = [] if self._shots and self._shot.number == pose.place.shot else self._begin_shot(pose)
        self._head.push(pose)
        self._pose = pose = self._filter.push(pose)
        pose = pose.steadied
        self.frames += 1
        self.frames_with_person += not pose.nobody
        if pose.place.frozen:
            pose = replace(Pose.unseen(pose.t, len(pose.xy)), place=pose.place)
            done += self._end_open([c.interrupt("no-frames") for c in self._counters])
        self._poses.append(pose)
        if self._shot.look(pose, self.pose, self.exercise.posture, self.exercise.travels):
            done += self._end_open([c.break_off("moved-away") for c in self._counters])
        now = Track.of([pose])
        self.values = []
        for reading, counter, coverage in zip(self._readings, self._counters, self._coverage, strict=True):
            value = reading.latest(self._poses) if reading.looks_back_s else float(reading.signal(now)[0])
            self.values.append(value)
            coverage.push(pose, not np.isnan(value))
            travel = reading.travel * (self._shot.scale if reading.unit == "trunk" else 1.0)
            if movement := counter.push(max(pose.t - reading.lag_s, self._shot.start_s), value, travel):
                done.append(self._measure(reading, movement))
        self.found += done
        self._forget(pose.t)
        return done

    def _begin_shot(self, pose: Pose) -> list[Movement]:
        """What the cut broke off; another shot has its own view, scale and rest."""
        done = self._end_open([c.interrupt("cut") for c in self._counters]) if self._shots else []
        self._shots.append(Shot(number=pose.place.shot, start_s=pose.t))
        self._filter = LandmarkFilter(self._aspect, self.exercise.landmarks)
        self._poses = []
        return done

    def _end_open(self, ended: Sequence[Movement | None]) -> list[Movement]:
        """Measure what ended early, by counter."""
        return [self._measure(r, movement) for r, movement in zip(self._readings, ended, strict=True) if movement]

    def _measure(self, reading: RepSignal, movement: Movement) -> Movement:
        poses, scale = self._poses, self._shot.scale
        return measured(self.exercise, self.settings, reading, movement, poses=poses, scale=scale, aspect=self._aspect)

    @property
    def _shot(self) -> Shot:
        return self._shots[-1]

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
        end = self._pose.t if self._pose else 0.0
        return conclude(
            self.exercise,
            self.settings,
            [*self.found, *nearly],
            shots=self._shots,
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
    def held_s(self) -> float:
        """Seconds of the open hold, where holds are counted."""
        return max((c.open_s for c in self._counters if isinstance(c, HoldCounter)), default=0.0)

    @property
    def held_in_all_s(self) -> float:
        """Seconds of all holds so far, the open one included."""
        return sum(m.held_s for m in self.found if m.reason is None and not m.refused) + self.held_s

    @property
    def view(self) -> View:
        """Where the camera stands, as far as is known."""
        return self.settings.view or (self._shot.view if self._shots else View.UNKNOWN)

    @property
    def at_work(self) -> tuple[RepSignal, float] | None:
        """The reading of this view whose movement is furthest, and how far: 0 between repetitions, 1 is a full one."""
        fit = [(r, c.open_rise) for r, c in zip(self._readings, self._counters, strict=True) if self.view in r.views]
        return max(fit, key=lambda x: x[1], default=None)

    def _forget(self, now: float) -> None:
        if now - self._poses[0].t < BEFORE_S + 2.0:  # in blocks: deleting from the front of a list is not free
            return
        keep = min((c.since for c in self._counters if c.since is not None), default=now) - BEFORE_S
        keep = max(keep, now - 2 * self.exercise.longest_s - BEFORE_S)
        if self._poses[0].t < keep - 1.0:
            cut = next(i for i, p in enumerate(self._poses) if p.t >= keep)
            del self._poses[:cut]
