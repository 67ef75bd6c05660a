"""--json: the result for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from formcheck.commands.output_format import Judged, OutputFormat
from formcheck.messages import _
from formcheck.sanitize import in_json

if TYPE_CHECKING:
    from formcheck.atomic import AtomicFile
    from formcheck.result import Result


def as_json(result: Result) -> str:
    """The text of the file."""
    return in_json(result.model_dump_json(indent=2)) + "\n"


def as_list(texts: Sequence[str]) -> str:
    """The results of several sets, or lists of them, as one list."""
    inside = [t.strip().removeprefix("[").removesuffix("]").strip() for t in texts]
    return "[\n" + ",\n".join(filter(None, inside)) + "\n]\n" if any(inside) else "[]\n"


def _write(done: Judged, file: AtomicFile) -> None:
    file.write(as_json(done.result))


FORMAT = OutputFormat(
    name="json",
    ending=".json",
    help=_("Write the result as JSON; - writes to standard output."),
    write=_write,
    join=as_list,
)
