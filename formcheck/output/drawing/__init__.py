"""Drawings over pictures: the overlay of the live window, of annotated videos and of stills."""
