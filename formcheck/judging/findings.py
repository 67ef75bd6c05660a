"""What a person should know of a set beside its cues: wrong exercise, wrong view, somebody else in the picture."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.judging.faults import FormJudgement
from formcheck.judging.margins import hurried
from formcheck.motion.set_analysis import NO_FRAMES, SetAnalysis
from formcheck.motion.spec import Exercise, Tempo
from formcheck.motion.thresholds import Phase, RushedPhase
from formcheck.motion.view import Posture
from formcheck.source import ReadingNotes, SourceInfo

FOLLOWED = 0.7  # of the frames: less, and repetitions may be missing
WAYS: dict[Phase, str] = {"concentric": "lifting", "hold": "the hold", "eccentric": "lowering"}


def movements_lost(done: SetAnalysis) -> int:
    """How many movements were lost half-way, if that is more than were counted: what is left is not the set."""
    lost = sum(a.reason == "tracking-lost" for a in done.attempts)
    return lost if lost > len(done.reps) else 0


def hardly_followed(done: SetAnalysis) -> bool:
    """Whether so much was out of sight that repetitions may be missing."""
    return bool(done.gaps) and done.usable < FOLLOWED


def findings_of(
    exercise: Exercise, done: SetAnalysis, form: FormJudgement, tempo: Tempo, info: SourceInfo, notes: ReadingNotes
) -> dict[str, str]:
    """What a person should know beside the cues, as sentences by their ids."""
    found: dict[str, str] = {}
    if notes.warning:
        found["cut-short"] = notes.warning
    if notes.company_s:
        at = ", ".join(f"{t:.0f} s" for t in notes.company_s[:3]) + (" and later" if len(notes.company_s) > 3 else "")
        text = (
            f"A second person is in the picture (at {at}): what was measured may mix the two. "
            "Film alone, or keep to a part of the clip with --from and --to."
        )
        found["second-person"] = text
    if done.camera_moved:
        text = "The camera moves: heights are measured from the feet, and are rougher. Lean it against something firm."
        found["camera-moves"] = text
    if hurry := _hurry(form, done, hurried(exercise, done, tempo)):
        found["quick"] = hurry
    wrong = None if done.reps else _wrong_exercise(exercise, done)
    if wrong:
        found["wrong-exercise"] = wrong
    elif not exercise.suited(done.view):
        what = "the count and the side" if any(rep.side for rep in done.reps) else "the count"
        text = f"the {done.view} view does not show this exercise well enough to rely on {what}. {exercise.camera}"
        found["wrong-view"] = text[0].upper() + text[1:]
    no_frames = sum(a.detail == NO_FRAMES for a in done.attempts)
    if lost := movements_lost(done):
        reps = f"{len(done.reps)} repetition{'' if len(done.reps) == 1 else 's'}"
        movements = "1 movement was" if lost == 1 else f"{lost} movements were"
        text = f"{movements} lost half-way and {reps} counted: too little was seen for a score."
        found["lost"] = text
    if no_frames:
        often = "Once" if no_frames == 1 else f"{no_frames} times"
        late = "the computer or the camera fell behind" if info.kind == "camera" else "the clip leaves frames out"
        found["no-frames"] = f"{often} in a movement there was {NO_FRAMES}: {late}."
    if hardly_followed(done):
        found["tracking"] = f"Only {done.usable:.0%} of the clip could be followed: {done.gaps[0].reason}."
    return found


def _hurry(form: FormJudgement, done: SetAnalysis, quick: Sequence[Phase]) -> str:
    """What to remark on phases that are quicker than the guide's: nothing where that is a fault, "" too for none."""
    verdicts = {c.verdict for c in form.checks if isinstance(c.cue.sign_in(done.view), RushedPhase)}
    if not quick or "fail" in verdicts:
        return ""
    what, are = " and ".join(WAYS[p] for p in quick).capitalize(), "is" if len(quick) == 1 else "are"
    no_fault = "" if "borderline" in verdicts else "That is no fault; "
    return f"{what} {are} much quicker than the guide's tempo. {no_fault}--tempo sets your own."


def _wrong_exercise(exercise: Exercise, done: SetAnalysis) -> str | None:
    """Why nothing was counted, if what was done can be named."""
    tried = [a for a in done.attempts if a.reason == "wrong-posture"]
    if tried:
        return f"{len(tried)} movements were not counted: {tried[0].detail}."
    if hardly_followed(done):  # of legs alone the rest is a guess
        return None
    lying = exercise.posture is not Posture.UPRIGHT
    if done.posture is not Posture.UNKNOWN and lying == (done.posture is Posture.UPRIGHT):
        how = "lying" if lying else "standing"
        return (
            f"This does not look like a {exercise.title.lower()}: it is done {how}, the person here is {done.posture}."
        )
    if done.others:
        what, times = max(done.others.items(), key=lambda x: x[1])
        return f"{times} movements did not look like a {exercise.title.lower()}: {what}."
    return None
