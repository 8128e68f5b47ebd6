"""``extract rules`` and ``extract explain`` from the command line."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from extract.cli import extract


def test_list_prints_a_line_for_each_rule() -> None:
    result = CliRunner().invoke(extract, ["rules", "list"])
    assert result.exit_code == 0
    assert "textbooks.yaml#national\tstable\ttextbooks.national\t规划教材" in result.output


def test_test_passes_for_the_rules_that_ship() -> None:
    result = CliRunner().invoke(extract, ["rules", "test"])
    assert (result.exit_code, result.output.strip().endswith("0 failures")) == (0, True)


def test_test_fails_where_a_rule_speaks_on_clean_text(tmp_path: Path) -> None:
    clean = tmp_path / "clean.txt"
    clean.write_text("国家规划教材9本。\n", encoding="utf-8")
    result = CliRunner().invoke(extract, ["rules", "test", str(clean)])
    assert result.exit_code == 1
    assert "textbooks.yaml#national: should stay silent" in result.output


def test_new_prints_a_draft() -> None:
    result = CliRunner().invoke(extract, ["rules", "new", "--from", "现有龙窑 «12 座»。"])
    assert result.exit_code == 0
    assert "status: draft" in result.output


def test_explain_wants_one_place(tmp_path: Path) -> None:
    assert CliRunner().invoke(extract, ["explain", str(tmp_path)]).exit_code != 0
