"""Pages or lines → canonical text and pieces."""

from __future__ import annotations

from extract.layout.model import Layout
from extract.layout.pdf import lay_out_pdf
from extract.layout.text import lay_out_text
from extract.layout.word import lay_out_word
from extract.source.model import Source
from extract.source.text import decode_text


def lay_out(source: Source) -> Layout:
    """Return the canonical text of ``source`` and the pieces it consists of."""
    if source.media_type == "text/plain":
        return lay_out_text(decode_text(source.data))
    if source.media_type == "application/pdf":
        return lay_out_pdf(source)
    return lay_out_word(source.data)
