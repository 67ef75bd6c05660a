"""formcheck compare: two clips, results or stored sets of one exercise side by side."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from formcheck.atomic import AtomicFile
from formcheck.commands.analyze import INTERRUPTED, judged
from formcheck.commands.console import Console
from formcheck.commands.options import AnalyzeOptions, choose_exercise, settings_for
from formcheck.commands.stdout import note, to_stdout
from formcheck.errors import SourceError, UsageError
from formcheck.exercises import EXERCISES
from formcheck.history.document import change_of
from formcheck.history.performance import SetMetrics, of_result, performances
from formcheck.history.side_by_side import Pair, pairs
from formcheck.history.store import Store, default_place
from formcheck.messages import _
from formcheck.output.landmark_log import LandmarkLog
from formcheck.output.mean_rep import MeanRep, course
from formcheck.output.terminal.compare import show
from formcheck.result_read import read
from formcheck.sanitize import in_json, shown
from formcheck.wording import in_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareOptions:
    """The options of the command, as given."""

    exercise: str | None
    height_cm: float | None
    model: str
    db: Path | None
    html: Path | None
    as_json: bool
    quiet: bool


@dataclass(frozen=True, slots=True)
class _One:
    """One of the two sets: its sides, and for a clip their mean repetitions as curves."""

    sides: list[SetMetrics]
    courses: dict[str, MeanRep]


def compare(a: str, b: str, asked: CompareOptions) -> int:
    """Show both side by side; returns the exit code. Raises UsageError if the exercises differ."""
    draft = AtomicFile(asked.html) if asked.html else None
    try:
        found: list[_One] = []
        for name in (a, b):
            one = _one(name, asked)
            if one is None:
                note(_("stopped while judging {name}; nothing was compared").format(name=name))
                return INTERRUPTED
            if not one.sides:
                raise SourceError(_("no reps were counted in {name}, so there is nothing to compare").format(name=name))
            found.append(one)
        first, second = (one.sides for one in found)
        if first[0].exercise != second[0].exercise:
            x, y = (in_sentence(EXERCISES[sides[0].exercise].title) for sides in (first, second))
            raise UsageError(
                _("{a} shows a {first}, {b} a {second}; compare two sets of one exercise").format(
                    a=a, first=x, b=b, second=y
                )
            )
        both = pairs(first, second)
        names = (_name(a, first[0]), _name(b, second[0]))
        if draft:
            from formcheck.output.page.compare import compare_page

            draft.write(compare_page(both, names, (found[0].courses, found[1].courses)))
    finally:
        if draft:
            draft.discard()
    with to_stdout():
        if asked.as_json:
            print(in_json(json.dumps([_plain(p) for p in both], indent=2, ensure_ascii=False)))
        elif not asked.quiet:
            show(both, names, Console())
    if asked.html:
        note(_("wrote {html}").format(html=asked.html))
    return 0


def _one(name: str, asked: CompareOptions) -> _One | None:
    """A stored set, a result file, or a clip that is judged now; None if interrupted."""
    path = Path(name)
    if name.isdecimal() and not path.exists():
        place = asked.db or default_place()
        if not place.exists():
            raise SourceError(
                _("{name} is not a file, and no sets are stored in {place}; name two clips").format(
                    name=name, place=place
                )
            )
        with Store(place, reads_only=True) as store:
            return _One(performances(store.get(int(name))), {})
    if path.suffix.lower() == ".json":
        try:
            return _One(of_result(read(path.read_bytes())), {})
        except OSError as e:
            raise SourceError(
                _("{path} cannot be read ({why}); check the name").format(path=path, why=e.strerror)
            ) from e
        except ValueError as e:
            raise SourceError(
                _("{path} is not a formcheck result; write one with analyze --json").format(path=path)
            ) from e
    exercise = choose_exercise(asked.exercise)
    settings = settings_for(exercise, None, "auto", "auto", asked.height_cm)
    options = AnalyzeOptions(exercise=exercise, settings=settings, model=asked.model, quiet=asked.quiet)
    take = LandmarkLog()
    try:
        result = judged(path, options, [take])
        if not result.complete:
            return None
        sides = of_result(result)
        found = {p.side: course(take, result, p.side) for p in sides} if asked.html else {}
    finally:
        take.close()
    return _One(sides, {side: c for side, c in found.items() if c})


def _name(given: str, p: SetMetrics) -> str:
    if p.set_id is None:
        return shown(Path(given).name)
    at = f"{p.at.astimezone():%Y-%m-%d %H:%M}" if p.at else ""
    return ", ".join(x for x in (_("set {set_id}").format(set_id=p.set_id), at, p.person) if x)


def _plain(p: Pair) -> dict[str, object]:
    return {
        "exercise": p.a.exercise, "side": [p.a.side, p.b.side], "view": [p.a.view, p.b.view],
        "variant": [p.a.variant, p.b.variant], "reps": [len(p.a.reps), len(p.b.reps)],
        "refused": p.refused, "changes": [change_of(c).model_dump(mode="json") for c in p.changes],
    }  # fmt: skip
