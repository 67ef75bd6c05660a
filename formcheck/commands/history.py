"""formcheck history: read, compare, show; and export, import, edit, delete."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import typer

from formcheck.atomic import AtomicFile
from formcheck.commands.console import Console
from formcheck.commands.stdout import data_to_stdout, note, to_stdout
from formcheck.errors import SourceError, StoreError, UsageError
from formcheck.history import exchange, open_store
from formcheck.history.balance import balances
from formcheck.history.document import history_of
from formcheck.history.performance import performances
from formcheck.history.store import Filter, Store, StoredSet, default_place
from formcheck.history.trend import series_of
from formcheck.judging.in_centimetres import in_centimetres
from formcheck.messages import _
from formcheck.output.history_phrases import moment
from formcheck.output.terminal import history as terminal
from formcheck.sanitize import decoded, in_json
from formcheck.wording import numbered, plural

NOTHING = _("No sets are stored {where}. To store one: formcheck analyze CLIP --exercise NAME --store")


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
        sets, people = [], list[str]()
        if place.exists():
            with Store(place, reads_only=True) as store:
                sets = store.sets(which)
                people = store.people() if which.person is not None and not sets else []
                if store.unreadable:
                    why = _("written by another version of formcheck, or of an exercise that is not loaded")
                    note(_("skipped {sets}: {why}").format(sets=numbered("set", store.unreadable), why=why))
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
            print(_nothing(which, place, people))
    if html and not as_json:
        note(_("wrote {html}").format(html=html))


def _nothing(which: Filter, place: Path, people: Sequence[str]) -> str:
    """Why nothing is shown, and what to do; people: those of whom sets are stored, if others were asked for."""
    if people:
        text = _("No sets of {person} are stored in {place} that match; there are sets of {people}.")
        return text.format(person=which.person, place=place, people=", ".join(people))
    where = _("in {place} yet") if which == Filter() else _("in {place} that match")
    return NOTHING.format(where=where.format(place=place))


def export(which: Filter, place: Path, db: Path | None) -> None:
    with open_store(db, reads_only=True) as store:
        sets = store.sets(which)
        left_out = store.unreadable
    text = in_json("".join(exchange.written(sets)))
    if place == Path("-"):
        data_to_stdout(text)
    else:
        AtomicFile(place).write(text)
    skipped = _(", skipped {n} of another version or exercise").format(n=len(left_out)) if left_out else ""
    to = _("standard output") if place == Path("-") else place
    note(_("wrote {n} to {place}{skipped}").format(n=plural(len(sets), "set"), place=to, skipped=skipped))


def import_sets(place: Path, db: Path | None) -> None:
    """Import a file written by export, all or nothing."""
    try:
        data = sys.stdin.buffer.read() if place == Path("-") else place.read_bytes()
        lines = decoded(data).splitlines()
    except OSError as e:
        raise SourceError(
            _("{place} cannot be read ({why}); check its name and permissions").format(place=place, why=e.strerror)
        ) from e
    except UnicodeDecodeError as e:
        raise StoreError(
            _("{place} is not JSON lines in Unicode; import reads files written by export").format(place=place)
        ) from e
    sets = list(exchange.read(lines, str(place)))
    with Store(db or default_place()) as store:
        kept = store.add(sets)
    new = sum(k.new for k in kept)
    note(
        _("imported {new}").format(new=plural(new, "set"))
        + (_(", {sets} already stored").format(sets=len(kept) - new) if new < len(kept) else "")
    )


def edit(
    numbers: list[int],
    db: Path | None,
    *,
    height_cm: float | None,
    person: str | None,
    when: datetime | None,
    said: str | None,
) -> None:
    """Change what was told about sets: all of them, or none. said is their note; "" takes it away."""
    if height_cm is None and person is None and when is None and said is None:
        raise UsageError(_("nothing to change; give --height, --person, --when or --note"))
    with open_store(db) as store:
        new = [_edited(store.get(n), height_cm, person, when, said) for n in dict.fromkeys(numbers)]
        for s in new:
            store.change(s)
    note(_("changed {sets}").format(sets=numbered("set", [s.id for s in new])))


def _edited(
    s: StoredSet, height_cm: float | None, person: str | None, when: datetime | None, said: str | None
) -> StoredSet:
    result = s.result if height_cm is None else in_centimetres(s.result, height_cm)
    if height_cm is not None and s.result.height_cm is None and s.result.summary.rom.unit == "cm":
        raise StoreError(_("set {id} is in centimetres, by a height that was not stored").format(id=s.id))
    return StoredSet(s.id, when or s.at, person or s.person, result, s.note if said is None else said.strip() or None)


def delete(numbers: list[int], which: Filter, db: Path | None, *, sure: bool) -> None:
    """Delete sets permanently, after asking."""
    if bool(numbers) == (which != Filter()):
        raise UsageError(_("name the sets by their numbers, or by --exercise, --person, --since, --until"))
    with open_store(db) as store:
        ids = store.ids(which)
        if numbers:
            unknown = sorted(set(numbers) - set(ids))
            if unknown:
                raise StoreError(
                    _("no set {unknown} is stored in {path}; formcheck history lists their numbers").format(
                        unknown=unknown[0], path=store.path
                    )
                )
            ids = sorted(set(numbers))
        if not ids:
            note(_("no sets match; nothing was deleted"))
            return
        what = _("set {ids}").format(ids=ids[0]) if len(ids) == 1 else plural(len(ids), "set")
        if not sure:
            if len(ids) == 1:
                s = store.get(ids[0])
                what += f" ({s.result.exercise}, {moment(s.at)})"
            if not _confirmed(_("Delete {what} permanently?").format(what=what)):
                note(_("nothing was deleted"))
                return
        note(_("deleted {ids}").format(ids=plural(store.delete(ids), "set")))


def _confirmed(question: str) -> bool:
    """Ask on the terminal. Raises UsageError without one."""
    if not sys.stdin.isatty():
        raise UsageError(_("no terminal to confirm on; pass --yes"))
    try:
        return typer.confirm(question, err=True)
    except typer.Abort:  # Ctrl-C
        raise typer.Exit(130) from None
