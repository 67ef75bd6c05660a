"""How the system speaks: which of its voices, how fast, how loud."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from formcheck.errors import UsageError
from formcheck.messages import LANGUAGE, _

SPEAKER = (sys.executable, "-m", "formcheck.live.speaker")
LIST = "--voices"
SHOWN = 12  # voices in a message


@dataclass(frozen=True, slots=True)
class SystemVoice:
    """languages are tags such as "de" or "de-DE"; a system may not tell them."""

    id: str
    name: str
    languages: tuple[str, ...] = ()

    def speaks(self, language: str) -> bool:
        return any(tag.replace("_", "-").partition("-")[0].lower() == language for tag in self.languages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """voice: an id; "" for the usual one, or one that speaks the language. Pace and volume: 1 is normal."""

    voice: str = ""
    pace: float = 1.0
    volume: float = 1.0

    def speaker(self) -> list[str]:
        """The command of a process that speaks like that."""
        return [*SPEAKER, json.dumps(asdict(self))]


def named(name: str) -> SystemVoice:
    """A voice of this system by its name, or a part of it."""
    voices = system_voices()
    of_language = [v for v in voices if v.speaks(LANGUAGE)] or voices
    key = name.casefold()
    same = [v for v in voices if key in (v.id.casefold(), v.name.casefold())]
    alike = [v for v in (*of_language, *voices) if key in v.name.casefold()]
    if not voices:
        raise UsageError(_("--voice needs a voice of the system, and there is none"))
    if found := next(iter((*same, *alike)), None):
        return found
    raise UsageError(
        _('no voice "{name}" on this system; there are: {names}').format(
            name=name, names=", ".join(v.name for v in of_language[:SHOWN])
        )
    )


def fitting(voices: Sequence[SystemVoice], usual: str) -> str:
    """The id of the voice to use by default: the system's usual one, unless only another speaks the language."""
    own = next((v for v in voices if v.id == usual), None)
    if own and (own.speaks(LANGUAGE) or not own.languages):
        return usual
    return next((v.id for v in voices if v.speaks(LANGUAGE)), usual)


def system_voices() -> list[SystemVoice]:
    """All that the system has; in a process of its own, because speech engines may only be started once."""
    done = subprocess.run([*SPEAKER, LIST], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        return []
    return [SystemVoice(v["id"], v["name"], tuple(v["languages"])) for v in json.loads(done.stdout)]
