"""The engines whose version alters what is read."""

from __future__ import annotations

from importlib.metadata import version

from extract.source.model import MediaType


def name_engines(media_type: MediaType, *, ocr: bool) -> dict[str, str | None]:
    """Return the engine and its version for each kind of reading, None where it had no part."""
    return {
        "pdf": pdf_engine() if media_type == "application/pdf" else None,
        "ocr": ocr_engine() if ocr else None,
    }


def ocr_engine() -> str:
    """Return the library that recognises characters; its models are part of it."""
    return f"rapidocr {version('rapidocr')}"


def pdf_engine() -> str:
    """Return the library that reads characters and marks, and the one that is asked where it cannot name them."""
    from pypdfium2 import PYPDFIUM_INFO

    return f"pypdfium2 {PYPDFIUM_INFO.version}, pdfplumber {version('pdfplumber')}"
