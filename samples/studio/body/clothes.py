"""What the camera sees of a subject: skin, hair, eyes, shirt, legwear and shoes.

Cloth is moved outward from the body and smoothed at rest, and skinned with the same weights. Hems are cut
per pixel, where the layer's `cover` falls below 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .extras import with_long_hair, with_skirt
from .head import Colour, complexion, eyes, hair
from .mesh import CLOTH, SHOE, SKIN, Layer, Mesh, follows, merge, smoothed
from .rig import vertex_normals
from .subject import Subject

ARM, LEG = ("upperarm01", "lowerarm01", "wrist"), ("upperleg01", "lowerleg01", "foot")
SOLE_Z = 0.016


@dataclass(frozen=True)
class Outfit:
    """Colours are linear-light albedos."""

    skin: Colour = (0.62, 0.42, 0.32)
    hair: Colour = (0.06, 0.035, 0.02)
    shirt: Colour = (0.10, 0.22, 0.42)
    legwear: Colour = (0.05, 0.05, 0.06)
    shoe: Colour = (0.55, 0.55, 0.57)
    sole: Colour = (0.75, 0.75, 0.73)
    iris: Colour = (0.10, 0.05, 0.02)
    sleeve: float = 0.55  # share of the upper arm; above 1 it reaches down the forearm
    leg: float = 0.55  # share of the thigh; 1 to 2 continues down the shank
    fit: float = 0.009  # metres of ease
    stripes: bool = False
    wide: float = 0.0  # metres the legs of trousers stand off at the ankle; at the hem half as much again
    skirt: float = 0.0  # share of hip to ankle; 0: none
    long_hair: float = 0.0  # metres down from the eyes; 0: short


def dress(s: Subject, o: Outfit, seed: int) -> Mesh:
    v, body, tights = s.verts, s.faces["body"], s.faces["helper-tights"]
    normals = vertex_normals(v, body)
    shirt, legs, shoe = _shirt_cover(s, o.sleeve), _leg_cover(s, o.leg), _shoe_cover(s)
    hidden = ((shirt > 0.02) | (legs > 0.02))[body].all(1) | (shoe > 0.012)[body].all(1)
    skin = complexion(s, o.skin, o.hair, np.random.default_rng(seed))
    out = vertex_normals(v, tights)  # cloth starts from a smoother hull of the body
    mesh = merge(
        s,
        [
            Layer(body[~hidden], v, skin, np.ones(len(v)), SKIN),
            _cloth(s, legs, 0.8 * o.fit + _wide(s, o.wide), _plain(s, o.legwear), out),
            _cloth(s, shirt, 1.3 * o.fit, _striped(s, o.shirt) if o.stripes else _plain(s, o.shirt), out),
            _shoes(s, o, shoe, out),
            hair(s, normals, o.hair),
            *eyes(s, o.iris),
        ],
    )
    mesh = with_skirt(s, mesh, o.skirt, o.legwear) if o.skirt else mesh
    return with_long_hair(s, mesh, o.long_hair, o.hair) if o.long_hair else mesh


def _wide(s: Subject, metres: float) -> np.ndarray:
    """(V,) by how much the legs of trousers stand off: more and more towards the ankle."""
    return metres * np.clip(_along_limb(s, LEG) / 1.9, 0, 1) ** 1.2


def _shirt_cover(s: Subject, sleeve: float) -> np.ndarray:
    """The trunk above the hem and below the neckline, and the arms down to the sleeve's end."""
    v, neck, hip_z = s.verts, s.heads[s.bone("neck01")], s.heads[s.bone("upperleg01.L")][2]
    arms = follows(s, "upperarm", "lowerarm", "wrist", "finger", "metacarpal")
    collar = np.linalg.norm((v - neck + [0, 0.02, 0]) * [1, 0.8, 1], axis=1) - 0.088
    collar = np.where(v[:, 2] > neck[2] + 0.03, np.minimum(collar, neck[2] + 0.06 - v[:, 2]), collar)
    hem = v[:, 2] - (hip_z - 0.03)
    cuff = np.where(arms > 0.35, (sleeve - _along_limb(s, ARM)) * 0.26, 1.0)
    cover = np.minimum(np.minimum(collar, hem), cuff)
    thigh = (follows(s, "upperleg", "lowerleg", "foot", "toe") > 0.6) & (v[:, 2] < hip_z - 0.05)
    return np.where(thigh | (follows(s, "head", "neck02", "neck03", "eye") > 0.5), -1.0, cover)


def _leg_cover(s: Subject, length: float) -> np.ndarray:
    hip_z = s.heads[s.bone("upperleg01.L")][2]
    legs = follows(s, "upperleg", "lowerleg", "foot", "toe")
    arms = follows(s, "upperarm", "lowerarm", "wrist", "finger", "metacarpal")
    end = np.where(legs > 0.35, (length - _along_limb(s, LEG)) * 0.42, 1.0)
    return np.where(arms > 0.2, -1.0, np.minimum(hip_z + 0.10 - s.verts[:, 2], end))


def _shoe_cover(s: Subject) -> np.ndarray:
    return np.where(follows(s, "foot", "toe", "lowerleg02") > 0.4, 0.115 - s.verts[:, 2], -1.0)


def _along_limb(s: Subject, joints: tuple[str, str, str]) -> np.ndarray:
    """(V,) 0 at the limb's first joint, 1 at the second, 2 at the third, on the vertex's own side."""
    sides = []
    for side in "LR":
        a, b, c = (s.heads[s.bone(f"{j}.{side}")] for j in joints)
        near, far = (s.verts - a) @ (b - a) / ((b - a) @ (b - a)), (s.verts - b) @ (c - b) / ((c - b) @ (c - b))
        sides.append(np.where(far > 0, 1 + far, np.minimum(near, 1.0)))
    return np.where(s.verts[:, 0] > 0, sides[0], sides[1])


def _cloth(s: Subject, cover: np.ndarray, ease: float | np.ndarray, colour: np.ndarray, out: np.ndarray) -> Layer:
    """Cloth at a distance of `ease` from the body, slightly more near its hems."""
    tights = s.faces["helper-tights"]
    flare = np.clip(1 - np.abs(cover) / 0.10, 0, 1) * (cover < 0.1) * (cover > -0.05)
    verts = smoothed(s.verts, tights, np.unique(tights), 2) + out * (ease * (1 + 0.6 * flare))[:, None]
    return Layer(tights[(cover[tights] > -0.05).any(1)], verts, colour, cover, CLOTH)


def _plain(s: Subject, colour: Colour) -> np.ndarray:
    return np.tile(np.array(colour), (len(s.verts), 1))


def _striped(s: Subject, colour: Colour) -> np.ndarray:
    c = _plain(s, colour)
    trunk = follows(s, "upperarm", "lowerarm", "wrist", "finger", "metacarpal") < 0.5
    band = (np.floor(s.verts[:, 2] / 0.06) % 2 == 0) & trunk
    c[band] = c[band] * 0.35 + 0.45
    return c


def _shoes(s: Subject, o: Outfit, cover: np.ndarray, out: np.ndarray) -> Layer:
    """The hull's closed feet, with a thick flat sole."""
    tights = s.faces["helper-tights"]
    verts = smoothed(s.verts, tights, np.unique(tights), 1) + out * 0.011
    verts[:, 2] = np.where(verts[:, 2] < SOLE_Z, -0.006, verts[:, 2])
    colour = np.where((s.verts[:, 2] < SOLE_Z)[:, None], np.array(o.sole), np.array(o.shoe))
    return Layer(tights[(cover[tights] > -0.03).any(1)], verts, colour, cover, SHOE)
