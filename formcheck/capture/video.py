"""A video file as a source: decoded ahead in a thread, looked at and judged in turns, with a look aside for company."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from formcheck.capture.detector import Company, Detector, Look, seen
from formcheck.capture.frames import Frame, Frames
from formcheck.capture.landmarks import ModelName, Seen, SourceInfo

TOGETHER = 16  # frames are judged together: alone, each would find its code driven out of the caches by the model
COMPANY_S = 4.0  # a look for a second person this often: one who walks through takes about as long
CUT_SHORT = 0.9  # of the declared length: less was read, so the file is damaged


class Video:
    """Frames of a file seen by the pose model. Raises SourceError or ModelError when it cannot begin."""

    def __init__(
        self, path: Path, model: Path, name: ModelName, start_s: float = 0.0, end_s: float | None = None
    ) -> None:
        self._frames = Frames(path, start_s, end_s)
        self._detector = Detector(model)
        self._company = Company(model)
        self._aside = ThreadPoolExecutor(1, "company")
        self._whole = end_s is None
        self._stopped = False
        declared = self._frames.declared_s
        if end_s is not None and declared is not None:
            declared = min(declared, end_s)
        self.info = SourceInfo(path, "video", *self._frames.size, name, declared)

    def __iter__(self) -> Iterator[Seen]:
        looks: list[Look] = []
        next_s = None
        for frame in self._frames:
            if self._stopped:
                break
            next_s = frame.t + COMPANY_S / 4 if next_s is None else next_s
            if frame.t >= next_s:
                next_s = frame.t + COMPANY_S
                self._aside.submit(self._look_for_company, frame)
            looks.append(self._detector.look(frame.t, frame.rgb))
            if len(looks) == TOGETHER:
                yield from map(seen, looks)
                looks.clear()
        yield from map(seen, looks)
        self._aside.shutdown()
        if self._stopped:
            return
        if self._frames.damage:
            self.info.warning = self._frames.damage
        declared, last = self.info.declared_s, self._frames.last_s
        if self._whole and declared and declared > 1 and last < CUT_SHORT * declared - 0.5:
            self.info.warning = (
                f"the file is cut short: {last:.1f} of {declared:.1f} s could be read; copy it again if you can"
            )

    def stop(self) -> None:
        self._stopped = True

    def close(self) -> None:
        self._aside.shutdown()
        self._frames.close()
        self._detector.close()
        self._company.close()

    def _look_for_company(self, frame: Frame) -> None:
        if self._company.in_picture(frame.rgb):
            self.info.company_s.append(frame.t)
