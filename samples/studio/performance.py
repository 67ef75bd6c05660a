"""A clip's motion: acts that follow each other, with the body moving smoothly from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from .body.figure import Figure
from .body.movement import NOISES, Moment, Movement
from .body.posture import blend, place
from .body.rig import Pose, Z, rot
from .profiles import smooth
from .schedule import RATE, Schedule, wander


class Part(Protocol):
    duration: float

    def pose(self, t: float) -> Pose: ...


class Exercising:
    """A movement done to a schedule."""

    def __init__(
        self, rng: np.random.Generator, movement: Movement, plan: Schedule, heading: float = 0.0, drift: float = 0.0
    ):
        self.movement, self.plan, self.duration = movement, plan, plan.duration
        self.noise = np.stack([wander(rng, plan.duration, hz) for hz in NOISES], 1)
        self.turn = rot(Z, heading)
        speed = np.stack([wander(rng, plan.duration, 0.15) for _ in range(2)], 1)
        self.drift = drift * np.cumsum(speed, axis=0) / RATE / 4  # about `drift` metres in 4 s

    def local(self, t: float) -> Pose:
        """The pose as the movement made it, before it is turned and shifted in the room."""
        s, faults = self.plan.at(t)
        i = min(max(int(t * RATE), 0), len(self.noise) - 1)
        rep = self.plan.rep_at(t)
        of = self.plan.reps[rep] if self.plan.reps else None
        more = (of.amplitude, t > (of.top + of.leave) / 2) if of else ()
        return self.movement.pose(Moment(s, faults, self.noise[i], t, rep, *more))

    def pose(self, t: float) -> Pose:
        i = min(max(int(t * RATE), 0), len(self.drift) - 1)
        return place(self.local(t), self.turn, np.append(self.drift[i], 0.0))


@dataclass
class Still:
    """One pose, held."""

    held: Pose
    duration: float

    def pose(self, t: float) -> Pose:
        return self.held


@dataclass
class Act:
    part: Part
    start: float  # seconds into the performance
    lead_in: float  # seconds before `start` in which the body comes over from the act before

    @property
    def end(self) -> float:
        return self.start + self.part.duration


class Performance:
    def __init__(self, fig: Figure, parts: list[tuple[Part, float]], grounded: bool):
        """`parts` with the seconds of coming over before each (the first has none). A grounded body keeps
        its lowest point on the floor while it comes over."""
        self.fig, self.acts = fig, list[Act]()
        t = 0.0
        for part, lead_in in parts:
            t += lead_in if self.acts else 0.0
            self.acts.append(Act(part, t, lead_in if self.acts else 0.0))
            t += part.duration
        self.duration, self.grounded = t, grounded
        self._soles = fig.vertices("foot", "toe")[::2]

    def pose(self, t: float) -> Pose:
        k = max(k for k, a in enumerate(self.acts) if k == 0 or t >= a.start - a.lead_in)
        act = self.acts[k]
        if t >= act.start or not act.lead_in:
            return act.part.pose(min(t - act.start, act.part.duration))
        before = self.acts[k - 1].part
        w = float(smooth(np.array(1 - (act.start - t) / act.lead_in)))
        return self._between(before.pose(before.duration), act.part.pose(0.0), w)

    def _between(self, a: Pose, b: Pose, w: float) -> Pose:
        mixed = blend(a, b, w, self.fig.rig.par, self.fig.rig.h)
        if not self.grounded:
            return mixed
        want = (1 - w) * self._lowest(a) + w * self._lowest(b)
        return Pose(mixed.d, mixed.p + (want - self._lowest(mixed)) * Z)

    def _lowest(self, pose: Pose) -> float:
        return float(self.fig.skinned(self._soles, pose)[:, 2].min())
