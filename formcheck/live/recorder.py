"""Record the judged camera pictures to a file, in a separate thread."""

from __future__ import annotations

from pathlib import Path
from queue import Full, Queue
from threading import Thread

import av
import numpy as np

from formcheck.atomic import AtomicFile
from formcheck.capture.frame_feed import LiveSource
from formcheck.capture.frames import Frame
from formcheck.errors import OutputError
from formcheck.messages import _
from formcheck.motion.session import Session
from formcheck.output.drawing.video import image_at, stream_in
from formcheck.source import LandmarkFrame

WAITING = 60  # frames; an encoder that falls further behind drops some rather than delay the set


class RawRecorder:
    """A watcher that keeps the true frame times. close() completes the file, or raises OutputError."""

    def __init__(self, path: Path, live: LiveSource) -> None:
        self._draft, self._live = AtomicFile(path), live
        self._queue: Queue[Frame | None] = Queue(WAITING)
        self._failed: Exception | None = None
        self.left_out = 0
        self._last: Frame | None = None
        self._thread = Thread(target=self._work, name="record", daemon=True)
        self._thread.start()

    def push(self, seen: LandmarkFrame, session: Session) -> None:
        self.keep(seen)

    def keep(self, seen: LandmarkFrame) -> None:
        """Take the camera's picture, once."""
        frame = self._live.frame
        if frame is None or frame is self._last:
            return
        self._last = frame
        try:
            self._queue.put_nowait(frame)
        except Full:
            self.left_out += 1

    def close(self) -> None:
        self._end()
        if self._failed:
            name = self._draft.target
            raise OutputError(
                _("{name} could not be written ({failed}); free some space").format(name=name, failed=self._failed)
            ) from self._failed
        self._draft.commit()

    def discard(self) -> None:
        """Leave no partial file."""
        self._end()
        self._draft.discard()

    def _end(self) -> None:
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def _work(self) -> None:
        try:
            with av.open(str(self._draft.path), "w", "mp4") as out:
                stream = None
                while (frame := self._queue.get()) is not None:
                    height, width = (n // 2 * 2 for n in frame.rgb.shape[:2])
                    stream = stream or stream_in(out, width, height, "ultrafast")
                    picture = np.ascontiguousarray(frame.rgb[:height, :width])
                    out.mux(stream.encode(image_at(frame.t, picture)))
                if stream:
                    out.mux(stream.encode(None))
        except (av.FFmpegError, OSError) as e:
            self._failed = e
            while self._queue.get() is not None:  # keep draining, so that push() never blocks
                pass
