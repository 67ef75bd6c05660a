"""Open a source by name: a clip, a landmark recording, or a camera."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.atomic import must_be_file
from formcheck.capture import model_check
from formcheck.capture.formats import RECORDING
from formcheck.errors import SourceError
from formcheck.messages import _
from formcheck.motion.landmarks import BODY, LandmarkModel

if TYPE_CHECKING:
    from formcheck.capture.crew import Crew
    from formcheck.capture.frame_feed import LiveSource
    from formcheck.capture.recording import Recording
    from formcheck.capture.video import Video

ADDRESS = re.compile(r"\w{2,}:/")  # Path() drops one of the two slashes


def open_source(
    what: str | Path | int,
    *,
    model: str = "full",
    start_s: float = 0.0,
    end_s: float | None = None,
    slow_motion: float = 1.0,
    every_frame: bool = False,
    landmarks: LandmarkModel = BODY,
) -> Video | Recording | LiveSource:
    """A clip or landmark recording (.npz) by path, or a camera by number or address; use it in `with`.

    slow_motion  how many times a clip is slowed down; pass the same to judge()
    every_frame  look at each frame of a clip; otherwise at about 30 a real second
    landmarks    what to look for: `exercise.landmarks`

    A camera runs until stop(). Raises SourceError, ModelError.
    """
    if isinstance(what, int) or "://" in str(what):
        return open_camera(what if isinstance(what, int) else str(what), model, landmarks)
    return open_file(
        what,
        model=model,
        start_s=start_s,
        end_s=end_s,
        slow_motion=slow_motion,
        every_frame=every_frame,
        landmarks=landmarks,
    )


def open_file(
    path: str | Path,
    *,
    model: str = "full",
    start_s: float = 0.0,
    end_s: float | None = None,
    slow_motion: float = 1.0,
    every_frame: bool = False,
    workers: int = 0,
    crew: Crew | None = None,
    landmarks: LandmarkModel = BODY,
) -> Video | Recording:
    """A clip, or a landmark recording.

    workers  processes that may see a long clip at once; 0: one a core
    crew     processes that see it together with other clips

    Raises SourceError, ModelError.
    """
    path = Path(path)
    if path.suffix.lower() == RECORDING:
        from formcheck.capture.recording import Recording

        return Recording(path, start_s, end_s)
    if ADDRESS.match(str(path)) and not path.exists():
        raise SourceError(
            _("{path} is an address; download the clip first, or use formcheck live --camera").format(path=path)
        )
    must_be_file(path, "a clip")  # reported before the model is searched for
    found = model_check.ready(model, landmarks)
    from formcheck.capture.video import Video

    return Video(
        path,
        found.path,
        found.name,
        start_s,
        end_s,
        slow_motion=slow_motion,
        every_frame=every_frame,
        workers=workers,
        crew=crew,
        landmarks=landmarks,
    )


def open_camera(device: int | str, model: str = "full", landmarks: LandmarkModel = BODY) -> LiveSource:
    """A camera by its number or its address. Raises SourceError, ModelError."""
    found = model_check.ready(model, landmarks)
    from formcheck.capture.camera import Camera
    from formcheck.capture.camera_device import name_of
    from formcheck.capture.frame_feed import LiveSource

    return LiveSource(Camera(device), name_of(device), found.path, found.name, landmarks)


def play(path: str | Path, model: str = "full", landmarks: LandmarkModel = BODY) -> LiveSource:
    """A file played in real time, like a camera. Raises SourceError, ModelError."""
    if Path(path).suffix == RECORDING:
        raise SourceError(
            _("{name} is a landmark recording, without pictures to show; judge it with: formcheck analyze").format(
                name=Path(path).name
            )
        )
    found = model_check.ready(model, landmarks)
    from formcheck.capture.camera import PlayedFile
    from formcheck.capture.frame_feed import LiveSource
    from formcheck.capture.frames import Frames
    from formcheck.capture.thinning import LOOKS_S

    return LiveSource(PlayedFile(Frames(Path(path), apart_s=LOOKS_S)), str(path), found.path, found.name, landmarks)
