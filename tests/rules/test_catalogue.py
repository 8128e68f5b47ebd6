"""The shipped catalogue: every alias names one indicator, every reference exists, loading is fast."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extract.errors import PatternError
from extract.rules.catalogue import Catalogue, Row, fold_label
from extract.rules.patterns import default_folder, read_catalogue, read_relations

FOLDER = default_folder() / "catalogue"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(FOLDER)


def test_an_alias_names_one_indicator_within_a_family_of_units(catalogue: Catalogue) -> None:
    doubled = {
        (stem, family): codes
        for index in (catalogue.index, catalogue.table_index)
        for stem, families in index.items()
        for family, codes in families.items()
        if len(codes) > 1
    }
    assert doubled == {}


def test_every_unit_of_an_indicator_belongs_to_one_family(catalogue: Catalogue) -> None:
    units = [unit for family in catalogue.words.families for unit in family]
    assert len(units) == len(set(units))


def test_every_national_row_has_a_unit_that_its_indicator_admits(catalogue: Catalogue) -> None:
    for form in catalogue.forms.values():
        for row in form.rows:
            unit = row.unit.removeprefix("万").strip("—")
            units = catalogue.indicators[row.indicator].units
            assert any(catalogue.same_kind(unit, own) for own in units), (form.code, row)


def test_a_row_stands_after_the_row_that_it_belongs_under(catalogue: Catalogue) -> None:
    for form in catalogue.forms.values():
        labels = {row.path for row in form.rows}
        seen: set[tuple[str, ...]] = set()
        for row in form.rows:
            above = row.path[:-1]
            assert above not in labels or above in seen, (form.code, row)
            seen.add(row.path)


def test_no_two_rows_of_a_form_share_labels_and_unit(catalogue: Catalogue) -> None:
    for form in catalogue.forms.values():
        places = [(row.path, row.unit) for row in form.rows]
        assert len(places) == len(set(places))


def test_wholes_are_no_circles(catalogue: Catalogue) -> None:
    for code in catalogue.indicators:
        assert not catalogue.belongs(code, code)


def test_a_part_is_counted_in_units_of_its_whole(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        if indicator.part:
            whole = catalogue.indicators[indicator.part.whole]
            assert any(catalogue.same_kind(a, b) for a in indicator.units for b in whole.units), indicator.code


def test_the_catalogue_is_wide(catalogue: Catalogue) -> None:
    assert len(catalogue.indicators) >= 250


@pytest.mark.parametrize(
    ("label", "unit", "code"),
    [
        ("全日制在校生人数*", "人", "students.full_time"),
        ("中职学校全日制在校生", "人", "students.full_time"),
        ("其中：A 类：留在当地就业人数*", "人", "graduates.local_jobs"),
        ("其中专任教师", "名", "teachers.full_time"),
        ("“双师型”教师占比", "%", "teachers.dual_rate"),
        ("双师型教师", "人", "teachers.dual"),
        ("教学计划内课程总数", "门", "courses.planned"),
        ("教学计划内课程总数", "学时", "courses.planned_hours"),
        ("纸质图书", "册", "conditions.paper_books"),
        ("纸质图书册数", None, "conditions.paper_books"),
        ("全校校园占地面积", "平方米", "conditions.land"),
        ("民办学校", "所", "schools.private"),
        ("社会培训", "人次", "training.visits"),
        ("社会培训", "人", "training.people"),
    ],
)
def test_a_label_names_its_indicator(catalogue: Catalogue, label: str, unit: str | None, code: str) -> None:
    found = catalogue.look_up(label, unit)
    assert found
    assert found.code == code


@pytest.mark.parametrize(
    ("label", "unit"), [("社会培训", None), ("国家级数量", "个"), ("毕业生", "平方米"), ("", "人")]
)
def test_a_label_that_names_none_or_several_finds_nothing(catalogue: Catalogue, label: str, unit: str | None) -> None:
    assert catalogue.look_up(label, unit) is None


def test_a_common_word_names_an_indicator_as_a_label_of_a_table_only(catalogue: Catalogue) -> None:
    found = catalogue.look_up("学校数", "所", table=True)
    assert found
    assert found.code == "schools.total"
    assert catalogue.look_up("学校数", "所") is None


def test_folding_leaves_words_alone() -> None:
    assert fold_label("其中：升学人数 （ 人 ）*") == "升学人数(人)"
    assert fold_label("其中") == "其中"
    assert fold_label("B 类：到西部就业") == "到西部就业"


def test_a_row_is_asked_for_in_its_years_and_sector_only() -> None:
    row = Row(indicator="x", path=("甲",), unit="人", sector="higher", since=2022)
    assert row.in_force(2024, "higher")
    assert row.in_force(None, "higher")
    assert not row.in_force(2021, "higher")
    assert not row.in_force(2024, "secondary")


def write(folder: Path, **files: object) -> Path:
    for name, content in {"forms": {}, "words": {}, **files}.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return folder


ENTRY = {"name": "甲数", "unit": "个", "time": "instant"}


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({"one": {"a": {**ENTRY, "part_of": "b"}}}, "a names b"),
        ({"one": {"a": ENTRY}, "two": {"a": ENTRY}}, "is an indicator already"),
        ({"one": {"a": {**ENTRY, "units": "个"}}}, "units"),
        ({"one": {"a": ENTRY}, "forms": {"f": {"name": "表", "rows": {"a": "甲数"}}}}, "is not «labels | unit»"),
        ({"one": {"a": ENTRY}, "forms": {"f": {"name": "表", "rows": {"a": "甲数 | 个 | 本科"}}}}, "本科"),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path: Path, files: dict[str, object], complaint: str) -> None:
    with pytest.raises(PatternError, match=complaint):
        read_catalogue(write(tmp_path, **files))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "a: {name: 甲, unit: 个, time: instant}\na: {name: 乙, unit: 个, time: span}",
            r"one\.yaml: line 2, column 1: .*stand once",
        ),
        ("a: {name: 甲, unit: {个: 1}, time: instant}", "one.yaml: a: Expected words"),
        ("a: {name: 甲, unit: 个, time: year}", "one.yaml: a: Invalid enum value 'year'"),
        ("a: [甲", r"one\.yaml: line 2, column 1: did not find"),
        ("[甲]: {name: 甲}", "must be a word"),
    ],
)
def test_a_mistake_is_told_with_file_and_entry(tmp_path: Path, text: str, complaint: str) -> None:
    (write(tmp_path) / "one.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PatternError, match=complaint):
        read_catalogue(tmp_path)


def test_what_a_scalar_means_is_the_models_to_say(tmp_path: Path) -> None:
    row = Row(indicator="no", path=("是",), unit="1:30", since=2022)
    forms = "f: {name: 012, rows: {no: '是 | 1:30 | 2022-'}}"
    (write(tmp_path, one={"no": {**ENTRY, "unit": "1:30"}}) / "forms.yaml").write_text(forms, encoding="utf-8")
    read = read_catalogue(tmp_path)
    assert read.indicators["no"].units == ("1:30",)
    assert (read.forms["f"].name, read.forms["f"].rows) == ("012", (row,))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- {kind: sum, whole: a, parts: a bb}", r"own\.yaml: entry 1, sum: bb is no indicator of the catalogue"),
        ("- {kind: sum, whole: a, parts: a}\n- {kind: limit, indicator: aa}", "entry 2, limit: aa .*; is a meant"),
    ],
)
def test_a_relation_of_what_is_no_indicator_is_told_with_its_entry(tmp_path: Path, text: str, complaint: str) -> None:
    for folder in ("catalogue", "relations"):
        (tmp_path / folder).mkdir()
    catalogue = read_catalogue(write(tmp_path / "catalogue", one={"a": ENTRY}))
    (tmp_path / "relations" / "own.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PatternError, match=complaint):
        read_relations(tmp_path / "relations", catalogue)
