"""A live source: the newest picture each time, with its landmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from formcheck.capture.camera import FrameFeed
from formcheck.capture.closing import Closing
from formcheck.capture.frames import Frame
from formcheck.capture.second_person import SecondPersonMonitor
from formcheck.capture.small_person import finder
from formcheck.capture.steady_view import SteadyView
from formcheck.messages import _
from formcheck.motion.landmarks import BODY, LandmarkModel
from formcheck.source import LandmarkFrame, ModelName, ReadingNotes, SourceInfo

SLOW_FPS = 12.0  # with fewer pictures a second, quick movements are lost


class LiveSource(Closing):
    """Frames of a camera, or of a file played like one. `frame` is the last picture.

    Times count from begin(). Can be iterated again, continuing where it stopped. idle is called while there is no
    new picture, so that a window can read its keys.
    """

    def __init__(
        self, shown: FrameFeed, name: str, model: Path, which: ModelName, landmarks: LandmarkModel = BODY
    ) -> None:
        self._shown, self._stream = shown, iter(shown)
        self._finder = finder(model, landmarks)
        self._view = SteadyView()
        self._frozen = False
        self._zero = 0.0
        self._looked = self._dropped = 0  # of this set; before it
        self.idle: Callable[[], None] = lambda: None
        self.info = SourceInfo(
            path=Path(name),
            kind="camera",
            width=shown.width,
            height=shown.height,
            model=which,
            address=name,
            landmarks=landmarks,
        )
        self._lookout = SecondPersonMonitor(model) if landmarks.together else None
        self.frame: Frame | None = None

    @property
    def dropped(self) -> int:
        return self._shown.dropped

    @property
    def lost(self) -> str | None:
        """Why it ended, if nobody stopped it."""
        return self._shown.lost

    @property
    def trouble(self) -> Callable[[str | None], None]:
        """Called with a problem of the camera, and with None once it is over."""
        return self._shown.trouble

    @trouble.setter
    def trouble(self, tell: Callable[[str | None], None]) -> None:
        self._shown.trouble = tell

    def begin(self) -> None:
        """Start the set: the next frame is about second 0."""
        if self.frame is not None:
            self._zero += self.frame.t
        self._looked, self._dropped = 0, self._shown.dropped
        if self._lookout:
            self._lookout.restart()
        self._view.restart()

    def __iter__(self) -> Iterator[LandmarkFrame]:
        for frame in self._stream:
            if frame is None:
                self.idle()
                continue
            steady = self._view.push(frame)
            found = self._view.restored(steady, self._finder.look(frame.t, steady.frame.rgb))
            self._tell_if_frozen(found.place.frozen)
            self.frame = Frame(frame.t - self._zero, frame.rgb)
            self._looked += 1
            if self._lookout:
                self._lookout.push(self.frame)
            yield replace(found, t=self.frame.t)

    def _tell_if_frozen(self, frozen: bool) -> None:
        if frozen is not self._frozen:
            self._frozen = frozen
            self.trouble(_("the camera repeats the same picture; is it covered or stuck?") if frozen else None)

    def pictures(self) -> Iterator[Frame | None]:
        """Pictures without landmarks, for the time between sets. None now and then while there is no new one."""
        for frame in self._stream:
            if frame is not None:
                frame = self.frame = Frame(frame.t - self._zero, frame.rgb)
            yield frame

    def notes(self) -> ReadingNotes:
        dropped, lasted = self._shown.dropped - self._dropped, self.frame.t if self.frame else 0.0
        slow = dropped > 0 and self._looked < SLOW_FPS * lasted
        return ReadingNotes(
            warning=self.lost, company_s=self._lookout.seen_s if self._lookout else (), small=self._finder.small,
            dropped=dropped, per_second=self._looked / lasted if slow else None,
        )  # fmt: skip

    def stop(self) -> None:
        """Yield no further frame: the set is over."""
        self._shown.stop()

    def close(self) -> None:
        self._shown.close()
        self._finder.close()
        if self._lookout:
            self._lookout.close()
