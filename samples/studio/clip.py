"""One clip: its label, its truth, and the video last, so that a video that exists is complete."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from . import film
from .body.clothes import dress
from .body.extras import WITH
from .camera import padded
from .encode import Encoder, set_rotation
from .labels import label
from .render import Actor, Renderer
from .scene import Person, Scene, build
from .sensor import Developer
from .spec import ClipSpec
from .truth import landmarks, true_reps, truth


def make(spec: ClipSpec, out: Path, video: bool = True, points: bool = False) -> dict[str, Any]:
    """Writes NAME.labels.json, NAME.truth.json, if asked NAME.npz (landmarks per frame), and NAME.mp4.
    Returns the label."""
    scene = build(spec)
    times = film.frame_times(spec.stream("frames"), spec.film, scene.seconds)
    reps = true_reps(scene)
    told = label(scene, reps)
    out.mkdir(parents=True, exist_ok=True)
    _write_json(out / f"{spec.stem}.labels.json", told)
    _write_json(out / f"{spec.stem}.truth.json", truth(scene, times, reps))
    if points:
        np.savez_compressed(out / f"{spec.stem}.npz", **landmarks(scene, times))
    if video:
        shoot(scene, times, out / f"{spec.stem}.mp4")
    return told


def _write_json(path: Path, data: dict[str, Any]) -> None:
    part = path.with_name(path.name + ".partial")
    part.write_text(json.dumps(data, indent=1) + "\n")
    part.replace(path)


def shoot(scene: Scene, times: np.ndarray, path: Path) -> None:
    """Renders and encodes the frames taken at `times`."""
    spec, cam = scene.spec, scene.camera
    hand = film.Hand(spec.stream("hand"), spec.film.shake, scene.seconds)
    support, wall = scene.movement.support, scene.movement.wall
    moving, busy = not scene.track.still, spec.background == "busy"
    renderer = Renderer(padded(cam, hand.pad), scene.room, scene.light, wall, support, moving or busy)
    develop = Developer(scene.sensor, cam.width, cam.height, spec.stream("grain"))
    star = _actor(scene.person, spec.seed, spec.holds)
    second = (_actor(scene.passer_by[0], spec.seed + 1), scene.passer_by[1]) if scene.passer_by else None

    def light_at(t: float) -> np.ndarray:
        if moving:
            renderer.look(padded(scene.track.at(t), hand.pad))
        cast = [(star, scene.pose(t))]
        if second:
            cast.append((second[0], second[1].pose(t)))
        return hand.warp(renderer.frame(cast), t, cam.width, cam.height)

    quarter_turns = spec.film.rotation // 90
    part = path.with_name(path.name + ".partial")
    encoder = Encoder(part, spec.film.fps, spec.film.max_kb)
    for t, instants in zip(times, film.exposures(spec.film, times), strict=True):
        image = np.mean([light_at(max(float(u), 0.0)) for u in instants], axis=0, dtype=np.float32)
        frame = develop(film.cover(image, spec.film, float(t)))
        encoder.write(np.rot90(frame, quarter_turns), float(t))  # rot90 turns anticlockwise: back
    encoder.close()
    if quarter_turns:
        set_rotation(part, spec.film.rotation)
    part.replace(path)


def _actor(person: Person, seed: int, holds: str = "") -> Actor:
    s = person.figure.s
    mesh = dress(s, person.outfit, seed)
    return Actor(WITH[holds](s, mesh) if holds else mesh, s.heads)
