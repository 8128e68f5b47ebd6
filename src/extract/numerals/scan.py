"""One passage → its numerals: a single pass, each numeral handed to the reader of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extract.numerals import arabic, chinese, dates, labels, ratios
from extract.numerals.figures import fold
from extract.numerals.lexicon import Lexicon
from extract.numerals.model import Numeral
from extract.numerals.strip import Strip

S = "[ ]{0,2}"
N = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
HAN = "〇零一二三四五六七八九十百千万亿两几"
YEAR = r"(?:19|20)\d\d"
CLOCK = rf"\d{{1,2}}{S}[时点](?:{S}\d{{1,2}}{S}分|半)?"
MONTH_BARS = "均刊薪考嫂饼租星子亮"
NO_CLASS = "共计有设开招第为个达增至分各余多收办"
DAY_BARS = "均常本报程语元式用前后内益产历志租游间"

PATTERN = re.compile(
    rf"""
    (?=[0-9A-Za-z’'①-⒇{HAN}数首半])(?:
      (?P<web>(?<![\w.+@-])(?:https?://|www\.)[!-~]+ | (?<![A-Za-z0-9_.+@-])[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+)
    | (?P<sum>(?<![A-Za-z0-9])(?:\d+|[A-Za-z])(?:\+(?:\d+|[A-Za-z]+|[{HAN}]+))+(?![\d%]))
    | (?P<code>(?<![A-Za-z])[A-Za-z]{{1,24}}(?:/[A-Za-z]{{1,3}})?[-_+\#/]?\d(?:[-_.+/]?[A-Za-z0-9])*)
    | (?P<apostrophe>['’](?P<short>\d\d)(?!\d))
    | (?P<date>
        (?:\d{{4}}|\d\d){S}年{S}\d{{1,2}}{S}月(?:{S}\d{{1,2}}{S}[日号](?![线楼室院码])(?:{S}[-~至]{S}\d{{1,2}}{S}[日号])?|{S}\d{{1,2}}{S}[-~至]{S}\d{{1,2}}{S}日)?
      | \d{{1,2}}{S}月{S}\d{{1,2}}(?:{S}[日号])?{S}[-~至]{S}\d{{1,2}}{S}[日号](?![线楼室院码])
      | \d{{1,2}}{S}月{S}\d{{1,2}}{S}[日号](?![线楼室院码])
      | \d{{1,2}}(?:{S}[-~至]{S}\d{{1,2}})?{S}月(?![{MONTH_BARS}])
      | {YEAR}(?P<stroke>[-/.])\d{{1,2}}(?P=stroke)\d{{1,2}}(?![\d.])
      | {YEAR}\.(?:0[1-9]|1[0-2])(?={S}[-~至年）)])
      | {YEAR}/(?:0?[1-9]|1[0-2])(?![\d/])
      | \d{{1,2}}{S}日(?![{DAY_BARS}])
      | {CLOCK}{S}[-~至到]{S}(?:[上下]午|晚上?|次日)?{S}{CLOCK}(?![段间])
      | (?:(?<=[午晚晨早日间])|(?<=[午晚晨早日间][ ]))\d{{1,2}}{S}[时点](?:{S}\d{{1,2}}{S}分)?(?![段间])
      )
    | (?P<years>
        {YEAR}{S}[-~至/]{{1,2}}{S}(?:{YEAR}(?!\d)|\d\d(?={S}(?:学年|年)))(?:-[12](?={S}学期))?
      | \d\d[-~/]\d\d(?={S}学年)
      )
    | (?P<group>(?:\d{{4}}{S}级|\d\d{S}级?){S}[^\W\da-zA-Z]{{0,10}}?{S}[（(]?{S}\d{{1,2}}{S}[)）]?{S}班(?![级次组主会]))
    | (?P<class>(?:(?<=会计)|(?<=会计[ ])|(?<=[^\W\d{NO_CLASS}])|(?<=[^\W\d{NO_CLASS}][ ]))
        \d{{1,2}}(?={S}班(?:共有|现有|有|全体|全班|同学|学生|班主任|班委))
      )
    | (?P<year>(?:{YEAR}|18[4-9]\d)(?={S}(?:年(?!级|制)|学年|年度|届|级|秋季|春季)))
    | (?P<label>(?:(?<=[表图例件栏])|(?<=[表图例件栏][ ]))\d{{1,3}}(?:{S}[-.]{S}\d{{1,3}}){{0,2}}(?![\d.])(?!{S}:{S}\d))
    | (?P<ratio>{N}(?:{S}:{S}{N})+)
    | (?P<fraction>\d/\d{{1,2}}(?![\d/.%]))
    | (?P<times>\d+(?:{S}[×xX*]{S}\d+)+(?![A-Za-z\d]))
    | (?P<dotted>\d+(?:\.\d+){{2,}})
    | (?P<chain>\d+-\d+(?:-\d+)+ | 0\d{{2,3}}-\d{{7,8}})
    | (?P<number>{N})
    | (?P<circled>[①-⒇])
    | (?P<hanyear>[一二][〇零○O一二三四五六七八九]{{3}}(?={S}年))
    | (?P<first>首)
    | (?P<half>半(?={S}(?:年(?!级)|天|日|个月|个小时|小时|个学期|学期|个世纪)))
    | (?P<chinese>
        (?:[数几](?=[十百千万亿]))?[{HAN}]+(?:点(?=[〇零一二三四五六七八九])[{HAN}]+)?(?:分之[{HAN}]+(?:点[{HAN}]+)?)?
      )
    )
    """,
    re.VERBOSE,
)
BARE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,6})?|[0-9]{1,12}(?:\.[0-9]{1,6})?")
"""A cell that holds one figure and nothing else: most cells of a table do."""

READERS: dict[str, Callable[[Strip, re.Match[str]], int]] = {
    "web": labels.read_code,
    "sum": labels.read_sum,
    "code": labels.read_code,
    "apostrophe": dates.read_short_year,
    "date": dates.read_date,
    "years": dates.read_years,
    "year": dates.read_year,
    "group": labels.read_group,
    "class": labels.read_class,
    "label": labels.read_label,
    "ratio": ratios.read_ratio,
    "fraction": ratios.read_fraction,
    "times": labels.read_times,
    "dotted": labels.read_dotted,
    "chain": labels.read_code,
    "number": arabic.read_number,
    "circled": labels.read_circled,
    "hanyear": chinese.read_year,
    "first": chinese.read_first,
    "half": chinese.read_half,
    "chinese": chinese.read_chinese_numeral,
}


def scan_numerals(text: str, lexicon: Lexicon) -> Sequence[Numeral]:
    """Return every numeral of ``text`` (one passage) in order, without overlap.

    Every Arabic digit lies in one of them but for those of a unit (m2); of Chinese numerals those that
    count, order, date or name.  Linear in the length of ``text``.
    """
    strip = Strip(text, fold(text), lexicon)
    if BARE.fullmatch(text):
        arabic.read_bare(strip)
        return tuple(strip.found)
    folded = strip.text
    match = PATTERN.search(folded)
    while match:
        at = READERS[match.lastgroup or ""](strip, match)
        match = PATTERN.search(folded, at)
    return tuple(strip.found)
