"""Endings of the files that can be read."""

RECORDING = ".npz"  # landmarks, as --landmarks keeps them
CLIPS = {".mp4", ".mov", ".avi", ".webm", ".mkv", ".m4v", ".gif", ".webp", RECORDING}
