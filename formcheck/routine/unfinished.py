"""Unfinished routines: one small file with an entry for each routine and person.

It records the finished sets and their outcomes, so that another run can continue and still summarise all sets.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from formcheck.atomic import AtomicFile
from formcheck.errors import OutputError, StoreError
from formcheck.messages import _
from formcheck.result import Result
from formcheck.routine.model import Routine
from formcheck.routine.plan import PlannedSet
from formcheck.routine.sides import Side

FRESH = timedelta(hours=2)  # an unfinished routine is continued without asking
NAME = "routines.json"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DoneSet(_Part):
    """The outcome of a set. reps counts repetitions, holds or steps of the prescribed side, other of the other one."""

    reps: int
    reliable: bool = True  # the count
    other: int = 0
    size: float | None = None  # mean range
    held_s: float | None = None  # of holds, all together
    clean_s: float | None = None  # of those without a fault
    unit: str = ""
    score: float | None = None  # experimental
    next: str | None = None  # what to fix
    note: str | None = None  # why it deviates from the plan

    @classmethod
    def of(cls, result: Result, planned: PlannedSet, corrected: int = 0) -> DoneSet:
        """corrected: repetitions that the person added by key."""
        mine = [x for x in result.movements if x.side in (planned.side or x.side, "both")]
        s = result.summary
        other = s.reps - len(mine)
        note = None if result.complete else _("stopped early")
        if other:
            note = _("{other} on the other side").format(other=other)
        elif corrected:
            note = _("corrected by {corrected:+d}").format(corrected=corrected)
        return cls(
            reps=max(0, len(mine) + corrected),
            reliable=s.count_reliable, other=other, held_s=s.held_s, clean_s=s.clean_s if result.form_judged else None,
            size=None if other or s.held_s is not None else s.rom.mean, unit=s.rom.unit,
            score=None if other else s.score, next=s.advice.next,
            note=note,
        )  # fmt: skip


class Unfinished(_Part):
    """The finished part of a routine. sides are those of all its sets; the history may have changed since."""

    routine: str  # fingerprint of what it says
    person: str | None
    at: datetime  # of the last set
    sides: list[Side | None]
    done: list[DoneSet]


class _File(_Part):
    schema_: Literal["formcheck.routines/1"] = "formcheck.routines/1"
    unfinished: list[Unfinished] = []


def fingerprint(routine: Routine) -> str:
    """Identifies a routine by its content: an edited one is another one."""
    return sha256(routine.model_dump_json().encode()).hexdigest()[:16]


def beside(db: Path) -> Path:
    """The path of the file, next to the history."""
    return db.with_name(NAME)


class UnfinishedFile:
    """The unfinished routines in the file at path. An unreadable file counts as empty and is replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, routine: Routine, person: str | None) -> Unfinished | None:
        which = (fingerprint(routine), person)
        return next((u for u in self._read() if (u.routine, u.person) == which), None)

    def keep(self, unfinished: Unfinished) -> None:
        """Raises StoreError."""
        others = self._others(unfinished.routine, unfinished.person)
        self._write([*others, unfinished])

    def forget(self, routine: Routine, person: str | None) -> None:
        """Remove a finished routine. Raises StoreError."""
        if self._path.exists():
            self._write(self._others(fingerprint(routine), person))

    def _others(self, routine: str, person: str | None) -> list[Unfinished]:
        return [u for u in self._read() if (u.routine, u.person) != (routine, person)]

    def _read(self) -> list[Unfinished]:
        try:
            return _File.model_validate_json(self._path.read_bytes()).unfinished
        except (OSError, ValidationError):
            return []

    def _write(self, unfinished: list[Unfinished]) -> None:
        try:
            if not unfinished:
                self._path.unlink(missing_ok=True)
                return
            self._path.parent.mkdir(parents=True, exist_ok=True)
            AtomicFile(self._path).write(_File(unfinished=unfinished).model_dump_json(indent=1) + "\n")
        except (OSError, OutputError) as e:
            raise StoreError(
                _("{path} cannot be written, so the progress of the routine is lost ({why})").format(
                    path=self._path, why=e
                )
            ) from e
