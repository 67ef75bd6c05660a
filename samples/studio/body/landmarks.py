"""The true places of BlazePose's 33 landmarks on a subject, from mesh regressors and joint heads."""

from __future__ import annotations

import numpy as np

from .rig import Pose, skin
from .subject import Subject

NAMES = [
    "nose",
    "left_eye_inner",
    "left_eye",
    "left_eye_outer",
    "right_eye_inner",
    "right_eye",
    "right_eye_outer",
    "left_ear",
    "right_ear",
    "mouth_left",
    "mouth_right",
    "left_shoulder",
    "right_shoulder",
    "left_elbow",
    "right_elbow",
    "left_wrist",
    "right_wrist",
    "left_pinky",
    "right_pinky",
    "left_index",
    "right_index",
    "left_thumb",
    "right_thumb",
    "left_hip",
    "right_hip",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
    "left_heel",
    "right_heel",
    "left_foot_index",
    "right_foot_index",
]
_OTHER_NAME = {"left_foot_index": "left_big_toe", "right_foot_index": "right_big_toe"}
_BONE = {"pinky": "finger5-1", "index": "finger2-1", "thumb": "finger1-2"}


class Landmarker:
    def __init__(self, s: Subject):
        self.s = s
        self.bone: dict[int, int] = {}  # landmarks that sit on a joint
        weights = np.zeros((len(NAMES), len(s.verts)), np.float32)
        for n, name in enumerate(NAMES):
            side, _, part = name.partition("_")
            if (known := _OTHER_NAME.get(name, name)) in s.landmarks:
                vertices, w = s.landmarks[known]
                weights[n, vertices] = w
            elif part in _BONE:
                self.bone[n] = s.bone(f"{_BONE[part]}.{side[0].upper()}")
            else:
                weights[n, self._face_vertex(name)] = 1
        self.used = np.flatnonzero(weights.any(0))
        self.weights = weights[:, self.used].astype(np.float64)

    def _face_vertex(self, name: str) -> int:
        """The front-most skin at a mouth or eye corner."""
        s = self.s
        left, right = (s.verts[s.vertices_of(f"helper-{k}-eye")].mean(0) for k in "lr")
        gap = left[0] - right[0]
        side, _, part = name.partition("_")
        if side == "mouth":
            at = (left + right) / 2 + gap * np.array([0.40 if part == "left" else -0.40, 0.0, -1.12])
        else:
            outward = 1 if side == "left" else -1
            away = -outward if part == "eye_inner" else outward
            at = (left if side == "left" else right) + gap * np.array([away * 0.26, 0.0, 0.0])
        body = s.vertices_of("body")
        v = s.verts[body]
        aside = np.hypot(v[:, 0] - at[0], v[:, 2] - at[2])
        return int(body[np.where(v[:, 1] < at[1] + 0.03, aside, 9.0).argmin()])

    def world(self, pose: Pose) -> np.ndarray:
        """(33,3) world places for a solved pose."""
        s, u = self.s, self.used
        out = self.weights @ skin(s.verts[u], s.w_idx[u], s.w_val[u], pose.d, pose.p, s.heads)
        for n, b in self.bone.items():
            out[n] = pose.p[b]
        return out
