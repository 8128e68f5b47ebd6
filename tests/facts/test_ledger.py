"""The ledger: every numeral once, in order, with its class and its facts."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.facts.outlines import Writer

from extract import records
from extract.facts.ledger import close_ledger, list_entries, open_numbers
from extract.layout.model import Nowhere
from extract.numerals import scan_numerals
from extract.numerals.lexicon import Lexicon
from extract.records import LedgerEntry
from extract.rules.patterns import default_folder, read_model
from extract.structure.model import Mark, Outline, Passage

LEXICON = read_model(default_folder() / "numerals.yaml", Lexicon)


def ledger(outline: Outline, *facts: records.Fact) -> list[LedgerEntry]:
    numerals = [scan_numerals(passage.text, LEXICON) for passage in outline.passages]
    return close_ledger(outline.text, list_entries(outline, numerals), facts, Nowhere())


def listed(outline: Outline, *facts: records.Fact) -> list[tuple[str, str]]:
    return [(entry.text, entry.class_) for entry in ledger(outline, *facts)]


def test_a_mark_settles_the_class() -> None:
    outline = Writer().say("heading", "1.2 “双高”建设").outline()
    assert listed(outline) == [("1.2", "quantity")]
    assert listed(replace(outline, marks=[Mark(0, 3, "heading_no")])) == [("1.2", "heading_no")]


def test_digits_that_neither_mark_nor_scanner_holds_are_listed_as_other() -> None:
    outline = Writer().say("heading", "12.3 情况，浓度 5 μg/m3").outline()
    marked = replace(outline, marks=[Mark(0, 2, "heading_no")])
    assert listed(marked) == [("12", "heading_no"), ("3", "other"), ("5", "quantity"), ("3", "other")]


def test_a_figure_alone_in_its_cell_is_the_cells_value() -> None:
    outline = (
        Writer().table(["指标", "2030 年"], [["青禾县第一职业学校", "13 ↑"], ["90 平方米以下住宅", "≥97.5%"]]).outline()
    )
    assert listed(outline) == [
        ("2030", "table_year"),
        ("一", "name_part"),
        ("13", "table_cell"),
        ("90", "threshold"),
        ("97.5%", "table_cell"),
    ]


def test_a_numeral_over_a_line_end_is_one_entry() -> None:
    text = "在校生 12\n345 人"
    joined = text.replace("\n", "")
    offsets = [at for at, character in enumerate(text) if character != "\n"]
    outline = Outline(text, (), (), (), (), (), (), (), [Passage(joined, offsets, "paragraph", "b1")])
    assert [(e.start, e.end, e.text) for e in ledger(outline)] == [(4, 10, "12345")]


def test_a_numeral_that_other_text_cuts_through_is_one_entry_a_piece() -> None:
    text = "在校生 12\n- 7 -\n345 人"
    first, rest = text.index("12") + 2, text.index("345")
    paragraph = Passage(text[:first] + text[rest:], [*range(first), *range(rest, len(text))], "paragraph", "b1")
    furniture = Passage("- 7 -", range(first + 1, first + 6), "page_furniture", "b2")
    outline = Outline(text, (), (), (), (), (), (), (), [paragraph, furniture])
    assert [(e.text, e.class_) for e in ledger(outline)] == [("12", "quantity"), ("7", "quantity"), ("345", "quantity")]


def test_facts_stand_at_the_numerals_that_their_raw_touches(fact: Any) -> None:
    outline = Writer().say("paragraph", "结构为 8.8: 43.5: 47.7，学校 13 所").outline()
    span = records.Where(start=4, end=19, quote="")
    shares = [fact(id=f"f4{letter}", where=span) for letter in ("", "b", "c")]
    school = fact(id="f23", where=records.Where(start=23, end=27, quote=""))
    assert [entry.facts for entry in ledger(outline, *shares, school)] == [["f4", "f4b", "f4c"], ["f23"]]


def test_quantities_changes_and_ratios_of_prose_without_a_fact_are_open(fact: Any) -> None:
    text = "2031 年有学校 13 所，比上年增加 1 所，生师比 15.5:1。"
    outline = Writer().say("paragraph", text).outline()
    outline = replace(outline, blocks=[records.Block(id="b1", kind="paragraph", start=0, end=len(text))])
    at = text.index("13")
    known = fact(id="f1", where=records.Where(start=at, end=at + 4, quote=""))
    entries = ledger(outline, known)
    assert [entry.text for entry in open_numbers(outline, entries)] == ["1", "15.5:1"]


@given(st.lists(st.text("0123456789０.,:-%年月人万一三第表 （）", max_size=20), max_size=6), st.data())
def test_every_digit_is_listed_exactly_once(texts: list[str], data: st.DataObject) -> None:
    outline = Writer().say("paragraph", *texts).outline()
    at = st.integers(0, max(1, len(outline.text)))
    spans = sorted(data.draw(st.lists(st.tuples(at, at), max_size=3)))
    marks = [Mark(start, end, "case_no") for start, end in spans if start < end <= len(outline.text)]
    entries = ledger(replace(outline, marks=marks))
    seen = [place for entry in entries for place in range(entry.start, entry.end)]
    assert seen == sorted(set(seen))
    assert {at for at, character in enumerate(outline.text) if character.isdigit()} <= set(seen)
    for entry in entries:
        assert outline.text[entry.start : entry.end].replace("\n", "") == entry.text
