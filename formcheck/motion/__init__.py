"""From landmarks to repetitions: numpy and the standard library only; knows no exercise by name."""
