"""What cover, declaration and preface say of the report: title, genre, whose, by whom, of which year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

import regex

from extract.facts.model import Front
from extract.facts.spotter import HAN
from extract.late import late
from extract.numerals.figures import read_chinese
from extract.numerals.periods import find_periods
from extract.records import BlockKind, EntityKind, Period
from extract.rules.catalogue import Catalogue
from extract.rules.names import NameWords
from extract.rules.patterns import Patterns
from extract.structure.model import Outline
from extract.structure.units import SIGNS

LONGEST_TITLE = 60
MOST_LINES = 4
FIRST_PASSAGES = 12
FIRST_LINES = 3
LONGEST_HEADLINE = 100
ORNAMENTS = late(f"^{SIGNS}+")
LATIN_TITLE = late(r"^[\x20-\x7e]*[A-Za-z][\x20-\x7e]*[/|·]\s*(?=[^\W\d_a-zA-Z])")
"""The same title in English before the Chinese one: Annual Report 2024 / …"""
FORMS_OF_THE_GENRE = 2
WIDE_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}
CHINESE_YEAR = late(r"[0〇○ＯO零一二三四五六七八九]{4}(?=年)")
CHINESE_PART = late(r"[一二三四五六七八九十]{1,3}(?=[月日])")
YEAR_DIGITS = str.maketrans("〇○ＯO零一二三四五六七八九", "00000123456789")
EDITION = late(r"\s*[（(][^（()）]{0,8}[版稿][)）]$")  # （更正版）
TIER = "(?:[（(](?:[中高]职|[中高]等职业)(?:教育|学校|院校|部分|卷|篇)?[)）])?"  # 质量报告（中职）
YEAR_AT_END = late(r"[（(]?(?:20\d\d[-—–~至])?(20\d\d)(?:学?年度?)?[)）]?$")
YEAR_LINE = late(
    r"[（(]?(?:(?:20\d\d)[-—–~至])?(20\d\d)(?:学?年度?)?[)）]?(?:(?<=[)）])20\d\d年\d{1,2}月(?:\d{1,2}日)?)?"
)
TITLE_YEAR = late(r"(?:20\d\d[-—–~至])?(20\d\d)(?:学年|年|年度)?")
NEXT_YEAR = late(r"(20\d\d)(年[^，。；]{1,20}?)(?:次年|翌年|第二年)")
FROM_TO = late(r"起(?=[至到])")
SCHOOL_YEAR_BEGINS = ("07", "08", "09")
SHORTEST, LONGEST = timedelta(days=300), timedelta(days=400)
VOUCHED = late(r"(.{2,30}?)(?:郑重承诺|承诺|保证|对《)")
NAMED = late(r"《([^《》]{4,60})》")
SUBTITLE = late(
    r"^(?P<title>[^—–]*(?:报告|年报)(?:[（(][^（）()]{2,12}[）)])?)[—–]{1,2}[^（）()]*(?P<year>[（(][^（）()]*\d[^（）()]*[）)]|)$"
)
SEAL = late(r"[（(](?:公章|盖章|签章|章)[)）]$")
NATION = "中国"  # a report titled so is that of whoever signs it: offices fill in the ministry's template
EDITED = regex.compile(r"(?<=[局厅委府会校院处心])(?:\p{Han}{2,6}[科处室股])?(?:编[制印写]?|印[制发]|发布)$")
IDEOGRAPHS = late(f"{HAN}*")
NOTE_MARK = late(r"[①-⑳\[［]\d*[\]］]?$|[*＊]$")
Value = TypeVar("Value")
WHOLE = "(?![域内间带群圈]|[市县区旗](?![域内间级直属市县区]))"  # 市|域; 广州|市, 沙市|区: the name goes on


def read_front(outline: Outline, patterns: Patterns) -> Front:
    """Return what the report says of itself; values that it does not print are None.

    The statistical period is the one stated in the preface, else the school year of the report's year.
    """
    return FrontReader(outline, patterns).read()


class FrontReader:
    """Reads the pages before the body."""

    def __init__(self, outline: Outline, patterns: Patterns) -> None:
        self.words = patterns.front
        self.names = patterns.names
        self.outline = outline
        self.forms = form_titles(patterns.catalogue)
        self.title_of_genre = late(f"(?:{any_of(self.words.documents)}){TIER}$")
        self.vocational = late(any_of(self.words.vocational))
        self.other = late(any_of(self.words.other_genres))
        self.title_ending = late(f"(?:{any_of(self.words.endings)}){TIER}$")
        self.office = late(f"(?:{any_of(self.words.offices)})$")
        self.school = late(f"(?:{any_of((*self.names.schools, *self.names.companies))})(?![业技校化生])")
        self.generic = late(f"(?:{any_of(self.names.generic)})*")
        self.place = late(place_chain(self.names))
        self.cosigned = late(any_of(self.words.cosigned))
        self.signature = late(rf"^(?:{any_of(self.words.signed)})(?:[（(][^（()）]{{1,6}}[)）])?[:：](.{{0,40}})$")

        self.headline = late(
            rf"(?:^|[|｜!！:：·])([^，。；:：!！|｜（()）]{{2,40}}?(?:{any_of(self.words.documents)})"
            rf"(?:[（(](?:20\d\d[-—–~至])?20\d\d(?:学?年度?)?[)）]|(?=(?:{any_of(self.words.tails)})[!！]?$)))"
        )
        self.cover = list(filter(None, map(self.bare, with_whole_brackets(self.lines("cover")))))
        self.declaration = self.lines("declaration")

    def bare(self, line: str) -> str:
        """Return a line of the cover without the label of a signature, or the marks round a title."""
        line = without_subtitle(EDITION.sub("", line))
        if signed := self.signature.match(line):
            return signed.group(1) or line
        whole = NAMED.fullmatch(line)
        return whole.group(1) if whole else EDITED.sub("", line)

    def lines(self, kind: BlockKind) -> list[str]:
        """Return the texts of the passages of ``kind`` without blanks, digits of half width, dates in Arabic digits."""
        texts = (passage.text for passage in self.outline.passages if passage.kind == kind)
        return [line for line in map(plain, texts) if line]

    def read(self) -> Front:
        """Return all that the front says."""
        title = self.title()
        genre = self.is_of_genre(title)
        issuer = self.issuer(title)
        stated = self.stated_period()
        year = self.report_year(title) or (stated.year if stated else None) or self.year_of_publication()
        return Front(
            title=title,
            genre="vocational_quality_report" if genre else "unknown",
            entity=self.entity(title or "", issuer or ""),
            issuer=issuer,
            report_year=year,
            published=self.published(),
            declared=first(map(day_in, self.declaration)),
            period=stated or default_period(year, genre),
        )

    # --- title and genre -------------------------------------------------------------------

    def title(self) -> str | None:
        """Return the title: from the cover, else from the declaration, the running head or the first lines."""
        named = [name for line in self.declaration for name in NAMED.findall(line)]
        lone = (*named, *self.heads(), *self.opening(), *self.headlines())
        places = (self.cover, *([line] for line in lone))
        for of_genre in (True, False):
            for lines in places:
                if title := self.title_in(lines, of_genre=of_genre):
                    return title
        return None

    def heads(self) -> list[str]:
        """Return the first running heads and footers."""
        return self.lines("page_furniture")[:FIRST_PASSAGES]

    def opening(self) -> list[str]:
        """Return the first passages that are short enough for a title."""
        lines = (
            without_subtitle(EDITION.sub("", plain(passage.text))) for passage in self.outline.passages[:FIRST_PASSAGES]
        )
        return [line for line in lines if len(line) <= LONGEST_TITLE]

    def headlines(self) -> list[str]:
        """Return the title that a headline of a web page holds, or a text that runs on behind it."""
        lines = (plain(passage.text) for passage in self.outline.passages[:FIRST_LINES])
        return [match.group(1) for line in lines if (match := self.headline.search(line[:LONGEST_HEADLINE]))][:1]

    def title_in(self, lines: Sequence[str], *, of_genre: bool) -> str | None:
        """Return the title among ``lines``: up to four lines that end as titles do, the bearer included."""
        bare = [strip_year(line) for line in lines]
        ending = self.title_of_genre if of_genre else self.title_ending
        for last in range(len(bare)):
            for count in range(1, min(MOST_LINES, last + 1) + 1):
                joined = "".join(bare[last - count + 1 : last + 1])
                if ending.search(joined) and len(joined) <= LONGEST_TITLE and self.can_be_title(joined):
                    return self.with_bearer(bare[: last - count + 1], joined)
        return None

    def can_be_title(self, text: str) -> bool:
        """Tell whether ``text`` has no sign of a sentence or of a label."""
        return not re.search(r"[。；，：:？！…]", text) and text not in self.words.not_titles

    def with_bearer(self, before: Sequence[str], title: str) -> str:
        """Return ``title`` with the lines before it that name the bearer which it lacks."""
        for line in reversed(before[-2:]):
            names = line and not YEAR_LINE.fullmatch(line) and not self.office.search(line) and len(line) <= 24
            told = self.bearer(title) and not (title.startswith("第") and self.is_place(line))
            if told or not names or not self.can_be_title(line):
                break
            title = line + title
        return title

    def is_of_genre(self, title: str | None) -> bool:
        """Tell whether this is a quality report of vocational education, by its title or its national forms."""
        if title and self.other.search(title):
            return False
        tables = {re.sub(r"\W", "", table.title or "") for table in self.outline.tables}
        forms = sum(any(name.endswith(form) for name in tables) for form in self.forms)
        if forms >= FORMS_OF_THE_GENRE:
            return True
        if not title or not self.title_of_genre.search(strip_year(title)):
            return False
        openings = [title, *self.cover, *self.declaration, *(section.title for section in self.outline.sections)]
        return any(self.vocational.search(line) for line in openings)

    # --- whose and by whom -----------------------------------------------------------------

    def entity(self, title: str, issuer: str) -> str | None:
        """Return whom the report is about: whom its title names, else whom the office is of that signs it."""
        named, signed = self.bearer(title), self.bearer(self.office.sub("", issuer))
        return signed or named if named == NATION else named or signed

    def bearer(self, text: str) -> str | None:
        """Return the school, company or place that ``text`` begins with, years left out."""
        text = LATIN_TITLE.sub("", text)
        text = re.sub(r"^[【《“\[]*(?:关于(?:报送|上报|印发|发布|公布)?)?", "", text)
        text = re.sub(r"^(?:20\d\d[-—–~至]?){1,2}(?:学年|年度?|届)?度?", "", text)
        return self.school_at_start(text) or self.place_at_start(text)

    def school_at_start(self, text: str) -> str | None:
        """Return the name of a school or company that ``text`` begins with: one that is no common noun."""
        for ending in self.school.finditer(text[:40]):
            name = text[: ending.end()]
            places = sum(map(len, self.places_at_start(name)))
            body = name[places : -len(ending.group())]
            proper = not self.generic.fullmatch(body) if body else places > 0 and ending.group() in self.names.alone
            if proper:
                return name
        return None

    def place_at_start(self, text: str) -> str | None:
        """Return the innermost place of the chain that ``text`` begins with (某省某市 → 某市)."""
        return next(reversed(self.places_at_start(text)), None)

    def is_place(self, line: str) -> bool:
        """Tell whether ``line`` is a chain of places."""
        return bool(line) and "".join(self.places_at_start(line)) == line

    def places_at_start(self, text: str) -> list[str]:
        """Return the chain of places that ``text`` begins with, from the outermost in; common nouns are none."""
        letters = IDEOGRAPHS.match(text)
        chain = self.place.match(text, 0, letters.end() if letters else 0)
        places = [name for name in chain.groups() if name] if chain else []
        if len(places) > 1 and places[-1] in self.names.zones:
            places[-2:] = ["".join(places[-2:])]
        common = next((at for at, name in enumerate(places) if name in self.names.not_places), len(places))
        return places[:common]

    def issuer(self, title: str | None) -> str | None:
        """Return who signs the declaration, else who vouches in it, else the office or school on the cover."""
        for at, line in enumerate(self.declaration):
            if label := self.signature.match(line):
                return self.signer(label.group(1)) or first(map(self.signer, self.declaration[at + 1 : at + 2]))
        vouching = (VOUCHED.match(line) for line in self.declaration)
        vouched = (match.group(1) for match in vouching if match)
        signed = map(self.signer, self.declaration)
        apart = (line for line in self.cover if line not in (title or "") or self.cover.count(line) > 1)
        lines = (line for line in (*vouched, *signed, *map(self.signer, apart)) if line)
        return next((line for line in lines if self.can_issue(line)), None)

    def can_issue(self, line: str) -> bool:
        """Tell whether ``line`` is the name of an office or of a school."""
        return len(line) <= 30 and (self.office.search(line) is not None or self.is_school(line))

    def signer(self, text: str) -> str | None:
        """Return what stands before a date or another label on the line of a signature."""
        text = SEAL.sub("", text)
        dates = (mention.start for mention in find_periods(text) if mention.period.kind in ("date", "month"))
        labels = (label.start() for label in self.cosigned.finditer(text))
        return text[: min((*dates, *labels), default=len(text))] or None

    def is_school(self, line: str) -> bool:
        """Tell whether ``line`` is a school's name."""
        return self.school_at_start(line) == line

    # --- years and dates -------------------------------------------------------------------

    def report_year(self, title: str | None) -> int | None:
        """Return the year of the report: in brackets on the cover, in its title, in the declaration."""
        own_line = (YEAR_LINE.fullmatch(line) for line in self.cover)
        at_end = (YEAR_AT_END.search(line) for line in (*self.cover, *self.declared_names()))
        undated = (line for line in self.cover if not (day_in(line) or month_in(line) or span_line(line)))
        inside = (TITLE_YEAR.search(line) for line in (*undated, title or "", *self.declared_names()))
        named = (*self.opening(), *self.heads(), *self.headlines())
        opening = (YEAR_AT_END.search(line) for line in named if title and strip_year(line) == title)
        for matches in (own_line, at_end, inside, opening):
            if found := first(matches):
                return int(found.group(1))
        return None

    def declared_names(self) -> list[str]:
        """Return the documents that the declaration names."""
        return [name for line in self.declaration for name in NAMED.findall(line)]

    def published(self) -> str | None:
        """Return the day or month on the cover."""
        return first(map(day_in, self.cover)) or first(map(month_in, self.cover))

    def year_of_publication(self) -> int | None:
        """Return the report's year as its date tells: one that appears in the first half speaks of the year before."""
        printed = self.published() or first(map(day_in, self.declaration))
        if not printed:
            return None
        year, month = map(int, printed.split("-")[:2])
        return year if month > 6 else year - 1

    def stated_period(self) -> Period | None:
        """Return the statistical period that a sentence of the text states for the whole report."""
        cue = late(any_of(self.words.period_cues))
        kinds = ("paragraph", "table_note", "other", "cover", "declaration")
        told = (passage.text for passage in self.outline.passages if passage.kind in kinds)
        for text in (*told, "".join(self.cover)):
            if cue.search(text):
                sentences = (part for part in re.split(r"[。；]", plain(text)) if cue.search(part))
                if period := first(map(span_in, sentences)):
                    return period
        return first(map(span_line, (*self.cover, *self.opening())))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words``, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def place_chain(names: NameWords) -> str:
    """Return a pattern for 某省某市某区 at the beginning of ideographs, one group a level; 某省 may lack its ending.

    A city may hold a city (某州某市).  Names of peoples' own places (自治州) and of zones (开发区) are longer.
    """
    sign = f"(?:(?!{any_of(names.no_place_signs)}).)"
    zones = f"{sign}{{0,8}}?(?:{any_of(names.zones)})(?![内外])"

    def place(level: EntityKind, most: int) -> str:
        endings = [ending for ending, kind in names.places.items() if kind == level]
        own = any_of(ending for ending in endings if ending.startswith("自治"))
        short = any_of(ending for ending in endings if ending != "州")
        return f"{sign}{{1,{most}}}?(?:{short}){WHOLE}|{sign}{{2,13}}?(?:{own}){WHOLE}"

    bare = f"({any_of(names.provinces)})(?!市)"
    city = f"({sign}{{2,4}}?州{WHOLE}|{place('city', 6)})"
    inner = f"({place('county', 6)}|{zones}|{sign}{{2,4}}?市{WHOLE})"
    return f"(?:({place('province', 5)})|{bare})?{city}?{inner}?"


def with_whole_brackets(lines: Iterable[str]) -> list[str]:
    """Return ``lines``, those as one between which a bracket stays open: 质量年度报告（2023— and 2024学年）."""
    whole: list[str] = []
    for line in lines:
        if whole and whole[-1].count("（") > whole[-1].count("）"):
            whole[-1] += line
        else:
            whole.append(line)
    return whole


def without_subtitle(line: str) -> str:
    """Return a title without what a dash sets behind it; a year in brackets at the end stays."""
    return SUBTITLE.sub(r"\g<title>\g<year>", line)


def form_titles(catalogue: Catalogue) -> list[str]:
    """Return the names of the national forms."""
    return [form.name for form in catalogue.forms.values()]


def first(values: Iterable[Value | None]) -> Value | None:
    """Return the first value that is not None."""
    return next((value for value in values if value is not None), None)


def plain(text: str) -> str:
    """Return ``text`` without blanks and footnote marks, digits of half width, dates in Arabic digits."""
    text = ORNAMENTS.sub("", "".join(text.split()).translate(WIDE_DIGITS))
    text = CHINESE_YEAR.sub(lambda match: match.group().translate(YEAR_DIGITS), text)
    text = CHINESE_PART.sub(arabic, text)
    return NOTE_MARK.sub("", text)


def arabic(match: re.Match[str]) -> str:
    """Return the Chinese month or day in Arabic digits."""
    figure = read_chinese(match.group())
    return str(int(figure.value)) if figure and figure.value is not None else match.group()


def strip_year(line: str) -> str:
    """Return ``line`` without a year at its end."""
    return YEAR_AT_END.sub("", line)


def day_in(line: str) -> str | None:
    """Return the first day that ``line`` names as ISO date."""
    return first(mention.period.start for mention in find_periods(line) if mention.period.kind == "date")


def month_in(line: str) -> str | None:
    """Return the first month that ``line`` names as ``YYYY-MM``."""
    starts = (mention.period.start for mention in find_periods(line) if mention.period.kind == "month")
    return first(start[:7] for start in starts if start)


def span_in(sentence: str) -> Period | None:
    """Return the period of about a year that ``sentence`` names: a school year, a year, or a range."""
    sentence = NEXT_YEAR.sub(lambda match: f"{match[1]}{match[2]}{int(match[1]) + 1}年", FROM_TO.sub("", sentence))
    spans = (mention.period for mention in find_periods(sentence) if mention.period.kind == "range")
    return first(map(of_a_year, spans))


def span_line(line: str) -> Period | None:
    """Return the period of about a year that ``line`` is, alone under a title: （2016年9月—2017年8月）."""
    bare = line.strip("（）()")
    mention = next(iter(find_periods(bare)), None)
    whole = mention is not None and (mention.start, mention.end) == (0, len(bare))
    return span_in(bare) if whole else None


def of_a_year(span: Period) -> Period | None:
    """Return a span of dates as the school year or year that it is, None where it is far from a year long."""
    if not span.start or not span.end:
        return None
    if not SHORTEST <= date.fromisoformat(span.end) - date.fromisoformat(span.start) <= LONGEST:
        return None
    if span.start[:4] == span.end[:4]:
        return span.model_copy(update={"label": f"{span.end[:4]}年", "kind": "year"})
    if span.start[5:7] in SCHOOL_YEAR_BEGINS:
        return span.model_copy(update={"label": f"{span.start[:4]}-{span.end[:4]}学年", "kind": "academic_year"})
    return span


def default_period(year: int | None, genre: bool) -> Period | None:
    """Return the period of a report that states none: the school year that ends in its year, else that year."""
    if year is None:
        return None
    if genre:
        return Period(label=f"{year - 1}-{year}学年", kind="academic_year", year=year, basis="default")
    return Period(label=f"{year}年", kind="year", year=year, basis="default")
