"""What each command does; cli/ only declares them, so that --help stays fast."""
