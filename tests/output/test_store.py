"""The store: loaded in one transaction, readable at any time, current after a correction, whole after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.compare.shelf import catalogue, publish, state

from extract.cli import extract
from extract.errors import UsageError
from extract.output.folder import write_report
from extract.output.series import write_series
from extract.output.store import Loaded, update_store
from extract.output.tables import TABLES, columns_of
from extract.records import Fact, Finding

duckdb = pytest.importorskip("duckdb")

Shelve = Callable[..., Path]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "store.duckdb"


def shelve(folder: Path, year: int, *facts: Fact, sha: str, **changes: Any) -> Path:
    write_report(folder, publish(year, *facts, sha=sha, **changes).report, "")
    return folder


def ask(db: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(db, read_only=True) as connection:
        rows: list[tuple[Any, ...]] = connection.execute(query).fetchall()
    return rows


def load(db: Path, *folders: Path, **options: Any) -> Loaded:
    return update_store(db, folders, catalogue=catalogue(), **options)


def test_the_tables_are_those_of_the_series(out: Path, db: Path) -> None:
    load(db, shelve(out / "a", 2023, state("在校生", 2023, "3.80"), sha="a" * 8))
    for table in TABLES:
        assert [row[0] for row in ask(db, f"describe {table}")] == list(columns_of(table))
    assert ask(db, "select document_id, name, value, path from facts") == [
        ("a" * 16, "在校生", Decimal("3.80"), ["在校生"])
    ]
    assert ask(db, "select count(*) from indicators") == [(len(catalogue().indicators),)]


def test_all_rows_of_a_document_are_replaced_and_no_others(out: Path, db: Path) -> None:
    lost = Finding(id="x1", check="sums", severity="error", key="k", state="s", message="m")
    shelve(out / "a", 2023, state("甲", 2023, "1", n=1), state("乙", 2023, "2", n=2), sha="a" * 8, findings=[lost])
    shelve(out / "b", 2024, state("甲", 2024, "5"), sha="b" * 8)
    assert load(db, out / "a", out / "b") == Loaded(2, 0, 2)
    shelve(out / "a", 2023, state("丙", 2023, "3"), sha="a" * 8)
    assert load(db, out / "a", out / "b") == Loaded(1, 1, 2)
    assert ask(db, "select document_id, name from facts order by all") == [("a" * 16, "丙"), ("b" * 16, "甲")]
    assert ask(db, "select * from findings") == []
    assert ask(db, "select count(*) from reports") == [(2,)]


def test_the_keys_of_the_tables_are_unique(out: Path, db: Path) -> None:
    shelve(out / "a", 2023, state("甲", 2023, "1"), sha="a" * 8)
    shelve(out / "copy", 2023, state("甲", 2023, "1"), sha="a" * 8)
    for _ in range(2):
        load(db, out / "a", out / "copy")
    assert ask(db, "select count(*) from facts") == [(1,)]
    assert ask(db, "select count(*) from reports") == [(1,)]


def revisions(db: Path) -> list[tuple[Any, ...]]:
    return ask(db, "select folder, revision, current from revisions order by year, revision")


def test_a_corrected_report_becomes_current_and_the_old_one_stays(out: Path, db: Path) -> None:
    load(db, shelve(out / "b", 2024, state("甲", 2024, "5"), sha="a" * 8))
    load(db, shelve(out / "a", 2024, state("甲", 2024, "6"), sha="b" * 8))
    assert revisions(db) == [("b", 1, False), ("a", 2, True)]
    assert ask(db, "select value from current_facts") == [(6,)]
    assert ask(db, "select count(*) from facts") == [(2,)]


def test_a_figure_stands_once_for_each_year_as_the_newest_report_gives_it(out: Path, db: Path) -> None:
    change = state("甲", 2024, "1", n=2, kind="change", key="c" * 16)
    plan = state("甲", 2024, "9", n=3, aspect="plan", key="d" * 16)
    same = {"key": "b" * 16}
    load(db, shelve(out / "a", 2024, state("甲", 2024, "5", n=1, **same), change, plan, sha="a" * 8))
    load(db, shelve(out / "b", 2025, state("甲", 2024, "6", n=1, **same), state("甲", 2025, "7", n=2), sha="b" * 8))
    assert ask(db, "select year, value from figures order by all") == [(2024, 6), (2025, 7)]


def test_what_the_operator_says_is_current_stays_so(out: Path, db: Path) -> None:
    first = shelve(out / "a", 2024, state("甲", 2024, "5"), sha="a" * 8)
    second = shelve(out / "b", 2024, state("甲", 2024, "6"), sha="b" * 8)
    load(db, first, second, current=["a" * 16])
    load(db, shelve(out / "c", 2024, state("甲", 2024, "7"), sha="c" * 8))
    assert revisions(db) == [("b", 1, False), ("c", 2, False), ("a", 3, True)]
    load(db, first, second, out / "c", rebuild=True)
    assert revisions(db)[-1] == ("a", 3, True)
    load(db, current=["b" * 16])
    assert revisions(db)[-1] == ("b", 3, True)


def test_an_unknown_current_is_wrong_usage_and_changes_nothing(out: Path, db: Path) -> None:
    load(db, shelve(out / "a", 2024, sha="a" * 8))
    before = db.read_bytes()
    with pytest.raises(UsageError, match="no report of that document id"):
        load(db, shelve(out / "b", 2025, sha="b" * 8), current=["00"])
    assert db.read_bytes() == before


def test_a_rebuild_gives_what_the_json_says_and_nothing_else(out: Path, db: Path) -> None:
    gone = shelve(out / "gone", 2022, state("甲", 2022, "1"), sha="c" * 8)
    kept = shelve(out / "kept", 2023, state("甲", 2023, "2"), sha="d" * 8)
    load(db, gone, kept)
    assert load(db, kept, rebuild=True) == Loaded(1, 0, 1)
    assert ask(db, "select value from facts") == [(2,)]
    db.unlink()
    load(db, kept)
    assert ask(db, "select value from facts") == [(2,)]


def test_store_and_series_hold_the_same_rows(out: Path, db: Path, tmp_path: Path) -> None:
    report = publish(2024, state("甲", 2024, "5.10"), state("乙", 2024, "6", n=2), sha="a" * 8).report
    write_report(out / "a", report, "")
    load(db, out / "a")
    list(write_series(tmp_path / "set", [report], catalogue()))
    for table in TABLES:
        want = duckdb.sql(f"from '{tmp_path}/set/{table}.parquet' order by all").fetchall()
        assert ask(db, f"from {table} order by all") == want


def test_a_folder_without_report_leaves_the_store_as_it_was(out: Path, db: Path) -> None:
    load(db, shelve(out / "a", 2024, sha="a" * 8))
    before = db.read_bytes()
    with pytest.raises(UsageError, match="no report"):
        load(db, shelve(out / "b", 2025, sha="b" * 8), out / "nothing")
    assert db.read_bytes() == before
    assert sorted(path.name for path in db.parent.iterdir() if path.name.endswith(".new")) == []


def test_a_file_that_is_no_store_is_left_alone(out: Path, db: Path) -> None:
    db.write_text("notes", encoding="utf-8")
    with pytest.raises(UsageError, match="no store"):
        load(db, shelve(out / "a", 2024, sha="a" * 8))
    assert db.read_text(encoding="utf-8") == "notes"


def test_a_reader_that_stays_sees_one_state_and_keeps_no_writer_out(out: Path, db: Path) -> None:
    load(db, shelve(out / "a", 2024, state("甲", 2024, "5"), sha="a" * 8))
    script = f"""if True:
        import duckdb, sys
        reader = duckdb.connect({str(db)!r}, read_only=True)
        for _ in sys.stdin:
            print(reader.execute("select value from facts order by value").fetchall(), flush=True)
    """
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdin
        assert reader.stdout
        answers = []
        for year in (2025, 2026):
            reader.stdin.write("\n")
            reader.stdin.flush()
            answers.append(reader.stdout.readline())
            load(db, shelve(out / f"{year}", year, state("甲", year, "6"), sha=f"{year:08d}"))
        reader.stdin.close()
    assert answers[0] == answers[1]
    assert len(ask(db, "from facts")) == 3


WRITER = """if True:
    import os, signal, sys
    from pathlib import Path
    from extract.output import store
    setattr(store, sys.argv[3], lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    store.update_store(Path(sys.argv[1]), sorted(Path(sys.argv[2]).iterdir()))
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is told by its signal")
@pytest.mark.parametrize("point", ["insert", "write_standings", "sync_file", "sync_folder"])
def test_a_writer_killed_at_any_step_leaves_a_whole_store(out: Path, db: Path, point: str) -> None:
    load(db, shelve(out / "a", 2024, state("甲", 2024, "5"), sha="a" * 8))
    shelve(out / "b", 2025, state("甲", 2025, "6"), sha="b" * 8)
    done = subprocess.run([sys.executable, "-c", WRITER, str(db), str(out), point])
    assert done.returncode == -signal.SIGKILL
    assert len(ask(db, "from facts")) == len(ask(db, "from revisions")) == (2 if point == "sync_folder" else 1)
    load(db, *sorted(out.iterdir()))
    assert [row[0] for row in ask(db, "select value from facts order by 1")] == [5, 6]


def test_writers_take_turns(out: Path, db: Path) -> None:
    folders = [shelve(out / f"{year}", year, state("甲", year, "5"), sha=f"{year:08d}") for year in range(2020, 2024)]
    script = (
        "import sys, pathlib, extract; extract.update_store(*(pathlib.Path(sys.argv[1]), [pathlib.Path(sys.argv[2])]))"
    )
    writers = [subprocess.Popen([sys.executable, "-c", script, str(db), str(folder)]) for folder in folders]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    assert ask(db, "select year from revisions order by 1") == [(2020,), (2021,), (2022,), (2023,)]


def test_the_command_says_nothing_beside_what_it_did(out: Path, db: Path) -> None:
    shelve(out / "a", 2024, sha="a" * 8)
    call = [sys.executable, "-c", "from extract.cli import main; main()", "store", str(out), "--db", str(db)]
    done = [subprocess.run(call, capture_output=True, text=True) for _ in range(2)]
    assert [(one.returncode, one.stderr) for one in done] == [(0, ""), (0, "")]


def test_the_command_line_loads_a_folder_and_says_how_much(out: Path, db: Path) -> None:
    shelve(out / "a", 2024, sha="a" * 8)
    shelve(out / "b", 2025, sha="b" * 8)
    call = ["store", str(out), "--db", str(db)]
    assert CliRunner().invoke(extract, call).output == f"2 reports loaded, 0 unchanged, 2 in all -> {db}\n"
    assert CliRunner().invoke(extract, call).output == f"0 reports loaded, 2 unchanged, 2 in all -> {db}\n"
    (out.parent / "empty").mkdir()
    with pytest.raises(UsageError, match="no reports"):
        CliRunner().invoke(extract, ["store", str(out.parent / "empty"), "--db", str(db)], catch_exceptions=False)
