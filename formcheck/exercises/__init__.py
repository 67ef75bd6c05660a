"""The exercises, one declarative file each in the words of a coach, and those that a user adds."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.resources import files

from formcheck.errors import UsageError
from formcheck.exercises.calf_raise import CALF_RAISE
from formcheck.exercises.catalogue import Catalogue
from formcheck.exercises.clamshell import CLAMSHELL
from formcheck.exercises.prone_y_raise import PRONE_Y_RAISE
from formcheck.exercises.read import read
from formcheck.exercises.single_leg_rdl import SINGLE_LEG_RDL
from formcheck.exercises.wall_angel import WALL_ANGEL
from formcheck.messages import _
from formcheck.motion.spec import Exercise

FILES = (
    "glute-bridge",
    "plank",
    "push-up",
    "scapular-push-up",
    "bent-over-row",
    "pull-up",
    "overhead-lift",
    "shrug",
    "side-leg-raise",
    "bird-dog",
    "external-rotation",
    "lateral-walk",
    "hip-mobility",
    "doorway-stretch",
    "blade-squeeze",
    "ankle-pump",
    "ankle-alphabet",
    "hand-grip",
)


def file_of(name: str) -> str:
    """The text of a built-in exercise that is a file."""
    return (files("formcheck.exercises") / "files" / f"{name}.toml").read_text("utf-8")


BUILT_IN = (
    WALL_ANGEL,
    PRONE_Y_RAISE,
    CLAMSHELL,
    SINGLE_LEG_RDL,
    CALF_RAISE,
    *(read(file_of(name), name) for name in FILES),
)

EXERCISES = Catalogue(BUILT_IN)
AUTO = "auto"  # in place of a name: recognise it

SAFETY = _(
    "Stop if you feel sharp pain, pinching, tingling or dizziness. formcheck is not a "
    "medical device and does not see your spine, your muscles or your pain."
)
LEFT_OUT = _("Swimming and yoga, which the guides name too, are left out: neither repeats or holds one movement.")


def register(exercise: Exercise) -> None:
    """Add your own exercise to the catalogue. Raises ExerciseError if it is incomplete or its name is taken."""
    EXERCISES.add(exercise, _("this program"))


def exercise_of(exercise: Exercise | str) -> Exercise:
    """The exercise itself, or the one with that name. Raises UsageError like find()."""
    return exercise if isinstance(exercise, Exercise) else find(exercise)


def find(name: str) -> Exercise:
    """The exercise of that name. Raises UsageError with "did you mean", or where the list is."""
    key = _slug(name)
    if key in EXERCISES:
        return EXERCISES[key]
    if near := _near(key):
        close = _(" or ").join(filter(None, (", ".join(near[:-1]), near[-1])))
        raise UsageError(_('no exercise "{name}"; did you mean {close}?').format(name=name, close=close))
    raise UsageError(_('no exercise "{name}"; formcheck exercises lists all {n}').format(name=name, n=len(EXERCISES)))


def _slug(text: str) -> str:
    return "-".join(text.lower().replace("_", "-").replace("-", " ").split())


def _near(key: str) -> list[str]:
    """Exercises with that word in name or title, or else with a name or with words that are spelled nearly so."""
    spelled = {e.name: f"{e.name}-{_slug(e.title)}" for e in EXERCISES.values()}
    if len(key) > 1 and (found := [name for name, text in spelled.items() if key in text]):
        return found
    if close := get_close_matches(key, EXERCISES, n=1, cutoff=0.6):
        return close
    words = {name: set(text.split("-")) for name, text in spelled.items()}
    close = get_close_matches(key, set().union(*words.values()), n=2, cutoff=0.7)
    return [name for name, has in words.items() if has.intersection(close)]
