"""What the bytes of a file say it is."""

from __future__ import annotations

from extract.errors import ExtractError
from extract.source.model import MediaType
from extract.source.text import decode_text

PDF_HEADER = b"%PDF-"
HEADER_REACH = 1024  # ISO 32000 readers accept the header within the first 1024 bytes
PDF_PARTS = (b"endobj", b"startxref", b"%%EOF")

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

ZIP = b"PK\x03\x04"
PACKAGES = (  # a part of the package, what it is
    (b"OFD.xml", "an OFD file"),
    (b"opendocument.text", "an OpenDocument text"),
    (b"xl/workbook.xml", "an Excel workbook"),
    (b"ppt/presentation.xml", "a PowerPoint file"),
)

WEB = ("<!doctype html", "<html")

FOREIGN = (  # signature, what it is, what to do
    (OLE, "an old Word or Excel file", "save it as .docx, PDF or plain text"),
    (ZIP, "an archive", "unpack it and give the reports inside"),
    (b"Rar!\x1a\x07", "an archive", "unpack it and give the reports inside"),
    (b"7z\xbc\xaf\x27\x1c", "an archive", "unpack it and give the reports inside"),
    (b"\x1f\x8b", "an archive", "unpack it and give the reports inside"),
    (b"\x89PNG\r\n\x1a\n", "a picture", "give the report as PDF, where pictures of pages are read"),
    (b"\xff\xd8\xff", "a picture", "give the report as PDF, where pictures of pages are read"),
    (b"{\\rtf", "a rich text file", "save it as .docx, PDF or plain text"),
)


def detect_media_type(data: bytes) -> MediaType:
    """Return what ``data`` is; ExtractError ``empty`` or ``unsupported`` where there is nothing to read."""
    if is_pdf(data):
        return "application/pdf"
    if data.startswith(ZIP) and b"word/" in data:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if data.startswith(OLE) and ENCRYPTED_PACKAGE in data:
        raise ExtractError("encrypted", "this Office file is locked by a password", hint="save it without a password")
    for part, what in PACKAGES if data.startswith(ZIP) else ():
        if part in data:
            raise ExtractError("unsupported", f"this is {what}", hint="save it as PDF")
    for signature, what, cure in FOREIGN:
        if data.startswith(signature):
            raise ExtractError("unsupported", f"this is {what}", hint=cure)
    if PDF_PARTS[1] in data and data.rstrip().endswith(PDF_PARTS[2]):
        raise ExtractError("damaged", "the PDF lacks its beginning", hint="get the file again from where it came from")
    text = decode_text(data).strip() if data.strip(b"\0") else ""
    head = text[:HEADER_REACH].lower()
    if head.startswith("<") and any(mark in head for mark in WEB):
        hint = "if it stands for a report, fetch that again; a report that is one, print to PDF"
        raise ExtractError("unsupported", "this is a web page", hint=hint)
    if head.startswith("<?xml"):
        hint = "open it in the program that wrote it, and save it as .docx or PDF"
        raise ExtractError("unsupported", "this is a document in XML", hint=hint)
    if not text:
        raise ExtractError("empty", "the file is empty", hint="get the file again from where it came from")
    return "text/plain"


def is_pdf(data: bytes) -> bool:
    """Tell whether a PDF header stands first, or within reach before the parts of a PDF."""
    if data.startswith(PDF_HEADER):
        return True
    return PDF_HEADER in data[:HEADER_REACH] and any(part in data for part in PDF_PARTS)
