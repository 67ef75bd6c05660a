"""The files of routine run: --json and --html."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from formcheck.atomic import AtomicFile
from formcheck.commands.output_format import STDOUT
from formcheck.commands.stdout import data_to_stdout
from formcheck.sanitize import in_json

if TYPE_CHECKING:
    from formcheck.routine.outcome import RoutineOutcome


class RoutineFiles:
    """Entered before the first set, so that a path that cannot be written is refused at once."""

    def __init__(self, json: Path | None, html: Path | None) -> None:
        self._json, self._html = json, html
        self._files: dict[str, AtomicFile] = {}

    @property
    def to_stdout(self) -> bool:
        """Whether the JSON takes standard output, so that nothing else may stand there."""
        return self._json == STDOUT

    def __enter__(self) -> RoutineFiles:
        try:
            for name, place in (("json", self._json), ("html", self._html)):
                if place and place != STDOUT:
                    self._files[name] = AtomicFile(place)
        except BaseException:
            self._discard()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None) -> None:
        self._discard()

    def write(self, outcome: RoutineOutcome) -> None:
        """Raises OutputError."""
        text = in_json(outcome.model_dump_json(indent=2)) + "\n"
        if self.to_stdout:
            data_to_stdout(text)
        if "json" in self._files:
            self._files["json"].write(text)
        if "html" in self._files:
            from formcheck.output.page.routine import routine_page

            self._files["html"].write(routine_page(outcome, f"{datetime.now().astimezone():%Y-%m-%d}"))

    def _discard(self) -> None:
        for file in self._files.values():
            file.discard()
