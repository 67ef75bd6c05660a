"""A stretch of a file to be seen, and what was noticed in it: what processes tell each other."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Self

from formcheck.motion.landmarks import BODY, BY_NAME, LandmarkModel


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchJob:
    """What to see.

    path, model  the clip and the pose model
    start_s      to end_s, of the file
    lead_s       before start_s, seen too: the model and the camera tracker get going there
    apart_s      between two frames that are looked at; 0 looks at all
    slow_motion  how many times the clip is slowed down: the model smooths over real seconds
    landmarks    what the model sees
    """

    path: Path
    model: Path
    start_s: float
    end_s: float | None
    lead_s: float
    apart_s: float
    slow_motion: float
    landmarks: LandmarkModel = BODY

    def as_json(self) -> dict[str, Any]:
        said = {f.name: getattr(self, f.name) for f in fields(self)}
        return said | {"path": str(self.path), "model": str(self.model), "landmarks": self.landmarks.name}

    @classmethod
    def of_json(cls, said: dict[str, Any]) -> Self:
        paths = {"path": Path(said["path"]), "model": Path(said["model"])}
        return cls(**said | paths | {"landmarks": BY_NAME[said["landmarks"]]})


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchNotes:
    """What was noticed in a stretch, in seconds of the file.

    unread_s  from when to when it is damaged
    last_s    of the last frame
    damage    why no more could be read
    """

    company_s: tuple[float, ...] = ()
    restarts_s: tuple[float, ...] = ()
    unread_s: tuple[tuple[float, float], ...] = ()
    small: bool = False
    left_out: int = 0
    last_s: float = 0.0
    damage: str | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, said: dict[str, Any]) -> Self:
        times = {name: tuple(said[name]) for name in ("company_s", "restarts_s")}
        return cls(**said | times | {"unread_s": tuple((a, b) for a, b in said["unread_s"])})
