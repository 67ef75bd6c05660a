"""The house: no circle of imports, arrows that run one way, and an engine of numpy alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Set
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# From the bottom to the top: a folder or file imports from those before it, never from those behind it.
LAYERS = [
    ("messages", "sanitize", "errors", "atomic", "version", "wording", "processes", "frames"),
    ("motion",),
    ("exercises", "tempo", "source"),
    ("result_parts",),
    ("result",),
    ("result_read",),
    ("judging",),
    ("recognition",),
    ("capture",),
    ("pipeline",),
    ("several_sets",),
    ("history",),
    ("routine",),
    ("scoring",),
    ("output",),
    ("live",),
    ("commands",),
    ("api", "cli"),
    ("__main__",),
]


def imports(root: Path) -> dict[str, set[str]]:
    """The modules of formcheck, each with those of formcheck that it imports anywhere, for types too."""
    files = {_name(root, p): p for p in sorted((root / "formcheck").rglob("*.py"))}
    return {name: set(_imported(ast.parse(p.read_text("utf-8")), files)) - {name} for name, p in files.items()}


def _name(root: Path, path: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(tree: ast.Module, known: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for a in node.names:
                full = f"{node.module}.{a.name}"
                if full in known or node.module in known:
                    yield full if full in known else node.module


def circle(graph: Mapping[str, Set[str]]) -> list[str]:
    """A circle of the graph; empty if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as e:
        found: list[str] = e.args[1]
        return found
    return []


def turning_back(graph: Mapping[str, Set[str]]) -> list[str]:
    """The imports from a layer that lies higher."""
    height = {part: i for i, layer in enumerate(LAYERS) for part in layer}

    def of(module: str) -> int:
        return height[module.split(".")[1]]

    inside = {m: {x for x in xs if x != "formcheck"} for m, xs in graph.items() if m != "formcheck"}
    return [f"{m} → {x}" for m, xs in inside.items() for x in sorted(xs) if of(x) > of(m)]


def test_no_file_imports_itself_over_others() -> None:
    assert circle(imports(ROOT)) == []


def test_arrows_run_one_way() -> None:
    assert turning_back(imports(ROOT)) == []


def test_folders_form_no_circle() -> None:
    folders: dict[str, set[str]] = {}
    for m, xs in imports(ROOT).items():
        part = m.split(".")[1:2] or ["formcheck"]
        folders.setdefault(part[0], set()).update(x.split(".")[1] for x in xs if x != "formcheck")
    assert circle({k: v - {k} for k, v in folders.items() if k != "formcheck"}) == []


def test_a_circle_and_an_arrow_back_are_seen(tmp_path: Path) -> None:
    for name, text in {
        "motion/a.py": "from formcheck.motion import b",
        "motion/b.py": "def later():\n    from formcheck.motion.a import x",
        "motion/c.py": "from formcheck.output.d import y",
        "output/d.py": "",
    }.items():
        path = tmp_path / "formcheck" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    graph = imports(tmp_path)
    assert set(circle(graph)) == {"formcheck.motion.a", "formcheck.motion.b"}
    assert turning_back(graph) == ["formcheck.motion.c → formcheck.output.d"]


def test_no_two_public_types_share_a_name() -> None:
    where: dict[str, list[str]] = {}
    for path in (ROOT / "formcheck").rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where.setdefault(node.name, []).append(path.name)
    assert {name: files for name, files in where.items() if len(files) > 1} == {}


def test_more_than_five_arguments_are_named() -> None:
    """Of constructors: a dataclass by kw_only, an __init__ by a star."""
    found = []
    for path in (ROOT / "formcheck").rglob("*.py"):
        classes = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ClassDef)]
        found += [f"{path.name}: {c.name}" for c in classes if _positional(c) > 5]
    assert found == []


def _positional(node: ast.ClassDef) -> int:
    decorators = " ".join(ast.unparse(d) for d in node.decorator_list)
    if "dataclass" in decorators:
        fields = [b for b in node.body if isinstance(b, ast.AnnAssign) and "ClassVar" not in ast.unparse(b.annotation)]
        return 0 if "kw_only=True" in decorators else len(fields)
    inits = [b for b in node.body if isinstance(b, ast.FunctionDef) and b.name == "__init__"]
    return max((len(b.args.args) - 1 for b in inits), default=0)
