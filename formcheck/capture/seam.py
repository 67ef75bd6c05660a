"""Join stretches to one stream: each frame once, and the camera's places from one first picture a shot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from formcheck.motion.pose import FIRST_PLACE, CameraPlace
from formcheck.source import LandmarkFrame

SAME_S = 1e-4


def joined(stretches: Iterable[Iterable[LandmarkFrame]]) -> Iterator[LandmarkFrame]:
    """The frames of all; a stretch may begin with frames of the one before, its lead, which are left out.

    A stretch knows the camera's places from its own first picture. Its lead ends with the last frame of the stretch
    before: there both saw the camera at the same place.
    """
    last: LandmarkFrame | None = None
    for frames in stretches:
        seam, here, there = last, FIRST_PLACE, FIRST_PLACE if last is None else last.place
        for seen in frames:
            if seam is not None and seen.t <= seam.t + SAME_S:
                if seen.t >= seam.t - SAME_S:
                    here = seen.place
                continue
            last = replace(seen, place=_from_there(seen.place, here, there))
            yield last


def _from_there(place: CameraPlace, here: CameraPlace, there: CameraPlace) -> CameraPlace:
    """The place as seen from where `here` is called `there`."""
    shots = place.shot - here.shot
    if shots or here == there:
        return replace(place, shot=there.shot + shots)
    turn = there.turn / here.turn
    shift = turn * (place.shift - here.shift) + there.shift
    return replace(place, turn=turn * place.turn, shift=shift, shot=there.shot)
