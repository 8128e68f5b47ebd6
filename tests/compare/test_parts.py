"""Sections, cases, tables and directories that come, go and change their titles."""

from __future__ import annotations

from typing import Any

from tests.compare.shelf import compare, publish

from extract.compare.records import PartChanges
from extract.records import DirectoryEntry, Section


def section(number: str | None, title: str) -> Section:
    return Section(
        id=f"s{number}", number=number, title=title, printed=title, level=1, parent=None, block="b1", start=0, end=1
    )


def titles(changes: PartChanges) -> tuple[list[Any], list[Any], list[Any]]:
    renamed = [(pair.old.title, pair.new.title) for pair in changes.renamed]
    return [part.title for part in changes.added], [part.title for part in changes.removed], renamed


def test_sections_are_told_by_title_whatever_their_number() -> None:
    old = publish(2023, sections=[section("1", "基本情况"), section("2", "人才培养"), section("3", "国际合作")])
    new = publish(2024, sections=[section("1", "基本情况"), section("2", "产教融合"), section("3", "人才培养")])
    assert titles(compare(old, new).sections) == (["产教融合"], ["国际合作"], [])


def test_a_title_reworded_in_its_place_is_renamed() -> None:
    old = publish(2023, sections=[section("2", "立德树人，夯实成长根基"), section(None, "前言")])
    new = publish(2024, sections=[section("2", "立德树人，厚植成长沃土"), section(None, "引 言")])
    added, removed, renamed = titles(compare(old, new).sections)
    assert (added, removed) == ([], [])
    assert ("立德树人，夯实成长根基", "立德树人，厚植成长沃土") in renamed


def test_the_year_in_a_title_is_no_change() -> None:
    old = publish(2023, sections=[section("8", "2024年展望"), section("9", "2022—2023学年数据")])
    new = publish(2024, sections=[section("8", "2025年展望"), section("9", "2023—2024学年数据")])
    assert titles(compare(old, new).sections) == ([], [], [])


def test_a_title_that_stands_once_more_is_added_once() -> None:
    old = publish(2023, sections=[section("1.1", "概况")])
    new = publish(2024, sections=[section("1.1", "概况"), section("2.1", "概况")])
    assert titles(compare(old, new).sections) == (["概况"], [], [])


def test_directory_lines_are_told_by_kind_and_title_not_by_page() -> None:
    def line(kind: Any, title: str, page: str) -> DirectoryEntry:
        return DirectoryEntry(kind=kind, number="1", title=title, page=page, block="b1")

    old = publish(2023, directory=[line("case", "茶山上的技能课", "3"), line("table", "办学条件", "4")])
    new = publish(2024, directory=[line("case", "茶山上的技能课", "5"), line("section", "办学条件", "4")])
    added, removed, renamed = titles(compare(old, new).directory)
    assert (added, removed, renamed) == (["办学条件"], ["办学条件"], [])


def moved(changes: PartChanges) -> list[tuple[str, str]]:
    return [(f"{pair.old.number} {pair.old.title}", f"{pair.new.number} {pair.new.title}") for pair in changes.moved]


def test_a_section_under_another_chapter_has_moved() -> None:
    old = publish(
        2023,
        sections=[
            section("1", "基本情况"),
            section("1.1", "经费投入"),
            section("2", "条件保障"),
            section("2.1", "师资队伍"),
        ],
    )
    new = publish(
        2024,
        sections=[
            section("1", "基本情况"),
            section("2", "条件保障"),
            section("2.1", "师资队伍"),
            section("2.2", "经费投入"),
        ],
    )
    assert moved(compare(old, new).sections) == [("1.1 经费投入", "2.2 经费投入")]


def test_what_was_put_in_before_a_section_does_not_move_it() -> None:
    old = publish(2023, sections=[section("1", "基本情况"), section("2", "学生发展"), section("2.1", "就业质量")])
    new = publish(
        2024,
        sections=[
            section("1", "基本情况"),
            section("2", "党建引领"),
            section("3", "学生发展"),
            section("3.1", "就业质量"),
        ],
    )
    assert moved(compare(old, new).sections) == []


def test_a_section_that_changed_places_within_its_chapter_has_moved() -> None:
    before = ["基本情况", "国际合作", "学生发展", "产教融合"]
    after = ["基本情况", "学生发展", "产教融合", "国际合作"]
    old, new = (
        publish(year, sections=[section(str(place), title) for place, title in enumerate(titles, 1)])
        for year, titles in ((2023, before), (2024, after))
    )
    assert moved(compare(old, new).sections) == [("2 国际合作", "4 国际合作")]
