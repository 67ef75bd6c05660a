"""Busy rooms, and rooms painted once for a moving camera; small pictures are rendered here. Hands on a wall."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from samples.studio.backdrop import trace
from samples.studio.baked import BakedRoom
from samples.studio.body import Moment, subject
from samples.studio.body.calf_raise import CalfRaise
from samples.studio.body.figure import Figure, angle
from samples.studio.labels import label
from samples.studio.room import Room, out_of_the_way
from samples.studio.scene import Scene, build
from samples.studio.spec import spec_from
from samples.studio.truth import true_reps


def scene_of(**more: object) -> Scene:
    wish = {"exercise": "calf_raise", "view": "side", "seed": 5, "set": {"reps": 2}, **more}
    return build(spec_from(wish))


def rooms_with(seed: int, **more: object) -> tuple[Room, list[np.ndarray]]:
    scene = scene_of(seed=seed, background="busy", **more)
    return scene.room, [scene.camera.eye, *scene.track.eyes()]


@pytest.mark.parametrize("seed", range(4))
def test_a_gym_is_full_but_nothing_hides_the_person(seed):
    camera = {"moves": [{"kind": "walks"}, {"kind": "cut", "view": "front"}]}
    room, eyes = rooms_with(seed, camera=camera)
    added = room.boxes[len(scene_of(seed=seed, camera=camera).room.boxes) :]
    assert len(added) > 25 and len({b.paint.pattern for b in added if b.paint}) > 3
    for b in added:
        assert (b.lo < b.hi).all() and all(out_of_the_way(b.lo, b.hi, eye) for eye in eyes)
    assert all((room.lo[:2] < eye[:2]).all() and (eye < room.hi).all() for eye in eyes)


def test_a_gym_comes_from_the_seed_and_leaves_the_rest_alone():
    (a, _), (b, _), (c, _) = (rooms_with(s) for s in (5, 5, 6))
    assert np.array_equal([x.lo for x in a.boxes], [x.lo for x in b.boxes])
    assert len(a.boxes) != len(c.boxes) or not np.array_equal(a.boxes[-1].lo, c.boxes[-1].lo)
    plain = scene_of().room
    assert np.array_equal(a.lo, plain.lo) and [x.lo.tolist() for x in plain.boxes] == [
        x.lo.tolist() for x in a.boxes[: len(plain.boxes)]
    ]


def test_who_leans_on_a_wall_has_it_free():
    for seed in range(4):
        room, _ = rooms_with(seed, exercise="wall_angel", view="front")
        at_wall = [b for b in room.boxes if b.hi[1] > room.hi[1] - 0.5 and b.paint]
        assert all(b.lo[0] > 1.0 or b.hi[0] < -1.0 for b in at_wall)


@pytest.mark.parametrize(
    "more", [{}, {"background": "busy"}, {"exercise": "prone_y_raise", "variant": "bench", "seed": 8}]
)
def test_a_baked_room_looks_as_a_traced_one(more):
    scene = scene_of(**more)
    cam = replace(scene.camera, width=160, height=120)
    room, support = scene.room, scene.movement.support
    room.boxes = room.boxes[:12] + [b for b in room.boxes[12:] if b.solid]  # tracing many takes long
    lit = scene.light.direction, *scene.light.colours(), support
    slow, quick = trace(room, cam, *lit), BakedRoom(room, *lit).seen_from(cam)
    for a, b in ((slow.radiance, quick.radiance), (slow.ambient, quick.ambient)):
        off = cv2.GaussianBlur(a - b, (0, 0), 3)  # the one is sampled more finely than the other
        assert np.abs(off).mean() < 0.02 * a.mean() and np.quantile(np.abs(off), 0.99) < 0.2 * a.mean()
    assert (slow.plane == quick.plane).mean() > 0.97
    same = slow.plane == quick.plane
    assert np.median(np.linalg.norm(slow.pos - quick.pos, axis=-1)[same]) < 0.05
    if slow.front is not None:  # of the bench
        bench = np.isfinite(slow.front)
        assert bench.sum() > 100 and np.median(np.abs(slow.front - quick.front)[bench]) < 0.02


@pytest.mark.parametrize("body", [0, 3, 7])
def test_hands_stay_on_the_wall_and_arms_straight_while_the_heels_rise(body):
    for seed in range(3):
        movement = CalfRaise(Figure(subject.load(body)), "R", np.random.default_rng(seed), "wall")
        assert movement.at_wall is not None
        poses = [movement.pose(Moment(s=s)) for s in np.linspace(0, 1, 5)]
        told = [movement.measures(p) for p in poses]
        assert told[-1]["heel_rise_cm"] - told[0]["heel_rise_cm"] > 5
        assert all(13 < m["trunk_inclination"] < 28 for m in told)
        assert all(m["knee_flexion_left"] < 9 for m in told)
        for s in "LR":
            shoulder, elbow, wrist = (
                np.array([movement.joint(p.p, f"{b}.{s}") for p in poses])
                for b in ("upperarm01", "lowerarm01", "wrist")
            )
            assert np.ptp(wrist, axis=0).max() < 0.003
            assert all(angle(e - a, w - e) < 20 for a, e, w in zip(shoulder, elbow, wrist, strict=True))
        fingers = movement.fig.vertices("finger", "wrist")
        reach = [movement.fig.skinned(fingers, p)[:, 1].min() - movement.at_wall.y for p in poses]
        assert all(-0.02 < gap < 0.03 for gap in reach)


def test_the_wall_in_front_stands_there_and_hides_the_front():
    scene = scene_of(variant="wall")
    pillar = next(b for b in scene.room.boxes if b.solid)
    assert -1.3 < pillar.hi[1] < -0.4 and label(scene, true_reps(scene))["variant"] == "double"
    with pytest.raises(ValueError, match="hides the body from the front"):
        scene_of(variant="wall", view="front")
