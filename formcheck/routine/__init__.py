"""Routines: short sessions of several exercises, written in TOML."""
