"""The options shared by all judging commands, declared and read in one place.

A command takes them as one argument, `asked`, together with one option per file format.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from formcheck.cli import options as o
from formcheck.cli.help import FILES
from formcheck.commands.formats import FORMATS

if TYPE_CHECKING:
    from formcheck.commands.options import AnalyzeOptions
    from formcheck.motion.spec import Exercise

SHARED: dict[str, tuple[Any, Any]] = {
    "csv_style": (o.CsvStyle, "comma"),
    "no_pictures": (o.NoPictures, False),
    "blur_face": (o.BlurFace, False),
    "variant": (o.Variant, None),
    "side": (o.WorkingSide, "auto"),
    "view": (o.CameraView, "auto"),
    "tempo": (o.TempoText, None),
    "model": (o.Model, "full"),
    "height": (o.Height, None),
    "target": (o.Target, None),
    "person": (o.Person, None),
    "note": (o.Note, None),
    "db": (o.Db, None),
    "every_cue": (o.EveryCue, False),
    "quiet": (o.Quiet, False),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The values of the shared options by name, and the paths of the files to write."""

    said: Mapping[str, Any]
    outputs: Mapping[str, Path]

    def options(
        self,
        exercise: Exercise | None,
        *,
        store: bool,
        when: str | None = None,
        fail_on: list[str] | None = None,
        **more: Any,
    ) -> AnalyzeOptions:
        """Validate the options for an exercise, or for those that will be recognised. Raises UsageError."""
        from formcheck.commands import options as check
        from formcheck.commands.about import about_from
        from formcheck.commands.own_measure import aimed_from

        s = self.said
        if exercise is None:
            check.must_suit_any(s, fail_on or [])
        settings = check.settings_for(exercise, s["variant"], s["side"], s["view"], s["height"])
        return check.AnalyzeOptions(
            exercise=exercise and aimed_from(exercise, s["target"], s["height"]),
            settings=settings,
            tempo=check.tempo_from(s["tempo"], exercise, quiet=s["quiet"]) if exercise else None,
            model=s["model"],
            fail_on=check.gates_from(exercise, fail_on or [], settings.view),
            outputs=self.outputs,
            csv_style=check.csv_style_from(s["csv_style"]),
            no_pictures=s["no_pictures"],
            blur_face=s["blur_face"],
            every_cue=s["every_cue"],
            quiet=s["quiet"],
            about=about_from(s["person"], when, s["note"], stored=store, paged="html" in self.outputs),
            store_in=check.store_from(store, s["db"]),
            **more,
        )


def judges(*, live: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the shared options and those of the file formats, as its argument `asked`."""
    formats = [f for f in FORMATS if f.live or not live]
    files: dict[str, tuple[Any, Any]] = {
        f.name: (Annotated[Path | None, typer.Option(f.flag, metavar="FILE", help=f.help, rich_help_panel=FILES)], None)
        for f in formats
    }

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        def run(**given: Any) -> None:
            outputs = {name: path for name in files if (path := given.pop(name)) is not None}
            said = {name: given.pop(name) for name in SHARED}
            command(**given, asked=Asked(said, outputs))

        hints = get_type_hints(command, include_extras=True)
        own = [p for p in inspect.signature(command).parameters.values() if p.name != "asked"]
        parameters = [p.replace(annotation=hints[p.name], kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
        parameters += [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)
            for name, (hint, default) in (files | SHARED).items()
        ]
        run.__name__, run.__doc__ = command.__name__, command.__doc__
        run.__annotations__ = {p.name: p.annotation for p in parameters}
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        return run

    return with_options
