"""A routine file as validated models."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from formcheck.errors import UsageError
from formcheck.exercises import EXERCISES, find
from formcheck.messages import _
from formcheck.motion.spec import Tempo
from formcheck.sanitize import shown
from formcheck.tempo import tempo_of

Sides = Literal["both", "left", "right", "weaker-first", "left-first", "right-first"]
MOST_STEPS = 50
BETWEEN_REPS_S = 1.0  # a breath after each repetition


def _exercise(name: str) -> str:
    try:
        return find(name).name
    except UsageError as e:
        raise ValueError(str(e)) from e


def _tempo(text: str) -> str:
    tempo_of(text, Tempo(0, 0, 0))
    return text


Words = Annotated[str, AfterValidator(shown)]  # printed and spoken


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Step(_Part):
    """Some sets of one exercise. reps or seconds gives the length of a set, per side for one-sided exercises.

    reps     repetitions, holds or steps
    seconds  of time; where a position is held, seconds held
    """

    exercise: Annotated[str, AfterValidator(_exercise)]
    variant: str | None = None
    sets: int = Field(1, ge=1, le=20)
    reps: int | None = Field(None, ge=1, le=200)
    seconds: int | None = Field(None, ge=5, le=3600)
    sides: Sides | None = None
    rest_s: int | None = Field(None, ge=0, le=600)
    tempo: Annotated[str, AfterValidator(_tempo)] | None = None
    say: Words | None = Field(None, max_length=200)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.reps is None) == (self.seconds is None):
            raise ValueError(_("give either reps or seconds"))
        e = EXERCISES[self.exercise]
        if self.variant is not None and self.variant not in e.variants:
            known = _("there are: {names}").format(names=", ".join(e.variants)) if e.variants else _("leave it out")
            raise ValueError(
                _('{exercise} has no variant "{variant}"; {known}').format(
                    exercise=e.name, variant=self.variant, known=known
                )
            )
        if self.sides is not None and e.one_sided(self.its_variant) is (self.sides == "both"):
            if self.sides == "both":
                raise ValueError(
                    _(
                        "{exercise} is done one side at a time; write weaker-first, left-first, right-first, "
                        "left or right"
                    ).format(exercise=e.name)
                )
            raise ValueError(_("both sides work together in this {exercise}; leave sides out").format(exercise=e.name))
        return self

    @property
    def its_variant(self) -> str | None:
        """The variant to do: the usual one if none is given."""
        variants = EXERCISES[self.exercise].variants
        return self.variant or (variants[0] if variants else None)

    @property
    def its_tempo(self) -> Tempo:
        own = EXERCISES[self.exercise].tempo
        return tempo_of(self.tempo, own) if self.tempo else own

    @property
    def each_side(self) -> bool:
        """Whether a set is done on one side and then on the other."""
        return EXERCISES[self.exercise].one_sided(self.its_variant) and self.sides not in ("left", "right")

    @property
    def set_s(self) -> float:
        """How long one set of one side takes, at its tempo."""
        if self.seconds is not None:
            return float(self.seconds)
        t = self.its_tempo
        return (self.reps or 0) * (t.concentric + t.hold + t.eccentric + BETWEEN_REPS_S)


class Routine(_Part):
    """A short session: its steps in order, all of them `rounds` times."""

    title: Words = Field(min_length=1, max_length=100)
    purpose: Words = ""
    guide: Words = Field("", description="the guide's sentence behind this routine")
    source: Words = Field("", description="where in the guide")
    rounds: int = Field(1, ge=1, le=10)
    rest_s: int = Field(15, ge=0, le=600, description="after each set and between sides, unless a step says otherwise")
    step: list[Step] = Field(min_length=1, max_length=MOST_STEPS)

    @field_validator("step", mode="before")
    @classmethod
    def _tables(cls, value: object) -> object:
        if not isinstance(value, list):
            raise ValueError(_("write [[step]] with two brackets, because there may be several"))
        return value

    def rest_after(self, step: Step) -> int:
        return self.rest_s if step.rest_s is None else step.rest_s

    @property
    def seconds(self) -> float:
        """How long it takes at the prescribed tempos; there is no rest after the last set."""
        sets = [
            (s.set_s, self.rest_after(s)) for s in self.step for __ in range(s.sets * (2 if s.each_side else 1))
        ] * self.rounds
        return sum(work + rest for work, rest in sets) - sets[-1][1]
