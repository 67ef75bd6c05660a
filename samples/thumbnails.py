"""Draws thumbnails.jpg, a picture of every sample clip at the top of a repetition: python samples/thumbnails.py"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from matplotlib.font_manager import FontProperties, findfont
from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
COLUMNS, WIDTH, HEIGHT, GAP, CAPTION = 6, 208, 156, 14, 40
PAPER, GREY, INK, FRAME = "#fafafa", "#8a8f98", "#1d2330", "#e3e5e9"
SMALL, LARGE = (ImageFont.truetype(findfont(FontProperties(weight=w)), 11) for w in ("normal", "bold"))


def moment(labels: dict[str, Any]) -> float | None:
    """The second worth showing: the top of the first rep with a fault, else of the middle one."""
    reps = labels.get("rep_times") or labels.get("attempts") or []
    if not reps:
        return None
    rep = next((r for r in reps if r.get("faults")), reps[len(reps) // 2])
    return float(rep.get("top_start_s", rep["start_s"]) + rep.get("top_end_s", rep["end_s"])) / 2


def frame(clip: Path, at_s: float | None) -> np.ndarray:
    """RGB, turned as the file says; the middle of the clip if no time is given."""
    video = cv2.VideoCapture(str(clip))
    shots: list[tuple[float, np.ndarray]] = []
    while (shot := video.read())[0]:
        shots.append((video.get(cv2.CAP_PROP_POS_MSEC) / 1000, shot[1]))
    video.release()
    at_s = shots[-1][0] / 2 if at_s is None else at_s
    return cv2.cvtColor(min(shots, key=lambda s: abs(s[0] - at_s))[1], cv2.COLOR_BGR2RGB)


def tile(clip: Path) -> Image.Image:
    labels = json.loads(clip.with_suffix(".labels.json").read_text("utf-8"))
    picture = Image.fromarray(frame(clip, moment(labels)))
    picture.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    out = Image.new("RGB", (WIDTH, HEIGHT + CAPTION), PAPER)
    draw = ImageDraw.Draw(out)
    draw.rectangle((0, 0, WIDTH - 1, HEIGHT - 1), fill=FRAME)
    out.paste(picture, ((WIDTH - picture.width) // 2, (HEIGHT - picture.height) // 2))
    exercise = labels["exercise"]
    draw.text((1, HEIGHT + 5), f"{exercise}-", GREY, SMALL)
    draw.text((1, HEIGHT + 19), clip.stem.removeprefix(f"{exercise}-"), INK, LARGE)
    return out


def sheet(clips: list[Path]) -> Image.Image:
    rows = -(-len(clips) // COLUMNS)
    across, down = WIDTH + GAP, HEIGHT + CAPTION + GAP // 2
    out = Image.new("RGB", (COLUMNS * across + GAP, rows * down + GAP), PAPER)
    for i, clip in enumerate(clips):
        out.paste(tile(clip), (GAP + i % COLUMNS * across, GAP + i // COLUMNS * down))
    return out


if __name__ == "__main__":
    found = sorted(HERE.glob("*.mp4"), key=lambda clip: clip.stem)
    sheet(found).save(HERE / "thumbnails.jpg", quality=74, optimize=True)
