"""``extract check --verdicts``, ``extract review --verdicts`` and ``extract letter``."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from tests.output.review.judging import TEXT, extract_text, put_report, put_verdicts, rule

from extract.cli import extract
from extract.errors import UsageError
from extract.output.read import read_report
from extract.output.verdict_files import read_verdicts
from extract.records import Report


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_report(tmp_path_factory.mktemp("out") / "a", extract_text())


@pytest.fixture
def report(folder: Path) -> Report:
    return read_report(folder)


def call(*args: object) -> Result:
    return CliRunner().invoke(extract, [str(arg) for arg in args])


def letter(folder: Path, verdicts: Path, *args: object) -> list[tuple[str, str]]:
    """Return the paragraphs of the letter, each with its style."""
    result = call("letter", folder, "--verdicts", verdicts, *args)
    assert result.exit_code == 0, result.output
    return [(line.style.name, line.text) for line in docx.Document(result.output.strip()).paragraphs]


def test_check_says_what_was_decided_and_passes_over_what_is_settled(
    folder: Path, report: Report, tmp_path: Path
) -> None:
    errors = [finding for finding in report.findings if finding.severity != "info"]
    file = put_verdicts(tmp_path / "v.json", report, [rule(report, finding, "false_alarm") for finding in errors])
    result = call("check", folder, "--verdicts", file, "--fail-on", "warning")
    assert result.exit_code == 0
    assert result.output.count("→ 误报: 已向学校核实 (审核人甲 2025-03-01)") == len(errors)
    assert all(finding.message in result.output for finding in report.findings)
    rest = len(report.findings) - len(errors)
    assert f"0 confirmed, 0 explained, {len(errors)} false alarm, 0 corrected, {rest} not judged" in result.output
    confirmed = put_verdicts(tmp_path / "c.json", report, [rule(report, errors[0], "confirmed")])
    assert call("check", folder, "--verdicts", confirmed, "--fail-on", "error").exit_code == 1


def test_check_tells_what_a_revision_has_solved(report: Report, tmp_path: Path) -> None:
    revision = put_report(tmp_path / "b", extract_text(TEXT.replace("51.5%", "50%")))
    ratio = next(finding for finding in report.findings if finding.check == "ratio")
    file = put_verdicts(tmp_path / "v.json", report, [rule(report, ratio, "confirmed", note="")])
    output = call("check", revision, "--verdicts", file).output
    assert f"✓ {ratio.id} ratio: 不再出现 → 属实 (审核人甲 2025-03-01)" in output


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[]", "its schema is none, this version reads report-extract/verdicts/1"),
        ("{", "no JSON"),
        ('{"schema": "report-extract/verdicts/2"}', "its schema is report-extract/verdicts/2"),
        (
            '{"schema": "report-extract/verdicts/1", "document": {"id": "a"}, "verdicts": [{"name": ""}]}',
            "verdicts.0.name",
        ),
    ],
)
def test_what_is_no_file_of_verdicts_is_refused(report: Report, tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / "v.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=complaint):
        read_verdicts([tmp_path / "v.json"], report)


def test_verdicts_on_another_entity_are_refused(report: Report, tmp_path: Path) -> None:
    other = extract_text(TEXT.replace("澄湖市", "泽安市")).report
    with pytest.raises(UsageError, match="泽安市, not of 澄湖市"):
        read_verdicts([put_verdicts(tmp_path / "v.json", other, [])], report)


def test_a_review_page_opens_with_the_verdicts_of_an_earlier_version(
    folder: Path, report: Report, tmp_path: Path
) -> None:
    file = put_verdicts(tmp_path / "v.json", report, [rule(report, report.findings[0], "explained", note="统计口径")])
    result = call("review", folder, "--verdicts", file)
    assert result.exit_code == 0
    page = Path(result.output.strip()).read_text(encoding="utf-8")
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    assert [verdict["note"] for verdict in data["verdicts"]] == ["统计口径"]


def test_a_letter_holds_what_is_confirmed_and_nothing_else(folder: Path, report: Report, tmp_path: Path) -> None:
    first, second, *_ = report.findings
    verdicts = [rule(report, first, "confirmed"), rule(report, second, "explained", name="审核人丙")]
    lines = letter(folder, put_verdicts(tmp_path / "v.json", report, verdicts))
    text = "\n".join(line for _, line in lines)
    assert [line for style, line in lines if style == "Heading 2"] == ["1. 比值不符"]
    assert first.message in text
    assert second.message not in text
    assert "请核实并说明或更正" in text
    assert f"原文数值：{first.printed}" in text
    quoted = [line for style, line in lines if style == "List Bullet"]
    assert len(quoted) == len(first.where)
    assert all(where.quote in line for where, line in zip(first.where, quoted, strict=True))
    assert all(line.startswith("第 1 节“学生发展”：“2024 年，全市中职毕业生 8000 人") for line in quoted)
    assert ("Normal", "审核：审核人甲") in lines
    assert ("Normal", "2025 年 3 月 1 日") in lines


def test_a_letter_without_a_confirmed_finding_is_not_written(folder: Path, report: Report, tmp_path: Path) -> None:
    verdicts = [rule(report, finding, "explained") for finding in report.findings]
    result = call("letter", folder, "--verdicts", put_verdicts(tmp_path / "v.json", report, verdicts))
    assert isinstance(result.exception, UsageError)
    assert "no finding is confirmed" in str(result.exception)
    assert not (tmp_path / "letter.docx").exists()


def test_a_verdict_of_another_year_confirms_nothing(folder: Path, report: Report, tmp_path: Path) -> None:
    verdicts = [rule(report, finding, "confirmed", report_year=2023) for finding in report.findings]
    result = call("letter", folder, "--verdicts", put_verdicts(tmp_path / "v.json", report, verdicts))
    assert isinstance(result.exception, UsageError)


def test_the_same_verdicts_give_the_same_letter(folder: Path, report: Report, tmp_path: Path) -> None:
    file = put_verdicts(tmp_path / "v.json", report, [rule(report, report.findings[0], "confirmed")])
    letters = []
    for name in ("a.docx", "b.docx"):
        assert call("letter", folder, "--verdicts", file, "--out", tmp_path / name).exit_code == 0
        letters.append((tmp_path / name).read_bytes())
    assert letters[0] == letters[1]


def test_a_template_is_filled_even_where_a_slot_is_cut_by_formatting(
    folder: Path, report: Report, tmp_path: Path
) -> None:
    template = docx.Document()
    cut = template.add_paragraph("致{is")
    cut.add_run("suer}：").bold = True
    template.add_paragraph("{findings}")
    template.add_paragraph("{unknown} 此致")
    template.sections[0].header.paragraphs[0].text = "{title}"
    template.add_table(1, 1).cell(0, 0).text = "{date}"
    template.save(str(tmp_path / "t.docx"))
    file = put_verdicts(tmp_path / "v.json", report, [rule(report, report.findings[0], "confirmed")])
    result = call(
        "letter", folder, "--verdicts", file, "--template", tmp_path / "t.docx", "--date", "2025-05-06",
        "--out", tmp_path / "l.docx",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    filled = docx.Document(str(tmp_path / "l.docx"))
    lines = [line.text for line in filled.paragraphs]
    assert lines[0] == "致澄湖市："
    assert lines[-1] == "{unknown} 此致"
    assert report.findings[0].message in lines
    assert not any("{findings}" in line for line in lines)
    assert filled.sections[0].header.paragraphs[0].text == "澄湖市中等职业教育质量报告"
    assert filled.tables[0].cell(0, 0).text == "2025 年 5 月 6 日"


def test_a_template_that_is_no_word_file_is_refused(folder: Path, report: Report, tmp_path: Path) -> None:
    file = put_verdicts(tmp_path / "v.json", report, [rule(report, report.findings[0], "confirmed")])
    result = call("letter", folder, "--verdicts", file, "--template", file)
    assert isinstance(result.exception, UsageError)
    assert "--template: no Word file" in str(result.exception)
