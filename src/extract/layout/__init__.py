"""Pages or lines → canonical text and pieces."""

from __future__ import annotations

from extract.errors import ExtractError
from extract.layout.model import Layout
from extract.source.model import Source


def lay_out(source: Source, readers: int = 1) -> Layout:
    """Return the canonical text of ``source`` and the pieces it consists of; ExtractError where it is too long.

    A long PDF is read by as many processes as ``readers``.
    """
    layout = read_layout(source, readers)
    if len(layout.text) > source.bounds.characters:
        raise ExtractError(
            "too_large",
            f"the text has more than {source.bounds.characters} characters",
            hint="split it, or give a higher --max-characters",
        )
    return layout


def read_layout(source: Source, readers: int = 1) -> Layout:
    """Return the layout of ``source``, however long.

    Each reader is imported when it is needed: the PDF engines take longer to load than a text to read.
    """
    if source.media_type == "text/plain":
        from extract.layout.text import lay_out_text
        from extract.source.text import decode_text

        return lay_out_text(decode_text(source.data))
    if source.media_type == "application/pdf":
        from extract.layout.pdf import lay_out_pdf

        return lay_out_pdf(source, readers)
    from extract.layout.word import lay_out_word

    return lay_out_word(source.data)
