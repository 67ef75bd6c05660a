"""Clips opened before it is their turn, so that the processes that see them are never idle."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from formcheck.capture.closing import Closing
from formcheck.capture.formats import RECORDING
from formcheck.capture.opening import open_file
from formcheck.commands.options import AnalyzeOptions
from formcheck.errors import FormcheckError
from formcheck.motion.landmarks import BODY
from formcheck.processes import workers_that_fit

if TYPE_CHECKING:
    from formcheck.capture.crew import Crew
    from formcheck.capture.recording import Recording
    from formcheck.capture.video import Video


Opened: TypeAlias = "Video | Recording"


def open_clip(clip: Path, options: AnalyzeOptions, crew: Crew | None = None) -> Opened:
    """Raises SourceError, ModelError."""
    return open_file(
        clip,
        model=options.model,
        start_s=options.start_s,
        end_s=options.end_s,
        slow_motion=options.slow_motion,
        every_frame=options.every_frame,
        workers=options.jobs,
        crew=crew,
        landmarks=options.exercise.landmarks if options.exercise else BODY,
    )


class ClipsAhead(Closing):
    """Take the clips in their order. Must be closed: closes those that were not taken."""

    def __init__(self, clips: Sequence[Path], options: AnalyzeOptions) -> None:
        self._waiting, self._options = deque(clips), options
        self._crew: Crew | None = None
        self._opened: deque[Opened | FormcheckError] = deque()
        videos = sum(clip.suffix.lower() != RECORDING for clip in clips)
        workers = workers_that_fit(options.jobs)
        if videos > 1 and workers > 1:
            from formcheck.capture.crew import Crew

            self._crew = Crew(workers)

    def take(self) -> Opened:
        """The next one; close it. Raises what opening it raised."""
        ahead = 1 + self._crew.workers if self._crew else 1
        while self._waiting and len(self._opened) < ahead:
            self._opened.append(self._open(self._waiting.popleft()))
        source = self._opened.popleft()
        if isinstance(source, FormcheckError):
            raise source
        return source

    def close(self) -> None:
        for source in self._opened:
            if not isinstance(source, FormcheckError):
                source.close()
        if self._crew:
            self._crew.close()

    def _open(self, clip: Path) -> Opened | FormcheckError:
        try:
            source = open_clip(clip, self._options, self._crew)
        except FormcheckError as e:
            return e
        source.begin()
        return source
