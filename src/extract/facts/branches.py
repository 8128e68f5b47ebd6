"""Branches of a school: 江港产业学院, “金岳班”, 北校区, 护理专业, of which a sentence goes on to tell figures."""

from __future__ import annotations

from msgspec.structs import replace

from extract.facts.naming import Namer
from extract.facts.phrases import Reading
from extract.late import late
from extract.rules.clauses import Clause
from extract.rules.grammar import MARK, Grammar, one_of


class Branches:
    """Knows what branch a part of a sentence speaks of, so that its figures are not taken for the school's."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.namer = namer
        named, quoted = one_of(grammar.branches), one_of(grammar.quoted_branches)
        branch = f"[^，的{MARK}]{{2,10}}?(?:{named})|“[^“”，]{{1,12}}(?:{quoted})”"
        people = "在校生|在校学生|在籍|招生|毕业生|专任|教师|学生"
        had = f"对接|面向|紧扣|围绕|聚焦|立足|有|设|开设|招收|培养|吸纳|覆盖|建有|配备|占地|校园|{people}"
        lately = "(?:现|共|已|目前|每年|累计|首批|首年|当年|本年|全年)*"
        self.subject = late(
            f"(?:其中)?(?:[^，{MARK}]{{0,12}}的)?(?:(?P<branch>{branch})(?={lately}(?:{people}|(?:{had})[^{MARK}]))"
            f"|(?P<campus>[^，、的和与及{MARK}]{{1,6}}校区)(?!和|、|建设|的|等)(?=.)"
            f"|(?P<school>[^，、的{MARK}]{{1,4}}(?<!学)(?<!院)(?<!在)校)(?={lately}(?:{had}))"
            f"|(?P<kind>{one_of(grammar.other_kinds)})(?={lately}(?:{people}|教职工))"
            f"|(?P<programme>[^，的{MARK}]{{2,16}}专业)(?=(?:\\d{{4}}[年届]|本学年|今年)?{lately}有?(?:在校生|在校学生|在籍|招生|毕业生)))"
        )
        self.founded = late(f".*(?:{one_of(grammar.founds)})了?(?P<branch>{branch})")
        self.same = late(one_of(grammar.same_branch))
        self.other = late(one_of(grammar.other_kinds))
        self.region = late("^(?:全|我|本)(?:省|市|县|区|州)")
        self.ending = late(f"(?:{named}|校区|校|专业)$")
        self.generic = late(f"(?:{one_of((*grammar.facility_owners, *grammar.branch_owners))})*")
        self.whole = late(r"(?:学校|学院|我校|全校|全[市县区省院]|两校)(?!与|和)")
        self.onward = late(f"(?:{people})|[^，{MARK}]{{0,4}}率")  # what a part of the sentence goes on with
        self.kinds = late(one_of(grammar.programmes))
        self.sentence = -1
        self.branch = ""
        self.parted = False

    def enter(self, clause: Clause) -> None:
        """Turn to ``clause``."""
        ended = self.parted and not self.onward.match(clause.text)
        if clause.sentence != self.sentence or ended or self.whole.match(clause.text):
            self.sentence, self.branch = clause.sentence, ""
        self.parted = clause.stop in ("；", ";")
        self.branch = self.named(clause) or self.branch

    def named(self, clause: Clause) -> str:
        """Return the branch that ``clause`` names, "" where there is none."""
        told = self.subject.match(clause.text)
        if not told and self.other.search(clause.text):
            told = self.subject.match(self.region.sub("", self.namer.strip_lead(clause.text)))
        if not told and not clause.numerals:
            told = self.founded.fullmatch(clause.text)
        branch = told[told.lastgroup] if told and told.lastgroup else ""
        own = branch in self.namer.entities or bool(self.kinds.search(branch))
        if branch and not own and not self.generic.fullmatch(self.ending.sub("", self.namer.strip_lead(branch))):
            return branch
        same = self.same.search(clause.text)
        return same.group() if same else ""

    def apply(self, reading: Reading) -> Reading:
        """Return ``reading``, which states no figure of the school where the text speaks of a branch."""
        if not self.branch or reading.kind not in ("level", "share", "ratio"):
            return reading
        bare = (reading.kind != "share" or reading.name.endswith("率")) and self.namer.knows(reading.name)
        return replace(reading, name=(self.branch if bare else "") + reading.name, apart=True)
