"""The HTML pages: reports, comparisons and histories."""
