"""Which exercise is it: all of them watch the same landmarks, and the one that explains the movement is named."""
