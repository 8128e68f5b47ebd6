"""Families of samples against the truth that was written before them, and with differences planted in their texts."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
from tests.compare.shelf import PAIRS, SAMPLES, compare, read, shelve, take, text_of, truth_of

from extract.compare import Volume
from extract.compare.records import Diff, Topic
from scoring.facts import path_key, unit

Row = tuple[tuple[str, ...], str | None]
every_pair = pytest.mark.parametrize(("old", "new"), [pytest.param(*pair, id="-".join(pair)) for pair in PAIRS])


def rows_of(name: str) -> dict[Row, dict[int, Decimal]]:
    """Return the values of the national tables by row and year."""
    rows: dict[Row, dict[int, Decimal]] = {}
    for table in truth_of(name)["tables"]:
        for row in table["rows"] if table["kind"] == "data" else ():
            values = {int(year): number(raw) for year, raw in row["values"].items()}
            rows[path_key(row["path"]), unit(row["unit"])] = {y: v for y, v in values.items() if v is not None}
    return rows


def number(raw: str) -> Decimal | None:
    found = re.match(r"-?[0-9.]+", raw.replace(",", ""))
    return Decimal(found.group()) if found else None


def year_of(name: str) -> int:
    return int(name[-4:])


def levels_of(diff: Diff) -> dict[Row, list[tuple[list[Decimal | None], str]]]:
    found: dict[Row, list[tuple[list[Decimal | None], str]]] = {}
    for level in diff.levels:
        values = [Decimal(re.match(r"[0-9.]+", value.raw.replace(",", "")).group()) for value in level.values]  # type: ignore[union-attr]
        found.setdefault((path_key(level.path), unit(level.values[-1].unit)), []).append((list(values), level.verdict))
    return found


def lines(topics: list[Topic]) -> list[tuple[str, ...]]:
    return sorted(bare(path_key(topic.path)) for topic in topics)


def bare(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return a path without the classes (A类：) that labels may carry."""
    return tuple(re.sub(r"^[A-Z]类[:：]", "", label) for label in path)


@every_pair
def test_every_row_of_the_national_tables_is_followed(old: str, new: str) -> None:
    before, after, found = rows_of(old), rows_of(new), levels_of(compare(take(old), take(new)))
    want = {row: (before[row][year_of(old)], after[row][year_of(new)]) for row in before.keys() & after.keys()
            if year_of(old) in before[row] and year_of(new) in after[row]}  # fmt: skip
    assert len(want) > 80
    for row, (one, other) in want.items():
        verdict = "rose" if other > one else "fell" if other < one else "unchanged"
        assert [value for value in found[row] if value[0] == [one, other]], row
        assert verdict in {value[1] for value in found[row]} or found[row][0][1] == "unclear", row


@every_pair
def test_a_family_restates_nothing_and_drops_nothing(old: str, new: str) -> None:
    diff = compare(take(old), take(new))
    assert diff.restatements == []
    assert diff.vanished == []
    assert diff.renamed == []
    assert diff.recycled == []


@every_pair
@pytest.mark.parametrize("seed", [1, 2])
def test_planted_restatements_are_found_and_none_is_invented(old: str, new: str, seed: int) -> None:
    before, rows, text = year_of(old), rows_of(new), text_of(new)
    shared = [row for row, values in rows.items() if {before, year_of(new)} <= values.keys()]
    planted: list[tuple[str, ...]] = []
    for row in random.Random(seed).sample(shared, 40):
        text, changed = restate(text, row[0][-1], rows[row][before], rows[row][year_of(new)])
        planted += [bare(row[0])] if changed else []
    assert len(planted) >= 15
    diff = compare(take(old), shelve(text))
    assert lines(list(diff.restatements)) == sorted(planted)
    assert {item.year for item in diff.restatements} == {before}


def restate(text: str, name: str, old: Decimal, new: Decimal) -> tuple[str, bool]:
    """Return ``text`` with another value for ``old`` in the one row of a national table that it stands in."""
    row = re.compile(
        rf"^([^\n]*{re.escape(name)}[*＊]?\t[^\t\n]*\t){re.escape(str(old))}(\t{re.escape(str(new))})$", re.M
    )
    places = list(row.finditer(text))
    if len(places) != 1 or not old:
        return text, False
    return row.sub(lambda found: f"{found[1]}{old * 3}{found[2]}", text), True


@every_pair
def test_a_row_left_out_has_vanished_by_the_report_and_one_put_in_has_appeared(old: str, new: str) -> None:
    text, rows = text_of(new), rows_of(new)
    gone: list[tuple[str, ...]] = []
    for (path, _), values in sorted(rows.items(), key=lambda item: item[0][0]):
        leaf = not any(other != path and other[: len(path)] == path for other, _ in rows)
        if leaf and year_of(new) in values and (rest := leave_out(text, path[-1], values[year_of(new)])):
            text = rest
            gone.append(bare(path))
    assert len(gone) >= 3
    diff = compare(take(old), shelve(text))
    assert lines(list(diff.vanished)) == sorted(gone)
    assert {item.by for item in diff.vanished} == {"report"}
    again = compare(shelve(text, "first.txt"), take(new))
    assert again.kind == "revision"
    assert lines(list(again.appeared)) == sorted(gone)
    assert again.vanished == []


@every_pair
@pytest.mark.parametrize("seed", [1, 2])
def test_rows_under_a_new_label_are_told_by_their_values(old: str, new: str, seed: int) -> None:
    text, rows = text_of(new), rows_of(new)
    planted: dict[str, str] = {}
    for (path, _), values in random.Random(seed).sample(sorted(rows.items(), key=str), len(rows)):
        row = re.compile(rf"^(\d*\t?){re.escape(path[-1])}([*＊]?(?:\t[^\t\n]*){{3}})$", re.M)
        value = str(values.get(year_of(old), "")).replace(".", "").strip("0")
        if len(planted) < 8 and len(path) == 1 and len(value) >= 3 and len(row.findall(text)) == 1:
            planted[path[-1]] = f"新设栏目{len(planted)}号"
            text = row.sub(lambda found, to=planted[path[-1]]: f"{found[1]}{to}{found[2]}", text)  # type: ignore[misc]
    diff = compare(take(old), shelve(text))
    found = [pair.new.name for pair in diff.renamed]
    assert set(found) <= set(planted.values())
    assert len(found) >= len(planted) - 1  # of one figure another table may have a row


def leave_out(text: str, name: str, value: Decimal) -> str | None:
    """Return ``text`` without the row of ``name``; None where other words may state its value too."""
    row = re.compile(rf"^\d*\t?[^\t\n]*{re.escape(name)}[*＊]?\t[^\t\n]*\t[^\t\n]*\t[^\t\n]*\n", re.M)
    mentions = re.findall(rf"(?<![\d.]){re.escape(str(value))}(?![\d.])", text.replace(",", ""))
    alone = len(row.findall(text)) == 1 and text.count(name) == 1 and len(mentions) == 1
    return row.sub("", text) if alone else None


PRINTS = [
    (name, path.name.removeprefix(f"{name}-"))
    for name in sorted({name for pair in PAIRS for name in pair})
    for path in sorted((SAMPLES / name).iterdir())
    if path.suffix in (".pdf", ".docx")
]


@pytest.mark.parametrize(("name", "layout"), PRINTS)
def test_the_same_content_in_another_layout_differs_in_nothing(name: str, layout: str) -> None:
    assert differences(take(name), take(name, layout)) == []


def test_a_real_report_as_text_and_as_pdf_differs_in_nothing(truth: Path) -> None:
    text, pdf = (read(truth / "reports" / f"jiangmen-2025.{kind}") for kind in ("txt", "pdf"))
    assert differences(text, pdf) == []


def differences(old: Volume, new: Volume) -> list[str]:
    """Return the names of the lists of a diff of two versions that hold anything but standing findings."""
    diff = compare(old, new)
    assert diff.kind == "revision"
    lists = {
        name: getattr(diff, name) for name in ("levels", "restatements", "appeared", "vanished", "renamed", "recycled")
    }
    for name in ("sections", "cases", "tables", "directory"):
        parts = getattr(diff, name)
        lists[name] = [*parts.added, *parts.removed, *parts.renamed]
    lists["findings"] = [*diff.findings.new, *diff.findings.solved]
    lists["facts"] = [*diff.facts.gained, *diff.facts.lost, *diff.facts.changed]
    return [name for name, content in lists.items() if content]


def test_three_years_stand_in_one_line() -> None:
    diff = compare(*(take(f"zean-{year}") for year in (2022, 2023, 2024)))
    (students,) = [level for level in diff.levels if level.indicator == "students.full_time" and level.kind == "level"]
    assert [value.year for value in students.values] == [2022, 2023, 2024]
    assert students.change is not None
    assert students.change == students.values[2].value - students.values[1].value  # type: ignore[operator]
