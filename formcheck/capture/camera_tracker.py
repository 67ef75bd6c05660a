"""How the camera moves while it films, from what lies behind the person: carried, bumped, zoomed, cut.

Every picture is laid over a key picture by points of the background (Lucas & Kanade 1981, pyramids), with a
similarity that most of them agree on (RANSAC, Fischler & Bolles 1981). A still camera gives exactly no motion.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.capture.picture import Picture, cv2, scaled_size, size_of
from formcheck.motion.pose import CameraPlace
from formcheck.source import Singles

SIDE = 320  # pixels on the longer side: enough for a third of a pixel, and cheap
POINTS, APART, QUALITY = 80, 9, 0.01  # of the background, pixels between two
WINDOW, LEVELS = 11, 3
ENOUGH = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 10, 0.03)  # steps, and pixels of the last: then it is found
NEAR = 1.0  # pixels from the fit: agrees
AGREE, SURE, LEAST = 0.5, 0.75, 10  # share of the points that must, to begin with and later, and their number
STILL = 0.75  # pixels: most points moved less, and the camera is still
BLANK = 6.0  # grey levels of mean change: with no points to tell, the scene is another
CUT = 12.0  # the same, where points do not agree
SUDDEN, USUAL = 3.0, 0.2  # times the usual change: a cut; a stop-motion film changes as much all the time
MARGIN = 0.25  # of the person's extent, left out on every side
FAINT = 8  # grey levels around a corner: a move of STILL changes more
LOOK_AGAIN = 15  # pictures after which points are looked for again on a blank wall
SAME, FROZEN_S = 1, 0.6  # grey levels and seconds: in 212 clips nobody stands so still for more than 0.4
LEFT, LEFT_OVER = 0.5, 0.25  # of the key's points: with fewer, a new key picture; after a jump they left the picture

Grey = NDArray[np.uint8]
Spots = NDArray[np.float32]
Box = NDArray[np.float32]


@dataclass(slots=True)
class _Key:
    grey: Grey
    spots: Spots  # (n, 1, 2)
    turn: complex  # from this picture to the first one
    shift: complex


class CameraTracker:
    """Push each picture with the last landmarks; get where the camera is, relative to the first picture of the shot."""

    def __init__(self) -> None:
        self._key: _Key | None = None
        self._last: tuple[Grey, Box | None] | None = None
        self._place = CameraPlace()
        self._moving = False
        self._guess: Spots | None = None
        self._usual: float | None = None  # running mean of the change between two pictures
        self._changed_s = 0.0  # when the picture last changed
        self._blank_for = 0  # pictures since points were looked for and not found

    def push(self, t: float, rgb: Picture, person: Singles | None) -> CameraPlace:
        """Where the camera is; a picture that has been the same for FROZEN_S is frozen.

        person  (33, 3) image landmarks of the picture before, if somebody was seen
        """
        grey = _small(rgb)
        box = None if person is None else _box(person, grey.shape[1], grey.shape[0])
        if self._last is None:
            self._changed_s = t
            self._new_key(grey, box, self._place)
        else:
            difference = cv2.absdiff(grey, self._last[0])
            if difference.max() > SAME:
                self._changed_s = t
                change = float(difference.mean())
                self._place = self._find(grey, box, change)
                self._usual = change if self._usual is None else self._usual + USUAL * (change - self._usual)
        self._last = grey, box
        return replace(self._place, frozen=t - self._changed_s > FROZEN_S)

    def _find(self, grey: Grey, box: Box | None, change: float) -> CameraPlace:
        place, sudden = self._place, self._usual is not None and change > SUDDEN * self._usual
        if self._blank_for:
            self._blank_for = (self._blank_for + 1) % LOOK_AGAIN
            fit = None
        elif (fit := self._fit(grey, box, sudden=sudden)) is None and self._last is not None:
            self._new_key(*self._last, place)
            fit = self._fit(grey, box, sudden=sudden)
            if fit is None and sudden and self._key is not None:  # a jump too far for the points to be found again
                self._guess = self._key.spots + _jump(self._last[0], grey)
                fit = self._fit(grey, box, sudden=sudden)
        if fit is not None:
            return replace(place, turn=fit[0], shift=fit[1]) if self._moving else place
        if sudden and change > (BLANK if self._blank_for else CUT):
            place, self._moving, self._blank_for = CameraPlace(shot=place.shot + 1), False, 0
        if not self._blank_for:
            self._new_key(grey, box, place)  # nothing tells where it is: taken to be where it was
        return place

    def _fit(self, grey: Grey, box: Box | None, *, sudden: bool) -> tuple[complex, complex] | None:
        """From this picture to the first one. Somebody who passes does not come suddenly: then fewer points will do."""
        key = self._key
        if key is None or len(key.spots) < LEAST:
            return None
        if not self._moving and _unchanged(grey, key):
            return key.turn, key.shift
        guess = key.spots if self._guess is None else self._guess
        tracked, ok, _ = cv2.calcOpticalFlowPyrLK(
            key.grey,
            grey,
            key.spots,
            guess.copy(),
            winSize=(WINDOW, WINDOW),
            maxLevel=LEVELS,
            criteria=ENOUGH,
            flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
        )
        now = np.asarray(tracked, np.float32)
        good = (ok[:, 0] == 1) & _outside(now[:, 0], box) & _inside(now[:, 0], grey)
        if good.sum() < max(LEAST, (LEFT_OVER if sudden else LEFT) * len(key.spots)):
            self._guess = None
            return None
        if not self._moving:
            moved = np.hypot(*(now[good] - key.spots[good])[:, 0].T)
            if np.median(moved) <= STILL:
                return key.turn, key.shift
        m, agree = cv2.estimateAffinePartial2D(now[good], key.spots[good], ransacReprojThreshold=NEAR, maxIters=200)
        if m is None or agree.sum() < max(LEAST, (AGREE if self._moving or sudden else SURE) * good.sum()):
            self._guess = None
            return None  # others move, not the camera, or the scene is another one
        self._moving = True
        back = cv2.invertAffineTransform(m)
        self._guess = (key.spots[:, 0] @ back[:, :2].T + back[:, 2])[:, None].astype(np.float32)
        height = grey.shape[0]
        turn = complex(m[0, 0], -m[1, 0])  # y up
        shift = complex(m[0, 2], -m[1, 2]) / height + 1j - 1j * turn
        return key.turn * turn, key.turn * shift + key.shift

    def _new_key(self, grey: Grey, box: Box | None, place: CameraPlace) -> None:
        mask = np.full(grey.shape, 255, np.uint8)
        if box is not None:
            x0, y0, x1, y1 = (int(v) for v in np.clip(box, 0, SIDE))
            mask[y0:y1, x0:x1] = 0
        found = cv2.goodFeaturesToTrack(grey, POINTS, QUALITY, APART, mask=mask)
        spots = np.empty((0, 1, 2), np.float32) if found is None else np.asarray(found, np.float32)
        self._key, self._guess = _Key(grey, spots, place.turn, place.shift), None
        self._blank_for = int(len(spots) < LEAST)


def _unchanged(grey: Grey, key: _Key) -> bool:
    """Whether most points look as they did: cheaper than to look for them."""
    around = cv2.dilate(cv2.absdiff(grey, key.grey), np.ones((3, 3), np.uint8))
    x, y = key.spots[:, 0].astype(int).T
    return bool(np.median(around[y, x]) < FAINT)


def _jump(before: Grey, after: Grey) -> Spots:
    """How far the whole picture jumped, in pixels (Kuglin & Hines 1975, phase correlation)."""
    window = cv2.createHanningWindow(before.shape[::-1], cv2.CV_32F)
    shift, _ = cv2.phaseCorrelate(before.astype(np.float32), after.astype(np.float32), window)
    return np.array(shift, np.float32)


def _small(rgb: Picture) -> Grey:
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)  # first: a third is left to scale
    return np.asarray(cv2.resize(grey, scaled_size(size_of(rgb), SIDE), interpolation=cv2.INTER_AREA), np.uint8)


def _box(person: Singles, width: int, height: int) -> Box:
    """Left, top, right, bottom of the person, with a margin."""
    spots = person[:, :2] * (width, height)
    low, high = spots.min(0), spots.max(0)
    margin = MARGIN * np.minimum(*(high - low))
    return np.concatenate((low - margin, high + margin)).astype(np.float32)


def _outside(spots: Spots, box: Box | None) -> NDArray[np.bool_]:
    if box is None:
        return np.ones(len(spots), bool)
    return np.asarray(((spots < box[:2]) | (spots > box[2:])).any(1))


def _inside(spots: Spots, grey: Grey) -> NDArray[np.bool_]:
    return np.asarray(((spots >= 0) & (spots < grey.shape[::-1])).all(1))
