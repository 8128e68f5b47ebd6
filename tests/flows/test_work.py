"""What is tried again, and what an operator reads of a run."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from prefect.exceptions import FailedRun
from prefect.states import Failed

from extract.batch import Counts, Failure
from extract.errors import ERROR_CODES, ErrorCode
from extract.inbox import Archive, Comparison, Entry, Index, Look
from extract.inbox.years import Course
from publish import link_to, plain, row_of, summarise_run, summarise_years
from quiet import hide_name, is_news
from work import UNREADABLE, extract_report, may_pass, name_failure


@pytest.mark.parametrize("code", ERROR_CODES)
def test_only_input_and_output_are_tried_again(code: ErrorCode) -> None:
    for retry in (True, False):
        state = Failed(name=name_failure(Failure(code, "message", "hint", retry)))
        assert may_pass(extract_report, None, state) == (code == "unreadable" and retry)  # type: ignore[arg-type]


def test_a_failure_that_may_pass_is_tried_twice_more() -> None:
    assert extract_report.retries == 2
    assert extract_report.retry_condition_fn is may_pass
    assert Failed().name != UNREADABLE


def test_the_table_of_a_run_names_what_a_report_holds_and_where_to_look() -> None:
    counts = Counts(1, 0, 2, 30, 4, False, "泽安市", 2031, 12, errors=1, warnings=2, infos=3)
    entry = Entry("ab", ["a.txt", "b.txt"], "extracted", "泽安市", None, 2031, 1, True)
    row = row_of(entry, counts, "[open](x)")
    assert [row[name] for name in ("report", "entity", "year", "pages", "status")] == [
        "a.txt, b.txt",
        "泽安市",
        2031,
        12,
        "extracted",
    ]
    assert [row[name] for name in ("facts", "open", "errors", "warnings", "infos")] == [30, 4, 1, 2, 3]
    assert row["review"] == "[open](x)"


def test_the_summary_tells_what_failed_and_what_waits_in_plain_text() -> None:
    entries = [
        Entry("a1", ["x|y*.pdf"], "failed", note="damaged: no page; save it anew"),
        Entry("b2", ["z.txt"], "needs my eye", note="no year is printed; give it in the manifest"),
    ]
    summary = summarise_run([], Index(entries, ["manifest.csv, line 2: no such file"]), Look([], [], ["n.pdf"], {}))
    assert "| still being copied | 1 |" in summary
    assert "## Failed\n\n- `a1` x\\|y\\*.pdf: damaged: no page; save it anew" in summary
    assert "## Needs my eye\n\n- `b2` z.txt: no year is printed" in summary
    assert "## Manifest\n\n- manifest.csv, line 2: no such file" in summary


def test_the_summary_of_the_years_tells_what_came_from_others_and_the_gravest_first(tmp_path: Path) -> None:
    calm, grave = (Course(name, [Entry(name, [], "extracted", name)]) for name in ("泽安市", "石埠市"))
    page = tmp_path / "years" / "x.html"
    told = [Comparison(calm, page), Comparison(grave, page, ["recycled cases: 2"], recycled=2, foreign=1)]
    lines = summarise_years(told, Archive(tmp_path), None).splitlines()
    assert "| entity | reports | restated | recycled cases | from others | comparison |" in lines
    assert "| 石埠市 | 1 | 0 | 2 | 1 | None |" in lines
    assert lines.index("## 石埠市") < lines.index("    recycled cases: 2")


def test_links_lead_into_the_served_archive_or_to_the_file(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    page = tmp_path / "years" / "泽 安.html"
    assert link_to(page, archive, None) is None
    page.parent.mkdir()
    page.touch()
    assert (
        link_to(page, archive, "http://127.0.0.1:8100/")
        == "[open](http://127.0.0.1:8100/years/%E6%B3%BD%20%E5%AE%89.html)"
    )
    assert str(link_to(page, archive, None)).startswith("[open](file:///")


def test_names_of_files_cannot_break_a_page() -> None:
    assert plain("a[b](c)\n<d>\udc80") == "a\\[b\\](c) \\<d\\>?"


def test_what_the_state_of_a_failed_run_says_is_not_said_again_with_a_traceback() -> None:
    log = logging.getLogger("prefect.flow_runs")
    for error, told in ((FailedRun("no such folder"), False), (KeyError("a mistake of ours"), True)):
        record = log.makeRecord(log.name, logging.ERROR, __file__, 1, "ended", (), (type(error), error, None))
        assert is_news(record) == told
    assert is_news in log.filters


def test_a_line_of_the_log_names_no_file() -> None:
    log = logging.getLogger("prefect.task_runs")
    names = {"task_run_name": "某人的报告.pdf", "task_run_id": "01a2"}
    record = log.makeRecord(log.name, logging.INFO, __file__, 1, "ended", (), None, extra=names)
    assert hide_name(record)
    assert vars(record)["task_run_name"] == "01a2"
    assert hide_name in log.filters
