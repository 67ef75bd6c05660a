"""The exact truth of a scene: per rep for the truth file, per frame for landmarks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from .body.landmarks import NAMES, Landmarker
from .performance import Act
from .scene import Scene, exercising
from .schedule import Rep

SIDE = {"L": "left", "R": "right"}
STEP_S, HOLD_STEP_S = 1 / 30, 0.2  # measures are taken at this step; those of a hold, which last, finely in `holds`
EDGE = 0.05  # of the rise: where a rep begins and ends, and below its peak where the top does


@dataclass(frozen=True)
class TrueRep:
    """A rep in clip time, with the edges of the contract: where progress passes 5 % and 95 % of its rise."""

    rep: Rep
    side: str
    start: float
    top_start: float
    top_end: float
    end: float
    move_start: float  # when the movement really begins
    move_end: float
    measures: dict[str, dict[str, float]]  # name -> start, extreme, change


def true_reps(scene: Scene) -> list[TrueRep]:
    """Every rep of every set, also those the clip does not show whole."""
    return [_true_rep(scene, act, k) for act in scene.sets for k in range(len(exercising(act).plan.reps))]


def _true_rep(scene: Scene, act: Act, k: int) -> TrueRep:
    part, shift = exercising(act), act.start - scene.begin
    r = part.plan.reps[k]
    start, top_start, top_end, end = (x + shift for x in edges(part.plan.times, part.plan.progress, r))
    step = HOLD_STEP_S if part.movement.kind == "hold" else STEP_S
    times = np.append(np.arange(r.start, r.end, step), r.end)
    series = [part.movement.measures(part.local(float(t))) for t in times]
    measures = {name: _change(np.array([s[name] for s in series])) for name in series[0]}
    return TrueRep(
        r, SIDE[part.movement.side_in(k)], start, top_start, top_end, end, r.start + shift, r.end + shift, measures
    )


def _change(x: np.ndarray) -> dict[str, float]:
    first, far = float(x[0]), float(x[np.abs(x - x[0]).argmax()])
    return {"start": round(first, 2), "extreme": round(far, 2), "change": round(far - first, 2)}


def edges(times: np.ndarray, progress: np.ndarray, r: Rep) -> tuple[float, float, float, float]:
    """Start, top start, top end and end of a rep, at 5 % and 95 % between its own rests and its peak."""
    step = times[1] - times[0]  # a throw is past 5 % at the first sample, a drop not at 5 % at the last
    inside = (times > r.start - step) & (times < r.end + step)
    t, p = times[inside], progress[inside]
    up, down = float(p.max()) - r.rest_before, float(p.max()) - r.rest_after
    low, high = r.rest_before + EDGE * up, r.rest_before + (1 - EDGE) * up
    high_back, low_back = r.rest_after + (1 - EDGE) * down, r.rest_after + EDGE * down
    first, last = int(np.flatnonzero(p >= high)[0]), int(np.flatnonzero(p >= high_back)[-1])
    below = np.flatnonzero(p[: first + 1] < low)
    below_again = last + np.flatnonzero(p[last:] < low_back)
    return (
        _crossing(t, p, int(below[-1]), low),
        _crossing(t, p, first - 1, high),
        _crossing(t, p, min(last, len(t) - 2), high_back),
        _crossing(t, p, int(below_again[0]) - 1, low_back) if len(below_again) else float(t[-1]),
    )


def _crossing(t: np.ndarray, p: np.ndarray, i: int, level: float) -> float:
    """When the line from sample i to i + 1 passes the level."""
    rise = p[i + 1] - p[i]
    share = (level - p[i]) / rise if abs(rise) > 1e-12 else 0.0
    return float(t[i] + np.clip(share, 0, 1) * (t[i + 1] - t[i]))


def truth(scene: Scene, times: np.ndarray, reps: list[TrueRep]) -> dict[str, Any]:
    """The truth file: the whole specification, what the seed chose, and the reps with all their measures."""
    cam, spec = scene.camera, scene.spec
    out = {
        "format": 2,
        "name": spec.stem,
        "exercise": spec.exercise,
        "variant": spec.variant,
        "view": spec.view,
        "frames": len(times),
        "duration_s": round(scene.seconds, 3),
        "fps": spec.film.fps,
        "width": cam.width,
        "height": cam.height,
        "camera": cam.describe(),
        "rom": scene.movement.rom,
        "reps": [_rep_row(k, r) for k, r in enumerate(reps)],
        "person": {"body": scene.person.body, "stature_m": round(scene.person.figure.stature, 3)},
        "outfit": asdict(scene.person.outfit),
        "light": asdict(scene.light),
        "sensor": asdict(scene.sensor),
        "spec": asdict(spec),
    }
    if not scene.track.still:
        out["moves"] = [asdict(m) for m in scene.track.moves]
    return out


def _rep_row(k: int, r: TrueRep) -> dict[str, Any]:
    instants = ("move_start", "start", "top_start", "top_end", "end", "move_end")
    shape = ("amplitude", "rest_before", "rest_after")
    return {
        "index": k,
        "side": r.side,
        "attempt": r.rep.attempt,
        **{f"{n}_s": round(getattr(r, n), 3) for n in instants},
        **{n: round(getattr(r.rep, n), 3) for n in shape},
        "rise": r.rep.rise,
        "fall": r.rep.fall,
        "faults": r.rep.faults,
        "measures": r.measures,
    }


def landmarks(scene: Scene, times: np.ndarray) -> dict[str, np.ndarray]:
    """BlazePose's 33 landmarks in the room (metres) and in the picture (pixels, before any shake), and the camera."""
    find = Landmarker(scene.person.figure.s)
    world = np.stack([find.world(scene.pose(float(t))) for t in times])
    cams = [scene.track.at(float(t)) for t in times]
    seen = [cam.project(w) for cam, w in zip(cams, world, strict=True)]
    xy, depth = (np.stack(x) for x in zip(*seen, strict=True))
    return {
        "time_s": times,
        "names": np.array(NAMES),
        "world": world.astype(np.float32),
        "px": xy.astype(np.float32),
        "depth": depth.astype(np.float32),
        "eye": np.stack([cam.eye for cam in cams]),
        "axes": np.stack([cam.axes for cam in cams]),  # rows: right, down, forward
        "focal_px": np.array([cam.focal() for cam in cams]),
    }
