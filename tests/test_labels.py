"""Label files: slips of the pen, files that cannot be read, names that are alike."""

import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clips import SAMPLES
from conftest import Done, Judged

from formcheck.errors import SourceError
from formcheck.exercises import EXERCISES
from formcheck.scoring.labelled_clips import Case, found
from formcheck.scoring.labels import ENDING, Labels
from samples.studio.terms import VARIANT

CALF: dict[str, Any] = {"exercise": "calf-raise", "reps": 3}
REP: dict[str, Any] = {"start_s": 1.0, "end_s": 4.0}


def read(folder: Path, label: object) -> Labels:
    path = folder / f"x{ENDING}"
    path.write_text(json.dumps(label), "utf-8")
    return Labels.read(path)


@pytest.mark.parametrize(
    ("label", "key", "meant"),
    [
        ({"exercise": "calf-raise", "repz": 3}, "repz", "reps"),
        ({**CALF, "repz": 3}, "repz", "reps"),
        ({"exercize": "calf-raise"}, "exercize", "exercise"),
        ({**CALF, "Rep-Times": []}, "Rep-Times", "rep_times"),
        ({**CALF, "height": 175}, "height", "height_cm"),
        ({**CALF, "all_claen": True}, "all_claen", "all_clean"),
        ({**CALF, "rep_times": [REP, {**REP, "fault": ["lean"]}]}, "rep_times.1.fault", "faults"),
        ({**CALF, "rep_times": [{"start": 1.0, "end_s": 4.0}]}, "rep_times.0.start", "start_s"),
        ({**CALF, "rep_times": [{**REP, "tempo": {"hold": 1}}]}, "rep_times.0.tempo.hold", "hold_s"),
        ({**CALF, "rep_times": [{**REP, "rom": {"valeu": 7}}]}, "rep_times.0.rom.valeu", "value"),
        ({**CALF, "attempts": [{**REP, "reasons": "short"}]}, "attempts.0.reasons", "reason"),
    ],
)
def test_a_key_that_nearly_is_a_known_one_is_an_error(
    label: dict[str, Any], key: str, meant: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceError) as e:
        read(tmp_path, label)
    assert str(e.value) == f'x{ENDING} has an unknown key "{key}"; did you mean "{meant}"?'


OTHERS = ("schema", "licence", "license", "notes", "source", "camera", "weight", "fps", "name", "video", "subject")


def test_other_keys_are_ignored(tmp_path: Path) -> None:
    other = dict.fromkeys(OTHERS, "x")
    rep = {
        **REP,
        **other,
        "rest_s": 1,
        "index": 1,
        "tempo": other,
        "rom": {**other, "name": "x", "value": 1, "unit": "cm"},
    }
    assert read(tmp_path, {**CALF, **other, "rep_times": [rep]}).reps == 3


@pytest.mark.parametrize("path", sorted(SAMPLES.glob(f"*{ENDING}")), ids=lambda p: p.name)
def test_the_labels_of_the_samples_have_no_slip(path: Path) -> None:
    labels = Labels.read(path)
    assert labels.variant in (None, *EXERCISES[labels.exercise].variants)


def test_the_studio_labels_only_variants_that_exercises_have() -> None:
    """One that is not there takes the target of the range with it."""
    for kind, names in VARIANT.items():
        assert set(names.values()) <= set(EXERCISES[kind.replace("_", "-")].variants)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_byte_order_mark_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{ENDING}"
    path.write_text(json.dumps({**CALF, "notes": "Füße"}, ensure_ascii=False), encoding)
    assert Labels.read(path).reps == 3


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe{", b"\xef\xbb\xbf", b"[" * 100_000, b"[]", b"null", b'{"a": NaN}']
)
def test_what_is_no_label_file_is_one_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"x{ENDING}"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=f"^x{ENDING} is not a label file: ") as e:
        Labels.read(path)
    assert "\n" not in str(e.value)


@pytest.fixture
def recorded(judged: Callable[..., Judged], two_reps: Callable[[str], Path]) -> Path:
    return judged(two_reps("calf-raise-side"), "calf-raise").recording


def put(recording: Path, clip: Path, label: object) -> None:
    clip.parent.mkdir(exist_ok=True)
    shutil.copy(recording, clip)
    clip.with_name(f"{clip.stem}{ENDING}").write_text(json.dumps(label), "utf-8")


def test_a_bad_label_fails_its_own_clip(formcheck: Callable[..., Done], recorded: Path, tmp_path: Path) -> None:
    put(recorded, tmp_path / "good.npz", {**CALF, "reps": 2})
    put(recorded, tmp_path / "slip.npz", {"exercise": "calf-raise", "repz": 2})
    put(recorded, tmp_path / "unknown.npz", {"exercise": "swimming"})
    (tmp_path / f"alone{ENDING}").write_text(json.dumps(CALF), "utf-8")
    out, xml = tmp_path / "x.json", tmp_path / "x.xml"
    done = formcheck("score", tmp_path, "--json", out, "--junit", xml)
    assert done.code == 3
    rows = {c["clip"]: c for c in json.loads(out.read_text("utf-8"))["clips"]}
    assert {name: row["counted"] for name, row in rows.items()} == {
        "alone": None,
        "good": 2,
        "slip": None,
        "unknown": None,
    }
    assert rows["good"]["error"] is None
    said = {"alone": "no clip next to it", "slip": 'key "repz"', "unknown": 'no exercise "swimming"'}
    for name, says in said.items():
        assert says in rows[name]["error"]
        assert says in " ".join(done.out.split())
    cases = {c.attrib["name"]: c for c in ET.fromstring(xml.read_text("utf-8")).findall("testcase")}
    assert {name for name, c in cases.items() if c.find("error") is not None} == {"alone", "slip", "unknown"}


def test_where_every_label_is_bad_nothing_is_scored(
    formcheck: Callable[..., Done], recorded: Path, tmp_path: Path
) -> None:
    put(recorded, tmp_path / "a.npz", {"exercise": "calf-raise", "repz": 2})
    done = formcheck("score", tmp_path)
    assert (done.code, done.out) == (1, "")
    assert done.err == f'formcheck: a{ENDING} has an unknown key "repz"; did you mean "reps"?\n'


def test_hidden_files_are_left_out(recorded: Path, tmp_path: Path) -> None:
    put(recorded, tmp_path / "a.npz", CALF)
    for hidden in ("._a", ".trashed-1-a"):
        put(recorded, tmp_path / f"{hidden}.npz", "not for reading")
    assert [c.stem for c in found([tmp_path])] == ["a"]


def test_clips_of_one_name_are_told_apart_by_their_folders(
    formcheck: Callable[..., Done], recorded: Path, tmp_path: Path
) -> None:
    put(recorded, tmp_path / "march" / "set.npz", {**CALF, "reps": 2})
    put(recorded, tmp_path / "may" / "set.npz", {**CALF, "reps": 9})
    put(recorded, tmp_path / "may" / "other.npz", {**CALF, "reps": 2})
    folders = [tmp_path / "march", tmp_path / "may"]
    md = tmp_path / "x.md"
    done = formcheck("score", *folders, "--markdown", md)
    assert [c.stem for c in found(folders)] == ["march/set", "other", "may/set"]
    assert "✗ may/set: expected 9, counted 2" in done.out
    assert "- `may/set`: expected 9, counted 2" in md.read_text("utf-8")
    one = formcheck("score", *folders, "--explain", "may/set")
    assert (one.code, "expected 9, counted 2" in one.out) == (3, True)
    deep = [tmp_path / "a" / "x", tmp_path / "b" / "x"]
    for folder in deep:
        folder.parent.mkdir()
        put(recorded, folder / "set.npz", CALF)
    assert [c.stem for c in found(deep)] == ["a/x/set", "b/x/set"]
    assert all(isinstance(c, Case) and c.job("full", None)["clip"].endswith(f"{c.stem}.npz") for c in found(deep))
