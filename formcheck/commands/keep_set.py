"""Store sets in the history."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from formcheck.commands.options import AnalyzeOptions
from formcheck.commands.output_paths import called
from formcheck.commands.stdout import note
from formcheck.messages import _
from formcheck.result import Result


def store_must_open(options: AnalyzeOptions) -> None:
    """Fail before the work if the history cannot be written. Raises StoreError."""
    if options.store_in:
        from formcheck.history.store import Store

        Store(options.store_in).close()


def keep_set(result: Result, options: AnalyzeOptions) -> int | None:
    """Store the set, note its number and return it; an empty set is not stored. Raises StoreError."""
    from formcheck.history.store import keep

    assert options.store_in
    among_several = options.brief or options.person_from_folder
    clip = f"{called(Path(result.source.path), options)}: " if among_several else ""
    if not result.movements:
        note(clip + _("nothing was stored, because nothing was counted"))
        return None
    about = options.about
    kept = keep(result, person=about.person, when=about.when, note=about.note, db=options.store_in)
    if not options.quiet:
        note(clip + _("{done} as set {id}").format(done=_("stored") if kept.new else _("already stored"), id=kept.id))
    return kept.id


def keep_again(id_: int, result: Result, options: AnalyzeOptions) -> None:
    """Store what a set came to in the end under the number that it has. Raises StoreError."""
    from formcheck.history.store import Store

    assert options.store_in
    with Store(options.store_in) as store:
        store.change(replace(store.get(id_), result=result))
