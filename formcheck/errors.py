"""What can go wrong, as one tree. Every message is one sentence that says what to do next.

FormcheckError            exit code 1: the command failed
├── SourceError           the clip or recording cannot be read
├── ModelError            the pose model is missing, damaged or unusable
├── PrivacyError          MediaPipe would send usage data, and cannot be kept offline here
├── NobodySeen            no person, or too little of one, in the clip
├── OutputError           a result cannot be written
├── StoreError            the history cannot be read or written
├── ExerciseError         an exercise of one's own is not whole, or cannot be loaded
├── RoutineError          a routine file is invalid
└── UsageError            exit code 2: wrong options or arguments
"""

from formcheck.sanitize import shown


class FormcheckError(Exception):
    """An error the user can act on. The message is shown as is, without a traceback."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__(shown(message))  # it may quote a file name


class SourceError(FormcheckError):
    """The clip or recording cannot be read."""


class ModelError(FormcheckError):
    """The pose model is missing, damaged or unusable."""


class PrivacyError(FormcheckError):
    """MediaPipe would send usage data, and cannot be kept offline on this machine."""


class NobodySeen(FormcheckError):
    """No person, or too little of one, in the clip."""


class OutputError(FormcheckError):
    """A result cannot be written to its path."""


class StoreError(FormcheckError):
    """The history of sets cannot be read or written."""


class ExerciseError(FormcheckError):
    """An exercise of one's own is not whole, or cannot be loaded."""


class RoutineError(FormcheckError):
    """A routine file cannot be read, or is invalid."""


class UsageError(FormcheckError):
    """The command was given wrong options or arguments."""

    exit_code = 2
