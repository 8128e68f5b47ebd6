"""What fuzzing starts from: small inputs of each kind, out of the samples and the hostile set."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pikepdf
from tests.hostile.pdfs import WORDS, drawn, forms, one_page
from tests.hostile.texts import TEXTS
from tests.hostile.words import WORDS_FILES, body, cell, counted, nested_tables, said, table

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PIECE = 1500  # characters of a text
LARGEST = 300_000  # bytes


def seeds(kind: str, most: int | None = None) -> list[bytes]:
    """Return the seeds of the target ``kind``, the first ``most`` of them."""
    return list(islice((seed for seed in MAKERS[kind]() if len(seed) <= LARGEST), most))


def pdfs() -> Iterator[bytes]:
    """Yield a page of every other sample, its streams open to see, and pages of the hostile set."""
    for path in sorted(SAMPLES.glob("*-*/*.pdf")):
        with pikepdf.open(path) as whole:
            for number in range(4, len(whole.pages), 12):
                yield single(whole, number)
    yield one_page().save()
    yield drawn(b"0 0 500 500 re W n 10 10 m 500 10 l S 10 10 m 10 500 l S")()
    yield forms(3)
    yield forms(3, loop=True)


def single(whole: pikepdf.Pdf, index: int) -> bytes:
    """Return one page as a file of its own."""
    out = io.BytesIO()
    with pikepdf.new() as new:
        new.pages.append(whole.pages[index])
        new.remove_unreferenced_resources()
        new.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False)
    return out.getvalue()


def pages() -> Iterator[bytes]:
    """Yield contents of pages."""
    grid = b" ".join(b"50 %d m 400 %d l S" % (y, y) for y in range(400, 640, 40))
    posts = b" ".join(b"%d 400 m %d 600 l S" % (x, x) for x in range(50, 401, 70))
    cells = b" ".join(
        b"BT /F1 10 Tf %d %d Td (12.5) Tj ET" % (x, y) for x in range(60, 380, 70) for y in (410, 450, 490)
    )
    yield WORDS
    yield grid + b" " + posts + b" " + cells
    yield b"BT /F1 12 Tf 0 1 -1 0 300 300 Tm (1.1 Side 12%) Tj ET q 0.9 g 0 0 300 20 re f Q BT /F1 9 Tf 3 Tr (9) Tj ET"


def words() -> Iterator[bytes]:
    """Yield Word files."""
    yield from (path.read_bytes() for path in sorted(SAMPLES.glob("*-*/*.docx")))
    yield from (
        make() for name, make in WORDS_FILES.items() if name in ("plain", "lists without end", "boxes 200 deep")
    )


def documents() -> Iterator[bytes]:
    """Yield main parts of Word files."""
    rows = table("".join(f"<w:tr>{cell(said(f'甲{i}'))}{cell(said('12'), '<w:vMerge/>')}</w:tr>" for i in range(3)))
    for inner in (said("第一章 概况"), rows, nested_tables(3), counted("1") + counted("2", "-1")):
        yield body(said("全市共有学校13所，增长5%。") + inner).encode()


def texts() -> Iterator[bytes]:
    """Yield pieces of the samples and of the hostile set."""
    for path in sorted(SAMPLES.glob("*-*/*.txt")):
        text = path.read_text("utf-8")
        for start in range(0, len(text), 5 * PIECE):
            yield text[start : start + PIECE].encode()
    yield from (("第一章 概况\n" + make(100)).encode() for make in TEXTS.values())
    yield "第一章 概况\n1.1 规模\n全市共有学校13所。\n".encode("utf-16-le")
    yield "第一章 概况\n1.1 规模\n全市共有学校13所。\n".encode("gb18030")


MAKERS = {"pdf": pdfs, "page": pages, "word": words, "document": documents, "text": texts, "numerals": texts}
