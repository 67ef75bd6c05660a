"""Files made to do harm: damaged at random, packed to burst, named to be run. A sentence, and nothing else happens."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import clips
import numpy as np
import pytest
from conftest import Done
from sets import a_set
from streams import Stream, at_work
from test_bad_input import POSIX, refused

from formcheck import atomic
from formcheck.atomic import AtomicFile
from formcheck.capture import hand_model, model_check, pose_models
from formcheck.capture.detector import Detector
from formcheck.capture.frames import Frames
from formcheck.capture.recording import Recorder, Recording
from formcheck.capture.stills import stills
from formcheck.errors import FormcheckError, ModelError, OutputError
from formcheck.history import exchange
from formcheck.history.store import Store, keep
from formcheck.result_read import read as read_result
from formcheck.routine import read as routines
from formcheck.sanitize import decoded
from formcheck.scoring.labels import Labels

Run = Callable[..., Done]
pytestmark = pytest.mark.clip
HTML = "<img src=x onerror=alert(1)>"
HUGE = 20 << 20  # bytes that a hostile file may make us hold; the bombs below unpack to 60 million


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made-up calf raises."""
    stream = Stream(at_work("calf-raise", 2))
    path = tmp_path_factory.mktemp("recording") / "set.npz"
    recorder = Recorder(path, stream.info)
    for seen in stream:
        recorder.push(seen)
    recorder.close()
    return path


def fields(recording: Path) -> dict[str, Any]:
    with np.load(recording) as z:
        return dict(z)


def packed(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in members.items():
            z.writestr(name, content)
    return path


def as_npy(array: Any) -> bytes:
    out = BytesIO()
    np.save(out, array, allow_pickle=True)
    return out.getvalue()


# damaged at random: every reader takes it, or says that it cannot


def damaged(good: bytes, dice: np.random.Generator) -> bytes:
    out = bytearray(good)
    for _ in range(int(dice.integers(1, 8))):
        at = int(dice.integers(0, len(out)))
        match int(dice.integers(0, 4)):
            case 0:
                out[at] = int(dice.integers(0, 256))
            case 1:
                del out[at : at + int(dice.integers(1, 50))]
            case 2:
                out[at:at] = dice.bytes(int(dice.integers(1, 20)))
            case 3 if dice.random() < 0.3:
                del out[max(1, at) :]
        out = out or bytearray(b"x")
    return bytes(out)


def watched(path: Path) -> None:
    list(Frames(path))
    list(stills(path, [0.3, 0.5]))


def listed(path: Path) -> None:
    with Store(path) as store:
        store.sets()


def imported(path: Path) -> None:
    list(exchange.read(path.read_text("utf-8", "replace").splitlines(), path.name))


def make_clip(path: Path) -> None:
    clips.write(path, clips.made_up(np.arange(0, 1, 0.1)), rate=10 if path.suffix == ".avi" else None)


def make_history(path: Path) -> None:
    for i in range(3):
        keep(a_set(seed=i), db=path)
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = DELETE").fetchall()
    db.close()


def make_export(path: Path) -> None:
    keep(a_set(), db=path.with_suffix(".db"))
    with Store(path.with_suffix(".db")) as store:
        path.write_text("".join(exchange.written(store.sets())), "utf-8")


def compared(path: Path) -> None:
    """As `formcheck compare` reads a result."""
    try:
        read_result(decoded(path.read_bytes()))
    except ValueError as e:
        raise FormcheckError("not a result") from e


def make_hands(path: Path) -> None:
    shutil.copy(hand_model.hand_model().path, path)


def make_bundle(path: Path) -> None:
    """A bundle of the first pages of the networks: whole ones would only take longer."""
    with zipfile.ZipFile(pose_models.find("full")) as z:
        packed(path, **{name: z.read(name)[:20_000] for name in (pose_models.DETECTOR, pose_models.LANDMARKS)})


READERS: dict[str, tuple[Callable[[Path], object], Callable[[Path], object], int]] = {
    **{f"clip.{ending}": (make_clip, watched, 25) for ending in ("mp4", "webm", "avi", "mkv")},
    **{
        f"clip.{ending}": (lambda p: clips.write_animation(p, clips.made_up(np.arange(0, 1, 0.1))), watched, 40)
        for ending in ("gif", "webp", "png")
    },
    "clip.labels.json": (
        lambda p: shutil.copy(clips.SAMPLES / "calf-raise-side.labels.json", p),
        Labels.read,
        100,
    ),
    "my.toml": (lambda p: p.write_text(routines.text_of("recovery"), "utf-8"), lambda p: routines.load(str(p)), 100),
    "sets.db": (make_history, listed, 60),
    "sets.jsonl": (make_export, imported, 60),
    "set.json": (lambda p: p.write_text(a_set().model_dump_json(), "utf-8"), compared, 150),
    "hand_landmarker.task": (make_hands, hand_model.described, 20),
    "my.task": (make_bundle, pose_models.describe, 60),
}


@pytest.mark.parametrize("name", READERS)
def test_a_damaged_file_is_read_or_refused(name: str, tmp_path: Path) -> None:
    make, use, times = READERS[name]
    make(tmp_path / name)
    good, dice = (tmp_path / name).read_bytes(), np.random.default_rng(7)
    use(tmp_path / name) if name != "my.task" else None
    for i in range(times):
        folder = tmp_path / f"{i}"
        folder.mkdir()
        (folder / name).write_bytes(damaged(good, dice))
        try:
            use(folder / name)
        except FormcheckError as e:
            assert len(str(e).replace(str(folder), "")) < 250 and "\n" not in str(e)
        shutil.rmtree(folder)


def test_a_damaged_recording_is_read_or_refused(recording: Path, tmp_path: Path) -> None:
    good, dice, path = recording.read_bytes(), np.random.default_rng(7), tmp_path / "x.npz"
    for _ in range(100):
        path.write_bytes(damaged(good, dice))
        try:
            list(Recording(path))
        except FormcheckError as e:
            assert "is not a formcheck landmark recording" in str(e)


def test_a_recording_is_read_as_it_goes_and_damage_is_refused_where_it_lies(recording: Path, tmp_path: Path) -> None:
    arrays, n, path = fields(recording), 20_000, tmp_path / "x.npz"
    arrays["t"] = np.arange(n) / 30
    for name in ("image", "world", "visibility", "camera"):
        arrays[name] = np.resize(arrays[name], (n, *arrays[name].shape[1:]))
    np.savez(path, **arrays)
    del arrays
    tracemalloc.start()
    try:
        assert sum(1 for _ in Recording(path)) == n
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 4
    finally:
        tracemalloc.stop()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    frames = iter(Recording(path))
    assert next(frames).t == 0
    with pytest.raises(FormcheckError, match="is not a formcheck landmark recording"):
        list(frames)


def test_one_damaged_set_does_not_hide_the_others(tmp_path: Path) -> None:
    db = tmp_path / "sets.db"
    for i in range(5):
        keep(a_set(seed=i), db=db)
    raw = sqlite3.connect(db)
    raw.execute("UPDATE sets SET result = CAST(x'7bff' AS TEXT) WHERE id = 1")  # no UTF-8
    raw.execute("UPDATE sets SET at = 'yesterday' WHERE id = 2")
    raw.execute("UPDATE sets SET person = x'ff00' WHERE id = 4")
    raw.execute("UPDATE sets SET at = '9999-12-31T23:59:59+00:00' WHERE id = 5")
    raw.commit()
    raw.close()
    with Store(db) as store:
        assert [s.id for s in store.sets()] == [3]
        assert sorted(store.unreadable) == [1, 2, 4, 5]
        with pytest.raises(FormcheckError, match="set 1 was written by another version"):
            store.get(1)


@pytest.mark.parametrize(
    "rep",
    [
        {"rom": {"value": 1e308}}, {"rom": {"value": float("inf")}}, {"rom": {"target": float("nan")}},
        {"end_s": float("inf")}, {"end_s": -1.0}, {"top_end_s": 0.0},
    ],
    ids=str,
)  # fmt: skip
def test_what_nobody_measures_is_no_result(rep: dict[str, Any], formcheck: Run, tmp_path: Path) -> None:
    """Numbers whose squares are none, or that are none themselves, and repetitions that end before they begin."""
    make_export(tmp_path / "sets.jsonl")
    line, result = json.loads((tmp_path / "sets.jsonl").read_text("utf-8")), tmp_path / "x.json"
    result.write_text(json.dumps(line["result"]))
    assert formcheck("compare", result, result).code == 0
    first = line["result"]["reps"][0]
    for key, value in rep.items():
        first[key] = {**first[key], **value} if isinstance(value, dict) else value
    result.write_text(json.dumps(line["result"]))
    refused(formcheck("compare", result, result), 1, "x.json")
    (tmp_path / "bad.jsonl").write_text(json.dumps(line))
    refused(formcheck("history", "import", tmp_path / "bad.jsonl", "--db", tmp_path / "h.db"), 1, "line 1")


def test_a_day_without_a_local_date_is_none_of_a_set(formcheck: Run, tmp_path: Path) -> None:
    make_export(tmp_path / "sets.jsonl")
    line = json.loads((tmp_path / "sets.jsonl").read_text("utf-8"))
    (tmp_path / "bad.jsonl").write_text(json.dumps({**line, "at": "9999-12-31T23:59:59+00:00"}))
    refused(formcheck("history", "import", tmp_path / "bad.jsonl", "--db", tmp_path / "h.db"), 1, "line 1")


def test_an_animation_that_breaks_off_is_judged_as_far_as_it_goes(tmp_path: Path) -> None:
    path = clips.write_animation(tmp_path / "x.gif", clips.made_up(np.arange(0, 2, 0.1)))
    clips.truncate(path, 0.6)
    frames = Frames(path)
    shown = [frame.t for frame in frames]
    assert 3 < len(shown) < 20
    assert frames.damage and "is damaged" in frames.damage
    assert [frame.t for frame in stills(path, [shown[-1]])] == [shown[-1]]


# recordings and bundles that lie about what they hold


def about(recording: Path, **change: object) -> Any:
    return np.array(json.dumps({**json.loads(str(fields(recording)["about"])), **change}))


@pytest.mark.parametrize(
    "change",
    [
        lambda r: {"t": np.array([len], dtype=object)},
        lambda r: {"t": np.zeros(3, "<f8")},
        lambda r: {"t": fields(r)["t"][::-1]},
        lambda r: {"t": fields(r)["t"] - 3},
        lambda r: {"t": fields(r)["t"] * 1e200},
        lambda r: {"image": fields(r)["image"][:, :17]},
        lambda r: {"image": np.asfortranarray(fields(r)["image"])},
        lambda r: {"visibility": fields(r)["visibility"].astype("<f8")},
        lambda r: {"size": np.array([0, 480])},
        lambda r: {"size": np.array([640.0, 480.0])},
        lambda r: {"about": np.array("[]")},
        lambda r: {"about": np.array("[" * 100_000)},
        lambda r: {"about": about(r, company_s=["soon"])},
        lambda r: {"about": about(r, company_s=[float("inf")])},
        lambda r: {"about": about(r, declared_s=float("nan"))},
        lambda r: {"about": about(r, model={"variant": "\ud800", "sha256": "0"})},
        lambda r: {"about": about(r, format="formcheck.landmarks/9")},
    ],
    ids=[
        "pickle", "too few", "backward", "before the start", "for ever", "17 points", "by columns",
        "doubles", "no width", "broken pixels", "a list", "deep",
        "company in words", "company at infinity", "endless", "half a sign", "another format",
    ],
)  # fmt: skip
def test_a_recording_that_does_not_fit_is_refused(
    change: Callable[[Path], dict[str, Any]], formcheck: Run, recording: Path, tmp_path: Path
) -> None:
    path = tmp_path / "x.npz"
    np.savez(path, **{**fields(recording), **change(recording)})
    refused(formcheck("analyze", path, "-e", "calf-raise"), 1, "x.npz is not a formcheck landmark recording")


class Runs:
    """What a pickle would run."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (Path("pwned"),))


def test_a_pickle_in_a_recording_is_not_run(
    formcheck: Run, recording: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    members = {f"{name}.npy": as_npy(array) for name, array in fields(recording).items()}
    packed(Path("x.npz"), **{**members, "about.npy": as_npy(np.array([Runs()], dtype=object))})
    refused(formcheck("analyze", "x.npz", "-e", "calf-raise"), 1, "x.npz is not a formcheck landmark recording")
    assert [p.name for p in tmp_path.iterdir()] == ["x.npz"]


def networks() -> list[bytearray]:
    """The detector and the landmark network of the bundled model."""
    with zipfile.ZipFile(pose_models.find("full")) as z:
        return [bytearray(z.read(name)) for name in (pose_models.DETECTOR, pose_models.LANDMARKS)]


def bundle(path: Path, detector: bytearray, landmarks: bytearray) -> Path:
    """MediaPipe takes what is not compressed."""
    with zipfile.ZipFile(path, "w") as z:
        z.writestr(pose_models.DETECTOR, detector)
        z.writestr(pose_models.LANDMARKS, landmarks)
    return path


def test_a_network_that_kills_mediapipe_is_refused(console: Run, tmp_path: Path) -> None:
    """One byte of its tables is another: loading it ends a process without a word."""
    detector, landmarks = networks()
    landmarks[159] = 159
    bundle(tmp_path / "x.task", detector, landmarks)
    clip, own = clips.write(tmp_path / "x.mp4", clips.black(0.1)), ("--model", tmp_path / "x.task")
    refused(console("analyze", clip, "-e", "calf-raise", *own), 1, "x.task is not a pose model")
    label = {"exercise": "calf-raise", "reps": 0}
    (tmp_path / "x.labels.json").write_text(json.dumps(label), "utf-8")
    done = console("score", tmp_path, *own, "--jobs", 1)
    assert done.code == 3 and "x.task is not a pose model" in " ".join(done.out.split())


def test_a_network_that_gives_something_else_is_refused(tmp_path: Path) -> None:
    """Here the two are swapped: it loads, and fails at the first picture."""
    swapped = bundle(tmp_path / "x.task", *reversed(networks()))
    with pytest.raises(ModelError, match=r"x\.task is not a pose model"):
        model_check.ready(str(swapped))
    one = Detector(swapped)
    try:
        with pytest.raises(ModelError, match=r"x\.task is not a pose model"):
            one.look(0.0, np.zeros((240, 320, 3), np.uint8))
    finally:
        one.close()


def test_a_model_of_ones_own_is_tried_and_taken(tmp_path: Path) -> None:
    detector, landmarks = networks()
    landmarks[len(landmarks) // 2] ^= 1  # a weight
    own = bundle(tmp_path / "own.task", detector, landmarks)
    assert model_check.ready(str(own)).variant == "custom"


# texts that say too much


def test_json_without_end_is_no_result(formcheck: Run, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[" * 100_000)
    refused(formcheck("compare", tmp_path / "x.json", tmp_path / "x.json"), 1, "x.json is not a formcheck result")


def test_a_repetition_of_thirty_years_is_drawn(formcheck: Run, tmp_path: Path) -> None:
    """With as many ticks as there is room for."""
    r = json.loads(a_set(reps=1).model_dump_json())
    r["reps"][0].update(top_start_s=9e8, top_end_s=9.1e8, end_s=1e9)
    (tmp_path / "x.json").write_text(json.dumps(r), "utf-8")
    done = formcheck("compare", tmp_path / "x.json", tmp_path / "x.json", "--html", tmp_path / "x.html")
    assert done.code == 0
    assert (tmp_path / "x.html").stat().st_size < 1 << 16


@pytest.mark.parametrize(
    ("text", "says"), [("x = " + "[" * 5000, "nested too deeply"), ('"(" = 1\n', 'line 1: unknown key "("')]
)
def test_a_routine_of_brackets_is_refused(text: str, says: str, formcheck: Run, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(text + routines.text_of("recovery"), "utf-8")
    refused(formcheck("routine", "show", tmp_path / "x.toml"), 1, says)


def test_times_of_labels_that_no_picture_holds(formcheck: Run, recording: Path, tmp_path: Path) -> None:
    shutil.copy(recording, tmp_path / "x.npz")
    label = tmp_path / "x.labels.json"
    rep = {"start_s": 1.0, "top_start_s": 1e8, "top_end_s": 3.0, "end_s": 4.0}
    label.write_text(json.dumps({"exercise": "calf-raise", "reps": 3, "rep_times": [rep]}), "utf-8")
    assert formcheck("score", "--explain", tmp_path / "x.npz", "--explain-png", tmp_path / "x.png").code == 3
    label.write_text('{"exercise": "calf-raise", "rep_times": [{"start_s": NaN, "end_s": Infinity}]}', "utf-8")
    refused(formcheck("score", tmp_path), 1, "x.labels.json is not a label file")


def bomb_of(path: Path, recording: Path) -> Path:
    header = BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "<f8", "fortran_order": False, "shape": (7_500_000,)})
    members = {f"{name}.npy": as_npy(array) for name, array in fields(recording).items()}
    return packed(path, **{**members, "t.npy": header.getvalue() + bytes(60_000_000)})


def test_a_zip_bomb_is_not_unpacked(recording: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pose_models, "MOST_BYTES", 50 << 20)
    landmarks = bomb_of(tmp_path / "x.npz", recording)
    network = packed(tmp_path / "x.task", **{pose_models.DETECTOR: bytes(60_000_000), pose_models.LANDMARKS: b"-"})
    for path, read in ((landmarks, Recording), (network, pose_models.describe)):
        assert path.stat().st_size < 1 << 20
        tracemalloc.start()
        try:
            with pytest.raises(FormcheckError, match="is not a"):
                read(path)
            assert tracemalloc.get_traced_memory()[1] < HUGE
        finally:
            tracemalloc.stop()


def test_a_picture_without_end_is_not_decoded(tmp_path: Path) -> None:
    path = clips.write_animation(tmp_path / "x.gif", clips.made_up([0.0, 0.1]))
    wide = bytearray(path.read_bytes())
    wide[6:10] = b"\xff\xff\xff\xff"  # 65535 x 65535
    path.write_bytes(wide)
    with pytest.raises(FormcheckError, match="is not a readable animation"):
        Frames(path)


@pytest.mark.parametrize("value", [-np.inf, 3e38])
def test_absurd_landmarks_reach_no_file(value: float, formcheck: Run, recording: Path, tmp_path: Path) -> None:
    """Half of the clip is nonsense: every output is written all the same, and says nothing that is not a number."""
    arrays = fields(recording)
    half = len(arrays["t"]) // 2
    arrays["image"][half:], arrays["world"][half:] = value, value
    np.savez(tmp_path / "x.npz", **arrays)
    outputs = {option: tmp_path / f"x.{option}" for option in ("json", "csv", "trace", "trc", "mot", "html")}
    options = [x for option, path in outputs.items() for x in (f"--{option}", path)]
    done = formcheck("analyze", tmp_path / "x.npz", "-e", "calf-raise", "-q", *options)
    assert (done.code, done.out, done.err) == (0, "", "")
    for option in ("json", "csv", "trace", "html"):
        text = outputs[option].read_text("utf-8")
        assert "Infinity" not in text and "e+38" not in text and "NaN" not in text


# names, links and markup


@POSIX
@pytest.mark.parametrize(
    "name",
    [f"{HTML}.npz", "$(touch pwned).npz", "`touch pwned`;x.npz", "new\nline.npz", "%s%n{0}.npz"],
)
def test_a_name_is_only_a_name(
    name: str, formcheck: Run, recording: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(recording, name)
    done = formcheck(
        "analyze", f"./{name}", "-e", "calf-raise", "--html", "x.html", "--json", "x.json", "--csv", "x.csv"
    )
    assert (done.code, done.err) == (0, "")
    assert HTML not in Path("x.html").read_text("utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, "x.html", "x.json", "x.csv"])


def test_markup_in_labels_stays_text(formcheck: Run, recording: Path, tmp_path: Path) -> None:
    clip = tmp_path / f"a {HTML} & b.npz"
    try:
        shutil.copy(recording, clip)
    except OSError:
        pytest.skip("no such names here")
    label = {"exercise": "calf-raise", "reps": 9, "view": HTML, "side": HTML, "notes": HTML, "faults": [HTML]}
    (tmp_path / f"{clip.stem}.labels.json").write_text(json.dumps(label), "utf-8")
    done = formcheck(
        "score", tmp_path, "-q", "--junit", tmp_path / "x.xml", "--markdown", tmp_path / "x.md", "--jobs", 1
    )
    assert (done.code, done.err) == (3, "")
    assert HTML not in (tmp_path / "x.xml").read_text("utf-8")
    assert HTML not in (tmp_path / "x.md").read_text("utf-8")


@POSIX
def test_a_link_that_waits_for_the_draft_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where its name could be foreseen."""
    monkeypatch.setattr(atomic, "token_hex", lambda n: "0")
    precious = tmp_path / "precious"
    precious.write_text("mine")
    for name in (".x.json.0.partial", ".x.npz.0.rows.partial"):
        (tmp_path / name).symlink_to(precious)
    with pytest.raises(OutputError):
        AtomicFile(tmp_path / "x.json")
    with pytest.raises(OutputError):
        Recorder(tmp_path / "x.npz", Stream([]).info)
    assert precious.read_text() == "mine"


def test_where_two_write_the_same_file_each_writes_it_whole(recording: Path, tmp_path: Path) -> None:
    one, other = AtomicFile(tmp_path / "x.json"), AtomicFile(tmp_path / "x.json")
    other.path.write_text("hal")
    one.write("whole")
    assert one.target.read_text() == "whole"
    other.discard()
    frames = [*Recording(recording)]
    first, second = (Recorder(tmp_path / "x.npz", Stream([]).info) for _ in range(2))
    for n, frame in enumerate(frames):
        first.push(frame)
        if n % 2:
            second.push(frame)
    for recorder, many in ((first, len(frames)), (second, len(frames) // 2)):
        recorder.close()
        assert len([*Recording(tmp_path / "x.npz")]) == many
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.json", "x.npz"]


@POSIX
def test_a_link_in_the_place_of_the_result_is_replaced_and_not_followed(tmp_path: Path) -> None:
    precious, place = tmp_path / "precious", tmp_path / "x.json"
    precious.write_text("mine")
    place.symlink_to(precious)
    AtomicFile(place).write("{}")
    assert (precious.read_text(), place.read_text()) == ("mine", "{}")


@POSIX
def test_a_link_that_leads_to_itself_is_said_to_be_missing(formcheck: Run, tmp_path: Path) -> None:
    loop = tmp_path / "loop.mp4"
    loop.symlink_to(loop)
    refused(formcheck("analyze", loop, "-e", "calf-raise"), 1, "loop.mp4")


@POSIX
def test_a_pipe_is_no_clip(formcheck: Run, tmp_path: Path) -> None:
    """Opening one would block forever."""
    for name in ("x.mp4", "x.npz", "x.task"):
        os.mkfifo(tmp_path / name)
    refused(formcheck("analyze", tmp_path / "x.mp4", "-e", "calf-raise"), 1, "x.mp4 is not a file")
    refused(formcheck("analyze", tmp_path / "x.npz", "-e", "calf-raise"), 1, "x.npz")
    one = clips.write(tmp_path / "one.mp4", clips.black(0.1))
    refused(formcheck("analyze", one, "-e", "calf-raise", "--model", tmp_path / "x.task"), 1, "x.task")
