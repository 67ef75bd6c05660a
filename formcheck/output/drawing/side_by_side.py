"""Two sets as one video, side by side at the same phase, with the curves of both below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import nan
from pathlib import Path

import av
import cv2
import numpy as np

from formcheck.capture.frames import Frames, Picture
from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.motion.pose import Floats
from formcheck.motion.session import UNSEEN_IS_NAN
from formcheck.output.drawing.blur import Faces, head_of
from formcheck.output.drawing.overlay import draw_body
from formcheck.output.drawing.replay import ReplayOverlay
from formcheck.output.drawing.scene import Scene
from formcheck.output.drawing.text_box import Colour, Word, plate, wrapped
from formcheck.output.drawing.video import image_at, matched, stream_in
from formcheck.output.halves import Half, InStep, in_step
from formcheck.output.movement_curve import told_in
from formcheck.output.phrases import held_for, phases, seconds, size
from formcheck.result import Counted, HoldResult, StepResult
from formcheck.wording import NOUNS, numbered

HIGH = 540  # pixels of both pictures
LARGEST = 960  # of a clip's longer side
STEP_S = 1 / 25
CURVES = 130  # pixels of the curves below
INK, PAPER = (226, 232, 238), (18, 23, 30)
COLOURS: tuple[Colour, Colour] = ((125, 187, 234), (242, 177, 85))  # A and B, as in the page


def write(place: Path, halves: Sequence[tuple[Half, Half]], names: tuple[str, str], *, blur_face: bool) -> None:
    """Write an mp4 (H.264): repetition beside repetition, one side of the body after the other.

    Raises SourceError if a clip cannot be read again, and OSError if the file cannot be written.
    """
    pictures = (p for a, b in halves for p in _pictures(a, b, names, blur_face=blur_face))
    try:
        with av.open(str(place), "w", "mp4", options={"movflags": "+faststart"}) as out:
            stream, t, box = None, 0.0, (0, 0)
            for picture in pictures:
                if stream is None:
                    box = picture.shape[1], picture.shape[0]
                    stream = stream_in(out, *box)
                out.mux(stream.encode(image_at(t, _fitted(picture, box))))
                t += STEP_S
            if stream:
                out.mux(stream.encode(None))
    except av.FFmpegError as e:
        raise OSError(str(e)) from e


def _pictures(a: Half, b: Half, names: tuple[str, str], *, blur_face: bool) -> Iterator[Picture]:
    reels = [_Reel(h, name, colour, blur_face) for h, name, colour in zip((a, b), names, COLOURS, strict=True)]
    try:
        for step in in_step(a, b, STEP_S):
            lines = [r.curve(rep, t) for r, rep, t in zip(reels, step.reps, (step.a, step.b), strict=True)]
            chart = _chart(lines, sum(r.width for r in reels)) if a.kind != "holds" else None
            for k in range(len(step.a)):
                both = [r.picture(rep, float(t[k])) for r, rep, t in zip(reels, step.reps, (step.a, step.b),
                                                                         strict=True)]  # fmt: skip
                pictures = np.hstack(both)
                yield pictures if chart is None else np.vstack([pictures, _with_cursor(chart, k, step)])
    finally:
        for r in reels:
            r.close()


class _Reel:
    """One clip read forwards."""

    def __init__(self, half: Half, name: str, colour: Colour, blur_face: bool) -> None:
        self._half, self._name, self._colour = half, name, colour
        first, last = half.edges(half.reps[0])[0] - 1.0, half.edges(half.reps[-1])[3] + 1.0
        self._frames = Frames(half.path, max(0.0, first), last, LARGEST)
        size_ = self._frames.width, self._frames.height
        self._story = ReplayOverlay(half.clip.result, half.clip.take, size_)
        self._judged = matched(self._frames, self._story.t)
        heads = [head_of(self._story.points(i)) for i in range(len(self._story))] if blur_face else None
        self._faces = Faces(self._story.t, heads) if heads else None
        self._scale = HIGH / self._frames.height
        self.width = round(self._scale * self._frames.width) // 2 * 2
        self._t, self._plain = -np.inf, np.zeros((HIGH, self.width, 3), np.uint8)
        self._ahead = next(self._judged, None)

    def picture(self, rep: Counted, t: float) -> Picture:
        """The last judged frame at t, with the name and the figures of the repetition, hold or step."""
        while self._ahead and self._ahead[1].t <= t + STEP_S / 2:
            i, frame = self._ahead
            self._plain = self._drawn(i, frame.rgb)
            self._ahead = next(self._judged, None)
        out = self._plain.copy()
        unit = HIGH / 26
        small, room = round(unit), self.width - 3 * unit
        names = [Word(x, small, self._colour, bold=True) for x in wrapped(self._name, small, room, bold=True)]
        said = _figures(rep, self._half.clip.result.exercise, judged=self._half.clip.result.form_judged)
        lines = tuple((w,) for w in (*names, *(Word(x, small) for x in said)))
        plate(lines, unit).lay(out, round(unit / 2), round(unit / 2))
        return out

    def _drawn(self, i: int, rgb: Picture) -> Picture:
        picture = rgb.copy()
        if self._faces:
            self._faces.blur(picture, i)
        points = self._story.points(i)
        if self._half.mirrored:
            picture = np.ascontiguousarray(picture[:, ::-1])
            points = np.stack([picture.shape[1] - points[:, 0], points[:, 1]], axis=-1)
        scaled = cv2.resize(picture, (self.width, HIGH), interpolation=cv2.INTER_AREA)
        out = np.asarray(scaled, np.uint8)
        draw_body(out, Scene(points=points * self._scale, limb=self._half.limb))
        return out

    @UNSEEN_IS_NAN
    def curve(self, rep: Counted, at: Floats) -> tuple[Floats, str, Colour]:
        """(n,) change from rest of the counting signal at these seconds, its name and unit."""
        take, found = self._half.clip.take, self._half.clip.take.of_rep(rep)
        if found is None or take.exercise is None:
            return np.full(len(at), nan), "", self._colour
        reading = take.exercise.signal_named(found.signal)
        unit, scale = told_in(reading, take, self._half.clip.result.height_cm)
        t, x = take.t, take.signal(reading)
        seen = ~np.isnan(x)
        name = _("{signal}, {unit}").format(signal=_(reading.name), unit=_(unit))
        return (np.interp(at, t[seen], x[seen]) - found.rest) / scale, name, self._colour

    def close(self) -> None:
        self._frames.close()


def _figures(x: Counted, exercise: str, *, judged: bool) -> list[str]:
    if isinstance(x, HoldResult):
        e = EXERCISES[exercise]
        held = f"{numbered(NOUNS[e.counts], [x.index])} · {held_for(e.name, x.held_s)}"
        return [held, *([_("{clean} of it clean").format(clean=seconds(x.clean_s))] if judged else [])]
    if isinstance(x, StepResult):
        return [_("step {index} · {size}").format(index=x.index, size=size(x.rom))]
    lift, __, lower = phases(EXERCISES[exercise])
    return [
        _("rep {index} · {size}").format(index=x.index, size=size(x.rom)),
        f"{lift} {seconds(x.lasted.concentric_s)} · {lower} {seconds(x.lasted.eccentric_s)}",
    ]


def _chart(lines: list[tuple[Floats, str, Colour]], width: int) -> Picture:
    """Both curves on one scale, if they show the same; the time runs with the video."""
    out = np.full((CURVES, width, 3), PAPER, np.uint8)
    known = [x for x, name, _c in lines if name and not np.isnan(x).all()]
    if not known or len({name for _x, name, _c in lines}) > 1:
        return out
    low, high = min(float(np.nanmin(x)) for x in known), max(float(np.nanmax(x)) for x in known)
    one = len(known) == 2 and np.array_equal(known[0], known[1])  # limbs that move together are counted by one signal
    for x, _name, colour in lines:
        y = CURVES - 12 - (x - low) / max(high - low, 1e-9) * (CURVES - 44)
        points = np.stack([np.linspace(0, width - 1, len(x)), y], axis=-1)
        cv2.polylines(
            out, [np.round(points[~np.isnan(y)]).astype(np.int32)], False, INK if one else colour, 2, cv2.LINE_AA
        )
    plate(((Word(lines[0][1], 16, INK),),), 10).lay(out, 4, 2)
    return out


def _with_cursor(chart: Picture, k: int, step: InStep) -> Picture:
    out = chart.copy()
    x = round(k / max(len(step.a) - 1, 1) * (chart.shape[1] - 1))
    cv2.line(out, (x, 0), (x, CURVES), INK, 2)
    return out


def _fitted(picture: Picture, box: tuple[int, int]) -> Picture:
    """The next pair of halves has other widths: its pictures in the size of the first."""
    if picture.shape[1::-1] == box:
        return picture
    return np.asarray(cv2.resize(picture, box, interpolation=cv2.INTER_AREA), np.uint8)
