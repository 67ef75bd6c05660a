"""A set in front of a camera: setting up, counting, coaching, the window, the voice and the rest between sets."""
