"""formcheck analyze: judge recorded clips and write the requested files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from formcheck.capture.formats import CLIPS, is_clip
from formcheck.commands.analyze_sets import analyze_sets
from formcheck.commands.clips_ahead import ClipsAhead, Opened, open_clip
from formcheck.commands.console_report import progress_bar, tell_and_write, tell_clips, tell_files, tell_safety
from formcheck.commands.ctrl_c import judge_until_ctrl_c
from formcheck.commands.joined_files import JoinedFiles
from formcheck.commands.keep_set import store_must_open
from formcheck.commands.options import AnalyzeOptions, FaultGate
from formcheck.commands.output_paths import for_all, for_clips, written
from formcheck.commands.outputs import Outputs
from formcheck.commands.stdout import note
from formcheck.errors import FormcheckError, SourceError
from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.output.phrases import clip_of, counts, which
from formcheck.pipeline import Watcher, stopped_after
from formcheck.result import Result
from formcheck.wording import NOUNS

INTERRUPTED, FAULTY = 130, 3


def analyze(videos: list[Path], options: AnalyzeOptions) -> int:
    """Judge each file; returns the exit code. A bad file among several is reported, and the others are judged."""
    clips = _clips(videos, inside=options.person_from_folder)
    whole = for_all(options, clips)
    options = replace(
        options,
        outputs={name: path for name, path in options.outputs.items() if name not in whole},
        brief=options.exercise is None and len(clips) > 1,
    )
    all_options = for_clips(options, clips)
    store_must_open(options)
    code, results, files = 0, list[Result](), list[Path]()
    with JoinedFiles(whole) as joined, ClipsAhead(clips, options) as ahead:
        for clip, its in zip(clips, all_options, strict=True):
            try:
                of_clip = _one(clip, replace(its, outputs={**its.outputs, **joined.next_part()}), ahead)
            except FormcheckError as e:
                if len(clips) == 1:
                    raise
                note(str(e))
                code = e.exit_code
                continue
            results += of_clip
            files += written(its, len(of_clip))
            if not all(r.complete for r in of_clip):
                code = INTERRUPTED
                break
            if sum(_named(r, options.fail_on) for r in of_clip) and not code:  # each one notes what it found
                code = FAULTY
        joined.write()
    if len(clips) > 1:
        tell_clips(results, options)
    tell_files([*files, *(path for path in whole.values() if path.is_file())], options)
    if results:
        tell_safety(options)
    return code


def judged(clip: Path, options: AnalyzeOptions, watchers: Sequence[Watcher] = ()) -> Result:
    """Judge a clip for another command: writes nothing, shows only a progress bar."""
    with open_clip(clip, options) as source, _progress(source, options) as progress:
        return judge_until_ctrl_c(source, options.named, options.settings, watchers=watchers, progress=progress)


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
                    clip=clip_of(r), id=cue.id, cue=cue.say, reps=which(reps, len(r.movements), NOUNS[counts(r)])
                )
            )
            fired = True
        elif check.verdict == "not-assessable" and any(g.fault for g in own):
            note(_("{clip}: {id} was not judged: {reason}").format(clip=clip_of(r), id=cue.id, reason=check.reason))
    return fired


def _clips(videos: list[Path], *, inside: bool) -> list[Path]:
    """The clips of files and folders, and of the folders in those if asked to."""
    clips: list[Path] = []
    for v in videos:
        try:
            found = _in_folder(v, inside=inside) if v.is_dir() else [v]
            if not found:
                raise SourceError(_no_clips_in(v))
        except OSError as e:  # no permission, or a name that is too long
            raise SourceError(
                _("{path} cannot be read ({why}); check its name and permissions").format(path=v, why=e.strerror)
            ) from e
        clips += found
    return clips


def _no_clips_in(folder: Path) -> str:
    """That a folder contains no clips, but perhaps its folders do."""
    inside = [p.name for p in sorted(folder.iterdir()) if p.is_dir() and _in_folder(p, inside=False)]
    if inside:
        return _(
            "{path} contains no clips, but its folders do ({names}); name them, or add --person-from-folder"
        ).format(path=folder, names=", ".join(inside))
    return _("{path} contains no clips ({names})").format(path=folder, names=", ".join(sorted(CLIPS)))


def _in_folder(folder: Path, *, inside: bool) -> list[Path]:
    entries = sorted(folder.iterdir())
    own = [p for p in entries if is_clip(p.name)]
    return own + ([c for p in entries if p.is_dir() for c in _in_folder(p, inside=False)] if inside else [])


def _one(clip: Path, options: AnalyzeOptions, ahead: ClipsAhead) -> list[Result]:
    if options.exercise is None:
        with ahead.take() as source:
            return analyze_sets(clip, options, source)
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
                notes = stopped_after(notes, result.source.duration_s)
            outputs.write(result, notes)
        tell_and_write(result, outputs, source.info, options)
    return [result]


def _progress(source: Opened, options: AnalyzeOptions) -> AbstractContextManager[Callable[[float], None]]:
    return progress_bar(source.info.path.name, source.info, options, lambda: source.ahead_s)
