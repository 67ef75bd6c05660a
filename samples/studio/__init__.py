"""Synthetic exercise clips whose reps, angles and faults are known exactly. See README.md."""
