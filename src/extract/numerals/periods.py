"""Text → periods: years, school years, dates, months, spans, and words that lean on the report's year.

``start`` and ``end`` are given where the form says them (dates, months, spans of dates, halves of a year);
those of a school year come from the report's own words (``frame_period``).
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Literal

from msgspec import Struct

from extract.numerals.figures import fold
from extract.records import Period

Kind = Literal["academic_year", "year", "date", "month", "range", "instant"]


class PeriodMention(Struct, frozen=True):
    """A period that a text names in ``text[start:end]``; ``compared``: something is measured against it (比上年)."""

    start: int
    end: int
    period: Period
    compared: bool = False


RELATIVE: dict[str, tuple[Kind, int]] = {
    "本学年度": ("academic_year", 0),
    "本学年": ("academic_year", 0),
    "该学年": ("academic_year", 0),
    "上一学年": ("academic_year", -1),
    "上学年": ("academic_year", -1),
    "前一学年": ("academic_year", -1),
    "本年度": ("year", 0),
    "本年": ("year", 0),
    "今年": ("year", 0),
    "全年": ("year", 0),
    "年内": ("year", 0),
    "本学期": ("range", 0),
    "报告期": ("range", 0),
    "上年同期": ("year", -1),
    "去年同期": ("year", -1),
    "上年度": ("year", -1),
    "上一年度": ("year", -1),
    "上一年": ("year", -1),
    "前一年": ("year", -1),
    "上年": ("year", -1),
    "去年": ("year", -1),
    "同期": ("year", -1),
    "前年": ("year", -2),
    "一年前": ("year", -1),
    "两年前": ("year", -2),
    "三年前": ("year", -3),
    "四年前": ("year", -4),
    "五年前": ("year", -5),
}
"""Words for a period and how many years before the report's year it ends."""

FIVE_YEARS = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
"""Five-year plans and the year in which each ends."""

PARTS = {
    "上半年": ("01-01", "06-30"),
    "下半年": ("07-01", "12-31"),
    "第一季度": ("01-01", "03-31"),
    "一季度": ("01-01", "03-31"),
    "第二季度": ("04-01", "06-30"),
    "二季度": ("04-01", "06-30"),
    "第三季度": ("07-01", "09-30"),
    "三季度": ("07-01", "09-30"),
    "第四季度": ("10-01", "12-31"),
    "四季度": ("10-01", "12-31"),
    "前三季度": ("01-01", "09-30"),
}
RELATIVES = "|".join(sorted(RELATIVE, key=len, reverse=True))
TERMS = "春季学期|秋季学期|春季|秋季|春学期|秋学期"

S = "[ ]{0,2}"
Y = r"(?:19|20)\d\d"
DATE = "|".join(
    (
        rf"(?:{Y}|\d\d){S}年{S}\d{{1,2}}{S}月{S}\d{{1,2}}{S}[日号]",
        *(rf"{Y}{stroke}\d{{1,2}}{stroke}\d{{1,2}}" for stroke in ("-", "/", r"\.")),
    )
)
MONTH = rf"(?:{Y}|\d\d){S}年{S}\d{{1,2}}{S}月|{Y}\.(?:0[1-9]|1[0-2])"
POINT = rf"(?:{DATE}|{MONTH})"
TO = rf"{S}(?:至|到|[-~]{{1,2}}){S}"
OPENERS = rf"\d截十近最’'“‘\"{''.join(sorted({word[0] for word in RELATIVE}))}"  # what any of the following begins with
PATTERN = re.compile(
    rf"""
    (?=[{OPENERS}])(?:
      (?P<span>(?P<from>{POINT}){TO}(?P<to>{POINT}|\d{{1,2}}{S}月(?:{S}\d{{1,2}}{S}[日号])?))
    | 截[至止]到?{S}(?P<until>(?:{DATE}|{MONTH}|{Y}{S}年){S}(?:底|末)?)
    | (?P<school>{Y}{S}[-~/至]{{1,2}}{S}(?:{Y}|\d\d)(?!\d){S}(?:学年度?|年度)|\d\d[-~/]\d\d{S}学年)
      (?P<half>{S}第[一二]学期)?
    | (?P<schoolyear>{Y}{S}学年度?)
    | (?P<years>{Y}{S}年?{S}(?:至|[-~]{{1,2}}){S}{Y}{S}年度?)
    | (?P<date>{DATE})
    | (?P<month>{MONTH})(?P<ending>{S}[底末])?
    | (?P<part>{Y}{S}年{S}(?:{"|".join(PARTS)}))
    | (?P<term>{Y}{S}年{S}(?:{TERMS}))
    | (?P<instant>{Y}{S}年{S}(?:年?[底末]))
    | (?P<year>{Y}){S}(?:年度?(?![级制])|届)
    | (?P<listed>{Y})(?={S}[、和与及]{S}(?:{Y}{S}[、和与及]{S}){{0,6}}{Y}{S}年)
    | ['’](?P<short>\d\d){S}年
    | [“‘"]?(?P<plan>十[二三四五六]五)[”’"]?(?=期间|时期|以来|末|规划期)
    | (?<![以目当基之\d一二三四五六七八九十百几两])(?P<relative>{RELATIVES})(?![级轻龄限纪])
    | (?P<recent>(?:最近|近){S}(?P<count>\d{{1,2}}|[一二两三四五六七八九十几]{{1,2}}){S}个?(?:年|学年)(?!级))
    | (?P<day>
        \d{{1,2}}{S}月{S}\d{{1,2}}{S}[日号]?(?:{S}[-~至]{S}(?:\d{{1,2}}{S}月)?{S}\d{{1,2}}{S}[日号]|(?<=[日号]))
      | \d{{1,2}}(?:{S}[-~至]{S}\d{{1,2}})?{S}月(?!均)
      )
    )
    """,
    re.VERBOSE,
)
TITLE = re.compile(r"《[^《》]{0,200}》")
BRACKETED = re.compile(rf"[（(]{S}{Y}{S}[-~至]{{1,2}}{S}{Y}{S}年[)）]")
LABEL = re.compile(rf"{Y}(?:{S}[-~/]{{1,2}}{S}(?:{Y}|\d\d))?")
NUMBERS = re.compile(r"\d+")
COMPARERS = ("比", "较", "与", "同", "于", "超", "高出", "多出", "低出")
MEANWHILE = re.compile("(?:^|[，。；,;]) ?同期$")
ALONGSIDE = re.compile("，|[^\\W\\d_为是的仅只达增减上下提降相比]")
OWN_WORDS = ("本期", "上期", "当年", "当期")


def find_periods(text: str, default_year: int | None = None) -> list[PeriodMention]:
    """Return the periods that ``text`` names, in order; 本学年, 今年, 上一学年 lean on ``default_year``.

    Titles in 《》 and the term of a document in brackets name no period of a value.
    """
    folded = fold(text)
    shut = [match.span() for pattern in (TITLE, BRACKETED) for match in pattern.finditer(folded)]
    found: list[PeriodMention] = []
    for match in PATTERN.finditer(folded):
        if any(start <= match.start() < end for start, end in shut):
            continue
        if period := period_of(match, default_year):
            compared = folded[: match.start()].rstrip("了").endswith(COMPARERS) and match["relative"] is not None
            if match["relative"] == "同期" and found and not folded[found[-1].end : match.start()].strip():
                continue  # 2024 年同期: no time of its own
            meanwhile = match["relative"] == "同期" and not compared and MEANWHILE.search(folded, 0, match.end())
            if meanwhile and ALONGSIDE.match(folded, match.end()):
                continue  # 同期线上培训 11.6 万人次: at the same time as what was told before
            found.append(PeriodMention(match.start(), match.end(), period, compared))
    return found


def read_period(label: str, default_year: int | None = None) -> Period | None:
    """Return the period that ``label`` is (2025 年, 2023-2024 学年, 2024), None where it is anything else."""
    folded = fold(label).strip()
    if match := PATTERN.fullmatch(folded):
        return period_of(match, default_year)
    if LABEL.fullmatch(folded):
        numbers = NUMBERS.findall(folded)
        if len(numbers) == 1:
            return stated(folded, "year", int(folded))
        first, last = end_years(folded)
        return stated(folded, "academic_year" if last - first == 1 else "range", last)
    if folded in OWN_WORDS and default_year:
        return stated(folded, "year", default_year - (folded == "上期"))
    return None


def frame_period(period: Period, window: Period | None) -> Period:
    """Return a school year with the start and end that the report states for its own (``window``)."""
    if period.kind != "academic_year" or period.start or not period.year:
        return period
    if not window or not window.start or not window.end or not window.year:
        return period
    shift = period.year - window.year
    start, end = (f"{int(day[:4]) + shift:04d}{day[4:]}" for day in (window.start, window.end))
    return period.model_copy(update={"start": start, "end": end})


def period_of(match: re.Match[str], default_year: int | None) -> Period | None:
    """Return the period that a match of ``PATTERN`` names."""
    kind = next(name for name in GROUPS if match[name] is not None)
    printed = match.group()
    numbers = [int(number) for number in NUMBERS.findall(printed)]
    label = squeeze(printed)
    match kind:
        case "school" | "years":
            first, last = end_years(printed)
            if kind == "school" and match["half"]:
                return stated(label, "range", last)
            if kind == "years" or (last - first != 1 and "学年" not in label):
                return stated(label, "range", last)
            return stated(label, "academic_year", last)
        case "schoolyear":
            return stated(label, "academic_year", numbers[0] + 1)
        case "span":
            return span_of(label, match["from"], match["to"])
        case "until" | "instant":
            return instant_of(label, numbers)
        case "date":
            day = day_of(numbers)
            return stated(label, "date", full_year(numbers[0]), day, day)
        case "month":
            return instant_of(label, numbers) if match["ending"] else month_of(label, numbers)
        case "part":
            first_day, last_day = PARTS[label[label.index("年") + 1 :]]
            return stated(label, "range", numbers[0], f"{numbers[0]}-{first_day}", f"{numbers[0]}-{last_day}")
        case "term":
            return stated(label, "range", numbers[0])
        case "year" | "listed":
            return stated(label if kind == "year" else label + "年", "year", numbers[0])
        case "short":
            return stated(label, "year", full_year(numbers[0]))
        case "plan":
            last = FIVE_YEARS[match["plan"]]
            return stated(label, "range", last, f"{last - 4}-01-01", f"{last}-12-31")
        case "relative":
            which, back = RELATIVE[match["relative"]]
            return stated(label, which, default_year and default_year + back)
        case "recent":
            return stated(label, "year" if match["count"] in {"1", "一"} else "range", default_year)
        case _:
            return stated(label, "date" if match.group()[-1] in "日号" else "month", default_year)


INNER = {"half", "ending", "count", "from", "to"}
GROUPS = tuple(name for name in PATTERN.groupindex if name not in INNER)


def stated(label: str, kind: Kind, year: int | None, start: str | None = None, end: str | None = None) -> Period:
    """Return a period that stands at its value."""
    return Period(label=label, kind=kind, start=start, end=end, year=year, basis="stated")


def span_of(label: str, opening: str, closing: str) -> Period:
    """Return the span between two dates or months; an end without a year is of the first one's year."""
    first, last = ([int(number) for number in NUMBERS.findall(point)] for point in (opening, closing))
    if last[0] < 100 and "年" not in closing:
        last = [first[0], *last]
    return stated(label, "range", full_year(last[0]), day_of(first), day_of(last, closing=True))


def instant_of(label: str, numbers: list[int]) -> Period:
    """Return a point in time: 截至 2025 年 8 月底, 2024 年末."""
    year = full_year(numbers[0])
    day = day_of(numbers, closing=True)
    return stated(label, "instant", year, day, day)


def month_of(label: str, numbers: list[int]) -> Period:
    """Return a month."""
    return stated(label, "month", full_year(numbers[0]), day_of(numbers), day_of(numbers, closing=True))


def day_of(numbers: list[int], *, closing: bool = False) -> str | None:
    """Return year, month and day as ISO date; without day or month the first, or for ``closing`` the last."""
    year = full_year(numbers[0])
    month = numbers[1] if len(numbers) > 1 else 12 if closing else 1
    if not 1 <= month <= 12:
        return None
    length = monthrange(year, month)[1]
    day = numbers[2] if len(numbers) > 2 else length if closing else 1
    return f"{year}-{month:02d}-{day:02d}" if 1 <= day <= length else None


def end_years(printed: str) -> tuple[int, int]:
    """Return both years of 2024-2025, 2024-25, 24-25."""
    first, last = (int(number) for number in NUMBERS.findall(printed)[:2])
    first = full_year(first)
    return first, last if last > 99 else first // 100 * 100 + last


def full_year(year: int) -> int:
    """Return a year of four digits: ’24 is 2024."""
    return year if year > 99 else 2000 + year


def squeeze(printed: str) -> str:
    """Return ``printed`` without spaces, its dashes as one hyphen."""
    return re.sub(r"-+", "-", printed.replace(" ", "")).replace("~", "-")
