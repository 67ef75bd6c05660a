"""formcheck: checks exercise form with an ordinary camera."""

__version__ = "0.1.0"
