"""What is known to be true of a clip: the label file `formcheck.labels/1` beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from formcheck.errors import SourceError
from formcheck.files import must_be_file

ENDING = ".labels.json"
MOST_BYTES = 16 << 20


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


class LabelledRep(_Model):
    start_s: float
    end_s: float
    top_start_s: float | None = None
    top_end_s: float | None = None
    side: str | None = None
    tempo: LabelledTempo | None = None
    rom: LabelledRom | None = None
    faults: list[str] = []
    borderline: list[str] = []  # acted too near a limit to tell: neither missed nor false


class LabelledAttempt(_Model):
    start_s: float
    end_s: float
    reason: str


class Labels(_Model):
    """Every field but the exercise may be left out; only what is there is scored."""

    exercise: str
    variant: str | None = None
    view: str | None = None
    suited: bool = True
    side: str | None = None
    reps: int | tuple[int, int] | None = None
    rep_times: list[LabelledRep] = []
    attempts: list[LabelledAttempt] | None = None
    faults: list[str] | None = None
    all_clean: bool = False
    height_cm: float | None = None
    origin: Literal["rendered", "filmed"] | None = None

    @property
    def allowed(self) -> tuple[int, int] | None:
        """Fewest and most repetitions that are right."""
        return (self.reps, self.reps) if isinstance(self.reps, int) else self.reps

    @classmethod
    def read(cls, path: Path) -> Labels:
        """Raises SourceError if the file is not a label file."""
        must_be_file(path, "a label file")
        try:
            if path.stat().st_size > MOST_BYTES:
                raise SourceError(f"{path.name} is not a label file: it is larger than {MOST_BYTES >> 20} MB")
            return cls.model_validate_json(path.read_bytes())
        except OSError as e:
            raise SourceError(f"{path} cannot be read ({e.strerror}); check the name") from e
        except ValidationError as e:
            first = e.errors()[0]
            where = ".".join(str(x) for x in first["loc"]) or "the file"
            raise SourceError(f"{path.name} is not a label file: {where}: {first['msg']}") from e
