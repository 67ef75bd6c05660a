"""A video file as a source: decoding, the pose model and whoever judges, each in a thread of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from formcheck.capture.detector import Detector
from formcheck.capture.frames import Frames
from formcheck.capture.landmarks import ModelName, Seen, SourceInfo

AHEAD = 2  # frames given to the model in advance
CUT_SHORT = 0.9  # of the declared length: less was read, so the file is damaged


class Video:
    """Frames of a file seen by the pose model. Raises SourceError or ModelError when it cannot begin."""

    def __init__(
        self, path: Path, model: Path, name: ModelName, start_s: float = 0.0, end_s: float | None = None
    ) -> None:
        self._frames = Frames(path, start_s, end_s)
        self._detector = Detector(model)
        self._whole = end_s is None
        declared = self._frames.declared_s
        if end_s is not None and declared is not None:
            declared = min(declared, end_s)
        self.info = SourceInfo(path, "video", self._frames.width, self._frames.height, name, declared)

    def __iter__(self) -> Iterator[Seen]:
        with ThreadPoolExecutor(1, "pose") as model:
            coming: deque[Future[Seen]] = deque()
            for frame in self._frames:
                coming.append(model.submit(self._detector.see, frame.t, frame.rgb))
                if len(coming) > AHEAD:  # the model works on the next frame while this one is judged
                    yield coming.popleft().result()
            while coming:
                yield coming.popleft().result()
        declared, last = self.info.declared_s, self._frames.last_s
        if self._whole and declared and declared > 1 and last < CUT_SHORT * declared - 0.5:
            self.info.warning = (
                f"the file is cut short: {last:.1f} of {declared:.1f} s could be read; copy it again if you can"
            )

    def close(self) -> None:
        self._frames.close()
        self._detector.close()
