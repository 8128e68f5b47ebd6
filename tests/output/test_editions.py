"""Which reports a folder holds, whose they are, and which of several versions is current."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.compare.shelf import publish

from extract import find_families
from extract.errors import UsageError
from extract.output.editions import find_editions
from extract.output.folder import write_report
from extract.records import Report


def shelve(folder: Path, year: int | None, sha: str, entity: str | None = "泽安市", **document: Any) -> str:
    report = publish(year, sha=sha, entity=entity).report
    changed = report.document.model_copy(update=document)
    write_report(folder, Report.model_validate({**dict(report), "document": changed}), "")
    return changed.id


def names(folders: list[Path]) -> list[str]:
    return [folder.name for folder in folders]


def test_the_reports_of_an_entity_stand_oldest_first_whatever_their_folders_are_called(tmp_path: Path) -> None:
    shelve(tmp_path / "a", 2024, "a" * 8)
    shelve(tmp_path / "deep" / "b", 2022, "b" * 8)
    shelve(tmp_path / "c", 2023, "c" * 8)
    shelve(tmp_path / "d", 2023, "d" * 8, entity="漪南职业学院")
    families = {family.entity: family for family in find_families(tmp_path)}
    assert names(families["泽安市"].current) == ["b", "c", "a"]
    assert names(families["漪南职业学院"].current) == ["d"]


def test_aliases_make_one_family_of_two_names(tmp_path: Path) -> None:
    shelve(tmp_path / "a", 2023, "a" * 8, entity="泽安县")
    shelve(tmp_path / "b", 2024, "b" * 8)
    (family,) = find_families(tmp_path, [["泽安市", "泽安县"]])
    assert (family.entity, names(family.current)) == ("泽安市", ["a", "b"])


def test_of_two_versions_the_one_with_the_later_date_is_current(tmp_path: Path) -> None:
    shelve(tmp_path / "a", 2024, "a" * 8, published="2025-01", declared="2025-02-20")
    shelve(tmp_path / "b", 2024, "b" * 8, published="2025-01", declared="2025-01-09")
    (family,) = find_families(tmp_path)
    assert names(family.current) == ["a"]
    assert [names(versions) for versions in family.revised] == [["b", "a"]]


def test_of_two_versions_of_one_date_the_second_name_counts_unless_an_operator_says_otherwise(tmp_path: Path) -> None:
    first = shelve(tmp_path / "report", 2024, "a" * 8)
    shelve(tmp_path / "report-bbbbbbbb", 2024, "b" * 8)
    assert names(find_families(tmp_path)[0].current) == ["report-bbbbbbbb"]
    assert names(find_families(tmp_path, current=[first])[0].current) == ["report"]


def test_a_report_without_entity_or_year_belongs_to_no_family_but_counts(tmp_path: Path) -> None:
    shelve(tmp_path / "a", None, "a" * 8)
    shelve(tmp_path / "b", 2024, "b" * 8, entity=None)
    assert find_families(tmp_path) == []
    assert len(find_editions(tmp_path)) == 2


def test_what_a_run_is_still_writing_does_not_count(tmp_path: Path) -> None:
    shelve(tmp_path / ".extract-77-x" / "new", 2024, "a" * 8)
    assert find_editions(tmp_path) == []


def test_a_file_that_is_no_report_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "report.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="no report; extract it again or move it away"):
        find_editions(tmp_path)
