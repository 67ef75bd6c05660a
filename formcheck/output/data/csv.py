"""CSV tables: one row per repetition, or one row per frame."""

from __future__ import annotations

import csv
import io
import shutil
from contextlib import suppress
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import Literal

from formcheck.atomic import AtomicFile
from formcheck.exercises import EXERCISES
from formcheck.motion.session import Session
from formcheck.result import HoldResult, RepResult, Result, Rom, StepResult
from formcheck.source import LandmarkFrame

REP_COLUMNS = (
    "source", "exercise", "variant", "view", "kind", "index", "side", "start_s", "top_start_s", "top_end_s", "end_s",
    "rom", "rom_unit", "rom_uncertainty", "rom_target", "concentric_s", "hold_s", "eccentric_s", "rest_s", "score",
    "faults", "reason", "detail", "whole_concentric_s", "whole_hold_s", "whole_eccentric_s", "whole_rest_s",
    "held_s", "clean_s",
)  # fmt: skip

CsvStyle = Literal["comma", "semicolon"]
BOM = "\ufeff"  # by which spreadsheets know that a file is UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # first characters of such a cell


def reps_csv(r: Result, style: CsvStyle = "comma") -> str:
    """Repetitions and attempts sorted by time; an unknown value is an empty cell.

    style  "comma" (1.5,2) for programs; "semicolon" (1,5;2) for spreadsheets with decimal commas
    """
    common = {"source": _path(r.source.path), "exercise": r.exercise, "variant": r.variant, "view": r.view.detected}
    rows: list[dict[str, object]] = [
        {
            **common,
            "kind": "rep",
            **rep.model_dump(include={"index", "side", "start_s", "top_start_s", "top_end_s", "end_s", "score"}),
            **rep.tempo.model_dump(),
            **{f"whole_{k}": s for k, s in rep.lasted.model_dump(exclude={"start_s"}).items()},
            **_rom(rep.rom),
            "faults": " ".join(f.id for f in rep.faults),
        }
        for rep in r.reps
    ]
    rows += [
        {
            **common,
            "kind": "hold" if isinstance(m, HoldResult) else "step",
            **m.model_dump(include={"index", "side", "start_s", "end_s", "held_s", "clean_s"}),
            **(_rom(m.rom) if isinstance(m, StepResult) else {}),
            "faults": " ".join(f.id for f in m.faults),
        }
        for m in r.movements
        if not isinstance(m, RepResult)
    ]
    rows += [{**common, "kind": "attempt", **a.model_dump()} for a in r.attempts]
    out = io.StringIO()
    rows.sort(key=lambda row: float(str(row["start_s"])))
    if style == "comma":
        writer = csv.DictWriter(out, REP_COLUMNS, restval="", lineterminator="\n")
    else:
        out.write(BOM)
        writer = csv.DictWriter(out, REP_COLUMNS, restval="", lineterminator="\n", delimiter=";")
        rows = [{k: str(x).replace(".", ",") if isinstance(x, float) else x for k, x in row.items()} for row in rows]
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _rom(rom: Rom) -> dict[str, object]:
    return {"rom": rom.value, "rom_unit": rom.unit, "rom_uncertainty": rom.uncertainty, "rom_target": rom.target}


def _path(path: str) -> str:
    """The same path, written so that no spreadsheet evaluates it as a formula."""
    return f"./{path}" if path[:1] in FORMULA else path


class Trace:
    """Every signal of every frame, with its repetition, phase and faults; lengths in frame heights, angles in degrees.

    Frames are written as they come; repetition, phase and faults are added at the end.
    """

    def __init__(self, path: Path) -> None:
        self._draft = AtomicFile(path)
        with self._draft.guarded():
            self._file = self._draft.path.open("w+", newline="", encoding="utf-8")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._headed = False

    def push(self, seen: LandmarkFrame, session: Session) -> None:
        with self._draft.guarded():
            if not self._headed:
                self._headed = True
                names = [name.replace(" ", "_") for name in session.names]
                self._writer.writerow(["t_s", "person", *names, *(f"{n}_progress" for n in names)])
            values = ["" if v != v else f"{v:.5g}" for v in session.values]
            progress = [f"{p:.3f}" for p in session.progress]
            person = int(any(x == x for x in seen.image[:2, 0]))  # NaN is not itself
            self._writer.writerow([f"{seen.t:.4f}", person, *values, *progress])

    def tell(self, r: Result) -> None:
        """Add repetition, phase and faults to every frame."""
        folder = self._draft.target.parent
        with self._draft.guarded(), TemporaryFile("w+", newline="", encoding="utf-8", dir=folder) as told:
            writer = csv.writer(told, lineterminator="\n")
            self._file.seek(0)
            rows = csv.reader(self._file)
            for head in islice(rows, 1):
                writer.writerow([*head, "rep", "phase", "faults"])
            of = _Telling(r)
            writer.writerows([*row, *of.frame(float(row[0]))] for row in rows)
            for file in (told, self._file):
                file.seek(0)
            self._file.truncate()
            shutil.copyfileobj(told, self._file)

    def close(self) -> None:
        with self._draft.guarded():
            self._file.close()
            self._draft.commit()

    def discard(self) -> None:
        with suppress(OSError):  # a full disk: the buffer cannot be flushed
            self._file.close()
        self._draft.discard()


class _Telling:
    """Looks up what a frame belongs to, in order of time."""

    def __init__(self, r: Result) -> None:
        self._reps = r.movements
        lifts = ("concentric", "hold", "eccentric")
        self._names = lifts[::-1] if EXERCISES[r.exercise].lowers_first else lifts
        self._i = 0

    def frame(self, t: float) -> tuple[object, str, str]:
        """Number of the repetition, its phase, and the ids of its faults; the phase is empty if not timed."""
        reps = self._reps
        while self._i < len(reps) and t > reps[self._i].end_s:
            self._i += 1
        if self._i == len(reps) or t < reps[self._i].start_s:
            before = reps[self._i - 1] if 0 < self._i < len(reps) else None
            between = isinstance(before, RepResult) and before.tempo.rest_s is not None
            return "", "rest" if between else "", ""
        rep = reps[self._i]
        faults = " ".join(f.id for f in rep.faults)
        if not isinstance(rep, RepResult):
            return rep.index, "hold" if isinstance(rep, HoldResult) else "", faults
        name = self._names[(t >= rep.top_start_s) + (t > rep.top_end_s)]
        timed = getattr(rep.tempo, f"{name}_s") is not None
        return rep.index, name if timed else "", faults
