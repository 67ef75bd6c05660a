"""The public API behind `formcheck.__all__`, built on the code of the commands."""
