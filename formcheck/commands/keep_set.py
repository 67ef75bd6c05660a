"""Store sets in the history."""

from __future__ import annotations

from formcheck.commands.options import AnalyzeOptions
from formcheck.commands.stdout import note
from formcheck.messages import _
from formcheck.result import Result


def store_must_open(options: AnalyzeOptions) -> None:
    """Fail before the work if the history cannot be written. Raises StoreError."""
    if options.storing:
        from formcheck.history.store import Store, default_place

        Store(options.storing.db or default_place()).close()


def keep_set(result: Result, options: AnalyzeOptions) -> None:
    """Store the set and note its number; a set without repetitions is not stored. Raises StoreError."""
    from formcheck.history.store import keep

    assert options.storing
    if not result.reps:
        note(_("nothing was stored, because no reps were counted"))
        return
    kept = keep(result, person=options.storing.person, when=options.storing.when, db=options.storing.db)
    if not options.quiet:
        note(_("{done} as set {id}").format(done=_("stored") if kept.new else _("already stored"), id=kept.id))
