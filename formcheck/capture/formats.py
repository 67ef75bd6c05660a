"""Extensions of the files that can be read."""

RECORDING = ".npz"  # landmark recordings, written by --landmarks
CLIPS = {".mp4", ".mov", ".avi", ".webm", ".mkv", ".m4v", ".gif", ".webp", RECORDING}
