"""A set in front of a camera: set-up check, counting, coaching, window, voice, and the rest between sets."""
