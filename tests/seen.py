"""What the pose model saw in whole clips, kept while the tests run: every test process sees a clip at most once.

The recordings are made of the clips in this run. FORMCHECK_SEEN names a folder in which
`formcheck score --landmarks-dir` has just made them. A test about the seeing itself asks for it anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from formcheck.scoring.worker import recording_of

SETTING = "FORMCHECK_SEEN"
OF_A_PART = ("start_s", "end_s", "every_frame")  # of a clip, or more of it: not what is kept


class Seen:
    """A folder of recordings, by the content of clip and model, that several test processes share."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(os.environ.get(SETTING, folder))
        self.folder.mkdir(exist_ok=True)

    def open(self, path: Path, **how: Any) -> Any:
        """What open_file gives: a recording in place of a video, under the name of the video."""
        from formcheck.capture import model_check
        from formcheck.capture.opening import open_file
        from formcheck.capture.recording import Recording

        whole = not any(how.get(name) for name in OF_A_PART) and how.get("slow_motion", 1.0) == 1.0
        if path.suffix == ".npz" or not whole or how.get("model", "full") != "full":
            return open_file(path, **how)
        kept = recording_of(path, model_check.ready("full").sha256, self.folder)
        if not kept.exists():
            record(path, kept, how)
        recording = Recording(kept, clip=path)
        recording.info = replace(recording.info, kind="video")
        return recording

    @contextmanager
    def once(self) -> Iterator[None]:
        """`formcheck analyze`, in this process, takes what was seen before."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("formcheck.commands.clips_ahead.open_file", self.open)
            yield


def record(clip: Path, place: Path, how: dict[str, Any]) -> None:
    """See a clip and keep what was seen; nothing is kept of one that cannot be read to its end."""
    from formcheck.capture.opening import open_file
    from formcheck.capture.recording import Recorder

    with open_file(clip, **how) as video:
        recorder = Recorder(place, video.info)
        try:
            for seen in video:
                recorder.push(seen)
            recorder.notes = video.notes()
            recorder.close()
        finally:
            recorder.discard()
