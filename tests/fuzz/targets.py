"""What is fuzzed: each reader from bytes to the folder that is written, and the scanner of numerals.

A target takes any bytes and raises where something is wrong with the program, never where something
is wrong with the bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from tests.hostile.pdfs import one_page
from tests.hostile.words import word

from extract.batch.extract import extract_job
from extract.batch.model import Job, Settings
from extract.errors import ERROR_CODES
from extract.numerals import scan_numerals
from extract.output.read import read_report
from extract.records import Report
from extract.rules.patterns import Patterns, load_patterns
from extract.source.model import Bounds

Target = Callable[[bytes], None]
BOUNDS = Bounds(megabytes=4, pages=50, characters=200_000, page_characters=20_000)
GOOD, BAD = {"report.json", "text.txt"}, {"error.json"}


class Wrong(AssertionError):
    """Something that no input may bring about."""


@cache
def patterns() -> Patterns:
    """Return the patterns that ship."""
    return load_patterns()


def read_file(data: bytes, name: str = "fuzz") -> None:
    """Extract a file of ``data``; what it is, is told by its content."""
    with TemporaryDirectory() as folder:
        path, out = Path(folder, name), Path(folder, "out", name)
        path.write_bytes(data)
        job, settings = Job(path, out), Settings(bounds=BOUNDS)
        outcome = extract_job(job, patterns(), settings)
        if outcome.failure and (outcome.failure.code == "internal" or outcome.failure.code not in ERROR_CODES):
            extract_job(job, patterns(), replace(settings, debug=True))
            raise Wrong(outcome.failure.message)
        files = {file.name for file in out.iterdir()} if out.exists() else set()
        if not outcome.written or files != (BAD if outcome.failure else GOOD):
            raise Wrong(f"a folder with {sorted(files)}")
        if [entry.name for entry in out.parent.iterdir()] != [name]:
            raise Wrong("something is left beside the folder")
        if outcome.failure:
            json.loads((out / "error.json").read_text("utf-8"))
        else:
            hold_to_contract(read_report(out), (out / "text.txt").read_bytes().decode())


def hold_to_contract(report: Report, text: str) -> None:
    """Raise where a report does not fit its text."""
    end = 0
    for block in report.blocks:
        if block.start < end or text[end : block.start].strip() or block.end < block.start:
            raise Wrong(f"{block.id} and what stands before it are no partition of the text")
        end = block.end
    if text[end:].strip():
        raise Wrong("text behind the last block")
    for fact in report.facts:
        if squeezed(text[fact.where.start : fact.where.end]) != squeezed(fact.raw):
            raise Wrong(f"{fact.id} does not stand where it says")
    for earlier, later in zip(report.numbers, report.numbers[1:], strict=False):
        if later.start < earlier.end:
            raise Wrong(f"the numerals at {earlier.start} and {later.start} overlap")
    for entry in report.numbers:
        if squeezed(text[entry.start : entry.end]) != squeezed(entry.text):
            raise Wrong(f"the numeral at {entry.start} does not stand there")


def squeezed(text: str) -> str:
    """Return ``text`` without white space."""
    return "".join(text.split())


def read_page(data: bytes) -> None:
    """Extract a PDF page whose content is ``data``."""
    read_file(one_page(data).save())


def read_document(data: bytes) -> None:
    """Extract a Word file whose main part is ``data``."""
    read_file(word(data))


def scan(data: bytes) -> None:
    """Scan ``data`` as text for numerals."""
    text = data.decode("utf-8", "replace")
    end = 0
    for numeral in scan_numerals(text, patterns().lexicon):
        if numeral.start < end or numeral.end <= numeral.start or numeral.end > len(text):
            raise Wrong(f"the numeral at {numeral.start} overlaps another, or ends beyond the text")
        end = numeral.end


TARGETS: dict[str, Target] = {
    "pdf": read_file,
    "page": read_page,
    "word": read_file,
    "document": read_document,
    "text": read_file,
    "numerals": scan,
}
