"""The cameras of this computer by name. Linux tells them; elsewhere cameras have numbers only."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import SourceError
from formcheck.messages import _

SYSTEM = Path("/sys/class/video4linux")
FIRST = "0"  # of the nodes of a camera: the others send no pictures
UNTRIED = _("cameras have names on Linux only; elsewhere name one by its number, such as 0 (not tried there)")


@dataclass(frozen=True, slots=True)
class NamedCamera:
    number: int
    name: str


def cameras(system: Path = SYSTEM) -> list[NamedCamera]:
    """All that this computer has, by number; empty where the system does not tell."""
    found = []
    for node in system.glob("video*"):
        number, name = node.name.removeprefix("video"), _said(node / "name")
        if number.isdigit() and _said(node / "index") in (FIRST, ""):
            half, colon, again = name.partition(": ")  # drivers often say it twice
            found.append(NamedCamera(int(number), half if colon and half.startswith(again) else name))
    return sorted(found, key=lambda c: c.number)


def number_of(name: str, system: Path = SYSTEM) -> int:
    """The number of the one camera whose name contains this, in any case. Raises SourceError."""
    there = cameras(system)
    same = [c for c in there if name.casefold() == c.name.casefold()]
    found = same or [c for c in there if name.casefold() in c.name.casefold()]
    if len(found) == 1:
        return found[0].number
    if found:
        raise SourceError(
            _("{name} is the name of several cameras: {list}; name one by its number").format(
                name=name, list=listed(found)
            )
        )
    if not there and not sys.platform.startswith("linux"):
        raise SourceError(_("{name} is no clip and no camera: {why}").format(name=name, why=UNTRIED))
    raise SourceError(
        _("{name} does not exist: it is no clip, and the name of no camera ({list})").format(
            name=name, list=listed(there) or _("none is connected")
        )
    )


def listed(found: list[NamedCamera]) -> str:
    """In one line: 0 Integrated Camera, 2 Logitech Webcam C920."""
    return ", ".join(f"{c.number} {c.name}" for c in found)


def _said(file: Path) -> str:
    try:
        return file.read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""
