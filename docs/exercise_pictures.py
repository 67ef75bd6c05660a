"""Draws docs/exercises/NAME.jpg, start and end position, from a clean sample: python docs/exercise_pictures.py"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from formcheck.exercises import EXERCISES

DOCS = Path(__file__).parent
SAMPLES = DOCS.parent / "samples"
HEIGHT, GAP, QUALITY = 260, 8, 80
BEFORE_S = 0.2  # the first moment of a clip, where a hold has not begun


def clean() -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Each exercise with a clip without a fault, in its first view if there is one, and the labels."""
    found: dict[str, tuple[Path, dict[str, Any]]] = {}
    for path in sorted(SAMPLES.glob("*.labels.json"), key=lambda p: len(p.name)):
        labels = json.loads(path.read_text("utf-8"))
        if labels.get("all_clean") and moments(labels):
            name, clip = labels["exercise"], SAMPLES / path.name.replace(".labels.json", ".mp4")
            first = next(iter(EXERCISES[name].views))
            if name not in found or (labels["view"] == first != found[name][1]["view"]):
                found[name] = clip, labels
    for name, (clip, labels) in sorted(found.items()):
        yield name, clip, labels


def moments(labels: dict[str, Any]) -> tuple[float, ...]:
    """The seconds of the start and of the end position of the first rep, or of the middle of a hold."""
    for rep in labels.get("rep_times", []):
        return rep["start_s"], (rep["top_start_s"] + rep["top_end_s"]) / 2
    for hold in labels.get("holds", []):
        return BEFORE_S, (hold["start_s"] + hold["end_s"]) / 2
    return ()


def frames(clip: Path, at: tuple[float, ...]) -> list[np.ndarray]:
    video = cv2.VideoCapture(str(clip))
    shots = []
    while (shot := video.read())[0]:
        shots.append((video.get(cv2.CAP_PROP_POS_MSEC) / 1000, shot[1]))
    video.release()
    return [min(shots, key=lambda s: abs(s[0] - t))[1] for t in at]


def picture(clip: Path, at: tuple[float, ...]) -> np.ndarray:
    shots = frames(clip, at)
    small = [cv2.resize(s, (s.shape[1] * HEIGHT // s.shape[0], HEIGHT), interpolation=cv2.INTER_AREA) for s in shots]
    between = np.full((HEIGHT, GAP, 3), 255, np.uint8)
    return np.hstack([small[0], between, small[1]])


if __name__ == "__main__":
    (DOCS / "exercises").mkdir(exist_ok=True)
    for name, clip, labels in clean():
        shown = picture(clip, moments(labels))
        cv2.imwrite(str(DOCS / "exercises" / f"{name}.jpg"), shown, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
