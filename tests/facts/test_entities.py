"""Names of bearers: found by their endings, cut out of sentences, short names by what they fit."""

from __future__ import annotations

import pytest

from extract import records
from extract.facts.entities import Roster, gather_entities
from extract.facts.model import Front
from extract.rules.patterns import Patterns, load_patterns
from extract.structure.model import Outline, Passage

CITY = Front(entity="云溪市", report_year=2031)


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def roster(
    patterns: Patterns,
    *texts: str,
    cells: tuple[str, ...] = (),
    front: Front = CITY,
    case: tuple[str, str] | None = None,
) -> Roster:
    """Return the roster of a report with these paragraphs, table cells and one case (title, text)."""
    passages = [Passage(text, range(len(text)), "paragraph", "b1") for text in texts]
    passages += [Passage(cell, range(len(cell)), "table", "b2", table="t1", row=0, column=0) for cell in cells]
    cases = []
    if case:
        passages.append(Passage(case[1], range(len(case[1])), "paragraph", "b3", case="c1"))
        cases = [
            records.Case(
                id="c1", number="1-1", title=case[0], section=None, section_id=None, block="b3", text=case[1], blocks=[]
            )
        ]
    return gather_entities(Outline("\n".join(texts), (), (), cases, (), (), (), (), passages), front, patterns.names)


def names(found: Roster) -> dict[str, list[str]]:
    return {entity.name: entity.names for entity in found.entities}


def test_names_are_cut_free_of_the_sentence(patterns: Patterns) -> None:
    found = roster(
        patterns,
        "同时组织青垣县职业教育中心与云溪市机电工程学校联合广东某某科技有限公司开展合作。",
        "选派教师赴石埠市卫生职业学校交流。",
    )
    assert {"青垣县职业教育中心", "云溪市机电工程学校", "石埠市卫生职业学校"} <= set(names(found))


@pytest.mark.parametrize(
    "text",
    [
        "全市各中等职业学校开展活动。",
        "多所职业院校参加。",
        "选派教师到合作学校任教。",
        "建设高水平中职学校。",
        "作为首批试点学校，成效明显。",
    ],
)
def test_common_nouns_are_no_names(text: str, patterns: Patterns) -> None:
    assert set(names(roster(patterns, text))) <= {"云溪市"}


@pytest.mark.parametrize("short", ["云溪工贸职校", "云溪工贸学校", "工贸职业技术学校", "工贸学校"])
def test_a_short_name_belongs_to_the_one_full_name_that_it_fits(short: str, patterns: Patterns) -> None:
    found = roster(patterns, f"{short}举办技能节。", cells=("云溪市工贸职业技术学校", "云溪市卫生职业学校"))
    assert found.resolve(short) == "云溪市工贸职业技术学校"
    assert short in names(found)["云溪市工贸职业技术学校"]


def test_a_short_name_that_fits_two_stands_for_itself(patterns: Patterns) -> None:
    found = roster(patterns, "云溪一职举办技能节。", cells=("云溪市第一职业技术学校", "云溪市第一职业高级中学"))
    assert found.resolve("云溪一职") == "云溪一职"


@pytest.mark.parametrize(
    ("short", "full", "other"),
    [
        ("青垣县职教中心", "青垣县职业技术教育中心", "云溪市职业技术教育中心"),
        ("云溪市一职", "云溪市第一职业技术学校", "云溪市第二职业技术学校"),
        ("青垣职高", "青垣县职业高级中学", "青垣县第二职业高级中学"),
        ("青垣二职高", "青垣县第二职业高级中学", "青垣县职业高级中学"),
        ("云溪卫校", "云溪市卫生学校", "云溪市商贸学校"),
    ],
)
def test_what_abbreviates_the_kind_of_school_belongs_to_the_full_name(
    short: str, full: str, other: str, patterns: Patterns
) -> None:
    found = roster(patterns, f"{full}与{other}结对。", f"{short}举办技能节。")
    assert found.resolve(short) == full


def test_a_school_of_another_kind_in_one_place_stays_apart(patterns: Patterns) -> None:
    found = roster(patterns, "云溪市第一职业技术学校招生。", "云溪市第一职业学校招生。")
    assert {"云溪市第一职业技术学校", "云溪市第一职业学校"} <= set(names(found))


def test_the_report_may_say_how_it_calls_a_school(patterns: Patterns) -> None:
    found = roster(patterns, "云溪市工贸职业技术学校（以下简称“工贸校”）占地百亩。", "工贸校招生。")
    assert names(found)["云溪市工贸职业技术学校"] == ["工贸校"]


@pytest.mark.parametrize(
    ("texts", "known"),
    [
        (("与澜麓旅游职业学院合作。", "澜麓旅游职业学院录取二十人。"), True),
        (("与澜麓旅游职业学院合作。", "学生升学。"), False),
        (("建设高水平职业学院。", "高水平职业学院带动发展。"), False),
    ],
)
def test_a_school_without_a_place_is_known_where_it_is_named_again(
    texts: tuple[str, ...], known: bool, patterns: Patterns
) -> None:
    assert (len(names(roster(patterns, *texts))) > 1) is known


def test_a_group_s_company_is_one_name(patterns: Patterns) -> None:
    assert "云溪重工集团有限公司" in names(roster(patterns, "云溪市人民政府与云溪重工集团有限公司签约。"))


def test_places_that_a_table_lists_bear_their_rows(patterns: Patterns) -> None:
    found = roster(patterns, "青垣县招生九百人。", cells=("青垣县", "东麓区", "合计"))
    assert (found.resolve("青垣县"), found.mentions("青垣县招生九百人。")) == ("青垣县", [])
    assert roster(patterns, "招生。", cells=("东校区", "西校区", "合计")).resolve("东校区") is None


def test_districts_of_which_clauses_tell_figures_bear_them(patterns: Patterns) -> None:
    found = roster(patterns, "东麓区有中职学校4所；西麓区在校生8935人，两区均已达标。全市各县区招生900人。")
    assert [mention.entity for mention in found.mentions("东麓区招生，西麓区招生。")] == ["东麓区", "西麓区"]
    assert set(names(found)) == {"云溪市", "东麓区", "西麓区"}


def test_likely_variants_of_a_full_name_stay_apart(patterns: Patterns) -> None:
    found = roster(
        patterns, "开展活动。", cells=("云溪市第一职业技术学校", "云溪市第一职业高级中学", "云溪市职业技术学校")
    )
    assert {"云溪市第一职业技术学校", "云溪市第一职业高级中学", "云溪市职业技术学校"} <= set(names(found))


def test_the_same_school_with_and_without_its_province_is_one(patterns: Patterns) -> None:
    found = roster(patterns, "与广西某水县职业教育中心结对。", "某水县职业教育中心选派教师来访。", "某水县教育局到访。")
    assert names(found)["广西某水县职业教育中心"] == ["某水县职业教育中心"]


def test_listed_schools_are_of_the_region_and_others_are_not(patterns: Patterns) -> None:
    found = roster(patterns, "与广东某某职业学院、石埠市职业技术学校合作。", cells=("云溪市卫生职业学校",))
    parents = {entity.name: entity.parent for entity in found.entities}
    assert parents["云溪市卫生职业学校"] == "云溪市"
    assert parents["石埠市职业技术学校"] is None


def test_cells_with_blanks_resolve_as_printed(patterns: Patterns) -> None:
    found = roster(patterns, "开展活动。", cells=("云溪市卫生 职业学校",))
    assert found.resolve("云溪市卫生 职业学校") == found.resolve("云溪市卫生职业学校") == "云溪市卫生职业学校"
    assert found.resolve("合计") is None


@pytest.mark.parametrize(
    ("title", "text", "subject"),
    [
        ("云溪市艺术学校的育人实践", "近年来，学校以美育人。", "云溪市艺术学校"),
        ("以赛促学", "云溪市艺术学校以赛促学，成效明显。", "云溪市艺术学校"),
        ("以赛促学", "云溪市教育局组织全市师生参加大赛，云溪市艺术学校获奖。", "云溪市"),
        ("以赛促学", "大赛圆满落幕。全市选手全部获奖。", "云溪市"),
        ("从学徒到班组长", "某学员，云溪市艺术学校毕业生，现任云溪市某某机械有限公司组长。", "云溪市艺术学校"),
    ],
)
def test_a_case_is_about_whom_its_title_or_its_opening_names(
    title: str, text: str, subject: str, patterns: Patterns
) -> None:
    found = roster(patterns, "云溪市艺术学校位于城东。", case=(title, text))
    assert found.subjects["c1"] == subject


def test_a_report_of_a_school_knows_its_short_names(patterns: Patterns) -> None:
    school = Front(entity="云溪市工业职业技术学校", report_year=2031)
    found = roster(patterns, "云溪工职校建校三十年，云溪工业职校的校友遍布全省。", front=school)
    assert found.report == "云溪市工业职业技术学校"
    assert "云溪工业职校" in names(found)["云溪市工业职业技术学校"]


def test_kinds_are_told_by_endings(patterns: Patterns) -> None:
    found = roster(patterns, "云溪市某某机械有限公司走进云溪市艺术学校。")
    assert {entity.name: entity.kind for entity in found.entities} == {
        "云溪市": "city",
        "云溪市某某机械有限公司": "company",
        "云溪市艺术学校": "school",
    }


def test_a_class_alone_names_the_one_school_of_that_class(patterns: Patterns) -> None:
    county = Front(entity="青垣县", report_year=2031)
    text = "青垣县职业教育中心与青垣工贸职业学校合作。县职教中心在校生 900 人，职教中心有教师 80 人。"
    assert "县职教中心" in names(roster(patterns, text, front=county))["青垣县职业教育中心"]
    two = roster(patterns, text, "石埠县职业教育中心前来交流。", front=county)
    assert not any("县职教中心" in short for short in names(two).values())


def test_a_field_of_services_in_a_school_s_name_is_no_verb(patterns: Patterns) -> None:
    assert "云溪现代服务职业学校" in names(roster(patterns, "云溪现代服务职业学校、云溪市机电工程学校参加。"))


@pytest.mark.parametrize("name", ["云溪财经学校", "云溪市华为通信职业学校", "云溪大同职业学校"])
def test_a_conjunction_inside_a_word_does_not_cut_a_name(name: str, patterns: Patterns) -> None:
    assert name in names(roster(patterns, f"{name}与云溪市机电工程学校参加。"))


@pytest.mark.parametrize("name", ["沙溪县综合职业高级中学", "沙溪市建设职业技术学院", "沙溪县综合职业高中"])
def test_a_word_of_many_schools_between_place_and_ending_names_one(name: str, patterns: Patterns) -> None:
    assert name in names(roster(patterns, f"{name}有学生。"))


def test_a_school_of_a_place_is_none_of_its_other_schools(patterns: Patterns) -> None:
    text = "云溪汽车工程学校与企业合作。云溪工程学校举办技能节。云溪工程学校有学生。云溪汽车工程学校有教师。"
    assert {"云溪汽车工程学校", "云溪工程学校"} <= set(names(roster(patterns, text)))


def test_a_federation_of_schools_is_no_company(patterns: Patterns) -> None:
    assert not names(roster(patterns, "全市牵头组建职教集团3个，其中国家示范性职教集团1个。")).keys() - {"云溪市"}


def test_a_company_that_somebody_joins_is_not_whom_the_case_is_about(patterns: Patterns) -> None:
    found = roster(patterns, "云溪市启明机械有限公司。", case=("校企共育", "学校联合云溪市启明机械有限公司办班。"))
    assert found.subjects == {"c1": "云溪市"}


def test_a_cell_with_the_last_sign_of_the_report_s_own_name_names_nobody(patterns: Patterns) -> None:
    college = Front(entity="云溪职业技术学院", report_year=2031)
    assert "院" not in names(roster(patterns, "学院办学平稳。", front=college, cells=("院",)))
