"""All outputs, for people and for programs."""
