"""The one place where the steps stand in order: bytes → source → layout → … → report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from extract import __version__, records
from extract.checks.audit import audit
from extract.errors import ExtractError
from extract.facts import read_facts, state_facts
from extract.layout import lay_out
from extract.numerals import scan_numerals
from extract.rules.patterns import Patterns
from extract.source.engines import name_engines
from extract.source.memory import give_back
from extract.source.model import Source
from extract.structure import build_outline

if TYPE_CHECKING:
    from extract.checks.verdicts import Verdict
    from extract.checks.wording import Language


class Extraction(Struct, frozen=True):
    """A report with the canonical text that its offsets count in."""

    report: records.Report
    text: str


def extract_report(source: Source, patterns: Patterns, readers: int = 1) -> Extraction:
    """Extract one input; raises ExtractError where there is nothing to extract from.

    The pages of a long PDF are read by as many processes as ``readers``, this one among them.
    """
    report, text = _read_report(source, patterns, readers)
    _refuse_remnant(source, report)
    give_back()
    return Extraction(audit(report, patterns.relations), text)


def _refuse_remnant(source: Source, report: records.Report) -> None:
    """Raise where what is named a PDF or Word file is text that is no report, such as a server's word on an error."""
    suffix = PurePath(source.name).suffix.lower()
    if source.media_type == "text/plain" and suffix in (".pdf", ".docx") and report.document.genre == "unknown":
        message = f"named {suffix}, but all it holds is text, and no report"
        raise ExtractError("damaged", message, hint="get the file again; if it is as it should be, name it .txt")


def _read_report(source: Source, patterns: Patterns, readers: int) -> tuple[records.Report, str]:
    """Return the report without findings, and its text; what a step alone needs is given back behind it."""
    layout = lay_out(source, readers)
    give_back()
    outline = build_outline(layout, patterns.markers)
    layout = replace(layout, pieces=())
    numerals = [scan_numerals(passage.text, patterns.lexicon) for passage in outline.passages]
    reading = read_facts(outline, numerals, patterns)
    outline = replace(outline, passages=(), frames=())
    give_back()
    statement = state_facts(reading, outline, patterns, layout.glyphs)
    front = reading.front
    ocr = any(page.ocr for page in layout.pages)
    report = records.Report(
        extractor=records.Extractor(
            version=__version__,
            patterns=patterns.digest,
            engines=name_engines(source.media_type, ocr=ocr),
            options=source.bounds.options(),
        ),
        document=records.Document(
            id=source.sha256[:16],
            title=front.title,
            genre=front.genre,
            entity=front.entity,
            issuer=front.issuer,
            report_year=front.report_year,
            published=front.published,
            declared=front.declared,
            period=front.period,
            status="partial" if layout.skipped else "complete",
            skipped=list(layout.skipped),
            source=records.SourceInfo(name=source.name, sha256=source.sha256, media_type=source.media_type, ocr=ocr),
            pages=list(layout.pages),
        ),
        entities=list(reading.roster.entities),
        blocks=list(outline.blocks),
        sections=list(outline.sections),
        cases=list(outline.cases),
        figures=list(outline.figures),
        tables=list(outline.tables),
        directory=list(outline.directory),
        references=list(outline.references),
        facts=list(statement.facts),
        unreported=[gap for gap in reading.unreported if gap.reason != "row_absent" or not layout.skipped],
        numbers=list(statement.numbers),
        findings=[],
        coverage=statement.coverage,
    )
    return report, layout.text


def review_report(
    extraction: Extraction,
    patterns: Patterns,
    source: Source | None,
    lang: Language = "zh",
    verdicts: Sequence[Verdict] = (),
) -> str:
    """Return the review page with ``verdicts`` on its findings.

    The pages are shown as pictures where ``source`` is the PDF that the report was read from.
    """
    from extract.facts.explain import explain_open
    from extract.output.review import render_review
    from extract.source.pictures import draw_pages

    report, text = extraction.report, extraction.text
    pages = draw_pages(source.data, source.password) if source and source.media_type == "application/pdf" else ()
    pictures = {picture.page: picture.content for picture in pages}
    reasons = explain_open(report, text, patterns)
    return render_review(report, text, pictures=pictures, reasons=reasons, lang=lang, verdicts=verdicts)
