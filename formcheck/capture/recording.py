"""Landmark recordings: the landmarks of a clip, to judge it again without the video.

A recording is a .npz without pickles: `t` (n,) seconds, `image` and `world` (n, 33, 3), `visibility` (n, 33),
`camera` (n, 6), where the camera was (real and imaginary part of turn and of shift, shot, whether frozen), `size`
(width, height), and a JSON text `about` with the format, the model, the declared duration of the source, a warning
about reading problems, and the times at which a second person was in the picture or the file's times began again.
Of hands there are 42 points, and `about` has `"landmarks": "hand"`.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.atomic import AtomicFile, must_be_file
from formcheck.capture.closing import Closing
from formcheck.capture.recording_file import CAMERA, FORMAT, PER_FRAME, knows_camera, landmarks_of, opened, read, some
from formcheck.capture.rows import ROW, place_of, row_of, row_type
from formcheck.errors import SourceError
from formcheck.messages import _
from formcheck.motion.landmarks import BODY
from formcheck.motion.pose import FIRST_PLACE, CameraPlace
from formcheck.source import NOTHING_NOTED, LandmarkFrame, ModelName, ReadingNotes, Singles, SourceInfo

AT_ONCE = 256  # frames read together


class Recorder:
    """Write frames as they come to a spool on disk; close() makes the recording of it.

    notes are of the source: set them once it was read.
    """

    def __init__(self, path: Path, info: SourceInfo) -> None:
        self._info = info
        self.notes = NOTHING_NOTED
        self._draft = AtomicFile(path)
        self._spool = self._draft.path.with_suffix(".rows.partial")
        with self._draft.guarded():
            self._file = self._spool.open("xb")

    def push(self, seen: LandmarkFrame, session: object = None) -> None:
        with self._draft.guarded():
            self._file.write(row_of(seen))

    def close(self) -> None:
        """Complete the recording."""
        with self._draft.guarded():
            self._file.close()
            self._bundle(self._draft.path)
            self._spool.unlink()
            self._draft.commit()

    def write_so_far(self, place: Path) -> None:
        """Write a recording of the frames until now, while more follow. Raises OutputError."""
        file = AtomicFile(place)
        with file.guarded():
            self._file.flush()
            self._bundle(file.path)
            file.commit()

    def _bundle(self, place: Path) -> None:
        empty = not self._spool.stat().st_size
        row = row_type(self._info.landmarks.points)
        rows = np.zeros(0, row) if empty else np.memmap(self._spool, row, "r")
        about = {
            "format": FORMAT,
            "model": {"variant": self._info.model.variant, "sha256": self._info.model.sha256},
            **({} if self._info.landmarks is BODY else {"landmarks": self._info.landmarks.name}),
            "declared_s": self._info.declared_s,
            "warning": self.notes.warning,
            "company_s": self.notes.company_s,
            "restarts_s": self.notes.restarts_s,
            "small": self.notes.small,
            "left_out": self.notes.left_out,
        }
        with place.open("wb") as f:
            fields: dict[str, Any] = {name: rows[name] for name in row.names or ()}
            fields["size"] = np.array([self._info.width, self._info.height])
            fields["about"] = np.array(json.dumps(about))
            np.savez(f, **fields)

    def discard(self) -> None:
        """Remove all files."""
        with suppress(OSError):  # a full disk: the buffer cannot be flushed
            self._file.close()
        self._spool.unlink(missing_ok=True)
        self._draft.discard()


class Recording(Closing):
    """A recording as a source. Raises SourceError if the file is not one.

    clip, address  what it was made of and where that was fetched from, if it is to go by that name
    """

    def __init__(
        self,
        path: Path | str,
        start_s: float = 0.0,
        end_s: float | None = None,
        *,
        clip: Path | None = None,
        address: str | None = None,
    ) -> None:
        path = Path(path)
        must_be_file(path, _("a landmark recording"))
        try:
            self._t, (width, height), about = read(path)
        except Exception as e:  # damaged bytes make zipfile, zlib and numpy raise nearly anything
            raise _is_none(path) from e
        self._path, self._stopped = path, False
        self._start_s, self._end_s = start_s, np.inf if end_s is None else end_s
        model = ModelName(about["model"]["variant"], about["model"]["sha256"])
        self._row = row_type(landmarks_of(about).points)
        self.info = SourceInfo(
            path=clip or path,
            kind="landmarks",
            width=width,
            height=height,
            model=model,
            declared_s=about.get("declared_s"),
            address=address,
            landmarks=landmarks_of(about),
        )
        self._notes = ReadingNotes(
            warning=about.get("warning") if end_s is None else None,  # what is missing at the end matters only there
            company_s=self._within(about.get("company_s", [])),
            restarts_s=self._within(about.get("restarts_s", [])),
            small=about.get("small") is True,
            left_out=about.get("left_out", 0),
        )

    def _within(self, times: Iterable[float]) -> tuple[float, ...]:
        return tuple(t for t in times if self._start_s <= t <= self._end_s)

    def __iter__(self) -> Iterator[LandmarkFrame]:
        """Read on the fly: two hours are 200 MB. Damage raises SourceError when it is reached."""
        rows = self._rows()
        for t in self._t:
            try:
                image, world, visibility, camera = next(rows)
            except Exception as e:
                raise _is_none(self._path) from e
            if self._stopped:
                return
            if self._start_s <= t <= self._end_s:
                yield LandmarkFrame(float(t), image, world, visibility, camera)

    def _rows(self) -> Iterator[tuple[Singles, Singles, Singles, CameraPlace]]:
        with zipfile.ZipFile(self._path) as z, ExitStack() as stack:
            members = [(stack.enter_context(opened(z, name)), self._row[name]) for name in PER_FRAME]
            camera = stack.enter_context(opened(z, CAMERA)) if knows_camera(z) else None
            for start in range(0, len(self._t), AT_ONCE):
                many = min(AT_ONCE, len(self._t) - start)
                seen = (some(member, dtype, many) for member, dtype in members)
                places = repeat(FIRST_PLACE, many) if camera is None else map(place_of, some(camera, ROW[CAMERA], many))
                yield from zip(*seen, places, strict=True)

    @property
    def ahead_s(self) -> float:
        return 0.0

    def begin(self) -> None:
        """Nothing needs to be seen first."""

    def notes(self) -> ReadingNotes:
        return self._notes

    def stop(self) -> None:
        self._stopped = True

    def close(self) -> None:
        """Nothing is open between two readings."""


def _is_none(path: Path) -> SourceError:
    return SourceError(
        _("{name} is not a formcheck landmark recording; make one with --landmarks").format(name=path.name)
    )
