"""Synthetic people whose answers are arithmetic: a stick figure in metres, seen by a camera without perspective.

Axes of the figure: x to its left, y up, z forwards. A front camera sees its left at the right of the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from formcheck.motion.pose import LANDMARKS, Part, Pose, Side

TRUNK, ARM, FOREARM, THIGH, SHANK, FOOT = 0.50, 0.30, 0.26, 0.42, 0.42, 0.24
HEIGHT_OF_PICTURE_M = 2.4


def rotate(v: np.ndarray, axis: str, degrees: float) -> np.ndarray:
    a = np.radians(degrees)
    c, s = np.cos(a), np.sin(a)
    m = {
        "x": [[1, 0, 0], [0, c, -s], [0, s, c]],
        "y": [[c, 0, s], [0, 1, 0], [-s, 0, c]],
        "z": [[c, -s, 0], [s, c, 0], [0, 0, 1]],
    }[axis]
    return np.asarray(v) @ np.array(m).T


def figure(
    *, elevation: float = 10.0, hinge: float = 0.0, rise: float = 0.0, knee: float = 0.0, free_leg: float | None = None
) -> np.ndarray:
    """(33, 3) metres. elevation of the arms, hinge of the trunk, knee flexion and the free (right) leg's swing
    back in degrees; rise of the heels in metres. The forearms point up along the trunk."""
    p = np.zeros((LANDMARKS, 3))
    bend = np.radians(knee / 2)
    hip_y = 0.08 + rise + (THIGH + SHANK) * np.cos(bend)

    def hinged(v: np.ndarray) -> np.ndarray:
        return rotate(v, "x", hinge)

    for side, sign in ((Side.LEFT, 1), (Side.RIGHT, -1)):
        hip = np.array([0.10 * sign, hip_y, 0.0])
        shoulder = np.array([0, hip_y, 0]) + hinged([0.18 * sign, TRUNK, 0])
        up = rotate([0, -1, 0], "z", elevation * sign)
        elbow = shoulder + hinged(ARM * up)
        wrist = elbow + hinged([0, FOREARM, 0])
        if free_leg is not None and side is Side.RIGHT:
            back = rotate([0, -1, 0], "x", free_leg)
            knee_at, ankle = hip + THIGH * back, hip + (THIGH + SHANK) * back
        else:
            knee_at = hip + THIGH * np.array([0, -np.cos(bend), np.sin(bend)])
            ankle = np.array([0.10 * sign, 0.08 + rise, 0.0])
        for part, at in (
            (Part.SHOULDER, shoulder), (Part.ELBOW, elbow), (Part.WRIST, wrist), (Part.HIP, hip), (Part.KNEE, knee_at),
            (Part.ANKLE, ankle), (Part.HEEL, ankle + np.array([0, -0.06, -0.05])),
            (Part.TOE, np.array([0.1 * sign, 0.02, 0.17])),
            (Part.EAR, shoulder * [0.4, 1, 1] + hinged([0, 0.2, 0])),
            (Part.EYE, shoulder * [0.2, 1, 1] + hinged([0, 0.22, 0.08])),
        ):  # fmt: skip
            p[part.of(side)] = at
    p[0] = p[Part.EYE] * [0, 1, 1] + [0, -0.03, 0.02]
    return p


def lying_on_side(*, opening: float = 0.0, top: Side = Side.LEFT) -> np.ndarray:
    """(33, 3) metres, already as the camera sees it: the belly to the lens, one leg on top, its knee opened.

    opening is the height of the upper knee over the line from hip to ankle, in trunk lengths.
    """
    p = np.zeros((LANDMARKS, 3))
    head = -1 if top is Side.LEFT else 1  # lying on the right side, the head is at the left of the picture
    for side in Side:
        up = 0.2 if side is top else 0.0
        lift = opening * TRUNK if side is top else 0.0
        p[Part.SHOULDER.of(side)] = [head * 0.5, 0.20 + up, 0.0]
        p[Part.HIP.of(side)] = [0.0, 0.20 + up, 0.0]
        p[Part.ANKLE.of(side)] = [-head * 0.5, 0.15 + 0.1 * (up > 0), 0.05]
        line = (p[Part.HIP.of(side)] + p[Part.ANKLE.of(side)]) / 2
        p[Part.KNEE.of(side)] = line + np.array([0, lift, 0.3])
        p[Part.ELBOW.of(side)] = [head * 0.3, 0.2 + up, 0.2]
        p[Part.WRIST.of(side)] = [head * 0.2, 0.2 + up, 0.3]
        p[Part.HEEL.of(side)] = p[Part.ANKLE.of(side)] + [-head * 0.05, 0, 0]
        p[Part.TOE.of(side)] = p[Part.ANKLE.of(side)] + [0, 0, 0.15]
        p[Part.EAR.of(side)] = [head * 0.75, 0.25 + up / 2, 0.0]
        p[Part.EYE.of(side)] = [head * 0.8, 0.25 + up / 2, 0.08]
    p[0] = [head * 0.8, 0.3, 0.1]
    return p


def lying_prone(*, lift: float = 0.0, out: float = 0.0, bend: float = 0.0) -> np.ndarray:
    """(33, 3) metres, already as the camera sees it: face down, the head to the right, the right side near.

    lift is the angle of both arms above the line of the trunk, out how far they point outwards (a Y) and bend how far
    the forearms turn inwards from there, degrees.
    """
    p = np.zeros((LANDMARKS, 3))
    arm = np.array([np.cos(np.radians(lift)), np.sin(np.radians(lift)), 0.0])
    for side, z in ((Side.LEFT, -0.18), (Side.RIGHT, 0.18)):
        shoulder = np.array([TRUNK / 2, 0.12, z])
        outwards = np.copysign(out, z)
        elbow = shoulder + ARM * rotate(arm, "y", -outwards)
        for part, at in (
            (Part.SHOULDER, shoulder), (Part.ELBOW, elbow),
            (Part.WRIST, elbow + FOREARM * rotate(arm, "y", np.copysign(bend, z) - outwards)),
            (Part.HIP, [-TRUNK / 2, 0.12, z / 2]), (Part.KNEE, [-TRUNK / 2 - THIGH, 0.08, z / 2]),
            (Part.ANKLE, [-TRUNK / 2 - THIGH - SHANK, 0.08, z / 2]), (Part.HEEL, [-TRUNK / 2 - 0.88, 0.12, z / 2]),
            (Part.TOE, [-TRUNK / 2 - 1.0, 0.02, z / 2]), (Part.EAR, [0.47, 0.14, z / 3]),
            (Part.EYE, [0.52, 0.06, z / 5]),
        ):  # fmt: skip
            p[part.of(side)] = at
    p[0] = [0.55, 0.05, 0.0]
    return p


def front_support(*, knees_up: float = 1.0, hips: float = 0.0) -> np.ndarray:
    """(33, 3) metres, already as the camera sees it: on forearms and toes, the head to the right, the right side near.

    knees_up is 0 on the knees and 1 on the toes; hips is how far they are above the line from shoulders to ankles,
    metres.
    """
    p = np.zeros((LANDMARKS, 3))
    shoulder, feet = np.array([0.45, 0.40, 0.0]), np.array([-0.85, 0.12, 0.0])
    line = (feet - shoulder) / np.linalg.norm(feet - shoulder)
    on_toes = {
        Part.HIP: shoulder + TRUNK * line + [0, hips, 0],
        Part.KNEE: shoulder + (TRUNK + THIGH) * line,
        Part.ANKLE: feet,
    }
    on_toes[Part.KNEE] = (on_toes[Part.HIP] + feet) / 2
    on_knees = {
        Part.HIP: np.array([-0.02, 0.50, 0]),
        Part.KNEE: np.array([-0.02, 0.08, 0]),
        Part.ANKLE: np.array([-0.44, 0.08, 0]),
    }
    for side, z in ((Side.LEFT, -0.15), (Side.RIGHT, 0.15)):
        for part in on_toes:
            p[part.of(side)] = knees_up * on_toes[part] + (1 - knees_up) * on_knees[part] + np.array([0, 0, z])
        ankle = p[Part.ANKLE.of(side)]
        for part, at in (
            (Part.SHOULDER, shoulder), (Part.ELBOW, [0.45, 0.08, 0]), (Part.WRIST, [0.70, 0.06, 0]),
            (Part.HEEL, ankle - [0.06, -0.02, z]), (Part.TOE, ankle - [-0.02, 0.10, z]), (Part.EAR, [0.68, 0.45, 0]),
            (Part.EYE, [0.76, 0.42, 0]),
        ):  # fmt: skip
            p[part.of(side)] = np.add(at, [0, 0, z])
    p[0] = [0.78, 0.40, 0.0]
    return p


def stepping(*, hips: float = 0.0, left: float = 0.16, right: float = -0.16) -> np.ndarray:
    """(33, 3) metres: in a half squat, hips and feet at these places along the way to the left."""
    p = figure(elevation=15, knee=30)
    p[:, 0] += hips
    for side, foot in ((Side.LEFT, left), (Side.RIGHT, right)):
        ankle = p[Part.ANKLE.of(side)]
        off = foot - ankle[0]
        for part, share in ((Part.KNEE, 0.5), (Part.ANKLE, 1), (Part.HEEL, 1), (Part.TOE, 1)):
            p[part.of(side), 0] += share * off
    return p


def walking_sideways(steps: int, *, long: float = 0.35, takes_s: float = 0.6) -> Callable[[float], np.ndarray]:
    """A figure over time that goes so many steps to its left: a foot opens, the other one follows, and a short rest."""
    cycle = 2 * takes_s + 0.2
    start = -steps * long / 2

    def at(t: float) -> np.ndarray:
        k, s = divmod(max(t - 0.5, 0.0), cycle)
        k, s = (steps, 0.0) if k >= steps else (k, s)
        opens, follows = smooth_step(s / takes_s), smooth_step((s - takes_s) / takes_s)
        at_x = start + k * long
        return stepping(
            hips=at_x + long * (opens + follows) / 2,
            left=at_x + 0.16 + long * opens,
            right=at_x - 0.16 + long * follows,
        )

    return at


def supine(*, lift: float = 0.0) -> np.ndarray:
    """(33, 3) metres, already as the camera sees it: on the back, feet flat, the head to the left, the right side near.

    lift is 0 with the hips on the floor, and 1 with them in the line from shoulders to knees.
    """
    p = np.zeros((LANDMARKS, 3))
    shoulder, ankle = np.array([-0.45, 0.10, 0.0]), np.array([0.55, 0.08, 0.0])
    down, up = np.array([0.05, 0.10]), np.array([0.0, 0.32])
    hip = np.array([*((1 - lift) * down + lift * up), 0.0])
    between, apart = (hip + ankle) / 2, np.linalg.norm(ankle - hip)
    out = np.sqrt(max(THIGH**2 - (apart / 2) ** 2, 0.0))
    knee = between + out * rotate((ankle - hip) / apart, "z", 90)
    for side, z in ((Side.LEFT, -0.12), (Side.RIGHT, 0.12)):
        for part, at in (
            (Part.SHOULDER, shoulder), (Part.HIP, hip), (Part.KNEE, knee), (Part.ANKLE, ankle),
            (Part.HEEL, np.add(ankle, [-0.04, -0.05, 0])), (Part.TOE, np.add(ankle, [0.16, -0.06, 0])),
            (Part.ELBOW, [-0.2, 0.06, z]), (Part.WRIST, [0.05, 0.05, z]), (Part.EAR, [-0.66, 0.12, 0]),
            (Part.EYE, [-0.70, 0.20, 0]),
        ):  # fmt: skip
            p[part.of(side)] = np.add(at, [0, 0, z])
    p[0] = [-0.68, 0.24, 0.0]
    return p


def seen(t: float, figure: np.ndarray, *, yaw: float = 0.0, x: float = 0.9, scale: float = 1.0) -> Pose:
    """The figure turned by yaw degrees (0 faces the camera) as a Pose."""
    p = rotate(figure, "y", yaw)
    hips = (p[Part.HIP] + p[Part.HIP + 1]) / 2
    plane = p * scale / HEIGHT_OF_PICTURE_M
    return Pose(t, x + plane[:, 0] + 1j * (plane[:, 1] + 0.05), p - hips)


def mirrored(pose: Pose, width: float = 1.8) -> Pose:
    """The same person in a mirrored picture: left and right change names."""
    order = np.arange(LANDMARKS)
    for part in Part:
        left, right = part.of(Side.LEFT), part.of(Side.RIGHT)
        order[left], order[right] = right, left
    return Pose(pose.t, (width - pose.xy.conj())[order], (pose.world * [-1, 1, 1])[order])


def smooth_step(x: float) -> float:
    x = min(max(x, 0.0), 1.0)
    return x**3 * (10 - 15 * x + 6 * x * x)


def movement(
    reps: int, *, up: float = 1.5, hold: float = 0.8, down: float = 1.5, rest: float = 0.8
) -> Callable[[float], float]:
    """0 to 1 over time: that many repetitions with a rest before each and at the end."""
    cycle = rest + up + hold + down

    def at(t: float) -> float:
        k, s = divmod(t, cycle)
        if k >= reps or t < 0:
            return 0.0
        return smooth_step((s - rest) / up) - smooth_step((s - rest - up - hold) / down)

    return at


def filmed(
    shape: Callable[[float], np.ndarray],
    seconds: float,
    *,
    fps: float = 30.0,
    noise: float = 0.001,
    seed: int = 0,
    yaw: float = 0.0,
    scale: float = 1.0,
    x: float = 0.9,
    start: float = 0.0,
) -> list[Pose]:
    """Poses of a moving figure; shape maps time to a figure, noise is in frame heights."""
    rng = np.random.default_rng(seed)
    times: Iterable[float] = np.arange(start, seconds, 1 / fps)
    poses = []
    for t in times:
        p = seen(float(t), shape(float(t)), yaw=yaw, scale=scale, x=x)
        jitter = rng.normal(0, noise, LANDMARKS) + 1j * rng.normal(0, noise, LANDMARKS)
        poses.append(Pose(p.t, p.xy + jitter, p.world))
    return poses
