"""From pictures to landmarks: the only package that reads video and uses MediaPipe."""
