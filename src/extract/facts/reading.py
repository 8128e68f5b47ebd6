"""The generic reading: for every number of a clause its name, kind, direction and aspect, by clause grammar alone."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType

import regex
from msgspec.structs import replace

from extract.facts.branches import Branches
from extract.facts.changes import ChangeReader
from extract.facts.heads import settle_heads
from extract.facts.levels import LevelReader
from extract.facts.lists import ListReader
from extract.facts.naming import Namer
from extract.facts.phrases import POINTS, Aspect, Memory, Reading
from extract.facts.portions import Portions
from extract.late import late
from extract.numerals.model import Numeral
from extract.rules.clauses import Clause
from extract.rules.grammar import MARK, Grammar, one_of

AMONG = late("^当?(?:中|里)(?=已|有|仅)")  # behind the number of those told: 4418 人中已落实去向 4286 人
RATES = ("率", "满意度", "比例", "占比", "比重")  # that a clause names for the next one: 统考合格率，语文 96.4%
ASPECTS = ("方面", "层面")  # measure nothing
BEARER = late("(?:学校|学院|院校|大学|中专|职高|职校|技校|[一二三四五六]职|中心|公司|集团|[省市县区州镇乡])$")
LONGEST_LABEL = 14
LONGEST_SHARE = 24  # “双师型”教师占专业课教师的比例，高职为 64.2%
RATE_WORD = 3  # characters of 落实率, that are no verb
PLANNED = ("计划", "计划数", "任务", "任务数", "目标", "指标")  # before a bracket with their figure


class Reader:
    """Reads the clauses of one passage after the other."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.grammar = grammar
        self.namer = namer
        self.changes = ChangeReader(grammar, namer)
        self.levels = LevelReader(grammar, namer)
        self.lists = ListReader(grammar, namer, self.changes, self.levels)
        self.events = Events(grammar, namer)
        self.plans = Plans(grammar)
        self.portions = Portions(grammar)
        self.branches = Branches(grammar, namer)
        self.scenes = Scenes(grammar, namer)
        self.bullet = regex.compile(r"^[^\p{Han}“《]{1,3}")
        measures = one_of((*grammar.measures, *grammar.share_nouns))
        self.told = late(
            f"(?P<name>.{{0,18}}(?:{measures}))(?<![都更]比)(?:[与同和](?:上一?(?:学年|年度?|届)|去年|往年)(?:同期)?|大体|基本|总体|先[升降增减]后|不[升降增减]反|逆势|有升有降|有增有减|起伏|波动|呈|连年|连续|高低|差距|差异|悬殊|参差|继续|持续|稳步|逐年|明显|显著|大幅|小幅|有所|都|均|比较|较为|进一步|不断|略有|最|较|居|保持|相当|合理|稳定|再|偏|过|仍|略|远|尚)"
        )
        self.measure = late(f"(?:{one_of((*RATES, '规模', '人数', '总值', '面积', '收入'))})")
        self.row = late(
            f"(?:[一二三四五六七八九十两]+[所家个]|{MARK})?(?P<name>[^{MARK}]{{2,14}}?)(?:{one_of(grammar.row_words)})[为是有达]?$"
        )
        sorts = "去向|流向|构成|结构|分布|来源|性质|类型|层次"
        self.division = late(
            f"[^，]{{2,10}}?的?(?:{sorts})(?:情况)?(?:[看是]|来看)?$|"
            "(?:其中|若|如)?[，]?(?:(?:按|从)[^，]{1,10}?(?:划分|分类|来看|统计|分|看)(?![类布配])|分[^，]{1,6}?(?:来看|看|统计))"
        )
        self.rising = late(
            f"(?P<name>[^{MARK}]{{0,6}}(?:{one_of(grammar.roles)})(?:人数|规模)?)"
            f"(?:实现|呈|连续|连年|持续|稳步|逐年|保持)[^{MARK}]{{1,10}}"
        )
        self.most = late("(?P<name>[^，]{2,14}?)最[大多高小少低]的[^，]{0,4}[是为](?P<who>[^，]{2,20})")
        self.top = late("(?P<name>[^，]{2,20}?)(?:也|为)?最[大多高小少低长强]")
        self.scarce = late(
            "(?P<name>[^，]{2,14}?)(?:总量|数量|总数|总体)?(?:[仍还]然?|依然|严重|明显|普遍|相对|较为|比较)*"
            "(?:不足|偏少|紧缺|短缺|紧张|不够|缺乏|匮乏|[不未]达标)"
        )
        self.doing = late("招生$")
        self.placed = late("(?:毕业生|学生)?(?P<what>就业|生源|升学)(?:地点|地域|区域|地区|流向)(?:分布)?")
        self.mainly = late("(?P<what>生源|学生|招生|教师)以(?P<who>[^，]{2,12})为主")  # 生源以本省为主，占 87.9%
        self.plain = late(f"(?:{one_of(grammar.links)})?")
        self.pointed = late("(?:其中)?(?P<word>前者|后者)(?:则|也|又|的)?")
        self.leading = late(
            f"(?:其中|尤其是|特别是)?[，]?(?P<what>[^，{MARK}]{{2,16}}?)(?:增长|增加|增幅|增速|涨幅|上升|提升|提高|下降|降幅|减少|下滑|回落|萎缩)最为?(?:快|大|多|高|明显|显著|突出)"
        )
        self.rest = late("其余(?:的|全部|均|都|皆)*[为是](?P<name>.{2,14})")
        self.among = late("(?P<who>[^，]{2,14}?)(?:者|中|者中|当中|里)")
        self.programme = late(f"(?!除|不|非)[^{MARK}]*?(?P<what>{one_of(grammar.programmes)})[^{MARK}的]{{0,8}}")
        whole = one_of((*grammar.holders, *grammar.holder_schools, *grammar.subjects, *grammar.all_leavers))
        self.whole_leavers = late(f"(?:{whole}|\\d{{4}}届?)")
        turns = one_of(word for word in (*grammar.rises, *grammar.falls, *grammar.light) if len(word) > 1)
        self.turning = late(f"(?:{turns})")

    def read(
        self,
        clauses: Sequence[Clause],
        ruled: Mapping[int, Container[int]] = MappingProxyType({}),
        *,
        case: bool = False,
    ) -> list[Reading]:
        """Return the readings of ``clauses`` (one passage, of a case or not) in order.

        ``ruled``: by id of a clause the places of the numbers that a rule reads; these have a reading in any case.
        """
        memory = Memory()
        readings: list[Reading] = []
        event = ""
        self.plans.sentence = self.portions.sentence = self.branches.sentence = -1
        self.scenes.place = ""
        for clause in clauses:
            event = self.events.find(clause.text) or ("" if self.events.ends(clause.text) else event)
            self.plans.enter(clause)
            self.portions.enter(clause)
            self.branches.enter(clause)
            memory.enter(clause.sentence, clause.inner)
            if self.division.match(clause.text):
                memory.divide(clause.sentence)
            found = self.read_clause(clause, memory, event, ruled.get(id(clause), ()))
            readings += [self.scenes.apply(reading) for reading in found] if case else found
            self.scenes.leave(clause)
            if not clause.numerals:
                memory.span = self.lists.span_of(clause.text) or memory.span
            memory.label = self.label_of(clause)
            if doing := self.doing.search(clause.text):
                memory.doing = doing.group()
            led = None if clause.numerals else self.leading.fullmatch(self.bullet.sub("", clause.text))
            memory.leader = self.namer.before(led["what"]) if led else ""
            memory.programme = self.programme_of(clause) or memory.programme
            if not clause.numerals and (among := self.among.fullmatch(self.bullet.sub("", clause.text))):
                memory.choose(self.namer.before(among["who"]))
        return settle_heads(readings)

    def programme_of(self, clause: Clause) -> str:
        """Return the kind of education that ``clause`` turns to, for people counted next: 继续教育方面，在校生 …."""
        told = self.programme.fullmatch(clause.text.rpartition(MARK)[2])
        return told["what"] if told else ""

    def label_of(self, clause: Clause) -> str:
        """Return what ``clause`` names for the next one: 专业数：, 就业率稳步提高，, 三所学校在校生分别为：."""
        colon = clause.stop in ("：", ":")
        text = self.bullet.sub("", clause.text)
        if colon and (row := self.row.search(text)):
            return self.namer.before(row["name"])
        if clause.numerals:
            return ""
        if most := self.most.fullmatch(text):
            name = self.namer.before(most["name"])
            return name if self.bears(most["who"]) else most["who"] + name  # 在校生最多的专业为护理
        if (top := self.top.fullmatch(text)) and not self.bears(top["name"]):
            name = self.namer.before(top["name"])  # 护理专业最多，有 12 个
            return "" if name in self.grammar.dependent else name
        if scarce := self.scarce.fullmatch(text):
            return self.namer.before(scarce["name"])
        if rest := self.rest.fullmatch(text):
            return self.namer.before(rest["name"])
        if rising := self.rising.fullmatch(text):
            return self.namer.before(rising["name"])
        if colon and (placed := self.placed.fullmatch(text)):
            return placed["what"]  # 就业地点：本地 62.4%
        if mainly := self.mainly.fullmatch(text):
            return mainly["who"] + mainly["what"]
        if text.endswith("方面") and len(text) <= LONGEST_LABEL and self.namer.measures(text[:-2]):
            return self.namer.before(text[:-2])  # 班额方面，最大的 54 人
        match = self.told.match(text)
        longest = LONGEST_LABEL if text.endswith("率") else LONGEST_SHARE
        rated = text.endswith(RATES) and len(text) <= longest and not self.turning.search(text[:-RATE_WORD])
        named = text if colon or rated else match["name"] if match else self.measured(text)
        name = self.namer.before(named) if named else ""
        counted = colon and self.namer.knows(name)  # 高级职称教师：全市 598 人
        return name if counted or (self.namer.measures(name) and not name.endswith(ASPECTS)) else ""

    def bears(self, text: str) -> bool:
        """Tell whether ``text`` is somebody who has figures: a school, a place."""
        return self.namer.is_holder(text) or BEARER.search(text) is not None

    def measured(self, text: str) -> str:
        """Return the indicator that ``text`` begins with and goes on to praise: 升学率实现新突破，达到 52.3%."""
        fronts = (
            text[: match.end()] for match in self.measure.finditer(text, 0, LONGEST_LABEL) if match.end() < len(text)
        )
        return next((front for front in fronts if self.namer.knows(self.namer.before(front))), "")

    def read_clause(self, clause: Clause, memory: Memory, event: str, ruled: Container[int]) -> list[Reading]:
        """Return the readings of one clause, awards named with the contest ``event``."""
        bases = [self.base(clause, numeral, at) for numeral, at in zip(clause.numerals, clause.marks, strict=True)]
        if listed := self.lists.read(bases, clause, memory):
            return listed
        bases = [replace(base, some=memory.some) for base in bases] if memory.some else bases
        readings: list[Reading] = []
        stops = [*clause.marks[1:], len(clause.text)]
        start = 0
        if (pointed := self.pointed.match(clause.text)) and memory.turn_to(pointed["word"]):
            start = pointed.end()  # 前者比上年提高 2.1 个百分点
        for base, stop in zip(bases, stops, strict=False):
            before, behind = clause.text[start : base.at], clause.text[base.at + 1 : stop]
            before = AMONG.sub("", before) if start else before
            change = self.changes.read(base, before, behind, memory)
            if not change and base.quantity.unit in POINTS and memory.label and self.plain.fullmatch(before):
                change = self.changes.read(base, memory.label, behind, memory)  # 满意度提高最多，为 1.9 个百分点
            if change:
                found, used = [change], 0
            else:
                found, used = self.levels.read(base, self.namer.take_links(before), behind, memory)
            if not found and base.at in ruled:
                found = [replace(base, form="rule")]
            named = (self.branches.apply(self.portions.apply(self.events.apply(reading, event))) for reading in found)
            told = (reading for reading in named if reading.name or reading.form == "rule")
            readings += memory.keep(told, self.grammar.exclusions)
            start = base.at + 1 + used
        if memory.some and clause.stop in "；;":
            memory.some = ""
        if some := self.first_leavers(readings):
            memory.some = some
        if memory.sentence != memory.opened and clause.numerals:
            memory.opened, memory.some = memory.sentence, self.some_leavers(readings)
        return readings

    def some_leavers(self, readings: Sequence[Reading]) -> str:
        """Return the leavers that the first number of a sentence counts, "" where these are all: 订单班毕业生."""
        head = readings[0].head if len(readings) == 1 and readings[0].kind == "level" else ""
        own = self.whole_leavers.sub("", head.removesuffix("毕业生"))
        return head if head.endswith("毕业生") and own and readings[0].form != "list" else ""

    def first_leavers(self, readings: Sequence[Reading]) -> str:
        """Return the leavers of a first class, of whom the sentence goes on to tell: 首届毕业生 112 人，就业率 98%."""
        heads = [one.head for one in readings if one.head.startswith(("首届", "首批")) and one.head.endswith("毕业生")]
        return heads[-1] if heads else ""

    def base(self, clause: Clause, numeral: Numeral, at: int) -> Reading:
        """Return the reading of the mark ``at`` as far as its surroundings tell: plan, sum over years, proviso."""
        before = clause.text[clause.text.rfind(MARK, 0, at) + 1 : at]
        planned = self.plans.sentence == clause.sentence or (not before and clause.lead.endswith(PLANNED))
        head, *items = clause.text[:at].split(MARK)  # 将建成基地 3 个、产业学院 2 个
        listed = bool(items) and all(item.startswith("、") for item in items)
        first = self.plans.aspect(head, planned=False) if listed else "actual"
        aspect = self.plans.aspect(before, planned=planned or first == "plan")
        aspect = first if aspect == "actual" else aspect
        return Reading(numeral, numeral.quantities[0], clause, at, aspect=aspect, proviso=self.proviso(clause, at))

    def proviso(self, clause: Clause, at: int) -> str | None:
        """Return the restriction in brackets behind the number or in its name."""
        before = clause.text.rfind(MARK, 0, at)
        behind = [note for place, note in clause.notes if place == at + 1]
        within = [note for place, note in clause.notes if before + 1 < place <= at]
        notes = [note for note in (*behind, *within) if note.startswith(self.grammar.exclusions)]
        return re.split("[，；,;]", notes[0])[0] if notes else None


class Scenes:
    """What a case has set up, so that what is told next is named with it: 建成实训中心，投入 1260 万元."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.namer = namer
        self.made = late(f".*(?:{one_of(grammar.founds)})了?(?P<what>[^，。；、{MARK}]{{3,14}})$")
        self.borne = frozenset(grammar.borne)
        self.place = ""

    def leave(self, clause: Clause) -> None:
        """Leave ``clause``, which may have told of something set up."""
        if not clause.numerals and (made := self.made.match(clause.text)):
            self.place = self.namer.shorten(made["what"])

    def apply(self, reading: Reading) -> Reading:
        """Return ``reading`` with the name of what it belongs to."""
        own = reading.head in self.borne and reading.kind == "level" and self.place not in reading.name
        return replace(reading, name=self.place + reading.name) if own and self.place else reading


class Plans:
    """Plans: a clause that sets out to plan goes on through its sentence, until something done is told."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.sentence = self.last = -1
        self.parted = False
        self.passing = False  # whether the sentence sets out to plan in its midst, up to the next semicolon
        self.blind = late(f"“[^“”]*”|{one_of(grammar.no_plans)}")
        self.opening = late(
            r"(?:下一步|下阶段|今后|未来|接下来|同时|并)?(?:(?!完成)[^，。]){0,6}(?<!完成)(?<!完成了)(?<!招生)(?<!培训)(?<!年度)(?<!教学)(?:计划|拟|力争|预计|争取)(?!招生|数|人数|总|的|完成|任务)"
            r"|(?:明年|来年|下一?年度|下学年|下一学年)(?!的)"
            r"|[^，。]{0,6}规划(?=新[增建设]|建[成设]|增[加设]|投入|到|在)"
            r"|(?:[力争取到至]{1,3})?\d{4}\s*年[底末]?[，]?(?:力争|计划|拟|争取)(?!招生|录取|数|人数|总)"
        )
        self.told = late(one_of(grammar.done))

    def enter(self, clause: Clause) -> None:
        """Turn to ``clause``."""
        text = self.blind.sub("", clause.text)
        if self.parted and self.passing:
            self.sentence = -1
        if self.opening.match(text):
            self.passing = self.last == clause.sentence != self.sentence
            self.sentence = clause.sentence
        elif self.sentence == clause.sentence and self.told.search(text):
            self.sentence = -1
        self.last, self.parted = clause.sentence, clause.stop in ("；", ";")

    def aspect(self, before: str, *, planned: bool) -> Aspect:
        """Return the aspect of a number behind the words ``before``."""
        words = self.blind.sub("", before)
        if planned or any(word in words for word in self.grammar.plans):
            return "plan"
        return "cumulative" if any(word in words for word in self.grammar.cumulative) else "actual"


class Events:
    """Contests: an award is named with the contest that the text before it speaks of."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.grammar = grammar
        self.namer = namer
        event, contest = one_of(grammar.events), one_of(grammar.contests)
        verbs = "参加|参与|举办|承办|组织|斩获|获得|荣获|获"
        self.pattern = late(
            rf"(?:在|于)(?:\d{{4}}年)?(?P<place>[^，。在于]{{4,60}}?(?:{event}))(?:中|上)"
            rf"|(?P<named>第[一二三四五六七八九十百\d]+届[^，。、中]{{2,40}}?(?:{event}))"
            rf"|(?:{verbs})了?(?:\d{{4}}年)?(?P<joined>(?:(?!{verbs})[^，。、在于获{MARK}]){{4,40}}?(?:{contest}))"
            rf"|^[\W\d_a-zA-Z]{{0,4}}(?P<rank>(?:[国省市县区校](?:级|内)?赛|{one_of(grammar.ranks)}|世赛)(?:中|上|方面)?)$"
            rf"|^(?P<topic>(?:(?!{verbs})[^，。、{MARK}]){{4,60}}?(?:{contest}))(?!活动|中|上)"
        )
        self.other = late(
            "[^，]{0,12}?(?:奖|成果|论文|课题|教材|课程|案例)(?:荣获|获)|[^，]{0,8}获[得评]?[^，]{0,10}成果奖|(?:“[^“”]{1,12}”)?[国省市县区校]赛"
        )
        self.any_contest = late("[^，]{0,4}?各(?:级各)?类(?P<what>(?:职业)?(?:技能)?(?:竞赛|大赛|比赛))")
        self.hosted = late(
            "^(?:根据|按照|依据|在?(?:本次|此次|本届)|.*(?:主办|举办|承办|公示|公布|发布)|(?:学生|选手|教师|师生|代表队)+在)了?的?(?:\\d{4}年)?(?=.{4})"
        )  # 教育厅主办的 2018 年…大赛
        self.own = late("[国省市县校]级?赛.*奖")  # of another contest than the one that the text speaks of
        self.won = late(".*(?P<contest>[国省市县区校]赛)(?:中|上)?(?:共|荣|斩)?[获夺][^，；]*")
        self.graded = late(f"(?:{one_of(grammar.ranks)})")
        verb = "获得|荣获|获(?!奖)|夺得|取得|收获|产生|站上|中"
        self.award = late(
            f"(?:.*(?:{verb}))?(?P<award>.{{0,8}}(?:{one_of(grammar.awards)})(?:的?(?:学生|选手|教师|师生))?(?:人数|人次|数)?)"
        )

    def find(self, text: str) -> str:
        """Return the contest that ``text`` speaks of, "" where there is none."""
        match = self.pattern.search(text)
        return self.namer.strip_front(self.hosted.sub("", match.group(match.lastgroup or 0))) if match else ""

    def ends(self, text: str) -> bool:
        """Tell whether ``text`` speaks of awards for something else: 教学成果获…, 省赛获奖."""
        return self.other.match(text) is not None

    def apply(self, reading: Reading, event: str) -> Reading:
        """Return an award, or what belongs to a contest, with the contest's name: 二等奖数 → …大赛二等奖数."""
        if not event or self.own.match(reading.name):
            return reading
        near = self.won.search(reading.clause.text, 0, reading.at)  # 市赛获一等奖 14 个、省赛获二等奖 3 个
        if near and reading.kind == "level" and (award := self.award.fullmatch(reading.name)):
            return replace(reading, name=near["contest"] + award["award"])
        any_contest = self.any_contest.fullmatch(event)
        if medal := self.grammar.medals.get(reading.quantity.unit or ""):
            return replace(reading, name=event + medal)
        if reading.form == "part" and (grade := self.graded.match(reading.name)) and self.award.fullmatch(reading.name):
            counted = reading.quantity.canonical_unit in (*self.grammar.visits, *self.grammar.people)
            what = self.namer.with_measure("获奖", reading.quantity.canonical_unit) if counted else "奖项数"
            if any_contest:  # 在各级各类技能竞赛中获奖 327 项，其中国家级 18 项
                won = self.namer.with_measure("获奖", reading.quantity.canonical_unit)
                return replace(reading, name=f"{grade.group()}{any_contest['what']}{won}")
            return replace(reading, name=f"{event}{'' if counted else '获'}{grade.group()}{what}")
        if reading.kind == "level" and (award := self.award.fullmatch(reading.name)):
            what = award["award"]
            return replace(reading, name=what if event in what else event + what)
        if event in reading.name:
            return reading
        if reading.kind == "rank" and not reading.head:
            return replace(reading, name=event + reading.name, head=event)
        part = reading.head in self.grammar.contest_parts and reading.name.startswith(reading.head)
        return replace(reading, name=event + reading.name) if reading.kind == "level" and part else reading
