"""Where pictures become landmarks: the only home of MediaPipe and of reading video."""
