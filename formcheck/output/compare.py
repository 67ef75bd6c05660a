"""Two sets beside each other: in a terminal, and as a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from formcheck.exercises import EXERCISES
from formcheck.history.change import METRICS
from formcheck.history.performance import Performance
from formcheck.history.side_by_side import Outline, Pair, broken, outline
from formcheck.output import progress as say
from formcheck.output.history import NOTE, table, verdict
from formcheck.output.pages import MARKS, page
from formcheck.output.words import quantity

Names = tuple[str, str]
SECOND = 12  # columns of the terminal for a second
WIDTH, HEIGHT = 400.0, 170.0  # as in the template
LEFT, RIGHT, TOP, BOTTOM = 44.0, 10.0, 14.0, 34.0


def show(both: Sequence[Pair], names: Names, console: Console) -> None:
    """Print the two in columns, phases below each other, and what changed."""
    console.print()
    for p in both:
        parts: list[RenderableType] = [_headline(p, names)]
        if p.refused:
            parts.append(Text(f"Not compared. {p.refused}", style="yellow"))
        parts += [_table(p), *_phases(p)]
        if faults := _faults(p):
            parts.append(faults)
        for part in parts:
            console.print(Padding(part, (0, 0, 1, 2)))
    console.print(Padding(Text(NOTE, style="dim"), (0, 0, 1, 2)))


def _headline(p: Pair, names: Names) -> RenderableType:
    lines = [Text(f"{say.title_of(p.a)}{_side(p)}", style="bold green")]
    for letter, name, one in zip("AB", names, (p.a, p.b), strict=True):
        lines.append(Text.assemble((f"{letter}  ", "bold"), name, (f" · {_kind(one)}", "dim")))
    return Group(*lines)


def _side(p: Pair) -> str:
    return f" · {p.a.side} side" if p.a.side == p.b.side != "both" else ""


def _kind(p: Performance) -> str:
    return " · ".join(x for x in (p.variant, f"{p.view} view") if x)


def _rows(p: Pair) -> list[dict[str, str]]:
    """Every measure that A or B has; without a comparison its last two fields are empty."""
    by_metric = {c.metric: c for c in p.changes}
    rows = [{"name": "reps", "a": str(len(p.a.reps)), "b": str(len(p.b.reps)), "change": "", "verdict": "", "mark": ""}]
    cues = p.a.judged & p.b.judged
    for metric in METRICS:
        a, b = (x.clean(cues) if metric == "clean" else x.measures.get(metric) for x in (p.a, p.b))
        if a is None and b is None:
            continue
        c = by_metric.get(metric)
        rows.append({
            "name": say.name_of(metric, p.a.exercise),
            "a": say.measured(a, say.unit_of(metric, p.a.unit)), "b": say.measured(b, say.unit_of(metric, p.b.unit)),
            "change": say.delta_of(c) if c else "", "verdict": say.verdict_of(c) if c else "",
            "mark": MARKS.get(c.verdict, "muted") if c else "",
        })  # fmt: skip
    return rows


def _table(p: Pair) -> RenderableType:
    made = table("", "A", "B", ">change", "")
    by_name = {say.name_of(c.metric, p.a.exercise): c for c in p.changes}
    for row in _rows(p):
        c = by_name.get(row["name"])
        made.add_row(row["name"], row["a"], row["b"], row["change"], verdict(c) if c else "")
    return made


def _phases(p: Pair) -> list[RenderableType]:
    """The mean repetitions as bars, a column a phase, so that phase stands below phase."""
    outlines = (outline(p.a), outline(p.b))
    if None in outlines:
        return []
    made = table("", *_phase_names(p))
    for letter, o in zip("AB", outlines, strict=True):
        if o is not None:
            made.add_row(
                letter,
                *(
                    Text.assemble(("━" * max(1, round(SECOND * min(s, 2.5))), colour), f" {s:.1f} s")
                    for s, colour in zip((o.first_s, o.far_s, o.last_s), ("cyan", "green", "cyan"), strict=True)
                ),
            )
    return [Group(Text("The mean repetition, phase by phase", style="bold"), made)]


def _phase_names(p: Pair) -> tuple[str, str, str]:
    return ("lowering", "far end", "lift") if EXERCISES[p.a.exercise].lowers_first else ("lift", "hold", "lowering")


def _fault_rows(p: Pair) -> list[dict[str, str]]:
    a, b = broken(p.a), broken(p.b)

    def text(one: Performance, found: dict[str, int], id_: str) -> str:
        return f"{found.get(id_, 0)} of {len(one.reps)}" if id_ in one.judged else "not judged"

    return [
        {"say": c.say, "a": text(p.a, a, c.id), "b": text(p.b, b, c.id)}
        for c in EXERCISES[p.a.exercise].cues
        if c.id in a or c.id in b
    ]


def _faults(p: Pair) -> RenderableType | None:
    rows = _fault_rows(p)
    if not rows:
        return None
    made = table("reps with", "A", "B")
    for row in rows:
        made.add_row(row["say"], row["a"], row["b"])
    return made


def compare_page(both: Sequence[Pair], names: Names) -> str:
    """The same as a page, with the mean repetitions drawn over each other."""
    return page(
        "compare.html",
        title=f"{say.title_of(both[0].a)}: {names[0]} and {names[1]}",
        exercise=say.title_of(both[0].a),
        pairs=[
            {
                "side": _side(p).removeprefix(" · "), "refused": p.refused, "rows": _rows(p), "faults": _fault_rows(p),
                "a": f"{names[0]} · {_kind(p.a)}", "b": f"{names[1]} · {_kind(p.b)}",
                "drawing": _drawing(p),
            }
            for p in both
        ],
    )  # fmt: skip


def _drawing(p: Pair) -> dict[str, Any] | None:
    """Both mean repetitions over time, the moment in the middle of their far end at zero. None if one is unknown."""
    a, b = outline(p.a), outline(p.b)
    if a is None or b is None or p.refused or a.size is None or b.size is None:
        return None
    high = max(a.size, b.size) * 1.08
    before = max(o.first_s + o.far_s / 2 for o in (a, b))
    after = max(o.last_s + o.far_s / 2 for o in (a, b))
    scale = (WIDTH - LEFT - RIGHT) / (before + after)

    def x(s: float) -> float:
        return round(LEFT + (s + before) * scale, 1)

    def y(size: float) -> float:
        return round(TOP + (1 - size / high) * (HEIGHT - TOP - BOTTOM), 1)

    def points(o: Outline) -> str:
        half, size = o.far_s / 2, o.size or 0.0
        corners = ((-half - o.first_s, 0.0), (-half, size), (half, size), (half + o.last_s, 0.0))
        return " ".join(f"{x(s)},{y(v)}" for s, v in corners)

    first, _, last = _phase_names(p)
    return {
        "name": say.name_of("range", p.a.exercise), "a": points(a), "b": points(b), "base": y(0.0),
        "levels": [(y(size), quantity(size, p.a.unit)) for size in _apart(a.size, b.size, high)],
        "seconds": [(x(float(s)), f"{s} s") for s in range(-int(before), int(after) + 1)],
        "first": first, "last": last,
    }  # fmt: skip


def _apart(a: float, b: float, high: float) -> list[float]:
    """The sizes to write at the side: one of two that would lie on each other."""
    return [a, b] if abs(a - b) > 0.09 * high else [max(a, b)]
