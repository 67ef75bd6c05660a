"""formcheck history: read, compare, show; and export, import, delete."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from formcheck.atomic import AtomicFile
from formcheck.commands.console import Console
from formcheck.commands.stdout import note, to_stdout
from formcheck.errors import SourceError, StoreError, UsageError
from formcheck.history import exchange, open_store
from formcheck.history.balance import balances
from formcheck.history.document import history_of
from formcheck.history.performance import performances
from formcheck.history.store import Filter, Store, default_place
from formcheck.history.trend import series_of
from formcheck.output.history_phrases import moment
from formcheck.output.terminal import history as terminal
from formcheck.sanitize import in_json
from formcheck.wording import numbered, plural

NOTHING = "No sets are stored {where}. To store one: formcheck analyze CLIP --exercise NAME --store"


@contextmanager
def _uncollected() -> Iterator[None]:
    """Turn garbage collection off: a long history is many small objects that all stay alive, and scanning them again
    and again takes longer than creating them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def show(which: Filter, db: Path | None, *, html: Path | None, as_json: bool, every: bool) -> None:
    """Print the history as a table or as JSON, and write its page."""
    place = db or default_place()
    draft = AtomicFile(html) if html else None
    try:
        sets = []
        if place.exists():
            with Store(place, reads_only=True) as store:
                sets = store.sets(which)
                if store.unreadable:
                    why = "written by another version of formcheck, or of an exercise that is not loaded"
                    note(f"skipped {numbered('set', store.unreadable)}: {why}")
        found = [p for s in sets for p in performances(s)]
        series, sides = series_of(found), balances(found)
        if draft:
            from formcheck.output.page.history import history_page

            draft.write(history_page(series, sides, sets))
    finally:
        if draft:
            draft.discard()
    with to_stdout():
        if as_json:
            print(in_json(history_of(series, sides).model_dump_json(indent=2)))
        elif sets:
            console = Console()
            terminal.show(series, sides, sets, console, detailed=which.exercise is not None, every=every)
        else:
            where = f"in {place} yet" if which == Filter() else f"in {place} that match"
            print(NOTHING.format(where=where))
    if html and not as_json:
        note(f"wrote {html}")


def export(which: Filter, place: Path, db: Path | None) -> None:
    with open_store(db, reads_only=True) as store:
        sets = store.sets(which)
        left_out = store.unreadable
    text = in_json("".join(exchange.written(sets)))
    if place == Path("-"):
        with to_stdout():
            sys.stdout.buffer.write(text.encode())
    else:
        AtomicFile(place).write(text)
    skipped = f", skipped {len(left_out)} of another version or exercise" if left_out else ""
    note(f"wrote {plural(len(sets), 'set')}{skipped}")


def import_sets(place: Path, db: Path | None) -> None:
    """Import a file written by export, all or nothing."""
    try:
        data = sys.stdin.buffer.read() if place == Path("-") else place.read_bytes()
        lines = data.decode("utf-8").splitlines()
    except OSError as e:
        raise SourceError(f"{place} cannot be read ({e.strerror}); check its name and permissions") from e
    except UnicodeDecodeError as e:
        raise StoreError(f"{place} is not JSON lines in UTF-8; import reads files written by export") from e
    sets = list(exchange.read(lines, str(place)))
    with Store(db or default_place()) as store:
        kept = store.add(sets)
    new = sum(k.new for k in kept)
    note(f"imported {plural(new, 'set')}" + (f", {len(kept) - new} already stored" if new < len(kept) else ""))


def delete(numbers: list[int], which: Filter, db: Path | None, *, sure: bool) -> None:
    """Delete sets permanently, after asking."""
    if bool(numbers) == (which != Filter()):
        raise UsageError("name the sets by their numbers, or by --exercise, --person, --since, --until")
    with open_store(db) as store:
        ids = store.ids(which)
        if numbers:
            unknown = sorted(set(numbers) - set(ids))
            if unknown:
                raise StoreError(
                    f"no set {unknown[0]} is stored in {store.path}; formcheck history lists their numbers"
                )
            ids = sorted(set(numbers))
        if not ids:
            note("no sets match; nothing was deleted")
            return
        what = f"set {ids[0]}" if len(ids) == 1 else plural(len(ids), "set")
        if not sure:
            if len(ids) == 1:
                s = store.get(ids[0])
                what += f" ({s.result.exercise}, {moment(s.at)})"
            if not _confirmed(f"Delete {what} permanently?"):
                note("nothing was deleted")
                return
        note(f"deleted {plural(store.delete(ids), 'set')}")


def _confirmed(question: str) -> bool:
    """Ask on the terminal. Raises UsageError without one."""
    if not sys.stdin.isatty():
        raise UsageError("no terminal to confirm on; pass --yes")
    try:
        return typer.confirm(question, err=True)
    except typer.Abort:  # Ctrl-C
        raise typer.Exit(130) from None
