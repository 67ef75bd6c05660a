"""Extensions of the files that can be read."""

from pathlib import PurePath

RECORDING = ".npz"  # landmark recordings, written by --landmarks
CLIPS = {
    ".mp4", ".mov", ".avi", ".webm", ".mkv", ".m4v", ".gif", ".webp", ".mts", ".m2ts", ".ts", ".mpg", ".mpeg", ".3gp",
    ".3g2", ".wmv", ".flv", ".ogv", RECORDING,
}  # fmt: skip


def is_clip(name: str) -> bool:
    """Whether a file of a folder is a clip, by its name. Hidden ones are what systems put beside clips."""
    return not name.startswith(".") and PurePath(name).suffix.lower() in CLIPS
