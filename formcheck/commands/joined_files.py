"""Files that hold several sets: each set is written on its own first, then all of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from formcheck.atomic import AtomicFile
from formcheck.commands.formats import FORMATS
from formcheck.commands.options import AnalyzeOptions
from formcheck.commands.output_format import Judged
from formcheck.result import Result

JOINS = {f.name: f.join for f in FORMATS if f.join}


class JoinedFiles:
    """Entered before the work begins, so that a path that cannot be written is refused at once."""

    def __init__(self, targets: Mapping[str, Path]) -> None:
        self._targets = targets  # by the name of their format
        self._parts: dict[str, list[Path]] = {name: [] for name in targets}
        self._stack = ExitStack()

    def __enter__(self) -> JoinedFiles:
        with ExitStack() as undo:
            if self._targets:
                self._folder = Path(undo.enter_context(TemporaryDirectory(prefix="formcheck-")))
            self._files = {name: AtomicFile(path) for name, path in self._targets.items()}
            for file in self._files.values():
                undo.callback(file.discard)
            self._stack = undo.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def next_part(self) -> dict[str, Path]:
        """Where the next set, or clip, writes its own."""
        for name, parts in self._parts.items():
            parts.append(self._folder / f"{len(parts)}-{self._targets[name].name}")
        return {name: parts[-1] for name, parts in self._parts.items()}

    def write_early(self, clip: Path, options: AnalyzeOptions, results: Sequence[Result]) -> None:
        """Write those that need neither pictures nor landmarks; write() replaces them at the end."""
        for f in FORMATS:
            if not (f.join and f.write) or f.log or f.name not in self._targets:
                continue
            texts = []
            for r in results:
                part = AtomicFile(self._folder / f"early-{f.name}")
                f.write(Judged(clip, options, r, None, lambda t: None), part)
                texts.append(part.target.read_bytes().decode())
            self._files[f.name].write(f.join(texts))

    def write(self) -> None:
        """Write the files: of nothing, only a list says so."""
        for name, parts in self._parts.items():
            texts = [p.read_bytes().decode() for p in parts if p.exists()]
            if text := JOINS[name](texts):
                self._files[name].write(text)
