"""The score for people and CI: Markdown for a job summary, JUnit XML for a test view."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable

from formcheck.messages import _, figure
from formcheck.sanitize import shown
from formcheck.scoring.figures import Figures, Middle, Score, Share
from formcheck.wording import plural

CODE = str.maketrans("|`<>", "/'‹›")
LINKS = str.maketrans({c: f"\\{c}" for c in "\\[]!"})
NONE = "–"
UNITS = {"deg": "°", "cm": " cm", "foot lengths": _(" foot lengths")}


def percent(s: Share) -> str:
    """Such as 31/32, 97 % (84 to 99)."""
    if s.value is None or s.low is None or s.high is None:
        return NONE
    return _("{hits}/{n}, {share:.0%} ({low:.0%} to {high:.0%})").format(
        hits=s.hits, n=s.n, share=s.value, low=s.low, high=s.high
    )


def seconds(m: Middle) -> str:
    if m.median is None:
        return NONE
    return _("{median:.3f} ({low:.3f} to {high:.3f}), p95 {p95:.3f}, n {n}").format(**m.model_dump())


def ratio(m: Middle) -> str:
    if m.median is None:
        return NONE
    return _("{median:.1%} ({low:.1%} to {high:.1%}), n {n}").format(**m.model_dump())


def ranges(f: Figures) -> str:
    parts = []
    for unit, m in f.rom.items():
        sign, digits = UNITS.get(unit, unit), 2 if unit == "foot lengths" else 1
        median, low, high = (NONE if x is None else figure(x, f".{digits}f") for x in (m.median, m.low, m.high))
        parts.append(_("{median} ({low} to {high}), n {n}").format(median=median + sign, low=low, high=high, n=m.n))
    return "; ".join(parts) or NONE


ROWS: dict[str, Callable[[Figures], str]] = {
    _("clips"): lambda f: str(f.clips),
    _("exercise recognised"): lambda f: NONE if f.recognised is None else percent(f.recognised),
    _("taken for another exercise"): lambda f: NONE if f.misnamed is None else percent(f.misnamed),
    _("exact counts"): lambda f: percent(f.exact_count),
    _("counts off by at most one"): lambda f: percent(f.within_one),
    _("mean count error"): lambda f: NONE if f.mean_count_error is None else figure(f.mean_count_error, ".3f"),
    _("views that cannot count: flagged"): lambda f: percent(f.unsuited_said),
    _("edges, s"): lambda f: seconds(f.edges_s),
    _("phases, relative"): lambda f: ratio(f.phases),
    _("range"): ranges,
    _("ranges inside their interval"): lambda f: percent(f.rom_covered),
    _("attempts with the right reason"): lambda f: percent(f.attempt_reasons),
    _("view"): lambda f: percent(f.view),
    _("working side"): lambda f: percent(f.side),
    _("variant"): lambda f: percent(f.variant),
    _("labelled faults found"): lambda f: NONE if f.must_recall is None else percent(f.must_recall),
    _("clean reps with a false alarm"): lambda f: percent(f.false_alarms_per_clean_rep),
}


def verdict(score: Score) -> str:
    """The score in a few words."""
    missed = sum(c.failed for c in score.clips)
    odd = sum(bool(c.faults) for c in score.clips)
    said = (
        _("{missed} of {n} not as expected").format(missed=missed, n=plural(len(score.clips), "clip"))
        if missed
        else _("every clip as expected")
    )
    said += _(", {odd} with missed faults or false alarms").format(odd=odd) if odd else ""
    if score.baseline:
        said += _("; compared with the baseline {n} worse, {better} better").format(
            n=len(score.baseline.worse), better=len(score.baseline.better)
        )
    return said


def markdown(score: Score) -> str:
    """A table of figures, one column per exercise, and a list of what was not as expected."""
    groups = {**score.exercises, "**all**": score.all} if len(score.exercises) > 1 else dict(score.exercises)
    lines = [f"## formcheck score: {verdict(score)}", ""]
    lines.append(f"| | {' | '.join(map(_text, groups))} |")
    lines.append("| --- " * (len(groups) + 1) + "|")
    for name, cell in ROWS.items():
        cells = [cell(f) for f in groups.values()]
        if set(cells) != {NONE}:  # what nothing is labelled with would be a row of dashes
            lines.append(f"| {name} | {' | '.join(map(_text, cells))} |")
    if score.all.faults:
        lines += [
            "",
            _("| fault | precision | recall | F1 | judged, where it must be |"),
            "| --- | --- | --- | --- | --- |",
        ]
        for fault, f in score.all.faults.items():
            f1 = NONE if f.f1 is None else figure(f.f1, ".2f")
            lines.append(
                f"| {_text(fault)} | {percent(f.precision)} | {percent(f.recall)} | {f1} | {percent(f.coverage)} |"
            )
    missed = [f"`{_code(c.clip)}`: {_text(c.error or '; '.join(c.misses))}" for c in score.clips if c.failed]
    lines += _listed(_("Not as expected"), [*(_("gate: {gate}").format(gate=_text(g)) for g in score.gates), *missed])
    lines += _listed(
        _("Notes"), [f"`{_code(c.clip)}`: {_text('; '.join(c.notes))}" for c in score.clips if c.notes and not c.error]
    )
    if score.baseline:
        lines += _listed(_("Worse than the baseline"), map(_text, score.baseline.worse))
        lines += _listed(_("Better than the baseline"), map(_text, score.baseline.better))
        lines += _listed(_("Not compared"), map(_text, score.baseline.apart))
    lines += [
        "",
        _(
            "formcheck {formcheck}, model {model}, {n} in {seconds:.1f} s. Intervals are 95 %: "
            "Wilson for shares, order statistics for medians."
        ).format(
            formcheck=score.formcheck, model=score.model, n=plural(len(score.clips), "clip"), seconds=score.seconds
        ),
        "",
    ]
    return "\n".join(lines)


def _listed(head: str, points: Iterable[str]) -> list[str]:
    items = [f"- {p}" for p in points]
    return ["", f"### {head}", "", *items] if items else []


def _code(text: str) -> str:
    """Text for between backticks."""
    return shown(text).translate(CODE)


def _text(text: str) -> str:
    """Text for a line or cell of Markdown, without markup, links or pictures from names and labels."""
    return shown(text).translate(LINKS).translate(CODE)


def junit(score: Score) -> str:
    """One test case per clip with its time, a message for each miss, and its notes as output.

    With a baseline, a clip that still fails is skipped, and each thing that got worse is a separate failure.
    """
    failed = [("gates", g) for g in score.gates]
    if score.baseline:
        failed += [("baseline", w) for w in score.baseline.worse]
    known = score.baseline is not None
    suite = ET.Element(
        "testsuite",
        name="formcheck score",
        tests=str(len(score.clips) + len(failed)),
        failures=str(len(failed) + (0 if known else sum(bool(c.misses) and not c.error for c in score.clips))),
        errors=str(0 if known else sum(bool(c.error) for c in score.clips)),
        skipped=str(sum(c.failed for c in score.clips) if known else 0),
        time=f"{score.seconds:.3f}",
    )
    for c in score.clips:
        case = ET.SubElement(
            suite,
            "testcase",
            classname=f"formcheck.{shown(c.exercise or 'unknown')}",
            name=shown(c.clip),
            time=f"{c.seconds:.3f}",
        )
        if c.failed:
            kind = "skipped" if known else "error" if c.error else "failure"
            what = [c.error] if c.error else c.misses
            ET.SubElement(case, kind, message=shown(what[0])).text = "\n".join(map(shown, what))
        if c.notes:
            ET.SubElement(case, "system-out").text = "\n".join(map(shown, c.notes))
    for group, what_failed in failed:
        case = ET.SubElement(suite, "testcase", classname=f"formcheck.{group}", name=shown(what_failed), time="0")
        ET.SubElement(case, "failure", message=shown(what_failed))
    ET.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suite, encoding="unicode") + "\n"
