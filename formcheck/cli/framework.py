"""The texts of the command-line framework. It asks gettext for them, so that our catalogue can hold them.

A few of its errors are fixed English there.
"""

from __future__ import annotations

import gettext
import os

from formcheck.messages import DOMAIN, LANGUAGE, N_, folder

TEXTS = (
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
    N_("Missing command."),
    N_("No such command {name!r}."),
    N_("Aborted!"),
)


def use_catalogue() -> None:
    """Let the framework find its texts in our catalogue."""
    os.environ["LANGUAGE"] = LANGUAGE  # which of several it is, so that no other is looked for
    gettext.bindtextdomain(DOMAIN, folder())
    gettext.textdomain(DOMAIN)
