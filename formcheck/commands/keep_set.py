"""Sets for the history: whether one can be kept, and keeping it."""

from __future__ import annotations

from formcheck.commands.options import AnalyzeOptions
from formcheck.commands.stdout import note
from formcheck.result import Result


def store_must_open(options: AnalyzeOptions) -> None:
    """A place that cannot be written is refused before the work. Raises StoreError."""
    if options.storing:
        from formcheck.history.store import Store, default_place

        Store(options.storing.db or default_place()).close()


def keep_set(result: Result, options: AnalyzeOptions) -> None:
    """Store the set, and say under which number; a set without a repetition is none. Raises StoreError."""
    from formcheck.history.store import keep

    assert options.storing
    if not result.reps:
        note("nothing was stored: no repetition was counted")
        return
    kept = keep(result, person=options.storing.person, when=options.storing.when, db=options.storing.db)
    if not options.quiet:
        note(f"{'stored as' if kept.new else 'it was stored before, as'} set {kept.id}")
