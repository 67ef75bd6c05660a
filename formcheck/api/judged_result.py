"""A result that can save and display itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from weakref import finalize

from pydantic import PrivateAttr

from formcheck.atomic import AtomicFile
from formcheck.commands.formats.html import page_of
from formcheck.commands.formats.json import as_json
from formcheck.errors import OutputError
from formcheck.frames import pandas_module
from formcheck.messages import _
from formcheck.output.data.csv import CsvStyle, reps_csv
from formcheck.output.landmark_log import LandmarkLog
from formcheck.result import Result

if TYPE_CHECKING:
    import pandas


class Footage:
    """The landmarks behind a result, and the clip if there is one. Not pickled."""

    def __init__(self, log: LandmarkLog, clip: Path | None) -> None:
        self.log, self.clip = log, clip
        finalize(self, log.close)

    def __deepcopy__(self, memo: object) -> Footage:
        return self

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        return type(None), ()


class JudgedResult(Result):
    """One judged set, as in the result file, with methods to save and display it."""

    _footage: Footage | None = PrivateAttr(default=None)

    @classmethod
    def of(cls, result: Result, footage: Footage | None = None) -> Self:
        made = cls.model_construct(result.model_fields_set, **dict(result))
        made._footage = footage
        return made

    def save_html(self, path: str | Path, *, pictures: bool = True, blur_face: bool = False) -> None:
        """Write the report, one page. Raises OutputError for a result that was read from a file."""
        if self._footage is None:
            raise OutputError(_("a result read from a file has no landmarks to draw; judge the clip again"))
        file = AtomicFile(Path(path))
        try:
            file.write(
                page_of(self, self._footage.log, self._footage.clip, no_pictures=not pictures, blur_face=blur_face)
            )
        finally:
            file.discard()

    def save_json(self, path: str | Path) -> None:
        """Write the same file as `--json`. Raises OutputError."""
        AtomicFile(Path(path)).write(as_json(self))

    def to_csv(self, path: str | Path | None = None, *, style: CsvStyle = "comma") -> str:
        """One row per repetition, like `--csv`; also written to path if given. Raises OutputError.

        style  "semicolon" for a spreadsheet with decimal commas
        """
        text = reps_csv(self, style)
        if path is not None:
            AtomicFile(Path(path)).write(text)
        return text

    def to_dataframe(self) -> pandas.DataFrame:
        """One row per repetition and attempt. Raises ImportError without pandas."""
        from io import StringIO

        return pandas_module().read_csv(StringIO(self.to_csv()))

    def _repr_html_(self) -> str:
        """The notebook view: the repetitions, and the curve they were counted by."""
        from formcheck.output.page.notebook import notebook_view

        return notebook_view(self, self._footage.log if self._footage else None)

    def __eq__(self, other: Any) -> bool:
        """Equal content, also to a Result that was read."""
        return isinstance(other, Result) and self.model_dump() == other.model_dump()
