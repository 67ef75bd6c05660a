"""Findings beside the cues: wrong exercise, wrong view, a second person in the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from formcheck.judging.faults import FormJudgement
from formcheck.judging.margins import hurried
from formcheck.messages import _, ngettext
from formcheck.motion.coverage import FROZEN
from formcheck.motion.rep import Rep
from formcheck.motion.rep_counter import COUNT
from formcheck.motion.set_analysis import NO_FRAMES, SetAnalysis
from formcheck.motion.spec import Exercise, Tempo
from formcheck.motion.thresholds import Phase, RushedPhase
from formcheck.motion.view import Posture, View
from formcheck.source import ReadingNotes, SourceInfo
from formcheck.wording import as_sentence, in_sentence, plural, view_of, word_of

LONGEST_REST_S = 30.0  # between two reps
FOLLOWED = 0.7  # of the frames: with fewer, repetitions may be missing


def movements_lost(done: SetAnalysis) -> int:
    """How many movements were lost from sight midway, if more than were counted: the rest is not the set."""
    lost = sum(a.reason == "tracking-lost" for a in done.attempts)
    return lost if lost > len(done.reps) else 0


def mostly_others(done: SetAnalysis) -> int:
    """How many whole movements were something else, if more than were counted: then the reps are not the set."""
    others = sum(a.movement is not None and a.movement.other != "" and a.movement.size >= COUNT for a in done.attempts)
    return others if done.reps and others > len(done.reps) else 0


def limb_hidden(done: SetAnalysis) -> int:
    """Reps whose working limb was not seen, if they are most: the rest of the body does not tell what was done."""
    hidden = sum(r.movement is not None and not r.movement.limb_seen for r in done.reps)
    return hidden if 2 * hidden > len(done.reps) else 0


def may_be_another(done: SetAnalysis) -> str:
    """What is said of most reps: that they may be another exercise; "" if of few."""
    said = Counter(say for r in done.reps if r.movement for say in r.movement.alike)
    return next((say for say, times in said.most_common(1) if 2 * times > len(done.reps)), "")


def hardly_followed(done: SetAnalysis) -> bool:
    """Whether too much was out of sight, so that repetitions may be missing."""
    return bool(done.gaps) and done.usable < FOLLOWED


def between_sets(r: Rep) -> bool:
    """Whether the rest after it is longer than within a set."""
    return r.rest_s is not None and r.rest_s > LONGEST_REST_S


def findings_of(
    exercise: Exercise, done: SetAnalysis, form: FormJudgement, tempo: Tempo, info: SourceInfo, notes: ReadingNotes
) -> dict[str, str]:
    """Findings beside the cues, as sentences by id."""
    found: dict[str, str] = {}
    if notes.warning:
        found["cut-short"] = as_sentence(notes.warning)
    if notes.restarts_s:
        text = _(
            "The times of the clip begin again at {at}: it was joined from several, and is judged as one. "
            "Judge one of them with --from and --to."
        ).format(at=_seconds(notes.restarts_s))
        found["times-restart"] = text
    if notes.company_s:
        text = _(
            "A second person is in the picture (at {at}), so measurements may mix the two. Film "
            "alone, or select a part of the clip with --from and --to."
        ).format(at=_seconds(notes.company_s))
        found["second-person"] = text
    ends = [i for i, r in enumerate(done.reps, 1) if between_sets(r)]
    if ends and exercise.kind == "repetitions":
        found["several-sets"] = ngettext(
            "There is a long pause after rep {reps}: these look like several sets, judged as one. "
            "Judge each with --from and --to.",
            "There are long pauses after reps {reps}: these look like several sets, judged as one. "
            "Judge each with --from and --to.",
            len(ends),
            reps=", ".join(map(str, ends)),
        )
    if any(r.movement is not None and r.movement.clipped for r in done.reps):
        found["begins-inside"] = _(
            "The clip begins inside the first movement. It counts, because the others are like it; its range and "
            "tempo are not measured."
        )
    if told := camera_of(done):
        found["camera-moves"] = told
    if done.perhaps and done.reps:
        found["view-unsure"] = _(
            "This may be the {view} or the {other}: only what both show is judged. --view tells which it is."
        ).format(view=view_of(done.view), other=view_of(done.perhaps))
    if alike := may_be_another(done):
        found["alike"] = alike
    if done.cuts_s:
        found["cuts"] = ngettext(
            "The film is cut at {at}. Each part is measured on its own; a movement across the cut is not counted.",
            "The film is cut at {at}. Each part is measured on its own; a movement across a cut is not counted.",
            len(done.cuts_s),
            at=_seconds(done.cuts_s),
        )
    if done.head_out:
        found["head-out"] = _(
            "The head is out of the picture, so the body is placed less exactly and repetitions may be missing. "
            "Film the whole body, head included."
        )
    if done.unclear:
        text = (
            _("{why}. What depends on it is not judged, and the count may be off. {camera}")
            if any(done.unclear.values())
            else _("{why}. What depends on it is not judged.")
        )
        found["unclear"] = text.format(why=as_sentence("; ".join(done.unclear)), camera=exercise.camera)
    if hidden := limb_hidden(done):
        found["limb-out"] = _(
            "What should move ({parts}) was not seen in {reps}, so something else may have been counted: no "
            "score. Film the whole body."
        ).format(reps=plural(hidden, "rep"), parts=", ".join(word_of(part.word) for part in exercise.limb[1:]))
    if notes.small:
        found["small"] = _(
            "The person is small in the picture, so measurements are less exact. Come nearer, or bring the camera "
            "nearer."
        )
    if frozen := [g.start_s for g in done.gaps if g.reason == FROZEN]:
        found["frozen"] = _(
            "The picture stands still while time goes on, from {at}: what happened then is unknown."
        ).format(at=_seconds(frozen))
    if hurry := _hurry(exercise, form, done, hurried(exercise, done, tempo)):
        found["quick"] = hurry
    wrong = None if done.reps else _wrong_exercise(exercise, done)
    if done.slowed:
        found["slow-motion"] = _(
            "Nothing was counted, but {times} times as fast this would be a {title}: if the clip is in slow motion, "
            "judge it with --slow-motion {times}."
        ).format(times=done.slowed, title=in_sentence(exercise.title))
    elif wrong:
        found["wrong-exercise"] = wrong
    elif not exercise.suited(done.view):
        what = _("count and side") if any(rep.side for rep in done.reps) else _("count")
        text = _("The {view} does not show this exercise well enough for a reliable {what}. {camera}").format(
            view=view_of(done.view), what=what, camera=exercise.camera
        )
        found["wrong-view"] = text
    elif not done.reps and done.view is View.SIDE and any(s.side for s in exercise.rep_signals):
        found["hidden-side"] = _(
            "Nothing was counted. If the side away from the camera did the movement, the near side may have hidden "
            "it. {camera}"
        ).format(camera=exercise.camera)
    no_frames = sum(a.detail == NO_FRAMES for a in done.attempts)
    if lost := movements_lost(done):
        reps = plural(len(done.reps), "rep")
        text = _("Lost track of {lost} midway and counted {reps}: too little for a score.").format(
            lost=plural(lost, "movement"), reps=reps
        )
        found["lost"] = text
    if others := mostly_others(done):
        what = max(done.others.items(), key=lambda x: x[1])[0]
        found["others"] = _(
            "Counted {reps}, but {others} looked like something else ({what}): too little for a score."
        ).format(reps=plural(len(done.reps), "rep"), others=plural(others, "movement"), what=what)
    if no_frames:
        where = _("a movement") if no_frames == 1 else plural(no_frames, "movement")
        late = _late(notes) if info.kind == "camera" else _("the clip skips frames")
        found["no-frames"] = _("In {where} there was {gap}: {why}.").format(where=where, gap=NO_FRAMES, why=late)
    if notes.per_second is not None:
        found["slow-computer"] = _(
            "This computer is too slow: it managed {fps:.0f} pictures a second and dropped {dropped}, so repetitions "
            "may be missing, and times are less exact. {advice}"
        ).format(
            fps=notes.per_second,
            dropped=notes.dropped,
            advice=_("Close other programs.") if info.model.variant == "lite" else _("Try --model lite."),
        )
    if hardly_followed(done):
        found["tracking"] = _("Only {usable:.0%} of the clip could be tracked: {reason}.").format(
            usable=done.usable, reason=done.gaps[0].reason
        )
    return found


def _late(notes: ReadingNotes) -> str:
    """Why there was a gap in the pictures of a camera."""
    return _("the computer was too slow and dropped pictures") if notes.dropped else _("the camera sent no picture")


def _seconds(times: Sequence[float]) -> str:
    """The first of them, for a sentence."""
    return ", ".join(f"{t:.0f} s" for t in times[:3]) + (_(" and later") if len(times) > 3 else "")


def camera_of(done: SetAnalysis) -> str | None:
    """That the camera moves, and how that was dealt with."""
    if done.from_toes:
        return _(
            "The camera moves, so heights are measured from the feet and are less exact. Lean it on something firm."
        )
    if done.camera_moved:
        return _(
            "The camera moves. Its motion, seen from the background, is taken out of the measurements; what remains "
            "makes them less exact (the ± includes it). Lean it on something firm."
        )
    return None


def _hurry(exercise: Exercise, form: FormJudgement, done: SetAnalysis, quick: Sequence[Phase]) -> str:
    """A remark on phases quicker than the guide's tempo; "" if there are none, or if that is already a fault."""
    verdicts = {c.verdict for c in form.checks if isinstance(c.cue.sign_in(done.view), RushedPhase)}
    if not quick or "fail" in verdicts:
        return ""
    lift, lower = exercise.phases.get("lift", _("lifting")), exercise.phases.get("lower", _("lowering"))
    ways: dict[Phase, str] = {"concentric": lift, "hold": _("the hold"), "eccentric": lower}
    what = as_sentence(_(" and ").join(ways[p] for p in quick))
    no_fault = "" if "borderline" in verdicts else _(" This is not a fault.")
    return ngettext(
        "{what} is much quicker than the guide's tempo.{no_fault} Set your own tempo with --tempo.",
        "{what} are much quicker than the guide's tempo.{no_fault} Set your own tempo with --tempo.",
        len(quick),
        what=what,
        no_fault=no_fault,
    )


def _wrong_exercise(exercise: Exercise, done: SetAnalysis) -> str | None:
    """Why nothing was counted, if there is a clear reason."""
    tried = [a for a in done.attempts if a.tried]
    if tried:
        return _("Did not count {n} ({detail}).").format(n=plural(len(tried), "movement"), detail=tried[0].detail)
    if hardly_followed(done):  # from the legs alone the posture would be a guess
        return None
    upright = exercise.posture.seen_upright
    if done.posture is not Posture.UNKNOWN and upright not in (None, done.posture is Posture.UPRIGHT):
        done_so = (
            _("This exercise is not done lying, but the person here is {posture}.")
            if upright
            else _(
                "This exercise is done lying down or on the floor, but the person here is {posture}, or lies with the "
                "feet or the head towards the camera."
            )
        )
        return done_so.format(posture=word_of(done.posture))
    if done.others:
        what, times = max(done.others.items(), key=lambda x: x[1])
        return _("Saw {times} unlike this exercise: {what}.").format(times=plural(times, "movement"), what=what)
    return None
