"""``extract doctor``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

import click
from msgspec import Struct

from extract.cli import one_line

if TYPE_CHECKING:
    from packaging.markers import Marker

PROJECT = "report-extract"
EXTRAS = {"ocr": "reads scans", "flows": "runs the Prefect flows", "series": "keeps many reports as one data set"}
LEAST_PYTHON = (3, 11)
PATIENCE = 5.0
"""Seconds for an answer of the Prefect server."""

WORDS, ROW = "学生", "学生\t12"
PAGE = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Count 1 /Kids [3 0 R] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R
  /Resources << /Font << /C 5 0 R /L << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >> endobj
4 0 obj << /Length 180 >>
stream
50 50 m 250 50 l 50 100 m 250 100 l 50 150 m 250 150 l S
50 50 m 50 150 l 150 50 m 150 150 l 250 50 m 250 150 l S
BT /L 12 Tf 160 115 Td (12) Tj 0 -50 Td (34) Tj /C 12 Tf -90 50 Td <5B66751F> Tj ET
endstream endobj
5 0 obj << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H
  /DescendantFonts [6 0 R] >> endobj
6 0 obj << /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R
  /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >> endobj
7 0 obj << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /Ascent 880 /Descent -120 /CapHeight 880
  /StemV 93 /ItalicAngle 0 /FontBBox [-25 -254 1000 880] >> endobj
trailer << /Root 1 0 R >>
%%EOF
"""
"""A page with a ruled table and, in a font that it does not bring along, a word."""


class Sign(Struct, frozen=True):
    """What an examination has found; a ``note`` is no fault: something that not everybody needs is not there."""

    state: Literal["ok", "note", "FAULT"]
    organ: str
    finding: str


@click.command()
@click.option("--patterns", type=click.Path(path_type=Path), help="Pattern folder in place of the one that ships.")
def doctor(patterns: Path | None) -> None:
    """Examine the installation: packages, reading, fonts, OCR, patterns, a worker, Prefect.

    Exit status: 0, or 1 where something is not as it must be.
    """
    examinations: dict[str, Callable[[], Iterator[Sign]]] = {
        "python": examine_python,
        "packages": examine_packages,
        "pdf": examine_reading,
        "fonts": examine_fonts,
        "ocr": examine_ocr,
        "patterns": lambda: examine_patterns(patterns),
        "worker": lambda: examine_worker(patterns),
        "prefect": lambda: examine_prefect(os.environ.get("PREFECT_API_URL")),
    }
    signs = [sign for organ, examine in examinations.items() for sign in survive(organ, examine)]
    for sign in signs:
        click.echo(f"{sign.state:<6}{sign.organ:<10}{one_line(sign.finding)}")
    sys.exit(any(sign.state == "FAULT" for sign in signs))


def survive(organ: str, examine: Callable[[], Iterable[Sign]]) -> list[Sign]:
    """Return what an examination has found; that it fails is a finding too."""
    try:
        return list(examine())
    except Exception as error:
        return [Sign("FAULT", organ, f"{type(error).__name__}: {error}")]


def examine_python() -> Iterator[Sign]:
    """Look at the version of Python."""
    found = sys.version.split()[0]
    if sys.version_info < LEAST_PYTHON:
        yield Sign("FAULT", "python", f"{found}: install {'.'.join(map(str, LEAST_PYTHON))} or later")
    else:
        yield Sign("ok", "python", found)


def examine_packages() -> Iterator[Sign]:
    """Hold what is installed against what the package asks for, and what each extra asks for."""
    try:
        yield Sign("ok", "packages", f"{PROJECT} {version(PROJECT)}")
    except PackageNotFoundError:
        yield Sign("FAULT", "packages", f"{PROJECT} is not installed: run `make`, or pip install it")
        return
    faults = list(compare_versions("", missing_too=True))
    yield from (Sign("FAULT", "packages", fault) for fault in faults)
    if not faults:
        yield Sign("ok", "packages", "all that reading needs, in versions that fit")
    for extra, purpose in EXTRAS.items():
        faults = list(compare_versions(extra, missing_too=False))
        yield from (Sign("FAULT", "packages", f"{fault} (extra {extra})") for fault in faults)
        missing = list(compare_versions(extra, missing_too=True))
        if not missing:
            yield Sign("ok", "packages", f"extra {extra}, which {purpose}")
        elif not faults:
            yield Sign(
                "note",
                "packages",
                f'extra {extra}, which {purpose}, is not installed: pip install "{PROJECT}[{extra}]"',
            )


def compare_versions(extra: str, *, missing_too: bool) -> Iterator[str]:
    """Yield the packages that are not installed in a version that ``extra`` asks for, "" for what all need."""
    from packaging.requirements import Requirement

    for asked in map(Requirement, requires(PROJECT) or ()):
        if not asked_by(extra, asked.marker):
            continue
        try:
            found = version(asked.name)
        except PackageNotFoundError:
            if missing_too:
                yield f"{asked.name} is missing: pip install '{asked.name}{asked.specifier}'"
            continue
        if not asked.specifier.contains(found, prereleases=True):
            yield f"{asked.name} {found} does not fit: pip install '{asked.name}{asked.specifier}'"


def asked_by(extra: str, marker: Marker | None) -> bool:
    """Tell whether a requirement with ``marker`` is one of ``extra``'s own, or of all where that is ""."""
    if marker is None:
        return not extra
    return marker.evaluate({"extra": extra}) and ("extra" in str(marker)) == bool(extra)


def examine_reading() -> Iterator[Sign]:
    """Read a page by PDFium, and its characters by pdfplumber."""
    from extract.layout import lay_out
    from extract.source.engines import pdf_engine
    from extract.source.model import Source
    from extract.source.plumber import read_plumber_glyphs

    text = lay_out(Source("doctor.pdf", PAGE, "", "application/pdf")).text
    if ROW not in text:
        yield Sign(
            "FAULT", "pdf", f"{pdf_engine()}: a table is read as {text!r}; install the versions of constraints.txt"
        )
    second = read_plumber_glyphs(PAGE, 1, None)
    if second is None or WORDS not in "".join(second.text):
        yield Sign("FAULT", "pdf", "pdfplumber does not read a page: install the version of constraints.txt")
    elif ROW in text:
        yield Sign("ok", "pdf", f"{pdf_engine()}: a ruled table is read")


def examine_fonts() -> Iterator[Sign]:
    """Draw a word whose font the page does not bring along: is there one that has its characters."""
    from extract.source.pictures import draw_pages

    blank = PAGE.replace(b"<5B66751F>", b"<>        ")
    drawn, undrawn = ([picture.content for picture in draw_pages(page)] for page in (PAGE, blank))
    if drawn != undrawn:
        yield Sign("ok", "fonts", "a Chinese font for pages that bring none")
    else:
        advice = "install one, such as fonts-noto-cjk"
        yield Sign(
            "note", "fonts", f"no Chinese font: review pages show PDFs without fonts of their own blank; {advice}"
        )


def examine_ocr() -> Iterator[Sign]:
    """Load the models that recognise characters, where the extra is installed."""
    from extract.source.engines import ocr_engine
    from extract.source.scan import is_available

    if is_available():
        yield Sign("ok", "ocr", f"{ocr_engine()} with its models")
    else:
        yield Sign("note", "ocr", f'scans are not read: pip install "{PROJECT}[ocr]"')


def examine_patterns(folder: Path | None) -> Iterator[Sign]:
    """Load the patterns and run every rule on its examples."""
    from extract.rules.patterns import load_patterns
    from extract.rules.rehearsal import rehearse

    known = load_patterns(folder)
    failures = rehearse(known.prose.rules, known.lexicon, known.grammar)
    yield from (Sign("FAULT", "patterns", f"{failure.rule}: {failure.reason}") for failure in failures)
    if not failures:
        yield Sign("ok", "patterns", f"{known.digest[:19]}, {len(known.prose.rules)} rules read their examples")


def examine_worker(patterns: Path | None) -> Iterator[Sign]:
    """Extract the page in a process of its own, in the folder for temporary files."""
    from extract.batch import Settings, plan_batch, run_batch

    with TemporaryDirectory() as folder:
        path = Path(folder, "doctor.pdf")
        path.write_bytes(PAGE)
        for outcome in run_batch(plan_batch([path], Path(folder, "out")), Settings(patterns=patterns)):
            if outcome.failure:
                yield Sign(
                    "FAULT", "worker", f"{outcome.failure.code}: {outcome.failure.message}; {outcome.failure.hint}"
                )
            else:
                yield Sign("ok", "worker", f"a process reads, and writes under {Path(folder).parent}")


def examine_prefect(address: str | None) -> Iterator[Sign]:
    """Ask the server that PREFECT_API_URL names for its health and version; Prefect itself is not loaded."""
    if not address:
        yield Sign("note", "prefect", "PREFECT_API_URL names no server: a flow starts one for itself")
        return
    installed = None
    with suppress(PackageNotFoundError):
        installed = version("prefect")
    try:
        ask(address, "health")
        found = ask(address, "admin/version").strip().strip('"')
    except OSError as error:
        yield Sign("FAULT", "prefect", f"{address}: {error}; start it, or unset PREFECT_API_URL")
        return
    if installed and found != installed:
        yield Sign("FAULT", "prefect", f"{address} runs {found}, here is {installed}: install the same on both sides")
    else:
        yield Sign("ok", "prefect", f"{address} runs {found}")


def ask(address: str, what: str) -> str:
    """Return what a server answers; OSError where it does not."""
    from urllib.request import ProxyHandler, build_opener

    with build_opener(ProxyHandler({})).open(f"{address.rstrip('/')}/{what}", timeout=PATIENCE) as answer:
        content: bytes = answer.read()
    return content.decode("utf-8", "replace")
