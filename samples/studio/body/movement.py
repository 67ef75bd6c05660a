"""What a movement must say: how it poses a figure, its views, faults and true measures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from .falls import Falls
from .figure import Figure
from .rig import Pose

NOISES = (0.35, 0.4, 0.3, 0.3, 0.8, 0.8, 0.5, 0.5)  # Hz of the noise channels


@dataclass
class Moment:
    """The controls of one instant: progress (0 rest, 1 full range), fault strengths, unit noise."""

    s: float = 0.0
    faults: dict[str, float] = field(default_factory=dict)
    n: np.ndarray = field(default_factory=lambda: np.zeros(len(NOISES)))
    t: float = 0.0
    rep: int = 0
    amplitude: float = 1.0  # progress at the top of the rep
    returning: bool = False  # past its top

    def fault(self, name: str) -> float:
        return self.faults.get(name, 0.0)


@dataclass(frozen=True)
class View:
    """Where the camera stands: degrees, and metres for a person of 1.75 m. Azimuth 0 looks at the front of a
    person who faces -y, 90 at their left side."""

    azimuth: float
    elevation: float
    distance: float
    target: tuple[float, float, float]
    fov: float = 48.0


class Movement:
    name: ClassVar[str] = ""
    tempo: ClassVar[tuple[float, float, float, float]] = (0.8, 1.6, 0.6, 1.6)  # rest, out, hold, back: s
    falls: Falls = Falls()  # 5 % to 95 % takes three quarters of its seconds
    faults: ClassVar[dict[str, str]] = {}  # name -> what it looks like
    views: ClassVar[dict[str, View]] = {}
    variants: ClassVar[tuple[str, ...]] = ("",)
    hidden_from: ClassVar[dict[str, tuple[str, ...]]] = {}  # by variant: views in which something hides the body
    kind: ClassVar[str] = "repetitions"  # or "hold": progress 1 is held, and nothing is counted
    rom: ClassVar[str] = ""  # the measure that is the range
    lying: ClassVar[bool] = False
    grips: ClassVar[bool] = False  # the hands are closed
    wall: ClassVar[bool] = False  # leans on the back wall, at `wall_y`
    mat: ClassVar[tuple[float, float] | None] = None  # centre of a mat on the floor
    mirror_views: ClassVar[bool] = False  # views are given for side L, and mirrored for R
    wall_y: float = 0.0
    support: float = 0.0  # height of what the body lies on

    def __init__(self, fig: Figure, side: str, rng: np.random.Generator, variant: str = ""):
        if variant not in self.variants:
            known = ", ".join(map(repr, self.variants))
            raise ValueError(f"{self.name} has no variant {variant!r}; there are {known}")
        self.fig, self.side, self.variant = fig, side, variant
        self.prepare(rng)

    def prepare(self, rng: np.random.Generator) -> None:
        """Choose this person's constants and solve contacts that never change."""

    def pose(self, m: Moment) -> Pose:
        raise NotImplementedError

    def before(self) -> Pose:
        """Where the body lies or stands before it takes up the start position."""
        return self.pose(Moment())

    def side_in(self, rep: int) -> str:
        """The side that works in a repetition."""
        return self.side

    def measures(self, pose: Pose) -> dict[str, float]:
        """True named angles (degrees) and distances (cm) of a solved pose."""
        return {}

    def furniture(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Boxes (low and high corner) the movement needs."""
        return []

    def joint(self, p: np.ndarray, bone: str) -> np.ndarray:
        return p[self.fig.rig.i[bone]]
