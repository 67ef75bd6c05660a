"""A typical repetition of each half at the same four phases, as pictures for the page."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.capture.stills import stills
from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.output.drawing.blur import Faces, head_of
from formcheck.output.drawing.scene import pixels
from formcheck.output.halves import Half
from formcheck.output.page.still_picture import Still, cut, size_of, still
from formcheck.output.phrases import clock, counts
from formcheck.wording import NOUNS, numbered

LONGEST = 420  # pixels of a picture's longer side


@dataclass(frozen=True, slots=True, kw_only=True)
class PhasePicture:
    """One phase of both halves."""

    name: str
    a: Still
    b: Still
    says: tuple[str, str]


def phase_pictures(a: Half, b: Half, *, blur_face: bool) -> list[PhasePicture]:
    """The phases whose frames were found in both clips."""
    sizes = [_size(h) for h in (a, b)]
    wide = max(w / h for w, h in sizes)  # one shape, so that both are equally high side by side
    shots = [_stills(h, (round(wide * s[1]), s[1]), blur_face=blur_face) for h, s in zip((a, b), sizes, strict=True)]
    names = _names(a)
    return [
        PhasePicture(name=name, a=x[0], b=y[0], says=(x[1], y[1]))
        for name, x, y in zip(names, *shots, strict=True)
        if x and y
    ]


def _names(half: Half) -> tuple[str, str, str, str]:
    if half.kind == "holds":
        return _("start"), _("after a third"), _("after two thirds"), _("end")
    if half.kind == "steps":
        return _("start"), _("on the way out"), _("widest"), _("on the way back")
    if EXERCISES[half.clip.result.exercise].lowers_first:
        return _("start"), _("halfway down"), _("bottom"), _("halfway up")
    return _("start"), _("halfway up"), _("top"), _("halfway down")


def _frames(half: Half) -> list[int]:
    t = half.clip.take.t
    return [int(np.argmin(np.abs(t - s))) for s in half.moments]


def _size(half: Half) -> tuple[int, int]:
    source, take = half.clip.result.source, half.clip.take
    return size_of([take.track(i, i + 1).xy[0] for i in _frames(half)], source.width, source.height)


def _stills(half: Half, size: tuple[int, int], *, blur_face: bool) -> list[tuple[Still, str] | None]:
    source, take = half.clip.result.source, half.clip.take
    size = min(size[0], source.width), min(size[1], source.height)
    wanted, t = _frames(half), take.t
    found = {frame.t: frame for frame in stills(half.path, sorted({float(t[i]) for i in wanted}))}
    faces = None
    if blur_face:
        faces = Faces(t, [head_of(pixels(xy, source.height)) for track in take.tracks for xy in track.xy])
    out: list[tuple[Still, str] | None] = []
    for i in wanted:
        frame = found.get(float(t[i]))
        if frame is None:
            out.append(None)
            continue
        rgb, xy = frame.rgb.copy(), take.track(i, i + 1).xy[0]
        if faces:
            faces.blur(rgb, i)
        if half.mirrored:
            rgb, xy = np.ascontiguousarray(rgb[:, ::-1]), source.width / source.height - xy.conjugate()
        part = cut(xy, size, source.width, source.height)
        which = numbered(NOUNS[counts(half.clip.result)], [half.typical.index])
        said = _("{which}, at {t}").format(which=which, t=clock(float(t[i])))
        out.append((still(rgb, xy, part, half.limb, longest=LONGEST), said))
    return out
