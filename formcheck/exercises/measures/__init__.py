"""Measures used by a single exercise, one file each; shared measures are in formcheck/motion/."""
