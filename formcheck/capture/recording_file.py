"""The bytes of a landmark recording, read with suspicion: it may come from anywhere."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from formcheck.capture.rows import ROW, row_type
from formcheck.motion.landmarks import BODY, BY_NAME, LandmarkModel
from formcheck.source import Singles

FORMAT = "formcheck.landmarks/1"
LATEST_S = 1e9  # thirty years: later times mean damage
MOST_UNPACKED = 20  # times the file size: formcheck does not compress, and compression gains two- to threefold
NOTED = ("company_s", "restarts_s")  # times
PER_FRAME = ("image", "world", "visibility")
CAMERA = "camera"  # what older recordings do not have: their camera stands still
WHOLE = {"t": 8 * 24 * 3600 * 240 + 4096, "size": 4096, "about": 16 << 20}  # bytes at most: a day at 240 a second


def read(path: Path) -> tuple[NDArray[np.float64], tuple[int, int], dict[str, Any]]:
    """Times, width and height, and the `about` data. Raises ValueError and others if the file is inconsistent."""
    with zipfile.ZipFile(path) as z:
        if sum(member.file_size for member in z.infolist()) > MOST_UNPACKED * path.stat().st_size:
            raise ValueError("a zip bomb")
        t, size, said = (_whole(z, name, most) for name, most in WHOLE.items())
        about = json.loads(str(said), parse_constant=_refuse)
        row = row_type(landmarks_of(about).points)
        held = (*PER_FRAME, CAMERA) if knows_camera(z) else PER_FRAME
        json.dumps(about, ensure_ascii=False).encode()  # raises for lone surrogates, which no result can contain
        if not (
            about["format"] == FORMAT
            and isinstance(about["model"]["variant"], str)
            and isinstance(about["model"]["sha256"], str)
            and isinstance(about.get("declared_s"), float | int | None)
            and isinstance(about.get("warning"), str | None)
            and all(isinstance(s, float | int) for name in NOTED for s in about.get(name, []))
            and isinstance(about.get("left_out", 0), int)
            and t.dtype == ROW["t"]
            and t.ndim == 1
            and all(_shape(z, name) == ((len(t), *row[name].shape), False, row[name].base) for name in held)
            and bool(np.all((t >= 0) & (t < LATEST_S)) and np.all(np.diff(t) > 0))
            and (size.shape, size.dtype.kind) == ((2,), "i")
            and bool(np.all(size >= 1))
        ):
            raise ValueError("inconsistent fields")
    return t, (int(size[0]), int(size[1])), about


def knows_camera(z: zipfile.ZipFile) -> bool:
    return f"{CAMERA}.npy" in z.namelist()


@contextmanager
def opened(z: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """A member, positioned after its header."""
    with z.open(f"{name}.npy") as member:
        _header(member)
        yield member


def _whole(z: zipfile.ZipFile, name: str, most_bytes: int) -> NDArray[Any]:
    if z.getinfo(f"{name}.npy").file_size > most_bytes:
        raise ValueError(f"{name} is larger than any recording makes it")
    with z.open(f"{name}.npy") as member:
        return np.asarray(np.lib.format.read_array(member, allow_pickle=False))


def _shape(z: zipfile.ZipFile, name: str) -> tuple[tuple[int, ...], bool, Any]:
    with z.open(f"{name}.npy") as member:
        return _header(member)


def _header(member: IO[bytes]) -> tuple[tuple[int, ...], bool, Any]:
    """Shape, whether in column order, and dtype."""
    version = np.lib.format.read_magic(member)
    if version != (1, 0):
        raise ValueError("formcheck writes version 1.0")
    shape, by_columns, dtype = np.lib.format.read_array_header_1_0(member)
    return shape, by_columns, dtype


def some(member: IO[bytes], dtype: np.dtype[Any], many: int) -> Singles:
    """The next rows of a member."""
    data = member.read(many * dtype.itemsize)
    return np.frombuffer(data, dtype.base).reshape(many, *dtype.shape)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a number")


def landmarks_of(about: dict[str, Any]) -> LandmarkModel:
    """Older recordings are of bodies, and do not say so."""
    return BY_NAME[about.get("landmarks", BODY.name)]
