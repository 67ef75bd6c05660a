"""formcheck routine run: one set after another, each as `live` judges it, with rests between them."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.capture.camera import RealClock
from formcheck.commands.about import About
from formcheck.commands.analyze import INTERRUPTED
from formcheck.commands.between_sets import LOST, BetweenSets
from formcheck.commands.console import Console
from formcheck.commands.keep_set import keep_set, store_must_open
from formcheck.commands.live_rig import (
    NOBODY,
    Announcer,
    LiveRig,
    announcer,
    graceful_signals,
    run_set,
    screen,
    show_last,
)
from formcheck.commands.options import AnalyzeOptions
from formcheck.commands.resume_routine import choose_resume
from formcheck.commands.routine import balances_of
from formcheck.commands.routine_files import RoutineFiles
from formcheck.commands.stdout import to_stdout
from formcheck.errors import NobodySeen, SourceError
from formcheck.history.store import default_place
from formcheck.live.cameras import Cameras, in_turn, is_file
from formcheck.live.goal import Goal
from formcheck.messages import _
from formcheck.motion.pose import Side
from formcheck.motion.settings import Settings
from formcheck.output.terminal import routine as terminal
from formcheck.result import Result
from formcheck.routine.model import Routine
from formcheck.routine.outcome import outcome_of
from formcheck.routine.plan import PlannedSet, plan
from formcheck.routine.read import load
from formcheck.routine.unfinished import DoneSet, Unfinished, UnfinishedFile, beside, fingerprint
from formcheck.wording import out_of, plural

if TYPE_CHECKING:
    from formcheck.capture.frame_feed import LiveSource
    from formcheck.live.speech import Speech
    from formcheck.live.window import LiveWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineOptions:
    """The options of the command. resume: continue an unfinished run (True), start over (False), or ask (None)."""

    name: str
    cameras: tuple[str, ...]
    person: str | None
    db: Path | None
    store: bool | None  # None: sets from a camera are stored, clips are not
    height_cm: float | None
    model: str
    resume: bool | None
    speech: Speech | None  # None: it does not speak
    window: bool
    windowed: bool
    mirror: bool
    json: Path | None
    html: Path | None
    quiet: bool


def run(asked: RoutineOptions) -> int:
    """Run the routine, or what is left of it; returns the exit code. Always prints a summary of the finished sets."""
    routine = load(asked.name)
    unfinished = UnfinishedFile(beside(asked.db or default_place()))
    planned = plan(routine, balances_of(asked.person, asked.db))
    cameras = in_turn(asked.cameras, len(planned))
    before = choose_resume(unfinished.find(routine, asked.person), len(planned), asked.resume, quiet=asked.quiet)
    if before:
        planned = [replace(p, side=s, because="") for p, s in zip(planned, before.sides, strict=True)]
    with ExitStack() as stack:
        stack.enter_context(graceful_signals())
        window = stack.enter_context(screen(mirror=asked.mirror, full=not asked.windowed)) if asked.window else None
        voice = stack.enter_context(announcer(asked.speech, window=asked.window, quiet=asked.quiet))
        files = stack.enter_context(RoutineFiles(asked.json, asked.html))
        opened = stack.enter_context(Cameras(cameras, asked.model, [p.exercise.landmarks for p in planned]))
        it = _Run(
            asked=asked, routine=routine, planned=planned, unfinished=unfinished, cameras=opened, screen=window,
            voice=voice, files=files, done=list(before.done) if before else [],
        )  # fmt: skip
        for p, camera in zip(planned, cameras, strict=True):
            store_must_open(it.options(p, camera))
        try:
            return it.go()
        except KeyboardInterrupt:
            return INTERRUPTED
        finally:
            it.tell()


class _Run:
    def __init__(
        self, *, asked: RoutineOptions, routine: Routine, planned: list[PlannedSet], unfinished: UnfinishedFile,
        cameras: Cameras, screen: LiveWindow | None, voice: Announcer, files: RoutineFiles, done: list[DoneSet],
    ) -> None:  # fmt: skip
        self._asked, self._routine, self._planned, self._unfinished = asked, routine, planned, unfinished
        self._cameras, self._screen, self._voice, self._files = cameras, screen, voice, files
        self._done = done
        self._broken_off: DoneSet | None = None
        self._results: dict[int, Result] = {}  # by set
        self._between = BetweenSets(planned, cameras, screen, voice, RealClock())

    def options(self, p: PlannedSet, camera: str) -> AnalyzeOptions:
        """The options for a set, as for `live`. The side is detected, because the person may work the other one."""
        keep = self._asked.store if self._asked.store is not None else not is_file(camera)
        return AnalyzeOptions(
            exercise=p.exercise,
            settings=Settings(variant=p.step.its_variant, height_cm=self._asked.height_cm),
            tempo=p.step.its_tempo if p.step.tempo else None,
            model=self._asked.model,
            quiet=self._asked.quiet,
            about=About(self._asked.person),
            store_in=(self._asked.db or default_place()) if keep else None,
        )

    def go(self) -> int:
        """Do all remaining sets."""
        first, last = len(self._done), len(self._planned) - 1
        word = _("Continuing with set {next}").format(next=first + 1) if first else _("First")
        self._voice.between(f"{self._routine.title}, {plural(last + 1, 'set')}. {self._between.announced(first, word)}")
        for i in range(first, last + 1):
            source = self._cameras.at(i)
            source.begin()
            if not self._set(i, source) or (i < last and not self._between.rest(i, source, self._done[-1])):
                return 0
        self._unfinished.forget(self._routine, self._asked.person)
        if all(d.note == NOBODY for d in self._done):
            raise NobodySeen(_("{why}; stand where the camera sees your whole body").format(why=NOBODY))
        self._voice.between(_("That was the last set. Well done."))
        return 0

    def _set(self, i: int, source: LiveSource) -> bool:
        """Do a set, store it and record it as done; False if the person ends the routine.

        An interrupted set is stored too, and repeated when the routine continues.
        """
        p = self._planned[i]
        options = self.options(p, self._cameras.names[i])
        goal = Goal(p.step.reps, p.step.seconds, Side(p.side) if p.side else None, within=True)
        stage = LiveRig(source, self._screen, self._voice, waits=not is_file(self._cameras.names[i]))
        while (done := run_set(stage, options, goal)).conductor.start_over:
            pass
        ended, result = done.conductor.ended, done.result
        if result:
            one = DoneSet.of(result, p, done.conductor.corrected)
            self._results[i] = result
            self._voice.print(
                _("set {next} of {n}, {title}: {outcome}").format(
                    next=i + 1, n=len(self._planned), title=p.title, outcome=terminal.came_to(one, p)
                )
            )
            if options.store_in:
                keep_set(result, options)
        else:
            one = DoneSet(reps=0, note=_("skipped") if ended == "next" else NOBODY)
        if source.lost or ended in ("quit", "stopped"):
            self._broken_off = one if result else None
            if source.lost:
                raise SourceError(LOST.format(source.lost))
            if ended == "stopped":
                raise KeyboardInterrupt
            return False
        self._note_down(one)
        return True

    def _note_down(self, one: DoneSet) -> None:
        self._done.append(one)
        sides = [p.side for p in self._planned]
        self._unfinished.keep(
            Unfinished(
                routine=fingerprint(self._routine), person=self._asked.person, at=datetime.now(UTC), sides=sides,
                done=self._done,
            )
        )  # fmt: skip

    def tell(self) -> None:
        """Print one line per set and what to fix next; how to continue, if sets are left."""
        done = [*self._done, *([self._broken_off] if self._broken_off else [])]
        left = len(self._planned) - len(self._done)
        self._files.write(
            outcome_of(self._routine, self._planned, done, self._results, self._asked.person, complete=not left)
        )
        if done and not self._asked.quiet and not self._files.to_stdout:
            with to_stdout():
                terminal.summary(self._routine, self._planned, done, Console())
        if left and self._done:
            self._voice.print(
                _("{part} done; continue with formcheck routine run {name}").format(
                    part=out_of(len(self._done), len(self._planned), "set"), name=self._asked.name
                )
            )
        if not left and self._screen:
            self._card(self._screen, done)

    def _card(self, window: LiveWindow, done: list[DoneSet]) -> None:
        rows = [f"{p.title}: {terminal.amount_done(d, p)}" for p, d in zip(self._planned, done, strict=True)]
        fix = terminal.fix_next(self._planned, done)
        foot = fix and _("Next time: {fix}").format(fix=fix)
        card = partial(window.show_list, title=self._routine.title, rows=rows, foot=foot)
        show_last(window, card, stays=not all(is_file(c) for c in self._cameras.names))
