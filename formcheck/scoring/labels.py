"""The known truth of a clip: its label file `formcheck.labels/1`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json

from formcheck.atomic import must_be_file
from formcheck.errors import SourceError
from formcheck.messages import _
from formcheck.sanitize import decoded

ENDING = ".labels.json"
MOST_BYTES = 16 << 20
NEAR = 0.75  # similarity of a typo with the same first letter: "repz" is "reps", but "weight" is not "height_cm"


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class LabelledTempo(_Model):
    concentric_s: float | None = None
    hold_s: float | None = None
    eccentric_s: float | None = None


class LabelledRom(_Model):
    name: str
    value: float
    unit: str


class LabelledMovement(_Model):
    start_s: float
    end_s: float
    side: str | None = None
    faults: list[str] | None = None  # an empty list says that there are none
    borderline: list[str] = []  # acted too close to a limit: neither missed nor false


class LabelledRep(LabelledMovement):
    top_start_s: float | None = None
    top_end_s: float | None = None
    tempo: LabelledTempo | None = None
    rom: LabelledRom | None = None


class LabelledHold(LabelledMovement):
    held_s: float | None = None
    clean_s: float | None = None


class LabelledAttempt(_Model):
    start_s: float
    end_s: float
    reason: str


class Labels(_Model):
    """Every field except exercise is optional; only labelled fields are scored."""

    exercise: str
    variant: str | None = None
    view: str | None = None
    suited: bool = True
    side: str | None = None
    reps: int | tuple[int, int] | None = None
    rep_times: list[LabelledRep] = []
    holds: list[LabelledHold] | None = None
    hold_s: float | None = None  # seconds in good position, all together
    held_s: float | None = None  # seconds held, good or not
    attempts: list[LabelledAttempt] | None = None
    faults: list[str] | None = None
    all_clean: bool = False
    height_cm: float | None = None
    origin: Literal["rendered", "filmed"] | None = None

    @property
    def allowed(self) -> tuple[int, int] | None:
        """Smallest and largest correct count."""
        if self.holds is not None:
            return len(self.holds), len(self.holds)
        return (self.reps, self.reps) if isinstance(self.reps, int) else self.reps

    @property
    def movements(self) -> Sequence[LabelledMovement]:
        """The labelled repetitions, steps or holds."""
        return self.holds if self.holds is not None else self.rep_times

    @classmethod
    def read(cls, path: Path) -> Labels:
        """Raises SourceError if the file is not a label file, or a key looks like a typo."""
        must_be_file(path, _("a label file"))
        try:
            if path.stat().st_size > MOST_BYTES:
                raise SourceError(
                    _("{name} is not a label file: it is larger than {size} MB").format(
                        name=path.name, size=MOST_BYTES >> 20
                    )
                )
            data = from_json(decoded(path.read_bytes()))
            for key, known in _slips(cls, data):  # before pydantic reports the correct key as missing
                raise SourceError(
                    _('{name} has an unknown key "{key}"; did you mean "{known}"?').format(
                        name=path.name, key=key, known=known
                    )
                )
            return cls.model_validate(data)
        except OSError as e:
            raise SourceError(
                _("{path} cannot be read ({why}); check the name").format(path=path, why=e.strerror)
            ) from e
        except ValidationError as e:
            first = e.errors()[0]
            where = ".".join(str(x) for x in first["loc"]) or _("the file")
            raise SourceError(
                _("{name} is not a label file: {where}: {first}").format(
                    name=path.name, where=where, first=first["msg"]
                )
            ) from e
        except ValueError as e:
            raise SourceError(_("{name} is not a label file: {why}").format(name=path.name, why=e)) from e


INSIDE: dict[str, type[_Model]] = {
    "rep_times": LabelledRep,
    "holds": LabelledHold,
    "attempts": LabelledAttempt,
    "tempo": LabelledTempo,
    "rom": LabelledRom,
}


def _slips(model: type[_Model], data: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Keys that look like typos, with their path and the correct key. Other unknown keys are ignored."""
    if not isinstance(data, dict):
        return
    known = {_bare(k): k for k in model.model_fields}
    for key, value in data.items():
        if key not in model.model_fields:
            bare = _bare(key)
            like = [k for k in known if k[:1] == bare[:1] and abs(len(k) - len(bare)) <= 1]
            yield from ((f"{where}{key}", known[k]) for k in get_close_matches(bare, like, 1, NEAR))
        elif key in INSIDE:
            inside = value if isinstance(value, list) else [value]
            for i, one in enumerate(inside):
                place = f"{key}.{i}." if inside is value else f"{key}."
                yield from _slips(INSIDE[key], one, where + place)


def _bare(key: str) -> str:
    """The key without unit, capitals and hyphens."""
    return key.lower().replace("-", "_").removesuffix("_s").removesuffix("_cm").replace("_", "")
