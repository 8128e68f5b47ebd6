"""The exceptions: mistakes of the caller, of a file or of a rule's author.

What is wrong with a *document's content* is a finding and never raises.
"""

from __future__ import annotations

from typing import Literal, get_args

ErrorCode = Literal[
    "not_found",
    "empty",
    "unsupported",
    "encrypted",
    "damaged",
    "no_text",
    "too_large",
    "timeout",
    "memory",
    "unreadable",
    "internal",
]

ERROR_CODES: tuple[str, ...] = get_args(ErrorCode)


class ExtractError(Exception):
    """An input that cannot be extracted; becomes ``error.json``.

    ``code`` is one of the contract's error codes, ``hint`` says what to do,
    ``retry`` whether the same call may succeed later (I/O) or never will.
    """

    def __init__(self, code: ErrorCode, message: str, *, hint: str, retry: bool = False) -> None:
        super().__init__(message)
        self.code: ErrorCode = code
        self.message = message
        self.hint = hint
        self.retry = retry


class PatternError(Exception):
    """A file under ``patterns/`` that cannot be used; names file, entry and cure."""


class UsageError(Exception):
    """A call that cannot be carried out as given; exit status 2."""


class BusyError(UsageError):
    """A folder that another process is at work in; the same call may succeed later."""


def reason_of(error: OSError | UnicodeDecodeError) -> str:
    """Return why a file cannot be read or written, as part of a line."""
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else "not in UTF-8"
