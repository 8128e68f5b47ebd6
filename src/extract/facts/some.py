"""Some of those counted before: 毕业生中有 71% 留在本县, 教材 8 部，有 2 部入选, 专业涵盖 6 大类."""

from __future__ import annotations

from msgspec.structs import replace

from extract.facts.naming import Namer, Thing, shares_head
from extract.facts.phrases import PERCENT, Left, Memory, Reading, unit_of
from extract.late import late
from extract.rules.grammar import MARK, Grammar, one_of

PERSONS_OR_PLACES = ("毕业生", "学生", "生源", "学员", "教师", "人员", "员工", "职工", "企业", "院校", "学校")
SAID = late("公布|发布|公示|与|留|在|到|赴|进入|选择|就业|升|获|从事|来自|已|为|具有|具备|持有|取得|拥有|通过|考取")
LONGEST_AMONG = 6
GROUPS = "大类"
SCHOOLS = {"所": "学校", "家": "企业"}  # in which schools are counted, so that they are no holder: 学校 20 所
ALONE = frozenset({"人", "名", "位", "户"})


class SomeReader:
    """Reads what a number says of some among those counted."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.grammar = grammar
        self.namer = namer
        self.falling = late("(?P<what>.*?)(?:主要|均|分别)?(?:集中|分布|涵盖|覆盖|涉及|包括|包含|隶属|归属|分属|对接)")
        self.school = late(f"(?:{one_of((*grammar.holder_schools, '中专', '高职'))})++(?<=[校院专职])$")

    def told_of_some(self, base: Reading, left: Left, behind: str) -> str:
        """Return what is said of some among those named before: 毕业生中有 71% 留在本县, "" where it is nothing."""
        some = left.text.removesuffix("中")
        counted = (*ALONE, *PERCENT, *SCHOOLS)
        direct = unit_of(base) in PERCENT and not left.links and some.endswith(PERSONS_OR_PLACES)
        if (some == left.text and not direct) or some.endswith("其") or "在" in some or unit_of(base) not in counted:
            return ""
        told = self.namer.done(behind) if SAID.match(behind) else ""
        if told and direct and some == left.text:
            return self.namer.before(some) + told  # 新增从业人员 70% 以上来自职业院校
        school = self.school.search(some) if unit_of(base) in SCHOOLS else None
        among = school.group() if school else self.namer.before(some)
        return told + among if told and len(among) <= LONGEST_AMONG else told

    def grouped(self, base: Reading, left: Left) -> str:
        """Return what falls into groups: 6 大类 28 个专业, 专业涵盖 6 大类."""
        follow = base.clause.text[base.at + 1 :].lstrip("、和及的").split(MARK)
        thing = self.namer.behind(follow[1] if not follow[0] and len(follow) > 1 else follow[0])
        if thing and thing.noun and not thing.noun.endswith("类"):
            return thing.noun
        among = self.falling.match(left.text)
        what = self.namer.before(among["what"] if among else self.namer.cues.verb_end.sub("", left.text))
        return what.removesuffix(GROUPS) or "专业"

    def read_some(self, base: Reading, thing: Thing, memory: Memory) -> Reading | None:
        """Return how many of those counted last are what is said of them: 教材 8 部，有 2 部入选…"""
        last, unit = memory.last, unit_of(base)
        named = unit in (*self.grammar.people, *SCHOOLS) or not (
            thing.said.startswith("被") or self.namer.cues.defining.match(thing.said)
        )
        if named or not last or not last.near(base) or last.kind != "level":
            return None
        told = self.namer.done(thing.said)
        if unit_of(last) != unit:  # 发明专利 29 件、软件著作权 58 项，其中 21 件实现转化
            among = told and base.clause.text.startswith("其中")
            named_so = self.namer.with_measure(told, unit)
            return replace(base, name=named_so, head=told, form="behind", subset=True) if among else None
        verb = self.namer.cues.keep.match(last.head)
        what = last.head[verb.end() :] if verb and len(last.head) - verb.end() > 1 else last.head
        name = told if shares_head(told, what) else told + what
        return replace(base, name=self.namer.with_measure(name, unit), head=name, form="behind", subset=True)
