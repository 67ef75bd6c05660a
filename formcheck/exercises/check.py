"""Check that an exercise is complete and consistent, for tests and before it enters the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import isfinite

from formcheck.errors import ExerciseError
from formcheck.exercises.check_measures import measure_problems
from formcheck.motion.cue import Cue
from formcheck.motion.spec import Exercise
from formcheck.motion.thresholds import PHASES, RangeDecline, RushedPhase, ShortRange, Sign, Threshold
from formcheck.motion.view import View

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
PARTS = ("range", "tempo", "form")  # of every score; also "symmetry" if both sides are measured


def check_exercise(e: Exercise) -> None:
    """Raise ExerciseError with everything that is missing or inconsistent."""
    if problems := problems_of(e):
        raise ExerciseError(f'exercise "{e.name}": ' + "; ".join(problems))


def problems_of(e: Exercise) -> list[str]:
    """Everything missing or inconsistent, one sentence each; tries the measures on a synthetic person."""
    rules: tuple[Callable[[Exercise], Iterator[str]], ...] = (
        _words, _variants, _signals, _ranges, _gates, _cues, _references, _view_table, _pictures, _weights
    )  # fmt: skip
    found = [problem for rule in rules for problem in rule(e)]
    return found or list(measure_problems(e))


def _words(e: Exercise) -> Iterator[str]:
    if not NAME.fullmatch(e.name):
        yield "its name must be lower-case words joined by hyphens"
    for field in ("title", "start", "movement", "camera"):
        if not getattr(e, field).strip():
            yield f"{field} is empty"
    if not all(isfinite(e.tempo.of(p)) and e.tempo.of(p) >= 0 for p in PHASES) or not any(map(e.tempo.of, PHASES)):
        yield "its tempo must be seconds, not all of them 0"
    alone = e.side_of is not None or any(s.side for s in e.rep_signals)
    if alone != ("{side}" in e.side_label):
        yield 'side_label must contain "{side}" if one side works alone, and be left out otherwise'


def _variants(e: Exercise) -> Iterator[str]:
    if bool(e.variants) != (e.variant_of is not None):
        yield "variants and variant_of go together"
    keyed = {
        "both_sides_in": e.both_sides_in,
        **{f'uncertainties of the range "{r.name}"': r.uncertainties for r in e.ranges},
        **{f'shares of the cue "{c.id}"': s.shares for c in e.cues for s in c.signs if isinstance(s, ShortRange)},
    }
    for what, names in keyed.items():
        if unknown := sorted(set(names) - set(e.variants)):
            yield f'{what} has no variant "{unknown[0]}"'


def _signals(e: Exercise) -> Iterator[str]:
    if not e.rep_signals:
        yield "there is no rep_signal to count by"
    for s in e.rep_signals:
        if not (isfinite(s.travel) and s.travel > 0):
            yield f'the travel of the signal "{s.name}" must be greater than 0'
        if not s.needs:
            yield f'the signal "{s.name}" names no landmarks that it needs'
        if strange := s.views - set(e.views):
            yield f'the signal "{s.name}" counts from the {min(strange)} view, which is not in views'
    counted = {v for s in e.rep_signals for v in s.views}
    for view in (v for v, support in e.views.items() if support.count and v not in counted):
        yield f"the {view} view says that it counts, but no signal is for it"


def _ranges(e: Exercise) -> Iterator[str]:
    if not e.ranges:
        yield "it has no range; a range that no view measures has no views"
    if len({(r.name, r.unit) for r in e.ranges}) > 1:
        yield "all its ranges must have one name and one unit"
    for r in e.ranges:
        if r.views and set(r.targets) != set(e.variants or ("",)):
            names = ", ".join(e.variants) or '""'
            yield f'targets of the range "{r.name}" must have one entry for each of: {names}'
        if not all(isfinite(x) and x > 0 for x in r.targets.values()):
            yield f'a target of the range "{r.name}" must be greater than 0'
        if r.views and not all(isfinite(x) and x > 0 for x in (r.uncertainty, *r.uncertainties.values())):
            yield f'the uncertainty of the range "{r.name}" must be greater than 0'
    measured, promised = _measured(e), {v for v, support in e.views.items() if support.range}
    for view in sorted(measured ^ promised):
        what = "no range is for it" if view in promised else "its row in views does not say so"
        yield f"the range is measured from the {view} view, but {what}"


def _gates(e: Exercise) -> Iterator[str]:
    ids = {c.id for c in e.cues}
    for g in (*e.gates, *e.tells, *(g for s in e.rep_signals for g in s.gates)):
        if not g.say.strip():
            yield "a gate has no text (say)"
        if not g.within[0] < g.within[1]:
            yield f'the gate "{g.say}" accepts nothing: {g.within[0]:g} to {g.within[1]:g}'
        if g.cue is not None and g.cue not in ids:
            yield f'the gate "{g.say}" breaks the cue "{g.cue}", which does not exist'


def _cues(e: Exercise) -> Iterator[str]:
    ids = [c.id for c in e.cues]
    for id_ in sorted({i for i in ids if ids.count(i) > 1}):
        yield f'there are two cues "{id_}"'
    for c in e.cues:
        if not NAME.fullmatch(c.id):
            yield f'the id of the cue "{c.id}" must be lower-case words joined by hyphens'
        for field in ("say", "meaning", "about"):
            if not getattr(c, field).strip():
                yield f'{field} of the cue "{c.id}" is empty'
        if c.severity not in (1, 2, 3):
            yield f'the severity of the cue "{c.id}" must be 1, 2 or 3'
        for other in c.unless:
            if other not in ids or other == c.id:
                yield f'the cue "{c.id}" is explained by "{other}", which is not another cue'
        for s in c.signs:
            yield from (f'the cue "{c.id}" {problem}' for problem in _sign(s))


def _sign(s: Sign) -> Iterator[str]:
    match s:
        case Threshold():
            if not isfinite(s.limit) or not (isfinite(s.uncertainty) and s.uncertainty > 0):
                yield "needs a limit, and an uncertainty greater than 0"
            if not s.why.strip():
                yield "does not explain its limit (why)"
            if s.near and not s.near[0] < s.near[1]:
                yield "praises nothing: near must be (low, high)"
            elif s.near and (s.near[0] < s.limit if s.below else s.near[1] > s.limit):
                yield "praises values beyond its limit"
        case RushedPhase():
            if not s.least or set(s.least) != set(s.shares) or not set(s.least) <= set(PHASES):
                yield f"must have the same phases in least and shares, of: {', '.join(PHASES)}"
            if not all(x > 0 for x in (*s.least.values(), *s.shares.values())):
                yield "needs seconds and shares greater than 0"
        case ShortRange() | RangeDecline():
            if not s.share > 0 or not s.uncertainty > 0:
                yield "needs a share and an uncertainty greater than 0"


def _references(e: Exercise) -> Iterator[str]:
    for c in e.cues:
        if not c.references:
            yield f'the cue "{c.id}" has no references'
        for r in c.references:
            if not r.title.strip() or not r.tag.strip() or "," in r.tag:
                yield f'a reference of the cue "{c.id}" needs a title, and a tag without commas'
            elif e.references[r.tag] != r:
                yield f'the tag "{r.tag}" is used for two references'


def _view_table(e: Exercise) -> Iterator[str]:
    ids = {c.id for c in e.cues}
    for view, support in e.views.items():
        for id_ in support.judged:
            if id_ not in ids:
                yield f'the {view} view judges "{id_}", which is not a cue'
        for id_ in sorted(set(support.reliable) & set(support.rough)):
            yield f'the {view} view judges "{id_}" both reliably and roughly'
        for c in (c for c in e.cues if c.id in support.judged):
            if not _can_show(e, c, view):
                yield f'the {view} view cannot judge "{c.id}": the cue has no threshold for it'
    in_table = {id_ for s in e.views.values() for id_ in s.judged}
    for id_ in sorted(ids - in_table):
        yield f'no view judges the cue "{id_}": put it into views, or into unseen instead of cues'
    for id_, why in e.unseen.items():
        if id_ in ids:
            yield f'"{id_}" is both a cue and unseen'
        if not why.strip():
            yield f'unseen does not say why no view shows "{id_}"'


def _can_show(e: Exercise, c: Cue, view: View) -> bool:
    """Whether the view has a threshold for the cue and the range it needs, or a gate that breaks it."""
    if any(g.cue == c.id and view in g.views for g in e.gates):
        return True
    sign = c.sign_in(view)
    return sign is not None and (view in _measured(e) or not isinstance(sign, ShortRange | RangeDecline))


def _pictures(e: Exercise) -> Iterator[str]:
    if len(e.limb) < 2:
        yield "limb must name the landmarks that carry the movement, two or more"
    for c in e.cues:
        drawn = {i for bone in e.highlight(None, c) for i in bone}
        if not drawn:
            yield f'no picture can show the cue "{c.id}": its limb has no bones'
        elif c.shows and not {c.shows.joint, c.shows.end} <= drawn:
            yield f'the angle of the cue "{c.id}" is not on the limb that it highlights'
        reliable = any(c.id in s.reliable and c.sign_in(v) for v, s in e.views.items())
        if reliable and not c.good.strip():
            yield f'the cue "{c.id}" has no praise (good)'


def _weights(e: Exercise) -> Iterator[str]:
    parts = {*PARTS, *(("symmetry",) if e.both_of else ())}
    if set(e.weights) != parts or not all(isfinite(x) and x > 0 for x in e.weights.values()):
        yield f"weights must be greater than 0, one for each of: {', '.join(sorted(parts))}"


def _measured(e: Exercise) -> set[View]:
    return {v for r in e.ranges for v in r.views}
