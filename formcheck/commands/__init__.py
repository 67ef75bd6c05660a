"""What each command does; cli/ only names them, so that --help stays fast."""
