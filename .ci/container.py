"""The Containerfile's steps, played where there is no builder: `python .ci/container.py BARE OUT`, as root, on Linux.

BARE is a bare Debian folder: `debootstrap --variant=minbase --include=ca-certificates trixie BARE`. OUT gets a folder a
stage. Then the last one is tried as its user, with the root read-only, and its size is printed.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST_MB = 900
HANDED_ON = re.compile(r"(?i)(https?_proxy|no_proxy|ssl_cert_file|uv_.*|pip_cert|pip_index_url)$")  # of who builds
NOT_IN_SLIM = ("usr/share/doc", "usr/share/man", "usr/share/locale", "var/cache/apt/archives", "var/lib/apt/lists")
SYSTEM = "/usr/sbin:/usr/bin:/sbin:/bin"
UNSHARE, CHROOT = (shutil.which(name, path=SYSTEM) or name for name in ("unshare", "chroot"))
TRIES = (["doctor"], ["demo"], ["analyze", "/opt/sample.mp4", "-e", "calf-raise", "-q", "--json", "-"])


def steps(text: str) -> Iterator[tuple[str, str]]:
    """The instructions, each with its text; comments are left out, continued lines joined."""
    for line in re.sub(r"\\\n", "", text).splitlines():
        if line.strip() and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest.strip()


class Stage:
    """A folder that becomes a file system."""

    def __init__(self, bare: Path, place: Path) -> None:
        place.mkdir(parents=True)
        subprocess.run(["cp", "-a", f"{bare}/.", place.as_posix()], check=True)
        for folder in NOT_IN_SLIM:
            for found in (place / folder).glob("*"):
                shutil.rmtree(found) if found.is_dir() else found.unlink()
        (place / "var/cache/apt/archives/partial").mkdir(parents=True, exist_ok=True)
        self.place, self.env, self.folder, self.user = place, {"PATH": SYSTEM}, "/", "0"
        self.entry: list[str] = []

    def inside(self, command: list[str], *, read_only: bool = False) -> subprocess.CompletedProcess[str]:
        """Run it in there, with /proc, /dev and /sys."""
        top = shlex.quote(str(self.place))
        mounts = f"mount --bind {top} {top} && mount -t proc proc {top}/proc"
        mounts += "".join(f" && mount --rbind {system} {top}{system}" for system in ("/dev", "/sys"))
        if read_only:
            mounts += f" && mount -o remount,bind,ro {top}"
        who = f"--userspec={self.user}:{self.user}"
        line = shlex.join([CHROOT, who, str(self.place), "env", "-C", self.folder, *command])
        handed = {name: value for name, value in os.environ.items() if HANDED_ON.match(name)}
        return subprocess.run(
            [UNSHARE, "-m", "/bin/sh", "-ec", f"PATH={SYSTEM}; {mounts}; PATH={self.env['PATH']}; exec {line}"],
            env={**self.env, **handed, "DEBIAN_FRONTEND": "noninteractive"}, text=True, stdout=subprocess.PIPE,
        )  # fmt: skip

    def play(self, word: str, rest: str, stages: dict[str, "Stage"]) -> None:
        match word:
            case "RUN":
                if self.inside(["sh", "-ec", rest]).returncode:
                    sys.exit(f"failed: RUN {rest}")
            case "COPY":
                self.copy(rest.split(), stages)
            case "ENV":
                self.env |= dict(pair.split("=", 1) for pair in shlex.split(rest))
            case "WORKDIR":
                self.folder = rest
                self.inner(rest).mkdir(parents=True, exist_ok=True)
            case "USER":
                self.user = rest
            case "ENTRYPOINT":
                self.entry = json.loads(rest)
            case "CMD":
                pass
            case _:
                sys.exit(f"{word} is not known here")

    def inner(self, path: str) -> Path:
        return self.place / str(Path(self.folder, path)).lstrip("/")

    def copy(self, words: list[str], stages: dict[str, "Stage"]) -> None:
        origin = ROOT
        if words[0].startswith("--from="):
            origin = stages[words.pop(0).partition("=")[2]].place
        *sources, target = words
        into = self.inner(target)
        for source in (origin / s.lstrip("/") for s in sources):
            if source.is_dir():
                shutil.copytree(source, into, symlinks=True, dirs_exist_ok=True)
            else:
                into.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, into)


def main(bare: Path, out: Path) -> None:
    stages: dict[str, Stage] = {}
    last: Stage | None = None
    for word, rest in steps((ROOT / "Containerfile").read_text("utf-8")):
        print(word, rest, flush=True)
        if word == "FROM":
            name = rest.partition(" AS ")[2] or "last"
            last = stages[name] = Stage(bare, out / name)
        elif last is None:
            sys.exit("a step before FROM")
        else:
            last.play(word, rest, stages)
    assert last is not None
    megabytes = int(subprocess.check_output(["du", "-sxk", str(last.place)]).split()[0]) / 1000 * 1.024
    opencv = [p.name for p in last.place.glob("opt/formcheck/lib/python3*/site-packages/opencv*.dist-info")]
    print(f"{megabytes:.0f} MB, {', '.join(opencv)}, user {last.user}", flush=True)
    shutil.copy2(ROOT / "samples/calf-raise-side.mp4", last.place / "opt/sample.mp4")
    for words in TRIES:
        done = last.inside([*last.entry, *words], read_only=True)
        print(shlex.join(words), "→", done.returncode, *done.stdout.splitlines()[:12], sep="\n", flush=True)
        if done.returncode:
            sys.exit("failed with the root read-only")
    if megabytes > MOST_MB or len(opencv) != 1 or last.user in ("0", "root"):
        sys.exit(f"not at most {MOST_MB} MB, one OpenCV and a user without rights")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
