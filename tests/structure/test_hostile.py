"""Texts made to hurt: each is read to its end within the bound that the suite sets every test."""

from __future__ import annotations

import pytest

from extract.layout.text import lay_out_text
from extract.structure import build_outline
from extract.structure.markers import Markers

MANY = 100_000
FEW = 20_000  # characters of a text of many lines, each of which becomes a record

TEXTS = {
    "digits": "1" * MANY,
    "points": "1." * (MANY // 2),
    "leaders": "." * MANY + "9",
    "spaced leaders": "目录\n" + ". " * (MANY // 2) + "9",
    "ellipses": "…" * MANY,
    "brackets": "（" * MANY,
    "closed brackets": "）" * MANY,
    "quotes": "案例 1-1 " + "“" * MANY,
    "spaces": "案例" + " " * MANY + "一",
    "inner spaces": "表 1-1 " + "甲 " * (MANY // 2),
    "tabs": "\t".join("1" * (MANY // 2)),
    "one column": "甲\t1\n" * (FEW // 5),
    "headings": "".join(f"{number}. 概况\n" for number in range(1, FEW // 8)),
    "numbered cases": "案例 1-1 课堂\n" * (FEW // 10),
    "figures": "图 1-1 现场  " * (MANY // 9),
    "directory": "目录\n" + "1. 概况.....1\n" * (FEW // 12),
    "directory titles": "目录\n" * (FEW // 3),
    "units": "（单位：" * (MANY // 4),
    "references": "见表 1-1，" * (MANY // 7),
    "lists": "（1）一是" * (MANY // 5),
    "blank lines": "甲\n" + "\n" * MANY + "乙",
    "form feeds": "甲\f" * (FEW // 2),
    "chinese numerals": "一" * MANY,
    "torn table": """
          其中：面向第一
　　                               人
               58               52
           产业就业人数
    5
          面向第二产业就
　　                               人
              1365             1412
            业人数
          面向第三产业就
　　                               人
              1666             1720
            业人数
　　    6         自主创业率            %
              1.53             1.62
          毕业三年晋升比
　　    7                          %
              56.2             58.7
             例
""",
    "wide header": "\t".join("甲" * 2000) + "\n" + "\t".join("1" * 2000) + "\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_hangs_the_outline(markers: Markers, name: str) -> None:
    outline = build_outline(lay_out_text(TEXTS[name]), markers)
    assert outline.blocks
