"""What reviewers have decided on findings, and which findings it holds for.

A verdict holds for the finding's ``state``: in the report it was given on and in revisions of the same year that
print the same figures.  In another year, or with other figures, it stands beside the like finding and settles nothing.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from pydantic import ConfigDict, Field, model_validator

from extract.checks.wording import Language, Wording
from extract.records import Finding, Record, Report

Ruling = Literal["confirmed", "explained", "false_alarm", "corrected"]

RULINGS: Mapping[Ruling, Wording] = {
    "confirmed": Wording("属实", "confirmed"),
    "explained": Wording("已说明", "explained"),
    "false_alarm": Wording("误报", "false alarm"),
    "corrected": Wording("已更正", "corrected"),
}
SETTLING: tuple[Ruling, ...] = ("explained", "false_alarm", "corrected")
"""Rulings after which nothing is left to ask."""

EARLIER = Wording("此前意见（数值已变，仅供参考）", "earlier verdict (the figures have changed)")
YEAR_BEFORE = Wording("上年说明", "said last year")
GONE = Wording("不再出现", "no longer found")


class Signature(Record):
    """Who signed, and when."""

    name: str = Field(min_length=1)
    date: datetime.date


class Verdict(Signature):
    """What a reviewer decided on one finding; ``countersigned`` is the signature of a second reviewer."""

    state: str
    key: str
    finding: str
    check: str
    report_year: int | None = None
    verdict: Ruling
    note: str = ""
    countersigned: Signature | None = None

    @model_validator(mode="after")
    def by_two(self) -> Verdict:
        """Refuse a countersignature of the same person."""
        if self.countersigned and self.countersigned.name == self.name:
            raise ValueError("countersigned by the reviewer; a second person must sign")
        return self


class Judged(Record):
    """The report that the verdicts were given on."""

    id: str
    title: str | None = None
    entity: str | None = None
    report_year: int | None = None


class Verdicts(Record):
    """The whole of a file of verdicts; those of earlier years are handed on in it."""

    schema_: Literal["report-extract/verdicts/1"] = Field(default="report-extract/verdicts/1", alias="schema")
    document: Judged
    verdicts: list[Verdict]

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)


class Opinion(Struct, frozen=True):
    """What was said on one finding: the verdict that holds, and earlier ones on the like finding, the latest first."""

    holding: Verdict | None
    earlier: tuple[Verdict, ...]


def judge_findings(report: Report, findings: Sequence[Finding], verdicts: Iterable[Verdict]) -> dict[str, Opinion]:
    """Return what ``verdicts`` say on each of ``findings``, by its id; of two on one state the later holds."""
    year = report.document.report_year
    by_key: dict[str, list[Verdict]] = {}
    for verdict in sorted(verdicts, key=lambda verdict: verdict.date, reverse=True):
        by_key.setdefault(verdict.key, []).append(verdict)
    return {finding.id: weigh(finding, year, by_key.get(finding.key, ())) for finding in findings}


def weigh(finding: Finding, year: int | None, said: Sequence[Verdict]) -> Opinion:
    """Return the opinion on ``finding`` in a report of ``year``; ``said`` are verdicts on its key, the latest first."""
    holding = [verdict for verdict in said if verdict.state == finding.state and verdict.report_year == year]
    earlier = [verdict for verdict in said if verdict not in holding]
    return Opinion(holding[0] if holding else None, tuple(earlier))


def find_gone(report: Report, findings: Sequence[Finding], verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts on the report's year whose finding a revision no longer has."""
    keys = {finding.key for finding in findings}
    return [v for v in verdicts if v.key not in keys and v.report_year == report.document.report_year]


def leave_unsettled(findings: Sequence[Finding], opinions: Mapping[str, Opinion]) -> list[Finding]:
    """Return ``findings`` without those that a verdict has settled."""
    return [
        finding
        for finding in findings
        if not ((said := opinions[finding.id].holding) is not None and said.verdict in SETTLING)
    ]


def tell_opinion(opinion: Opinion, year: int | None, language: Language = "zh") -> Iterator[str]:
    """Yield a line for the verdict that holds and for each earlier one; ``year`` is the report's."""
    if opinion.holding:
        yield tell_verdict(opinion.holding, language)
    for verdict in opinion.earlier:
        title = getattr(EARLIER if verdict.report_year == year else YEAR_BEFORE, language)
        when = f" {verdict.report_year}" if verdict.report_year not in (None, year) else ""
        yield f"{title}{when}: {tell_verdict(verdict, language)}"


def tell_verdict(verdict: Verdict, language: Language = "zh") -> str:
    """Return a verdict with its note and signatures."""
    ruling = getattr(RULINGS[verdict.verdict], language)
    second = verdict.countersigned
    countersigned = {"zh": "复核", "en": "countersigned by"}[language]
    signed = f"{verdict.name} {verdict.date}" + (f"; {countersigned} {second.name} {second.date}" if second else "")
    return f"{ruling}{f': {verdict.note}' if verdict.note else ''} ({signed})"


def count_rulings(opinions: Iterable[Opinion]) -> Counter[Ruling]:
    """Return how many findings each ruling holds for."""
    return Counter(opinion.holding.verdict for opinion in opinions if opinion.holding)
