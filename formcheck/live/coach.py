"""What to say while the set runs: the count, at most one cue per repetition, and praise once a fault is fixed.

Utterances are kept in `said` and passed to a voice if there is one. A repetition is complete when the person is
back at rest, so the coach never talks during the hard part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Literal

from formcheck.judging.cue_verdict import CueFault
from formcheck.judging.faults import FormJudgement, judge_form
from formcheck.messages import _
from formcheck.motion.cue import Cue
from formcheck.motion.pose import Side
from formcheck.motion.session import Session
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.spec import Exercise, Tempo
from formcheck.source import LandmarkFrame
from formcheck.wording import plural

GRAVE = 3  # cued at once
FORM = 2  # cued when two of the last repetitions show it
LATELY = 3  # repetitions
MARK_S = 10.0  # of a hold
AGAIN_S = 10.0  # before the same cue is said again
FIXED = 3  # repetitions close to the target earn praise
PRAISE = _("Good, you fixed that")

Kind = Literal["count", "cue", "praise", "notice"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """t is the second of the set at which it was said."""

    t: float
    kind: Kind
    text: str
    cue: str | None = None


@dataclass(slots=True, kw_only=True)
class Standing:
    """The set so far, for the screen."""

    done: SetAnalysis | None = None
    count: int = 0  # of the side at work
    other: int = 0  # of the other one
    held_s: float = 0.0  # of the open hold
    side: Side | None = None
    cue: Cue | None = None  # the last one said, until it is fixed
    praise: str = ""  # after the last repetition
    faults: list[CueFault] = field(default_factory=list)  # of the last repetition


class Coach:
    """A watcher that tracks the set and decides what to say."""

    def __init__(self, exercise: Exercise, tempo: Tempo, say: Callable[[Utterance], None] = lambda u: None) -> None:
        self._exercise, self._tempo, self._say = exercise, tempo, say
        self.standing = Standing()
        self.silent = False  # while it catches up on what was seen before
        self.said: list[Utterance] = []
        self._known: tuple[int, ...] = (0,)
        self._tried = self._told = self._marked = 0
        self._when: dict[str, float] = {}  # when each cue was said
        self._clean: dict[str, int] = {}  # repetitions close to its target since

    def push(self, seen: LandmarkFrame, session: Session) -> None:
        if self._exercise.kind == "holds":
            self._mark(seen.t, session.held_s)
        nearly = session.nearly()
        known = (len(session.found), *(id(f) for f in nearly))
        if known == self._known:
            return
        self._known = known
        done = session.so_far(nearly)
        form = judge_form(self._exercise, done, self._tempo)
        self._stand(done, form)
        held = self._exercise.kind == "holds"  # judged again and again while it lasts; its seconds are said
        new = 1 if held and done.reps else len(done.reps) - self._told
        if new > 0:
            self.standing.praise = ""
            self._told = len(done.reps)
            if not held:
                self._speak(seen.t, Utterance(seen.t, "count", str(self.standing.count)))
            self._after_rep(seen.t, done, form, new)
        self._after_attempt(seen.t, done)

    def notice(self, t: float, text: str) -> None:
        """Say something that is not about a repetition."""
        self._speak(t, Utterance(t, "notice", text))

    def count_down(self, t: float, n: int) -> None:
        """Say how many seconds are left until the set starts."""
        self._speak(t, Utterance(t, "count", f"{n}"))

    def _mark(self, t: float, held_s: float) -> None:
        """Say the seconds of the open hold, every ten."""
        s = self.standing
        s.held_s = held_s
        tens = int(held_s // MARK_S)
        if tens > self._marked:
            self._speak(t, Utterance(t, "count", plural(round(tens * MARK_S), "second")))
        self._marked = tens

    def _stand(self, done: SetAnalysis, form: FormJudgement) -> None:
        s = self.standing
        s.done = done
        if done.reps:
            s.side = done.reps[-1].side
            s.count = sum(r.side is s.side for r in done.reps)
            s.other = len(done.reps) - s.count
            s.faults = form.faults[-1]
        if s.cue and s.cue.id not in {f.cue.id for f in s.faults}:
            s.cue = None

    def _after_rep(self, t: float, done: SetAnalysis, form: FormJudgement, new: int) -> None:
        latest = {f.cue.id: f for faults in form.faults[-new:] for f in faults}
        recent = Counter(f.cue.id for faults in form.faults[-max(new, LATELY) :] for f in faults)
        habit = {id_ for id_, n in recent.items() if n > 1}
        due = [
            f
            for f in latest.values()
            if f.severity >= (FORM if self._exercise.kind == "holds" else GRAVE)
            or (f.severity == FORM and f.cue.id in habit)
        ]  # fmt: skip
        due = [f for f in due if t - self._when.get(f.cue.id, -AGAIN_S) >= AGAIN_S]
        if due:
            self._cue(t, max(due, key=lambda f: f.severity).cue)
        self._praise(t, set(latest), form.near[-1], said=bool(due))

    def _after_attempt(self, t: float, done: SetAnalysis) -> None:
        """Cue a movement that a gate rejected as a failed attempt."""
        tried = [a for a in done.attempts if a.tried]
        if len(tried) > self._tried:
            ids = {g.cue for g in self._exercise.gates if g.cue and g.say == tried[-1].detail}
            judged = self._exercise.sees(done.view).reliable
            cue = next((c for c in self._exercise.cues if c.id in ids and c.id in judged), None)
            if cue and t - self._when.get(cue.id, -AGAIN_S) >= AGAIN_S:
                self._cue(t, cue)
        self._tried = len(tried)

    def _cue(self, t: float, cue: Cue) -> None:
        self.standing.cue = cue
        if self.silent:  # not heard: it is due again
            return
        self._when[cue.id], self._clean[cue.id] = t, 0
        self._speak(t, Utterance(t, "cue", cue.say, cue.id))

    def _praise(self, t: float, broken: set[str], near: Collection[str], *, said: bool) -> None:
        """Praise a fixed cue; one at a time, and never together with a cue or a fault of the same body part."""
        cues = {c.id: c for c in self._exercise.cues}
        for id_ in list(self._clean):
            self._clean[id_] = 0 if id_ in broken else self._clean[id_] + (id_ in near)
            criticised = any(cues[other].about == cues[id_].about for other in broken)
            if self._clean[id_] >= FIXED and not said and not criticised:
                said = True
                del self._clean[id_]
                self.standing.praise = cues[id_].good or PRAISE
                self._speak(t, Utterance(t, "praise", self.standing.praise, id_))

    def _speak(self, t: float, u: Utterance) -> None:
        if self.silent:
            return
        self.said.append(u)
        self._say(u)
