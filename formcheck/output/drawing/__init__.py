"""What is drawn over pictures: the overlay of the live window, of replays and of stills."""
