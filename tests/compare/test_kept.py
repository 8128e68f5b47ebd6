"""Two years of one school: figures that stay where those beside them moved, and prose told again."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.compare.shelf import compare, read

from extract.compare.records import Diff

CLEAN = Path(__file__).resolve().parents[1] / "checks" / "clean"
LAST_YEAR = CLEAN / "shitong-2023.txt"
NEW = (CLEAN / "shitong-2024.txt").read_text(encoding="utf-8")


def diff(text: str, folder: Path) -> Diff:
    path = folder / "new.txt"
    path.write_text(text, encoding="utf-8")
    return compare(read(LAST_YEAR), read(path))


def test_two_years_in_which_all_moved_keep_nothing(tmp_path: Path) -> None:
    result = diff(NEW, tmp_path)
    assert (result.kept, result.retold) == ([], [])


@pytest.mark.parametrize(
    ("right", "left"),
    [
        ("女生1141人", "女生1129人"),
        ("教职工219人", "教职工214人"),
        ("住校率81.2%", "住校率80.5%"),
        ("县外生源156人", "县外生源144人"),
        ("152\t50.7", "152\t46.0"),
        ("生均13530元", "生均12768元"),
        ("收支结余53.1万元", "收支结余54.6万元"),
    ],
)
def test_a_figure_of_last_year_that_was_left_is_singled_out(right: str, left: str, tmp_path: Path) -> None:
    assert NEW.count(right) == 1
    (kept,) = diff(NEW.replace(right, left), tmp_path).kept
    assert kept.values[0].raw == kept.values[1].raw
    assert kept.values[1].raw in left
    assert kept.moved > len(kept.values)


def test_land_that_stays_as_it_is_is_none(tmp_path: Path) -> None:
    old, new = LAST_YEAR.read_text(encoding="utf-8"), NEW
    assert "学校占地156亩" in old
    assert "学校占地156亩" in new
    assert not any(item.values[0].raw == "156亩" for item in diff(new, tmp_path).kept)


def test_a_paragraph_told_again_with_its_figures_is_found(tmp_path: Path) -> None:
    old = next(line for line in LAST_YEAR.read_text(encoding="utf-8").splitlines() if line.startswith("2023届毕业生"))
    new = next(line for line in NEW.splitlines() if line.startswith("2024届毕业生"))
    again = old.replace("较2022届", "较2024届").replace("2023届", "2024届").replace("较2024届", "较2023届")
    (retold,) = diff(NEW.replace(new, again), tmp_path).retold
    assert retold.old.text == old
    assert retold.new.text == again
    assert retold.section
