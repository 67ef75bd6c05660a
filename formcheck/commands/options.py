"""The options of `analyze`, validated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.commands.about import About
from formcheck.commands.stdout import note
from formcheck.errors import UsageError
from formcheck.messages import _
from formcheck.motion.pose import Side
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise, Tempo
from formcheck.motion.view import View
from formcheck.tempo import in_words, is_bare, tempo_of
from formcheck.wording import view_of

if TYPE_CHECKING:
    from formcheck.output.data.csv import CsvStyle


@dataclass(frozen=True, slots=True)
class FaultGate:
    """A fault (None: any) that fails the run from this severity on."""

    fault: str | None
    severity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyzeOptions:
    """What to do; paths are files for one clip, folders for several."""

    exercise: Exercise | None  # None: recognised, set by set
    settings: Settings
    tempo: Tempo | None = None
    model: str = "full"
    start_s: float = 0.0
    end_s: float | None = None
    slow_motion: float = 1.0
    every_frame: bool = False
    jobs: int = 0  # processes that see the clips; 0: one a core
    fail_on: tuple[FaultGate, ...] = ()
    outputs: Mapping[str, Path] = field(default_factory=dict)  # by the name of their format
    csv_style: CsvStyle = "comma"
    every_cue: bool = False  # in the summary, also those that were not judged
    no_pictures: bool = False  # in the report
    blur_face: bool = False
    quiet: bool = False
    brief: bool = False  # no summary of each set: a table of all follows
    about: About = field(default_factory=About)
    person_from_folder: bool = False  # each clip is of the person its folder is named after
    store_in: Path | None = None  # the history file; None: not stored

    @property
    def named(self) -> Exercise:
        """The exercise, where it is known which."""
        if self.exercise is None:
            raise ValueError("no exercise is named")
        return self.exercise


def must_suit_any(said: Mapping[str, object], fail_on: Sequence[str]) -> None:
    """Refuse what asks for a named exercise where it will be recognised. Raises UsageError."""
    asked = [f"--{name}" for name in ("variant", "tempo", "target") if said[name] is not None]
    asked += ["--view"] if said["view"] != "auto" else []
    asked += [f"--fail-on {text}" for text in fail_on if text.partition(":")[0] != "any"]
    if asked:
        raise UsageError(_("{option} needs the name of the exercise: add --exercise NAME").format(option=asked[0]))


def settings_for(
    exercise: Exercise | None, variant: str | None, side: str, view: str, height_cm: float | None
) -> Settings:
    """Validate the options about person and camera; exercise is None if it will be recognised. Raises UsageError."""
    if exercise and variant is not None and variant not in exercise.variants:
        known = _("; there are: {names}").format(names=", ".join(exercise.variants)) if exercise.variants else ""
        raise UsageError(
            _('{name} has no variant "{variant}"{known}').format(name=exercise.name, variant=variant, known=known)
        )
    if exercise and view != "auto" and view not in exercise.views:
        raise UsageError(
            _('{name} has no view "{view}"; there are: auto, {names}').format(
                name=exercise.name, view=view, names=", ".join(exercise.views)
            )
        )
    if side not in ("auto", *Side):
        raise UsageError(_('there is no side "{side}"; there are: auto, left, right').format(side=side))
    return Settings(variant, None if side == "auto" else Side(side), None if view == "auto" else View(view), height_cm)


def tempo_from(text: str | None, exercise: Exercise, *, quiet: bool) -> Tempo | None:
    """Parse --tempo, and note how bare numbers were read. Raises UsageError."""
    if text is None:
        return None
    try:
        tempo = tempo_of(text, exercise.tempo)
    except ValueError as e:
        raise UsageError(str(e)) from None
    if is_bare(text) and not quiet:
        note(_("tempo read as {tempo}").format(tempo=in_words(tempo, exercise)))
    return tempo


def csv_style_from(text: str) -> CsvStyle:
    """Validate --csv-style. Raises UsageError."""
    if text not in ("comma", "semicolon"):
        raise UsageError(_('there is no CSV style "{text}"; there are: comma, semicolon').format(text=text))
    return "comma" if text == "comma" else "semicolon"


def gates_from(exercise: Exercise | None, texts: list[str], view: View | None = None) -> tuple[FaultGate, ...]:
    """Parse --fail-on. Raises UsageError, also for a fault that cannot be found (in this view, if given)."""
    gates = []
    known = _judged(exercise, view) if exercise else []
    for text in texts:
        fault, __, severity = text.partition(":")
        if exercise and fault not in ("any", *known):
            why = _('{name} has no fault "{fault}"').format(name=exercise.name, fault=fault)
            if fault in exercise.unseen:
                why = _("no view shows {fault}: {unseen}").format(fault=fault, unseen=exercise.unseen[fault])
            elif any(c.id == fault for c in exercise.cues):
                why = _("the {view} does not show {fault}").format(view=view_of(view or View.UNKNOWN), fault=fault)
            raise UsageError(_("{why}; there are: any, {names}").format(why=why, names=", ".join(known)))
        if severity not in ("", "1", "2", "3"):
            raise UsageError(
                _('"{severity}" is not a severity; there are 1 (polish), 2 (form) and 3 (not valid)').format(
                    severity=severity
                )
            )
        gates.append(FaultGate(None if fault == "any" else fault, int(severity or 1)))
    return tuple(gates)


def _judged(exercise: Exercise, view: View | None) -> list[str]:
    """The faults that this view, or any view, shows."""
    rows = exercise.views.values() if view is None else [exercise.sees(view)]
    judged = {id_ for s in rows for id_ in s.judged}
    return [c.id for c in exercise.cues if c.id in judged]


def end_after(start_s: float, end_s: float | None) -> float | None:
    """Validate --from and --to. Raises UsageError."""
    if end_s is not None and end_s <= start_s:
        raise UsageError(_("--to {end_s:g} must be later than --from {start_s:g}").format(end_s=end_s, start_s=start_s))
    return end_s


def store_from(store: bool, db: Path | None) -> Path | None:
    """The history file to store the set in; None without --store. Raises UsageError."""
    if not store:
        if db is not None:
            raise UsageError(_("--db needs --store"))
        return None
    from formcheck.history.store import default_place

    return db or default_place()
