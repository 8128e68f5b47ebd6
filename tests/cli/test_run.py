"""The command line: arguments, messages, exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

LOCKED = (  # an empty PDF whose encryption dictionary asks for a user password
    b"%%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Kids [] /Count 0>> endobj\n"
    b"3 0 obj <</Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s>>> endobj\n" % (b"ab" * 32, b"cd" * 32)
)


def extract(*args: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as an operator does."""
    command = [sys.executable, "-c", "from extract.cli import main; main()", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=os.environ | environment, timeout=240)


def locked_pdf() -> bytes:
    """Return a PDF that needs a password, its cross-references in place."""
    body, places = LOCKED, [LOCKED.index(b"%d 0 obj" % number) for number in (1, 2, 3)]
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer <</Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>]>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 4\n0000000000 65535 f \n" + table + trailer


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small report as text."""
    path = tmp_path_factory.mktemp("good") / "泽安.txt"
    path.write_text("泽安市职业教育质量报告\n1.1 规模\n全市共有学校 3 所。\n", encoding="utf-8")
    return path


def test_a_good_report_ends_with_status_0_and_a_line(good: Path, tmp_path: Path) -> None:
    done = extract("run", good, "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{good} -> {tmp_path}/out/泽安: ")
    assert sorted(path.name for path in (tmp_path / "out" / "泽安").iterdir()) == ["report.json", "text.txt"]


def test_a_text_of_another_genre_is_told_of(good: Path, tmp_path: Path) -> None:
    (other := tmp_path / "别的.txt").write_text("会议通知\n\n请各校按时参加。\n", encoding="utf-8")
    done = extract("run", good, other, "--out", tmp_path / "out")
    lines = [line for line in done.stdout.splitlines() if line.startswith("  neither title nor tables")]
    assert (done.returncode, len(lines)) == (0, 1)


def test_an_input_of_the_name_and_content_of_another_is_told_of(good: Path, tmp_path: Path) -> None:
    (twin := tmp_path / good.name).write_bytes(good.read_bytes())
    (other := tmp_path / "别的.txt").write_text("第一章 概况\n", encoding="utf-8")
    done = extract("run", good, twin, other, "--out", tmp_path / "out")
    assert f"{twin}: the same name and content as {good}" in done.stdout.splitlines()
    assert f"2 extracted, 0 failed, 1 the same as another: {tmp_path}/out" in done.stdout.splitlines()


def test_files_of_a_folder_that_are_no_inputs_are_counted(good: Path, tmp_path: Path) -> None:
    (folder := tmp_path / "in" / "2024").mkdir(parents=True)
    for name in (good.name, "a.ofd", "b.DOC", "c.doc", "README", "~$d.docx", "thumbs.db"):
        (folder / name).write_bytes(good.read_bytes())
    done = extract("run", folder.parent, "--out", tmp_path / "in" / "out")
    told = "left alone, as reports are .pdf, .docx and .txt files: 2 .doc, 1 .ofd, 1 without ending"
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, told)


def test_a_run_ends_with_what_was_understood(root: Path, tmp_path: Path) -> None:
    folder = root / "samples" / "zean-2022"
    done = extract("run", folder / "zean-2022.txt", folder / "zean-2022-word.pdf", "--out", tmp_path / "out")
    numerals = re.search(r"^numerals: .*\b(\d+) table_cell", done.stdout, re.MULTILINE)
    cells = [
        json.loads(path.read_text(encoding="utf-8"))["coverage"]["numbers"]["table_cell"]
        for path in (tmp_path / "out").glob("*/report.json")
    ]
    assert numerals is not None
    assert int(numerals[1]) == sum(cells)


def test_pages_that_were_not_read_are_told_with_what_to_do(root: Path, tmp_path: Path) -> None:
    report = root / "samples" / "yinan-2023" / "yinan-2023-threeline.pdf"
    done = extract("run", report, "--out", tmp_path / "out", "--max-page-characters", "700")
    assert re.search(r"^  not read: page \d+.*--max-page-characters$", done.stdout, re.MULTILINE)


def test_bad_inputs_fail_one_by_one_and_the_others_are_extracted(good: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "junk.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "locked.pdf").write_bytes(locked_pdf())
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.4\n1 0 obj <</Type /Catalog")
    os.mkfifo(tmp_path / "pipe.txt")
    codes = {
        "cut": "damaged",
        "empty": "empty",
        "junk": "unsupported",
        "locked": "encrypted",
        "missing": "not_found",
        "pipe": "unreadable",
    }
    done = extract("run", tmp_path, good, tmp_path / "missing.pdf", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == f"1 extracted, 6 failed: {tmp_path}/out"
    assert len(done.stderr.splitlines()) == 6
    for name, code in codes.items():
        error = json.loads((tmp_path / "out" / name / "error.json").read_text(encoding="utf-8"))["error"]
        assert error["code"] == code
        assert f": {code}: {error['message']}; {error['hint']} [" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_input_without_the_right_to_read_it_fails_alone(good: Path, tmp_path: Path) -> None:
    (sealed := tmp_path / "sealed.txt").write_text("第一章 概况\n", encoding="utf-8")
    sealed.chmod(0)
    done = extract("run", sealed, good, "--out", tmp_path / "out")
    assert done.stdout.splitlines()[-1] == f"1 extracted, 1 failed: {tmp_path}/out"
    assert "unreadable: permission denied" in done.stderr


def test_a_failed_rerun_leaves_the_good_folder(good: Path, tmp_path: Path) -> None:
    mine = tmp_path / "a.txt"
    mine.write_bytes(good.read_bytes())
    assert extract("run", mine, "--out", tmp_path / "out").returncode == 0
    before = (tmp_path / "out" / "a" / "report.json").read_bytes()
    mine.unlink()
    done = extract("run", mine, "--out", tmp_path / "out")
    assert (done.returncode, done.stderr.count("left as it was")) == (1, 1)
    assert (tmp_path / "out" / "a" / "report.json").read_bytes() == before


def test_names_that_would_break_a_line_do_not(tmp_path: Path) -> None:
    done = extract("run", tmp_path / "a\nb\x1b[31m.pdf", "--out", tmp_path / "out")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "\x1b" not in done.stderr
    assert (tmp_path / "out" / "a\nb\x1b[31m" / "error.json").is_file()


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("fly",),
        ("run",),
        ("run", "x.txt"),
        ("run", "x.txt", "--out", "out", "--workers", "0"),
        ("run", "x.txt", "--out", "out", "--patterns", "nowhere"),
        ("run", "x.txt", "--out", "out", "--patterns", "empty-folder"),
        ("run", "empty-folder", "--out", "out"),
        ("run", "", "--out", "out"),
        ("run", "x.txt", "--out", ""),
        ("export", "out/x"),
        ("export", "out/x", "--csv", "x.csv"),
        ("schema", "dream"),
    ],
    ids=" ".join,
)
def test_wrong_usage_has_status_2_and_says_what_to_do(tmp_path: Path, args: tuple[str, ...]) -> None:
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "x.txt").write_text("文")
    done = extract(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 or not args
    assert "Traceback" not in done.stderr
    assert "Fatal" not in done.stderr
    assert not list(tmp_path.glob("out/*"))


def test_a_mistake_of_the_call_names_verb_and_help(tmp_path: Path) -> None:
    done = extract("run", "x.txt", cwd=tmp_path)
    assert done.stderr == "extract: run: missing option '--out'; see extract run --help\n"
    assert extract("fly").stderr == "extract: no such command 'fly'; see extract --help\n"


def test_findings_are_told_in_either_language(tmp_path: Path) -> None:
    text = "泽安市职业教育质量报告\n一、规模\n在校生 300 人，其中男生 120 人、女生 190 人。\n"
    (report := tmp_path / "泽安.txt").write_text(text, encoding="utf-8")
    for language, words in (("zh", "请核对"), ("en", "Please check")):
        assert words in extract("run", report, "--out", tmp_path / language, "--lang", language).stdout


def test_text_under_the_name_of_a_pdf_is_an_error_unless_it_is_a_report(good: Path, tmp_path: Path) -> None:
    (report := tmp_path / "report.pdf").write_bytes(good.read_bytes())
    (remnant := tmp_path / "remnant.pdf").write_text('{"error": 404}')
    done = extract("run", report, remnant, "--out", tmp_path / "out")
    assert done.stdout.splitlines()[-1] == f"1 extracted, 1 failed: {tmp_path}/out"
    assert done.stderr.startswith(f"{remnant}: damaged: named .pdf, but ")


def test_who_asks_for_a_report_that_failed_is_told_where_that_stands(tmp_path: Path) -> None:
    extract("run", tmp_path / "missing.pdf", "--out", tmp_path)
    for verb in ("check", "review", "diff"):
        done = extract(verb, tmp_path / "missing")
        assert (done.returncode, "error.json tells why" in done.stderr) == (2, True)


def test_an_original_that_cannot_be_read_is_named(good: Path, tmp_path: Path) -> None:
    extract("run", good, "--out", tmp_path)
    done = extract("review", tmp_path / good.stem, "--source", tmp_path / "missing.pdf")
    assert (done.returncode, done.stderr) == (2, f"extract: {tmp_path}/missing.pdf: no such file; check the path\n")


def test_the_bytes_are_the_same_under_any_hash_seed_locale_and_number_of_workers(root: Path, tmp_path: Path) -> None:
    inputs = [root / "samples" / "zean-2022" / name for name in ("zean-2022.txt", "zean-2022-word.pdf")]
    written = []
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        out = tmp_path / seed
        done = extract("run", *inputs, "--out", out, "--workers", seed, PYTHONHASHSEED=seed, LC_ALL=locale)
        assert done.returncode == 0
        written.append(
            {path.relative_to(out): path.read_bytes() for path in sorted(out.rglob("*.*")) if path.is_file()}
        )
    assert written[0] == written[1]
    assert len(written[0]) == 4


def test_a_terminal_that_knows_no_chinese_is_no_obstacle(good: Path, tmp_path: Path) -> None:
    done = extract("run", good, tmp_path / "缺.pdf", "--out", tmp_path / "out", PYTHONIOENCODING="ascii:strict")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out" / "缺" / "error.json").is_file()


def test_facts_are_exported(good: Path, tmp_path: Path) -> None:
    extract("run", good, "--out", tmp_path)
    table, book = tmp_path / "facts.csv", tmp_path / "facts.xlsx"
    done = extract("export", tmp_path / "泽安", "--csv", table, "--xlsx", book)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
    assert table.read_text(encoding="utf-8-sig").startswith("id,key,indicator,")
    assert book.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("record", ["report", "error"])
def test_the_schema_is_printed(root: Path, record: str) -> None:
    done = extract("schema", record)
    assert done.stdout == (root / "docs" / "schema" / f"{record}-1.schema.json").read_text(encoding="utf-8")


def test_help_names_every_verb() -> None:
    listed = extract("--help").stdout
    assert all(f"\n  {verb} " in listed for verb in ("run", "export", "schema"))
    for verb in ("run", "export", "schema"):
        assert extract(verb, "--help").returncode == 0
