"""What can go wrong, as one tree. Every message is one sentence that says what to do next.

FormcheckError            exit code 1: it could not be done
├── SourceError           the clip or recording cannot be read
├── ModelError            the pose model is missing, damaged or of another kind
├── PrivacyError          MediaPipe would report its use, and cannot be kept from it here
├── NobodySeen            no person, or too little of one, in the whole clip
├── OutputError           a result cannot be written
├── StoreError            the history cannot be read or written
├── ExerciseError         an exercise of one's own is not whole, or cannot be loaded
├── RoutineError          a routine file says something it cannot mean
└── UsageError            exit code 2: it was asked for in the wrong way
"""

from formcheck.sanitize import shown


class FormcheckError(Exception):
    """Something the user can act on. The message is shown as it is, without a traceback."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__(shown(message))  # it may quote the name of a file


class SourceError(FormcheckError):
    """The clip or recording cannot be read."""


class ModelError(FormcheckError):
    """The pose model is missing, damaged or of another kind."""


class PrivacyError(FormcheckError):
    """MediaPipe would report its use, and cannot be kept from it on this machine."""


class NobodySeen(FormcheckError):
    """No person, or too little of one, could be followed in the whole clip."""


class OutputError(FormcheckError):
    """A result cannot be written where it was asked for."""


class StoreError(FormcheckError):
    """The history of sets cannot be read or written."""


class ExerciseError(FormcheckError):
    """An exercise of one's own is not whole, or cannot be loaded."""


class RoutineError(FormcheckError):
    """A routine file cannot be read, or says something it cannot mean."""


class UsageError(FormcheckError):
    """The command was given something it cannot mean."""

    exit_code = 2
