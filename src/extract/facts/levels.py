"""Levels, shares, thresholds: a number named before it, behind it, by what was done, or by its whole."""

from __future__ import annotations

from msgspec.structs import replace

from extract.facts.comparisons import ComparisonReader
from extract.facts.completing import Completer
from extract.facts.elisions import ElisionReader
from extract.facts.extremes import ExtremeReader
from extract.facts.naming import GROUPED, MADE_UP, Namer, Thing, shares_head
from extract.facts.parts import REST, PartReader, mean_of
from extract.facts.phrases import PERCENT, POINTS, Left, Memory, Reading, same_unit, unit_of
from extract.facts.ranks import RankReader
from extract.facts.shares import ShareReader
from extract.facts.some import ALONE, GROUPS, SCHOOLS, SomeReader
from extract.facts.told import (
    OPENS,
    PERSONS,
    PLACED,
    RATED_NEXT,
    WON,
    admitted,
    among_some,
    among_staff,
    enrols,
    lead_of,
    lent_measure,
    lent_rate,
    owned_goods,
    picked,
    read_funds,
    read_total,
    read_worth,
)
from extract.late import late
from extract.records import FactKind
from extract.rules.grammar import MARK, Grammar, one_of

WITHIN = ("中", "里", "内")
PRICES = ("价值", "总价", "单价", "总值", "售价")  # 价值 500 万元的机床: of the thing behind
TOTALS = ("共", "合计", "总计", "总共")
SIZES = frozenset({"元", "万元", "亿元", "亩", "万亩"})
STAFF = late("(?P<who>(?:专任|专业课?|文化课|实习指导)?教师|教职工)(?P<what>(?![中里具拥持获取])[^，]{2,})")
MEASURED = frozenset({"元", ":1", "平方米"})
HEDGED = late("(?:超过?|近|逾|约|有|仅)+")  # 超七成学校
JUST = late("(?<=[^，]{2})就(?=价值$)")  # 仪器设备就价值 1.3 亿元
BEYOND = late("(?<=[^，比较]{2})(?:低于|高于)$")  # 去向落实率低于 88%
CAME = late("(?:应届)?(?:中职|中等职业|普通高中|高中)[^，]{0,4}毕业生$")
MEANWHILE = late("(?<=.{2})(?:却|则|反而|随之|相应地?|同步)+$")  # 生师比随之由 18.4:1 降为 17.6:1
FOR_ONCE = late("首破|首次|首度|历史性|一举|半年后|一年后|转正后")  # 首次突破万人: of what was told before
MAKING = late("(?<![综融结组联混复整配符契适])合$")  # 培训 320 人次，合 6.8 万人日
PLACE = late("(?:其中|省会)?[^，、的占]{1,4}(?:市|县|州|(?<![校社园景厂街片])区|片区|地区)")
AIMED = late("(?:面向|针对)(?P<whom>[^，]{2,16}?)(?:开展|提供)?(?P<what>培训|服务)$")
SHORT = 3  # characters of 政府, 企业, which name who gave so much
DEED = late("签订|签署|缴纳|购买|选修|选学|报考|递交")
EXAMPLES = late("(?P<what>[^，]{2,}?(?<![拥设建配具现共含备所只仅还另都均]))(?:主要)?(?:有|包括|包含|涵盖)[^，]{2,}")
INCLUDED = late("[^，]{2,14}?(?:包含|包括|涵盖)(?=[^，]{4,})")  # “双高”院校包含|高水平建设院校 12 所
LOCATED = late("(?:[市县镇乡州]|(?<![校社园景厂街片小])区|[郊山片地新]区|开发区|高新区|城市|沿海|县域)$")
FIRST_TIME = late("(?<=.{2})(?:首次|首度|历史性地?|一举)$")
SCHOLARLY = ("高校", "院校", "大学", "学校")
ALL_OF = ("全省", "全市", "全县", "全区", "全州", "全校")
EACH = late("均|标准|补贴|每|月|薪|收入")
SUCH = late("(?<![一二三四特])等$")
JUNIOR = late("(?:应届)?初中(?:应届)?毕业生$")
PUPILS = ("毕业生", "学生")


class LevelReader:
    """Reads the numbers that tell no change."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.grammar = grammar
        self.namer = namer
        self.comparisons = ComparisonReader(grammar, namer)
        self.completer = Completer(grammar, namer)
        self.parts = PartReader(grammar, namer)
        self.extremes = ExtremeReader(grammar, namer)
        self.elisions = ElisionReader(grammar, namer, self.parts)
        self.ranks = RankReader(grammar, namer)
        self.shares = ShareReader(grammar, namer)
        self.some = SomeReader(grammar, namer)
        self.origin = late("[由从自][^由从自]{0,12}$")
        self.turned_in = late(
            f"、?(?:{one_of(grammar.turns)})?(?:19|20)\\d\\d(?:年[末底]?|[届级]|学年)的"
            f"|(?:{one_of(grammar.turns)})[^，、\\d{MARK}]{{2,6}}后的"
        )  # 增长至 2022 年的
        self.turned = late(f"(?:{one_of(grammar.change_adverbs)})*(?:{one_of(grammar.turns)})")
        self.converted = late("按[^，]{2,20}(?:折算|汇率|计算|价格)")
        turns = one_of((*grammar.rises, *grammar.falls))
        self.unowned = late(f"(?:(?:{one_of(grammar.comparers)}).+|{one_of(grammar.comparisons)})(?:{turns})$")
        self.after = late("(?<=.{2})(?:整合|优化|调整|撤并|合并|布局|改革|扩建|升级|改造)+后$")
        self.school = late(f"(?:{one_of((*grammar.holder_schools, '中专', '高职'))})++(?<=[校院专职])$")
        self.per_head = late("每生每[年月]|每人每[年月]|每生|每人")
        self.lead = late("^(?:其次|再次|然后|第[二三四])?(?:是|为)|^(?:占|完成|达到?|超过|高于|低于)|.*[比较].*")
        self.scarce = late("(?<=.{3})(?:[偏较过太仍]?[少多低高]|不足|紧缺|短缺)$")
        self.ranked = late(f"(?:{one_of(grammar.ranks)})$")
        self.kind = late(f"(?:{one_of(word for word in grammar.attributives if len(word) > 1)})$")
        self.qualified = late(
            "(?P<verb>具有|具备|持有|取得|获得|获评|来自|参加|参与|担任|从事)(?P<what>[^，的]{3,20})的(?P<who>[^，的]+)$"
        )
        self.campus = late(
            "^[^升入进考到在读取过的]{0,10}"
            "(?:学校|学院|院校|高校|中学|中专|高中|职中|职高|技校|职教中心|教育中心|校区|机构)$"
        )
        self.meant = late(
            "(?:这一|这个|该|此)(?:比例|比值|比率|比重|占比|数字|数据|数值|指标|人数|金额)$"
        )  # 这一比例升至 80.5%
        self.all_told = late("(?:以上|上述|前述)?(?:[两二三四五六七八]|各)(?:者|类|项|种|部分)?")

    def read(self, base: Reading, left: Left, behind: str, memory: Memory) -> tuple[list[Reading], int]:
        """Return the readings of a number and how much of the text behind it they used."""
        if len(base.numeral.quantities) > 1:
            return self.shares.read_series(base, left, memory, earlier=self.turned.match(behind) is not None), 0
        if base.numeral.cls == "rank" and left.text.endswith("前") and behind.startswith(("为", "是", "的", "分别")):
            return [], 0  # 前三名分别为
        if left.text.endswith("前") and base.quantity.unit in PERCENT:
            return [], 0  # 位居全省前 10%
        if base.numeral.cls == "rank":
            return [self.ranks.read(base, left, memory)], 0
        if extreme := self.extremes.read(base, left, memory) or self.extremes.grown(base):
            return [extreme], 0
        if whole := self.shares.read_whole(base, left, behind, memory):
            return [whole], 0
        if compared := self.comparisons.read(base, left, behind, memory):
            return [compared], 0
        last = memory.last
        if last and last.near(base) and last.form in ("from", "again") and self.turned_in.fullmatch(left.text):
            return [replace(base, name=last.name, head=last.head, kind=last.kind, form="again")], 0
        if self.turned.match(behind) and (origin := self.origin.search(left.text)):
            earlier = self.read(base, Left(left.text[: origin.start()], left.links), "", memory)[0]
            return [replace(reading, form="from") for reading in earlier], 0
        if base.quantity.unit in PERCENT and (share := self.shares.read(base, left, memory)):
            return [share], 0
        base = replace(base, kind=self.kind_of(base, left))
        if (
            left.text.endswith(PRICES)
            and behind.startswith("的")
            and (goods := self.namer.behind(behind))
            and goods.noun
        ):
            word = next(word for word in PRICES if left.text.endswith(word))
            return [replace(base, name=goods.noun + word, head=goods.noun, form="price")], 0
        if unit_of(base) == "元" and (owned := owned_goods(left, behind, self.namer)):
            return [replace(base, name=f"{owned}价值", head=owned, form="price")], 0
        if self.ranks.is_scope(base, left, behind):
            return [], 0
        if base.quantity.unit == GROUPS and (what := self.some.grouped(base, left)):
            return [replace(base, name=f"{what}{GROUPS}数", head=what, form="groups", subset=True)], 0
        if elided := self.elisions.read(base, left, behind, memory):
            return elided, len(behind)
        first, _, rest = behind.partition("、")
        if rest and base.at < base.clause.marks[-1] and first.endswith(self.grammar.institutions):
            behind = first  # 与某地 3 所高校、某国 1 家机构合作
        thing = None if self.goes_on(base, left, memory) or self.rated(base, behind) else self.namer.behind(behind)
        if thing and thing.noun.endswith("毕业生") and base.clause.marks[-1] > base.at:
            thing = replace(thing, said="")  # 3962 名毕业生落实去向 3844 名
        if thing and thing.noun and base.clause.marks[-1] > base.at and OPENS.fullmatch(thing.said):
            thing = replace(thing, said="")  # 9800 名选手参加了 96 个项目
        last = memory.last
        if thing and not thing.relative and left.links and unit_of(base) in PERCENT and last and last.near(base):
            plain = last.kind != "share" or self.namer.strip_lead(left.text) or HEDGED.fullmatch(left.links)
            thing = thing if plain else None  # 2002 年达到 15%，迈入
        if thing and not thing.noun and (some := self.some.read_some(base, thing, memory)):
            return [some], 0
        if not (thing and thing.noun and unit_of(base) not in PERCENT) and (
            told := self.some.told_of_some(base, left, behind)
        ):
            what = f"{told}比例" if unit_of(base) in PERCENT else self.namer.with_measure(told, unit_of(base))
            return [replace(base, name=what, head=told, form="behind", subset=True)], 0
        if thing and not thing.noun and not left.text and (chosen := self.parts.chosen(base, behind, memory)):
            return [chosen], 0
        if thing and self.only_describes(base, thing):
            return [], 0
        if thing and self.prefers(thing, left, base) and (reading := self.read_thing(base, left, thing)):
            return [reading], self.used_by(thing, behind)
        if thing and not thing.noun and unit_of(base) in self.grammar.visits and left.text in self.grammar.doers:
            name = left.text + self.namer.done(thing.said)
            return [replace(base, name=self.namer.with_measure(name, unit_of(base)), head=name, form="behind")], 0
        return self.read_before(base, left, memory), 0

    def used_by(self, thing: Thing, behind: str) -> int:
        """Return how much of ``behind`` names the number: of 41 人升学、2 人就业 the deed is none of the next one's."""
        if thing.noun:
            return thing.end + thing.said.startswith(WITHIN)
        return len(behind) if behind.endswith("、") else 0

    def rated(self, base: Reading, behind: str) -> bool:
        """Tell whether ``behind`` is the rate of those counted, told next: 毕业生 1260 人平均就业率达 95%."""
        people = unit_of(base) in ALONE and base.at < base.clause.marks[-1]
        return people and RATED_NEXT.fullmatch(self.namer.take_links(behind).text) is not None

    def goes_on(self, base: Reading, left: Left, memory: Memory) -> bool:
        """Tell whether a rank alone goes on with what was counted last: 省级非遗传承人 3 位、市级 5 位驻校授课."""
        last = memory.last
        alone = left.text.startswith("、") and self.ranked.fullmatch(left.text, 1) is not None
        return (
            alone and last is not None and last.near(base) and last.form == "before" and unit_of(last) == unit_of(base)
        )

    def kind_of(self, base: Reading, left: Left) -> FactKind:
        """Return the kind of a number that tells no change."""
        if left.bound or base.numeral.cls == "threshold":
            return "threshold"
        if base.quantity.unit in PERCENT:
            return "share"
        return "ratio" if base.quantity.unit == ":1" or base.numeral.cls == "ratio" else "level"

    # --- the thing behind ------------------------------------------------------------------

    def only_describes(self, base: Reading, thing: Thing) -> bool:
        """Tell whether the number arranges or describes and states nothing: 两个市场, 500 万元以上项目."""
        if thing.noun.endswith("之一"):
            return True  # 为全国 100 所优质学校之一
        if base.numeral.script == "chinese" and base.quantity.unit == "届":
            return True  # 近三届毕业生就业情况
        arranged = base.numeral.script == "chinese" and thing.noun.endswith(self.grammar.abstract)
        measured = unit_of(base) not in (*self.grammar.countable, *PERCENT) or base.quantity.unit in SIZES
        bound = measured and base.quantity.hedge in ("ge", "le", "lt") and base.kind != "threshold"
        return arranged or (bound and bool(thing.noun) and not thing.relative)

    def prefers(self, thing: Thing, left: Left, base: Reading) -> bool:
        """Tell whether the name stands behind the number rather than before it."""
        if base.numeral.cls == "duration" and base.kind != "threshold":
            return False
        if base.quantity.unit in PERCENT:
            return thing.relative or self.namer.is_holder(left.text)
        scored = thing.relative and left.text.endswith("以")  # 以 92.6 分的总分
        free = scored or left.text.endswith(("等", "等共", "的", "中")) or self.namer.is_holder(left.text)
        if free or self.namer.cues.verb_end.search(left.text) or self.namer.cues.towards.search(left.text + left.links):
            return True
        counts = unit_of(base) in (*self.grammar.classifiers, *self.grammar.people)
        return bool(thing.noun) and counts and not left.links.endswith("为")

    def read_thing(self, base: Reading, left: Left, thing: Thing) -> Reading | None:
        """Return the level of the thing behind the number."""
        unit = unit_of(base)
        name = self.name_thing(thing, unit)
        if not name or (not thing.noun and thing.said.startswith("未") and self.school.search(left.text)):
            return None  # 技工学校 3 所未纳入统计
        listing = left.text.endswith(("等", "等共"))
        before = "" if listing else self.namer.before(self.namer.cues.verb_end.sub("", left.text))
        counted = before.count("、") + 1 == base.quantity.value and "、" in before  # 南校区、北校区两个校区
        if len(before) > len(name) and thing.noun and shares_head(before, thing.noun) and not counted:
            name = before
        elif before.startswith("每") or (thing.noun and self.tells_which(before, left)):
            name = before + name  # 省会 21 所院校
        did = "" if listing else self.namer.done_before(left.text)
        did = "" if did == "通过" and thing.said else did  # 通过 6 个校外基地强化产教融合
        if left.text.endswith("由") and name.startswith("组成"):
            name = self.namer.before(left.text.removesuffix("由")) + thing.noun
        name = did + name if did and did not in name else name
        said = bool(thing.said and not thing.said.startswith((*WITHIN, *MADE_UP)))
        said = said and not (left.text.endswith(ALL_OF) and self.namer.has(thing.said))  # 全市 17 所学校开设专业
        towards = self.namer.cues.towards.search(self.bare(left.text) + left.links) is not None  # 来自全市 8 所
        where = left.text.endswith("的") and not self.namer.is_holder(left.text[:-1])  # 浙江、广东两省的 14 所
        foreign = thing.noun.endswith(SCHOLARLY) and "国" in base.clause.text[: base.at]  # 英国等 5 国 12 所高校
        subset = foreign or (name == thing.noun and (said or towards or where))
        if unit in PERCENT:
            return replace(base, name=f"{name}比例", head=name, form="behind", subset=subset)
        head = name if did or name == before else thing.noun or name
        return replace(base, name=self.namer.with_measure(name, unit), head=head, form="behind", subset=subset)

    def tells_which(self, before: str, left: Left) -> bool:
        """Tell whether ``before`` is a label of what is behind the number: 省会 21 所院校, not 重点支持 5 所."""
        label = len(before) > 1 and before in self.grammar.attributives
        return label and not self.namer.cues.verb_end.search(left.text)

    def bare(self, text: str) -> str:
        """Return ``text`` without the words at its end that say whose things are counted."""
        return next((text.removesuffix(word) for word in self.grammar.holders if text.endswith(word)), text)

    def name_thing(self, thing: Thing, unit: str | None) -> str:
        """Return the name of what stands behind the number, "" where it names nothing."""
        if thing.noun:
            return self.namer.defined(thing)
        if unit in ALONE or unit in PERCENT or unit in (*self.grammar.occasions, *self.grammar.visits):
            return self.namer.done(thing.said)
        said = self.namer.cues.defining.match(thing.said) or thing.said.startswith("未")
        if unit in SCHOOLS and said and (told := self.namer.done(thing.said)):
            return told + SCHOOLS[unit or ""]
        return "" if "的" not in thing.said else self.namer.shorten(thing.said.split(MARK)[0])

    # --- the name before -------------------------------------------------------------------

    def words_before(self, base: Reading, left: Left) -> str:
        """Return the words before the number that may name it."""
        lead = self.lead.sub("", lead_of(base))  # 就业较多的行业是制造业（31.2%）
        lead = self.scarce.sub("", lead)  # 骨干专业少（仅 3 个）
        text = self.after.sub("", BEYOND.sub("", SUCH.sub("", MEANWHILE.sub("", left.text) or lead)))
        text = INCLUDED.sub("", text, 1) if unit_of(base) in SCHOOLS and "中" not in text else text
        if text != left.text and (such := EXAMPLES.fullmatch(text)):
            text = such["what"]  # 国家级骨干专业有汽修、数控等 3 个
        text = JUST.sub("", text)
        if left.links.startswith("有") and text.endswith("拥"):
            text = text[:-1]
        text = MAKING.sub("", text) if unit_of(base) in self.grammar.visits else text
        text = "" if FOR_ONCE.fullmatch(text) else FIRST_TIME.sub("", text)
        if ranked := self.ranked.search(text):
            what = self.namer.before(text[: ranked.start()])
            text = ranked.group() + ("" if self.namer.cues.light.fullmatch(what) else what)  # 精品课程国家级 11 门
        return text

    def read_before(self, base: Reading, left: Left, memory: Memory) -> list[Reading]:
        """Return the level that the words before the number name, or the whole that they are a part of."""
        memory.reasons = memory.reasons or ("原因" in base.clause.lead and base.clause.inner)
        text = self.words_before(base, left)
        kind = self.kind.search(text) if left.links.startswith(("为", "是", "达")) else None
        if kind and (what := self.namer.before(text[: kind.start()])) and self.namer.measures(what):
            name = kind.group() + what  # 生师比高职为 17.6:1，中职为 15.2:1
            return [replace(base, name=name, head=name, form="kind", whole=what)]
        if faculty := self.parts.faculty(base, text, memory):
            return [replace(base, name=f"{faculty}数", head=faculty, form="faculty")]
        last = memory.last
        meant = self.meant.search(text) or self.meant.search(memory.label)
        if meant and last and same_unit(last.quantity, base.quantity):
            return [replace(base, name=last.name, head=last.head, kind=last.kind, form="again")]
        name = self.name_before(base, left, memory, text)
        return self.read_told(base, left, memory, text, name)

    def name_before(self, base: Reading, left: Left, memory: Memory, text: str) -> str:
        """Return the name that ``text`` holds, "" where it is none or that of somebody."""
        name = "" if self.namer.is_holder(text) or self.converted.fullmatch(text) else self.namer.before(text)
        if unit_of(base) == "国":
            name = "国家"
        name = mean_of(name)
        again = memory.same_again(base.quantity) if name in WON else None
        name = "" if again and again.near(base) else name  # 其中某校独揽 11 枚
        if unit_of(base) in ALONE and (staff := STAFF.fullmatch(name)) and self.namer.is_attributive(staff["what"]):
            name = staff["what"] + staff["who"]  # 专任教师本科以上学历 118 人
        last = memory.last
        given = last and last.near(base) and len(last.head) <= SHORT and same_unit(last.quantity, base.quantity)
        if not name and given and base.quantity.canonical_unit == "元" and text in self.grammar.holder_schools:
            name = text  # 政府 2.08 亿元，企业 2.29 亿元，院校 0.83 亿元
        place = self.namer.strip_lead(text)
        if not name and place in self.grammar.attributives and (whole := memory.same_again(base.quantity)):
            name = place if whole.near(base) else ""  # 就业 604 人，其中县内 287 人
        if not name and unit_of(base) in SCHOOLS and (school := self.school.search(text)):
            name = school.group()
        if not name and self.school.fullmatch(place) and self.divides(base, memory):
            name = place  # 招生 3200 人，其中中职学校 1800 人
        if name and self.namer.cues.joint.search(name) and left.links.startswith(("合计", "总计", "共计")):
            name += "合计"
        return name

    def read_told(self, base: Reading, left: Left, memory: Memory, text: str, name: str) -> list[Reading]:
        """Return the level whose name goes on from a label, a total, a share or a rate that was told before."""
        place = self.namer.strip_lead(text)
        summed = left.links.removeprefix("者").startswith(TOTALS) and not base.clause.text.startswith(REST)
        if summed and self.all_told.fullmatch(text):
            total = read_total(base, memory)  # 两者合计, of what its sentence or those before told
            named = self.namer.with_measure("合计", unit_of(base))
            return [total or replace(base, name=named, head="合计", form="total", subset=True)]
        placed = unit_of(base) not in PERCENT or memory.label in PLACED
        if memory.label and place in self.grammar.attributives and len(place) > 1 and placed:
            told = place + memory.label + ("占比" if unit_of(base) in PERCENT else "")  # 生均拨款标准：高职 1.35 万元
            return [replace(base, name=told, head=told, form="kind", whole=memory.label)]
        measured = left.links.startswith(("为", "是", "达")) and unit_of(base) in MEASURED
        if measured and not memory.label and (measure := lent_measure(place, base, memory)):
            return [replace(base, name=place + measure, head=place + measure, form="kind", whole=measure)]
        name = name or memory.label
        last = memory.last
        if name in self.grammar.share_nouns and last and last.near(base) and last.kind == "share" == base.kind:
            return [replace(base, name=last.name, head=last.head, form="again")]  # 其中市一职校占比最高，为 78.2%
        if name and unit_of(base) in PERCENT and not self.namer.measures(name) and (rate := lent_rate(base, memory)):
            return [replace(base, name=name + rate, head=name + rate, form="rated", whole=rate)]
        if base.kind == "share" and PLACE.fullmatch(name) and last and last.near(base) and last.kind == "share":
            name += (
                last.head if last.form == "again" else GROUPED.sub("", last.name, count=1)
            )  # 占比 61.2%，省会某市为 68.9%
            return [replace(base, name=name, head=last.head, form="again", subset=True)]
        if GROUPED.fullmatch(name) and last and last.near(base) and same_unit(last.quantity, base.quantity):
            of = GROUPED.sub("", last.name, count=1)  # 标准 4500 元，江口、云梯两县提高到 4800 元
            return [replace(base, name=name + of, head=of, form="again", subset=True)]
        aimed = AIMED.search(text) if base.clause.text.startswith("其中") else None
        if aimed and unit_of(base) in self.grammar.visits:
            name = aimed["whom"] + aimed["what"]  # 其中面向帮扶县培训 46 万人日
            return [
                replace(base, name=self.namer.with_measure(name, unit_of(base)), head=name, form="part", subset=True)
            ]
        return self.read_rest(base, left, memory, text, name)

    def read_rest(self, base: Reading, left: Left, memory: Memory, text: str, name: str) -> list[Reading]:
        """Return the level of that name, and where it has none, what the number says of those told before."""
        per = self.per_head.search(left.links)
        if name and per and not EACH.search(name):
            name += "标准"  # 国家助学金按每生每年 2300 元发放
        if self.unowned.fullmatch(name):
            return []
        if not name and per and memory.topic:
            return [replace(base, name=f"{memory.topic.head}{per.group()}标准", head=memory.topic.head, form="per")]
        summed = left.links.removeprefix("者").startswith(TOTALS) and not base.clause.text.startswith(REST)
        if not name and not text and summed and (funds := read_funds(base, memory, self.namer)):
            return [funds]
        if not name and summed and (total := read_total(base, memory)):
            return [total]
        worth = text.removesuffix("人民币") in ("", "折合", "约合") and left.links + text
        if worth and worth.startswith(("折合", "约合")) and (reading := read_worth(base, memory, self.namer)):
            return [reading]
        last = memory.last
        if text == "即" and last and last.near(base) and last.kind == "level" and unit_of(base) in PERCENT:
            return [replace(base, name=f"{last.head}占比", head=last.head, form="share", of=last)]
        if not text and last and last.form == "share" and last.near(base) and left.links.startswith("计"):
            named = self.namer.with_measure(last.head, unit_of(base))  # 农村户籍学生占 87%，计 2388 人
            return [replace(base, name=named, head=last.head, form="beside")]
        owner = picked(name, base, memory)
        if owner:
            return [replace(base, name=f"{owner.head}{name}人数", head=owner.head + name, form="part", subset=True)]
        rose = last if last and last.near(base) and last.kind == "change" and last.quantity.unit in POINTS else None
        if not name and rose and unit_of(base) in PERCENT and not rose.of:
            return [replace(base, name=rose.name, head=rose.head, form="again")]  # 升学率提高 3 个百分点，达 65.8%
        topic = memory.topic
        if not text and "完成" in left.links and unit_of(base) in PERCENT and topic and topic.near(base):
            return [replace(base, name=f"{topic.head}完成比例", head=topic.head, form="share", subset=True)]
        if not name and last and last.near(base) and last.kind == "rank" and last.form == "rank" and last.head:
            named = self.namer.with_measure(last.head, unit_of(base))  # 在校生规模居全省第二位，达 34386 人
            return [replace(base, name=named, head=last.head, form="before")]
        if not name and (again := memory.same_again(base.quantity)):
            own = GROUPED.sub("", again.name, count=1) if text else again.name  # 三市占比 45%，某市仅为 31%
            return [replace(base, name=own, head=again.head, form="again")]
        if not name and (beside := self.read_beside(base, left, memory)):
            return [beside]
        if unit_of(base) in PERCENT and (graded := self.completer.graded(name, base, memory)):
            return [replace(base, name=graded, head=graded, form="before")]
        campus = self.campus.search(name) and not self.namer.cues.keep.match(name)  # 升入高一级学校
        if campus and unit_of(base) in (*self.grammar.people, "项") and self.divides(base, memory):
            return self.parts.read(base, name, memory)
        if not name or self.parts.needs_whole(name) or (name in self.grammar.learned and memory.teachers()):
            return self.parts.read(base, name, memory)
        return self.read_name(base, left, memory, text, name)

    def read_name(self, base: Reading, left: Left, memory: Memory, text: str, name: str) -> list[Reading]:
        """Return the level of a name that needs no other, or nothing where it is no figure."""
        unit = unit_of(base)
        if most := self.extremes.named(name, base):
            return [most]
        if unit in self.grammar.people and (deed := DEED.match(self.namer.strip_front(text))):
            name = name if name.startswith(deed.group()) else deed.group() + name  # 签订劳动合同 2164 人
        place = self.namer.cues.verb_end.sub("", name)
        name = place if unit in SCHOOLS and LOCATED.search(place) else name  # 省会某市集聚 19 所
        located = LOCATED.search(name) or (
            text.startswith("、") and len(name) <= SHORT and self.divides_places(base, memory)
        )
        if unit in SCHOOLS and located and (whole := memory.whole_for(unit, base.quantity)):
            head = name + whole.base  # 中职学校 17 所，主城区 6 所
            named = self.namer.with_measure(head, unit)
            return [replace(base, name=named, head=head, form="part", whole=whole.base, subset=True)]
        name = f"{name}平均" if base.numeral.cls == "duration" and left.links == "平均" else name  # 跟岗平均 28 天
        lasting = name.endswith((*self.grammar.durations, *self.grammar.averages)) or name.startswith(
            self.grammar.averages
        )
        timeless = base.numeral.cls == "duration" and not lasting
        counted = self.namer.measures(name) or name in PERSONS
        scaled = base.quantity.canonical_value != base.quantity.value  # 注册用户 7.8 万
        unnamed = unit is None and not left.links and not counted and not scaled
        if (timeless and base.kind != "threshold") or unnamed:
            return []
        name = self.completer.complete(name, base, memory)
        if unit in PERCENT and not left.text and name in base.clause.lead and not self.namer.measures(name):
            return [replace(base, name=f"{name}占比", head=name, form="before", subset=True)]
        if base.clause.text.startswith("其中") and (titled := among_some(name, base, memory)):
            return [replace(base, name=self.namer.with_measure(titled, unit), head=name, form="before", subset=True)]
        if base.clause.text.startswith("其中") and name.endswith(PUPILS) and among_staff(base, memory):
            return [replace(base, name=self.namer.with_measure(name, unit), head=name, form="before", subset=True)]
        if JUNIOR.match(self.namer.strip_front(text)) and not enrols(base, memory):
            return [replace(base, name=self.namer.with_measure(name, unit), head=name, form="before", subset=True)]
        people = unit in self.grammar.people
        if people and (some := self.qualified.search(text)) and some["who"] == name:
            name = self.namer.shorten(some["verb"] + some["what"]) + name  # 具有三年以上工作经历的专任教师
            return [replace(base, name=self.namer.with_measure(name, unit), head=name, form="before", subset=True)]
        if CAME.match(bare := self.namer.strip_lead(text)) and admitted(base, memory):
            name = self.namer.shorten(bare)
            return [replace(base, name=f"{name}人数", head=name, form="before", subset=True)]
        named = self.namer.with_measure(name, unit)
        return [replace(base, name=named, head=name, form="before", subset=memory.reasons and base.clause.inner)]

    def divides_places(self, base: Reading, memory: Memory) -> bool:
        """Tell whether the number right before is that of a place: 石岭县 4 所、青浦 3 所."""
        last = memory.last
        part = last is not None and last.near(base) and last.form == "part" and unit_of(last) == unit_of(base)
        return part and last is not None and LOCATED.search(last.head.removesuffix(last.whole)) is not None

    def divides(self, base: Reading, memory: Memory) -> bool:
        """Tell whether the text tells people school by school: 招生 3200 人，其中普通中专 1800 人、职业高中 1400 人."""
        last = memory.last
        begun = last is not None and last.near(base) and last.form == "part" and self.campus.search(last.whole) is None
        return memory.parting is not None or base.clause.text.startswith("其中") or begun

    def read_beside(self, base: Reading, left: Left, memory: Memory) -> Reading | None:
        """Return the level of what was counted right before in another unit: 助学金 1034 人、206.8 万元."""
        last, unit = memory.last, unit_of(base)
        near = last and last.clause is base.clause and left.text in ("、", "") and last.kind == base.kind == "level"
        if not last or not near or not last.head or unit is None or base.clause.marks[-1] < base.at:
            return None
        return replace(base, name=self.namer.with_measure(last.head, unit), head=last.head, form="beside")
