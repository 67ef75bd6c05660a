"""Markers (.trc) and motions (.mot) for OpenSim and similar tools, written frame by frame; see docs/opensim.md."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from math import isnan
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile

import numpy as np

from formcheck.atomic import AtomicFile
from formcheck.motion import signals
from formcheck.motion.landmarks import BODY, HAND
from formcheck.motion.pose import Floats, Side, Track
from formcheck.motion.session import UNSEEN_IS_NAN, Session
from formcheck.sanitize import shown
from formcheck.source import LandmarkFrame

_PAIRS = ("eye_inner", "eye", "eye_outer")
_PAIRED = (
    "shoulder", "elbow", "wrist", "pinky", "index", "thumb", "hip", "knee", "ankle", "heel", "foot_index",
)  # fmt: skip
MARKERS: tuple[str, ...] = (
    "nose", *(f"{side}_{part}" for side in Side for part in _PAIRS), "left_ear", "right_ear", "mouth_left",
    "mouth_right", *(f"{side}_{part}" for part in _PAIRED for side in Side),
)  # fmt: skip


HAND_MARKERS: tuple[str, ...] = tuple(
    f"{side}_{part}"
    for part in (
        "wrist", "thumb_cmc", "thumb_mcp", "thumb_ip", "thumb_tip",
        *(f"{f}_{joint}" for f in ("index", "middle", "ring", "pinky") for joint in ("mcp", "pip", "dip", "tip")),
    )
    for side in Side
)  # fmt: skip


def _elbow_flexion(track: Track, side: Side) -> Floats:
    return 180 - signals.elbow_angle(track, side)


ANGLES: dict[str, Callable[[Track], Floats]] = {
    "trunk_lean": signals.lean,
    **{
        f"{name}_{side}": partial(read, side=side)
        for name, read in (
            ("arm_elevation", signals.arm_elevation),
            ("elbow_flexion", _elbow_flexion),
            ("hip_flexion", signals.hip_flexion),
            ("knee_flexion", signals.knee_flexion),
            ("plantarflexion", signals.plantarflexion),
        )
        for side in Side
    },
}


class _Rows:
    """Rows collected in a temporary file, because the header before them contains their number."""

    def __init__(self, path: Path) -> None:
        self.draft = AtomicFile(path)
        with self.draft.guarded():
            self._body = TemporaryFile("w+", dir=path.parent, encoding="ascii")  # noqa: SIM115 - closed by close()
        self.times = array("d")

    def push(self, t: float, values: Iterable[float]) -> None:
        self.times.append(t)
        cells = ("NaN" if isnan(v) else f"{v:.5f}" for v in values)
        with self.draft.guarded():
            self._body.write("\t".join((f"{t:.6f}", *cells)) + "\n")

    @property
    def rate(self) -> float:
        """Frames per second from the median step; 0 with fewer than two frames."""
        return 1 / float(np.median(np.diff(self.times))) if len(self.times) > 1 else 0.0

    def close(self, head: str, *, numbered: bool) -> None:
        with self.draft.guarded():
            self._body.seek(0)
            with self.draft.path.open("w", encoding="utf-8", newline="\n") as f:
                f.write(head)
                if numbered:
                    f.writelines(f"{i}\t{line}" for i, line in enumerate(self._body, 1))
                else:
                    copyfileobj(self._body, f)
            self._body.close()
            self.draft.commit()

    def discard(self) -> None:
        with suppress(OSError):  # a full disk: the buffer cannot be flushed
            self._body.close()
        self.draft.discard()


class Markers:
    """Push every frame; close() writes the .trc: the 33 3D landmarks in metres, of hands 42, NaN if not visible."""

    def __init__(self, path: Path) -> None:
        self._path, self._rows = path, _Rows(path)
        self._markers = MARKERS

    def push(self, seen: LandmarkFrame, session: Session) -> None:
        if session.exercise.landmarks is HAND:
            self._markers = HAND_MARKERS
        self._rows.push(session.pose.t, session.pose.world.ravel().tolist())

    def close(self) -> None:
        n, rate, markers = len(self._rows.times), f"{self._rows.rate:.2f}", len(self._markers)
        keys = ("DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units")
        origin = ("OrigDataRate", "OrigDataStartFrame", "OrigNumFrames")
        axes = [f"{axis}{i}" for i in range(1, markers + 1) for axis in "XYZ"]
        lines = (
            ("PathFileType", "4", "(X/Y/Z)", _word(self._path.name)),
            (*keys, *origin),
            (rate, rate, str(n), str(markers), "m", rate, "1", str(n)),
            ("Frame#", "Time", *(cell for name in self._markers for cell in (name, "", ""))),
            ("", "", *axes),
            (),
        )
        self._rows.close("".join("\t".join(line) + "\n" for line in lines), numbered=True)

    def discard(self) -> None:
        self._rows.discard()


class Motion:
    """Push every frame; close() writes the .mot: angles in the picture, and counting signals, in degrees."""

    def __init__(self, path: Path) -> None:
        self._path, self._rows = path, _Rows(path)
        self._angles = ANGLES
        self._counted: list[tuple[int, str]] = []

    @UNSEEN_IS_NAN
    def push(self, seen: LandmarkFrame, session: Session) -> None:
        if not self._rows.times:
            self._angles = ANGLES if session.exercise.landmarks is BODY else {}
            degrees = {r.name for r in session.exercise.rep_signals if r.unit == "deg"}
            self._counted = [(i, n.replace(" ", "_")) for i, n in enumerate(session.names) if n in degrees]
        now = Track.of([session.pose])
        angles = [float(read(now)[0]) for read in self._angles.values()]
        self._rows.push(session.pose.t, [*angles, *(session.values[i] for i, _ in self._counted)])

    def close(self) -> None:
        columns = ["time", *self._angles, *(f"counted_{name}" for _, name in self._counted)]
        head = (
            _word(self._path.stem), "version=1", f"nRows={len(self._rows.times)}", f"nColumns={len(columns)}",
            "inDegrees=yes", "", "Angles in the plane of the picture, seconds of the movement.", "endheader",
            "\t".join(columns),
        )  # fmt: skip
        self._rows.close("\n".join(head) + "\n", numbered=False)

    def discard(self) -> None:
        self._rows.discard()


def _word(name: str) -> str:
    """A file name without characters that separate fields in these formats."""
    return "_".join(shown(name).split()) or "formcheck"
