"""Read an exercise from its TOML file. Errors say where they are and what to write."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from formcheck.errors import ExerciseError
from formcheck.exercises.declaration import (
    PART,
    CueFile,
    ExerciseFile,
    GateFile,
    LimitFile,
    RangeFile,
    SignalFile,
    VariantFile,
)
from formcheck.exercises.position import in_position
from formcheck.exercises.tables import from_table
from formcheck.messages import _
from formcheck.motion import gates
from formcheck.motion.cue import Cue, Reference
from formcheck.motion.highlight import Limb, Shows
from formcheck.motion.landmarks import BODY, BY_NAME
from formcheck.motion.pose import Floats, Side
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.spec import Exercise, Gate, Range, RepSignal, Tempo, ViewSupport
from formcheck.motion.thresholds import RangeDecline, RushedPhase, ShortRange, Sign, Threshold
from formcheck.motion.vocabulary import Geometry, MeasureOf, geometry, measure

LONGEST_REASON = 240  # signs
SIDES: Mapping[str, Callable[[RepWindow], Side | None]] = {
    f.__name__: f for f in (gates.standing_side, gates.moving_arm, gates.moving_leg, gates.hips_went)
}


def read(text: str, where: str) -> Exercise:
    """The exercise of a TOML text. Raises ExerciseError; where names the file for it."""
    try:
        return _exercise(from_table(ExerciseFile, tomllib.loads(text)))
    except tomllib.TOMLDecodeError as e:
        raise ExerciseError(_("{where} is not TOML: {why}").format(where=where, why=_short(e))) from e
    except RecursionError as e:
        raise ExerciseError(_("{where} is nested too deeply for an exercise").format(where=where)) from e
    except ValueError as e:
        raise ExerciseError(_("{where}: {why}").format(where=where, why=_short(e))) from e


def _short(e: ValueError) -> str:
    """What is wrong may quote a text of any length."""
    said = str(e)
    return said if len(said) <= LONGEST_REASON else f"{said[:LONGEST_REASON]}…"


def _exercise(e: ExerciseFile) -> Exercise:
    _must_be_seen(e)
    sources = {tag: Reference(tag, title) for tag, title in e.sources.items()}
    together = tuple(v.name for v in e.variants if v.both_sides)
    which = _variant_of(e.variants) if e.variants else None
    return Exercise(
        name=e.name,
        title=_(e.title),
        kind=e.kind,
        seconds=e.seconds,
        landmarks=BY_NAME[e.landmarks],
        posture=e.posture,
        start=_(e.start),
        movement=_(e.movement),
        how_to=tuple(_(step) for step in e.how_to),
        camera=_(e.camera),
        guide=_(e.guide) if e.guide else "",
        tempo=replace(Tempo.parse(e.tempo), set_by="guide"),
        lowers_first=e.lowers_first,
        longest_s=e.longest_s,
        shortest_s=e.shortest_s,
        forgiven_s=e.forgiven_s,
        travels=e.travels,
        clearance=e.clearance,
        limb=tuple(PART[p] for p in e.limb),
        limb_side=e.limb_side,
        side_label=_(e.side_label) if e.side_label else "",
        phases={way: _(word) for way, word in e.phases.items()},
        side_of=_side_of(e.side, which, together) if e.side else None,
        weights=e.weights,
        variants=tuple(v.name for v in e.variants),
        variant_of=which,
        both_sides_in=together,
        rep_signals=[s for said in e.signals for s in _signals(said)],
        ranges=[_range(r, e.variants) for r in e.ranges],
        gates=[_gate(g) for g in e.gates],
        tells=[_gate(g) for g in e.tells],
        views={v: ViewSupport(s.count, s.range, s.reliable, s.rough) for v, s in e.views.items()},
        cues=[_cue(c, sources) for c in e.cues],
        unseen={id_: _(why) for id_, why in e.unseen.items()},
    )


def _must_be_seen(e: ExerciseFile) -> None:
    """That it names only landmarks of its own model."""
    limits = [x.measure for c in e.cues for x in c.limits] + [r.measure for r in e.ranges]
    signals = [m for s in e.signals for m in (s.measure or "", *(c.measure for c in s.conditions))]
    others = [x.measure for x in (*e.gates, *e.tells)] + [v.measure or "" for v in e.variants]
    chains = [" ".join(c) for c in (e.limb, *(c.limb for c in e.cues), *(s.needs for s in e.signals))]
    named = set(re.findall(r"\w+", " ".join([*limits, *signals, *others, *chains])))
    own = {*BY_NAME[e.landmarks].by_name, *(("nose",) if e.landmarks == BODY.name else ())}
    if strange := sorted(named & {"nose", *PART} - own):
        raise ValueError(f'"{strange[0]}" is no landmark of a {e.landmarks}; there are {", ".join(sorted(own))}')


def _variant_of(variants: tuple[VariantFile, ...]) -> Callable[[RepWindow], str]:
    tried = [(v.name, measure(v.measure), v.within) for v in variants if v.measure and v.within]
    otherwise = next((v.name for v in variants if not v.measure), variants[-1].name)

    def which(w: RepWindow) -> str:
        return next((name for name, m, (low, high) in tried if low <= m(w) <= high), otherwise)

    return which


def _side_of(
    name: str, which: Callable[[RepWindow], str] | None, together: tuple[str, ...]
) -> Callable[[RepWindow], Side | None]:
    if name not in SIDES:
        raise ValueError(f'side "{name}" is not known; there are {", ".join(SIDES)}')
    side = SIDES[name]
    return lambda w: None if which and which(w) in together else side(w)


def _signals(s: SignalFile) -> Iterator[RepSignal]:
    if bool(s.measure) == bool(s.conditions):
        raise ValueError(f'the signal "{s.name}" needs a measure, or the conditions of a hold')
    read_ = geometry(s.measure) if s.measure else None
    for side in Side if s.side else (None,):
        yield RepSignal(
            name=f"{side} {s.name}" if side else s.name,
            signal=read_.of_side(side) if read_ else in_position(s.conditions, side),
            travel=s.travel,
            unit=read_.unit if read_ else "deg",
            views=frozenset(s.views),
            needs=tuple(PART[p] for p in s.needs),
            side=side,
            looks_back_s=max((geometry(c.measure).seconds for c in s.conditions), default=0.0),
        )


def _range(r: RangeFile, variants: tuple[VariantFile, ...]) -> Range:
    targets = r.target if isinstance(r.target, dict) else {v.name: r.target for v in variants} or {"": r.target}
    read_ = measure(r.measure)
    return Range(
        name=r.name,
        unit=r.unit,
        measure=(lambda w: r.scale * read_(w)) if r.scale != 1 else read_,
        targets=targets,
        uncertainty=r.uncertainty,
        views=frozenset(r.views),
    )


def _gate(g: GateFile) -> Gate:
    return Gate(
        measure=measure(g.measure),
        within=g.within,
        clearly=g.clearly,
        by_place=g.by_place,
        say=_(g.say),
        attempt=g.attempt,
        views=frozenset(g.views),
        cue=g.cue,
    )


def _cue(c: CueFile, sources: Mapping[str, Reference]) -> Cue:
    if unknown := [tag for tag in c.sources if tag not in sources]:
        raise ValueError(f'the cue "{c.id}" names the source "{unknown[0]}", which [sources] lacks')
    signs: list[Sign] = [_limit(c.id, x) for x in c.limits]
    if c.short:
        signs.append(ShortRange(c.short.share, c.short.uncertainty))
    if c.rushed:
        signs.append(RushedPhase(c.rushed.least, c.rushed.shares))
    if c.declines:
        signs.append(RangeDecline())
    return Cue(
        id=c.id,
        say=_(c.say),
        meaning=_(c.meaning),
        severity=c.severity,
        references=tuple(sources[tag] for tag in c.sources),
        signs=tuple(signs),
        good=_(c.good) if c.good else "",
        about=c.about,
        unless=c.unless,
        limb=Limb(tuple(PART[p] for p in c.limb), c.limb_side) if c.limb else None,
        shows=_shows(measure(c.limits[0].measure)) if c.limits else None,
    )


def _limit(id_: str, x: LimitFile) -> Threshold:
    m = measure(x.measure)
    if (x.above is None) == (x.below is None):
        raise ValueError(f'a limit of the cue "{id_}" is either above or below a number')
    g = m.geometry
    unit = x.unit or (g and {"deg": "deg", "trunk": "T"}[g.unit])
    if not unit:
        raise ValueError(f'the measure "{x.measure}" of the cue "{id_}" needs a unit')
    return Threshold(
        measure=m.evidence,
        limit=x.below if x.above is None else x.above,  # type: ignore[arg-type]
        below=x.above is None,
        uncertainty=x.uncertainty,
        unit=unit,
        why=x.why,
        views=frozenset(x.views),
        needs=_(x.needs) if x.needs else "",
        near=x.near,
        frames=_frames(g) if g else None,
    )


def _frames(g: Geometry) -> Callable[[RepWindow], Floats]:
    return lambda w: g.within(w, w.track)


def _shows(m: MeasureOf) -> Shows | None:
    """What is judged is what a picture draws: the angle at a joint, between a line and where it should be."""
    g = m.geometry
    if g is None or g.word not in ("angle", "bend", "off_line") or None in g.parts:
        return None
    before, joint, end = g.parts
    assert joint is not None and end is not None
    side = {"working": "working", "other": "other", "middle": "middle"}.get(g.of, "near")
    return Shows(joint, end, "straight", before, side)  # type: ignore[arg-type]
