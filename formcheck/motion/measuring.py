"""From a movement that a counter found to one that is shaped, measured and checked by the gates of its exercise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from formcheck.motion.delag import unlag
from formcheck.motion.hold_form import narrowed, settled, spans_beyond
from formcheck.motion.movement import Evidence, Movement, Refusal
from formcheck.motion.plausible import HEAD_CUT, doubts_in
from formcheck.motion.pose import Pose, Side, Track, camera_moved, camera_travel, median
from formcheck.motion.rep_phases import shaped
from formcheck.motion.rep_window import INTO_S, REST_S, RepWindow
from formcheck.motion.settings import Settings
from formcheck.motion.signals import trunk_length
from formcheck.motion.spec import Exercise, RepSignal
from formcheck.motion.thresholds import Threshold
from formcheck.motion.view import view_of

BEFORE_S = 1.2  # of the poses before a valley are measured too
LIMB_SEEN = 0.2  # of the frames: repetitions 0.33 and more, a shrug filmed down to the thighs 0
PARTS_SEEN = ("tracking-lost", "no-frames", "moved-away", "too-long", "unfinished", "cut")  # of what is not whole


def measured(
    exercise: Exercise,
    settings: Settings,
    signal: RepSignal,
    m: Movement,
    *,
    poses: Sequence[Pose],
    scale: float,
    aspect: float,
) -> Movement:
    """The movement with everything that its poses show.

    scale   the trunk's length where its rest does not show it
    aspect  width over height of the picture
    """
    track = unlag(Track.of(poses).between(m.valley_s - BEFORE_S, max(m.closed_s, m.end_s)))
    whole = m.reason not in PARTS_SEEN
    held = exercise.kind == "holds"
    if not held:
        m = _with_edges(m, signal, track, whole=whole, shortest_s=exercise.shortest_s)
    elif exercise.seconds == "active":  # what moves all the time never comes to rest
        m = narrowed(m, signal.lag_s, poses[0].t, poses[-1].t)
    else:
        m = settled(m, track, exercise.limb)
    places = [p.place for p in poses if m.start_s - REST_S <= p.t <= m.end_s]
    m = replace(m, camera_moved=camera_moved(places), camera=camera_travel(places))
    doubts = doubts_in([p for p in poses if m.start_s - REST_S <= p.t <= m.end_s], aspect)
    if HEAD_CUT in doubts:  # a count by it is doubtful, and nothing is measured by it
        track = track.without(HEAD_CUT.landmarks)
    view = settings.view or view_of(track.between(m.valley_s, m.closed_s), exercise.posture)
    lengths = trunk_length(track.between(m.start_s - (0 if held else REST_S), m.end_s if held else m.start_s + INTO_S))
    trunk = median(lengths) if len(lengths) else scale
    window = RepWindow.cut(track, m, trunk, view, signal.side)
    side = settings.side or signal.side or (exercise.side_of(window) if exercise.side_of else None)
    window = replace(window, side=side)
    sees = exercise.sees(view)
    told = {None, *sees.judged}  # a gate that breaks a cue refuses only where the view shows it
    gates = [g for g in (*exercise.gates, *signal.gates) if view in g.views and g.cue in told]
    refused = tuple(
        Refusal(g.say, g.attempt, g.doubts(x, camera_moved=m.camera_moved), of_signal=g in signal.gates)
        for g in gates
        if g.refuses(x := g.measure(window))
    )
    this = all(r.attempt or r.doubtful for r in refused)  # of another movement nobody asks more
    ranges = exercise.ranges if this else ()
    variant = exercise.variant_of(window) if exercise.variant_of else None
    return replace(
        m,
        signal=signal.name,
        view=view,
        refused=refused,
        ranges=tuple(r.measure(window) for r in ranges),
        strains=tuple(r.degraded_by(window) if r.degraded_by else 0.0 for r in ranges),
        variant=variant,
        side=settings.side or (None if variant in exercise.both_sides_in else side),
        frame_s=median(np.diff(window.track.t)) if len(window.track) > 1 else 0.0,
        evidence=_evidence(exercise, window) if whole and this else {},
        broken=_broken(exercise, window) if held else {},
        both=exercise.both_of(window) if exercise.both_of else None,
        shot=poses[-1].place.shot,
        doubts=doubts,
        limb_seen=_limb_seen(exercise, window.track),
        alike=tuple(g.say for g in exercise.alike if view in g.views and not g.refuses(g.measure(window))),
    )


def _with_edges(m: Movement, signal: RepSignal, track: Track, *, whole: bool, shortest_s: float) -> Movement:
    shape = shaped(m, track.t, (signal.edges or signal.signal)(track)) if whole else None
    if shape is None:
        return replace(m, reason=m.reason or "tracking-lost")
    if m.reason is None and shape.end_s - shape.start_s < shortest_s:
        return replace(shape, reason="too-fast")
    return shape


def _broken(exercise: Exercise, window: RepWindow) -> dict[str, tuple[tuple[float, float], ...]]:
    """By cue that the view judges, from when to when a hold broke it."""
    sees = exercise.sees(window.view)
    signs = {c.id: c.sign_in(window.view) for c in exercise.cues if c.id in sees.judged}
    return {id_: spans_beyond(s, window) for id_, s in signs.items() if isinstance(s, Threshold) and s.frames}


def _limb_seen(exercise: Exercise, track: Track) -> bool:
    """Whether any landmark of the working limb beyond its root was seen, on either side, in enough frames."""
    parts = [track.at(part, side) for part in exercise.limb[1:] for side in Side]
    if not parts or not len(track):
        return True
    return bool(np.mean(~np.isnan(parts).all(0)) > LIMB_SEEN)


def _evidence(exercise: Exercise, window: RepWindow) -> dict[str, Evidence]:
    sees = exercise.sees(window.view)
    measures = {c.id: c.measure_in(window.view) for c in exercise.cues if c.id in sees.judged}
    return {id_: measure(window) for id_, measure in measures.items() if measure}
