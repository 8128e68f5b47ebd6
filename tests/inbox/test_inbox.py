"""What is dropped into an inbox over the years, and how each document stands; without Prefect."""

from __future__ import annotations

import csv
import errno
import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.inbox.desk import LATER, PATTERNS, Desk

from extract import Settings
from extract.batch.extract import extract_job
from extract.cli import extract
from extract.errors import BusyError, UsageError
from extract.inbox import Archive, choose_current, look_into, open_archive, plan_arrivals


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_file_that_may_still_be_copied_is_not_taken(desk: Desk) -> None:
    path = desk.drop("a.txt")
    os.utime(path, (0, 0))  # copying programs set the old time at once
    written = path.stat().st_ctime
    assert desk.copying(written + 1) == ["a.txt"]
    assert [entry.document for entry in desk.run(written + 1).entries] == []
    assert [entry.state for entry in desk.run(written + 60).entries] == ["extracted"]


def test_clocks_that_differ_are_told_and_what_was_taken_stays_taken(desk: Desk) -> None:
    written = desk.drop("a.txt").stat().st_ctime
    assert desk.copying(written - 60) == ["a.txt"]
    (entry,) = desk.run(written - 86400).entries
    assert (entry.state, str(entry.note).partition(";")[0]) == (
        "not taken",
        "by its clock it was written in the future",
    )
    assert [entry.state for entry in desk.run(written + 60).entries] == ["extracted"]
    assert [entry.state for entry in desk.run(written - 86400).entries] == ["extracted"]


def test_an_archive_that_cannot_be_written_to_is_told(desk: Desk) -> None:
    desk.folder.write_text("no folder")
    with pytest.raises(UsageError, match=r"archive/reports: not a directory; see to it"):
        desk.run()
    desk.folder.unlink()
    with pytest.raises(UsageError, match="no space left"), open_archive(desk.folder):
        raise OSError(errno.ENOSPC, "No space left on device", "x")


def test_the_same_content_under_two_names_is_extracted_once_and_linked(desk: Desk) -> None:
    shutil.copy(desk.drop("a.txt"), desk.inbox / "b.txt")
    (entry,) = desk.run().entries
    assert entry.files == ["a.txt", "b.txt"]
    assert [folder.name for folder in (desk.folder / "reports").iterdir()] == [entry.document]


def test_files_of_one_name_in_many_folders_are_told_apart(desk: Desk) -> None:
    for number in range(9):
        desk.drop(f"{number}/质量年报.txt", f"云{'甲乙丙丁戊己庚辛壬'[number]}市")
    entries = desk.run().entries
    assert {entry.state for entry in entries} == {"extracted"}
    assert sorted(entry.files[0] for entry in entries) == [f"{number}/质量年报.txt" for number in range(9)]


def test_a_corrected_report_is_a_revision_and_the_operator_says_which_counts(desk: Desk) -> None:
    desk.drop("a.txt")
    first = desk.run().entries[0]
    desk.drop("a-corrected.txt", more="更正。")
    old, new = desk.run().entries
    assert (old.document, old.revision, old.current) == (first.document, 1, False)
    assert (new.revision, new.current) == (2, True)

    with open_archive(desk.folder) as archive:
        assert choose_current(desk.inbox, archive, old.document).current
    assert desk.entry("a.txt").current
    assert not desk.entry("a-corrected.txt").current

    desk.drop("a-again.txt", more="再更正。")
    last = desk.run().entries[2]
    assert (last.state, last.revision, last.current) == ("needs my eye", 3, False)
    assert desk.entry("a.txt").current
    with open_archive(desk.folder) as archive:
        choose_current(desk.inbox, archive, last.document)
    assert desk.entry("a-again.txt").current
    assert desk.entry("a-again.txt").state == "extracted"


def test_a_file_that_is_overwritten_with_a_corrected_report_leaves_the_old_one_standing(desk: Desk) -> None:
    desk.drop("a.txt")
    desk.run()
    desk.drop("a.txt", more="更正。")
    assert [(entry.revision, entry.current) for entry in desk.run().entries] == [(1, False), (2, True)]


def test_the_manifest_fills_what_is_not_printed(desk: Desk) -> None:
    desk.drop("a.txt", year=None)
    assert [entry.state for entry in desk.run().entries] == ["needs my eye"]
    desk.manifest("文件,机构代码,年份", "a.txt,'0042,2030", encoding="gb18030")
    (entry,) = desk.run().entries
    assert (entry.state, entry.code, entry.year, entry.entity) == ("extracted", "0042", 2030, "泽安市")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_manifest_is_read_as_spreadsheets_save_it(desk: Desk, encoding: str, separator: str) -> None:
    desk.drop("甲/质量年报.txt", year=None)
    rows = ["2031 年名单,,,", "序号,文件名,学校代码,年度,备注", "", "1,甲\\质量年报.txt,0410,２０３１年度,", ",,,,"]
    desk.manifest(*(row.replace(",", separator) for row in rows), encoding=encoding)
    index = desk.run()
    assert [(entry.state, entry.code, entry.year) for entry in index.entries] == [("extracted", "0410", 2031)]
    assert index.wrong == []


def test_a_manifest_may_be_empty_but_not_without_heads(desk: Desk) -> None:
    desk.drop("a.txt")
    desk.manifest("file,code,year")
    assert desk.run().wrong == []
    desk.manifest("a.txt,4100,2031")
    assert desk.run().wrong == ["manifest.csv: no column named file; begin it with the line file,code,year"]


def test_where_print_and_manifest_disagree_the_file_waits(desk: Desk) -> None:
    desk.drop("a.txt")
    desk.manifest("file,code,year", "a.txt,42,2030")
    (entry,) = desk.run().entries
    assert (entry.state, entry.revision) == ("needs my eye", None)
    assert entry.note == "year: 2031 is printed, the manifest says 2030"
    desk.manifest("file,code,year", "a.txt,42,2031")
    assert [entry.state for entry in desk.run().entries] == ["extracted"]


def test_one_code_for_two_entities_waits_and_a_renamed_entity_does_not(desk: Desk) -> None:
    desk.drop("a.txt", "泽安市", 2031)
    desk.drop("b.txt", "石埠市", 2031)
    desk.drop("c.txt", "石埠市", 2030)
    desk.manifest("file,code", "a.txt,42", "b.txt,42", "c.txt,42")
    desk.run()
    assert [desk.entry(file).state for file in ("a.txt", "b.txt")] == ["needs my eye", "needs my eye"]
    desk.manifest("file,code", "a.txt,42", "c.txt,42")
    (desk.inbox / "b.txt").rename(desk.inbox / "b.bak")
    assert desk.entry("c.txt").state == "extracted"
    assert desk.entry("c.txt").code == desk.entry("a.txt").code == "42"


def test_a_manifest_line_that_means_no_one_file_is_told(desk: Desk) -> None:
    desk.drop("a/x.txt")
    desk.drop("b/x.txt", year=2030)
    desk.manifest("file,year", "x.txt,2031", "y.txt,2031", "a\\x.txt,31")
    assert [trouble.partition(": ")[2] for trouble in desk.run().wrong] == [
        "needs a file and a year of four digits",
        "x.txt: several files bear this name; give the path",
        "y.txt: no such file in the inbox",
    ]


def test_a_bad_file_is_tried_once_and_again_only_when_asked(desk: Desk) -> None:
    (desk.inbox / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    (entry,) = desk.run().entries
    assert entry.state == "failed"
    with open_archive(desk.folder) as archive:
        here = look_into(desk.inbox, archive, LATER).here
        assert plan_arrivals(desk.inbox, archive, here) == []
        assert len(plan_arrivals(desk.inbox, archive, here, again=True)) == 1


def test_what_cannot_be_read_is_told_and_taken_once_it_can(desk: Desk) -> None:
    os.mkfifo(desk.inbox / "a.txt")
    with open_archive(desk.folder) as archive:
        look = look_into(desk.inbox, archive, LATER)
    assert {file: error.code for file, error in look.refused.items()} == {"a.txt": "unreadable"}
    assert [entry.state for entry in desk.run().entries] == ["not taken"]
    (desk.inbox / "a.txt").unlink()
    desk.drop("a.txt")
    assert [entry.state for entry in desk.run().entries] == ["extracted"]


def test_what_is_no_report_is_told_once_and_litter_is_not(desk: Desk) -> None:
    desk.drop("a.txt")
    desk.drop("b/上报材料.zip")
    desk.drop("下载.pdf.part")
    for litter in ("~$b.docx", ".~lock.b.docx#", "Thumbs.db", "desktop.ini", ".DS_Store", "__MACOSX/._b.pdf"):
        desk.drop(litter)
    states = {entry.files[0]: (entry.state, entry.note) for entry in desk.run().entries}
    assert set(states) == {"a.txt", "b/上报材料.zip"}
    assert states["b/上报材料.zip"][0] == "not taken"
    assert "unpack it, or save it as one of .docx, .pdf, .txt" in str(states["b/上报材料.zip"][1])
    assert desk.copying(LATER) == ["下载.pdf.part"]
    desk.run()
    assert desk.news == []
    (desk.inbox / "b" / "上报材料.zip").unlink()
    assert [entry.state for entry in desk.run().entries] == ["extracted"]


def test_a_folder_that_may_not_be_opened_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.drop("closed/a.txt")
    monkeypatch.setattr("os.access", lambda path, mode: not str(path).endswith("closed"))
    (entry,) = desk.run().entries
    assert (entry.files, entry.state) == (["closed"], "not taken")
    assert entry.note == "no right to open this folder; ask for the right to read it"


def test_content_that_changed_since_it_was_planned_does_not_end_under_the_wrong_id(desk: Desk) -> None:
    desk.drop("a.txt")
    with open_archive(desk.folder) as archive:
        (job,) = plan_arrivals(desk.inbox, archive, look_into(desk.inbox, archive, LATER).here)
        desk.drop("a.txt", more="更正。")
        failure = extract_job(job, PATTERNS, Settings()).failure
    assert failure
    assert (failure.code, failure.retry) == ("unreadable", True)
    states = {entry.document: entry.state for entry in desk.run().entries}
    assert states.pop(job.folder.name) == "failed"
    assert list(states.values()) == ["extracted"]


def test_the_register_can_be_lost(desk: Desk) -> None:
    os.utime(desk.drop("b.txt"), (5, 5))
    os.utime(desk.drop("a.txt", more="更正。"), (6, 6))
    before = desk.run()
    (desk.folder / "arrivals.jsonl").write_text("{half a li", encoding="utf-8")
    (desk.folder / "index.csv").unlink()
    assert desk.run() == before


def test_what_a_killed_run_left_half_written_is_swept(desk: Desk) -> None:
    desk.drop("a.txt")
    rest = desk.folder / "reports" / ".extract-1-x"
    (rest / "new").mkdir(parents=True)
    assert len(desk.run().entries) == 1
    assert not rest.exists()


def test_two_runs_do_not_share_an_archive(desk: Desk) -> None:
    with open_archive(desk.folder), pytest.raises(BusyError, match="another run is at work"):
        desk.run()


def test_only_what_is_there_can_be_chosen(desk: Desk) -> None:
    desk.drop("a.txt")
    desk.run()
    with open_archive(desk.folder) as archive, pytest.raises(UsageError, match="no such document"):
        choose_current(desk.inbox, archive, "b.txt")


def test_what_the_index_has_told_is_no_news_until_it_changes(desk: Desk) -> None:
    desk.drop("a.txt")
    desk.drop("b.txt", year=2030)
    desk.run()
    assert desk.news == ["b.txt", "a.txt"]
    desk.run()
    assert desk.news == []
    desk.manifest("file,code,year", "b.txt,,2029")
    desk.run()
    assert desk.news == ["b.txt"]


def test_the_index_is_a_table_for_spreadsheets(desk: Desk) -> None:
    desk.drop("=1.txt")
    desk.run()
    content = (desk.folder / "index.csv").read_text(encoding="utf-8")
    assert content.startswith("\ufeff")
    (row,) = csv.DictReader(content.removeprefix("\ufeff").splitlines())
    assert (row["state"], row["year"], row["current"], row["files"]) == ("extracted", "2031", "yes", "'=1.txt")


def test_the_command_line_shows_and_chooses(desk: Desk) -> None:
    desk.drop("a.txt")
    desk.drop("b.txt", more="更正。")
    first, second = desk.run().entries
    places = [str(desk.inbox), str(desk.folder)]
    done = CliRunner().invoke(extract, ["inbox", "current", *places, "a.txt"])
    assert done.exit_code == 0
    assert "revision 1, current" in done.output
    desk.drop("c.doc")
    desk.drop("d.txt")
    shown = CliRunner().invoke(extract, ["inbox", "show", *places]).output.splitlines()
    assert shown[-1] == "2 extracted, 1 not taken, 1 still being copied"
    assert shown[-2].startswith("not taken  c.doc  this is no report")
    assert second.document in shown[1]
    assert "current" not in shown[1]
    choice = json.loads((desk.folder / "choices.jsonl").read_text(encoding="utf-8"))
    assert choice == {"document": first.document, "over": [second.document]}


def test_nothing_in_the_inbox_is_touched(desk: Desk) -> None:
    desk.drop("a.txt")
    before = {path: path.stat().st_mtime_ns for path in desk.inbox.rglob("*")}
    desk.run()
    assert {path: path.stat().st_mtime_ns for path in desk.inbox.rglob("*")} == before


def test_an_archive_inside_its_inbox_is_no_input(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.folder = desk.inbox / "archive"
    desk.drop("a.txt")
    desk.run()
    assert len(desk.run().entries) == 1
    assert Archive(desk.folder).index.is_file()
