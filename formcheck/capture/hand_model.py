"""MediaPipe's hand landmarker: a bundle of a palm detector and a network that places 21 landmarks on a hand."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from pathlib import Path

from formcheck.capture.network_digest import digest
from formcheck.capture.pose_models import ModelInfo, places
from formcheck.errors import ModelError
from formcheck.messages import _

NAME, VARIANT = "hand_landmarker.task", "hand"
NETWORKS = {  # digests (capture/network_digest.py) of the networks published by MediaPipe
    "hand_detector.tflite": "480345743a73a271cc2a2a5f51b6b93da43a02cdf5a6faa3847db8b803d30a97",
    "hand_landmarks_detector.tflite": "8ab47ea2bc75050554e605a498921c402b9113c921a00fa1cd91df18219fc54a",
}


def hand_model() -> ModelInfo:
    """The bundle that comes with formcheck. Raises ModelError if it is missing or not MediaPipe's."""
    path = next((place / NAME for place in places() if (place / NAME).is_file()), None)
    if path is None:
        raise ModelError(_("the hand model {name} is missing; install formcheck again").format(name=NAME))
    return described(path)


def described(path: Path) -> ModelInfo:
    """A bundle whose networks are MediaPipe's. Raises ModelError."""
    try:
        data = path.read_bytes()
        with zipfile.ZipFile(path) as z:
            genuine = all(digest(z.read(name)) == known for name, known in NETWORKS.items())
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, RuntimeError):
        genuine = False
    if not genuine:
        raise ModelError(
            _("{name} is not MediaPipe's hand model, or damaged; install formcheck again").format(name=path.name)
        )
    return ModelInfo(path, VARIANT, len(data), hashlib.sha256(data).hexdigest())
