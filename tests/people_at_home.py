"""More synthetic people, as tests/people.py makes them: each is the body at a share x of the movement, 0 to 1."""

from __future__ import annotations

import numpy as np
from people import FOREARM, TRUNK, figure, front_support, rotate

from formcheck.motion.pose import LANDMARKS, Part, Side

LEG = 0.84


def on_straight_arms(x: float) -> np.ndarray:
    """Front support on the hands, the chest sunk between the shoulder blades at 1."""
    p = front_support()
    for side in Side:
        z = p[Part.SHOULDER.of(side), 2]
        feet, shoulder = p[Part.ANKLE.of(side)], np.array([0.45, 0.64 - 0.07 * x, z])
        line = (feet - shoulder) / np.linalg.norm(feet - shoulder)
        hip = shoulder + TRUNK * line
        for part, at in (
            (Part.SHOULDER, shoulder), (Part.HIP, hip), (Part.KNEE, (hip + feet) / 2), (Part.ELBOW, [0.47, 0.34, z]),
            (Part.WRIST, [0.46, 0.06, z]), (Part.EAR, [0.66, 0.62, z]), (Part.EYE, [0.74, 0.58, z]),
        ):  # fmt: skip
            p[part.of(side)] = at
    p[0] = [0.76, 0.56, 0.0]
    return p


def in_a_doorway(_: float) -> np.ndarray:
    """Standing, the upper arms nearly level and the forearms up."""
    return figure(elevation=75)


def swinging(x: float) -> np.ndarray:
    """Standing on the left leg; the right one goes from behind the body to in front of it."""
    return figure(free_leg=40 - 95 * x)


def raising_a_leg(x: float) -> np.ndarray:
    """On the right side, already as the camera sees it: both legs straight, the left one lifted."""
    p = np.zeros((LANDMARKS, 3))
    for side, up in ((Side.LEFT, 0.2), (Side.RIGHT, 0.0)):
        hip = np.array([0.0, 0.15 + up, 0.0])
        leg = rotate([LEG, 0, 0], "z", 38 * x if side is Side.LEFT else 0) - [0, up / 2, 0]
        for part, at in (
            (Part.SHOULDER, [-0.5, 0.15 + up, 0]), (Part.HIP, hip), (Part.KNEE, hip + leg / 2), (Part.ANKLE, hip + leg),
            (Part.HEEL, hip + leg + [0.04, 0, -0.04]), (Part.TOE, hip + leg + [0.02, 0, 0.15]),
            (Part.ELBOW, [-0.3, 0.15 + up, 0.2]), (Part.WRIST, [-0.2, 0.15 + up, 0.3]),
            (Part.EAR, [-0.75, 0.2 + up / 2, 0]), (Part.EYE, [-0.8, 0.2 + up / 2, 0.08]),
        ):  # fmt: skip
            p[part.of(side)] = at
    p[0] = [-0.8, 0.25, 0.1]
    return p


def turning_out(x: float) -> np.ndarray:
    """Standing, elbows at the sides and bent; both forearms turn from the belly outwards."""
    p, turn = figure(elevation=8), np.radians(-20 + 80 * x)
    for side, sign in ((Side.LEFT, 1), (Side.RIGHT, -1)):
        p[Part.WRIST.of(side)] = p[Part.ELBOW.of(side)] + FOREARM * np.array([sign * np.sin(turn), 0, np.cos(turn)])
    return p


def reaching(x: float) -> np.ndarray:
    """On all fours, already as the camera sees it, the head to the right: the left leg reaches back, the right arm
    forwards."""
    p = np.zeros((LANDMARKS, 3))
    hip, shoulder = np.array([-0.03, 0.50, 0.0]), np.array([0.45, 0.55, 0.0])
    for side, z in ((Side.LEFT, -0.12), (Side.RIGHT, 0.12)):
        leg, arm = (x, 0.0) if side is Side.LEFT else (0.0, x)
        ankle = (1 - leg) * np.array([-0.45, 0.08, 0]) + leg * np.array([-0.87, 0.53, 0])
        for part, at in (
            (Part.SHOULDER, shoulder), (Part.HIP, hip), (Part.ANKLE, ankle),
            (Part.KNEE, (1 - leg) * np.array([-0.03, 0.08, 0]) + leg * np.array([-0.45, 0.515, 0])),
            (Part.HEEL, np.add(ankle, [-0.05, 0.02, 0])), (Part.TOE, np.add(ankle, [-0.10, -0.04, 0])),
            (Part.ELBOW, (1 - arm) * np.array([0.45, 0.29, 0]) + arm * np.array([0.74, 0.57, 0])),
            (Part.WRIST, (1 - arm) * np.array([0.45, 0.05, 0]) + arm * np.array([1.0, 0.58, 0])),
            (Part.EAR, [0.66, 0.58, 0]), (Part.EYE, [0.74, 0.53, 0]),
        ):  # fmt: skip
            p[part.of(side)] = np.add(at, [0, 0, z])
    p[0] = [0.76, 0.50, 0.0]
    return p
