"""One job: read, extract, write; whatever goes wrong ends as ``error.json``."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence

from extract.batch.model import Counts, Failure, Job, Outcome, Settings
from extract.batch.plan import hash_content
from extract.checks.listing import count_findings, list_findings
from extract.checks.wording import Language
from extract.errors import ExtractError, reason_of
from extract.output.folder import write_error, write_report
from extract.pipeline import Extraction, extract_report, review_report
from extract.records import ErrorDetail, ErrorReport, ErrorSource, Report, SkippedPage
from extract.rules.patterns import Patterns
from extract.source import printable_name, read_source
from extract.source.model import Source

CURES = {
    "too_large": "too many characters, give a higher --max-page-characters",
    "no_text": 'pictures of pages, install the OCR extra: pip install "report-extract[ocr]"',
    "damaged": "damaged, save the PDF again",
}
"""Why a page is skipped and what to do."""

SHOWN = 10
"""Findings and open numbers of one report that a batch tells of; its ``report.json`` holds all."""


def extract_job(job: Job, patterns: Patterns, settings: Settings) -> Outcome:
    """Return what became of ``job``; its folder is written, or left as it was."""
    source = None
    try:
        source = read_source(job.path, password=settings.password, bounds=settings.bounds)
        refuse_changed(job, source)
        extraction = extract_report(source, patterns, settings.readers)
        review = make_review(extraction, patterns, source, settings)
        write_report(job.folder, extraction.report, extraction.text, review)
        return Outcome(job, True, counts=count_report(extraction.report, settings.lang))
    except Exception as error:
        if settings.debug:
            traceback.print_exc()
        return fail_job(job, explain_failure(error), source)


def refuse_changed(job: Job, source: Source) -> None:
    """Raise where the file no longer holds the content that ``job`` means."""
    if job.sha256 not in (None, source.sha256):
        hint = "leave it alone; what it holds now is another document"
        raise ExtractError("unreadable", "the file was changed before it was read", hint=hint, retry=True)


def make_review(extraction: Extraction, patterns: Patterns, source: Source, settings: Settings) -> str | None:
    """Return the review page, None where none was asked for."""
    if not settings.review:
        return None
    return review_report(extraction, patterns, source if settings.pictures else None, settings.lang)


def fail_job(job: Job, failure: Failure, source: Source | None = None) -> Outcome:
    """Write ``failure`` as the ``error.json`` of ``job``, unless a good folder stands there."""
    origin = ErrorSource(
        name=printable_name(job.path),
        sha256=job.sha256 or (source.sha256 if source else hash_content(job.path)),
        media_type=source.media_type if source else None,
    )
    detail = ErrorDetail(code=failure.code, message=failure.message, hint=failure.hint, retry=failure.retry)
    try:
        written = write_error(job.folder, ErrorReport(source=origin, error=detail))
    except (ExtractError, OSError):
        written = False
    return Outcome(job, written, failure=failure)


def explain_failure(error: Exception) -> Failure:
    """Return what ``error`` means to the operator."""
    match error:
        case ExtractError():
            return Failure(error.code, error.message, error.hint, error.retry)
        case MemoryError():
            return Failure("memory", "the memory did not suffice", "allow more --memory, or split the report", True)
        case OSError():
            reason = reason_of(error)
            return Failure("unreadable", f"the result could not be written: {reason}", "check the disk of --out", True)
        case _:
            return Failure("internal", f"unexpected {type(error).__name__}", "report it with --debug's output", False)


def count_report(report: Report, language: Language = "zh") -> Counts:
    """Return how much ``report`` holds, its findings told in ``language``."""
    errors, warnings, infos = count_findings(report.findings)
    grave = [finding for finding in report.findings if finding.severity != "info"]
    return Counts(
        of_genre=report.document.genre != "unknown",
        sections=len(report.sections),
        cases=len(report.cases),
        tables=len(report.tables),
        facts=len(report.facts),
        open=len(report.coverage.open_numbers),
        partial=report.document.status == "partial",
        entity=report.document.entity,
        year=report.document.report_year,
        pages=len(report.document.pages),
        errors=errors,
        warnings=warnings,
        infos=infos,
        gravest=list(list_findings(grave[:SHOWN], language)),
        classes=report.coverage.numbers,
        places=open_places(report),
        skipped=list(skipped_pages(report.document.skipped)),
        silent=report.coverage.silent_rules,
    )


def skipped_pages(skipped: Sequence[SkippedPage]) -> Iterator[str]:
    """Yield a line for each reason that pages were skipped for: which they are, and what to do."""
    for reason in sorted({page.reason for page in skipped}):
        pages = [str(page.page) for page in skipped if page.reason == reason]
        more = f" and {len(pages) - SHOWN} more" if len(pages) > SHOWN else ""
        yield f"not read: page {', '.join(pages[:SHOWN])}{more}: {CURES.get(reason, reason)}"


def open_places(report: Report) -> list[str]:
    """Return the first open numbers, each with its offset."""
    starts = frozenset(report.coverage.open_numbers[:SHOWN])
    return [f"{entry.start} {entry.text}" for entry in report.numbers if entry.start in starts]
