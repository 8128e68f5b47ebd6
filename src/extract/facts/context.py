"""Of which time a figure is: stated at the number, inherited, or the report's own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from extract.facts.model import Front
from extract.late import late
from extract.numerals.periods import PeriodMention, find_periods, read_period
from extract.records import Period
from extract.structure.model import Passage

NUMERALS = "一二三四五六七八九十"
Basis = Literal["stated", "inherited", "default"]
BOOKS = late(r"《[^《》]*》")
OPENING = late(r"(?:^|[，。；：,;:、\n])\s*(?:其中|截至|截止|到|自|在|从)?[^，。；：,;:、\n]{0,8}$")
FIRST = late(
    r"(?:^|[。！？\n])(?:(?:[^。！？\n，；\d]{2,24}(?:显示|表明|反映|来看|统计|报告|数据|公布|介绍)|[在从就][^。！？\n，；\d]{1,14}(?:方面|看|上|中))\s*，)?"
    r"[^。！？\n，；\d]*$"
)
STOP = late(r"[。！？\n]")
COMPARED = late(r"(?:比|超[过出]|[高低]于|较|相较于?|相比于?|比起)(?:[^，。；、\d]{1,8}的)?\s*$")
SHARED = late(r"占\s*$")  # 占上年利润总额的 1.1%: of what it is a share, not when
BESIDE = late(r"[与同和]\s*$")
COMPARED_BEHIND = late(
    r"\s*(?:同期|毕业生|的[^，。；\d的]{1,10})?\s*(?:[（(][^（）()]{1,60}[）)]|的?\s*\d[\d,. ]*[^\d，。；]{0,4}?)?"
    r"\s*(?:相比|比较|对比)"
)
SINCE = late(r"\s*(?:起|以来|开始|至今)|[^，。；]{0,30}以来\s*[，、]")
FOUNDED = late(r"(?:[建立办设]|更名|升格|合并)于\s*$")
FOUNDING = late(
    r"\s*(?:[^，。；（(]{0,20}批准\s*(?:（[^（）]*）|\([^()]*\))?\s*)?(?:始建|创建|创办|建校|办学|成立|设立|组建|升格|更名|合并|举办(?=\s*[，。；]))"
    r"|\s*[经由][^，。；\d]{2,24}(?:批准|审批|同意)"
)
# an event of its own year, in a clause without a figure: what follows is told of today
EVENT = late(
    r"\s*[，,]?\s*(?:[^，。；\d%％]{0,32}?)(?:易地新建|异地新建|迁建|建校|升格|晋升|合并|并入|组建|创立|创办|成立|设立|入选|获批|获评|荣获|通过(?=[^，。；\d]{0,16}(?:验收|评估|认证|审核|评审|检查|考核|复核|认定|鉴定|批准|立项|备案))|被[评认确列授]|列入|纳入|确定为|认定为|批准|投入使用|建成|启用|挂牌|揭牌|迁入|迁址|搬迁|转设|改制|划归|更名|评为|上市)"
    r"[^，。；\d%％]*(?:（[^（）\d]*）)?[，。；]"
)
ISSUED = late(r"\s*(?:修订|修正|印发|发布|颁布|施行|版|起施行)\s*[）)]")  # of a document, in brackets
PRESENT = late(r"\s*(?:学校|学院|中心|我校|我院|全[校市县区省州])?(?:现|目前|当前|如今|截至目前)")
# words at the beginning of a clause that bring it back to the report's time, behind another year in passing
AGAIN = late(
    r"[；;]\s*[^，。；\d]{0,6}(?:建有|拥有|设有|下设)"
    r"|[，；、。！？：,;:\n]\s*(?:学校|学院|中心|我校|我院|全[校市县区省州])?"
    r"(?:现有|现设|现已|本次|此次|目前|当前|如今|截至目前|(?:[一二两三四五六七八九十]{1,3}|\d{1,2})\s*[多余]?\s*年[多余]?[来间里](?!的)|[^，。；\d]{0,2}年多?时间[里来])"
)
BRACKETS = late(r"（[^（）]*）|\([^()]*\)")
FIGURE = late(r"\d")
ORIGIN = late(r"[由从]\s*$")
MULTIPLE = late(r"\s*的\s*[\d.]{1,8}\s*倍")
MULTIPLE_OF = late(
    rf"[末底初]?\s*(?:（[^（）]{{1,24}}）|\([^()]{{1,24}}\))?{MULTIPLE.pattern}"
)  # 是上年（152.8 万元）的 1.22 倍
BASE = late(
    r"[末底初]?\s*(?:同期|毕业生|学生)?(?:的\s*|（\s*|\(\s*|(?!\s*\d{1,2}\s*[月季]))\s*\d"
)  # 比 2022 年的 5218 人多: a value, not only what is compared with
ROW = late(r"\s*的?\s*\d[\d,. ]*[^\d，。；、]{0,4}、\s*")  # 由 2023 年的 7 项、2024 年的 11 项增加到
LAST = late(r"[”’]?(?:期)?[末底]")
HAPPENED = late(r"已|了|获[得评批]|荣获|完成|[一二三四五六七八九十\d]月")  # while it was written
UP_TO = late(r"[到至]\s*$")
COHORT = "级"  # the year in which its students came: no time of a figure
CLASS = "届"
LEAVERS = late(
    r"\s*(?:(?:中职|高职|全体|全日制|本科|专科|技工|男性?|女性?)?(?:高专|院校|学校|高校)*毕业(?:学)?生"
    r"|(?:中职|高职|本科|专科|中专|技工)学?生|平均|月均|初次|半年后"
    r"|在[^，。；、]{1,16}(?:就业|创业|工作)的?(?:比例|占比|人数))"
)
PLANNED = late(r"[^，。；]{0,12}?(?:计划|拟|预计|力争|争取|将)")
# 上年为 1.18 亿元，增长 7.6%: the time of the figure behind it alone
PASSING = late(r"\s*(?:同期)?的?(?:仅|只|分别)?(?:为|是|有|达到?了?)?\s*[（(]?\d(?!\d?\s*月)")
NEXT = late(r"\s{0,2}的?\s{0,2}")
FAR = 400  # characters behind which a time told in passing is not looked back for
PART_END = late("[；;]")
CLAUSE_END = late(r"[，；,;）)]")
DATED = late(r"\d|[〇○零一二三四五六七八九]{4}")
SENTENCE_END = late(r"(?:^|[。！？；\n])\s*$")
SPAN = late(rf"([{NUMERALS}])年(?:[间来]|前的?)")
FUNDS = late("经费|投入|支出|拨款|收入|资金|预算|补助|奖学金|助学金|费用|金额|营业额|利润|利税")
FIRST_YEAR = late(r"(?:19|20)\d\d")
ADORNING = " \u3000：:【】[]（）()●■◆▲★▪-—*#\n"
YEAR_ENDS = ("年", "年度", "学年")
LONGEST_YEAR = 14  # characters: 2023—2024 学年度
SETTING = frozenset({"academic_year", "year", "range"})
REACH = 40  # characters between a comma and the period that opens the clause


class Times(Struct):
    """The periods that a report's passages speak of, in reading order."""

    front: Front
    years: Mapping[str | None, Period] = field(default_factory=dict)  # by section the one that is all of its title
    case: str | None = None
    section: str | None = None
    inherited: Period | None = None
    heading: Period | None = None  # the year that a line of its own sets over what follows
    listed: bool = False  # whether the last line was such a one: two together are the years of a chart
    mentions: Sequence[PeriodMention] = ()
    starts: Sequence[int] = ()
    opening: Sequence[int] = ()  # for each mention the last one up to it that opens a clause
    lasting: Sequence[int] = ()  # the last one that holds on behind its sentence
    origins: Sequence[PeriodMention] = ()  # 由 2022 年的…: of the value next behind them alone
    risen: frozenset[int] = (
        frozenset()
    )  # of these, the ids of the ones that something rose from, not only compared with
    brackets: Sequence[tuple[int, int]] = ()  # with figures in them
    inner: Mapping[int, PeriodMention] = field(default_factory=dict)  # by bracket the time that it names for itself
    compared: Sequence[tuple[int, int]] = ()  # where something is compared with a year, and which
    since: Sequence[tuple[int, int]] = ()  # where a year is told from which on something went on, and which
    text: str = ""
    planning: frozenset[str] = frozenset()  # the sections that tell what is planned: 下一步打算
    ahead: frozenset[str] = frozenset()  # the times up to which something is to be done: 到 2030 年

    @property
    def own_year(self) -> int | None:
        """The year that the report tells of, not always the one in its title."""
        return self.front.period.year if self.front.period else self.front.report_year

    def enter(self, passage: Passage) -> None:
        """Turn to ``passage``: what its case said before holds on, a new case or paragraph begins anew."""
        if passage.case is None or passage.case != self.case:
            self.inherited = None
        if (passage.case, passage.section) != (self.case, self.section):
            self.heading, self.listed = self.years.get(passage.section), False
        self.case, self.section, self.text = passage.case, passage.section, passage.text
        self.read_heading(passage.text)
        books = [place for match in BOOKS.finditer(passage.text) for place in match.span()]
        named = find_periods(passage.text, self.own_year)
        self.brackets = [match.span() for match in BRACKETS.finditer(passage.text) if FIGURE.search(match.group())]
        compared = [mention for mention in named if self.tells_base(mention)]
        began = [mention for mention in named if SINCE.match(passage.text, mention.end)]
        apart = {mention.start for mention in (*compared, *began)}
        self.since = [
            (mention.start, mention.period.year)
            for mention in began
            if mention.period.kind == "year" and mention.period.year
        ]
        found = [
            resolved(mention)
            for mention in named
            if mention.start not in apart
            and not self.tells_founding(mention)
            and not SHARED.search(passage.text, max(0, mention.start - 2), mention.start)
            and not mention.period.label.endswith(COHORT)
            and not (mention.period.label.endswith(CLASS) and self.is_own_class(mention, named))
            and not bisect_right(books, mention.start) % 2
        ]
        self.origins = []
        for mention in found:
            after = self.origins[-1].end if self.origins else len(passage.text)
            row = ROW.fullmatch(passage.text, after, mention.start)
            if row or ORIGIN.search(passage.text, max(0, mention.start - REACH), mention.start):
                self.origins.append(mention)
        self.compared = sorted((mention.start, mention.period.year) for mention in compared if mention.period.year)
        bases = [
            resolved(mention)
            for mention in compared
            if BASE.match(passage.text, mention.end) and not MULTIPLE.match(passage.text, mention.end)
        ]
        held = [(self.bracket_at(mention.start), mention) for mention in found]
        told = ((BASE.match(passage.text, mention.end), mention) for mention in bases)
        behind = [(self.bracket_at(match.end() - 1), mention) for match, mention in told if match]
        self.inner = {at: mention for at, mention in (*behind, *held) if at >= 0 and self.tells_figures(at, mention)}
        self.ahead = frozenset(mention.period.label for mention in found if self.is_ahead(mention))
        self.risen = frozenset(map(id, self.origins))
        apart = {id(mention) for mention in (*self.inner.values(), *self.origins)}
        self.mentions = [mention for mention in found if id(mention) not in apart]
        self.origins = sorted([*self.origins, *bases], key=lambda mention: mention.start)
        self.starts = [mention.start for mention in self.mentions]
        self.opening = latest(self.sets(mention) for mention in self.mentions)
        self.lasting = latest(self.lasts(mention) for mention in self.mentions)

    def read_heading(self, text: str) -> None:
        """Remember the year that ``text`` is, where it is nothing else: 2022 年, alone on its line."""
        if own := read_year(text):
            self.heading = None if self.listed else own
        self.listed = own is not None

    def period_at(self, place: int, clause_start: int, sentence_start: int) -> Period | None:
        """Return the period of the number at ``place`` of the passage, with its basis."""
        if (bracketed := self.inner.get(self.bracket_at(place))) and bracketed.start < place:
            return based(bracketed.period, "stated")
        at = bisect_left(self.origins, place, key=lambda mention: mention.start) - 1
        origin = self.origins[at] if at >= 0 and NEXT.fullmatch(self.text, self.origins[at].end, place) else None
        if origin and id(origin) in self.risen:
            return based(origin.period, "stated")
        first, last = bisect_left(self.starts, sentence_start), bisect_left(self.starts, place) - 1
        if last >= first:
            opening = self.opening[last] if self.starts[last] < clause_start else last
            mention = self.mentions[opening if opening >= first else last]
            if not self.is_over(mention, place):
                return based(mention.period, "stated")
        elif not PRESENT.match(self.text, sentence_start):
            before = self.mentions[self.lasting[last]] if last >= 0 and self.lasting[last] >= 0 else None
            before = None if before and self.told_funds(before, place) else before
            found = before.period if before else self.inherited or self.heading
            if found and not (before and self.is_over(before, place)):
                return based(found, "inherited")
        return based(self.front.period, "default") if self.front.period else None

    def told_funds(self, mention: PeriodMention, place: int) -> bool:
        """Tell whether ``mention`` is an earlier year of money alone, and what stands at ``place`` is no money.

        2023 年经费总投入 11.8 亿元。学生满意度 95.6%: accounts are of a year, the report may be of the next.
        """
        year, own = mention.period.year, self.own_year
        if self.case is not None or year is None or own is None or year >= own:
            return False
        first, last = STOP.search(self.text, mention.end), STOP.search(self.text, place)
        told = self.text[mention.end : first.start() if first else len(self.text)]
        start = max(self.text.rfind(stop, 0, place) for stop in "。！？\n") + 1
        here = self.text[start : last.start() if last else len(self.text)]
        return FUNDS.search(told) is not None and FUNDS.search(here) is None

    def rose_by(self, place: int, clause_start: int, level: Period | None) -> bool:
        """Tell whether the change at ``place`` is up to the time of ``level``: 2023 年为 A，比 2022 年增加 B."""
        at = bisect_left(self.compared, (place, 0)) - 1
        if at < 0 or self.compared[at][0] < clause_start or level is None or level.year is None:
            return False
        return level.basis == "stated" and self.compared[at][1] < level.year

    def is_ahead(self, mention: PeriodMention) -> bool:
        """Tell whether ``mention`` is a time to come, of which a report can tell no more than what is planned.

        A five-year plan still runs, unless its end is meant: 到 2030 年在校生稳定在 1.2 万人, “十四五”末.
        """
        year, own = mention.period.year, self.own_year
        if year is None or own is None or year <= own:
            return False
        ends = UP_TO.search(self.text, 0, mention.start) or LAST.match(self.text, mention.end)
        kinds = ("year", "range") if self.section in self.planning else ("year",)
        whole = mention.period.kind in kinds and year > (self.front.report_year or own)
        return ends is not None or (whole and not HAPPENED.search(self.text, mention.end, mention.end + REACH))

    def is_over(self, mention: PeriodMention, place: int) -> bool:
        """Tell whether the text has come back from the other year of ``mention`` to the report's before ``place``."""
        year = mention.period.year
        if mention.period.kind == "range" and year == self.own_year:
            return AGAIN.search(self.text, max(0, mention.end - 1), place) is not None  # 近五年…；学校现设
        if year is None or year == self.own_year:
            return False
        if PASSING.match(self.text, mention.end) and not self.follows_another(mention):
            return CLAUSE_END.search(self.text, mention.end, place) is not None
        if AGAIN.search(self.text, max(0, mention.end - 1), place):
            return True
        own = self.own_year
        ahead = year is not None and own is not None and year > own
        classed = self.text[mention.end - 1] == CLASS and not FIGURE.search(
            self.text, self.sentence_at(mention), mention.start
        )
        opens = ahead or classed or FIRST.search(self.text, max(0, mention.start - REACH), mention.start) is not None
        return not opens and PART_END.search(self.text, mention.end, min(place, mention.end + FAR)) is not None

    def sentence_at(self, mention: PeriodMention) -> int:
        """Return where the sentence of ``mention`` begins."""
        return max(self.text.rfind(stop, 0, mention.start) for stop in "。！？\n") + 1

    def follows_another(self, mention: PeriodMention) -> bool:
        """Tell whether another earlier year stands before ``mention`` in its sentence: 2021 年为 A，2022 年为 B."""
        own = self.own_year
        before = self.mentions[: bisect_left(self.starts, mention.start)]
        start = self.sentence_at(mention)
        return any(one.start >= start and own != one.period.year is not None for one in before)

    def bracket_at(self, place: int) -> int:
        """Return where the bracket with figures that ``place`` stands in begins, -1 where it stands in none."""
        at = bisect_right(self.brackets, (place, len(self.text))) - 1
        return self.brackets[at][0] if at >= 0 and place < self.brackets[at][1] else -1

    def tells_figures(self, bracket: int, mention: PeriodMention) -> bool:
        """Tell whether the bracket at ``bracket`` holds figures besides the time ``mention``."""
        end = self.brackets[bisect_left(self.brackets, (bracket, 0))][1]
        return mention.end <= bracket or FIGURE.search(self.text, mention.end, end) is not None

    def origin_at(self, place: int, clause_start: int, sentence_start: int, period: Period | None) -> Period | None:
        """Return the time of the value at ``place`` that something rose from, ``period`` being that of the clause.

        Where none is named it is the year before, or as long ago as the sentence says: 五年间由 2100 人增至 4300 人.
        """
        before = bisect_left(self.origins, place, key=lambda mention: mention.start) - 1
        alongside = self.text.startswith("同期", sentence_start)
        if before >= 0 and (alongside or self.origins[before].start >= min(clause_start, sentence_start)):
            return based(self.origins[before].period, "stated")
        compared = bisect_left(self.compared, (place, 0)) - 1
        if compared >= 0 and self.compared[compared][0] >= sentence_start:
            return read_period(f"{self.compared[compared][1]}年")  # 与 2019 年相比，专任教师由 510 人增至 742 人
        since = bisect_left(self.since, (place, 0)) - 1
        if since >= 0 and self.since[since][0] >= sentence_start:
            return read_period(f"{self.since[since][1]}年")  # 2020 年以来，在校生由 34210 人增加到 37735 人
        if period is None or period.year is None or period.kind not in SETTING:
            return period
        if period.kind == "range" and (first := FIRST_YEAR.match(period.label)):
            return read_period(f"{first.group()}年")  # 2020—2023 年，学校由 281 所减少到 214 所
        spans = SPAN.findall(self.text, sentence_start, place)
        ago = NUMERALS.index(spans[-1]) + 1 if spans else 1
        return read_period(f"{period.year - ago}年")

    def tells_base(self, mention: PeriodMention) -> bool:
        """Tell whether something is only compared with what was at ``mention``."""
        before = COMPARED.search(self.text, max(0, mention.start - REACH), mention.start)
        beside = BESIDE.search(self.text, max(0, mention.start - REACH), mention.start)
        with_it = beside is not None and COMPARED_BEHIND.match(self.text, mention.end) is not None
        multiple = MULTIPLE_OF.match(self.text, mention.end) is not None
        return mention.compared or before is not None or with_it or multiple

    def is_own_class(self, mention: PeriodMention, named: Sequence[PeriodMention]) -> bool:
        """Tell whether ``mention`` is no time of a figure: this year's leavers, or one former student.

        Behind another class, this year's is named to tell the two apart.
        """
        of_it = (
            self.text.startswith(("的", "（", "("), mention.end) or mention.period.year != self.own_year
        )  # 2018 届的 16%
        if of_it and PASSING.match(self.text, mention.end):
            return False
        if not LEAVERS.match(self.text, mention.end):
            return True
        before = (other for other in named if other.end <= mention.start and other.period.year is not None)
        return mention.period.year == self.own_year and all(
            other.period.year == mention.period.year for other in before
        )

    def tells_founding(self, mention: PeriodMention) -> bool:
        """Tell whether ``mention`` dates a foundation: what follows is told of today."""
        before = FOUNDED.search(self.text, max(0, mention.start - REACH), mention.start)
        if before is not None or FOUNDING.match(self.text, mention.end) is not None:
            return True
        if self.text[mention.start - 1 : mention.start] in "（(" and ISSUED.match(self.text, mention.end):
            return True
        year, own = mention.period.year, self.own_year
        past = year is not None and own is not None and year < own
        return past and self.bracket_at(mention.start) < 0 and EVENT.match(self.text, mention.end) is not None

    def sets(self, mention: PeriodMention) -> bool:
        """Tell whether ``mention`` opens a clause, so that what follows is of that time."""
        return OPENING.search(self.text, max(0, mention.start - REACH), mention.start) is not None

    def lasts(self, mention: PeriodMention) -> bool:
        """Tell whether later sentences are of the time of ``mention``, too: not last year's in passing, no plan."""
        if self.text[mention.end - 1] == CLASS:  # 2025 年录取 4986 人。2026 届毕业生 4355 人: no more of 2025
            return mention.period.year == self.own_year and SENTENCE_END.search(self.text[: mention.start]) is not None
        if self.case is None and mention.period.kind not in SETTING:
            return False
        if self.case is None and FIRST.search(self.text, max(0, mention.start - REACH), mention.start) is None:
            return False
        stop = STOP.search(self.text, mention.end)
        others = [
            one.period.year
            for one in self.mentions
            if mention.end <= one.start < (stop.start() if stop else len(self.text))
        ]
        if self.case is None and any(year != mention.period.year for year in others):
            return False  # a row of years: 2021 年 1180 人、2022 年 1236 人
        printed, year, own = self.text[mention.start : mention.end], mention.period.year, self.own_year
        if year is None or own is None:
            return True
        if year > own:
            return PLANNED.match(self.text, mention.end) is None
        in_passing = year < own and DATED.search(printed) is None
        return not in_passing or SENTENCE_END.search(self.text[: mention.start]) is not None

    def leave(self) -> None:
        """Leave the passage: the last period that its case named holds for the next paragraph."""
        if self.case is not None and self.mentions:
            self.inherited = self.mentions[-1].period


def read_year(text: str) -> Period | None:
    """Return the year that ``text`` is, None where it is anything else: 2022 年, 【2023 年度】."""
    words = text.strip(ADORNING)
    return read_period(words) if words.endswith(YEAR_ENDS) and len(words) <= LONGEST_YEAR else None


def resolved(mention: PeriodMention) -> PeriodMention:
    """Return ``mention`` labelled with the time that it means: 全年 → 2023年, 本学年 → 2022-2023学年."""
    period = mention.period
    if period.year is None or (re.search(r"\d", period.label) and not period.label.endswith(CLASS)):
        return mention
    labels = {"academic_year": f"{period.year - 1}-{period.year}学年", "year": f"{period.year}年"}
    return replace(mention, period=period.model_copy(update={"label": labels.get(period.kind, period.label)}))


def latest(flags: Iterable[bool]) -> list[int]:
    """Return for each place the last one up to it whose flag is set, -1 where there is none."""
    return list(accumulate((place if flag else -1 for place, flag in enumerate(flags)), max))


def based(period: Period, basis: Basis) -> Period:
    """Return ``period`` with ``basis``."""
    return period if period.basis == basis else period.model_copy(update={"basis": basis})
