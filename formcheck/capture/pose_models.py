"""Find, recognise and download pose models: bundles (.task) of a person detector and a landmark network."""

from __future__ import annotations

import contextlib
import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from formcheck.capture.network_digest import digest
from formcheck.errors import ModelError
from formcheck.messages import _
from formcheck.source import ModelName

VARIANTS = ("lite", "full", "heavy")
URL = "https://storage.googleapis.com/mediapipe-models/pose_landmarker"
URL_SETTING, FOLDER_SETTING = "FORMCHECK_MODELS_URL", "FORMCHECK_MODELS"
DETECTOR, LANDMARKS = "pose_detector.tflite", "pose_landmarks_detector.tflite"
TIMEOUT_S = 30
MOST_BYTES = 200 << 20  # of a bundle or a network in it; heavy, the largest, has 31 MB
OFFLINE = _("check the connection, or copy the file to this machine and pass --model PATH")

# Digests (capture/network_digest.py) of the networks published by MediaPipe; models/README.md shows how to check.
DETECTOR_DIGEST = "221ca425112b316f377d55be1e6e9e17419848cf097fa3102838cb5760d977c1"
LANDMARKS_DIGESTS = {
    "9db0b6f69e296e8af2a5733d5c0dbeee7fe40e281c8b52299ab4917f41a437ed": "lite",
    "f8d2e0c2706d54ddd8afdc1495d659b9cd8a733e94a3867237ac98046269d2a9": "full",
    "553059c729925817872fdd3f275c589d12da4eb754c4d652c5a24e26062e7125": "heavy",
}

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A bundle: its variant ("custom" if not published by MediaPipe), size in bytes, SHA-256 of the file."""

    path: Path
    variant: str
    size: int
    sha256: str

    @property
    def name(self) -> ModelName:
        """The model as named in results and recordings."""
        return ModelName(self.variant, self.sha256)

    @property
    def verified(self) -> bool:
        """Whether MediaPipe published both networks."""
        return self.variant != "custom"


def folder() -> Path:
    """Where downloaded models are stored. Raises ModelError for a user without a home folder, as in some containers."""
    if place := os.environ.get(FOLDER_SETTING):
        return Path(place)
    from platformdirs import user_data_path

    try:
        return user_data_path("formcheck") / "models"
    except RuntimeError as e:
        raise ModelError(
            _("there is no home folder to keep pose models in; set {setting} to a folder").format(
                setting=FOLDER_SETTING
            )
        ) from e


def places() -> tuple[Path, ...]:
    """Folders that may contain models: of the wheel, of the checkout, and of downloads."""
    package = Path(__file__).resolve().parents[1]
    own = package / "data", package.parent / "models"
    try:
        return *own, folder()
    except ModelError:  # there is no home to keep downloads in
        return own


def find(name_or_path: str) -> Path:
    """The bundle of a variant, or at a path. Raises ModelError, which says how to get it."""
    if name_or_path not in VARIANTS:
        path = Path(name_or_path)
        if _is_file(path):
            return path
        raise ModelError(
            _("there is no pose model at {path}; name one of {names} or the path of a .task file").format(
                path=path, names=", ".join(VARIANTS)
            )
        )
    name = f"pose_landmarker_{name_or_path}.task"
    for place in places():
        if _is_file(place / name):
            return place / name
    raise ModelError(
        _(
            "the pose model {name_or_path} is not installed; download it with formcheck models "
            "get {name_or_path}, or pass --model PATH"
        ).format(name_or_path=name_or_path)
    )


def _is_file(path: Path) -> bool:
    """Like is_file(), which raises for too long a name and for an unreadable folder."""
    try:
        return path.is_file()
    except OSError:
        return False


def describe(path: Path) -> ModelInfo:
    """Recognise a bundle by its networks. Raises ModelError if it is damaged or incomplete."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError("larger than any pose model")
        data = path.read_bytes()
        with zipfile.ZipFile(path) as z:
            if any(member.file_size > MOST_BYTES for member in z.infolist()):
                raise ValueError("a zip bomb")
            detector, landmarks = digest(z.read(DETECTOR)), digest(z.read(LANDMARKS))
    except OSError as e:
        raise ModelError(
            _("{path} cannot be read ({why}); check the path and its permissions").format(
                path=path, why=e.strerror or e
            )
        ) from e
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, RuntimeError) as e:
        raise ModelError(_("{name} is not a complete pose model; download it again").format(name=path.name)) from e
    known = LANDMARKS_DIGESTS.get(landmarks) if detector == DETECTOR_DIGEST else None
    return ModelInfo(path, known or "custom", len(data), hashlib.sha256(data).hexdigest())


def unusable(path: Path) -> ModelError:
    """The error for a bundle that MediaPipe fails on."""
    return ModelError(
        _("{name} is not a pose model that MediaPipe can use; see models/README.md").format(name=path.name)
    )


def present() -> list[ModelInfo]:
    """The bundles on this machine, smallest first, without damaged ones."""
    found = []
    for variant in VARIANTS:
        with contextlib.suppress(ModelError):
            found.append(describe(find(variant)))
    return found


def fetch(variant: str, progress: Progress = lambda done, total: None) -> Path:
    """Download a bundle, check its networks, and only then install it.

    progress is called with the bytes done and the total (None if unknown). Raises ModelError. Leaves nothing
    behind on failure, Ctrl-C included.
    """
    if variant not in VARIANTS:
        raise ModelError(
            _('there is no pose model "{variant}"; there are: {names}').format(
                variant=variant, names=", ".join(VARIANTS)
            )
        )
    name = f"pose_landmarker_{variant}"
    base = (os.environ.get(URL_SETTING) or URL).rstrip("/")
    place = folder() / f"{name}.task"
    draft = place.with_name(f".{place.name}.partial")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _download(f"{base}/{name}/float16/latest/{name}.task", draft, progress)
        _check(draft, variant)
        draft.replace(place)
    except OSError as e:
        raise ModelError(
            _(
                "{place} cannot be written ({why}); check the folder and the free space, or set "
                "{FOLDER_SETTING} to another folder"
            ).format(place=place, why=e.strerror or e, FOLDER_SETTING=FOLDER_SETTING)
        ) from e
    finally:
        with contextlib.suppress(OSError):  # on an unusable path unlink fails too, and would hide the reason
            draft.unlink()
    return place


def _check(came: Path, variant: str) -> None:
    again = _("try again, or pass a bundle you trust with --model PATH")
    try:
        got = describe(came)
    except ModelError as e:
        raise ModelError(
            _("the download is incomplete or damaged and was discarded; {again}").format(again=again)
        ) from e
    if got.variant != variant:
        raise ModelError(
            _("the download is not MediaPipe's {variant} network ({variant2}) and was discarded; {again}").format(
                variant=variant, variant2=got.variant, again=again
            )
        )


def _download(url: str, to: Path, progress: Progress) -> None:
    from urllib.request import urlopen

    with _network():
        answer = urlopen(url, timeout=TIMEOUT_S)
    with answer, to.open("wb") as f:
        length = answer.headers.get("Content-Length")
        total = int(length) if length and length.isdigit() else None
        done = 0
        while True:
            with _network():  # around the reading only: a full disk is not a network error
                block = answer.read(1 << 16)
            if not block:
                break
            f.write(block)
            done += len(block)
            progress(done, total)
    if total is not None and done != total:
        raise ModelError(
            _("the download is incomplete ({done} of {total} bytes); {offline}").format(
                done=done, total=total, offline=OFFLINE
            )
        )


@contextlib.contextmanager
def _network() -> Iterator[None]:
    from http.client import HTTPException
    from urllib.error import HTTPError

    try:
        yield
    except HTTPError as e:
        with e:
            raise ModelError(_("download failed (HTTP {code}); {offline}").format(code=e.code, offline=OFFLINE)) from e
    except (OSError, HTTPException, ValueError) as e:  # ValueError: an invalid address
        reason = getattr(e, "reason", None) or e
        raise ModelError(_("download failed ({reason}); {offline}").format(reason=reason, offline=OFFLINE)) from e
