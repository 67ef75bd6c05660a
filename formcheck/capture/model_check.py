"""A pose model that nobody vouches for, tried in a process of its own: a damaged network takes its process with it."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path

from formcheck.capture.no_network import OfflineThread
from formcheck.capture.pose_models import ModelInfo, describe, find, unusable

LONGEST_S = 120.0
FRAMES = 3  # of a clip in which somebody is seen, so that both networks are asked


def ready(name_or_path: str) -> ModelInfo:
    """A bundle to judge with: found, recognised and, if its networks are not MediaPipe's, tried. Raises ModelError."""
    info = describe(find(name_or_path))
    if not info.verified:
        must_work(info.path)
    return info


def must_work(model: Path) -> None:
    """Raises ModelError if MediaPipe cannot work with it, PrivacyError if it may not be started here."""
    OfflineThread().close()
    code = [sys.executable, "-m", "formcheck.capture.model_check", str(model)]
    away = subprocess.DEVNULL
    try:
        works = not subprocess.run(code, stdin=away, stdout=away, stderr=away, timeout=LONGEST_S).returncode
    except (OSError, subprocess.TimeoutExpired):
        works = False
    if not works:
        raise unusable(model)


def main() -> None:
    from formcheck.capture.bundled_clip import clip
    from formcheck.capture.detector import Detector, PersonCounter
    from formcheck.capture.frames import Frames

    model = Path(sys.argv[1])
    detector, company = Detector(model), PersonCounter(model)
    for frame in islice(Frames(clip()), FRAMES):
        detector.look(frame.t, frame.rgb)
        company.in_picture(frame.rgb)


if __name__ == "__main__":
    main()
