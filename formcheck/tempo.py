"""Tempos as people write them: named parts, or three numbers in the order of a lift."""

from __future__ import annotations

from difflib import get_close_matches

from formcheck.messages import _, figure
from formcheck.motion.spec import Exercise, Tempo
from formcheck.motion.thresholds import PHASES, Phase
from formcheck.wording import word_of

NAMES: dict[str, Phase] = dict(zip(("lift", "hold", "lower"), PHASES, strict=True))
LONGEST_S = 60
FORMS = _("write lower=3,hold=1,lift=2, or lift-hold-lower in seconds, such as 2-1-3")


def tempo_of(text: str, own: Tempo) -> Tempo:
    """Parse lower=3,hold=1,lift=2 in any order, where a missing part keeps the exercise's tempo, or a bare 2-1-3.

    Raises ValueError with a message for the user.
    """
    if is_bare(text):
        try:
            return Tempo.parse(text)
        except ValueError:
            raise ValueError(_('"{text}" is not a tempo; {forms}').format(text=text, forms=FORMS)) from None
    took = {name: own.of(phase) for name, phase in NAMES.items()}
    said: set[str] = set()
    for part in text.split(","):
        name, __, seconds = (x.strip() for x in part.partition("="))
        if name not in NAMES:
            near = get_close_matches(name, NAMES, 1)
            hint = (
                _("did you mean {near}?").format(near=near[0])
                if near
                else _("there are {names}").format(names=", ".join(NAMES))
            )
            raise ValueError(_('a tempo has no part "{name}"; {hint}').format(name=name, hint=hint))
        if name in said:
            raise ValueError(_('the tempo "{text}" gives {name} twice').format(text=text, name=name))
        said.add(name)
        took[name] = _seconds(name, seconds)
    by = {phase: took[name] for name, phase in NAMES.items()}
    return Tempo(by["concentric"], by["hold"], by["eccentric"])


def is_bare(text: str) -> bool:
    """Whether the parts have no names, so that their order must be confirmed."""
    return "=" not in text


def in_words(t: Tempo, e: Exercise) -> str:
    """Such as: lift 3 s, hold 1 s, lower 1 s. Of an exercise that lifts nothing, in words of its own."""
    words = {name: word_of(name) for name in NAMES} | dict(e.phases)
    return ", ".join(f"{words[name]} {figure(t.of(phase), 'g')} s" for name, phase in NAMES.items())


def _seconds(name: str, text: str) -> float:
    try:
        seconds = float(text.removesuffix("s"))
    except ValueError:
        raise ValueError(
            _('{name}="{text}" is not a number of seconds; {forms}').format(name=name, text=text, forms=FORMS)
        ) from None
    if not 0 <= seconds <= LONGEST_S:
        raise ValueError(_("{name}={text} is outside 0 to {longest} s").format(name=name, text=text, longest=LONGEST_S))
    return seconds
