"""Where the camera is at any time: a hand, a bump, a pan, a zoom, a walk round the person, a cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .camera import Camera, shifted, turned, zoomed
from .profiles import smooth
from .spec import ClipSpec, Framing, Move

# of a hand: Hz, and the amplitude as a share of the picture's height
HAND = ((0.3, 0.02), (1.5, 0.006), (7.0, 0.002))
BY_PLACE = 0.6  # share of a hand's or a bump's move made by moving the camera; the rest is made by turning it
ROLL_DEG = 40.0  # a hand rolls by so many degrees per picture height
BUMP_S, ZOOM_S, STEP_HZ, STEP_M = 0.12, 1.0, 1.8, 0.008
LATEST_WALK_DEG = 84.0  # from the front of a person at a wall: the camera stays on this side of the wall
STREAM = "camera"


def drawn(move: Move, rng: np.random.Generator, seconds: float) -> Move:
    """The move with all that was not given chosen by chance, for a clip of so many seconds."""
    sign = float(rng.choice([-1, 1]))
    chance = float(rng.uniform())
    middle = seconds * (0.3 + 0.3 * float(rng.uniform()))
    at, takes, amount = {
        "carried": (0.0, seconds, 1.0),
        "bumped": (middle, BUMP_S, 0.03 + 0.03 * chance),
        "panned": (0.0, seconds, sign * (8 + 6 * chance)),
        "zoomed": (middle, ZOOM_S, 1.1 + 0.2 * chance),
        "walks": (0.0, seconds, sign * (10 + 10 * chance)),
        "cut": (middle, 0.0, 0.0),
    }[move.kind]
    at = at if move.at is None else move.at
    if move.at is not None and move.kind in ("panned", "walks"):
        takes = max(seconds - at, 1e-3)
    return replace(
        move,
        at=at,
        seconds=takes if move.seconds is None else move.seconds,
        amount=amount if move.amount is None else move.amount,
    )


@dataclass(frozen=True, eq=False)
class Waves:
    """Unit noise around a frequency: three sines, whose phases are drawn."""

    hz: np.ndarray
    phase: np.ndarray  # (channels, 3)

    def at(self, t: float) -> np.ndarray:
        return np.asarray(0.55 * np.sin(2 * np.pi * self.hz * t + self.phase).sum(-1))


def _waves(rng: np.random.Generator, hz: float, channels: int) -> Waves:
    return Waves(hz * np.array([0.8, 1.0, 1.27]), rng.uniform(0, 2 * np.pi, (channels, 3)))


class Track:
    """The camera over the clip. `other` makes a further camera: its view, its framing, its chance."""

    def __init__(
        self,
        spec: ClipSpec,
        first: Camera,
        seconds: float,
        other: Callable[[str, Framing, np.random.Generator], Camera],
        wall: bool = False,
    ):
        """`wall`: the person is at a wall that no camera may pass."""
        self.first, self.seconds, self.wall = first, seconds, wall
        chances = [spec.stream(STREAM, k) for k in range(len(spec.camera.moves))]
        self.moves = [drawn(m, r, seconds) for m, r in zip(spec.camera.moves, chances, strict=True)]
        self._hands = [[_waves(r, hz, 4) for hz, _ in HAND] for r in chances]
        self._angles = [float(r.uniform(0, 2 * np.pi)) for r in chances]
        self._others = {
            k: other(m.view or spec.view, m.framing, chances[k]) for k, m in enumerate(self.moves) if m.kind == "cut"
        }

    @property
    def still(self) -> bool:
        return not self.moves

    def at(self, t: float) -> Camera:
        """The camera at second `t` of the clip."""
        cam = self.first
        for k, m in enumerate(self.moves):
            assert m.at is not None and m.seconds is not None and m.amount is not None
            done = float(smooth(np.array((t - m.at) / max(m.seconds, 1e-6))))
            match m.kind:
                case "carried":
                    cam = self._carried(cam, t, m.amount, self._hands[k])
                case "bumped":
                    a = self._angles[k]
                    cam = _swayed(cam, m.amount * done * np.array([np.cos(a), np.sin(a)]), np.zeros(2))
                    cam = replace(cam, roll=cam.roll + 0.25 * ROLL_DEG * m.amount * done * float(np.sign(np.cos(a))))
                case "panned":  # evenly, from one side of the aim to the other
                    cam = turned(cam, m.amount * (float(np.clip((t - m.at) / m.seconds, 0, 1)) - 0.5), 0.0)
                case "zoomed":
                    cam = zoomed(cam, m.amount**done)
                case "walks":
                    cam = self._walked(cam, t, m.amount * done, 0 < done < 1)
                case "cut":
                    cam = self._others[k] if t >= m.at else cam
        return cam

    def _carried(self, cam: Camera, t: float, factor: float, hand: list[Waves]) -> Camera:
        x = np.sum([factor * share * w.at(t) for w, (_, share) in zip(hand, HAND, strict=True)], axis=0)
        return replace(_swayed(cam, x[:2], x[2:3]), roll=cam.roll + float(ROLL_DEG * x[3]))

    def _walked(self, cam: Camera, t: float, degrees: float, walking: bool) -> Camera:
        """Round the aim, the camera bobbing with each step."""
        azimuth = cam.azimuth + degrees
        if self.wall and abs(azimuth) > max(LATEST_WALK_DEG, abs(cam.azimuth)):
            azimuth = cam.azimuth - degrees  # the other way
        bob = STEP_M * np.sin(2 * np.pi * STEP_HZ * t) * walking
        return shifted(replace(cam, azimuth=azimuth), np.array([0.0, 0.0, bob]))

    def eyes(self) -> list[np.ndarray]:
        """Places the camera films from: twice a second, and after each cut."""
        if self.still:
            return []
        times = [*np.arange(0, self.seconds + 0.5, 0.5), *(m.at for m in self.moves if m.kind == "cut" and m.at)]
        return [self.at(float(t)).eye for t in times]


def _swayed(cam: Camera, share: np.ndarray, forward: np.ndarray) -> Camera:
    """The person moves in the picture by `share` of its height (right, up), the camera moving the other way.
    What is behind moves less far, where the camera moves, and as far, where it turns."""
    high = 2 * cam.distance * np.tan(np.deg2rad(cam.fov) / 2)  # metres of the picture at the aim
    right, down, ahead = cam.axes
    x, y = float(share[0]), float(share[1])
    by = BY_PLACE * high * (down * y - right * x) + high * float(forward.sum()) * ahead
    turn = (1 - BY_PLACE) * np.rad2deg(high / cam.distance)
    return turned(shifted(cam, by), -turn * x, -turn * y)
