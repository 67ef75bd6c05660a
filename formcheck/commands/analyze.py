"""formcheck analyze: judge recorded clips and write the requested files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from formcheck.capture.formats import CLIPS, is_clip
from formcheck.commands.clips_ahead import ClipsAhead, Opened, open_clip
from formcheck.commands.console_report import progress_bar, tell, tell_safety
from formcheck.commands.ctrl_c import judge_until_ctrl_c
from formcheck.commands.keep_set import store_must_open
from formcheck.commands.options import AnalyzeOptions, FaultGate
from formcheck.commands.output_paths import for_clips
from formcheck.commands.outputs import Outputs
from formcheck.commands.stdout import note
from formcheck.errors import FormcheckError, SourceError
from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.output.phrases import clip_of, which
from formcheck.pipeline import Watcher
from formcheck.result import Result
from formcheck.wording import NOUNS

INTERRUPTED, FAULTY = 130, 3


def analyze(videos: list[Path], options: AnalyzeOptions) -> int:
    """Judge each file; returns the exit code. A bad file among several is reported, and the others are judged."""
    clips = _clips(videos)
    all_options = for_clips(options, clips)
    store_must_open(options)
    code = told = 0
    with ClipsAhead(clips, options) as ahead:
        for clip, its_options in zip(clips, all_options, strict=True):
            try:
                result = _one(clip, its_options, ahead)
            except FormcheckError as e:
                if len(clips) == 1:
                    raise
                note(str(e))
                code = e.exit_code
                continue
            told += 1
            if not result.complete:
                code = INTERRUPTED
                break
            if _named(result, options.fail_on) and not code:
                code = FAULTY
    if told:
        tell_safety(options)
    return code


def judged(clip: Path, options: AnalyzeOptions, watchers: Sequence[Watcher] = ()) -> Result:
    """Judge a clip for another command: writes nothing, shows only a progress bar."""
    with open_clip(clip, options) as source, _progress(source, options) as progress:
        return judge_until_ctrl_c(source, options.exercise, options.settings, watchers=watchers, progress=progress)


def _named(r: Result, gates: Sequence[FaultGate]) -> bool:
    """Whether a fault from --fail-on was found; notes each one, and each that could not be judged."""
    fired = False
    for cue in EXERCISES[r.exercise].cues:
        check = next((c for c in r.checks if c.id == cue.id), None)
        own = [g for g in gates if g.fault in (None, cue.id)]
        if check is None or not own:
            continue
        least = min(g.severity for g in own)
        reps = [m.index for m in r.movements if any(f.id == cue.id and f.severity >= least for f in m.faults)]
        of_set = check.verdict == "fail" and not check.reps and cue.severity >= least
        if reps or of_set:
            note(
                _("{clip}: found {id} ({cue}), {reps}").format(
                    clip=clip_of(r), id=cue.id, cue=cue.say, reps=which(reps, len(r.movements), NOUNS[r.kind])
                )
            )
            fired = True
        elif check.verdict == "not-assessable" and any(g.fault for g in own):
            note(_("{clip}: {id} was not judged: {reason}").format(clip=clip_of(r), id=cue.id, reason=check.reason))
    return fired


def _clips(videos: list[Path]) -> list[Path]:
    clips: list[Path] = []
    for v in videos:
        try:
            inside = sorted(p for p in v.iterdir() if is_clip(p.name)) if v.is_dir() else [v]
        except OSError as e:  # no permission, or a name that is too long
            raise SourceError(
                _("{path} cannot be read ({why}); check its name and permissions").format(path=v, why=e.strerror)
            ) from e
        if not inside:
            raise SourceError(_("{path} contains no clips ({names})").format(path=v, names=", ".join(sorted(CLIPS))))
        clips += inside
    return clips


def _one(clip: Path, options: AnalyzeOptions, ahead: ClipsAhead) -> Result:
    with Outputs(clip, options) as outputs:
        with ahead.take() as source:
            with _progress(source, options) as progress:
                result = judge_until_ctrl_c(
                    source,
                    options.exercise,
                    options.settings,
                    tempo=options.tempo,
                    slow_motion=options.slow_motion,
                    watchers=outputs.watchers(source.info),
                    progress=progress,
                )
            notes = source.notes()
            if not result.complete:
                notes = replace(
                    notes,
                    warning=_("The analysis was stopped after {duration_s} s.").format(
                        duration_s=result.source.duration_s
                    ),
                )
            outputs.write(result, notes)
        try:
            tell(result, options)
        finally:  # write the files even if stdout is closed or the set could not be stored
            if outputs.slow:
                with progress_bar(", ".join(outputs.slow), source.info, options) as progress:
                    outputs.write_slow(result, progress)
    return result


def _progress(source: Opened, options: AnalyzeOptions) -> AbstractContextManager[Callable[[float], None]]:
    return progress_bar(source.info.path.name, source.info, options, lambda: source.ahead_s)
