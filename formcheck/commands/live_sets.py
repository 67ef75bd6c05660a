"""live -e auto: sets recognised one after another and kept as they end; then all are written like those of a clip."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.commands.analyze import INTERRUPTED
from formcheck.commands.analyze_sets import SetFiles, write_sets
from formcheck.commands.console_report import tell_files, tell_safety
from formcheck.commands.ctrl_c import stopping
from formcheck.commands.keep_set import keep_again, keep_set
from formcheck.commands.live_rig import Ended, LiveRig, as_told, run_set, show_last, watch
from formcheck.commands.options import AnalyzeOptions
from formcheck.commands.output_paths import written
from formcheck.commands.stdout import note
from formcheck.errors import FormcheckError, SourceError
from formcheck.live.watch import LEAD_S
from formcheck.messages import _
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise, Tempo
from formcheck.output.phrases import counted, counts
from formcheck.pipeline import Watcher
from formcheck.recognition.sets import BESIDE_S, FoundSet, spans_of
from formcheck.several_sets import SeenSets, part_of
from formcheck.wording import NOUNS, plural

if TYPE_CHECKING:
    from formcheck.capture.frame_feed import LiveSource
    from formcheck.live.goal import Goal
    from formcheck.live.recorder import RawRecorder
    from formcheck.live.session import LiveSession
    from formcheck.live.watch import Settled, Watch
    from formcheck.live.window import LiveWindow
    from formcheck.motion.session import Session
    from formcheck.result import Result
    from formcheck.source import LandmarkFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneLive:
    """A set that was done. over_s: when it was over; recognised: and not chosen from the list."""

    found: FoundSet
    over_s: float
    recognised: bool
    result: Result
    conductor: LiveSession

    @classmethod
    def of(cls, settled: Settled, result: Result, conductor: LiveSession) -> DoneLive:
        moved = [(m.start_s, m.end_s) for m in result.movements] or [(settled.set_s, settled.frames[-1].t)]
        start, end, count = moved[0][0], max(e for __, e in moved), len(result.movements)
        seen = settled.found or FoundSet(exercise=settled.exercise, start_s=start, end_s=end, count=count, strength=0.0)
        return cls(
            found=replace(seen, start_s=start, end_s=end, count=count),
            over_s=settled.frames[-1].t,
            recognised=settled.found is not None,
            result=result,
            conductor=conductor,
        )

    def count(self, r: Result) -> int:
        """Repetitions of its result, as the person corrected them; of holds the seconds held."""
        return max(0, r.summary.reps + self.conductor.corrected) if r.summary.held_s is None else int(r.summary.held_s)

    def came_to(self, r: Result) -> str:
        """Its result in a few words."""
        right = plural(self.count(r), NOUNS[counts(r)]) if self.conductor.corrected else counted(r)
        return f"{self.found.exercise.title} · {right}"


class LiveSets(SeenSets):
    """A watcher of every set, and of the time between them; after end() each is judged from its own frames."""

    def __init__(self, source: LiveSource) -> None:
        super().__init__(source)
        self._live = source
        self.done: list[DoneLive] = []

    def push(self, seen: LandmarkFrame, session: Session) -> None:
        self.keep(seen)

    def so_far(self) -> list[Result]:
        """The results of the sets that are over, as they were judged live."""
        spans = self._trimmed(spans_of([d.found for d in self.done], self._last, self._cuts))
        several = len(self.done)
        return [
            d.result.model_copy(update={"part": part_of(i, several, *span)})
            for i, (d, span) in enumerate(zip(self.done, spans, strict=True))
        ]

    def end(self) -> None:
        """The person has finished: nothing is kept of the time long before a set, or after it was over."""
        self.conclude([d.found for d in self.done])
        self._spans = self._trimmed(self._spans)

    def _trimmed(self, spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        return [
            (max(a, d.found.start_s - LEAD_S), min(b, d.found.end_s + BESIDE_S, d.over_s))
            for (a, b), d in zip(spans, self.done, strict=True)
        ]

    def judged(
        self, i: int, exercise: Exercise, settings: Settings, tempo: Tempo | None, watchers: Sequence[Watcher] = ()
    ) -> Result:
        result, this = super().judged(i, exercise, settings, tempo, watchers), self.done[i]
        lost = self._live.lost if i == len(self.done) - 1 else None
        if not this.recognised:
            result = result.model_copy(update={"recognised": None})
        return as_told(result.model_copy(update={"complete": this.result.complete}), this.conductor, lost=lost)


class KeptSets:
    """Stores and writes each set once it is over: what follows may break off in any way, and loses nothing of it."""

    def __init__(self, clip: Path, options: AnalyzeOptions, sets: LiveSets, files: SetFiles) -> None:
        self._clip, self._options, self._files, self.sets = clip, options, files, sets
        self._ids: list[int | None] = []  # in the history

    def add(self, one: DoneLive) -> None:
        """A set is over. A full disk does not end the training; the end says so again if it is still full."""
        self.sets.done.append(one)
        self._ids.append(None)
        results = self.sets.so_far()
        with _noted():
            if self._options.store_in:
                self._ids[-1] = keep_set(results[-1], self._options)
        with _noted():
            self._files.write_early(self._clip, self._options, self.sets, results)

    def store_again(self, results: Sequence[Result]) -> None:
        """Store what the sets came to in the end, under the numbers that they have."""
        if not self._options.store_in:
            return
        for r, id_ in zip(results, self._ids, strict=True):
            if id_ is not None:
                keep_again(id_, r, self._options)
            elif r.movements:
                keep_set(r, self._options)


@contextmanager
def _noted() -> Iterator[None]:
    try:
        yield
    except FormcheckError as e:
        note(str(e))


def live_sets(stage: LiveRig, options: AnalyzeOptions, goal: Goal, clip: Path, raws: Sequence[RawRecorder]) -> Ended:
    """Sets one after another, until the person ends it; raws record meanwhile, clip is the one to draw on."""
    with LiveSets(stage.source) as sets, SetFiles(options) as files:
        kept = KeptSets(clip, options, sets, files)
        watching = watch(stage, [sets.keep, *(raw.keep for raw in raws)])
        _one_after_another(stage, options, goal, watching, kept, raws)
        if not sets.done:
            return _none(watching, stage.source)
        for raw in raws:
            raw.close()
        sets.end()
        frame = stage.source.frame
        if stage.screen and frame:
            stage.screen.show_note(frame.rgb, _("Writing the results"))
        results = write_sets(clip, replace(options, store_in=None), sets, files)
        kept.store_again(results)
        if stage.screen:
            _show(stage.screen, sets.done, results, stays=stage.waits)
        tell_files(written(options, len(results)), options)
        tell_safety(options)
        return 0 if all(r.complete for r in results) or stage.source.lost else INTERRUPTED


def _one_after_another(
    stage: LiveRig, options: AnalyzeOptions, goal: Goal, watching: Watch, kept: KeptSets, raws: Sequence[RawRecorder]
) -> None:
    while settled := _until_settled(watching, stage.source, kept.sets):
        done = run_set(stage, replace(options, exercise=settled.exercise), goal, [kept.sets, *raws], settled)
        how = done.conductor
        if how.wrong:
            watching.wrong(settled)
        elif how.start_over or done.result is None:
            watching.go_on(settled.frames[-1].t)
        else:
            one = DoneLive.of(settled, done.result, how)
            kept.add(one)
            watching.go_on(one.found.end_s, one.came_to(one.result))
        if how.ended:
            return


def _until_settled(watching: Watch, source: LiveSource, sets: LiveSets) -> Settled | None:
    """The next set; None if there is none, because the person ended it or the camera was lost."""
    with stopping(source.stop) as stop:
        while (settled := watching.run()) is None and watching.start_over and sets.done:
            watching.go_on(source.frame.t if source.frame else 0.0)
    return None if stop.is_set() else settled


def _none(watching: Watch, source: LiveSource) -> Ended:
    """Nothing was recognised: because the person ended it, or nothing was there to be."""
    if watching.start_over:
        return "again"
    if watching.ended == "camera":
        return "camera"
    if source.lost:
        raise SourceError(_("{lost}; nothing was judged").format(lost=source.lost))
    why = _("No exercise was recognised; nothing was judged. Name it with --exercise NAME.")
    print(why, file=sys.stderr)
    return 0


def _show(screen: LiveWindow, done: Sequence[DoneLive], results: Sequence[Result], *, stays: bool) -> None:
    """What one set came to, or a list of several."""
    first, fix = done[0], next((r.summary.advice.next for r in results if r.summary.advice.next), "")
    card = partial(screen.show_card, r=results[0], title=first.found.exercise.title, count=first.count(results[0]))
    if len(done) > 1:
        rows = [d.came_to(r) for d, r in zip(done, results, strict=True)]
        card = partial(screen.show_list, title=plural(len(done), "set"), rows=rows, foot=fix)
    show_last(screen, card, stays=stays)
