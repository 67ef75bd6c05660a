"""All outputs, for people and for programs."""

from formcheck.output.no_cache import spare_matplotlib

spare_matplotlib()
