"""Compare a score with an earlier one: what got worse, what got better, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from pydantic import ValidationError

from formcheck.atomic import must_be_file
from formcheck.errors import SourceError
from formcheck.messages import _
from formcheck.scoring.faults import Kind, Mismatch, place
from formcheck.scoring.figures import ClipRow, Comparison, Figures, Score, Share

GROWN = 1.1  # an error grown by this factor is worse: landmarks differ slightly between machines
CHANGED: dict[tuple[Kind, bool], str] = {  # by kind and whether it got worse
    ("missed", True): _("{clip}: {id} is newly missed in {where}"),
    ("missed", False): _("{clip}: {id} is no longer missed in {where}"),
    ("false", True): _("{clip}: {id} is newly falsely raised in {where}"),
    ("false", False): _("{clip}: {id} is no longer falsely raised in {where}"),
}
Movement = Iterator[tuple[bool, str]]  # whether it got worse, and a description


def read(path: Path) -> Score:
    """Read a file written by `score --json`. Raises SourceError for any other file."""
    must_be_file(path, _("a file written by score --json"))
    try:
        return Score.model_validate_json(path.read_bytes())
    except OSError as e:
        raise SourceError(_("{path} cannot be read ({why}); check the name").format(path=path, why=e.strerror)) from e
    except ValidationError as e:
        raise SourceError(
            _("{path} is not formcheck.score/1; name a file written by score --json").format(path=path)
        ) from e


def against(old: Score, new: Score) -> Comparison:
    """Compare clips by name; compare figures only if the clips are the same."""
    before, now = {c.clip: c for c in old.clips}, {c.clip: c for c in new.clips}
    found = [x for name, c in now.items() if name in before for x in _clip(before[name], c)]
    apart = [_("{name} is not in the baseline").format(name=name) for name in now if name not in before]
    apart += [_("{name} is only in the baseline").format(name=name) for name in before if name not in now]
    if apart:
        apart.append(_("the figures are not compared, because the clips differ"))
    else:
        found += _figures(old.all, new.all)
    return Comparison(worse=[x for bad, x in found if bad], better=[x for bad, x in found if not bad], apart=apart)


def _clip(old: ClipRow, new: ClipRow) -> Movement:
    if new.failed and not old.failed:
        yield True, _("{clip} newly fails: {why}").format(clip=new.clip, why=new.error or "; ".join(new.misses))
    elif new.error and not old.error:
        yield True, _("{clip} can no longer be judged: {why}").format(clip=new.clip, why=new.error)
    elif old.failed and not new.failed:
        yield False, _("{clip} is now as expected").format(clip=new.clip)
    was, is_ = _off(old), _off(new)
    if was is not None and is_ is not None and was != is_:
        yield is_ > was, _("{clip}: the count is off by {now}, was {before}").format(clip=new.clip, now=is_, before=was)
    if old.faults is not None and new.faults is not None:
        a, b = _wrong(old.faults), _wrong(new.faults)
        for worse, wrong in ((True, b - a), (False, a - b)):
            for (kind, id_), reps in groupby(sorted(wrong), lambda w: w[:2]):
                text = CHANGED[kind, worse]
                yield worse, text.format(clip=new.clip, id=id_, where=place(n for *__, n in reps))


def _wrong(faults: Sequence[Mismatch]) -> set[tuple[Kind, str, int]]:
    """Mismatches by repetition; 0 is the whole clip."""
    return {(f.kind, f.id, n) for f in faults for n in f.reps or [0]}


def _off(c: ClipRow) -> int | None:
    if not c.suited or c.expected is None or c.counted is None:
        return None
    low, high = c.expected
    return max(low - c.counted, c.counted - high, 0)


SHARES: dict[str, Callable[[Figures], Share | None]] = {
    _("exact counts"): lambda f: f.exact_count,
    _("counts off by at most one"): lambda f: f.within_one,
    _("views that cannot count: flagged"): lambda f: f.unsuited_said,
    _("ranges inside their interval"): lambda f: f.rom_covered,
    _("attempts with the right reason"): lambda f: f.attempt_reasons,
    _("view"): lambda f: f.view,
    _("working side"): lambda f: f.side,
    _("variant"): lambda f: f.variant,
    _("labelled faults found"): lambda f: f.must_recall,
}


def _figures(old: Figures, new: Figures) -> Movement:
    """Compare shares exactly and errors with a tolerance, skipping figures without cases."""
    for name, a, b, good in _shares(old, new):
        if a and b and a.value is not None and b.value is not None and a.value != b.value:
            yield (
                (b.value < a.value) is good,
                _("{name} is {now:.1%} ({hits} of {n}), was {before:.1%}").format(
                    name=name, now=b.value, hits=b.hits, n=b.n, before=a.value
                ),
            )
    for name, was, is_ in _errors(old, new):
        if was is not None and is_ is not None and not was / GROWN <= is_ <= was * GROWN:
            yield is_ > was, _("{name} is {now:.3g}, was {before:.3g}").format(name=name, now=is_, before=was)


def _shares(old: Figures, new: Figures) -> Iterator[tuple[str, Share | None, Share | None, bool]]:
    """Pairs of shares, and whether a larger one is better."""
    yield from ((name, of(old), of(new), True) for name, of in SHARES.items())
    yield _("clean reps with a false alarm"), old.false_alarms_per_clean_rep, new.false_alarms_per_clean_rep, False
    for id_ in sorted({*old.faults} & {*new.faults}):
        a, b = old.faults[id_], new.faults[id_]
        yield _("precision of {fault}").format(fault=id_), a.precision, b.precision, True
        yield _("recall of {fault}").format(fault=id_), a.recall, b.recall, True
        yield _("coverage of {fault}").format(fault=id_), a.coverage, b.coverage, True


def _errors(old: Figures, new: Figures) -> Iterator[tuple[str, float | None, float | None]]:
    yield _("mean count error"), old.mean_count_error, new.mean_count_error
    yield _("median error of the edges"), old.edges_s.median, new.edges_s.median
    yield _("median error of the phases"), old.phases.median, new.phases.median
    for unit, m in new.rom.items():
        if unit in old.rom:
            yield _("median error of the range ({unit})").format(unit=unit), old.rom[unit].median, m.median
