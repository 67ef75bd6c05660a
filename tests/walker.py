"""Somebody at a terminal: types commands, reads what is printed, and looks at the files that appear."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import Done

CUT = "…"
FILES = "Written"  # paths are never broken, so that they can be copied


@dataclass(frozen=True)
class Seen:
    """What a command came to, and what a person reads of it: line breaks and columns aside."""

    done: Done
    text: str

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.done.out.splitlines()]

    def line(self, *words: str) -> str:
        """The only line with all of these words."""
        (found,) = (x for x in self.lines if all(w in x for w in words))
        return found


@dataclass
class Walker:
    """Types at terminals of these widths; a command that only shows something is looked at in each."""

    run: Callable[..., Done]
    folder: Path
    monkeypatch: pytest.MonkeyPatch
    widths: tuple[int, ...] = (80, 60)
    typed: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, run: Callable[..., Done], place: Path, monkeypatch: pytest.MonkeyPatch) -> Walker:
        """In an empty folder, at a machine on which nothing was stored yet."""
        work = place / "work"
        work.mkdir()
        for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
            monkeypatch.setenv(name, str(place / "home" / name))
        monkeypatch.chdir(work)
        return cls(run, work, monkeypatch)

    def types(self, line: str, code: int = 0, *, columns: int | None = None) -> Seen:
        """A command that takes long, or writes or changes something: typed once, in the first terminal."""
        return self._typed(line, code, columns or self.widths[0])

    def looks(self, line: str, code: int = 0) -> Seen:
        """A command that only shows something, in every terminal; what is read must be the same but for the widest."""
        for width in reversed(self.widths):
            seen = self._typed(line, code, width)
        return seen

    def _typed(self, line: str, code: int, width: int) -> Seen:
        program, *args = shlex.split(line)
        assert program == "formcheck", line
        self.monkeypatch.setenv("COLUMNS", str(width))
        self.typed.append(line)
        done = self.run(*args)
        text = " ".join(f"{done.out}\n{done.err}".split())
        assert done.code == code, f"{line}\n{text}"
        assert "Traceback" not in text
        for shown in done.out.splitlines():
            unbroken = FILES in shown or str(self.folder.parent) in shown
            assert len(shown.rstrip()) <= width or unbroken, f"{line}, {width} columns:\n{shown}"
            assert CUT not in shown or "help" in line, f"{line}, {width} columns:\n{shown}"
        return Seen(done, text)

    def files(self) -> set[str]:
        """What lies in the folder where it is typed, below folders too."""
        return {p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file()}
