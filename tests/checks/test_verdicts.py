"""Which findings a verdict holds for, and what becomes of them."""

from __future__ import annotations

import datetime

import pytest
from pydantic import ValidationError
from tests.output.review.judging import TEXT, extract_text, rule

from extract.checks.listing import are_grave
from extract.checks.verdicts import Signature, Verdict, judge_findings, leave_unsettled, tell_opinion
from extract.records import Finding, Report


@pytest.fixture(scope="module")
def report() -> Report:
    return extract_text().report


def ratio_of(report: Report) -> Finding:
    return next(finding for finding in report.findings if finding.check == "ratio")


def lines(report: Report, *verdicts: Verdict) -> list[str]:
    """Return what is said on the ratio of ``report``."""
    opinion = judge_findings(report, report.findings, verdicts)[ratio_of(report).id]
    return list(tell_opinion(opinion, report.document.report_year))


def test_a_verdict_holds_for_a_revision_that_prints_the_same_figures(report: Report) -> None:
    revision = extract_text(TEXT.replace("1 学生发展", "1 学生成长")).report
    assert revision.document.id != report.document.id
    assert lines(revision, rule(report, ratio_of(report), "explained")) == [
        "已说明: 已向学校核实 (审核人甲 2025-03-01)"
    ]


def test_with_other_figures_it_is_only_told(report: Report) -> None:
    revision = extract_text(TEXT.replace("51.5%", "52.5%")).report
    (line,) = lines(revision, rule(report, ratio_of(report), "explained"))
    assert line.startswith("此前意见（数值已变，仅供参考）: 已说明")


def test_next_year_it_stands_beside_the_like_finding_and_settles_nothing(report: Report) -> None:
    """Even where next year's report prints the same figures."""
    after = extract_text(TEXT.replace("2024", "2025")).report
    assert ratio_of(after).state == ratio_of(report).state
    verdict = rule(report, ratio_of(report), "false_alarm")
    (line,) = lines(after, verdict)
    assert line.startswith("上年说明 2024: 误报")
    opinions = judge_findings(after, after.findings, [verdict])
    assert leave_unsettled(after.findings, opinions) == after.findings


@pytest.mark.parametrize("ruling", ["explained", "false_alarm", "corrected"])
def test_what_is_settled_is_no_longer_asked(report: Report, ruling: str) -> None:
    verdicts = [rule(report, finding, ruling) for finding in report.findings]  # type: ignore[arg-type]
    left = leave_unsettled(report.findings, judge_findings(report, report.findings, verdicts))
    assert not are_grave(left, "warning")


def test_what_is_confirmed_stays_open(report: Report) -> None:
    verdicts = [rule(report, finding, "confirmed") for finding in report.findings]
    left = leave_unsettled(report.findings, judge_findings(report, report.findings, verdicts))
    assert left == report.findings


def test_of_two_verdicts_on_the_same_figures_the_later_holds(report: Report) -> None:
    early = rule(report, ratio_of(report), "confirmed")
    late = rule(report, ratio_of(report), "explained", date=datetime.date(2025, 4, 1), note="")
    for order in ((early, late), (late, early)):
        assert lines(report, *order) == ["已说明 (审核人甲 2025-04-01)"]


def test_a_second_person_countersigns(report: Report) -> None:
    second = Signature(name="审核人乙", date=datetime.date(2025, 3, 2))
    (line,) = lines(report, rule(report, ratio_of(report), "confirmed", note="", countersigned=second))
    assert line == "属实 (审核人甲 2025-03-01; 复核 审核人乙 2025-03-02)"
    with pytest.raises(ValidationError, match="a second person"):
        rule(report, ratio_of(report), "confirmed", countersigned={"name": "审核人甲", "date": "2025-03-02"})
