"""The score told to people and to CI: Markdown for a job summary, JUnit XML for a test view."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable

from formcheck.scoring.figures import Figures, Middle, Score, Share
from formcheck.text import shown

CODE = str.maketrans("|`<>", "/'‹›")
LINKS = str.maketrans({c: f"\\{c}" for c in "\\[]!"})
UNITS = {"deg": "°", "cm": " cm", "foot lengths": " foot"}


def percent(s: Share) -> str:
    """Such as 31/32, 97 % (84 to 99)."""
    if s.value is None or s.low is None or s.high is None:
        return "–"
    return f"{s.hits}/{s.n}, {s.value:.0%} ({s.low:.0%} to {s.high:.0%})"


def seconds(m: Middle) -> str:
    return "–" if m.median is None else f"{m.median:.3f} ({m.low:.3f} to {m.high:.3f}), p95 {m.p95:.3f}, n {m.n}"


def ratio(m: Middle) -> str:
    return "–" if m.median is None else f"{m.median:.1%} ({m.low:.1%} to {m.high:.1%}), n {m.n}"


def ranges(f: Figures) -> str:
    parts = []
    for unit, m in f.rom.items():
        sign, digits = UNITS.get(unit, unit), 2 if unit == "foot lengths" else 1
        parts.append(f"{m.median:.{digits}f}{sign} ({m.low:.{digits}f} to {m.high:.{digits}f}), n {m.n}")
    return "; ".join(parts) or "–"


ROWS: dict[str, Callable[[Figures], str]] = {
    "clips": lambda f: str(f.clips),
    "exact count": lambda f: percent(f.exact_count),
    "off by one at most": lambda f: percent(f.within_one),
    "mean count error": lambda f: "–" if f.mean_count_error is None else f"{f.mean_count_error:.3f}",
    "views that cannot count: said so": lambda f: percent(f.unsuited_said),
    "edges, s": lambda f: seconds(f.edges_s),
    "phases, relative": lambda f: ratio(f.phases),
    "range": ranges,
    "range inside its interval": lambda f: percent(f.rom_covered),
    "attempts with the right reason": lambda f: percent(f.attempt_reasons),
    "view": lambda f: percent(f.view),
    "working side": lambda f: percent(f.side),
    "variant": lambda f: percent(f.variant),
    "clean reps with a false alarm": lambda f: percent(f.false_alarms_per_clean_rep),
}


def markdown(score: Score) -> str:
    """A table of figures (a column an exercise) and a list of what was missed."""
    groups = {**score.exercises, "**all**": score.all} if len(score.exercises) > 1 else dict(score.exercises)
    missed = [c for c in score.clips if c.misses or c.error]
    verdict = "every clip as expected" if not missed else f"{len(missed)} of {len(score.clips)} clips not as expected"
    lines = [f"## formcheck score: {verdict}", ""]
    lines.append(f"| | {' | '.join(map(_text, groups))} |")
    lines.append("| --- " * (len(groups) + 1) + "|")
    lines += [f"| {name} | {' | '.join(_text(cell(f)) for f in groups.values())} |" for name, cell in ROWS.items()]
    faults = {fault for f in groups.values() for fault in f.faults}
    if faults:
        lines += [
            "",
            "| fault | precision | recall | F1 | must be judged, and was |",
            "| --- | --- | --- | --- | --- |",
        ]
        for fault, f in score.all.faults.items():
            f1 = "–" if f.f1 is None else f"{f.f1:.2f}"
            lines.append(
                f"| {_text(fault)} | {percent(f.precision)} | {percent(f.recall)} | {f1} | {percent(f.coverage)} |"
            )
    if missed or score.gates:
        lines += ["", "### Not as expected", ""]
        lines += [f"- gate: {g}" for g in score.gates]
        lines += [f"- `{_code(c.clip)}`: {_text(c.error or '; '.join(c.misses))}" for c in missed]
    lines += [
        "",
        f"formcheck {score.formcheck}, model {score.model}, {len(score.clips)} clips in {score.seconds:.1f} s. "
        "Intervals are 95 %: Wilson for shares, order statistics for medians.",
        "",
    ]
    return "\n".join(lines)


def _code(text: str) -> str:
    """For between backticks."""
    return shown(text).translate(CODE)


def _text(text: str) -> str:
    """Words in a line or a cell of Markdown: no markup, link or picture from names and labels."""
    return shown(text).translate(LINKS).translate(CODE)


def junit(score: Score) -> str:
    """One test case a clip, its time, and a readable message for each miss."""
    failures = [c for c in score.clips if c.misses and not c.error]
    errors = [c for c in score.clips if c.error]
    suite = ET.Element(
        "testsuite",
        name="formcheck score",
        tests=str(len(score.clips) + len(score.gates)),
        failures=str(len(failures) + len(score.gates)),
        errors=str(len(errors)),
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
        if c.error:
            ET.SubElement(case, "error", message=shown(c.error))
        elif c.misses:
            ET.SubElement(case, "failure", message=shown(c.misses[0])).text = "\n".join(map(shown, c.misses))
    for gate in score.gates:
        case = ET.SubElement(suite, "testcase", classname="formcheck.gates", name=gate, time="0")
        ET.SubElement(case, "failure", message=gate)
    ET.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suite, encoding="unicode") + "\n"
