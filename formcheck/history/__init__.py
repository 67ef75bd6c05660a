"""Sets kept over weeks: the store, and what can be said about change and about the two sides."""
