"""The table of repetitions: one line each at every width of the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich.table import Table
from rich.text import Text

from formcheck.exercises import EXERCISES
from formcheck.messages import _, figure
from formcheck.output.phrases import DIGITS, NOT_SEEN, clock, phases, seconds, sign
from formcheck.result import Phases, RepResult, Result, Rom
from formcheck.wording import word_of

Column = Literal["at", "bar", "share", "±", "phases", "rest", "tempo"]
PHASES: tuple[Column, ...] = ("phases", "rest")
FORMS: tuple[tuple[Column, ...], ...] = (  # widest first
    ("at", "bar", "±", *PHASES),
    ("at", "share", "±", *PHASES),
    ("share", "±", "phases"),
    ("share", "±", "tempo"),
    ("±", "tempo"),
    ("tempo",),
)
BAR = 10
BESIDE = ("deg", "cm")  # units short enough for each line


def rep_table(r: Result, columns: Sequence[Column]) -> Table:
    """The repetitions, their mean and what is asked for.

    columns: at, when it began; bar, its share of the target as a bar, or share, as a percentage; ±, the interval of
    the range; phases, a column for each, and rest; tempo, all phases in one column.
    """
    rom = r.reps[0].rom
    measured = any(rep.rom.value is not None for rep in r.reps)
    of_target = [c for c in ("bar", "share") if c in columns and measured and rom.target]
    sided = r.summary.count_reliable and len({rep.side for rep in r.reps}) > 1
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))

    def row(name: str, side: str, at: str, range_: str, share: str | Text, took: Sequence[str], style: str) -> None:
        cells = [name, *([side] if sided else []), *([at] if "at" in columns else []), *([range_] if measured else [])]
        table.add_row(*cells, *([share] if of_target else []), *took, style=style)

    def head(name: str, justify: Literal["left", "right"] = "right") -> None:
        table.add_column(name, justify=justify, no_wrap=True)

    head(_("rep"))
    if sided:
        head(_("side"), "left")
    if "at" in columns:
        head(_("at"))
    if measured:
        head(range_name(rom, two_lines="tempo" in columns))
    if of_target:
        head(_("of target"), "left") if "bar" in columns else head(_("of target").replace(" ", "\n"))
    for name in _phase_names(r, columns):
        head(name)

    for rep in r.reps:
        range_ = size(rep.rom.value, rom.unit, rep.rom.uncertainty if "±" in columns else None)
        row(str(rep.index), word_of(rep.side), clock(rep.start_s), range_, _share(rep, "bar" in columns),
            _phases(rep.lasted, columns), "")  # fmt: skip
    s = r.summary
    if len(r.reps) > 1:
        row(
            _("mean"),
            "",
            "",
            size(s.rom.mean, rom.unit) if s.rom.mean is not None else "",
            "",
            _phases(s.lasted, columns),
            "bold",
        )
    whose = _("your target") if r.target_set_by == "person" and measured else _("target")
    target = "" if rom.target is None else size(rom.target, rom.unit)
    asked = [figure(float(x), "g") for x in r.tempo_prescription.split("-")]
    aims = ["-".join(asked)] if "tempo" in columns else [*(f"{x} s" for x in asked), *_rest("", columns)]
    row(whose, "", "", target, "", aims, "dim")
    return table


def range_name(rom: Rom, *, two_lines: bool = False) -> str:
    """Above the ranges: in two lines if there is a unit to name, or little room."""
    if rom.unit not in BESIDE:
        return f"{_(rom.name)}\n{sign(rom.unit).strip()}"
    return _(rom.name).replace(" ", "\n") if two_lines else _(rom.name)


def size(value: float | None, unit: str, uncertainty: float | None = None) -> str:
    """A range with its interval; units that are words are in the head of the column."""
    if value is None:
        return NOT_SEEN
    form = f".{DIGITS.get(unit, 2)}f"
    text = figure(value, form) + (sign(unit) if unit in BESIDE else "")
    return text if uncertainty is None else f"{text} ± {figure(uncertainty, form)}"


def _phase_names(r: Result, columns: Sequence[Column]) -> list[str]:
    exercise = EXERCISES[r.exercise]
    if "tempo" in columns:
        return [_("tempo, s") if exercise.phases else _("lift-hold-\nlower, s")]
    return [*phases(exercise), *_rest(_("rest"), columns)]


def _rest(text: str, columns: Sequence[Column]) -> list[str]:
    return [text] if "rest" in columns else []


def _phases(p: Phases, columns: Sequence[Column]) -> list[str]:
    parts = (p.concentric_s, p.hold_s, p.eccentric_s)
    if "tempo" in columns:
        known = any(x is not None for x in parts)
        return ["-".join("–" if x is None else figure(x, ".1f") for x in parts) if known else "–"]
    return [*map(seconds, parts), *_rest(seconds(p.rest_s), columns)]


def _share(rep: RepResult, bar: bool) -> Text:
    """How much of the target was reached."""
    if rep.rom.value is None or not rep.rom.target:
        return Text("")
    share = rep.rom.value / rep.rom.target
    colour, percent = "green" if share >= 0.85 else "yellow", figure(share, ".0%")
    if not bar:
        return Text(percent, colour)
    full = max(0, min(BAR, round(BAR * share)))
    return Text.assemble(("━" * full, colour), ("╌" * (BAR - full), "bright_black"), f" {percent}")
