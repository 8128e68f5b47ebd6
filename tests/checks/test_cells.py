"""Untidy cells, from the text of a table to the finding."""

from __future__ import annotations

import hashlib

import pytest

from extract.pipeline import extract_report
from extract.rules.patterns import load_patterns
from extract.source.model import Source

TABLE = """岚川市中等职业教育质量年度报告（2024年度）

1. 概况
表 1-1 学校办学条件
指标	单位	2023年	2024年
在校生数	人	{a}	{b}
图书	册	{c}	{d}
"""


def untidy(*cells: str) -> int:
    """Return how many cells of a small table a finding calls untidy."""
    data = TABLE.format(**dict(zip("abcd", cells, strict=True))).encode()
    source = Source(name="a.txt", data=data, sha256=hashlib.sha256(data).hexdigest(), media_type="text/plain")
    findings = extract_report(source, load_patterns()).report.findings
    return sum(finding.params["count"] for finding in findings if finding.check == "cell_space")


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        (("5 120", "5 307", "61 200", "64 850"), 0),
        (("5120", "5 307", "61200", "64850"), 1),
        (("5120", "53 07", "61200", "64850"), 1),
        (("51 20", "5 307", "61 200", "64 850"), 1),
    ],
)
def test_blanks_inside_numbers_are_untidy_unless_they_part_thousands(cells: tuple[str, ...], count: int) -> None:
    assert untidy(*cells) == count
