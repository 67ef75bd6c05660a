"""From a clip's specification and seed to everything that will be filmed. Nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from . import gym, people
from .body import MOVEMENTS, Movement, View, subject
from .body.clothes import Outfit
from .body.extras import gripping
from .body.figure import Figure
from .body.rig import Pose
from .camera import Camera, zoomed
from .choreography import Choreography, passing_by
from .gait import Walker
from .moves import Track
from .performance import Act, Exercising, Performance
from .render import Light
from .room import Box, Room, make_room
from .sensor import Sensor
from .spec import ClipSpec, Film, Framing


@dataclass(frozen=True, eq=False)
class Person:
    body: int
    figure: Figure
    outfit: Outfit


@dataclass(frozen=True, eq=False)
class Scene:
    spec: ClipSpec
    person: Person
    performance: Performance
    sets: list[Act]  # the acts that are exercising, with their starts
    camera: Camera  # at the beginning, before it moves
    track: Track
    room: Room
    light: Light
    sensor: Sensor
    begin: float  # seconds of the performance the clip shows
    end: float
    passer_by: tuple[Person, Walker] | None

    @property
    def seconds(self) -> float:
        return self.end - self.begin

    @property
    def movement(self) -> Movement:
        return exercising(self.sets[0]).movement

    def pose(self, t: float) -> Pose:
        """The subject at second `t` of the clip."""
        pose = self.performance.pose(self.begin + t)
        in_hand = self.spec.holds == "dumbbells" or self.movement.grips
        return gripping(self.person.figure.s, pose) if in_hand else pose


def exercising(act: Act) -> Exercising:
    assert isinstance(act.part, Exercising)
    return act.part


def build(spec: ClipSpec) -> Scene:
    kind = _checked(spec)
    chosen = spec.stream("scene")
    who = _person(chosen, int(chosen.integers(subject.count())) if spec.body is None else spec.body)
    who = replace(who, outfit=_worn(who.outfit, spec.outfit))
    first = kind(who.figure, spec.side, spec.stream("range"), spec.variant)
    cam = _camera(
        chosen, _view(kind, spec, spec.view), who.figure.stature / 1.75, spec.framing, spec.film, first.support
    )
    light, sensor = people.light(chosen, spec.film.dim), people.sensor(chosen, spec.film.dim)
    performance = Choreography(spec, who.figure, cam.right).perform(first)
    sets = [a for a in performance.acts if isinstance(a.part, Exercising) and isinstance(a.part.movement, kind)]
    begin, end = _cut(spec, sets, performance.duration)

    def other(view: str, framing: Framing, r: np.random.Generator) -> Camera:
        return _camera(r, _view(kind, spec, view), who.figure.stature / 1.75, framing, spec.film, first.support)

    track = Track(spec, cam, end - begin, other, wall=first.wall)
    room = _room(chosen, first, cam, track.eyes())
    if spec.background == "busy":
        gym.fill(spec.stream("gym"), room, [cam.eye, *track.eyes()], wall=first.wall)
    second = _second_person(spec, who.body, cam, end - begin) if spec.passer_by else None
    return Scene(spec, who, performance, sets, cam, track, room, light, sensor, begin, end, second)


def _checked(spec: ClipSpec) -> type[Movement]:
    """The movement, if it knows the view and the faults asked for."""
    if spec.exercise not in MOVEMENTS:
        raise ValueError(f"no movement {spec.exercise!r}; there are {', '.join(MOVEMENTS)}")
    kind = MOVEMENTS[spec.exercise]
    for view in spec.views:
        if view not in kind.views:
            raise ValueError(f"{kind.name} has no view {view!r}; there are {', '.join(kind.views)}")
        if view in kind.hidden_from.get(spec.variant, ()):
            raise ValueError(f"{kind.name} {spec.variant}: something hides the body from the {view}")
    if unknown := sorted(set(spec.set.faults) - set(kind.faults)):
        raise ValueError(f"{kind.name} has no fault {', '.join(unknown)}; there are {', '.join(kind.faults)}")
    if spec.holds and kind.lying:
        raise ValueError(f"{kind.name}: nothing can be held lying down")
    return kind


def _worn(drawn: Outfit, wish: dict[str, Any]) -> Outfit:
    """The outfit drawn, but for what is asked for."""
    if unknown := sorted(set(wish) - {f.name for f in fields(Outfit)}):
        raise ValueError(f"an outfit has no {', '.join(unknown)}; it has {', '.join(f.name for f in fields(Outfit))}")
    return replace(drawn, **{k: tuple(v) if isinstance(v, list) else v for k, v in wish.items()})


def _person(r: np.random.Generator, body: int) -> Person:
    return Person(body, Figure(subject.load(body)), people.outfit(r, body))


def _second_person(spec: ClipSpec, taken: int, cam: Camera, seconds: float) -> tuple[Person, Walker]:
    r = spec.stream("passer-by")
    person = _person(r, (taken + 1 + int(r.integers(subject.count() - 1))) % subject.count())
    return person, Walker(person.figure, passing_by(r, cam.right, seconds))


def _view(kind: type[Movement], spec: ClipSpec, name: str) -> View:
    view = kind.views[name]
    return replace(view, azimuth=-view.azimuth) if kind.mirror_views and spec.side == "R" else view


def _camera(r: np.random.Generator, v: View, scale: float, framing: Framing, film: Film, support: float) -> Camera:
    """The view's camera, moved as the framing says and a little by chance. `scale` is the person's size."""
    j = framing.jitter
    width, height = (480, 640) if film.portrait else (640, 480)
    azimuth = float(v.azimuth + framing.azimuth + j * r.uniform(-5, 5))
    around = np.array(v.target) * scale + j * r.uniform(-0.04, 0.04, 3)
    cam = Camera(
        azimuth=azimuth,
        elevation=float(max(v.elevation + framing.elevation + j * r.uniform(-2, 3), 1)),
        distance=float(v.distance * framing.distance * scale * (1 + j * r.uniform(-0.03, 0.08))),
        roll=float(framing.roll + j * r.uniform(-1.2, 1.2)),
        fov=v.fov * (1.18 if film.portrait else 1.0),
        width=width,
        height=height,
    )
    if framing.focal != 1:
        cam = zoomed(cam, framing.focal)
    if framing.fill is not None:
        cam = replace(cam, distance=1.75 * scale / (2 * framing.fill * float(np.tan(np.deg2rad(cam.fov) / 2))))
    aim = around + np.append(framing.right * cam.right, 0.85 * support + framing.up)
    return replace(cam, target=(float(aim[0]), float(aim[1]), float(aim[2])))


def _room(r: np.random.Generator, movement: Movement, cam: Camera, eyes: list[np.ndarray]) -> Room:
    on_mat = movement.mat if not movement.support else None
    room = make_room(r, cam, movement.wall_y if movement.wall else None, on_mat, eyes)
    colour = np.array([0.07, 0.07, 0.08]) * r.uniform(0.7, 2.5)
    room.boxes += [Box(lo, hi, colour, solid=True) for lo, hi in movement.furniture()]
    return room


def _cut(spec: ClipSpec, sets: list[Act], duration: float) -> tuple[float, float]:
    """The part of the performance the clip shows, when it begins or ends inside a rep."""

    def inside(act: Act, rep: int, share: float) -> float:
        r = exercising(act).plan.reps[rep]
        return act.start + r.start + share * (r.end - r.start)

    begin = 0.0 if spec.begin is None else inside(sets[0], 0, spec.begin)
    end = duration if spec.end is None else inside(sets[-1], -1, spec.end)
    return begin, end
