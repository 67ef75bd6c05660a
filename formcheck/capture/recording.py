"""Landmark recordings: what the pose model saw, kept so that it can be judged again without the video.

A recording is a .npz without pickles: `t` (n,) seconds, `image` and `world` (n, 33, 3), `visibility` (n, 33),
`size` (width, height), and a JSON text `about` with the format, the model, the source's declared length, what
went wrong while it was read, and when a second person was in the picture.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import numpy as np

from formcheck.capture.landmarks import ModelName, Seen, SourceInfo
from formcheck.errors import SourceError
from formcheck.files import Draft, make_new
from formcheck.motion.pose import LANDMARKS

FORMAT = "formcheck.landmarks/1"
MOST_UNPACKED = 20  # times the file: formcheck packs nothing, and by hand landmarks shrink to a half or a third
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
        with self._draft.guarded():
            make_new(self._spool)
            self._file = self._spool.open("wb")

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
            self._bundle()
            self._spool.unlink()
            self._draft.commit()

    def _bundle(self) -> None:
        empty = not self._spool.stat().st_size
        rows = np.zeros(0, ROW) if empty else np.memmap(self._spool, ROW, "r")
        about = {
            "format": FORMAT,
            "model": {"variant": self._info.model.variant, "sha256": self._info.model.sha256},
            "declared_s": self._info.declared_s,
            "warning": self._info.warning,
            "company_s": self._info.company_s,
        }
        with self._draft.path.open("wb") as f:
            fields: dict[str, Any] = {name: rows[name] for name in ROW.names or ()}
            fields["size"] = np.array([self._info.width, self._info.height])
            fields["about"] = np.array(json.dumps(about))
            np.savez(f, **fields)

    def discard(self) -> None:
        """Leave nothing behind."""
        with suppress(OSError):  # a full disk: what is in the buffer has no place
            self._file.close()
        self._spool.unlink(missing_ok=True)
        self._draft.discard()


class Recording:
    """A recording as a source. Raises SourceError if the file is not one."""

    def __init__(self, path: Path, start_s: float = 0.0, end_s: float | None = None) -> None:
        if not path.exists():
            raise SourceError(f"{path} does not exist; check the name")
        if not path.is_file():  # whoever opened a pipe would wait for ever
            raise SourceError(f"{path} is not a file; name a landmark recording")
        try:
            with path.open("rb") as f:  # numpy would leave a damaged one open
                self._data, about = _read(f)
        except Exception as e:  # damaged bytes make zipfile, zlib and numpy raise nearly anything
            raise SourceError(f"{path.name} is not a landmark recording of formcheck; make one with --landmarks") from e
        self._stopped = False
        self._start_s, self._end_s = start_s, np.inf if end_s is None else end_s
        width, height = (int(x) for x in self._data["size"])
        model = ModelName(about["model"]["variant"], about["model"]["sha256"])
        self.info = SourceInfo(path, "landmarks", width, height, model, about.get("declared_s"))
        self.info.company_s = [t for t in about.get("company_s", []) if self._start_s <= t <= self._end_s]
        if end_s is None:  # what is missing at the end matters to whoever asked for the end
            self.info.warning = about.get("warning")

    def __iter__(self) -> Iterator[Seen]:
        d = self._data
        for t, image, world, visibility in zip(d["t"], d["image"], d["world"], d["visibility"], strict=True):
            if self._stopped:
                return
            if self._start_s <= t <= self._end_s:
                yield Seen(float(t), image, world, visibility)

    def stop(self) -> None:
        self._stopped = True

    def close(self) -> None:
        self._data = {}


def _read(file: IO[bytes]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The arrays, and what they are about. Raises ValueError and much else if they do not fit together."""
    if _unpacked(file) > MOST_UNPACKED * _size(file):
        raise ValueError("a zip bomb")
    with np.load(file, allow_pickle=False) as z:
        data = {name: z[name] for name in (*(ROW.names or ()), "size", "about")}
    about = json.loads(str(data["about"]), parse_constant=_refuse)
    rows = len(data["t"])
    if not (
        about["format"] == FORMAT
        and isinstance(about["model"]["variant"], str)
        and isinstance(about["model"]["sha256"], str)
        and isinstance(about.get("declared_s"), float | int | None)
        and isinstance(about.get("warning"), str | None)
        and all(isinstance(t, float | int) for t in about.get("company_s", []))
        and all(data[n].shape == (rows, *ROW[n].shape) and data[n].dtype == ROW[n].base for n in ROW.names or ())
        and bool(np.all(np.isfinite(data["t"])) and np.all(np.diff(data["t"]) > 0))
        and (data["size"].shape, data["size"].dtype.kind) == ((2,), "i")
        and bool(np.all(data["size"] >= 1))
    ):
        raise ValueError("fields do not fit together")
    return data, about


def _unpacked(file: IO[bytes]) -> int:
    with zipfile.ZipFile(file) as z:
        return sum(member.file_size for member in z.infolist())


def _size(file: IO[bytes]) -> int:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return size


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")
