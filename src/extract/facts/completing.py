"""Names that say too little, completed by what the levels before them tell: 落实率, 在校生 of the schools counted."""

from __future__ import annotations

from os.path import commonprefix

from extract.facts.naming import Namer
from extract.facts.phrases import PLACES, Memory, Reading, same_unit, unit_of
from extract.late import late
from extract.rules.grammar import MARK, Grammar, one_of

OWNED = ("流失率", "离职率")  # of the people told before: 离职教师 41 人，流失率 5.2%
RATIOS = ("师生比", "生师比")
OF_STAFF = late("(?:辅导员|班主任|思政课教师|思政课专任教师|心理健康教师|心理教师)$")
COMPLETED = late("(?:计划|任务|目标)?完成率")
OVERALL = ("就业率", "升学率")  # of all: no rate of those told before, 直接就业 246 人，就业率 95.8%
ARRIVED = ("报到", "实际报到", "新生报到", "录取", "实际录取", "招生", "实际招生", "报到率", "录取率")
PLAN_OF = late("(?P<who>(?!招生|计划|年度|总|全)[^，]{2,8}?)(?:招生)?计划")
PLAIN = 4  # characters of 中职学校; 产教融合型企业 says more
MEMBERS = ("成员单位", "成员", "理事单位")  # 成员单位 104 家，其中企业 84 家、中职学校 11 所
FOR_EACH = late("(?:平均)?(?P<each>每[百千万]?[名个位]?(?:学生|教师|在校生))")
OTHER_WAYS = late("开放教育|成人教育|继续教育|函授|自考|电大|网络教育|老年大学|社区学院")
MEAN_LEVEL = late("[校市县院区]?(?:的)?平均(?:水平|值|数)")
SHORTFALL = ("缺口", "缺额", "缺编", "短缺", "差额", "缺", "尚缺", "仍缺", "还缺")
JOINED = late("(?:学校|院校|企业|协会|院所|机构|单位|园区|高校|大学|学院|公司)$")
GRADES = late("(?P<grade>优秀|良好|优良|及格|不及格|满分)率?")
GRADE_RATE = late("(?P<of>.{2,}?)(?:优秀|良好|优良|及格|合格|达标|不及格)率")
PARTNERS = ("与", "同", "和", "联合", "面向", "对接", "携手")


class Completer:
    """Completes the name before a number with what the passage told before."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.grammar = grammar
        self.namer = namer
        self.rate = late("(?P<of>.{2,3})(?P<rate>率|比例|占比)")
        self.prize = late("(?:(?:[特一二三四]等|[金银铜]|优秀|优胜|优等)奖|[金银铜]牌)$")
        self.plan = late("(?P<word>计划|任务|目标)(?:总?人数|总?数)?")
        self.joining = late(f"(?P<verb>{one_of(grammar.joining)})(?!体)(?=[^{MARK}]{{2,12}}$)")
        self.role = late("(?:总?人数|总?规模|总数)$")
        self.of_all = late(f"全日制|(?:{one_of(grammar.holders)})[^{MARK}]*$")
        self.whose = late("(?:教师|教职工|员工|干部)$")

    def complete(self, name: str, base: Reading, memory: Memory) -> str:
        """Return ``name`` with what the level before it lends: 课均学生数, 落实率, 在校生 of a school."""
        topic = memory.topic
        if topic and topic.near(base) and MEAN_LEVEL.fullmatch(name):
            return topic.head + name  # 省级标准提高至 1.5 万元，各校平均水平为 1.68 万元
        if topic and topic.near(base) and (each := FOR_EACH.fullmatch(name)):
            return each["each"] + topic.head  # 计算机 642 台，平均每百名学生 27.9 台
        if topic and topic.near(base) and name in ("毕业", "招生", "录取") and (way := OTHER_WAYS.search(topic.head)):
            return way.group() + name  # 电大在籍学员 516 人，当年毕业 163 人
        if name in SHORTFALL and memory.label:
            return f"{memory.label}缺口"  # “双师型”教师总量不足，缺口约 2300 人
        if name == "计划" and memory.doing:
            return memory.doing + name
        owner = memory.owner(base) if base.clause.inner and unit_of(base) in self.grammar.people else None
        if owner and JOINED.search(name) and same_unit(owner.quantity, base.quantity):
            return name + owner.head  # 招生 28.36 万人（含技工学校 6.02 万人）
        if verb := self.joined(name, base, memory):
            return verb + name
        if topic and name.startswith(self.grammar.averages) and name[2:] in self.grammar.lent:
            return topic.head + name
        if topic and topic.near(base) and self.prize.fullmatch(name) and (named := self.prize.search(topic.head)):
            return topic.head[: named.start()] + name
        if topic and name in self.grammar.vague and base.clause.text.startswith("其中"):
            return topic.head if same_unit(topic.quantity, base.quantity) else name
        if name in RATIOS and topic and topic.near(base) and (whose := OF_STAFF.search(topic.head)):
            return whose.group() + name  # 专职辅导员 72 人，师生比 1:193
        if planned := self.planned(name, base, memory):
            return planned
        if topic and name in ARRIVED and topic.near(base) and (whose := PLAN_OF.fullmatch(topic.head)):
            return whose["who"] + name  # 五年制计划 800 人，实际报到 792 人
        rate = self.rate.fullmatch(name) if name not in OVERALL else None
        if topic and rate and topic.head.endswith(rate["of"]):
            return f"{topic.head}{rate['rate']}"
        if topic and name in OWNED and topic.near(base) and (who := self.whose.search(topic.head)):
            return who.group() + name
        if topic and (verb := self.lent_front(name, topic.head)):
            return verb + name
        if name in self.grammar.paid and topic and topic.near(base):
            return self.row_of(topic, memory) + name
        light = self.namer.cues.light.match(name)
        bare = name[light.end() :] if light else name
        own = bare if bare in self.grammar.plain_roles else name  # 开设专业 2 个
        role = self.role.sub("", own)
        if role in self.grammar.roles:
            institution = self.institution(base, memory)
            if not institution and memory.programme and not self.of_all.search(base.clause.text[: base.at]):
                return memory.programme + own
            abroad = any(word in institution for word in self.grammar.abroad)
            return institution + own if abroad or role not in self.grammar.plain_roles else name
        return name

    def graded(self, name: str, base: Reading, memory: Memory) -> str:
        """Return the rate of another grade than the one before: 体质测试合格率 94.3%，优良率 38.6%、优秀 8.1%."""
        last, grade = memory.last, GRADES.fullmatch(name)
        told = GRADE_RATE.fullmatch(last.head) if last and grade and last.near(base) else None
        return f"{told['of']}{grade['grade']}率" if told and grade else ""

    def joined(self, name: str, base: Reading, memory: Memory) -> str:
        """Return the verb by which what the sentence counts has joined: 吸纳企业 4317 家，中职学校 206 所."""
        last = memory.last
        told = (level for level in reversed(memory.levels) if level.near(base))
        plain = JOINED.search(name) and len(name) <= PLAIN and unit_of(base) in PLACES
        if plain and any(level.head.endswith(MEMBERS) for level in told):
            return "" if name.startswith("成员") or name.endswith(MEMBERS) else "成员"
        if not last or not last.near(base) or not JOINED.search(name) or not {unit_of(last), unit_of(base)} <= PLACES:
            return ""
        verb = self.joining.match(last.head) or self.joining.search(last.clause.text[: last.at].rpartition(MARK)[2])
        return verb["verb"] if verb and JOINED.search(last.head) and not self.joining.match(name) else ""

    def row_of(self, topic: Reading, memory: Memory) -> str:
        """Return what ``topic`` is of, for all of its row where it stands in one: 职工、农民分别培训 3 万、1 万人次."""
        heads = [level.head[::-1] for level in memory.levels if level.form == "list" and level.clause is topic.clause]
        return (commonprefix(heads)[::-1] if len(heads) > 1 else "") or topic.head  # noqa: RUF071

    def planned(self, name: str, base: Reading, memory: Memory) -> str:
        """Return what became of what the sentence planned: 计划招生 1520 人，实际录取 1487 人，完成率 97.8%."""
        if not COMPLETED.fullmatch(name):
            return ""
        plans = (level.head for level in reversed(memory.levels) if level.near(base))
        planned = next(((head, plan) for head in plans if (plan := self.plan.search(head))), None)
        return f"{self.plan.sub('', planned[0])}{planned[1]['word']}完成率" if planned else ""

    def lent_front(self, name: str, head: str) -> str:
        """Return what stands before the rank in ``head`` where ``name`` is the same of another rank."""
        rank = self.namer.cues.rank_word.match(name)
        what = name[rank.end() :] if rank else ""
        before = head.removesuffix(what) if what and head.endswith(what) else ""
        return next((before[: -len(other)] for other in self.grammar.ranks if before.endswith(other)), "")

    def kind_before(self, base: Reading, memory: Memory) -> str:
        """Return the kind of schools that a part of the sentence began with: 公办 13 所，在校生 32615 人；…."""
        part: list[Reading] = []
        for level in reversed(memory.levels):
            if not level.near(base) or level.clause.stop in ("；", ";"):
                break
            part.append(level)
        counted = [level for level in part if unit_of(level) == "所"]
        kinds = bool(part) and counted == part[-1:] and counted[0].head in self.grammar.attributives
        return f"{counted[0].head}学校" if kinds and not counted[0].clause.text.startswith("其中") else ""

    def beside(self, level: Reading, memory: Memory) -> bool:
        """Tell whether institutions of another kind are counted right before ``level``: 中职 3 所、技工学校 1 所."""
        joined = "、" in level.clause.text[: level.at].rpartition(MARK)[2]
        others = (other for other in memory.levels if other.clause is level.clause and other is not level)
        return joined and any(other.head.endswith(self.grammar.institutions) for other in others)

    def institution(self, base: Reading, memory: Memory) -> str:
        """Return the kind of institution or programme that the sentence counted before its people."""
        if kind := self.kind_before(base, memory):
            return kind
        for level in reversed(memory.levels):
            near = level.form != "part" and level.clause.sentence == base.clause.sentence and unit_of(level) in PLACES
            if near and level.clause.text.endswith(PARTNERS, 0, level.at):
                continue  # 与 12 所高职院校合作，招生 1860 人
            if near and level.head.startswith(self.grammar.partial_verbs):
                continue  # 撤并薄弱学校 4 所，招生规模稳定在 1.5 万人
            inner = level.head.endswith(self.grammar.inner)
            ends = level.head.rstrip("”").endswith(self.grammar.institutions)  # “漓江学院” 14 个，在校生 3318 人
            if near and not inner and len(level.head) >= 2 and ends:
                return "" if self.beside(level, memory) else level.head
        return ""
