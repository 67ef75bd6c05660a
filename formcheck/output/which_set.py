"""Which set of a clip a result is of, and how its exercise was recognised, in words."""

from __future__ import annotations

from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.output.phrases import clock
from formcheck.result import Result


def recognised(r: Result) -> str:
    """What was recognised in which part of the clip, how sure, and what else it may be; "" where it was named."""
    if not r.recognised:
        return ""
    name, rivals = EXERCISES[r.exercise].title, [EXERCISES[n].title for n in r.recognised.rivals]
    if r.recognised.certainty == "high":
        text = _("Recognised: {exercise}").format(exercise=name)
    elif rivals:
        text = _("Probably {exercise}, perhaps {others}; --exercise NAME settles it").format(
            exercise=name, others=_(" or ").join(rivals)
        )
    else:
        text = _("Probably {exercise}; --exercise NAME settles it").format(exercise=name)
    if not r.part:
        return text
    return _("Set {index} of {of}, {start} to {end} · {text}").format(
        index=r.part.index, of=r.part.of, start=clock(r.part.start_s), end=clock(r.part.end_s), text=text
    )
