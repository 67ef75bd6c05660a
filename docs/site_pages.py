"""Hooks of the documentation site: pages made from the code, and pages that lie elsewhere in the repository."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
ELSEWHERE = {
    "samples.md": "samples/README.md",
    "figures.md": "benchmarks/README.md",
    "studio.md": "samples/studio/README.md",
    "models.md": "models/README.md",
    "security.md": "SECURITY.md",
    "changelog.md": "CHANGELOG.md",
    "contributing.md": "CONTRIBUTING.md",
    "thumbnails.jpg": "samples/thumbnails.jpg",
    "strengths.png": "benchmarks/strengths.png",
}
ON_SITE = {there: here for here, there in ELSEWHERE.items()} | {"README.md": "index.md"}
COUNTS = {"must": "yes", "may": "roughly", None: "no"}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for here, there in ELSEWHERE.items():
        files.append(File.generated(config, here, abs_src_path=str(ROOT / there)))
    for here, lines in {
        "commands.md": commands(),
        "exercises.md": exercises(),
        "result-file.md": result_file(),
    }.items():
        files.append(File.generated(config, here, content="\n\n".join(lines)))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Links between files of the repository become links between pages; a file that has none is only named."""
    here = ELSEWHERE.get(page.file.src_uri, f"docs/{page.file.src_uri}")

    def link(found: re.Match[str]) -> str:
        mark, text, target, anchor = found.groups(default="")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(here), target))
        if path.startswith("docs/"):
            return f"{mark}[{text}]({path.removeprefix('docs/')}{anchor})"
        return f"{mark}[{text}]({ON_SITE[path]}{anchor})" if path in ON_SITE else text

    return re.sub(r"(!?)\[([^\]]*)\]\(([^):#\s]+)(#[^)\s]*)?\)", link, markdown)


def commands() -> Iterator[str]:
    """What --help prints, of every command."""
    import typer.main
    from typer.testing import CliRunner

    from formcheck.cli import app

    yield "# Commands\n\nWhat `--help` prints."
    waiting: list[tuple[list[str], Any]] = [([], typer.main.get_command(app))]
    while waiting:
        words, command = waiting.pop(0)
        yield f"## {' '.join(['formcheck', *words])}"
        said = CliRunner().invoke(app, [*words, "--help"], prog_name="formcheck", env={"COLUMNS": "100"})
        yield f"```text\n{said.output.strip()}\n```"
        waiting[:0] = [([*words, name], inner) for name, inner in getattr(command, "commands", {}).items()]


def exercises() -> Iterator[str]:
    """The guide of every built-in exercise: how it is done and filmed, its limits and where they come from."""
    from formcheck.commands.exercises import describe
    from formcheck.exercises import BUILT_IN, LEFT_OUT, SAFETY

    yield f"# Exercises\n\n{SAFETY}\n\n{LEFT_OUT}"
    yield (
        "A limit has an interval (±). Beyond it a repetition has the fault; within it nobody can tell, and the rep "
        "is *borderline*. *Views* are those that judge a cue; in brackets those that judge it roughly. Numbers after "
        "the references are theirs; the interval of each limit is measured in [figures](figures.md)."
    )
    for guide in map(describe, BUILT_IN):
        yield f"## {guide['title']}"
        yield f"`-e {guide['name']}`" + "".join(f" · `--variant {v}`" for v in guide["variants"])
        picture = f"exercises/{guide['name']}.jpg"
        if (ROOT / "docs" / picture).exists():
            yield f"![{guide['title']}: start position, end position]({picture})"
        yield "\n".join(f"{i}. {step}" for i, step in enumerate(guide["how_to"], 1))
        yield "\n".join(f"- **{what}:** {guide[key]}" for what, key in PARTS)
        targets = guide["range"]["targets"].items()
        aims = ", ".join(f"{v} {x:g} {guide['range']['unit']}".strip() for v, x in targets)
        yield f"- **Range:** {guide['range']['name']}, target {aims}"
        yield table(
            ("view", "counts", "measures the range"),
            ((v, COUNTS[s["count"]], COUNTS[s["range"]]) for v, s in guide["views"].items()),
        )
        yield table(("cue", "you hear", "it means", "fault when", "views", "references"), cues(guide))
        yield "\n".join(f"- No view shows `{id_}`: {why}." for id_, why in guide["not_visible"].items())
        yield "\n".join(f"- {tag}: {title}" for tag, title in guide["sources"].items())


PARTS = (
    ("Camera", "camera"),
    ("Tempo, lift-hold-lower in seconds", "tempo"),
)


def cues(guide: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for c in guide["cues"]:
        seen = [v for v, s in guide["views"].items() if c["id"] in s["must"]]
        roughly = [f"({v})" for v, s in guide["views"].items() if c["id"] in s["may"]]
        yield f"`{c['id']}`", c["say"], c["meaning"], c["said_when"], ", ".join([*seen, *roughly]), c["source"]


def result_file() -> Iterator[str]:
    """Every object of the result's JSON Schema and its fields."""
    schema = json.loads((ROOT / "docs" / "result.schema.json").read_text("utf-8"))
    yield f"# Result file\n\n{schema['description']}"
    yield (
        "What `--json` writes and `formcheck.Result` holds. What is not known is `null`, never 0. Times are seconds "
        "from the start of the clip. As JSON Schema: [result.schema.json](result.schema.json); of `score --json`: "
        "[score.schema.json](score.schema.json), of `history --json`: [history.schema.json](history.schema.json), of a "
        "line of `history export`: [set.schema.json](set.schema.json), of `routine run --json`: "
        "[routine.schema.json](routine.schema.json)."
    )
    yield fields(schema)
    for name, part in sorted(schema["$defs"].items()):
        yield f"## {name}\n\n{part.get('description', '')}"
        yield fields(part)


def fields(part: dict[str, Any]) -> str:
    rows = ((f"`{n}`", kind(f), f.get("description", "")) for n, f in part.get("properties", {}).items())
    return table(("field", "type", "meaning"), rows)


def kind(field: dict[str, Any]) -> str:
    """The type of a field in words, with links to the objects."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        return " or ".join(kind(f) for f in field["anyOf"])
    if "enum" in field or "const" in field:
        return ", ".join(f"`{x}`" for x in field.get("enum", [field.get("const")]))
    if field.get("type") == "array":
        return f"list of {kind(field.get('items', {}))}"
    if field.get("type") == "object" and isinstance(field.get("additionalProperties"), dict):
        return f"{kind(field['additionalProperties'])} by name"
    return str(field.get("type", "any"))


def table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in line) + " |" for line in lines)
