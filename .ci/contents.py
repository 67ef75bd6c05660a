"""What is packed is what git knows, no more and no less: `python .ci/contents.py FOLDER`, of a wheel and an sdist.

And what the Containerfile copies is in every clone.
"""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

LARGEST = 10 << 20  # bytes in one file: the pose model is 9.4 MB
DATA = {
    "formcheck/data/pose_landmarker_full.task",
    "formcheck/data/hand_landmarker.task",
    "formcheck/data/calf-raise-side.mp4",
}
PACKED = ("formcheck/", "models/", "samples/", "tests/", "docs/", "benchmarks/")
BESIDE = {
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "LICENSE",
    "mkdocs.yml",
    "pyproject.toml",
    ".gitignore",
}


def main(folder: Path) -> None:
    known = set(subprocess.check_output(["git", "ls-files"], text=True).splitlines())
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as z:
        in_wheel = {i.filename: i.file_size for i in z.infolist() if ".dist-info/" not in i.filename}
    with tarfile.open(sdist) as t:
        in_sdist = {m.name.partition("/")[2]: m.size for m in t.getmembers() if m.isfile()}
    same("wheel", set(in_wheel), {f for f in known if f.startswith("formcheck/")} | DATA)
    same("sdist", set(in_sdist) - {"PKG-INFO"}, {f for f in known if f.startswith(PACKED)} | known & BESIDE)
    large = [f for f, size in {**in_wheel, **in_sdist}.items() if size > LARGEST]
    if large:
        sys.exit(f"larger than {LARGEST >> 20} MB: {', '.join(large)}")
    absent = [c for c in copied() if not any(f == c or f.startswith(f"{c}/") for f in known)]
    if absent:
        sys.exit(f"Containerfile copies what no clone has: {', '.join(absent)}")


def copied() -> list[str]:
    """The files and folders that an image is built of."""
    lines = [line.split() for line in Path("Containerfile").read_text("utf-8").splitlines()]
    copies = [words for words in lines if words and words[0] == "COPY" and not words[1].startswith("--from")]
    return [source for words in copies for source in words[1:-1]]


def same(what: str, packed: set[str], wanted: set[str]) -> None:
    if packed != wanted:
        sys.exit(f"{what}: too many {sorted(packed - wanted)}, missing {sorted(wanted - packed)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
