"""Tests import `samples.studio` by its full name, as the command line does: compiled kernels are cached under it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
