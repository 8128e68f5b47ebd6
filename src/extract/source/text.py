"""Bytes → the decoded text of a text file."""

from __future__ import annotations

import codecs
import re

from extract.errors import ExtractError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNMARKED = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
SAMPLE = 20_000
READABLE = 0.7
SURE = 64  # characters of several bytes
LINE_ENDS = re.compile(r"\r\n?")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode_text(data: bytes) -> str:
    r"""Return ``data`` as text: byte-order mark dropped, line ends as ``\n``, NUL removed, nothing else changed.

    UTF-8, UTF-16 in both byte orders with or without a mark, UTF-32 with one, GB18030; a character cut off
    at the end of the file is left out.  Raises ExtractError ``unsupported`` where the bytes are no text.
    """
    text = _decode(data)
    return LINE_ENDS.sub("\n", text.replace("\0", ""))


def _decode(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    if _is_utf8(data[:SAMPLE]):
        return _decoded(data, "utf-8")
    trials = [(_legibility(_decoded(data[:SAMPLE], encoding)), encoding) for encoding in UNMARKED]
    score, encoding = max(trials, key=lambda trial: trial[0])
    if score < READABLE:
        raise ExtractError(
            "unsupported",
            "the file holds no text that can be read",
            hint="give the report as PDF, or as a text file in UTF-8, UTF-16 or GB18030",
        )
    return _decoded(data, encoding)


def _is_utf8(data: bytes) -> bool:
    """Tell whether ``data`` fits UTF-8, and by so many characters of several bytes that nothing else would."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return sum(char > "\x7f" for char in text) >= SURE and not CONTROLS.search(text)


def _decoded(data: bytes, encoding: str) -> str:
    """Return ``data`` in ``encoding``, an unfinished last character left out, what does not fit as U+FFFD."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(data)


def _legibility(text: str) -> float:
    """Return the share of ``text`` that reports are written in: ASCII and the characters of GB 2312."""
    known = text.encode("gb2312", "ignore").decode("gb2312")
    return (len(known) - 4 * len(CONTROLS.findall(known))) / max(1, len(text))
