"""Draws docs/exercises/NAME.jpg, start and end of a rep, from a sample of each: python docs/exercise_pictures.py"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np

DOCS = Path(__file__).parent
SAMPLES = DOCS.parent / "samples"
CLIPS = {
    "wall-angel": "wall-angel-front",
    "prone-y-raise": "prone-y-raise-side",
    "clamshell": "clamshell-front",
    "single-leg-rdl": "single-leg-rdl-side",
    "calf-raise": "calf-raise-side",
}
HEIGHT, GAP, QUALITY = 260, 8, 80


def moments(labels: dict[str, Any]) -> tuple[float, float]:
    """The seconds of the start and of the end position of the first rep."""
    rep = labels["rep_times"][0]
    return rep["start_s"], (rep["top_start_s"] + rep["top_end_s"]) / 2


def frames(clip: Path, at: tuple[float, ...]) -> list[np.ndarray]:
    video = cv2.VideoCapture(str(clip))
    shots = []
    while (shot := video.read())[0]:
        shots.append((video.get(cv2.CAP_PROP_POS_MSEC) / 1000, shot[1]))
    video.release()
    return [min(shots, key=lambda s: abs(s[0] - t))[1] for t in at]


def picture(clip: str) -> np.ndarray:
    labels = json.loads((SAMPLES / f"{clip}.labels.json").read_text("utf-8"))
    shots = frames(SAMPLES / f"{clip}.mp4", moments(labels))
    small = [cv2.resize(s, (s.shape[1] * HEIGHT // s.shape[0], HEIGHT), interpolation=cv2.INTER_AREA) for s in shots]
    between = np.full((HEIGHT, GAP, 3), 255, np.uint8)
    return np.hstack([small[0], between, small[1]])


if __name__ == "__main__":
    (DOCS / "exercises").mkdir(exist_ok=True)
    for name, clip in CLIPS.items():
        cv2.imwrite(str(DOCS / "exercises" / f"{name}.jpg"), picture(clip), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
