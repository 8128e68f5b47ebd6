"""Memory that the pages of a long document took goes back to the system once they are laid out."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Return the memory that the C library keeps free; nothing where it is another one than glibc.

    What is free lies between what lasts, in small pieces, and would hardly go back by itself.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
