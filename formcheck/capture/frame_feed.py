"""What happens now, as a source: the newest picture each time, seen by the pose model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from formcheck.capture.camera import FrameFeed
from formcheck.capture.closing import Closing
from formcheck.capture.detector import Detector, seen
from formcheck.capture.frames import Frame
from formcheck.capture.second_person import SecondPersonMonitor
from formcheck.source import LandmarkFrame, ModelName, ReadingNotes, SourceInfo


class LiveSource(Closing):
    """Frames of a camera, or of a file as if it were one. `frame` is the picture that was seen last.

    Times count from begin(). May be iterated again: it goes on where it was left. idle is called while there is no
    new picture: a window wants its keys read.
    """

    def __init__(self, shown: FrameFeed, name: str, model: Path, which: ModelName) -> None:
        self._shown, self._stream = shown, iter(shown)
        self._detector = Detector(model)
        self._zero = 0.0
        self.idle: Callable[[], None] = lambda: None
        self.info = SourceInfo(
            path=Path(name), kind="camera", width=shown.width, height=shown.height, model=which, address=name
        )
        self._lookout = SecondPersonMonitor(model)
        self.frame: Frame | None = None

    @property
    def dropped(self) -> int:
        return self._shown.dropped

    @property
    def lost(self) -> str | None:
        """Why it ended, if nobody asked it to."""
        return self._shown.lost

    @property
    def trouble(self) -> Callable[[str | None], None]:
        """Told what is wrong with the camera, and None when it is over."""
        return self._shown.trouble

    @trouble.setter
    def trouble(self, tell: Callable[[str | None], None]) -> None:
        self._shown.trouble = tell

    def begin(self) -> None:
        """The set begins: the next frame is its second 0, or nearly."""
        if self.frame is not None:
            self._zero += self.frame.t
        self._lookout.restart()

    def __iter__(self) -> Iterator[LandmarkFrame]:
        for frame in self._stream:
            if frame is None:
                self.idle()
                continue
            look = self._detector.look(frame.t, frame.rgb)
            self.frame = Frame(frame.t - self._zero, frame.rgb)
            self._lookout.push(self.frame)
            yield replace(seen(look), t=self.frame.t)

    def pictures(self) -> Iterator[Frame | None]:
        """Only look on, as between two sets: nobody is searched for. None now and then while there is no new one."""
        for frame in self._stream:
            if frame is not None:
                frame = self.frame = Frame(frame.t - self._zero, frame.rgb)
            yield frame

    def notes(self) -> ReadingNotes:
        return ReadingNotes(self.lost, self._lookout.seen_s)

    def stop(self) -> None:
        """No further frame: the set is over."""
        self._shown.stop()

    def close(self) -> None:
        self._shown.close()
        self._detector.close()
        self._lookout.close()
