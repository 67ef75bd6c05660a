"""The pictures of the faults: which frames are needed, and what each one shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from formcheck.capture.frames import Frame
from formcheck.messages import _
from formcheck.motion.highlight import Bone, Shows
from formcheck.motion.pose import Points
from formcheck.motion.rep_window import REST_S
from formcheck.motion.spec import Exercise
from formcheck.output import phrases
from formcheck.output.drawing.blur import Faces, head_of
from formcheck.output.drawing.cue_angle import Angle, angle_of
from formcheck.output.drawing.scene import pixels
from formcheck.output.landmark_log import LandmarkLog
from formcheck.output.page.fault_moments import Broken, Moment, side_of
from formcheck.output.page.still_picture import LONGEST, Still, cut, size_of, still
from formcheck.result import Fault
from formcheck.wording import NOUNS, as_sentence, numbered

MOST = 6  # cues with pictures; the others get text only
FRAMES, STRIP = 6, 240  # pictures of a strip, and pixels of their longer side
WITHOUT = {
    "rep": _("{where}: the same point of a rep without this fault"),
    "hold": _("{where}: a moment without this fault"),
    "bout": _("{where}: a moment without this fault"),
    "step": _("{where}: the same point of a step without this fault"),
}
AGREES_DEG = 5.0  # an angle is labelled only if this frame shows the measured value; within 4.4 on 22 clips


@dataclass(slots=True, kw_only=True)
class Illustrated:
    """One picture of a cue. kind is "worst", or "best" for its counterpart; kept says whether the cue was kept.

    over  in a strip: the phase has ended by then
    """

    kind: str
    kept: bool
    caption: str
    alt: str
    still: Still
    over: bool = False


@dataclass(slots=True, kw_only=True)
class _Wanted:
    cue: int
    kind: str
    kept: bool
    caption: str
    frame: int
    t: float
    xy: Points
    limb: Sequence[Bone]
    angle: Angle | None
    text: str | None
    over: bool = False
    longest: int = LONGEST
    size: tuple[int, int] = field(default=(0, 0))


def times_of(found: Sequence[Broken], exercise: Exercise, take: LandmarkLog) -> list[float]:
    """The seconds of the frames that illustrated() needs, sorted, without duplicates."""
    return sorted({w.t for w in _wanted(found, exercise, take)})


def illustrated(
    found: Sequence[Broken],
    exercise: Exercise,
    take: LandmarkLog,
    stills: Iterable[Frame],
    frame_size: tuple[int, int],
    *,
    blur_face: bool,
) -> list[list[Illustrated]]:
    """The pictures of each cue, the worst first; none for frames missing from stills."""
    wanted = _wanted(found, exercise, take)
    faces = _faces(take, frame_size[1]) if blur_face else None
    out: list[list[Illustrated]] = [[] for __ in found]
    for i in range(len(found)):
        of_cue = [w for w in wanted if w.cue == i]
        size = size_of([w.xy for w in of_cue], *frame_size)
        for w in of_cue:
            w.size = size
    made: dict[int, Illustrated] = {}
    for frame in stills:
        for k, w in enumerate(wanted):
            if w.t == frame.t:
                if faces:
                    faces.blur(frame.rgb, w.frame)
                part = cut(w.xy, w.size, *frame_size)
                drawn = still(frame.rgb, w.xy, part, w.limb, w.angle, w.text, longest=w.longest)
                said = f"{found[w.cue].cue.say}: {w.caption}"
                made[k] = Illustrated(
                    kind=w.kind, kept=w.kept, caption=w.caption, alt=said, still=drawn, over=w.over
                )  # fmt: skip
    for k, picture in sorted(made.items()):
        out[wanted[k].cue].append(picture)
    return out


def _faces(take: LandmarkLog, height: int) -> Faces:
    return Faces(take.t, [head_of(pixels(xy, height)) for track in take.tracks for xy in track.xy])


def _wanted(found: Sequence[Broken], exercise: Exercise, take: LandmarkLog) -> list[_Wanted]:
    if not len(take.t):
        return []
    out = []
    for i, b in enumerate(found[:MOST]):
        if b.spans:
            out += _strips(i, b, exercise, take)
            continue
        for kind, moment in (("worst", b.shown), ("best", b.best)):
            if moment is not None:
                out.append(_of_moment(i, b, kind, moment, exercise, take))
    return out


def _of_moment(i: int, b: Broken, kind: str, moment: Moment, exercise: Exercise, take: LandmarkLog) -> _Wanted:
    frame = _nearest(take, moment.t)
    angle = _angle(b.cue.shows, moment, take, frame)
    return _Wanted(
        cue=i,
        kind=kind,
        kept=moment.rep is not None and moment.fault is None,
        caption=_caption(moment, b, NOUNS[exercise.counts]),
        frame=frame,
        t=float(take.t[frame]),
        xy=take.track(frame, frame + 1).xy[0],
        limb=exercise.highlight(side_of(moment.rep), b.cue),
        angle=angle,
        text=_text(moment.fault, angle),
    )


def _strips(i: int, b: Broken, exercise: Exercise, take: LandmarkLog) -> list[_Wanted]:
    """Each phase at the same times after its start, so that the quicker one is seen to be ahead."""
    last = max(s.end_s - s.start_s for s in b.spans)
    out = []
    for kind, span in zip(("worst", "best"), b.spans, strict=False):
        for since in np.linspace(0, last, FRAMES).tolist():
            frame = _nearest(take, span.start_s + since)
            out.append(
                _Wanted(
                    cue=i,
                    kind=kind,
                    kept=span.fault is None,
                    caption=phrases.seconds(since / take.slow_motion),
                    frame=frame,
                    t=float(take.t[frame]),
                    xy=take.track(frame, frame + 1).xy[0],
                    limb=exercise.highlight(side_of(span.rep), b.cue),
                    angle=None,
                    text=None,
                    over=span.start_s + since > span.end_s + 1 / 60,
                    longest=STRIP,
                )
            )
    return out


def _nearest(take: LandmarkLog, t: float) -> int:
    return int(np.argmin(np.abs(take.t - t)))


def _angle(shows: Shows | None, moment: Moment, take: LandmarkLog, frame: int) -> Angle | None:
    if shows is None or moment.rep is None:
        return None
    a, b = np.searchsorted(take.t, [moment.rep.start_s - REST_S * take.slow_motion, moment.rep.start_s])
    rest = take.track(int(a), max(int(b), int(a) + 1))
    return angle_of(shows, take.track(frame, frame + 1), rest, side_of(moment.rep))


def _text(fault: Fault | None, angle: Angle | None) -> str | None:
    """The number from the result, never one measured again."""
    if fault is None or angle is None or fault.value is None or fault.unit != "deg":
        return None
    agrees = abs(angle.degrees - abs(fault.value)) <= AGREES_DEG  # a picture shows no sign
    return phrases.quantity(phrases.beyond(fault, fault.value), fault.unit) if agrees else None


def _caption(moment: Moment, b: Broken, noun: str) -> str:
    if moment.rep is None:
        return _("At {t}, in a movement that was not counted").format(t=phrases.clock(moment.t))
    which = as_sentence(numbered(noun, [moment.rep.index]))
    where = _("{which}, at {t}").format(which=which, t=phrases.clock(moment.t))
    if moment.fault is None:
        return WITHOUT[noun].format(where=where)
    return f"{where}: {phrases.evidence(moment.fault, b.cue.shows)}"
