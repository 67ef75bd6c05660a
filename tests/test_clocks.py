"""A clock that is set while formcheck runs, or was never set, loses and changes nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import clips
import pytest
from conftest import Done
from sets import a_set
from streams import at_work, recorded

from formcheck.commands.resume_routine import choose_resume
from formcheck.history.store import Store, keep
from formcheck.routine.unfinished import FRESH, DoneSet, Unfinished

Run = Callable[..., Done]
JUMPS = r"""
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* Every tenth of a second another: two hours back, the right one, two hours on. What only goes forward stays. */
static time_t jump(void) {
    struct timespec on;
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &on);
    return ((on.tv_sec * 10 + on.tv_nsec / 100000000) % 3 - 1) * 7200;
}
int clock_gettime(clockid_t which, struct timespec *t) {
    int failed = syscall(SYS_clock_gettime, which, t);
    if (!failed && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) t->tv_sec += jump();
    return failed;
}
int gettimeofday(struct timeval *restrict t, void *restrict zone) {
    int failed = syscall(SYS_gettimeofday, t, zone);
    if (!failed && t) t->tv_sec += jump();
    return failed;
}
time_t time(time_t *t) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (t) *t = now.tv_sec;
    return now.tv_sec;
}
"""
HEARD = """
import time
heard = []
for _ in range(40):
    heard.append(time.time())
    time.sleep(0.02)
print(max(heard) - min(heard) > 4 * 3600 - 5)
"""


@pytest.fixture(scope="module")
def jumping(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process whose clock jumps, for Python and for native code."""
    compiler = shutil.which("cc")
    if not sys.platform.startswith("linux") or compiler is None:
        pytest.skip("needs Linux and a C compiler")
    folder = tmp_path_factory.mktemp("clock")
    (folder / "jumps.c").write_text(JUMPS, "ascii")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", folder / "jumps.so", folder / "jumps.c"], check=True)
    return {"LD_PRELOAD": str(folder / "jumps.so")}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video of one calf raise."""
    path = tmp_path_factory.mktemp("one") / "one.mp4"
    return clips.write(path, clips.every_second(clips.shots_of(clips.sample("calf-raise-side"), 0.5, 5.2)))


@pytest.mark.clip
def test_analyses_do_not_notice(jumping: dict[str, str], console: Run, one: Path, tmp_path: Path) -> None:
    assert console("-c", HEARD, command=(sys.executable,), env=jumping).out == "True\n"
    for name, env in (("plain", {}), ("jumps", jumping)):
        done = console(
            "analyze", one, "-e", "calf-raise", "-q", "--json", tmp_path / f"{name}.json", "--store",
            "--db", tmp_path / "sets.db", "--person", name, env=env,
        )  # fmt: skip
        assert (done.code, done.err) == (0, "")
    assert (tmp_path / "jumps.json").read_bytes() == (tmp_path / "plain.json").read_bytes()
    with Store(tmp_path / "sets.db") as store:
        assert {s.person for s in store.sets()} == {"plain", "jumps"}


@pytest.mark.clip
def test_a_folder_is_scored_and_no_clip_takes_two_hours(jumping: dict[str, str], console: Run, tmp_path: Path) -> None:
    for name in "ab":
        recorded(at_work("calf-raise", 2), tmp_path / f"{name}.npz")
        (tmp_path / f"{name}.labels.json").write_text('{"exercise": "calf-raise", "reps": 2}', "utf-8")
    done = console("score", tmp_path, "-q", "--timeout", 60, "--json", tmp_path / "x.json", env=jumping)
    assert done.code == 0, done.err
    rows = json.loads((tmp_path / "x.json").read_text("utf-8"))["clips"]
    assert [row["counted"] for row in rows] == [2, 2]
    assert all(0 <= row["seconds"] < 60 for row in rows)


@pytest.mark.clip
def test_a_live_set_goes_on_to_its_end(jumping: dict[str, str], console: Run, one: Path, tmp_path: Path) -> None:
    """How much of it is counted depends on how busy the machine is."""
    files = ("--json", "-", "--record", tmp_path / "set.mp4", "--no-store")
    done = console("live", "--camera", one, "-e", "calf-raise", "--no-window", "--mute", "-q", *files, env=jumping)
    assert done.code == 0, done.err
    assert done.result["complete"] is True
    assert 4 < done.result["source"]["duration_s"] < 6
    assert (tmp_path / "set.mp4").stat().st_size > 1000


@pytest.mark.parametrize("when", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2106, 2, 7, tzinfo=UTC)])
def test_a_set_of_a_machine_that_does_not_know_the_year_is_kept(when: datetime, formcheck: Run, tmp_path: Path) -> None:
    db = tmp_path / "sets.db"
    for seed, at in enumerate((when, datetime(2026, 3, 1, tzinfo=UTC), when)):
        assert keep(a_set(seed=seed), when=at, db=db).new
    assert formcheck("history", "--db", db).code == 0
    assert formcheck("history", "export", tmp_path / "all.jsonl", "--db", db).code == 0
    assert formcheck("history", "import", tmp_path / "all.jsonl", "--db", tmp_path / "other.db").code == 0
    with Store(tmp_path / "other.db") as store:
        assert [s.at.year for s in store.sets()].count(when.year) == 2


@pytest.mark.parametrize(("ago", "goes_on"), [(timedelta(hours=-5), True), (FRESH * 2, False)])
def test_a_routine_whose_clock_was_set_goes_on_or_says_how(
    ago: timedelta, goes_on: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Unfinished(
        routine="x", person=None, at=datetime.now(UTC) - ago, sides=[None, None], done=[DoneSet(reps=2)]
    )
    assert (choose_resume(before, 2, None, quiet=False) is before) is goes_on
    assert ("continuing" if goes_on else "--resume continues") in " ".join(capsys.readouterr().err.split())
    assert choose_resume(before, 2, True, quiet=False) is before
