"""formcheck score --explain: one labelled clip, its signal, and where labels and result differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.atomic import AtomicFile
from formcheck.commands.analyze import INTERRUPTED
from formcheck.commands.ctrl_c import judge_until_ctrl_c
from formcheck.errors import NobodySeen, UsageError
from formcheck.messages import _, figure
from formcheck.output.landmark_log import LandmarkLog
from formcheck.output.movement_curve import Bar, Timeline, curves
from formcheck.output.phrases import clip_of, headline, sign
from formcheck.output.terminal.tables import fitting
from formcheck.output.terminal.timeline import strip
from formcheck.result import Result
from formcheck.sanitize import shown as in_a_line
from formcheck.scoring.against_labels import EDGES, compare
from formcheck.scoring.batch import here
from formcheck.scoring.explain import ExplainedRep, lines
from formcheck.scoring.labelled_clips import MISSED, Case
from formcheck.scoring.worker import judged

FAR_S = 0.2  # an edge off by more is shown in colour
LONGEST_S = 600.0  # to fetch a clip
FORMATS = ("png", "svg", "pdf")


@dataclass(frozen=True, slots=True)
class Aside:
    """A movement that was seen but not counted; its letter marks it in the picture."""

    letter: str
    start_s: float
    end_s: float
    reason: str


def explain(case: Case, *, model: str, landmarks_dir: Path | None, picture: Path | None, console: Console) -> int:
    """Judge and show the clip, write the picture; returns the exit code."""
    kind = picture.suffix.lower().removeprefix(".") if picture else "png"
    if kind not in FORMATS:
        raise UsageError(_("{picture} should end in .png, .svg or .pdf").format(picture=picture))
    draft = AtomicFile(picture) if picture else None
    take = LandmarkLog()
    try:
        try:
            with here(case.job(model, landmarks_dir), LONGEST_S) as job:
                r = judged(job, [take], by=judge_until_ctrl_c)
        except NobodySeen as e:
            if not case.nobody_is_right:
                raise
            console.print(Text.assemble((_("as expected: "), "bold green"), str(e)))
            return 0
        if not r.complete:
            return INTERRUPTED
        drawn = curves(take, r)
        every = lines(case.labels, r, take, drawn[0].moved)
        aside = _asides(r)
        shown = Timeline(f"{headline(r)} · {clip_of(r)}", drawn, _rows(case, r, aside))
        if draft:
            from formcheck.output.drawing.signal_picture import draw  # matplotlib takes half a second to load

            with draft.guarded():
                draw(draft.path, shown, kind)
                draft.commit()
    finally:
        take.close()
        if draft:
            draft.discard()
    _print(case, r, shown, every, aside, console)
    return MISSED if compare(case.stem, case.labels, r).misses else 0


def _rows(case: Case, r: Result, aside: Sequence[Aside]) -> dict[str, Sequence[Bar]]:
    true, found = case.labels.rep_times, r.reps
    rows: dict[str, Sequence[Bar]] = {}
    if true:
        rows["true"] = [Bar(t.start_s, t.end_s, str(i), t.top_start_s, t.top_end_s) for i, t in enumerate(true, 1)]
    rows["found"] = [Bar(f.start_s, f.end_s, str(f.index), f.top_start_s, f.top_end_s) for f in found]
    if aside:
        rows["not counted"] = [Bar(a.start_s, a.end_s, a.letter) for a in aside]
    return rows


def _asides(r: Result) -> list[Aside]:
    """Sorted by time."""
    spans = [(a.start_s, a.end_s, f"{a.reason}: {a.detail}") for a in r.attempts]
    return [Aside(chr(ord("a") + i % 26), *span) for i, span in enumerate(sorted(spans))]


def _print(
    case: Case, r: Result, shown: Timeline, every: Sequence[ExplainedRep], aside: Sequence[Aside], console: Console
) -> None:
    console.print(Text(f"\n{shown.title}\n", style="bold"))
    console.print(strip(shown, console.width))
    console.print()
    title = _("edges: measured minus labelled, in s; range: measured, labelled, and difference (± 90 %)")
    if not case.labels.rep_times:
        title = _("edges as measured, in s (no times are labelled)")
    console.print(Text(title, style="dim"))
    console.print(fitting([_table(every, labelled=bool(case.labels.rep_times))], console))
    score = compare(case.stem, case.labels, r)
    misses = score.misses
    mark = ("✗ ", "bold red") if misses else ("· ", "yellow")
    for line in every:
        if line.reason:
            console.print(Text.assemble(mark, _stray(line), line.reason))
    if aside:
        console.print(Text(_("\nNot counted"), style="bold"))
        for a in aside:
            console.print(
                Text(
                    f"  {a.letter}  "
                    + _("{start:.1f} to {end:.1f} s").format(start=a.start_s, end=a.end_s)
                    + f"  {a.reason}"
                )
            )
    console.print()
    for text in score.notes:
        console.print(Text.assemble(("· ", "yellow"), in_a_line(text)))
    if misses:
        console.print(Text.assemble(("✗ ", "bold red"), in_a_line("; ".join(misses))))
        return
    allowed = case.labels.allowed
    want = _("no count") if allowed is None else _(" to ").join(str(n) for n in sorted(set(allowed)))
    said = "" if case.labels.suited else _(", and the result says that this view cannot count the exercise")
    console.print(
        Text(
            _("as expected: {n} counted, {want} labelled{said}").format(n=len(r.reps), want=want, said=said),
            style="bold green",
        )
    )


def _stray(line: ExplainedRep) -> str:
    if line.true:
        return _("rep {number}, {start_s:.1f} to {end_s:.1f} s, was not counted: ").format(
            number=line.number, start_s=line.true.start_s, end_s=line.true.end_s
        )
    assert line.found
    return _("counted rep {index}, {start_s:.1f} to {end_s:.1f} s, is one too many: ").format(
        index=line.found.index, start_s=line.found.start_s, end_s=line.found.end_s
    )


def _table(every: Sequence[ExplainedRep], *, labelled: bool) -> Table:
    """One row per repetition: its time, its four edges (measured minus labelled, or measured), its range."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    names = [_("found"), _("at"), _("start"), _("top on"), _("top off"), _("end"), _("range")]
    for name in [_("rep"), *names, _("labelled"), _("diff")] if labelled else names:
        table.add_column(name, justify="right", no_wrap=True)
    errors: dict[str, list[float]] = {e: [] for e in EDGES}
    for line in every:
        first = line.true or line.found
        assert first
        size, said, off = _range(line)
        table.add_row(
            *([str(line.number or "–")] if labelled else []),
            str(line.found.index) if line.found else _("missing"),
            figure(first.start_s, ".1f") + " s",
            *(_edge(line, e, errors[e], labelled=labelled) for e in EDGES),
            size,
            *((said, off) if labelled else ()),
        )
    if len(every) > 1 and any(errors.values()):
        table.add_row(
            "", _("median"), "", *(figure(median(e), ".2f") if e else "–" for e in errors.values()), style="dim"
        )
    return table


def _edge(line: ExplainedRep, edge: str, errors: list[float], *, labelled: bool) -> Text:
    true, found = getattr(line.true, edge, None), getattr(line.found, edge, None)
    if found is None or (labelled and true is None):
        return Text("–", style="dim")
    if true is None:
        return Text(figure(found, ".2f"))
    errors.append(abs(found - true))
    return Text(figure(found - true, "+.2f"), style="yellow" if abs(found - true) > FAR_S else "")


def _range(line: ExplainedRep) -> tuple[str, str, Text]:
    """Measured, labelled, and their difference with the interval; in colour if outside the interval."""
    rom, true = getattr(line.found, "rom", None), getattr(line.true, "rom", None)
    said = "–" if true is None else _size(true.value, true.unit)
    if rom is None or rom.value is None:
        return "–", said, Text("–", style="dim")
    if true is None or true.unit != rom.unit:
        return _size(rom.value, rom.unit), said, Text("–", style="dim")
    off, half = rom.value - true.value, rom.uncertainty or 0.0
    digits = 2 if rom.unit == "foot lengths" else 1
    text = f"{figure(off, f'+.{digits}f')} ± {figure(half, f'.{digits}f')}"
    return _size(rom.value, rom.unit), said, Text(text, style="yellow" if abs(off) > half else "")


def _size(value: float, unit: str) -> str:
    return figure(value, ".2f" if unit == "foot lengths" else ".1f") + sign(unit)
