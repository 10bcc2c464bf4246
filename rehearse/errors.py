"""What can go wrong and is expected to: one sentence for the person, and what to do next.

    RehearseError
    ├── MediaError          the recording cannot be read
    ├── RecogniserError     the recogniser or its weights cannot be used
    ├── WeightsError        weights cannot be installed or verified
    ├── LocalModelError     the language model on this machine, optional, can't be used
    ├── PackError           a question pack is wrong (names file, line and key)
    ├── StoreError          the library cannot be read or written
    ├── ExportError         an export cannot be written
    ├── NotFoundError       no such take, question or pack
    ├── Cancelled           the person asked to stop
    └── BugError            the worker met a bug; its traceback is in the log file already

Anything else that is raised is a bug: its traceback goes to the log file, see `rehearse.paths.log_file`.
"""


class RehearseError(Exception):
    """An expected failure.

    Parameters
    ----------
    message : one clear sentence that says what is wrong.
    hint : one sentence that says what to do next; may be empty.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class MediaError(RehearseError):
    exit_code = 3


class RecogniserError(RehearseError):
    exit_code = 4


class WeightsError(RehearseError):
    exit_code = 4


class LocalModelError(RehearseError):
    exit_code = 4


class PackError(RehearseError):
    exit_code = 5


class StoreError(RehearseError):
    exit_code = 6


class ExportError(RehearseError):
    exit_code = 6


class NotFoundError(RehearseError):
    exit_code = 7


class Cancelled(RehearseError):
    exit_code = 130

    def __init__(self, message: str = "Cancelled; nothing was kept.", hint: str = "") -> None:
        super().__init__(message, hint)


class BugError(RehearseError):
    exit_code = 70
