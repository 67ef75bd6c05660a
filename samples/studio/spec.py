"""What a clip is asked to be. All of it may be written in JSON, a list of such objects being a plan."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import numpy as np

from .schedule import SetPlan

# the second half of the seed of each kind of chance; a number, once used, keeps its meaning
STREAMS = {
    "scene": 17,
    "range": 23,
    "schedule": 29,
    "sway": 31,
    "idle range": 37,
    "idle schedule": 41,
    "second schedule": 43,
    "passer-by": 47,
    "frames": 53,
    "hand": 59,
    "grain": 61,
    "camera": 67,
    "gym": 71,
}


@dataclass(frozen=True)
class Framing:
    """How the camera differs from the view's own place."""

    azimuth: float = 0.0  # degrees, added
    elevation: float = 0.0  # degrees, added
    distance: float = 1.0  # factor
    right: float = 0.0  # metres the aim moves to the right of the picture
    up: float = 0.0  # metres the aim moves up
    roll: float = 0.0  # degrees, added
    jitter: float = 1.0  # of the small random differences
    focal: float = 1.0  # factor; without `fill` the person grows with it
    fill: float | None = None  # the body's length as a share of the picture's height: sets the distance


MOVES = ("carried", "bumped", "panned", "zoomed", "walks", "cut")
BACKGROUNDS = ("plain", "busy")
HELD = ("", "dumbbells", "pads")


@dataclass(frozen=True)
class Move:
    """Something the camera does. What is not given is drawn from the seed (`moves.drawn`)."""

    kind: str  # a name of MOVES
    at: float | None = None  # second it begins
    seconds: float | None = None  # it takes
    amount: float | None = None  # carried: factor; bumped: share of the picture's height; panned, walks: degrees,
    # positive to the right; zoomed: factor of the focal length
    view: str = ""  # cut: of the other camera; the clip's own when empty
    framing: Framing = field(default_factory=Framing)  # cut: of the other camera

    def __post_init__(self) -> None:
        if self.kind not in MOVES:
            raise ValueError(f"no camera move {self.kind!r}; there are {', '.join(MOVES)}")


@dataclass(frozen=True)
class CameraPlan:
    """Moves are applied in the order given; a cut forgets those before it."""

    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Film:
    """How the camera records."""

    fps: float = 30.0
    variable: bool = False  # frame intervals vary, as phones do in poor light
    portrait: bool = False  # 480x640 instead of 640x480
    rotation: int = 0  # clockwise turn the player must make (90, 180, 270)
    shutter: float = 0.0  # share of the frame interval the shutter is open: motion blur
    shake: float = 0.0  # pixels an unsteady hand moves the picture
    dim: float = 0.0  # 0 a lit room, 1 an evening with one lamp
    covered: tuple[float, float] | None = None  # seconds between which something covers the lens
    max_kb: int = 290

    def __post_init__(self) -> None:
        if self.rotation not in (0, 90, 180, 270):
            raise ValueError(f"rotation must be 0, 90, 180 or 270, got {self.rotation}")


@dataclass(frozen=True)
class ClipSpec:
    exercise: str  # a name of MOVEMENTS
    view: str
    seed: int = 0
    name: str = ""  # file name; made from the rest when empty
    side: str = "R"  # working side
    then: str = ""  # "other side": a second set on the other side; "cut": after an edit
    variant: str = ""
    body: int | None = None
    set: SetPlan = field(default_factory=SetPlan)
    framing: Framing = field(default_factory=Framing)
    film: Film = field(default_factory=Film)
    camera: CameraPlan = field(default_factory=CameraPlan)
    background: str = "plain"  # or "busy": a gym
    outfit: dict[str, Any] = field(default_factory=dict)  # fields of `clothes.Outfit`; the others are drawn
    holds: str = ""  # "dumbbells", one in each hand; "pads" of a calf machine, on the shoulders
    opening: tuple[str, ...] = ()  # "walk in", "turn", "stand", "wave", "set up"
    ending: tuple[str, ...] = ()  # "stand", "turn", "walk out"
    passer_by: bool = False  # a second person walks through the background
    heading: float = 0.0  # degrees the person faces away from where they should
    drift: float = 0.0  # metres the body shifts over the clip
    begin: float | None = None  # the clip begins at this share of the first rep's time
    end: float | None = None  # and ends at this share of the last one's
    judged_as: str = ""  # for other movements: the exercise they are mistaken for
    label: dict[str, Any] = field(default_factory=dict)  # overrides the label file; None: leave it out

    def __post_init__(self) -> None:
        if self.then not in ("", "other side", "cut"):
            raise ValueError(f'then must be "other side" or "cut", got {self.then!r}')
        if self.side not in ("L", "R"):
            raise ValueError(f"side must be L or R, got {self.side!r}")
        if self.background not in BACKGROUNDS:
            raise ValueError(f"background must be {' or '.join(BACKGROUNDS)}, got {self.background!r}")
        if self.holds not in HELD:
            raise ValueError(f"nobody can hold {self.holds!r}; there is {', '.join(filter(None, HELD))}")

    @property
    def views(self) -> tuple[str, ...]:
        """Of every camera, in the order shown."""
        return (self.view, *(m.view or self.view for m in self.camera.moves if m.kind == "cut"))

    @property
    def stem(self) -> str:
        """The file name without its ending."""
        what = "+".join(self.set.faults) or "clean"
        parts = (self.exercise, self.variant, self.view, what, str(self.seed))
        return self.name or "-".join(filter(None, parts)).replace("_", "-")

    def stream(self, purpose: str, *which: int) -> np.random.Generator:
        """Random numbers for one purpose: each has its own, so that one choice does not shift the others."""
        return np.random.default_rng([self.seed, STREAMS[purpose], *which])


def spec_from(data: dict[str, Any]) -> ClipSpec:
    spec: ClipSpec = _build(ClipSpec, data)
    return spec


def read_plan(path: Path) -> list[ClipSpec]:
    return [spec_from(d) for d in json.loads(path.read_text())]


def _build(kind: type, data: dict[str, Any]) -> Any:
    """A dataclass from JSON: nested ones too, lists as tuples, unknown names refused."""
    hints, known = get_type_hints(kind), {f.name for f in fields(kind)}
    if unknown := sorted(set(data) - known):
        raise ValueError(f"{kind.__name__} has no {', '.join(unknown)}; it has {', '.join(sorted(known))}")

    def value(name: str, v: Any) -> Any:
        if is_dataclass(hints[name]):
            return _build(hints[name], v)
        if isinstance(v, list):
            item = next(iter(get_args(hints[name])), None)
            return tuple(_build(item, x) if isinstance(item, type) and is_dataclass(item) else x for x in v)
        return v

    return kind(**{name: value(name, v) for name, v in data.items()})
