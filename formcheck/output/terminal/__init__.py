"""Text for a terminal, a module for each command's result."""
