"""An input file as bytes, with what its content says it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

MediaType = Literal[
    "text/plain", "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
]


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
