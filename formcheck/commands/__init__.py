"""What each command does; cli.py only names them, so that --help stays fast."""
