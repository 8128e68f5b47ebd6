"""Findings in words: a Chinese sentence for the record, the same in English from its parts.

A message gives both figures, the arithmetic and the places, and asks; it never says who erred.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

Language = Literal["zh", "en"]
Params = Mapping[str, Any]

KINDS = {
    "zh": {"section": "章节", "case": "案例", "table": "表", "figure": "图"},
    "en": {"section": "section", "case": "case", "table": "table", "figure": "figure"},
}
LISTED = 12
"""Items of a list that a message names; the finding's places hold them all."""


class Wording(Struct, frozen=True):
    """A finding's sentence with its parts in braces."""

    zh: str
    en: str


SENTENCES: Mapping[str, Wording] = {
    "duplicate": Wording(
        "“{name}”（{year}年）有不同的数值：{figures}，相差 {difference} {unit}。请核对。",
        "“{name}” ({year}) has different values: {figures}; they differ by {difference} {unit}. Please check.",
    ),
    "duplicate_digits": Wording(
        "“{name}”（{year}年）的末位不同：{figures}，一处四舍五入、一处截尾时可以相符。",
        "“{name}” ({year}) differs in its last digit: {figures}; they agree if one is rounded and one truncated.",
    ),
    "stale_year": Wording(
        "{figures}：文中作为 {year} 年的数值，与表中 {last} 年一栏（{earlier}）相同，而 {year} 年一栏为 {current}。"
        "请核对所属年份。",
        "{figures}: stated for {year}, equal to the table's {last} column ({earlier}), while its {year} column says "
        "{current}. Please check the year.",
    ),
    "sum": Wording(
        "{whole}，其各部分为 {parts}：{terms} = {sum}，与总数相差 {gap}。{bounds}请核对。{residual}",
        "{whole}; its parts are {parts}: {terms} = {sum}, {gap} apart from the whole. {bounds}Please check. {residual}",
    ),
    "apart": Wording(
        "{parts} 互不包含，合计 {terms} = {sum}，超过 {whole}，差 {gap}。{instead}请核对各数的口径。{residual}",
        "{parts} exclude each other and add up to {terms} = {sum}, more than {whole} by {gap}. {instead}"
        "Please check what each counts. {residual}",
    ),
    "total": Wording(
        "合计 {whole}，而{across}相加为 {sum}，相差 {gap}。{bounds}请核对。",
        "The total is {whole}, while the {across} add up to {sum}, {gap} apart. {bounds}Please check.",
    ),
    "roster": Wording(
        "{whole}，而 {first} 起的 {count} 行“{column}”相加为 {sum}。{bounds}请核对名单与总数。",
        "{whole}, while {count} rows of “{column}” from {first} on add up to {sum}. {bounds}"
        "Please check list and total.",
    ),
    "part_whole": Wording(
        "{part} 属于 {whole}，但比后者多 {gap}。请核对。",
        "{part} is part of {whole} but exceeds it by {gap}. Please check.",
    ),
    "ratio": Wording(
        "{ratio}；按 {numerator} 与 {denominators} 计算得 {computed}，该比值对应的基数约为 {base}。{bounds}"
        "请核对数值或口径。",
        "{ratio}; {numerator} with {denominators} gives {computed}; the printed figure implies a base of about {base}. "
        "{bounds}Please check the figure or its definition.",
    ),
    "share": Wording(
        "{ratio}；按 {numerator} 与 {denominators} 计算得 {computed}。{bounds}请核对。",
        "{ratio}; {numerator} with {denominators} gives {computed}. {bounds}Please check.",
    ),
    "implied_base": Wording(
        "{ratios} 由 {numerators} 反推，对应的基数均为 {base}，而 {reported}。{base_before}请核对计算所用的人数口径。",
        "{ratios}, with {numerators}, all imply a base of {base}, while the report says {reported}. {base_before}"
        "Please check which count was used.",
    ),
    "ratio_base": Wording(
        "{ratio} 与 {reported} 不符；按基数 {base} 与 {denominator} 计算为 {computed}。请核对口径。",
        "{ratio} does not follow from {reported}; a base of {base} with {denominator} gives {computed}. "
        "Please check the definition.",
    ),
    "change": Wording(
        "{change}；由 {this} 减 {last} 得 {computed}。{bounds}请核对。",
        "{change}; {this} minus {last} gives {computed}. {bounds}Please check.",
    ),
    "growth": Wording(
        "{change}；由 {last} 到 {this}，计算得 {computed}。{bounds}请核对。",
        "{change}; from {last} to {this} the rate is {computed}. {bounds}Please check.",
    ),
    "growth_beside": Wording(
        "{rate}；由 {this} 和 {change} 计算得 {computed}。{bounds}请核对。",
        "{rate}; {this} and {change} give {computed}. {bounds}Please check.",
    ),
    "percentage_points": Wording(
        "{change}；{this} 与 {last} 相差 {computed} 个百分点。请核对是否应为百分点。",
        "{change}; {this} and {last} are {computed} percentage points apart. Please check whether points are meant.",
    ),
    "direction": Wording(
        "“{name}”标为“{sign}”，而 {this}，{last}。请核对。",
        "“{name}” is marked “{sign}”, while {this} and {last}. Please check.",
    ),
    "extreme": Wording(
        "文中说“{quote}”，而同列中 {first}，{own}。请核对。",
        "The text says “{quote}”, while in that column {first} and {own}. Please check.",
    ),
    "tally": Wording(
        "{whole}，而所列为 {count} 项：{items}。请核对。",
        "{whole}, while {count} are listed: {items}. Please check.",
    ),
    "tally_marked": Wording(
        "{place}说有 {stated} 项，而其后列出 {count} 项。请核对。",
        "{place} says that there are {stated}, and lists {count}. Please check.",
    ),
    "passage_repeat": Wording(
        "{second_place}与{first_place}有相同的一段文字和数值：“{quote}”。请核对是否重复。",
        "{second_place} repeats a paragraph of {first_place} with its figures: “{quote}”. Please check.",
    ),
    "claim": Wording(
        "文中说“{quote}”，而表 {number} 中有相反的变化：{pairs}。请核对。",
        "The text says “{quote}”, while table {number} has the contrary: {pairs}. Please check.",
    ),
    "jump": Wording(
        "{this}，{last}，两年相差 {factor} 倍。请核对单位或数值。",
        "{this} and {last} differ by a factor of {factor}. Please check unit or figure.",
    ),
    "population": Wording(
        "{count}，超过 {bases} 之和 {sum}。请核对是否应为人次。",
        "{count} exceeds the sum of {bases}, {sum}. Please check whether visits are meant.",
    ),
    "limit": Wording("{value}，{source}要求 {limit}。", "{value}; {source} asks for {limit}."),
    "orientation": Wording(
        "{ratio} 前写作“{printed_name}”，按数值应读作“{name}”。请核对。",
        "{ratio} is called “{printed_name}”, but reads as “{name}”. Please check.",
    ),
    "twins": Wording(
        "{one}，{other}：名称相近，数值不同{opposed}。请核对两者口径。",
        "{one} and {other}: near namesakes with different values{opposed}. Please check what each means.",
    ),
    "directory_missing": Wording(
        "目录未列正文中的 {count} 项{kind}：{items}。",
        "The directory leaves out {count} of the body ({kind}): {items}.",
    ),
    "directory_extra": Wording(
        "目录所列的 {count} 项{kind}在正文中没有：{items}。",
        "The directory lists {count} that the body does not have ({kind}): {items}.",
    ),
    "directory_wording": Wording(
        "目录与正文的{kind}标题有 {count} 处不一致：{items}。",
        "Directory and body word {count} titles differently ({kind}): {items}.",
    ),
    "directory_number": Wording(
        "目录与正文的{kind}编号有 {count} 处不一致：{items}。",
        "Directory and body number {count} differently ({kind}): {items}.",
    ),
    "directory_bookmark": Wording(
        "目录中 {count} 项{kind}没有页码而有其他文字：{items}。",
        "{count} directory entries have words for a page number ({kind}): {items}.",
    ),
    "directory_order": Wording(
        "目录中 {count} 项{kind}的页码不合前后顺序：{items}。",
        "{count} directory entries have pages out of order ({kind}): {items}.",
    ),
    "directory_page": Wording(
        "目录中 {count} 项{kind}的页码与正文不符：{items}。",
        "{count} directory entries give another page than the part's own ({kind}): {items}.",
    ),
    "numbering_gap": Wording(
        "{kind}编号不连续，{count} 处之前缺号：{items}。", "Numbers are missing before {count} ({kind}): {items}."
    ),
    "numbering_repeat": Wording("{kind}编号重复：{items}。", "Numbers are used more than once ({kind}): {items}."),
    "reference_lost": Wording("文中提到的 {count} 项没有找到：{items}。", "{count} references lead nowhere: {items}."),
    "table_unmentioned": Wording(
        "{count} 个表在正文中没有提到：{items}。", "{count} tables are never referred to: {items}."
    ),
    "caption_bare": Wording(
        "{count} 个图题的编号前没有“图”字：{items}。", "{count} captions lack the word for figure: {items}."
    ),
    "recognition": Wording(
        "{pages} 页由文字识别（OCR）读出，其中有 {count} 个数字，置信度较低的 {unsure} 个：{items}。请对照原件核对。",
        "{pages} pages were read by OCR; of their {count} numerals {unsure} are unsure: {items}. Please check them.",
    ),
    "cell_space": Wording(
        "{count} 个表格数值中有空格：{figures}。", "{count} table figures have blanks inside: {figures}."
    ),
    "cell_percent": Wording(
        "{count} 个表格数值重复了单位已有的百分号：{figures}。",
        "{count} table figures repeat the percent sign of their unit: {figures}.",
    ),
    "unit_varies": Wording(
        "{count} 个指标在不同位置所用单位不同：{pairs}。", "{count} indicators vary in unit: {pairs}."
    ),
    "year_ahead": Wording(
        "报告为 {year} 年度，其中 {count} 处年份远在其后：{items}，括号内为两位数字互换后的年份。请核对。",
        "The report is of {year}; {count} years lie far ahead: {items}, in brackets with two digits changed about. "
        "Please check.",
    ),
    "date_outside": Wording(
        "统计时段为 {start} 至 {end}，案例中有 {count} 个日期在此之外：{items}。",
        "The period is {start} to {end}; {count} dates in cases lie outside: {items}.",
    ),
}

MISREAD = Wording(
    "其中 {recognised} 由文字识别（OCR）读出，置信度较低，请先对照原件。",
    "{recognised} was read by OCR with low confidence: look at the original first.",
)
RECOGNISED = Wording(
    "所涉数字由文字识别（OCR）读出，请先对照原件。", "Its figures were read by OCR: look at the original first."
)
"""What is said of a finding whose figures were recognised."""


def say(check: str, params: Params, language: Language = "zh") -> str:
    """Return the sentence of a finding in ``language``; a part that the finding lacks is left out."""
    sentence = getattr(SENTENCES[check], language)
    parts = {name: tell(name, value, language) for name, value in params.items()}
    blank = {"residual": "", "bounds": "", "across": tell_across(False, language)}
    told = str(sentence.format_map({**blank, **parts})).strip()
    if "recognised" not in params:
        return told
    doubt = getattr(MISREAD if params["recognised"] else RECOGNISED, language)
    return told + {"zh": "", "en": " "}[language] + str(doubt.format_map(parts))


def tell(name: str, value: Any, language: Language) -> str:
    """Return one part of a sentence in words."""
    if name in SPECIAL:
        return SPECIAL[name](value, language)
    if name == "name":
        return inner(str(value))
    if isinstance(value, Mapping):
        return tell_entry(value, language)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tell_list(value, language)
    return str(value)


def inner(name: str) -> str:
    """Return a name that stands in quotation marks with those of its own inside them: “‘双师型’教师比例”."""
    return name.replace("“", "‘").replace("”", "’")


def tell_list(values: Sequence[Any], language: Language) -> str:
    """Return a list in words, cut after LISTED items."""
    shown = [tell_pair(value, language) if is_pair(value) else tell("", value, language) for value in values[:LISTED]]
    rest = {"zh": " 等", "en": " …"}[language] if len(values) > LISTED else ""
    return {"zh": "、", "en": ", "}[language].join(shown) + rest


def is_pair(value: Any) -> bool:
    """Tell whether a list's item is itself a list."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def tell_pair(values: Sequence[Any], language: Language) -> str:
    """Return counterparts in words."""
    return " / ".join(tell("", value, language) for value in values)


def tell_entry(value: Params, language: Language) -> str:
    """Return a figure, a date or a reference in words."""
    if "raw" in value:
        return tell_figure(value, language)
    if "date" in value:
        return f"{value['date']}（{KINDS[language]['case']} {value['case']}）"
    return f"{KINDS[language][value['kind']]} {value['number']}"


def tell_figure(value: Params, language: Language) -> str:
    """Return a figure with its place, name and year."""
    sign = {"up": "+", "down": "-"}.get(value.get("direction") or "", "")
    year = f"{value['year']}年 " if value.get("year") and language == "zh" else f"{value.get('year') or ''} "
    place, name = tell_place(value["place"], language), inner(value["name"])
    if language == "zh":
        return f"{place}“{name}”{year}{sign}{value['raw']}"
    return f"{place} “{name}” {year}{sign}{value['raw']}".replace("  ", " ")


def tell_place(value: Params, language: Language) -> str:
    """Return a place in words: 表 1-2, 第 1.3 节, 案例 2-1, with the page where there is one."""
    page, part, name = value.get("page"), value.get("part"), str(value.get("name", ""))
    numbered = name[:1].isdigit()
    if language == "zh":
        forms = {"section": "第 {} 节" if numbered else "“{}”部分", "case": "案例 {}", "table": "表 {}"}
        place = forms[part].format(name) if part else ""
        return f"{place}（第 {page} 页）" if page is not None else place
    place = f"{part} {name}" if part else ""
    return f"{place} (page {page})" if page is not None else place


def tell_base_before(value: Sequence[Params], language: Language) -> str:
    """Return the sentence on the base of the year before."""
    if not value:
        return ""
    base = tell_list(value, language)
    return {"zh": f"上年同类数值以 {base} 为基数，口径有变。", "en": f"The year before rests on {base}. "}[language]


def tell_kind(value: str, language: Language) -> str:
    """Return the name of a kind of part."""
    return KINDS[language][value]


def tell_opposed(value: bool, language: Language) -> str:
    """Return that two figures moved against each other."""
    return {"zh": "，且增减方向相反", "en": ", moving in opposite directions"}[language] if value else ""


def tell_across(value: bool, language: Language) -> str:
    """Return what adds up to a total: cells of its column or of its row."""
    return {"zh": ("同列各行", "同行各列"), "en": ("rows above", "cells of its row")}[language][value]


def tell_residual(value: Params, language: Language) -> str:
    """Return what other figures the gap equals."""
    figures = tell_list(value["figures"], language)
    if language == "zh":
        return f"差额 {value['gap']} 恰等于 {figures} 相减之差。"
    return f"The gap of {value['gap']} equals the difference of {figures}."


def tell_bounds(value: Params, language: Language) -> str:
    """Return what the printed digits admit, and what the other figures' digits give."""
    if language == "zh":
        return f"按印出的位数，{value['raw']} 只容 {value['admits']}，其余各数给出 {value['reach']}，两者不相交。"
    return f"As printed, {value['raw']} admits {value['admits']}, while the others give {value['reach']}. "


def tell_instead(value: Sequence[Params], language: Language) -> str:
    """Return what other figure would fit."""
    if not value:
        return ""
    return {"zh": "{}则与之相符。", "en": "{} would fit. "}[language].format(tell_list(value, language))


SPECIAL: Mapping[str, Callable[[Any, Language], str]] = {
    "place": tell_place,
    "first_place": tell_place,
    "second_place": tell_place,
    "kind": tell_kind,
    "opposed": tell_opposed,
    "across": tell_across,
    "residual": tell_residual,
    "instead": tell_instead,
    "bounds": tell_bounds,
    "base_before": tell_base_before,
}
