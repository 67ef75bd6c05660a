"""Landmark recordings: what the pose model saw, kept so that it can be judged again without the video.

A recording is a .npz without pickles: `t` (n,) seconds, `image` and `world` (n, 33, 3), `visibility` (n, 33),
`size` (width, height), and a JSON text `about` with the format, the model and the source's declared length.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.capture.landmarks import ModelName, Seen, SourceInfo
from formcheck.errors import OutputError, SourceError
from formcheck.files import Draft
from formcheck.motion.pose import LANDMARKS

FORMAT = "formcheck.landmarks/1"
ROW = np.dtype(
    [
        ("t", "<f8"),
        ("image", "<f4", (LANDMARKS, 3)),
        ("world", "<f4", (LANDMARKS, 3)),
        ("visibility", "<f4", (LANDMARKS,)),
    ]
)


class Recorder:
    """Write frames as they come to a spool on disk; close() makes the recording of it."""

    def __init__(self, path: Path, info: SourceInfo) -> None:
        self._info = info
        self._draft = Draft(path)
        self._spool = path.with_name(f".{path.name}.rows.partial")
        try:
            self._file = self._spool.open("wb")
        except OSError as e:
            raise OutputError(f"{path} cannot be written ({e.strerror})") from e

    def push(self, seen: Seen, session: object = None) -> None:
        row = np.zeros(1, ROW)
        row["t"], row["image"], row["world"], row["visibility"] = (
            seen.t,
            seen.image,
            seen.world,
            seen.visibility,
        )
        with self._draft.guarded():
            self._file.write(row.tobytes())

    def close(self) -> None:
        """Put the recording in its place, whole."""
        with self._draft.guarded():
            self._file.close()
            empty = not self._spool.stat().st_size
            rows = np.zeros(0, ROW) if empty else np.memmap(self._spool, ROW, "r")
            about = {
                "format": FORMAT,
                "model": {"variant": self._info.model.variant, "sha256": self._info.model.sha256},
                "declared_s": self._info.declared_s,
            }
            with self._draft.path.open("wb") as f:
                fields: dict[str, Any] = {name: rows[name] for name in ROW.names or ()}
                fields["size"] = np.array([self._info.width, self._info.height])
                fields["about"] = np.array(json.dumps(about))
                np.savez(f, **fields)
            self._draft.commit()
        self._spool.unlink(missing_ok=True)

    def discard(self) -> None:
        """Leave nothing behind."""
        self._file.close()
        self._spool.unlink(missing_ok=True)
        self._draft.discard()


class Recording:
    """A recording as a source. Raises SourceError if the file is not one."""

    def __init__(self, path: Path, start_s: float = 0.0, end_s: float | None = None) -> None:
        if not path.exists():
            raise SourceError(f"{path} does not exist; check the name")
        try:
            with np.load(path, allow_pickle=False) as z:
                self._data = {name: z[name] for name in (*(ROW.names or ()), "size", "about")}
            about: dict[str, Any] = json.loads(str(self._data["about"]))
            model = ModelName(str(about["model"]["variant"]), str(about["model"]["sha256"]))
            width, height = (int(x) for x in self._data["size"])
            rows = len(self._data["t"])
            sound = about["format"] == FORMAT and all(
                self._data[n].shape == (rows, *ROW[n].shape) and self._data[n].dtype == ROW[n].base
                for n in ROW.names or ()
            )
            if not sound or width < 1 or height < 1 or not bool(np.all(np.diff(self._data["t"]) > 0)):
                raise ValueError("fields do not fit together")
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as e:
            raise SourceError(f"{path.name} is not a landmark recording of formcheck; make one with --landmarks") from e
        self._start_s, self._end_s = start_s, np.inf if end_s is None else end_s
        self.info = SourceInfo(path, "landmarks", width, height, model, about.get("declared_s"))

    def __iter__(self) -> Iterator[Seen]:
        d = self._data
        for t, image, world, visibility in zip(d["t"], d["image"], d["world"], d["visibility"], strict=True):
            if self._start_s <= t <= self._end_s:
                yield Seen(float(t), image, world, visibility)

    def close(self) -> None:
        self._data = {}
