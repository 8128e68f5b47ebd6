"""The patterns that the words of the clause grammar make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TypeAlias

from extract.late import late
from extract.rules.grammar import MARK, Grammar, one_of

Pattern: TypeAlias = re.Pattern[str]
PERIOD = (
    r"(?:计划|预计|力争|争取|拟|提出|明确)?(?:截至|截止|到|自|于|在)?(?!\d{4}级)(?:\d{4}届|\d{1,2}月(?=\d{1,2}[日号]|[底末])|(?:19|20)\d\d(?:[-—–~～至](?:20)?\d\d)?年?(?:学年度?|年度|年)"
    r"|(?:19|20)\d\d(?=[、和及与]|$)|[一二三四五六七八九十]+(?=月)|[一二三四五六七八九十\d]{1,2}年内|[“‘]?十[一二三四五六]五[”’]?(?=期|以来|末|初))"
    r"(?:\d{1,2}(?:[-—–~～至]\d{1,2})?月份?|第?[一二三四]季度|上半年|下半年)?(?:\d{1,2}[日号])?(?:末|底|初(?![次中级始步])|以来|后(?!勤|期|续|备)|间|期间|前(?=[再拟将新建完实])|秋季|春季|[秋春](?=招|录|[新在]))?"
)
ASPECT = "(?:了|着|过|到)?"
NONE = "$."


class Cues:
    """Patterns by what they find in a clause, each compiled when it is first asked for."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    # --- at the beginning of what stands before a number ------------------------------------

    @cached_property
    def opener(self) -> Pattern:
        """Connectives and adverbs of the sentence; 超过 6000 元的 is a name."""
        return late(f"(?!超过\\d)(?:{one_of(self.grammar.openers)}|{guarded_words(self.grammar.opener_signs)})")

    @cached_property
    def period(self) -> Pattern:
        """A time in front: 2030-2031 学年, 截至 2030 年底."""
        return late(PERIOD)

    @cached_property
    def adjunct(self) -> Pattern:
        """在…中, 从…看."""
        return late(
            r"《[^《》]{2,30}》(?:要求|规定|明确|提出)的?(?=.{2})|按[^，]{2,12}?(?:折算|计算|测算|核算|统计|口径)的?(?=.{2})|(?:[从按]|在(?![校职读册籍岗编建线])).{2,40}?(?:中(?![心学职等专小国央医外药高])|上(?![市海岗课升级线])|下(?![设达岗属辖乡])"
            r"|里(?!程)|期间|方面|过程中|领域|看|分(?![校院]))(?=.)"
        )

    @cached_property
    def schools(self) -> Pattern:
        """Words that say which schools are meant: 各中等职业学校."""
        return late(f"(?:(?:{one_of(self.grammar.holder_schools)})(?![级本]|生(?!均)))+")

    @cached_property
    def schooling(self) -> Pattern:
        """The schools of a kind of education: 中等职业教育|共有学校, 中等职业教育学校|全国."""
        return late(
            "(?P<kind>[^，。；的]{2,10}教育)(?:（[^（）]*）)?(?:(?:阶段|现|共)*有?学校(?:全[国省市县区])?|学校全[国省市县区])$"
        )

    @cached_property
    def contest(self) -> Pattern:
        """The name of a contest, near."""
        return late(f"[^，。]{{0,12}}?(?:{one_of(self.grammar.contests)})")

    @cached_property
    def light(self) -> Pattern:
        """A verb that says no more than that there is so much."""
        signs = guarded_words(self.grammar.light_signs)
        return late(f"(?:{one_of(self.grammar.light)}|{signs})(?!者|达标)(?:了|着|有|过)?")

    @cached_property
    def owner(self) -> Pattern:
        """An institution, or people, that have what is told behind 的: 38 所学校|的年度报告."""
        owners = one_of((*self.grammar.institutions, *self.grammar.subjects))
        return late(f"(?P<who>[^的]{{0,12}}?(?:{owners}))的(?=.{{2}})")

    @cached_property
    def keep(self) -> Pattern:
        """A verb that belongs to the name; in 毕业生 there is none."""
        return late(f"(?!毕业生)(?:{one_of(self.grammar.keep)})")

    @cached_property
    def inner_verb(self) -> Pattern:
        """A verb of having between the one who has and what is had."""
        return late(f"(?:{one_of(self.grammar.having)})(?!者|达标)(?:了|有|着)?")

    @cached_property
    def aim(self) -> Pattern:
        """For whom something is done, with the verb unless it belongs to the name: 面向社会开展, 为企业|输送."""
        deeds, sent = one_of(self.grammar.deeds), one_of(self.grammar.sent)
        verb = f"(?:累计)?(?:{deeds})了?(?=.{{2,}})"
        return late(f"(?:面向|针对|围绕|为|对|向).{{2,30}}?(?:{verb}|(?={sent}))")

    @cached_property
    def agent(self) -> Pattern:
        """Who does it, where the verb tells what is counted: 师生团队同步|制作双语微课, 组织师生走进|社区义诊."""
        grammar = self.grammar
        paid = f"(?:{one_of(grammar.grants)})"
        makes, adverbs = one_of((*grammar.light, *grammar.makes)), one_of((*grammar.adverbs, *grammar.openers))
        made = (
            f"[^，的]{{0,12}}?(?:{one_of(grammar.agents)})(?:{adverbs})*+(?!(?:支持|资助|扶持)建设的|建设(?:院校|单位|项目|学校|任务|计划|点)$)"
            f"(?=(?:{makes})(?:了|出|成|过)?(?!{paid})(?=[^的].))"
        )
        sent = f"(?:{one_of(grammar.causes)})[^，的级]{{0,8}}?(?:{one_of(grammar.sent_out)})(?=(?:{makes}))"
        return late(f"(?:{made}|{sent})", (*grammar.agents, *grammar.causes))

    @cached_property
    def agreed(self) -> Pattern:
        """What some do with others: 81 人|与企业签订劳动合同."""
        return late("[与和同][^，。、与和]{1,16}?(?:签订|签署|签约|达成|建立|结成)")

    @cached_property
    def turning(self) -> Pattern:
        """What is turned into the things counted: 把课题分解为|毕业设计题目."""
        return late("[^，]{0,10}?(?:改造|改建|分解|拆分|拆|划分|转化|整合)[^，]{0,12}?(?:为|成)(?=[^，]{2,}$)")

    # --- at the end of what stands before a number ------------------------------------------

    @cached_property
    def link_end(self) -> Pattern:
        """A word between a name and its number."""
        return late(f"(?:{one_of((*self.grammar.links, *self.grammar.bounds, *self.grammar.turns))})$")

    @cached_property
    def whole_end(self) -> Pattern:
        """生均, 报到: no link, though it ends in one."""
        return late(f"(?:{one_of((*self.grammar.averages, *self.grammar.whole_ends))})$")

    @cached_property
    def bound_end(self) -> Pattern:
        """不少于, 至少."""
        return late(f"(?:{one_of(self.grammar.bounds)})(?:为|达|达到)?$")

    @cached_property
    def verb_end(self) -> Pattern:
        """A verb whose object is counted."""
        verbs = (*self.grammar.light, *self.grammar.keep, *self.grammar.light_signs)
        return late(f"(?:{one_of(verbs)}){ASPECT}$")

    @cached_property
    def more(self) -> Pattern:
        """A verb by which something was added: 两年来新增|紧缺专业点."""
        return late(f"(?:{one_of(self.grammar.increments)})(?=.{{2}})")

    @cached_property
    def keep_end(self) -> Pattern:
        """The same, of the verbs that belong to the name."""
        return late(f"(?P<verb>{one_of(self.grammar.keep)}){ASPECT}$")

    @cached_property
    def towards(self) -> Pattern:
        """A preposition before things that are not counted for their own sake."""
        return late(f"(?:{one_of(self.grammar.towards)})$")

    # --- inside a name ----------------------------------------------------------------------

    @cached_property
    def joint(self) -> Pattern:
        """What joins the names of a row."""
        return late(r"、|以及|[和及与]")

    @cached_property
    def enumeration(self) -> Pattern:
        """等 between examples and the name of all."""
        return late(
            "(?<![高中初平同均优相])等(?:[国地省市县区校](?![家级际产内外方域直属企园区舍]))?(?![级次于候奖])(?=.{2,}$)"
        )

    @cached_property
    def relative(self) -> Pattern:
        """A short noun with what is said of it: 参加培训的|学员."""
        told = f"(?:.*(?:{one_of(self.grammar.relatives)})(?=[^的]{{3,}}的))?"
        return late(f"^{told}(?P<what>[^的]{{2,}})的(?P<who>[^的]{{1,3}})$")

    @cached_property
    def for_years(self) -> Pattern:
        """连续三年, 五年间 at the end of a name."""
        count = r"[一二两三四五六七八九十\d]"
        return late(
            f"(?:(?:连续|连年|已连续){count}*(?:多)?(?:年|个学年|届)?|(?<=.{{2}})(?:近|这|过去)?{count}{{1,2}}年(?:来|间)"
            r"|(?<=.{2})[从由到至在]?(?:19|20)\d\d(?:年[底末]?|届|学年)的?)$"
        )

    @cached_property
    def attributive(self) -> Pattern:
        """A label that names no thing by itself."""
        endings = f".{{1,8}}(?:{one_of(self.grammar.attributive_endings)})"
        bounded = r".{0,12}(?:\d(?:万|亿)?|超过?[十百千]?[万亿])(?:人|名|岁|元|亩|分|平方米|%)(?:及?以上|及?以下|以内)?"
        above = "(?:.{1,8}及|.{1,3}级)以[上下]"
        return late(f"(?:{one_of(self.grammar.attributives)}|{endings}|{bounded}|{above})")

    @cached_property
    def bounded(self) -> Pattern:
        """3000 人以上, 不足 1000 人: of which size."""
        return late(
            r"(?:不足|不到|超过?)?(?:\d[\d.,—～~至-]*(?:万|亿)?|[十百千]?[万亿])(?:人|名|岁|元|亩|分|平方米|%)(?:及?以上|及?以下|以内)?"
        )

    @cached_property
    def cohort(self) -> Pattern:
        """2021 级, the pupils of one year."""
        return late(r"(?:20)?\d\d(?:级|届)")

    @cached_property
    def kind(self) -> Pattern:
        """A 类, 第一产业类, before what is of it."""
        return late("^.{1,6}?类(?=.{2,})")

    @cached_property
    def remark(self) -> Pattern:
        """A bracket at the end of a name: A 类课程（纯理论）."""
        return late(r"(?<=.{2})(?:（[^（）]*）|\([^()]*\))$")

    @cached_property
    def rank_word(self) -> Pattern:
        """国家级, 省级以上."""
        return late(f"^(?:{one_of(self.grammar.ranks)})(?:及)?(?:以上)?")

    @cached_property
    def measure(self) -> Pattern:
        """The word at the end of a name that says what is measured."""
        return late(f"(?:{one_of(self.grammar.measures)})”?(?:（[^（）]*）|\\([^()]*\\))?$")

    # --- behind a number --------------------------------------------------------------------

    @cached_property
    def nothing(self) -> Pattern:
        """What may follow a number and names nothing."""
        words = (*self.grammar.rises, *self.grammar.falls)
        changes = [word for word in words if len(word) > 1 and word not in self.grammar.weak_rises]
        added = f"(?:{one_of(self.grammar.weak_rises)})(?=$|[{MARK}，、])"  # 70% 的新增从业人员: the name
        staying = f"(?:共|共计|合计|总计|驻校|驻村|到校|进校|到岗|在岗|分成|分为|编成|编为|组成)(?=$|{MARK})"
        turns = [word for word in self.grammar.turns if len(word) > 1]
        ending = one_of((*turns, *changes, *self.grammar.closers))
        return late(f"的?(?:{ending}|{added})|到(?:约|近|超|了)*$|{staying}")

    @cached_property
    def dangling(self) -> Pattern:
        """What leads on to the next number and names nothing: 学生分|6 批."""
        return late("(?<=.{2})(?:分成?|分为|共计?|均|各|约|占|达|每[年月周天]|保持)$")

    @cached_property
    def partner(self) -> Pattern:
        """Who does something with the school: 63 家|企业|与学校签订协议."""
        return late(
            "[^，的与和同]{0,6}(?:企业|公司|单位|院校|高校|机构)(?=(?:与|和|同)(?:学校|学院|我校|我院|各校|中职|职业))"
            "|(?:学校|院校|专业|企业)(?=与[^，与同和]{2,14}(?:建立|签订|签署|共建|结对|结成|达成))"
        )

    @cached_property
    def owning(self) -> Pattern:
        """Institutions right before what they have, which has a number of its own: 3 所|学校|在校生 4126 人."""
        who = (*self.grammar.institutions, *self.grammar.regions, "院校", "专业", "专业点", "专业群", "班级")
        owners = one_of(who)
        had = one_of((*self.grammar.roles, *self.grammar.averages, "生师比", "占地", "建筑面积"))
        sum_ = one_of((*self.grammar.vague, *self.grammar.paid))
        ends = one_of((*self.grammar.short_of, *self.grammar.links))
        plain = f"(?:{one_of(self.grammar.roles)})(?:人数|规模)?"
        having = f"(?:共|现|年|{one_of(self.grammar.having)})*+"
        return late(
            f"(?P<who>[^，的]{{0,8}}?(?:{owners}))"
            f"(?={having}(?:{plain}|[^，的]{{0,10}}?(?:(?<!增长)率|满意度)(?:中位数|均值|平均值)?(?:{ends})|(?:(?:{had})[^，]{{0,12}}?|[^，的]{{2,16}}?(?:{sum_}))(?:{ends}))(?:{ends})*$)",
            who,
        )

    @cached_property
    def short(self) -> Pattern:
        """The end of what some of those counted miss: 生均图书低于."""
        return late(f"(?:{one_of((*self.grammar.short_of, *self.grammar.short_or_all))})[了到]?$")

    @cached_property
    def or_more(self) -> Pattern:
        """1 个或多个."""
        return late("^或(?:多|更多|以上)[个项名]?")

    @cached_property
    def tail(self) -> Pattern:
        """A verb behind the thing counted, with none of the signs round it that make it another word."""
        guards = self.grammar.tails_guarded
        words = sorted({*self.grammar.tails, *guards}, key=lambda word: (-len(word), word))
        return late("|".join(guarded(word, *guards.get(word, ("", ""))) for word in words))

    @cached_property
    def defining(self) -> Pattern:
        """A verb whose object says which things were counted."""
        return late(f"(?:成功|顺利)?(?:{one_of(self.grammar.defining)})")

    @cached_property
    def copula(self) -> Pattern:
        """A verb whose object names the things counted."""
        return late(f"(?:成功|顺利)?(?:{one_of(self.grammar.copulas)})(?:了|过)?")

    @cached_property
    def onward(self) -> Pattern:
        """Where what is said of a thing goes on to something else."""
        return late("(?<=.{2})(?:不仅|不但|并且|并(?![轨联])|从而|进而|以(?:此|便|及))")

    @cached_property
    def adverbs(self) -> Pattern:
        """How it was done."""
        return late(f"^(?:{one_of(self.grammar.adverbs)})+")


def guarded(word: str, ahead: str, follow: str) -> str:
    """Return a pattern for ``word`` with none of ``ahead`` before it and none of ``follow`` behind it."""
    before = f"(?<!{any_sign(ahead)})" if ahead else ""
    behind = f"(?!{any_sign(follow)})" if follow else ""
    return f"{before}{re.escape(word)}{behind}"


def any_sign(signs: str) -> str:
    """Return a pattern for any of ``signs`` that is no set: of one, ``re`` makes a table of all the signs there are."""
    return f"{'|'.join(map(re.escape, signs))}|{NONE}"


def guarded_words(words: Mapping[str, str]) -> str:
    """Return a pattern for any of ``words``, each where none of its characters comes after it."""
    return "|".join(guarded(word, "", follow) for word, follow in words.items())
