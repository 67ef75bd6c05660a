"""Body-level posing on the rig: spine, neck, arms and legs in anatomical terms.

Angles are degrees. Forward flexion is positive. `sign(side)` is +1 for L (+x at rest), -1 for R.
"""

from __future__ import annotations

import numpy as np

from .rig import Pose, Rig, X, Y, Z, cross, frame, rot, skin, swing, twist_about, two_bone, unit
from .subject import Subject

SIDES = ("L", "R")
LUMBAR = ("spine05", "spine04", "spine03")
THORAX = ("spine02", "spine01")
NECK = ("neck01", "neck02", "neck03")
# segment: (proximal bone, distal bone, mass fraction, centre of mass from the proximal end)
SEGMENTS = [
    ("root", "neck01", 0.497, 0.50),
    ("neck01", "head", 0.081, 1.0),
    *((f"upperarm01.{s}", f"lowerarm01.{s}", 0.028, 0.44) for s in SIDES),
    *((f"lowerarm01.{s}", f"wrist.{s}", 0.022, 0.60) for s in SIDES),
    *((f"upperleg01.{s}", f"lowerleg01.{s}", 0.100, 0.43) for s in SIDES),
    *((f"lowerleg01.{s}", f"foot.{s}", 0.0465, 0.43) for s in SIDES),
    *((f"foot.{s}", f"toe3-1.{s}", 0.0145, 0.50) for s in SIDES),
]


def sign(side: str) -> float:
    return 1.0 if side == "L" else -1.0


def other(side: str) -> str:
    return "R" if side == "L" else "L"


class Figure:
    SOLE = 0.006  # metres between the bare foot and the floor

    def __init__(self, subject: Subject):
        self.s = subject
        self.rig = Rig(subject)
        r = self.rig
        self.l_thigh = r.length("upperleg01.L", "lowerleg01.L")
        self.l_shank = r.length("lowerleg01.L", "foot.L")
        self.l_upper = r.length("upperarm01.L", "lowerarm01.L")
        self.l_fore = r.length("lowerarm01.L", "wrist.L")
        self.stature = float(subject.verts[subject.vertices_of("body")][:, 2].max())
        self._body = np.zeros(len(subject.verts), bool)
        self._body[subject.vertices_of("body")] = True
        self.torso_ids = self.vertices("spine", "root", "pelvis")
        self.begin()

    def vertices(self, *prefixes: str) -> np.ndarray:
        """Vertices of the skin that follow mostly a bone of such a name."""
        return np.flatnonzero(self._body & np.array([b.startswith(prefixes) for b in self.s.main_bone]))

    # ---- posing ---------------------------------------------------------------------------
    def begin(self, root_d: np.ndarray | None = None) -> None:
        self.rig.reset()
        self.d_root = np.eye(3) if root_d is None else root_d
        self.rig.root = self.rig.h[0].copy()
        self.rig.set_world("root", self.d_root)
        self.d_thorax = self.d_root

    def spine(self, lumbar: float = 0, thoracic: float = 0, lateral: float = 0, twist: float = 0) -> None:
        d = self.d_root
        for group, flex in ((LUMBAR, lumbar / 3), (THORAX, thoracic / 2)):
            for b in group:
                local = rot(X, flex) @ rot(Y, lateral / 5) @ rot(Z, twist / 5)
                self.rig.set_local(b, local)
                d = d @ local
        self.d_thorax = d

    def neck(self, flex: float = 0, lateral: float = 0, turn: float = 0) -> None:
        local = rot(X, flex / 4) @ rot(Y, lateral / 4) @ rot(Z, turn / 4)
        for b in (*NECK, "head"):
            self.rig.set_local(b, local)

    def clavicle(self, side: str, elevation: float = 0, protraction: float = 0) -> None:
        k = sign(side)
        self.rig.set_local(f"clavicle.{side}", rot(Y, -k * elevation) @ rot(Z, -k * protraction))

    def shoulder(self, side: str) -> np.ndarray:
        """World place of the shoulder joint for the current trunk and clavicle."""
        _, p = self.rig.solve()
        return p[self.rig.i[f"upperarm01.{side}"]]

    def arm(
        self,
        side: str,
        upper: np.ndarray,
        fore: np.ndarray,
        palm: np.ndarray | None = None,
        pole: np.ndarray | None = None,
    ) -> None:
        """World directions of the upper arm and forearm, and the direction the palm faces.
        `pole` is the way the elbow bends; by default it follows from the two directions."""
        r = self.rig
        u, f = unit(upper), unit(fore)
        if pole is None:
            pole = f - (f @ u) * u
        pole = unit(pole - (pole @ u) * u)
        bend = np.arctan2(f @ pole, f @ u)
        f, f_pole = np.cos(bend) * u + np.sin(bend) * pole, -np.sin(bend) * u + np.cos(bend) * pole
        u0, f0, pole0, f_pole0 = self._arm_at_rest(side)
        d_fore = frame(f, f_pole) @ frame(f0, f_pole0).T
        self._turn_upper_arm(side, u, u0, frame(u, pole) @ frame(u0, pole0).T)
        r.set_world(f"lowerarm01.{side}", d_fore)
        hand, half_way = d_fore, d_fore
        if palm is not None:
            turn = self._pronation(side, f, d_fore, palm)
            hand, half_way = rot(f, turn) @ d_fore, rot(f, 0.55 * turn) @ d_fore
        r.set_world(f"lowerarm02.{side}", half_way)
        k0 = unit(r.vec(f"wrist.{side}", f"finger3-1.{side}"))  # straighten the wrist
        r.set_world(f"wrist.{side}", swing(hand @ k0, unit(0.75 * f + 0.25 * (hand @ k0))) @ hand)

    def _arm_at_rest(self, side: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Rest directions of upper arm and forearm, and the pole of each."""
        r = self.rig
        u = unit(r.vec(f"upperarm01.{side}", f"lowerarm01.{side}"))
        f = unit(r.vec(f"lowerarm01.{side}", f"wrist.{side}"))
        pole = unit(f - (f @ u) * u)
        bend = np.arctan2(f @ pole, f @ u)
        return u, f, pole, -np.sin(bend) * u + np.cos(bend) * pole

    def _turn_upper_arm(self, side: str, u: np.ndarray, u0: np.ndarray, d_upper: np.ndarray) -> None:
        """Spreads the upper arm's turn about its own axis over its two bones, and a little of its swing
        over the shoulder."""
        r = self.rig
        d_clavicle = self.d_thorax @ r.local[r.i[f"clavicle.{side}"]]
        d_swing = swing(d_clavicle @ u0, u) @ d_clavicle
        twist = twist_about(d_upper @ d_swing.T, u)
        some = unit(0.85 * (d_clavicle @ u0) + 0.15 * u)
        r.set_world(f"shoulder01.{side}", swing(d_clavicle @ u0, some) @ d_clavicle)
        r.set_world(f"upperarm01.{side}", rot(u, 0.5 * twist) @ d_swing)
        r.set_world(f"upperarm02.{side}", rot(u, 0.9 * twist) @ d_swing)

    def flat_hand(self, side: str, fingers: np.ndarray, palm: np.ndarray) -> None:
        """The hand laid flat, whatever the forearm does: where the fingers point and what the palm faces."""
        r = self.rig
        middle = unit(r.vec(f"wrist.{side}", f"finger3-1.{side}"))
        r.set_world(f"wrist.{side}", frame(fingers, palm) @ frame(middle, self._palm_at_rest(side)).T)

    def _palm_at_rest(self, side: str) -> np.ndarray:
        h, i = self.rig.h, self.rig.i
        wrist, index, little = (h[i[f"{n}.{side}"]] for n in ("wrist", "finger2-1", "finger5-1"))
        return -unit(cross(index - wrist, little - wrist)) * sign(side)

    def _pronation(self, side: str, f: np.ndarray, d_fore: np.ndarray, palm: np.ndarray) -> float:
        """Degrees the forearm turns about its axis `f` for the palm to face `palm`."""
        now = d_fore @ self._palm_at_rest(side)
        now = unit(now - (now @ f) * f)
        want = unit(palm - (palm @ f) * f)
        return float(np.clip(np.rad2deg(np.arctan2(cross(now, want) @ f, now @ want)), -110, 110))

    def hip(self, side: str) -> np.ndarray:
        r = self.rig
        return r.root + self.d_root @ (r.h[r.i[f"upperleg01.{side}"]] - r.h[0])

    def leg(
        self,
        side: str,
        thigh: np.ndarray,
        shank: np.ndarray,
        pole: np.ndarray,
        foot: np.ndarray | None = None,
        toes: np.ndarray | None = None,
    ) -> None:
        """World directions of thigh and shank; `pole` is the way the knee points; foot and toes are world
        rotations (by default the foot follows the shank)."""
        r = self.rig
        t0 = r.vec(f"upperleg01.{side}", f"lowerleg01.{side}")
        s0 = r.vec(f"lowerleg01.{side}", f"foot.{side}")
        t, s = unit(thigh), unit(shank)
        d_t = frame(t, pole) @ frame(t0, -Y).T
        hinge = cross(t, unit(pole - (pole @ t) * t))
        d_s = frame(s, cross(hinge, s)) @ frame(s0, -Y).T
        for b in ("upperleg01", "upperleg02"):
            r.set_world(f"{b}.{side}", d_t)
        for b in ("lowerleg01", "lowerleg02"):
            r.set_world(f"{b}.{side}", d_s)
        r.set_world(f"foot.{side}", d_s if foot is None else foot)
        if toes is not None:
            for k in range(1, 6):
                r.set_world(f"toe{k}-1.{side}", toes)

    def leg_to(
        self,
        side: str,
        ankle: np.ndarray,
        pole: np.ndarray,
        foot: np.ndarray | None = None,
        toes: np.ndarray | None = None,
    ) -> None:
        h = self.hip(side)
        k = two_bone(h, ankle, self.l_thigh, self.l_shank, pole)
        e = unit(ankle - h)
        self.leg(side, k - h, ankle - k, unit(pole - (pole @ e) * e), foot, toes)

    def chain(self, knee_flex: float) -> float:
        """Hip to ankle distance at a knee flexion."""
        c = np.cos(np.deg2rad(knee_flex))
        return float(np.sqrt(self.l_thigh**2 + self.l_shank**2 + 2 * self.l_thigh * self.l_shank * c))

    def ankle_height(self) -> float:
        return float(self.rig.h[self.rig.i["foot.L"]][2] + self.SOLE)

    # ---- results --------------------------------------------------------------------------
    def solve(self) -> Pose:
        return self.rig.solve()

    def com(self, p: np.ndarray) -> np.ndarray:
        i, total = self.rig.i, sum(m for *_, m, _ in SEGMENTS)
        return sum(m * (p[i[a]] + c * (p[i[b]] - p[i[a]])) for a, b, m, c in SEGMENTS) / total

    def points(self, ids: np.ndarray) -> np.ndarray:
        """World places of vertices in the pose being made."""
        return self.skinned(ids, self.solve())

    def skinned(self, ids: np.ndarray, pose: Pose) -> np.ndarray:
        return skin(self.s.verts[ids], self.s.w_idx[ids], self.s.w_val[ids], pose.d, pose.p, self.rig.h)


def angle(a: np.ndarray, b: np.ndarray) -> float:
    """Degrees between two directions."""
    return float(np.rad2deg(np.arctan2(np.linalg.norm(cross(a, b)), a @ b)))
