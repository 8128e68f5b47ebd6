"""What a number is called: the noun phrase before it, or the thing counted behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache

from msgspec import Struct

from extract.facts.phrases import Left
from extract.late import late
from extract.rules.cues import Cues
from extract.rules.grammar import MARK, Grammar
from extract.rules.words import Words
from extract.structure.units import SIGNS

LONGEST_NAME = 40
SCHOOLS = ("校", "院", "中专", "职中", "职高", "高中", "机构")
OWN_SCHOOL = "校院"  # 我校, behind which a contest is not its own: 我校获全国职业院校技能大赛一等奖
COUNTED = ("数", "总数", "数量")
SHORTEST_HEAD = 4
LONGEST_DEED = 24
SHORTEST_BARE = 3
ITEM = late(
    SIGNS
    + r"+|、?[^，、]{2,12}?[为是]零(?:（[^（）]*）)?、|"
    + r"[（(]?\d{1,2}(?:[）)、]|[.．](?!\d))|[【\[][^】\]]{1,12}[】\]]|(?:[—~至-]{0,2}\d{1,2}[:：]\d\d)+"
)  # 1.共建课程, 【成效】就业率, 14:00—16:30 培训教师, 学费为零（免收）、|专项资金
LONGEST_BOUND = 24  # characters of 固定资产超过 1000 万元
SUMMED = late("^(?:累计|总|共|全年|合计)+")  # 职业教育累计投入
GREAT = late(
    "^大(?=专业|板块|平台|体系|工程|行动|模块|基地|中心|产业|举措|品牌|[^，]{2,6}(?:平台|基地|中心|工程|行动|集群|体系))"
)  # 6 大专业群
CLAUSES = 256  # that are remembered without what they begin with
WHERE = late(
    "([本外][省市县地]|[省市州县区校][内外])(?:就业|升学|生源|户籍|招生|考生|(?:毕业)?去向)"
)  # 本省就业占比: no share of all
LONE = 4  # characters of 最高的 with no more than one before it
ASKED = late("的(?=问卷|抽样|跟踪|调查|调研|访谈|测评)")  # 3200 名在校生|的问卷调查
SUPERLATIVE_END = late("最[大小多少高低强好]的$")
SUPERLATIVE = late("[^，的]{0,8}最[大小多少高低强好]的")
AMONG = late("(?P<who>[^，]{0,6}?(?:教师|教职工|毕业生|在校生|学生))中(?P<what>[^，]+)")  # 教师中本科学历
BUILT = late("^(?:在建|已建成?|拟建|续建)")
SHAPE = late(
    ".{2,}?(?=(?:协调|协同|共同|互补|联动|并举|并进|融合|集群)+(?:发展|推进|并进|支撑)*的(?:发展)?(?:格局|局面|态势|体系|布局)$)"
)
MADE_UP = ("组成", "构成")  # 由 5 个中心、68 个实训室|组成
HONOUR = late("优秀|先进|模范|劳动|五一|三八|技术能手|教书育人|党建|巾帼|工人先锋|文明|样板")  # 全国优秀教师
GROUPED = late(
    "[^，、]{1,8}(?:、[^，、]{1,8}){1,7}?(?:等)?(?:[两二三四五六七八九十\\d]+个?|各)(?:市|县|区|州|地|省|校|院|县区|市县)"
)  # 江口、云梯、石堰三县
BRACKET = late(r"[（(]([^（()）]*)[)）]")


class Thing(Struct, frozen=True):
    """What stands behind a number: the thing counted and what is said of it; ``end`` of the noun."""

    noun: str
    said: str
    end: int
    relative: bool = False  # joined by 的: 70% 的教师


class Namer:
    """Cuts names out of clauses; one for a report, as the names of its entities are no part of a name.

    What ``knows`` says is a name is not cut; ``own`` is how the report calls itself where that is no common word.
    """

    def __init__(
        self,
        grammar: Grammar,
        entities: Mapping[str, str],
        knows: Callable[[str], bool] = lambda name: False,
        own: str | None = None,
    ) -> None:
        self.grammar = grammar
        self.knows = knows
        self.cues = Cues(grammar)
        self.entities = entities
        self.places = Words((*grammar.holders, *entities, *filter(None, (own,))))

    def take_links(self, before: str) -> Left:
        """Return ``before`` without the links at its end."""
        text, links = before, ""
        while (match := self.cues.link_end.search(text)) and not self.cues.whole_end.search(text):
            links = match.group() + links
            text = text[: match.start()]
        return Left(text, links, self.cues.bound_end.search(before) is not None)

    # --- before the number -----------------------------------------------------------------

    @cached_property
    def strip_lead(self) -> Callable[[str], str]:
        """Return ``text`` without the time, connectives and adjuncts that it begins with: many ask of one clause."""
        return lru_cache(CLAUSES)(self._strip_lead)

    def _strip_lead(self, text: str) -> str:
        previous = None
        while text != previous:
            previous = text
            for pattern in (ITEM, self.cues.period, self.cues.opener, self.cues.adjunct):
                if (match := pattern.match(text)) and match.end() and closed(match.group()):
                    text = text[match.end() :]
        return text

    def strip_front(self, text: str) -> str:
        """Return ``text`` without what belongs to the sentence or says whose figure it is."""
        previous = None
        while text != previous:
            previous = text
            text = self.strip_holder(self.strip_lead(text))
        return text

    def strip_holder(self, text: str) -> str:
        """Return ``text`` without whose figure it is; of a name that is nothing else the kind of school stays."""
        most = SUPERLATIVE.match(text)  # 规模最大的市一职校
        end = next(self.places.ends(text, most.end()), 0) if most else 0
        if most and end == len(text) and len(most.group()) > LONE:
            return text  # 生均公用经费最高的鹭州市: of what it is the most
        end = end or next(self.places.ends(text), 0)
        if not end:
            return text
        bare = text[end:]
        if (inner := BRACKET.match(bare)) and (inner[1].startswith("含") or inner[1] in self.entities):
            bare = bare[inner.end() :]  # 某校（含附属中专）在校生
        if WHERE.match(text) or (text.startswith("全国") and HONOUR.match(bare)):
            return text
        if self.cues.contest.match(bare):
            return text if text[:end] in self.grammar.holders and text[end - 1] not in OWN_SCHOOL else bare
        if bare in COUNTED and text[:end].endswith(SCHOOLS):
            return text  # 学校总数 281 所
        school = self.cues.schools.match(bare)
        rest = bare[school.end() :] if school else bare
        vague = rest.startswith(("数", "总数", "数量", "人数")) or SUMMED.sub("", rest) in self.grammar.vague
        return bare if vague or len(rest) < 2 else rest

    def is_holder(self, text: str) -> bool:
        """Tell whether ``text`` says no more than whose figure it is."""
        rest = self.strip_front(text)
        bare = (rest[end:] for end in (0, *self.places.ends(rest)))
        return any(not words or self.cues.schools.fullmatch(words) for words in bare)

    def before(self, text: str) -> str:
        """Return the name that ends where ``text`` ends, "" where there is none."""
        if (most := SUPERLATIVE.match(text)) and text[most.end() :] in self.entities:
            text = SUPERLATIVE_END.sub("", most.group())  # 生均公用经费最高的鹭州市达 5200 元
        text = self.cues.schooling.sub(r"\g<kind>学校", text)
        stated = self.strip_lead(text)
        name = self.strip_front(stated)
        for known in filter(self.knows, dict.fromkeys((stated, name))):
            verb = self.cues.light.match(known)
            if not (verb and self.knows(known[verb.end() :])):
                return known
        inner = list(self.cues.inner_verb.finditer(name))
        if inner and len(name) - inner[-1].end() >= 2:
            name = self.strip_front(name[inner[-1].end() :])
        for pattern in (self.cues.aim, self.cues.agent, self.cues.turning):
            if lead := pattern.match(name):
                name = name[lead.end() :]
        name = re.sub("(?<=.{2})(?:实现|完成)(?=.{2})", "", name)
        verb = self.cues.light.match(name)
        paid = name[verb.end() :].startswith(self.grammar.grants) if verb else False  # 建设奖补
        if verb and len(name) - verb.end() >= 2 and not paid:
            name = self.strip_front(name[verb.end() :])
        if (among := AMONG.fullmatch(name)) and self.is_attributive(among["what"]):
            name = among["what"] + among["who"]
        return self.shorten(name)

    def shorten(self, name: str) -> str:
        """Return ``name`` without a long clause before its last 的, and without open quotes."""
        head = name.rfind("的")
        while head > 0 and not closed(name[head + 1 :]):
            head = name.rfind("的", 0, head)
        if head >= 8 and len(name) - head - 1 >= SHORTEST_HEAD:
            name = name[head + 1 :]
        if (among := self.cues.enumeration.search(name)) and closed(name[among.end() :]):
            verb, rest = self.cues.keep.match(name), name[among.end() :]
            if verb or len(rest) > 2:
                name = (verb.group() if verb else "") + rest
        if (relative := self.cues.relative.match(name)) and closed(relative["what"]):
            name = relative["what"] + relative["who"]
        name = self.cues.for_years.sub("", re.sub("[①-⑳]", "", unquote(name).strip("、，的").removesuffix("中的")))
        name = self.cues.remark.sub("", name)
        return name if len(name) <= LONGEST_NAME else name[-LONGEST_NAME:]

    def is_bearer(self, text: str) -> bool:
        """Tell whether ``text`` is nothing but a time or the name of an entity."""
        rest = self.strip_lead(text)
        return not rest or rest in self.entities

    # --- behind the number -----------------------------------------------------------------

    def behind(self, text: str) -> Thing | None:
        """Return the thing that ``text``, which follows a number, begins with; None where it names none."""
        text = GREAT.sub("", self.cues.or_more.sub("", text))
        if self.cues.nothing.match(text):
            return None
        if self.cues.agreed.match(text):
            return Thing("", text, 0)
        lead = 1 if text.startswith("的") else 0
        if lead == len(text) or re.match(r"[、，,和及或与且并以等～~\-—/+（()）”》]", text[lead:]):
            return None
        if owning := self.cues.owning.match(text):
            return Thing(owning["who"], text[owning.end() :], owning.end())
        if partner := self.cues.partner.match(text):
            return Thing(partner.group(), text[partner.end() :], partner.end())
        tail = self.first_tail(text, lead)
        if tail == lead:
            return Thing("", text[lead:], lead, lead > 0)
        if lead == 0 and (owner := self.cues.owner.match(text)) and owner.end() <= tail:
            tail = owner.end("who")
        asked = ASKED.search(text, lead + 1, tail)
        tail = asked.start() if asked else tail
        noun = self.cues.dangling.sub("", text[lead:tail].rstrip("、和及与的"))
        noun = (SHAPE.match(noun) or [noun])[0]
        noun = noun.removesuffix("招生") if noun.startswith("省") else noun  # 面向 24 个省份招生
        return Thing(unquote(noun), text[tail:], lead + len(noun), lead > 0) if noun else None

    def first_tail(self, text: str, start: int) -> int:
        """Return where the first verb outside quotes begins in ``text``."""
        found = self.cues.tail.finditer(text, start)
        verbs: Iterator[int] = (
            match.start() for match in found if match.start() > start or match.group() not in self.grammar.adjectives
        )
        return next((at for at in verbs if closed(text[start:at])), len(text))

    def defined(self, thing: Thing) -> str:
        """Return the name of a thing counted by what is said of it: 专业, 通过…验收 → 通过…验收专业."""
        said = self.cues.onward.split(thing.said.split(MARK)[0])[0]
        if (dated := self.cues.period.match(said)) and len(dated.group()) < len(said):
            said = said[dated.end() :]
        if said in MADE_UP or said.startswith("的") or self.opens(said) or self.has(said):
            return thing.noun  # 21 所院校集中了全省 52.7% 的在校生
        said = re.sub("^(.{2,3})了(?=.{2})", r"\1", said)  # 298 所学校开展了校企合作
        said = unquote(re.sub("(?:等|中)$", "", self.cues.adverbs.sub("", said)))
        tail = self.cues.tail.match(said)
        if said.startswith("对"):
            return thing.noun  # 13 个省市对中职学校的抽样
        had = said.startswith((*self.grammar.gains, *self.grammar.roles)) or self.cues.short.search(said)
        if said.startswith(("中", "里", "内", "以")) or had or len(said) < 2:
            return thing.noun
        if tail and len(said) - tail.end() < 2:
            return said + thing.noun if self.is_bare(thing.noun) else thing.noun
        copula = self.cues.copula.match(said)
        if copula and len(said) - copula.end() >= 2:
            what = self.shorten(said[copula.end() :])
            return what if shares_head(what, thing.noun) else what + thing.noun
        telling = self.cues.defining.match(said) or (self.is_bare(thing.noun) and len(said) <= LONGEST_DEED)
        return said + thing.noun if telling and len(said) + len(thing.noun) <= LONGEST_NAME else thing.noun

    def opens(self, said: str) -> bool:
        """Tell whether ``said`` is a verb whose object is the next number: 集中了全省."""
        verb = self.cues.tail.match(said)
        return verb is not None and said[verb.end() :].lstrip("了着过") in self.grammar.holders

    def has(self, said: str) -> bool:
        """Tell whether ``said`` is what those counted have, with a number of its own: 中职学校开设专业 86 个."""
        having = self.cues.inner_verb.match(said)
        return having is not None and said[having.end() :] in self.grammar.roles

    def is_bare(self, noun: str) -> bool:
        """Tell whether ``noun`` says too little of what was counted: 学校, 企业."""
        return len(noun) <= SHORTEST_BARE or noun in self.grammar.bare

    def done(self, said: str) -> str:
        """Return the name of what was done, for people or occasions: 成功升入本科院校 → 升入本科院校."""
        said = re.sub("[了着]|(?<![通超经])过", "", self.cues.adverbs.sub("", said.split(MARK)[0]))
        if len(said) > LONGEST_DEED:
            said = said.split("、")[0]
        return self.shorten(said)[:LONGEST_DEED] if len(said) >= 2 else ""

    def done_before(self, text: str) -> str:
        """Return the verb at the end of ``text`` where it belongs to the name (新增, 聘请)."""
        match = self.cues.keep_end.search(text)
        return match["verb"] if match and len(match["verb"]) > 1 else ""

    # --- measures --------------------------------------------------------------------------

    def join(self, part: str, head: str) -> str:
        """Return the name of a part of ``head``: 国家级, 省级企业技术中心 → 国家级企业技术中心."""
        if part in self.grammar.partial_verbs:
            lead = next((plain for plain in self.grammar.plain_verbs if head.startswith(plain)), "")
            verb = self.cues.keep.match(head) or self.cues.more.search(head)
            head = head[verb.end() if verb else len(lead) :]  # 主持资源库 9 个，参与建设 41 个
        if part in self.grammar.ranks and self.cues.rank_word.match(bare := self.bare(head)):
            head = bare
        rest: str = head if part in self.grammar.partial_verbs else self.cues.rank_word.sub("", head)
        if head in self.grammar.learned or self.is_attributive(head):
            return part
        if part.endswith("类") and (kind := self.cues.kind.match(rest)):
            rest = rest[kind.end() :]
        if self.cues.cohort.fullmatch(part) and (year := self.cues.cohort.match(head)):
            rest = head[year.end() :]  # 2021 级学生流失率 3.1%，2022 级 2.4%
        if self.cues.bounded.search(part) and (size := self.cues.bounded.search(head, 0, LONGEST_BOUND)):
            part = head[: size.start()] + part if self.cues.bounded.match(part) else part
            rest = head[size.end() :]  # 在校生超过 500 人的专业点 12 个，不足 100 人的 31 个
        if part.endswith(SCHOOLS):
            kind = self.cues.schools.match(rest)  # 学校注册学生 5316 人，其中县职高 3874 人
            rest = rest[kind.end() :] if kind else rest
        return part + re.sub("各级各类|各级", "", rest.removeprefix("各类"))

    def bare(self, name: str) -> str:
        """Return ``name`` without the verb that it begins with: 入选国家级课程 → 国家级课程."""
        verb = self.cues.keep.match(name)
        return BUILT.sub("", name[verb.end() :] if verb and len(name) - verb.end() > 1 else name)

    def is_attributive(self, name: str) -> bool:
        """Tell whether ``name`` names no thing by itself (公办, 省级)."""
        return self.cues.attributive.fullmatch(name.strip("“”")) is not None

    def measures(self, name: str) -> bool:
        """Tell whether ``name`` ends in the word that says what is measured."""
        return self.cues.measure.search(name) is not None

    def with_measure(self, name: str, unit: str | None) -> str:
        """Return ``name`` with the word that says what is measured: 教材 → 教材数."""
        if not name or self.measures(name):
            return name
        if medal := self.grammar.medals.get(unit or ""):
            return name.removesuffix("获") + medal
        if name.endswith("占地") or unit in self.grammar.areas:
            return name + "面积"
        if unit in (*self.grammar.visits, *self.grammar.lessons):
            return name + (unit or "")
        if unit in self.grammar.people:
            return name + ("数" if name.endswith(("教师", "导师", "教职工", "教练", "干部", "专家")) else "人数")
        if unit in self.grammar.times:
            return name + "时长"
        if unit in self.grammar.classifiers:
            return name + self.grammar.counts.get(unit or "", "数")
        return name


def closed(text: str) -> bool:
    """Tell whether every quote and bracket that ``text`` opens is closed in it."""
    return all(text.count(a) == text.count(b) for a, b in ("“”", "《》", "（）", "()"))


def unquote(name: str) -> str:
    """Return ``name`` without a quote or bracket that has no partner."""
    for opening, closing in ("“”", "《》", "（）", "()"):
        if name.count(opening) > name.count(closing):
            name = name.replace(opening, "", 1)
        elif name.count(closing) > name.count(opening):
            name = name[::-1].replace(closing, "", 1)[::-1]
    return name


def shares_head(one: str, other: str) -> bool:
    """Tell whether two nouns end in the same word."""
    return one[-1:] == other[-1:]
