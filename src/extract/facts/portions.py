"""Figures of less than the whole: one building of the school, each hundred students."""

from __future__ import annotations

from msgspec.structs import replace

from extract.facts.phrases import Reading
from extract.late import late
from extract.rules.clauses import Clause
from extract.rules.grammar import MARK, Grammar, one_of

NEW = ("新建", "扩建", "改建", "建设")
FORM = "portion"  # of a reading that states no figure of the whole, whatever it is called


class Portions:
    """Knows what place a sentence describes, so that its size is not taken for the school's."""

    def __init__(self, grammar: Grammar) -> None:
        ending = one_of(grammar.facilities)
        place = rf"(?P<place>[^，{MARK}]{{0,24}}?(?:{ending}))(?:[一二三]期)?"
        told = (
            "现|建于|位于|坐落|共|总|已|建筑面积|使用面积|面积|占地|拥有|设有|配备|配有|内设"
            "|建有|投资|可|设备|工位|由|以|是|为|集"
        )
        self.subject = late(f"{place}(?={told})")
        self.built = late(f"(?:共建|新建|建成|建设|打造|成立|设立|扩建|改建)了?(?!、){place}(?:{MARK}|$)")
        shops = "实训中心|实训基地|实训室|实训车间|实训工厂|产业学院|生产基地"
        self.owned = late(
            f"(?:建有|设有|建成)(?P<place>[^，{MARK}]{{0,16}}?(?:{shops})){MARK}"
        )  # 建有实训中心 13 个，占地…
        self.ending = late(f"(?:{ending})$")
        sizes, links = one_of(grammar.facility_sizes), one_of(grammar.links)
        self.generic = late(f"(?:{one_of(grammar.facility_owners)})*")
        self.sizes = late(
            f"(?:其中|拥有|设有|配备|内设|可提供|新增)?(?P<size>(?:{sizes})数?)(?:{links})*+", grammar.facility_sizes
        )
        self.each = late(rf"每(?:[百千万]|\d+){{1,2}}[名个人所位户家][^，{MARK}]{{1,6}}?(?=拥有|配备|配|有|占|平均)")
        self.whole = late(r"(?:学校|学院|我校|全校|全[市县区省]|两校)(?!与|和)")
        self.sentence = -1
        self.place = self.shop = ""

    def enter(self, clause: Clause) -> None:
        """Turn to ``clause``."""
        if clause.sentence != self.sentence or self.whole.match(clause.text):
            self.sentence, self.place, self.shop = clause.sentence, "", ""
        if built := self.built.search(clause.text):
            counted = clause.text.endswith(MARK, 0, built.end()) and built.group().startswith(NEW)
            many = counted and self.generic.fullmatch(self.ending.sub("", built["place"]))
            self.place, self.shop = ("", built["place"]) if many else (built["place"], "")  # 新建实训室 36 个
        elif shop := self.owned.search(clause.text):
            self.shop = shop["place"]
        elif found := self.subject.match(clause.text):
            several = self.generic.fullmatch(self.ending.sub("", found["place"]))
            self.place = "" if several else found["place"]

    def apply(self, reading: Reading) -> Reading:
        """Return ``reading``, named with the portion that it is of where that is not the whole."""
        if reading.kind not in ("level", "share", "ratio"):
            return reading
        before = reading.clause.text[: reading.at]
        if (each := self.each.search(before)) and not reading.name.startswith("每"):
            return replace(reading, name=each.group() + reading.name, form=FORM)
        own = before[before.rfind(MARK) + 1 :]
        size = self.sizes.fullmatch(own)
        place = self.place or (self.shop if size and size["size"].startswith(("占地", "建筑面积")) else "")
        if place and size:
            name = place + size["size"]
            return replace(reading, name=name, head=name, form=FORM)
        return reading
