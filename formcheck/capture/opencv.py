"""OpenCV; every import of cv2 comes through here, or after it. It must come before PyAV, or its windows hang."""

from __future__ import annotations

import os

# OpenCV reads these once, when it is imported
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # we report damaged files ourselves
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")  # more threads would busy-wait and slow down the pose model

try:
    import cv2 as cv2
except ImportError as e:  # pragma: no cover - a machine without system libraries
    from formcheck.capture.system_libraries import explain

    raise explain(e) from e
