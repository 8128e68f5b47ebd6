"""Ranks: 金牌数列全省第 3 位, and the number of those among whom something ranks."""

from __future__ import annotations

from msgspec.structs import replace

from extract.facts.naming import Namer
from extract.facts.phrases import Left, Memory, Reading
from extract.late import late
from extract.rules.grammar import MARK, Grammar, one_of

WITHIN = late(
    "^.{0,2}中$|^、?(?:[东中西南北]部|东北|华[东中北南]|西[南北])(?:地区)?$"
    "|(?:院校|学校|高校|[省市县区国州校]|单位|代表队|城市)[中里内]$"
)  # 区中排第二 holds no name


class RankReader:
    """Reads ranks and knows the numbers that only say among how many."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.namer = namer
        self.dependent = grammar.dependent
        self.verbs = late(
            f"(?:{one_of(grammar.rank_verbs)})+(?:(?:同类|县级|市级|高职|中职|职业|本科|技工)*(?:院校|学校|高校|职教中心|职校))?$"
        )
        placed = one_of(word for word in grammar.rank_verbs if len(word) > 1 and word not in grammar.holders)
        self.scoped = late(
            f"(?:{placed})[^，、]{{0,8}}?(?:[省市县区州国]|行业|系统|地区|片区|区域|城市群|院校|高校|学校|职校)$"
        )
        self.scored = late("[中上]?以(?:团体)?(?:总分)?$")  # 以总分第一名
        self.first = late("[^，]{1,10}(?:中(?:的|排|排名|名列|位列|位居|居|列)|首位|榜首|之首|前列)")  # 8 个区中排第二
        self.scope = late(
            "[^，]{0,8}?(?:地级市|市州|州市|市|区|县|州|校|院|家|所|单位|代表队|城市)(?:中|里)?(?:排名?|位列|位居|居|列)?"
        )

    def read(self, base: Reading, left: Left, memory: Memory) -> Reading:
        """Return the rank that 第一名 tells."""
        text, before = left.text, base.clause.text[: base.at].split(MARK)
        if len(before) > 1 and self.scope.fullmatch(text) and self.verbs.search(before[-2]):
            text = before[-2]  # 获奖总数列全省 14 个地市第 4 位
        bare = self.verbs.sub("", self.scoped.sub("", text))
        head = self.namer.before(self.scored.sub("", bare).rstrip("在由从"))
        if not head or head in self.dependent or WITHIN.search(head):
            head = self.ranked_before(base, memory, head if head in self.dependent else "") or head
        form = "from" if left.text.endswith(("由", "从")) else "rank"  # 由第 38 位升至第 21 位
        return replace(base, name=f"{head}名次", head=head, kind="rank", form=form)

    def ranked_before(self, base: Reading, memory: Memory, measure: str) -> str:
        """Return what was told before: the topic, or a share right before: 市场占有率 23%，排名行业第 3.

        Its ``measure`` is that of a level: 在校生 5.4 万人，增速放缓 1.8 个百分点，规模列全国第 9 位.
        """
        last, topic = memory.last, memory.topic
        if measure and topic and topic.kind in ("change", "change_rate"):
            topic = next((one for one in reversed(memory.levels) if one.near(base) and one.kind == "level"), topic)
        if last and last.kind == "share" and last.near(base):
            return last.name
        return topic.head or topic.whole if topic else ""

    def is_scope(self, base: Reading, left: Left, behind: str) -> bool:
        """Tell whether the number says among how many something ranks: 居 8 个区首位, 列全省 14 个地市第 4 位."""
        if self.first.fullmatch(behind):
            return True
        follow = next((one for one in base.clause.numerals if one.start >= base.numeral.end), None)
        ranked = follow is not None and follow.cls == "rank" and self.scope.fullmatch(behind) is not None
        return ranked and self.verbs.search(left.text) is not None
