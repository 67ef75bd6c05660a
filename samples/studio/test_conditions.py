"""What people hold and wear, and a head propped on the hand."""

from __future__ import annotations

import numpy as np
import pytest

from samples.studio.body import Moment, subject
from samples.studio.body.clamshell import ELBOW_Z, Clamshell
from samples.studio.body.clothes import Outfit, dress
from samples.studio.body.extras import GRIP_HALF, gripping, with_dumbbells
from samples.studio.body.figure import Figure, other
from samples.studio.body.landmarks import NAMES, Landmarker
from samples.studio.body.rig import Pose, skin, vertex_normals
from samples.studio.labels import label
from samples.studio.scene import Scene, build
from samples.studio.spec import spec_from
from samples.studio.truth import true_reps

BODIES = range(subject.count())
SOME = (0, 3, 6, 7)  # women and men, short and tall
STANDING = [("calf_raise", "side"), ("single_leg_rdl", "side")]


def scene_of(**wish: object) -> Scene:
    return build(spec_from({"exercise": "calf_raise", "view": "side", "seed": 5, "set": {"reps": 2}, **wish}))


def posed(scene: Scene, t: float) -> tuple[np.ndarray, Pose, int]:
    """What is seen at second t, the pose, and where the dumbbells begin."""
    s, pose = scene.person.figure.s, scene.pose(t)
    bare = dress(s, scene.person.outfit, 0)
    mesh = with_dumbbells(s, bare)
    return skin(mesh.verts, mesh.w_idx, mesh.w_val, pose.d, pose.p, s.heads), pose, len(bare.verts)


@pytest.mark.parametrize("body", SOME)
@pytest.mark.parametrize(("exercise", "view"), STANDING)
def test_dumbbells_stay_in_the_hands_and_above_the_floor(exercise, view, body):
    scene = scene_of(exercise=exercise, view=view, body=body, holds="dumbbells")
    s = scene.person.figure.s
    for t in np.linspace(0, scene.seconds, 4):
        verts, pose, first = posed(scene, float(t))
        left, right = np.split(verts[first:], 2)
        assert verts[first:, 2].min() > 0.0
        for side, bell in (("L", left), ("R", right)):
            low, high = bell[:24].mean(0), bell[24:48].mean(0)  # the ends of the handle
            along = (high - low) / np.linalg.norm(high - low)
            for finger in (2, 3, 4, 5):
                off = pose.p[s.bone(f"finger{finger}-2.{side}")] - (low + high) / 2
                assert np.linalg.norm(off - (off @ along) * along) < 0.03 and abs(off @ along) < GRIP_HALF
            assert np.linalg.norm(bell.mean(0) - pose.p[s.bone(f"wrist.{side}")]) < 0.16


@pytest.mark.parametrize("body", BODIES)
def test_fingers_close_round_a_handle_and_nothing_else_moves(body):
    s = subject.load(body)
    rest = Pose(np.tile(np.eye(3), (len(s.bones), 1, 1)), s.heads.copy())
    closed = gripping(s, rest)
    moved = {s.bones[b] for b in np.flatnonzero(np.abs(closed.d - rest.d).max((1, 2)) > 1e-9)}
    assert moved and all(name.startswith("finger") for name in moved)
    for side in "LR":
        tips = [p[s.bone(f"finger3-3.{side}")] - p[s.bone(f"wrist.{side}")] for p in (rest.p, closed.p)]
        assert np.linalg.norm(tips[1]) < np.linalg.norm(tips[0]) - 0.02
    points = [Landmarker(s).world(p) for p in (rest, closed)]
    arms = [NAMES.index(f"{a}_{b}") for a in ("left", "right") for b in ("shoulder", "elbow", "wrist", "hip")]
    assert np.allclose(points[0][arms], points[1][arms], atol=0.002)


def test_what_is_held_and_worn_changes_no_truth():
    plain = scene_of()
    dressed = scene_of(holds="dumbbells", outfit={"long_hair": 0.3, "skirt": 0.5})
    assert [r.measures for r in true_reps(plain)] == [r.measures for r in true_reps(dressed)]
    assert dressed.person.outfit.skin == plain.person.outfit.skin
    assert dressed.person.outfit.skirt == 0.5 and plain.person.outfit.skirt == 0


@pytest.mark.parametrize("body", SOME)
def test_long_hair_and_a_skirt_are_outside_the_body(body):
    s = subject.load(body)
    bare = dress(s, Outfit(), 0)
    hull = s.vertices_of("body")
    normals = vertex_normals(s.verts, s.faces["body"])[hull]
    for worn in (Outfit(long_hair=0.3), Outfit(skirt=0.5)):
        extra = dress(s, worn, 0).verts[len(bare.verts) :: 3]
        near = np.array([((s.verts[hull] - v) ** 2).sum(1).argmin() for v in extra])
        outside = ((extra - s.verts[hull[near]]) * normals[near]).sum(1)
        assert len(extra) > 100 and (outside > 0).mean() > 0.98
    ankle = s.heads[s.bone("foot.L")][2]
    assert dress(s, Outfit(skirt=0.5), 0).verts[len(bare.verts) :, 2].min() > ankle + 0.2
    wide, tight = dress(s, Outfit(leg=1.85, wide=0.06), 0), dress(s, Outfit(leg=1.85), 0)
    assert 0.03 < np.linalg.norm(wide.verts - tight.verts, axis=1).max() < 0.1


def test_what_nobody_can_hold_or_wear():
    for wrong in ({"holds": "piano"}, {"outfit": {"cape": 1}}):
        with pytest.raises(ValueError, match=r"piano|cape"):
            scene_of(**wrong)
    with pytest.raises(ValueError, match="lying"):
        scene_of(exercise="clamshell", view="front", holds="dumbbells")


@pytest.mark.parametrize("side", "LR")
@pytest.mark.parametrize("body", BODIES)
def test_the_head_is_propped_on_the_hand(body, side):
    flat, propped = (Clamshell(Figure(subject.load(body)), side, np.random.default_rng(0), v) for v in ("", "hand"))
    i, under = propped.fig.rig.i, other(side)
    for s in (0.0, 1.0):
        pose = propped.pose(Moment(s=s))
        head, elbow, wrist = (pose.p[i[b]] for b in ("head", f"lowerarm01.{under}", f"wrist.{under}"))
        assert abs(elbow[2] - ELBOW_Z) < 0.03
        assert np.linalg.norm(wrist - head) < 0.2 and elbow[2] + 0.15 < wrist[2]
        skinned = propped.fig.skinned(np.arange(0, 13380, 5), pose)
        assert np.quantile(skinned[:, 2], 0.001) > -0.04
        assert abs(propped.measures(pose)["knee_opening"] - flat.measures(flat.pose(Moment(s=s)))["knee_opening"]) < 1
    assert head[2] > flat.pose(Moment()).p[i["head"]][2] + 0.1


def test_a_propped_clamshell_has_a_side():
    scene = scene_of(exercise="clamshell", view="front", variant="hand", side="L")
    told = label(scene, true_reps(scene))
    assert told["side"] == "left" and told["reps"] == 2
