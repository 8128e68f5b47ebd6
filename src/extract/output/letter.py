"""Confirmed findings → the letter that asks about them: nothing enters it that no person has confirmed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.checks.verdicts import Opinion, Verdict
from extract.errors import UsageError
from extract.output.review.words import read_words
from extract.output.word import Line, fill_template
from extract.records import Finding, Report, Where

LETTER = (
    Line("Title", "关于《{title}》有关内容的核实函"),
    Line("Normal", "{issuer}："),
    Line("Normal", "经审阅《{title}》，有以下 {count} 处不相符。现列出所在位置、原文与计算，请核实并说明或更正。"),
    Line("Normal", "{findings}"),
    Line("Normal", "以上各项，请核实并说明或更正。"),
    Line("Normal", "审核：{reviewers}"),
    Line("Normal", "{date}"),
)
"""What the letter says where no template is given."""


def write_letter(
    report: Report,
    opinions: Mapping[str, Opinion],
    template: bytes | None = None,
    date: datetime.date | None = None,
) -> bytes:
    """Return the letter on the findings of ``report`` that ``opinions`` confirm, as a .docx file.

    ``template`` is a .docx file with slots to fill; ``date`` stands in place of the last one of the verdicts.
    UsageError where nothing is confirmed.
    """
    holding = {name: opinion.holding for name, opinion in opinions.items() if opinion.holding}
    confirmed = {name: verdict for name, verdict in holding.items() if verdict.verdict == "confirmed"}
    if not confirmed:
        raise UsageError("letter: no finding is confirmed in the verdicts; confirm one in the review page, export them")
    findings = [finding for finding in report.findings if finding.id in confirmed]
    slots = name_slots(report, list(confirmed.values()), date)
    return fill_template(template, LETTER, slots, list(list_findings(report, findings)))


def name_slots(report: Report, verdicts: Sequence[Verdict], date: datetime.date | None) -> dict[str, str]:
    """Return what the slots of a letter are filled with."""
    document = report.document
    seconds = [verdict.countersigned for verdict in verdicts if verdict.countersigned]
    last = date or max(signature.date for signature in (*verdicts, *seconds))
    return {
        "title": document.title or document.source.name,
        "entity": document.entity or "",
        "issuer": document.issuer or document.entity or "",
        "year": str(document.report_year or ""),
        "count": str(len(verdicts)),
        "reviewers": "、".join(dict.fromkeys(signature.name for signature in (*verdicts, *seconds))),
        "date": f"{last.year} 年 {last.month} 月 {last.day} 日",
    }


def list_findings(report: Report, findings: Sequence[Finding]) -> Iterator[Line]:
    """Yield the lines of ``findings``, those that follow from another under it."""
    words, ids = read_words(), {finding.id for finding in findings}
    followers: dict[str, list[Finding]] = {}
    for finding in findings:
        followers.setdefault(finding.cause if finding.cause in ids else "", []).append(finding)
    for place, lead in enumerate(followers[""], start=1):
        yield from tell_finding(report, lead, f"{place}. ", "Heading 2", words)
        for step, follower in enumerate(followers.get(lead.id, ()), start=1):
            yield from tell_finding(report, follower, f"{place}.{step} ", "Heading 3", words)


def tell_finding(
    report: Report, finding: Finding, number: str, style: str, words: Mapping[str, Sequence[str]]
) -> Iterator[Line]:
    """Yield what a finding is, its sentence, its arithmetic, and each place with the quotation."""
    yield Line(style, number + words.get(f"check.{finding.check}", [finding.check])[0])
    yield Line("Normal", finding.message)
    if arithmetic := tell_arithmetic(finding, words):
        yield Line("Normal", arithmetic)
    yield from dict.fromkeys(tell_where(report, where) for where in finding.where)


def tell_arithmetic(finding: Finding, words: Mapping[str, Sequence[str]]) -> str:
    """Return the printed and the computed figure with the sum and the difference."""
    parts = finding.params
    difference = parts.get("gap") or " ".join(str(parts[name]) for name in ("difference", "unit") if parts.get(name))
    told = {
        "printed": finding.printed,
        "computed": finding.computed,
        "arithmetic": f"{parts['terms']} = {parts['sum']}" if "terms" in parts and "sum" in parts else None,
        "difference": difference,
    }
    return "；".join(f"{words[name][0]}：{value}" for name, value in told.items() if value)


def tell_where(report: Report, where: Where) -> Line:
    """Return a place in words with its quotation; the figure is in bold where it stands in it only once."""
    place = "，".join(place_words(report, where))
    if not where.quote:
        return Line("List Bullet", place)
    figure = next((fact.raw for fact in report.facts if fact.where == where), None)
    found = list(re.finditer(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", where.quote)) if figure else []
    if len(found) != 1:
        return Line("List Bullet", f"{place}：“{where.quote}”")
    start, end = found[0].span()
    return Line("List Bullet", f"{place}：“{where.quote[:start]}", where.quote[start:end], f"{where.quote[end:]}”")


def place_words(report: Report, where: Where) -> Iterable[str]:
    """Yield section, case, table, row and page of a place, as the report prints them."""
    section = next((item for item in report.sections if item.id == where.section_id), None)
    case = next((item for item in report.cases if item.id == where.case_id), None)
    table = next((item for item in report.tables if item.id == where.table_id), None)
    page = next((item for item in report.document.pages if item.page == where.page), None)
    if section:
        yield f"第 {section.number} 节“{section.title}”" if section.number else f"“{section.title}”部分"
    if case:
        yield f"案例 {case.number or ''}“{case.title}”"
    if table:
        yield f"表 {table.number or ''}“{table.title or ''}”"
        if where.row is not None:
            yield f"第 {where.row + 1} 行"
        if where.column is not None and any(table.header[where.column : where.column + 1]):
            yield f"“{table.header[where.column]}”列"
    if page:
        yield f"第 {page.page} 页" + (f"（印刷页码 {page.label}）" if page.label not in (None, str(page.page)) else "")
