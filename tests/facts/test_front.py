"""What cover, declaration and preface say."""

from __future__ import annotations

import pytest
from tests.facts.outlines import Writer

from extract.facts.front import read_front
from extract.facts.model import Front
from extract.rules.patterns import Patterns, load_patterns


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def front(patterns: Patterns, *cover: str, declared: tuple[str, ...] = (), text: tuple[str, ...] = ()) -> Front:
    writer = Writer().say("cover", *cover).say("declaration", *declared).say("paragraph", *text)
    return read_front(writer.outline(), patterns)


@pytest.mark.parametrize(
    ("cover", "title", "entity", "year"),
    [
        (("岚川市中等职业教育质量年度报告", "（2024 年度）"), "岚川市中等职业教育质量年度报告", "岚川市", 2024),
        (("岚川市", "中等职业教育质量年度报告", "2024"), "岚川市中等职业教育质量年度报告", "岚川市", 2024),
        (("岚川市 2023 年中等职业教育质量报告",), "岚川市2023年中等职业教育质量报告", "岚川市", 2023),
        (("2023 年岚川市中等职业教育质量报告",), "2023年岚川市中等职业教育质量报告", "岚川市", 2023),
        (("岚川市中等职业教育质量", "年度报告（２０２２）"), "岚川市中等职业教育质量年度报告", "岚川市", 2022),
        (("青江省岚川市职业教育质量年报（2025年）",), "青江省岚川市职业教育质量年报", "岚川市", 2025),
        (("岚川市云河区职业教育质量年度报告", "（二〇二四年）"), "岚川市云河区职业教育质量年度报告", "云河区", 2024),
        (("岚川市中等职业学校质量年度报告（2024年）",), "岚川市中等职业学校质量年度报告", "岚川市", 2024),
        (
            ("岚川市第二职业技术学校", "教育质量年度报告", "（2023-2024 学年）"),
            "岚川市第二职业技术学校教育质量年度报告",
            "岚川市第二职业技术学校",
            2024,
        ),
        (
            ("云麓交通职业技术学院", "高等职业教育质量年度报告", "（2023）"),
            "云麓交通职业技术学院高等职业教育质量年度报告",
            "云麓交通职业技术学院",
            2023,
        ),
        (
            ("Annual Report 2024 / 岚川职业技术学院质量年度报告（2024）",),
            "AnnualReport2024/岚川职业技术学院质量年度报告",
            "岚川职业技术学院",
            2024,
        ),
        (("📢 青垣县职业教育质量年度报告（2024年）",), "青垣县职业教育质量年度报告", "青垣县", 2024),
        (("岚川市职业教育质量报告（中职）", "2024年"), "岚川市职业教育质量报告（中职）", "岚川市", 2024),
        (("青垣县职业教育中心质量年度报告（2024年）",), "青垣县职业教育中心质量年度报告", "青垣县职业教育中心", 2024),
        (("青垣县职业教育质量年度报告（2024年）",), "青垣县职业教育质量年度报告", "青垣县", 2024),
        (("岚川市加强区域职业教育质量报告（2024年）",), "岚川市加强区域职业教育质量报告", "岚川市", 2024),
        (("质 量 年 度 报 告", "（2024）", "岚川技师学院"), "质量年度报告", "岚川技师学院", 2024),
        (("云麓自治州中等职业教育质量年度报告2024年度",), "云麓自治州中等职业教育质量年度报告", "云麓自治州", 2024),
        (("澜州市职业教育质量年度报告（2024年）",), "澜州市职业教育质量年度报告", "澜州市", 2024),
        (("澜州城市职业学院质量年度报告（2024）",), "澜州城市职业学院质量年度报告", "澜州城市职业学院", 2024),
        (("澜州市技师学院质量年度报告", "2024年"), "澜州市技师学院质量年度报告", "澜州市技师学院", 2024),
        (("重庆市青垣县职业教育质量年度报告（2024）",), "重庆市青垣县职业教育质量年度报告", "青垣县", 2024),
        (("上海市云浦新区职业教育质量年报（2024）",), "上海市云浦新区职业教育质量年报", "云浦新区", 2024),
        (
            ("澜州经济技术开发区", "职业教育质量报告（2024）"),
            "澜州经济技术开发区职业教育质量报告",
            "澜州经济技术开发区",
            2024,
        ),
        (("澜州市高新区职业教育质量报告（2024）",), "澜州市高新区职业教育质量报告", "澜州市高新区", 2024),
        (("澜江州青垣市职业教育质量报告（2024）",), "澜江州青垣市职业教育质量报告", "青垣市", 2024),
        (
            ("澜江土家族苗族自治州", "中等职业教育质量年度报告", "（2024）", "澜江州教育局"),
            "澜江土家族苗族自治州中等职业教育质量年度报告",
            "澜江土家族苗族自治州",
            2024,
        ),
        (("《岚川商贸职业学院质量年度报告（2024）》",), "岚川商贸职业学院质量年度报告", "岚川商贸职业学院", 2024),
        (
            ("岚川市青垣县", "第一中等职业学校", "质量年度报告", "2023-2024学年度"),
            "岚川市青垣县第一中等职业学校质量年度报告",
            "岚川市青垣县第一中等职业学校",
            2024,
        ),
        (
            ("青垣县职业中学质量年度报告", "（2024）2024年1月"),
            "青垣县职业中学质量年度报告",
            "青垣县职业中学",
            2024,
        ),
        (("质量年度报告", "（2024）", "学校名称：青垣县职业中学"), "质量年度报告", "青垣县职业中学", 2024),
        (
            ("云麓重工有限公司", "参与高等职业教育人才培养年度报告", "（2024）"),
            "云麓重工有限公司参与高等职业教育人才培养年度报告",
            "云麓重工有限公司",
            2024,
        ),
        (
            ("云麓智造集团股份有限公司参与职业教育人才培养年度报告（2023）",),
            "云麓智造集团股份有限公司参与职业教育人才培养年度报告",
            "云麓智造集团股份有限公司",
            2023,
        ),
        (
            ("云麓重工有限公司参与职业教育年度报告——以岚川商贸职业学院为例（2024年）",),
            "云麓重工有限公司参与职业教育年度报告",
            "云麓重工有限公司",
            2024,
        ),
        (
            ("岚川商贸职业学院质量年度报告（2024年度）——匠心育人",),
            "岚川商贸职业学院质量年度报告",
            "岚川商贸职业学院",
            2024,
        ),
        (("【岚川商贸职业学院】质量年度报告 2024",), "【岚川商贸职业学院】质量年度报告", "岚川商贸职业学院", 2024),
        (("岚川市职业教育集团化办学质量报告（2024）",), "岚川市职业教育集团化办学质量报告", "岚川市", 2024),
    ],
)
def test_the_cover_tells_title_entity_and_year(
    patterns: Patterns, cover: tuple[str, ...], title: str, entity: str, year: int
) -> None:
    found = front(patterns, *cover)
    assert (found.title, found.entity, found.report_year) == (title, entity, year)
    assert found.genre == "vocational_quality_report"


@pytest.mark.parametrize(
    "cover",
    [
        ("2023 年岚川市国民经济和社会发展统计公报", "岚川市统计局"),
        ("岚川市人民政府工作报告",),
        ("岚川市教育局 2024 年政府信息公开工作年度报告",),
        ("岚川职业技术学院 2024 届毕业生就业质量年度报告",),
        ("岚川大学本科教学质量报告",),
        ("岚川市义务教育质量报告",),
        ("岚川市食品安全质量报告",),
        (),
    ],
)
def test_neighbouring_genres_are_unknown(patterns: Patterns, cover: tuple[str, ...]) -> None:
    assert front(patterns, *cover, text=("发布《中国职业教育质量年度报告》。",)).genre == "unknown"


def test_two_national_forms_tell_the_genre_of_a_report_without_a_cover(patterns: Patterns) -> None:
    writer = Writer().say("paragraph", "学校概况。")
    for name in ("人才培养质量计分卡", "落实政策表"):
        writer.table(["指标", "2024年"], [["甲", "1"]], title=f"附表 {name}")
    assert read_front(writer.outline(), patterns).genre == "vocational_quality_report"


@pytest.mark.parametrize(
    ("declared", "issuer", "day"),
    [
        (("单位名称（盖章）：岚川市教育局", "2025 年 1 月 6 日"), "岚川市教育局", "2025-01-06"),
        (("学校名称(公章)：岚川市商贸学校", "二〇二五年一月六日"), "岚川市商贸学校", "2025-01-06"),
        (("单位名称（盖章）：", "岚川市教育和体育局", "2025.1.6"), "岚川市教育和体育局", "2025-01-06"),
        (("岚川市教育局对《岚川市质量报告》的真实性负责。", "2025-01-06"), "岚川市教育局", "2025-01-06"),
        (("学校名称（盖章）：岚川市商贸学校 2025 年 1 月 6 日",), "岚川市商贸学校", "2025-01-06"),
        (("单位名称（盖章）：岚川市教育局 法定代表人（签名）：", "2025年1月6日"), "岚川市教育局", "2025-01-06"),
        (("特此声明。", "岚川市商贸学校2025年1月6日"), "岚川市商贸学校", "2025-01-06"),
        (("特此声明。", "岚川市教育体育局", "2025 年 2 月 30 日"), "岚川市教育体育局", None),
        (("真实性承诺书", "岚川市商贸学校郑重承诺内容真实。", "2025-01-06"), "岚川市商贸学校", "2025-01-06"),
        (("我校承诺内容真实。", "校长：", "岚川市商贸学校（公章）"), "岚川市商贸学校", None),
    ],
)
def test_the_declaration_tells_who_signed_and_when(
    patterns: Patterns, declared: tuple[str, ...], issuer: str, day: str | None
) -> None:
    found = front(patterns, "岚川市中等职业教育质量报告", declared=("内容真实性责任声明", *declared))
    assert (found.issuer, found.declared) == (issuer, day)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2024 年 12 月", "2024-12"),
        ("二〇二四年十二月", "2024-12"),
        ("二○二五年一月", "2025-01"),
        ("二0二四年十二月", "2024-12"),
        ("２０２４年１２月２０日", "2024-12-20"),
        ("（2024 年）", None),
    ],
)
def test_the_cover_tells_the_month_of_publication(patterns: Patterns, line: str, published: str | None) -> None:
    assert front(patterns, "岚川市中等职业教育质量报告", line).published == published


def test_the_issuer_tells_the_entity_where_the_title_does_not(patterns: Patterns) -> None:
    found = front(patterns, "岚川市教育局", "中等职业教育质量年度报告（2024）")
    assert (found.title, found.entity, found.issuer) == ("中等职业教育质量年度报告", "岚川市", "岚川市教育局")


def test_who_made_the_report_stands_on_the_cover_beside_the_title(patterns: Patterns) -> None:
    title = ("岚川商贸职业学院", "质量年度报告（2024）")
    assert front(patterns, *title).issuer is None
    assert front(patterns, *title, "岚川商贸职业学院", "2024年12月").issuer == "岚川商贸职业学院"
    assert front(patterns, "岚川市职业教育质量报告", "岚川市教育局编").issuer == "岚川市教育局"


def test_the_first_lines_tell_title_and_year_of_a_report_without_cover_and_declaration(patterns: Patterns) -> None:
    found = front(patterns, text=("岚川市商贸职业学校质量年度报告（2024年）", "学校占地120亩。"))
    assert (found.title, found.report_year) == ("岚川市商贸职业学校质量年度报告", 2024)


@pytest.mark.parametrize(
    "line",
    [
        "岚川职教 | 一图读懂！岚川市2024年职业教育质量年度报告来了",
        "岚川市2024年职业教育质量年度报告（2024年）一、规模。在校生9860人。",
    ],
)
def test_a_headline_may_hold_the_title(patterns: Patterns, line: str) -> None:
    told = front(patterns, text=(line, "01"))
    assert (told.title, told.entity, told.report_year) == ("岚川市2024年职业教育质量年度报告", "岚川市", 2024)


def test_a_running_head_tells_title_and_year_where_nothing_else_does(patterns: Patterns) -> None:
    head = "岚川市中等职业教育质量年度报告（2024年度）"
    writer = Writer().say("heading", "1 学生发展").say("paragraph", "学校占地120亩。").say("page_furniture", head)
    found = read_front(writer.outline(), patterns)
    assert (found.title, found.report_year) == ("岚川市中等职业教育质量年度报告", 2024)


def test_the_year_of_a_title_may_stand_on_two_lines(patterns: Patterns) -> None:
    found = front(patterns, "青垣县职业教育质量年度报告（2023—", "2024学年）")
    assert (found.title, found.entity, found.report_year) == ("青垣县职业教育质量年度报告", "青垣县", 2024)


def test_the_cover_states_the_period_over_two_lines(patterns: Patterns) -> None:
    found = front(patterns, "云麓学院质量年度报告", "（2020）", "（数据采集区间：2018年9月1日至2019年8", "月31日）")
    assert found.period is not None
    assert (found.period.label, found.period.basis) == ("2018-2019学年", "stated")


def test_the_declaration_names_a_report_without_a_cover(patterns: Patterns) -> None:
    found = front(patterns, declared=("岚川市教育局对《岚川市中等职业教育质量报告（2023 年度）》负责。",))
    assert (found.title, found.entity, found.report_year) == ("岚川市中等职业教育质量报告", "岚川市", 2023)


@pytest.mark.parametrize(
    ("month", "year"), [("2024 年 12 月", 2024), ("2025 年 1 月", 2024), ("2025 年 3 月 5 日", 2024)]
)
def test_a_report_that_prints_no_year_is_of_the_year_that_its_date_closes(
    patterns: Patterns, month: str, year: int
) -> None:
    assert front(patterns, "岚川市中等职业教育质量报告", month).report_year == year


@pytest.mark.parametrize(
    ("sentence", "label", "start", "end"),
    [
        (
            "数据的统计时段除特殊说明外，均按学年统计，即 2023 年 9 月 1 日至 2024 年 8 月 31 日。",
            "2023-2024学年",
            "2023-09-01",
            "2024-08-31",
        ),
        ("除另注明外，统计时间自2023年9月1日起至次年8月31日止。", "2023-2024学年", "2023-09-01", "2024-08-31"),
        ("数据采集时间为 2023.9.1-2024.8.31。", "2023-2024学年", "2023-09-01", "2024-08-31"),
        ("统计周期：2023年9月—2024年8月；其余见附表。", "2023-2024学年", "2023-09-01", "2024-08-31"),
        ("统计时段为2024年1月1日至12月31日。", "2024年", "2024-01-01", "2024-12-31"),
    ],
)
def test_the_preface_states_the_statistical_period(
    patterns: Patterns, sentence: str, label: str, start: str, end: str
) -> None:
    period = front(patterns, "岚川市中等职业教育质量报告（2024年）", text=("前情。", sentence)).period
    assert period
    assert (period.label, period.start, period.end, period.year) == (label, start, end, 2024)
    assert period.basis == "stated"


@pytest.mark.parametrize(
    "sentence",
    ["数据统计截至2024年8月31日。", "统计时段为2024年3月1日至3月31日。", "培训从2023年9月1日至2024年8月31日。"],
)
def test_what_is_no_statistical_period_leaves_the_school_year_of_the_report(patterns: Patterns, sentence: str) -> None:
    period = front(patterns, "岚川市中等职业教育质量报告（2024年）", text=(sentence,)).period
    assert period
    assert (period.label, period.start, period.basis) == ("2023-2024学年", None, "default")


def test_an_empty_report_says_nothing(patterns: Patterns) -> None:
    assert front(patterns) == Front()


@pytest.mark.parametrize(
    ("cover", "entity", "issuer"),
    [
        (("中国职业教育质量报告", "2024年度", "云麓自治州教育局"), "云麓自治州", "云麓自治州教育局"),
        (("岚川市中等职业教育质量年度报告", "岚川市教育局职成科编制"), "岚川市", "岚川市教育局"),
        (("人才培养年度报告", "企业名称：启明精密制造有限公司"), "启明精密制造有限公司", "启明精密制造有限公司"),
    ],
)
def test_whoever_signs_a_template_is_whom_it_is_about(
    patterns: Patterns, cover: tuple[str, ...], entity: str, issuer: str
) -> None:
    found = front(patterns, *cover)
    assert (found.entity, found.issuer) == (entity, issuer)
