"""Reports of secondary and higher schools: each tier is followed through the years by itself."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256

from tests.compare.shelf import compare, patterns

from extract.compare import Volume
from extract.pipeline import extract_report
from extract.source.model import Source

TEXT = """漓原省职业教育质量年度报告（{year}）

一、规模
（一）中等职业教育
{secondary}
（二）高等职业教育
{higher}
"""


def publish(year: int, secondary: str, higher: str) -> Volume:
    data = TEXT.format(year=year, secondary=secondary, higher=higher).encode()
    source = Source(name=f"{year}.txt", data=data, sha256=sha256(data).hexdigest(), media_type="text/plain")
    return Volume(extract_report(source, patterns()).report)


def test_each_tier_is_compared_with_itself_though_one_year_tells_of_both_in_another_order() -> None:
    old = publish(2023, "全日制在校生3100人。", "全日制在校生4200人。")
    new = publish(2024, "2024年，全日制在校生3250人。", "2024年，全日制在校生4150人。")
    levels = {level.proviso: (level.change, level.verdict) for level in compare(old, new).levels}
    assert levels == {"中职": (Decimal(150), "rose"), "高职": (Decimal(-50), "fell")}


def test_a_figure_of_the_other_tier_restates_none() -> None:
    old = publish(2023, "全日制在校生3100人。", "略。")
    new = publish(2024, "略。", "2023年，全日制在校生4200人。")
    diff = compare(old, new)
    assert diff.restatements == []
    assert diff.levels == []
