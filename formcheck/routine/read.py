"""Read routine files, bundled or the user's own. Errors name the line."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from formcheck.errors import RoutineError, UsageError
from formcheck.messages import LANGUAGE, _
from formcheck.routine.model import MOST_STEPS, Routine, Step
from formcheck.sanitize import decoded

BUILTIN = ("warm-up", "recovery", "between-sets")
FOLDER = files("formcheck.routine") / "builtin"


def text_of(name: str) -> str:
    """The text of a bundled routine."""
    return (FOLDER / f"{name}.toml").read_text("utf-8")


def template(language: str = LANGUAGE) -> str:
    """A commented routine to start from; in English if there is none in the language."""
    own = f"template.{language}"
    return text_of(own if (FOLDER / f"{own}.toml").is_file() else "template")


def load(name: str) -> Routine:
    """A bundled routine by name, or a file. Raises RoutineError, or UsageError for an unknown name."""
    if name in BUILTIN:
        return translated(parse(text_of(name), name))
    path = Path(name)
    if path.suffix.lower() != ".toml" and not path.exists():
        close = get_close_matches(name, BUILTIN, n=1)
        hint = (
            _("did you mean {close}?").format(close=close[0])
            if close
            else _("there are: {names}; or name a .toml file").format(names=", ".join(BUILTIN))
        )
        raise UsageError(_('no routine "{name}"; {hint}').format(name=name, hint=hint))
    try:
        return parse(decoded(path.read_bytes()), str(path))
    except UnicodeDecodeError as e:
        raise RoutineError(_("{path} is not Unicode text; save it as UTF-8").format(path=path)) from e
    except OSError as e:
        raise RoutineError(
            _("{path} cannot be read ({why}); check its name and permissions").format(path=path, why=e.strerror)
        ) from e


def texts(part: Routine | Step) -> dict[str, str]:
    """What people read of a routine or a step, by field."""
    fields = ("title", "purpose", "guide", "source", "say")
    return {name: said for name in fields if (said := getattr(part, name, None))}


def translated(r: Routine) -> Routine:
    """A bundled routine in the person's language."""
    steps = [s.model_copy(update={name: _(said) for name, said in texts(s).items()}) for s in r.step]
    return r.model_copy(update={"step": type(r.step)(steps)} | {name: _(said) for name, said in texts(r).items()})


def parse(text: str, name: str) -> Routine:
    """Parse a routine. Raises RoutineError with line and reason of the first error."""
    try:
        data = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as e:
        reason, __, __ = str(e).partition(" (at ")
        at = re.search(r"\(at line (\d+)", str(e))
        line = int(at[1]) if at else len(text.splitlines())
        raise RoutineError(
            _("{name}, line {line}: {lower}{reason}").format(
                name=name, line=line, lower=reason[0].lower(), reason=reason[1:]
            )
        ) from e
    except RecursionError as e:
        raise RoutineError(_("{name} is nested too deeply for a routine").format(name=name)) from e
    try:
        return Routine.model_validate(data)
    except ValidationError as e:
        wrong = min((_where(text, x["loc"]), _reason(x["loc"], x["type"], x["msg"])) for x in e.errors())
        raise RoutineError(
            _("{name}, line {wrong}: {wrong2}").format(name=name, wrong=wrong[0], wrong2=wrong[1])
        ) from e


def _reason(loc: tuple[int | str, ...], kind: str, text: str) -> str:
    key = loc[-1] if loc and isinstance(loc[-1], str) else None
    known = Step.model_fields if loc[:1] == ("step",) and len(loc) > 1 else Routine.model_fields
    if kind == "extra_forbidden":
        close = get_close_matches(str(key), known, n=1)
        return _('unknown key "{key}"; ').format(key=key) + (
            _("did you mean {close}?").format(close=close[0])
            if close
            else _("there are: {names}").format(names=", ".join(known))
        )
    if kind == "missing" or (loc == ("step",) and kind == "too_short"):
        return _("{what} is missing").format(what=_("a [[step]]") if key == "step" else key)
    if loc == ("step",) and kind == "too_long":
        return _("there are more than {most} steps; write two routines, or use sets and rounds").format(most=MOST_STEPS)
    text = text.removeprefix("Value error, ").removeprefix("Input ")
    return f"{key} {text}" if key and text.startswith("should") else text


def _where(text: str, loc: tuple[int | str, ...]) -> int:
    """The line, from 1, of a key as pydantic names it, or of its table."""
    lines = text.splitlines()
    headers = [i for i, line in enumerate(lines) if re.match(r"\s*\[\[\s*step\s*\]\]", line)]
    first, end, key = 0, headers[0] if headers else len(lines), loc[0] if loc else ""
    if len(loc) > 1 and isinstance(loc[1], int) and loc[1] < len(headers):
        first = headers[loc[1]]
        end = headers[loc[1] + 1] if loc[1] + 1 < len(headers) else len(lines)
        key = loc[2] if len(loc) > 2 else ""
    begins = re.compile(rf"\s*\[?\s*\"?{re.escape(str(key))}\"?\s*[]=]")
    return next((i for i in range(first, end) if key and begins.match(lines[i])), first) + 1
