"""An input file as bytes, with what its content says it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

MediaType = Literal[
    "text/plain", "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of one input is read: more pages or characters are refused, a page of more characters is skipped.

    They count what is there and no seconds, so that the same input is read alike on any machine.
    """

    megabytes: int = 256
    pages: int = 5000
    characters: int = 10_000_000
    page_characters: int = 100_000

    def options(self) -> dict[str, int]:
        """Return what differs from the usual and alters a report that is made all the same."""
        usual = Bounds()
        return {} if self.page_characters == usual.page_characters else {"page_characters": self.page_characters}


USUAL = Bounds()


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one input; the media type is decided by content, never by the file name.

    ``password`` opens an encrypted PDF; None where the operator gave none.
    """

    name: str
    data: bytes = field(repr=False)
    sha256: str
    media_type: MediaType
    password: str | None = field(default=None, repr=False)
    bounds: Bounds = USUAL
