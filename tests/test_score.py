"""Scoring: figures whose answer is arithmetic, and the batch with clips that go wrong."""

import json
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import jsonschema
import pytest

from formcheck import processes
from formcheck.commands.score import ScoreOptions, score
from formcheck.errors import SourceError
from formcheck.scoring import batch, worker
from formcheck.scoring.figures import Score, middle, share
from formcheck.scoring.labelled_clips import cases
from formcheck.scoring.score_report import junit

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Landmarks of the clip below, recorded once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    for ending in (".mp4", ".labels.json"):
        shutil.copy(SAMPLES / f"calf-raise-side{ending}", tmp_path)
    return tmp_path


def relabel(folder: Path, **changes: object) -> None:
    path = folder / "calf-raise-side.labels.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


@pytest.mark.process
def test_right_labels_exit_0_and_the_json_follows_its_schema(clips: Path, cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.json"
    assert score([clips], ScoreOptions(json=out, landmarks_dir=cache, quiet=True)) == 0
    data = json.loads(out.read_text())
    jsonschema.validate(data, Score.model_json_schema())
    assert data["all"]["exact_count"] == {
        "value": 1.0,
        "low": pytest.approx(0.2065, abs=1e-3),
        "high": 1.0,
        "hits": 1,
        "n": 1,
    }
    assert data["all"]["edges_s"]["n"] == 12
    assert len(list(cache.glob("*.npz"))) == 1


@pytest.mark.process
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"reps": 5}, "expected 5, counted 3"),
        ({"side": "left"}, "side left, found both"),
        ({"suited": False}, "the result does not say so"),
    ],
)
def test_a_wrong_label_exits_3_and_junit_says_what_was_expected(
    changes: dict[str, object], says: str, clips: Path, cache: Path, tmp_path: Path
) -> None:
    relabel(clips, **changes)
    out = tmp_path / "s.xml"
    assert score([clips], ScoreOptions(junit=out, landmarks_dir=cache, quiet=True)) == 3
    failure = ET.fromstring(out.read_text()).find("testcase/failure")
    assert failure is not None
    assert says in failure.attrib["message"]


@pytest.mark.process
def test_a_gate_that_is_missed_exits_3(clips: Path, cache: Path) -> None:
    assert score([clips], ScoreOptions(landmarks_dir=cache, quiet=True, min_exact=1.0)) == 0
    relabel(clips, reps=[4, 5])
    assert score([clips], ScoreOptions(landmarks_dir=cache, quiet=True, min_exact=1.0)) == 3


@pytest.mark.process
def test_a_bad_clip_is_an_error_and_the_rest_go_on(clips: Path, cache: Path, tmp_path: Path) -> None:
    (clips / "bad.mp4").write_text("no video")
    (clips / "bad.labels.json").write_text(json.dumps({"exercise": "clamshell", "reps": 3}))
    out = tmp_path / "s.json"
    assert score([clips], ScoreOptions(json=out, landmarks_dir=cache, quiet=True)) == 3
    rows = {c["clip"]: c for c in json.loads(out.read_text())["clips"]}
    assert "not a readable video" in rows["bad"]["error"]
    assert rows["calf-raise-side"]["error"] is None
    assert rows["calf-raise-side"]["counted"] == 3


@pytest.fixture
def odd_workers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Workers with scripted behaviour."""
    script = tmp_path / "worker.py"
    script.write_text(
        "import json, os, sys, time\n"
        "for line in sys.stdin:\n"
        "    job = json.loads(line)\n"
        "    if job['do'] == 'start slowly': time.sleep(1)\n"
        "    if job['do'] == 'never start': time.sleep(60)\n"
        "    print('begun', flush=True)\n"
        "    if job['do'] == 'die': os._exit(7)\n"
        "    if job['do'] == 'hang': time.sleep(60)\n"
        "    print(json.dumps({'result': job}), flush=True)\n"
    )

    def start(module: str, core: int) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        return subprocess.Popen([sys.executable, str(script)], stdin=pipe, stdout=pipe)

    monkeypatch.setattr(processes, "start", start)


def told(*orders: str) -> list[batch.Job]:
    return [{"clip": "x.mp4", "do": order} for order in orders]


@pytest.mark.process
def test_a_clip_that_kills_or_hangs_its_worker_is_an_error(odd_workers: None) -> None:
    answers = batch.run(told("well", "die", "well", "hang", "well"), 2, timeout_s=3.0)
    assert [a.kind if a else "none" for a in answers] == [None, "Crashed", None, "Hung", None]
    assert all(a and a.result for a in answers[::2])


@pytest.mark.process
def test_the_time_of_a_clip_begins_when_its_worker_is_ready(odd_workers: None) -> None:
    (slow,) = batch.run(told("start slowly"), 1, timeout_s=0.8)
    assert slow and slow.result


@pytest.mark.process
def test_a_worker_that_is_never_ready_is_stopped(odd_workers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "START_S", 0.5)
    (never,) = batch.run(told("never start"), 1, timeout_s=60.0)
    assert never and never.kind == "Hung" and "was not ready within" in str(never.error)


@pytest.mark.process
def test_an_answer_that_comes_with_the_bell_costs_the_next_clip_nothing(
    odd_workers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process may have been killed after its answer was read."""
    one = batch.Worker(processes.ANY_CORE, 60.0)

    @contextmanager
    def late(longest_s: float, process: subprocess.Popen[str]) -> Iterator[Event]:
        rang = Event()
        yield rang
        if longest_s == 60.0:
            rang.set()
            process.kill()

    monkeypatch.setattr(batch, "_killed_after", late)
    try:
        answers = [one.ask(job) for job in told("well", "well")]
    finally:
        one.close()
    assert [a.kind for a in answers] == [None, None]


LOADED = """
import sys
from formcheck.scoring.worker import answered
for clip, native in (("x.npz", False), ("x.mp4", True)):
    next(answered({"clip": clip, "model": "full"}))
    loaded = {m: m in sys.modules for m in ("formcheck.pipeline", "mediapipe")}
    print(loaded == {"formcheck.pipeline": True, "mediapipe": native})
"""


@pytest.mark.process
def test_all_is_loaded_before_the_time_of_a_clip_begins(tmp_path: Path) -> None:
    """But not what only a video needs, for a recording."""
    (tmp_path / "x.mp4").touch()
    (tmp_path / "x.labels.json").write_text('{"exercise": "clamshell"}')
    says = worker.answered(cases([tmp_path])[0].job("full", None))
    assert next(says) == worker.BEGUN
    assert "is empty" in next(says)
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


def test_what_cannot_be_scored_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="contains no label files"):
        cases([tmp_path])
    lonely = tmp_path / "x.labels.json"
    lonely.write_text('{"exercise": "clamshell"}')
    with pytest.raises(SourceError, match="no clip next to it"):
        cases([tmp_path])
    lonely.write_text('{"reps": "many"}')
    (tmp_path / "x.mp4").touch()
    with pytest.raises(SourceError, match="not a label file"):
        cases([lonely])
    with pytest.raises(SourceError, match="does not exist"):
        cases([tmp_path / "y.mp4"])
    (tmp_path / "y.mp4").touch()
    with pytest.raises(SourceError, match="has no labels"):
        cases([tmp_path / "y.mp4"])


def test_intervals() -> None:
    s = share(9, 10)  # Wilson: 0.596 to 0.982
    assert (s.low, s.high) == (pytest.approx(0.596, abs=1e-3), pytest.approx(0.982, abs=1e-3))
    assert share(0, 0).value is None
    m = middle([-3, 1, 2, -5, 4])
    assert (m.median, m.n) == (3, 5)
    assert m.low is not None and m.high is not None and m.low <= 3 <= m.high
    assert middle([]).median is None


@pytest.mark.process
def test_control_characters_in_a_name_do_not_break_the_xml(clips: Path, cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.json"
    score([clips], ScoreOptions(json=out, landmarks_dir=cache, quiet=True))
    report = Score.model_validate_json(out.read_text())
    odd = report.clips[0].model_copy(update={"clip": 'a\x01<b>&"c'})
    ET.fromstring(junit(report.model_copy(update={"clips": [odd]})))
