"""Sets as JSON lines, `formcheck.set/1`: one set per line, for backup or another machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from formcheck.errors import StoreError
from formcheck.history.store import YEARS, NewSet, StoredSet, known_person
from formcheck.messages import _
from formcheck.result import Result
from formcheck.result_read import possible

SCHEMA: Literal["formcheck.set/1"] = "formcheck.set/1"


class SetLine(BaseModel):
    """One set. at carries its time zone."""

    schema_: Literal["formcheck.set/1"] = Field(alias="schema")
    at: AwareDatetime
    person: str | None
    result: Result
    note: str | None = None

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)


def written(sets: Iterable[StoredSet]) -> Iterator[str]:
    """One line per set, with its newline. A set without a note is written as before there were any."""
    for s in sets:
        line = SetLine(schema=SCHEMA, at=s.at, person=s.person, result=s.result, note=s.note)
        yield line.model_dump_json(exclude={"note"} if s.note is None else None) + "\n"


def read(lines: Iterable[str], name: str) -> Iterator[NewSet]:
    """Read sets from lines, skipping blank ones. Raises StoreError with the number of an invalid line."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = SetLine.model_validate_json(line)
            if not known_person(found.person):
                raise ValueError(_("a person must be a name of printable letters"))
            possible(found.result)
            if not YEARS[0] <= found.at.year <= YEARS[1]:
                raise ValueError(_("{day} is not a valid date").format(day=found.at))
        except ValidationError as e:
            first = e.errors()[0]
            where = ".".join(map(str, first["loc"]))
            reason = f"{where}: {first['msg']}" if where else first["msg"]
            raise StoreError(
                _("{file}, line {number}: {why}; nothing was imported").format(file=name, number=number, why=reason)
            ) from e
        except ValueError as e:
            raise StoreError(
                _("{file}, line {number}: {why}; nothing was imported").format(file=name, number=number, why=e)
            ) from e
        yield NewSet(found.result, found.person, found.at, found.note)
