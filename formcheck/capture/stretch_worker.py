"""A process that sees stretches, on one core: reads a job a line; answers with rows as they come, then its notes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from formcheck import processes
from formcheck.capture.rows import row_of
from formcheck.capture.stretch_job import StretchJob
from formcheck.errors import FormcheckError

TOGETHER = 16  # frames told at once


def see(job: StretchJob) -> Iterator[bytes]:
    """The answer, part by part."""
    from formcheck.capture.stretch import Stretch

    try:
        with Stretch(job) as stretch:
            frames = iter(stretch)
            while some := list(islice(frames, TOGETHER)):
                yield _line({"rows": len(some)}) + b"".join(map(row_of, some))
            yield _line(stretch.notes().as_json())
    except FormcheckError as e:
        yield _line({"error": str(e), "kind": type(e).__name__})


def _line(said: dict[str, object]) -> bytes:
    return (json.dumps(said) + "\n").encode()


def main(answers: BinaryIO) -> None:
    for line in sys.stdin:
        for part in see(StretchJob.of_json(json.loads(line))):
            answers.write(part)
            answers.flush()


if __name__ == "__main__":
    main(processes.begin())
