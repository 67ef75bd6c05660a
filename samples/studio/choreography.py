"""Who does what when: the sets, what comes before and after them, and a second person behind."""

from __future__ import annotations

import numpy as np

from .body import Movement, Standing, Waving
from .body.figure import Figure, other
from .gait import Path, Walker, heading_of, join, nearest, stroll, turn, wait
from .performance import Exercising, Part, Performance, Still
from .schedule import SetPlan, schedule
from .spec import ClipSpec

ENTRANCE_M = 2.5  # where a walker starts, beside the middle of the picture
BEHIND_M = 1.3  # how far behind the subject a passer-by walks
COMING_OVER_S = {"act": 0.7, "set up": 1.3, "other side": 1.3, "cut": 0.0}
BITS = ("walk in", "walk out", "turn", "stand", "wave", "set up")  # what may open or end a clip


class Choreography:
    """Makes the parts of a clip for one figure. `right` is the picture's right on the floor."""

    def __init__(self, spec: ClipSpec, fig: Figure, right: np.ndarray):
        self.spec, self.fig = spec, fig
        self.noise = spec.stream("sway")
        self.gate = right * ENTRANCE_M * (-1 if spec.seed % 2 else 1)

    def perform(self, first: Movement) -> Performance:
        spec = self.spec
        parts = [(self._bit(name, first), COMING_OVER_S["act"]) for name in spec.opening]
        parts.append((self._set(first, "schedule"), COMING_OVER_S["set up" if "set up" in spec.opening else "act"]))
        if spec.then:
            second = type(first)(self.fig, other(spec.side), spec.stream("range"), spec.variant)
            parts.append((self._set(second, "second schedule"), COMING_OVER_S[spec.then]))
        parts += [(self._bit(name, first), COMING_OVER_S["act"]) for name in spec.ending]
        return Performance(self.fig, parts, grounded=not first.lying)

    def _set(self, movement: Movement, purpose: str) -> Exercising:
        plan = schedule(self.spec.stream(purpose), self.spec.set, movement.tempo, movement.falls)
        return Exercising(self.noise, movement, plan, heading=self.spec.heading, drift=self.spec.drift)

    def _bit(self, name: str, first: Movement) -> Part:
        home = np.array([0.0, -0.25 if first.wall else 0.0])
        face, gate = self.spec.heading, home + self.gate
        inward, outward = nearest(heading_of(home - gate), face), nearest(heading_of(gate - home), face)
        match name:
            case "walk in":
                return Walker(self.fig, join(stroll(gate, home), turn(home, inward, face)))
            case "walk out":
                return Walker(self.fig, join(turn(home, face, outward), stroll(home, gate)))
            case "turn":
                return Walker(self.fig, turn(home, face - 360, face))
            case "stand":
                return self._idle(Standing, SetPlan(reps=0, lead=1.5, tail=0.5))
            case "wave":
                return self._idle(Waving, SetPlan(reps=1, lead=0.3, tail=0.3))
            case "set up":
                return Still(first.before(), 0.8)
        raise ValueError(f"no opening or ending {name!r}; there are {', '.join(BITS)}")

    def _idle(self, kind: type[Movement], plan: SetPlan) -> Exercising:
        movement = kind(self.fig, self.spec.side, self.spec.stream("idle range"))
        times = schedule(self.spec.stream("idle schedule"), plan, movement.tempo)
        return Exercising(self.noise, movement, times, heading=self.spec.heading)


def passing_by(rng: np.random.Generator, right: np.ndarray, seconds: float) -> Path:
    """A walk behind the subject from one side of the picture to the other, about in the middle of the clip."""
    behind = np.array([-right[1], right[0]]) * BEHIND_M
    across = right * (ENTRANCE_M + 0.8) * (1 if rng.random() < 0.5 else -1)
    walk = stroll(behind - across, behind + across)
    return join(wait(walk, max(0.45 * (seconds - walk.duration), 0.0)), walk)
