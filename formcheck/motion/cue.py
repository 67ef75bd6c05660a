"""A cue: something a coach would say, how to detect it, and who says so. Data only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from formcheck.motion.highlight import Limb, Shows
from formcheck.motion.movement import Evidence
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.thresholds import RangeDecline, ShortRange, Sign, Threshold
from formcheck.motion.view import View


@dataclass(frozen=True, slots=True)
class Reference:
    """The source of a cue: a book, a paper, a web page, or your own choice, stated as such.

    tag    short, as tables and results give it: CR2
    title  what it is, so that a reader finds it
    """

    tag: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Something a coach would say, and how to detect it.

    severity    3 the repetition is not valid, 2 form, 1 polish
    references  who says so; the first is the one that advice names
    signs       the first that fits the view is used; none: nothing tells it reliably yet
    good        what is said where it was near what is asked for: true of what is measured, and no more
    about       the joint, part or measure it is about: one that is criticised is not praised beside it
    unless      cues that explain it: a repetition that breaks one of them gets only that one
    shows       where a picture shows it, if it is an angle
    limb        what it is about, which pictures colour; None: all that carries the movement
    """

    id: str
    say: str
    meaning: str
    severity: int
    references: tuple[Reference, ...]
    signs: tuple[Sign, ...] = ()
    good: str = ""
    about: str = ""
    unless: tuple[str, ...] = ()
    shows: Shows | None = None
    limb: Limb | None = None

    @property
    def source(self) -> str:
        """The tags of its references, as results and tables write them."""
        return ", ".join(r.tag for r in self.references)

    def sign_in(self, view: View) -> Sign | None:
        return next((s for s in self.signs if isinstance(s, ShortRange | RangeDecline) or view in s.views), None)

    def measure_in(self, view: View) -> Callable[[RepWindow], Evidence] | None:
        """The measure of each repetition for it, besides range and phases."""
        sign = self.sign_in(view)
        return sign.measure if isinstance(sign, Threshold) else sign.also if isinstance(sign, ShortRange) else None
