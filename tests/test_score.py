"""Scoring: figures whose answer is arithmetic, and the batch with clips that go wrong."""

import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema
import pytest

from formcheck.commands.cases import cases
from formcheck.commands.score import ScoreOrder, score
from formcheck.errors import SourceError
from formcheck.scoring import batch
from formcheck.scoring.figures import Score, middle, share
from formcheck.scoring.report import junit

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


def test_right_labels_exit_0_and_the_json_follows_its_schema(clips: Path, cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.json"
    assert score([clips], ScoreOrder(json=out, landmarks_dir=cache, quiet=True)) == 0
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


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"reps": 5}, "expected 5, counted 3"),
        ({"side": "left"}, "side left, found both"),
        ({"suited": False}, "that was not said"),
    ],
)
def test_a_wrong_label_exits_3_and_junit_says_what_was_expected(
    changes: dict[str, object], says: str, clips: Path, cache: Path, tmp_path: Path
) -> None:
    relabel(clips, **changes)
    out = tmp_path / "s.xml"
    assert score([clips], ScoreOrder(junit=out, landmarks_dir=cache, quiet=True)) == 3
    failure = ET.fromstring(out.read_text()).find("testcase/failure")
    assert failure is not None
    assert says in failure.attrib["message"]


def test_a_gate_that_is_missed_exits_3(clips: Path, cache: Path) -> None:
    assert score([clips], ScoreOrder(landmarks_dir=cache, quiet=True, min_exact=1.0)) == 0
    relabel(clips, reps=[4, 5])
    assert score([clips], ScoreOrder(landmarks_dir=cache, quiet=True, min_exact=1.0)) == 3


def test_a_bad_clip_is_an_error_and_the_rest_go_on(clips: Path, cache: Path, tmp_path: Path) -> None:
    (clips / "bad.mp4").write_text("no video")
    (clips / "bad.labels.json").write_text(json.dumps({"exercise": "clamshell", "reps": 3}))
    out = tmp_path / "s.json"
    assert score([clips], ScoreOrder(json=out, landmarks_dir=cache, quiet=True)) == 3
    rows = {c["clip"]: c for c in json.loads(out.read_text())["clips"]}
    assert "not a video" in rows["bad"]["error"]
    assert rows["calf-raise-side"]["error"] is None
    assert rows["calf-raise-side"]["counted"] == 3


def test_a_clip_that_kills_or_hangs_its_worker_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(
        "import json, os, sys, time\n"
        "for line in sys.stdin:\n"
        "    job = json.loads(line)\n"
        "    if job['do'] == 'die': os._exit(7)\n"
        "    if job['do'] == 'hang': time.sleep(60)\n"
        "    print(json.dumps({'result': job}), flush=True)\n"
    )

    def start(self: batch.Worker) -> "batch.subprocess.Popen[str]":
        code = [batch.sys.executable, str(worker)]
        pipe = batch.subprocess.PIPE
        return batch.subprocess.Popen(code, stdin=pipe, stdout=pipe, text=True, bufsize=1)

    monkeypatch.setattr(batch.Worker, "_start", start)
    jobs = [{"clip": "x.mp4", "do": d} for d in ("well", "die", "well", "hang", "well")]
    answers = batch.run(jobs, 2, timeout_s=3.0)
    assert [a.kind if a else "none" for a in answers] == [None, "Crashed", None, "Hung", None]
    assert all(a and a.result for a in answers[::2])


def test_what_cannot_be_scored_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no label files"):
        cases([tmp_path])
    lonely = tmp_path / "x.labels.json"
    lonely.write_text('{"exercise": "clamshell"}')
    with pytest.raises(SourceError, match="no clip beside it"):
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


def test_control_characters_in_a_name_do_not_break_the_xml(clips: Path, cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.json"
    score([clips], ScoreOrder(json=out, landmarks_dir=cache, quiet=True))
    report = Score.model_validate_json(out.read_text())
    odd = report.clips[0].model_copy(update={"clip": 'a\x01<b>&"c'})
    ET.fromstring(junit(report.model_copy(update={"clips": [odd]})))
