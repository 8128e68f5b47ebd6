"""What the bytes of a file say it is."""

from __future__ import annotations

from extract.errors import ExtractError
from extract.source.model import MediaType

PDF_HEADER = b"%PDF-"
HEADER_REACH = 1024  # ISO 32000 readers accept the header within the first 1024 bytes
PDF_PARTS = (b"endobj", b"startxref", b"%%EOF")

FOREIGN = (  # signature, what it is, what to do
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file", "save it as PDF or plain text"),
    (b"PK\x03\x04", "an archive", "unpack it and give the reports inside"),
    (b"Rar!\x1a\x07", "an archive", "unpack it and give the reports inside"),
    (b"7z\xbc\xaf\x27\x1c", "an archive", "unpack it and give the reports inside"),
    (b"\x1f\x8b", "an archive", "unpack it and give the reports inside"),
    (b"\x89PNG\r\n\x1a\n", "a picture", "give the report as PDF or plain text"),
    (b"\xff\xd8\xff", "a picture", "give the report as PDF or plain text"),
    (b"{\\rtf", "a rich text file", "save it as PDF or plain text"),
)

LINE_CONTROLS = b"\t\n\x0b\x0c\r\x1a"
CONTROLS = bytes(set(range(0x20)) - set(LINE_CONTROLS))
CONTROL_SHARE = 100  # text holds at most one stray control byte in so many
SAMPLE = 1 << 16


def detect_media_type(data: bytes) -> MediaType:
    """Return what ``data`` is; ExtractError ``unsupported`` where nothing here reads it."""
    if is_pdf(data):
        return "application/pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        raise ExtractError("unsupported", "this is a Word file", hint="save it as PDF or plain text")
    for signature, what, cure in FOREIGN:
        if data.startswith(signature):
            raise ExtractError("unsupported", f"this is {what}", hint=cure)
    if not is_text(data):
        raise ExtractError("unsupported", "neither a PDF nor text", hint="give the report as PDF or plain text")
    return "text/plain"


def is_pdf(data: bytes) -> bool:
    """Tell whether a PDF header stands first, or within reach before the parts of a PDF."""
    if data.startswith(PDF_HEADER):
        return True
    return PDF_HEADER in data[:HEADER_REACH] and any(part in data for part in PDF_PARTS)


def is_text(data: bytes) -> bool:
    """Tell whether ``data`` decodes as text with hardly any control character."""
    sample = data[:SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_like_utf16(sample):
        return decodes(data, "utf-16")
    strays = len(sample) - len(sample.translate(None, CONTROLS))
    if strays * CONTROL_SHARE > len(sample):
        return False
    return decodes(data, "utf-8") or decodes(data, "gb18030")


def looks_like_utf16(sample: bytes) -> bool:
    """Tell whether zero bytes stand on one side of the pairs only: Latin digits and line ends in UTF-16."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return len(sample) % 2 == 0 and (even == 0) != (odd == 0)


def decodes(data: bytes, encoding: str) -> bool:
    """Tell whether all of ``data`` is valid in ``encoding``."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
