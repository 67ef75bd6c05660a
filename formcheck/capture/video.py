"""A video file as a source: decoded ahead in a thread, with a background check for a second person."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from formcheck.capture.closing import Closing
from formcheck.capture.frames import Frames
from formcheck.capture.second_person import SecondPersonMonitor
from formcheck.capture.small_person import Finder
from formcheck.capture.steady_view import SteadyFrame, SteadyView
from formcheck.messages import _
from formcheck.source import LandmarkFrame, ModelName, ReadingNotes, SourceInfo

TOGETHER = 16  # frames judged in one go: one by one, the model would evict the judging code from the caches
HELD_BYTES = 128 << 20  # of frames in which nobody was found yet
CUT_SHORT = 0.9  # of the declared duration: if less could be read, the file is damaged


class Video(Closing):
    """Frames of a file seen by the pose model. Raises SourceError or ModelError when it cannot begin.

    address  where the file was fetched from, if it was
    """

    def __init__(
        self,
        path: Path | str,
        model: Path,
        name: ModelName,
        start_s: float = 0.0,
        end_s: float | None = None,
        *,
        address: str | None = None,
    ) -> None:
        path = Path(path)
        self._frames = Frames(path, start_s, end_s)
        self._finder = Finder(model, self._frames.fps)
        self._view = SteadyView()
        self._whole = end_s is None
        self._stopped = False
        self._warning: str | None = None
        declared = self._frames.declared_s
        if end_s is not None and declared is not None:
            declared = min(declared, end_s)
        width, height = self._frames.size
        self.info = SourceInfo(
            path=path, kind="video", width=width, height=height, model=name, declared_s=declared, address=address
        )
        self._lookout = SecondPersonMonitor(model)

    def __iter__(self) -> Iterator[LandmarkFrame]:
        some: list[LandmarkFrame] = []
        for found in self._found():
            some.append(found)
            if len(some) == TOGETHER:
                yield from some
                some.clear()
        yield from some
        self._lookout.wait()
        if self._stopped:
            return
        if self._frames.damage:
            self._warning = self._frames.damage
        declared, last = self.info.declared_s, self._frames.last_s
        if self._whole and declared and declared > 1 and last < CUT_SHORT * declared - 0.5:
            self._warning = _(
                "The file is cut short: only {last:.1f} of {declared:.1f} s could be read. Copy it again if you can."
            ).format(last=last, declared=declared)

    def _found(self) -> Iterator[LandmarkFrame]:
        """What the model finds; frames before a small person was found are looked at again."""
        held: deque[tuple[SteadyFrame, LandmarkFrame]] = deque()
        for frame in self._frames:
            if self._stopped:
                break
            self._lookout.push(frame)
            steady = self._view.push(frame)
            found = self._view.restored(steady, self._finder.look(frame.t, steady.frame.rgb))
            if held and self._finder.found_near:
                again = [*(s for s, _found in held), steady]
                *earlier, found = map(self._view.restored, again, self._finder.again(s.frame for s in again))
                held.clear()
                yield from earlier
            if self._finder.unsure:
                held.append((steady, found))
                while len(held) * frame.rgb.nbytes > HELD_BYTES:
                    yield held.popleft()[1]
                continue
            yield from (before for _steady, before in held)
            held.clear()
            yield found
        yield from (before for _steady, before in held)

    def notes(self) -> ReadingNotes:
        return ReadingNotes(self._warning, self._lookout.seen_s, self._frames.restarts_s, self._finder.small)

    def stop(self) -> None:
        self._stopped = True

    def close(self) -> None:
        self._frames.close()
        self._finder.close()
        self._lookout.close()
