"""How live sets and routines speak, and how they show themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.help import CAMERA
from formcheck.messages import _

if TYPE_CHECKING:
    from formcheck.live.speech import Speech

Window = Annotated[bool, typer.Option("--window/--no-window", help=_("Show a window."), rich_help_panel=CAMERA)]
Windowed = Annotated[
    bool, typer.Option("--windowed", help=_("Do not fill the screen; f in the window does."), rich_help_panel=CAMERA)
]
Mirror = Annotated[bool, typer.Option("--mirror/--no-mirror", help=_("Mirror the picture."), rich_help_panel=CAMERA)]
Mute = Annotated[bool, typer.Option("--mute", help=_("Do not speak."), rich_help_panel=CAMERA)]
VoiceName = Annotated[
    str | None,
    typer.Option(
        "--voice",
        metavar="NAME",
        help=_("A voice of this system, or a part of its name; by default one that speaks the language."),
        rich_help_panel=CAMERA,
    ),
]
VoicePace = Annotated[
    float,
    typer.Option(
        metavar="TIMES", help=_("How fast the voice speaks: 0.8 is slower."), min=0.5, max=2, rich_help_panel=CAMERA
    ),
]
VoiceVolume = Annotated[
    int,
    typer.Option(
        metavar="PERCENT",
        help=_("How loud the voice is: less under quiet music; more than 100 over loud music, where the voice can."),
        min=1,
        max=200,
        rich_help_panel=CAMERA,
    ),
]


def speech_of(voice: str | None, pace: float, volume: int, *, mute: bool) -> Speech | None:
    """How it speaks; None if it does not."""
    from formcheck.live.speech import Speech, named

    return None if mute else Speech(voice=named(voice).id if voice else "", pace=pace, volume=volume / 100)
