"""Texts made to hurt, each of any length: what is asked is a report or a refusal in time that grows with the length."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Maker = Callable[[int], str]
CHAPTERS = "一二三四五六七八九"


def repeat(piece: str) -> Maker:
    """Return a maker of ``piece`` over and over."""
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def after(head: str, piece: str) -> Maker:
    """Return a maker of ``head`` with ``piece`` over and over behind it."""
    return lambda size: head + repeat(piece)(size)


def lines(pattern: str, head: str = "") -> Maker:
    """Return a maker of lines that count: ``pattern`` takes the number of the line as ``i``."""

    def make(size: int) -> str:
        many = size // (len(pattern) + 3)
        return head + "".join(pattern.format(i=i) + "\n" for i in range(1, many + 1))

    return make


def rows(cells: int) -> Maker:
    """Return a maker of one table with ``cells`` columns."""

    def make(size: int) -> str:
        many = max(2, size // (6 * cells))
        head = "\t".join(["指标", *(f"第{k}项" for k in range(1, cells))])
        return (
            head + "\n" + "".join("\t".join([f"甲{i}", *("12.5" for _ in range(1, cells))]) + "\n" for i in range(many))
        )

    return make


def nested(opening: str, closing: str, word: str = "甲") -> Maker:
    """Return a maker of brackets in brackets."""
    return lambda size: opening * (size // 2) + word + closing * (size // 2)


def spread(words: Iterable[str], joint: str = "") -> Maker:
    """Return a maker of numbered words: no two alike."""
    kinds = list(words)

    def make(size: int) -> str:
        parts: list[str] = []
        length = 0
        for i in range(size):
            part = kinds[i % len(kinds)].format(a=han(i), i=i) + joint
            parts.append(part)
            length += len(part)
            if length >= size:
                break
        return "".join(parts)

    return make


def han(number: int) -> str:
    """Return two ideographs that stand for ``number`` below 10,000."""
    return chr(0x4E00 + number % 97) + chr(0x5000 + number // 97 % 9973)


TEXTS: dict[str, Maker] = {
    # numbers
    "percent words": repeat("百分之"),
    "percent words with commas": repeat("百分之五，"),
    "digits": repeat("1"),
    "points": repeat("1."),
    "thousands": repeat("1,000"),
    "wide digits": repeat("１２．"),
    "chinese digits": repeat("一"),
    "chinese tens": repeat("十百千万亿"),
    "ratios": repeat("1:"),
    "ratio with blanks": repeat("8.8 : "),
    "ranges": repeat("1-2～"),
    "years": repeat("2024年"),
    "year ranges": repeat("2023-2024学年"),
    "dates": repeat("2024年9月1日至"),
    "zero width in numbers": repeat("全市学生共有1\u200b2\u200b3\ufeff名，教师"),
    "blanks in numbers": repeat("1 2 . "),
    "percent signs": repeat("9%"),
    "shared units": after("有教师、学生、职工", "12、"),
    "respectively": lambda size: repeat("甲校、")(size // 2) + "分别为" + repeat("12人、")(size // 2),
    "sums": lambda size: "在校生" + "和".join(["12人"] * (size // 4)),
    "money": repeat("人民币壹佰元整"),
    # running text
    "one paragraph": repeat("全市中职学校共有13所，比上年增加1所；"),
    "one paragraph of sentences": repeat("全市中职学校共有13所，比上年增加1所。"),
    "one sentence of parts": after("在校生共1000人，其中", "男生12人，"),
    "shares": repeat("其中升学占12%，"),
    "changes": repeat("增长5%，"),
    "growth from": repeat("从12人增加到15人，"),
    "clauses of a word": repeat("甲，"),
    "one clause": repeat("在校生12人其中男生6人"),
    "one line": repeat("职业教育"),
    "colons": repeat("甲："),
    "contests": repeat("在第二届全国职业院校技能大赛中获得一等奖3项，"),
    "contests without end": repeat("第二届参加获得"),
    "awards": repeat("获一等奖"),
    "quotes open": repeat("“12人"),
    "quotes closed": repeat("”"),
    "double quotes": repeat('"12人'),
    "titles open": repeat("《"),
    "titles in titles": nested("《", "》"),
    "quotes in quotes": nested("“", "”", "12人"),
    "brackets open": repeat("（"),
    "brackets of people": repeat("（人"),
    "brackets closed": repeat("）"),
    "brackets in brackets": nested("（", "）", "12人"),
    "brackets behind numbers": repeat("12人（不含技工12人），"),
    "mixed brackets": repeat("（[〔【(12人"),
    "notes": repeat("（不含技工）"),
    # names
    "schools": spread(("江{a}市第{i}职业技术学校", "{a}县职业中学"), "，"),
    "schools without a cut": repeat("职业技术学校"),
    "short schools": spread(("{a}市{a}职业技术学校、{a}职校",), "。"),
    "places": spread(("{a}市",), "、"),
    "place chains": repeat("泽安市"),
    "companies": spread(("{a}市{a}机械有限公司",), "，"),
    "provinces": repeat("广东省"),
    "school cells": spread(("{a}市{a}职业技术学校\t12\t34\n",)),
    # structure
    "headings": lines("{i}. 概况"),
    "dotted headings": lines("1.{i} 概况"),
    "headings with text": lines("{i}. 概况\n本节写概况。"),
    "repeated heading": repeat("1. 概况\n"),
    "chapters": repeat("第一章 概况\n"),
    "articles": lines("第{i}条 概况"),
    "deep headings": lines("1.2.3.4.{i} 概况"),
    "deepest heading": repeat("1.1"),
    "unnumbered headings": repeat("前言\n"),
    "cases": lines("案例 2-{i} 标题"),
    "case mentions": repeat("案例 2-1 "),
    "cases with text": lines("案例 2-{i} 标题\n本例有学生12人。"),
    "case words": repeat("案例"),
    "case brackets": repeat("【案例 "),
    "figures": lines("图 2-{i} 现场"),
    "figures side by side": repeat("图 1-1 现场  "),
    "tables without rows": lines("表 2-{i} 情况"),
    "table words": repeat("表1-"),
    "references": repeat("见表 1-1，"),
    "references with blanks": repeat("见  表   "),
    "sections named": repeat("见第1.1.1.1节"),
    "list markers of one": repeat("一方面"),
    "since last year": repeat("「较上年」"),
    "list markers": repeat("（1）一是"),
    "list lines": lines("（{i}）甲"),
    "circled": repeat("①②③"),
    "units": repeat("（单位：人）\n"),
    "open units": repeat("（单位："),
    "notes under tables": repeat("注：甲\n"),
    "directory": lines("1.{i} 标题……{i}", "目录\n"),
    "directory without pages": lines("1.{i} 标题", "目录\n"),
    "directory of cases": lines("案例 1-{i} 标题......{i}", "案例目录\n"),
    "directory titles": repeat("目录\n"),
    "directory without titles": lines("标题{i}", "目录\n"),
    "directory and body": lambda size: lines("1.{i} 标题……{i}", "目录\n")(size // 2) + lines("1.{i} 标题")(size // 2),
    "leaders": lambda size: "." * size + "9",
    "blank leaders": after("目录\n", ". "),
    "ellipses": repeat("…"),
    "page numbers": lines("{i}"),
    "page marks": lines("— {i} —\n甲"),
    "short lines": repeat("甲乙丙\n"),
    "wrapped lines": repeat("本市职业教育稳步发展并且不断提高办学的质量和水平让人民满意还有学生12人\n"),
    "blank lines": after("甲", "\n"),
    "form feeds": repeat("\f"),
    "pages": repeat("甲\f"),
    "line separators": repeat("学生人数\u2028教师人数\u2029学校数量\x85"),
    "file separators": repeat("全市中等职业学校\x1c在校学生人数合计\x1d教师\x1e"),
    "carriage returns": repeat("全市中职学校共有13所\r"),
    "tabs alone": repeat("\t"),
    "blanks": after("甲", " "),
    "wide blanks": after("甲", "\u3000"),
    # tables
    "table of two columns": rows(2),
    "table of five columns": rows(5),
    "table of 199 columns": rows(199),
    "table of 5000 columns": rows(5000),
    "one column": repeat("甲\t1\n"),
    "ragged table": lambda size: "".join("\t".join("1" * (i % 40 + 2)) + "\n" for i in range(size // 41)),
    "table of years": lambda size: "指标\t2024年\t2025年\n" + repeat("在校生数\t12\t13\n")(size),
    "table of empty cells": repeat("甲\t\t\t\n"),
    "table of the form": lambda size: "序号\t指标\t单位\t2024年\t2025年\n" + lines("{i}\t毕业生人数\t人\t12\t13")(size),
    "sub rows": lambda size: "指标\t2024年\n" + repeat("其中：男生\t12\n")(size),
    "tables apart": repeat("甲\t1\t2\n乙\t3\t4\n\n"),
    "rests of cells": repeat("甲乙丙丁\t1\n戊己\n"),
    # figures that do not agree
    "one figure, many values": lines("全日制在校生人数为1{i}人。"),
    "one figure, many values, one paragraph": spread(["全日制在校生人数为1{i}人。"]),
    "many figures": spread(["{a}设备为1{i}台，"]),
    "many figures, many years": lines("20{i}年全日制在校生人数为1{i}人，比上年增加{i}人，增长{i}%。"),
    "levels, changes, rates": spread(["全日制在校生1{i}人，比上年增加{i}人，增长9.{i}%，"]),
    "levels, changes, rates in sentences": spread(["全日制在校生1{i}人，比上年增加{i}人，增长9.{i}%。"]),
    "shares of wholes": spread(["毕业生1{i}人，其中升学{i}人，占毕业生的9.{i}%；"]),
    "shares that name wholes": lines("毕业生1{i}人，其中升学{i}人，升学人数占毕业生人数的9.{i}%。"),
    "ratios of many": lines("全日制在校生1{i}人，专任教师{i}人，生师比为1{i}:1。"),
    "table of one figure": lines("全日制在校生人数\t人\t1{i}\t2{i}", "指标\t单位\t2024年\t2025年\n"),
    "table of totals": lambda size: "学校\t人数\t占比\n" + repeat("合计\t12\t50%\n甲校\t6\t50%\n")(size),
    "lists of schools": lines("泽安市第{i}职业技术学校\t1{i}\t{i}", "学校名称\t在校生数\t教师数\n"),
    "lists of schools apart": lambda size: "".join(
        f"全市在校生{i}人。\n学校名称\t在校生数\n" + "".join(f"{han(k)}市职业技术学校\t{k}{i}\n" for k in range(5))
        for i in range(1, size // 85)
    ),
    "references to nothing": lines("见表 9-{i}，见图 8-{i}，见案例 7-{i}。"),
    "numbers that jump": lines("表 1-{i}0 情况\n图 1-{i}0 情况\n案例 1-{i}0 情况\n本例说明。"),
    "directory that lies": lambda size: (
        lines("1.{i} 标题……{i}", "目录\n")(size // 2) + lines("2.{i} 别的\n本节写概况。")(size // 2)
    ),
    "dates that do not exist": lines("2024年13月{i}日"),
    "units that slip": lines("资产总值为1{i}万元，资产总值为1{i}亿元。"),
    # characters
    "combining marks": repeat("\u0301"),
    "marks on letters": repeat("学校教师学生a\u0301\u0302\u0303"),
    "right to left": repeat("全市学生\u202e12人\u202c，"),
    "zero width": repeat("学生\u200b教师"),
    "private use": repeat("在校学生\ue00012人\uf8ff，"),
    "planes": repeat("在校学生\U0002000012人\U0001f600，"),
    "replacement": repeat("在校学生\ufffd1人，"),
    "controls": repeat("全市中等职业学校在校学生\x01甲人数共有一百余人，\x02"),
    "latin": repeat("a"),
    "latin words": repeat("word 12 "),
    "addresses": repeat("http://a.b/c?d=1&"),
    "identifiers": repeat("D344-HTML5-"),
    "bits": repeat("甲1乙"),
    "right to left within": repeat("在校生\u20661\u20692\u202c人，\u2067增长\u2069 12.5%\u200f。"),
    "digits of others": repeat("在校生١٢٣人，教师१२३人，𝟙𝟚𝟛人，㉈㊿人，½％，１２．５％，Ⅻ人"),
    "families": repeat("👨\u200d👩\u200d👧12人"),
    "noncharacters": repeat("在校生\U000e003112人\U0010ffff\ufdd0"),
    "ladders": lambda size: "".join(f"{'  ' * (i % 200)}（{i}）甲有{i}人\n" for i in range(size // 200)),
    "drawn tables": repeat("┌──┬──┐\n│甲│1 │\n├──┼──┤\n│乙│2 │\n└──┴──┘\n"),
    "quotations in quotations": repeat("> "),
    "per cent": repeat("12%%‰"),
}
