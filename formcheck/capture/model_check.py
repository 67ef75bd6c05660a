"""Try an unknown pose model in a separate process, because a damaged network can crash its process."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path

from formcheck.capture.hand_model import hand_model
from formcheck.capture.machine import must_suit
from formcheck.capture.no_network import OfflineThread
from formcheck.capture.pose_models import ModelInfo, describe, find, unusable
from formcheck.motion.landmarks import BODY, HAND, LandmarkModel

LONGEST_S = 120.0
FRAMES = 3  # of a clip with a person, so that both networks run


def ready(name_or_path: str, landmarks: LandmarkModel = BODY) -> ModelInfo:
    """A bundle to judge with: found, recognised and, if its networks are not MediaPipe's, tried. Raises ModelError.

    Of hands there is one bundle; the name is that of a pose model.
    """
    if landmarks is HAND:
        return hand_model()
    info = describe(find(name_or_path))
    if not info.verified:
        must_work(info.path)
    return info


def must_work(model: Path) -> None:
    """Raises ModelError if MediaPipe cannot use it, PrivacyError if MediaPipe cannot be kept offline."""
    must_suit()
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
