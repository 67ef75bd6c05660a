"""formcheck compare: two clips, results or stored sets of one exercise side by side, or the two sides of one clip."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.atomic import AtomicFile
from formcheck.commands.analyze import INTERRUPTED, judged
from formcheck.commands.console import Console
from formcheck.commands.options import AnalyzeOptions, settings_for
from formcheck.commands.stdout import note, to_stdout
from formcheck.commands.which_exercise import choose_exercise
from formcheck.errors import OutputError, SourceError, UsageError
from formcheck.exercises import EXERCISES
from formcheck.history.document import change_of
from formcheck.history.performance import SetMetrics, of_result, performances
from formcheck.history.side_by_side import Pair, left_and_right, pairs
from formcheck.history.store import Store, default_place
from formcheck.messages import _
from formcheck.output.halves import Half, JudgedClip, half_of
from formcheck.output.history_phrases import side_of
from formcheck.output.hold_curve import HoldCurve, hold_curves
from formcheck.output.landmark_log import LandmarkLog
from formcheck.output.mean_rep import MeanRep, course
from formcheck.output.terminal.compare import Names, show
from formcheck.result import Result
from formcheck.result_read import read
from formcheck.sanitize import decoded, in_json, shown
from formcheck.wording import in_sentence

if TYPE_CHECKING:
    from formcheck.output.page.phase_pictures import PhasePicture


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareOptions:
    """The options of the command, as given."""

    exercise: str | None
    height_cm: float | None
    model: str
    db: Path | None
    html: Path | None
    video: Path | None
    no_pictures: bool
    blur_face: bool
    as_json: bool
    quiet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _One:
    """One of the two sets: its sides, and for a clip its landmarks and their mean repetitions as curves."""

    sides: list[SetMetrics]
    result: Result
    clip: JudgedClip | None = None

    def course(self, side: str) -> MeanRep | None:
        return course(self.clip.take, self.clip.result, side) if self.clip else None

    def held(self, side: str) -> dict[str, HoldCurve]:
        return hold_curves(self.clip.take, self.clip.result, side) if self.clip else {}


class _Interrupted(Exception):
    pass


def compare(a: str, b: str | None, asked: CompareOptions) -> int:
    """Show both side by side; returns the exit code. Raises UsageError if the exercises differ."""
    with ExitStack() as stack:
        files = [AtomicFile(path) if path else None for path in (asked.html, asked.video)]
        for file in files:
            if file:
                stack.callback(file.discard)
        try:
            first = _known(a, asked, stack)
            second = _known(b, asked, stack) if b else None
        except _Interrupted as e:
            note(_("stopped while judging {name}; nothing was compared").format(name=e))
            return INTERRUPTED
        both, names = _pairs(a, b, first, second)
        halves = [_halves(p, first, second) for p in both]
        html, video = files
        if html:
            from formcheck.output.page.compare import compare_page

            other = second or first
            courses = [(first.course(p.a.side), other.course(p.b.side)) for p in both]
            held = [(first.held(p.a.side), other.held(p.b.side)) for p in both]
            pictures = [] if asked.no_pictures else [_pictures(h, asked) for h in halves]
            html.write(compare_page(both, names, courses, held, pictures, mirrored=second is None))
        if video:
            _film(video, [h for h in halves if h], names, asked)
    with to_stdout():
        if asked.as_json:
            print(in_json(json.dumps([_plain(p) for p in both], indent=2, ensure_ascii=False)))
        elif not asked.quiet:
            show(both, names, Console())
    for path in (asked.html, asked.video):
        if path and not asked.quiet:
            note(_("wrote {path}").format(path=path))
    return 0


def _pairs(a: str, b: str | None, first: _One, second: _One | None) -> tuple[list[Pair], Names]:
    """What to compare, and the names of A and B."""
    if b is None or second is None:
        pair = left_and_right(first.sides, first.result)
        if pair is None:
            raise SourceError(_("{a} does not show both sides; name a second clip to compare it with").format(a=a))
        return [pair], (side_of(pair.a), side_of(pair.b))
    x, y = (in_sentence(EXERCISES[one.result.exercise].title) for one in (first, second))
    if x != y:
        raise UsageError(
            _("{a} shows a {first}, {b} a {second}; compare two sets of one exercise").format(
                a=a, first=x, b=b, second=y
            )
        )
    return pairs(first.sides, second.sides), (_name(a, first.sides[0]), _name(b, second.sides[0]))


def _halves(p: Pair, first: _One, second: _One | None) -> tuple[Half, Half] | None:
    """The pictures of a pair, if both have some. Left and right of one clip lie on each other: right is mirrored."""
    if second is None:
        together = not any(x.side == p.a.side for x in first.result.movements)
        sides = ("both", "both") if together else (p.a.side, p.b.side)
        a = half_of(first.clip, sides[0], p.a.side)
        b = half_of(first.clip, sides[1], p.b.side, mirrored=True)
    else:
        a, b = half_of(first.clip, p.a.side), half_of(second.clip, p.b.side)
    return (a, b) if a and b else None


def _pictures(both: tuple[Half, Half] | None, asked: CompareOptions) -> list[PhasePicture]:
    if both is None:
        return []
    from formcheck.output.page.phase_pictures import phase_pictures

    return phase_pictures(*both, blur_face=asked.blur_face)


def _film(file: AtomicFile, halves: list[tuple[Half, Half]], names: Names, asked: CompareOptions) -> None:
    if not halves:
        raise OutputError(_("--video needs two clips with pictures; recordings, results and stored sets have none"))
    from formcheck.output.drawing.side_by_side import write

    with file.guarded():
        write(file.path, halves, names, blur_face=asked.blur_face)
        file.commit()


def _known(name: str, asked: CompareOptions, stack: ExitStack) -> _One:
    """A stored set, a result file, or a clip that is judged now. Raises SourceError if nothing was counted in it."""
    one = _one(name, asked, stack)
    if not one.sides:
        title = in_sentence(EXERCISES[one.result.exercise].title)
        text = _("nothing was counted in {name} as a {title}, so there is nothing to compare")
        raise SourceError(text.format(name=name, title=title))
    return one


def _one(name: str, asked: CompareOptions, stack: ExitStack) -> _One:
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
            stored = store.get(int(name))
        return _One(sides=performances(stored), result=stored.result)
    if path.suffix.lower() == ".json":
        try:
            result = read(decoded(path.read_bytes()))
        except OSError as e:
            raise SourceError(
                _("{path} cannot be read ({why}); check the name").format(path=path, why=e.strerror)
            ) from e
        except ValueError as e:
            raise SourceError(
                _("{path} is not a formcheck result; write one with analyze --json").format(path=path)
            ) from e
        return _One(sides=of_result(result), result=result)
    exercise = choose_exercise(asked.exercise)
    settings = settings_for(exercise, None, "auto", "auto", asked.height_cm)
    options = AnalyzeOptions(exercise=exercise, settings=settings, model=asked.model, quiet=asked.quiet)
    take = LandmarkLog()
    stack.callback(take.close)
    result = judged(path, options, [take])
    if not result.complete:
        raise _Interrupted(name)
    pictures = path if result.source.kind == "video" else None
    return _One(sides=of_result(result), result=result, clip=JudgedClip(result, take, pictures))


def _name(given: str, p: SetMetrics) -> str:
    if p.set_id is None:
        return shown(Path(given).name)
    at = f"{p.at.astimezone():%Y-%m-%d %H:%M}" if p.at else ""
    return ", ".join(x for x in (_("set {set_id}").format(set_id=p.set_id), at, p.person) if x)


def _plain(p: Pair) -> dict[str, object]:
    return {
        "exercise": p.a.exercise, "side": [p.a.side, p.b.side], "view": [p.a.view, p.b.view],
        "variant": [p.a.variant, p.b.variant], "kind": p.a.kind, "reps": [len(p.a.counted), len(p.b.counted)],
        "refused": p.refused, "changes": [change_of(c).model_dump(mode="json") for c in p.changes],
    }  # fmt: skip
