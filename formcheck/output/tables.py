"""Tables: one row a repetition, or one row a frame."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

from formcheck.capture.landmarks import Seen
from formcheck.files import Draft
from formcheck.motion.session import Session
from formcheck.result import Result

REP_COLUMNS = (
    "source", "exercise", "variant", "view", "kind", "index", "side", "start_s", "top_start_s", "top_end_s", "end_s",
    "rom", "rom_unit", "rom_uncertainty", "rom_target", "concentric_s", "hold_s", "eccentric_s", "rest_s", "score",
    "faults", "reason", "detail",
)  # fmt: skip


def reps_csv(r: Result) -> str:
    """Repetitions and attempts in order of time; unknown is an empty cell."""
    common = {"source": r.source.path, "exercise": r.exercise, "variant": r.variant, "view": r.view.detected}
    rows: list[dict[str, object]] = [
        {
            **common,
            "kind": "rep",
            **rep.model_dump(include={"index", "side", "start_s", "top_start_s", "top_end_s", "end_s", "score"}),
            **rep.tempo.model_dump(),
            "rom": rep.rom.value,
            "rom_unit": rep.rom.unit,
            "rom_uncertainty": rep.rom.uncertainty,
            "rom_target": rep.rom.target,
            "faults": " ".join(f.id for f in rep.faults),
        }
        for rep in r.reps
    ]
    rows += [{**common, "kind": "attempt", **a.model_dump()} for a in r.attempts]
    out = io.StringIO()
    writer = csv.DictWriter(out, REP_COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: float(str(row["start_s"]))))
    return out.getvalue()


class Trace:
    """Every signal of every frame, written as it comes; lengths in frame heights, angles in degrees."""

    def __init__(self, path: Path) -> None:
        self._draft = Draft(path)
        with self._draft.guarded():
            self._file = self._draft.path.open("w", newline="", encoding="utf-8")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._headed = False

    def push(self, seen: Seen, session: Session) -> None:
        with self._draft.guarded():
            if not self._headed:
                self._headed = True
                names = [name.replace(" ", "_") for name in session.names]
                self._writer.writerow(["t_s", "person", *names, *(f"{n}_progress" for n in names)])
            values = ["" if v != v else f"{v:.5g}" for v in session.values]
            progress = [f"{p:.3f}" for p in session.progress]
            person = int(seen.image[0, 0] == seen.image[0, 0])
            self._writer.writerow([f"{seen.t:.4f}", person, *values, *progress])

    def close(self) -> None:
        with self._draft.guarded():
            self._file.close()
            self._draft.commit()

    def discard(self) -> None:
        with suppress(OSError):  # a full disk: what is in the buffer has no place
            self._file.close()
        self._draft.discard()
