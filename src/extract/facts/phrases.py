"""What the reading of clauses passes on: readings, what stands before a number, and the memory of a passage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from extract.numerals.model import Numeral, Quantity
from extract.records import FactKind
from extract.rules.clauses import Clause

Aspect = Literal["actual", "plan", "cumulative"]
Direction = Literal["up", "down"]
PERCENT = frozenset({"%", "％", "‰", "成"})
POINTS = frozenset({"个百分点", "百分点"})
TIMES = frozenset({"倍", "番"})
SIGNS = {"+": "增长", "＋": "增长", "-": "下降", "－": "下降", "−": "下降", "–": "下降"}  # for verbs
RELATIVE = PERCENT | POINTS | TIMES
PEOPLE = ("人", "名")
PLACES = frozenset({"所", "家", "个", "班"})  # in which institutions are counted
WHOLE_KINDS = frozenset({"level", "share", "ratio"})
SOME = (
    "双师",
    "硕士",
    "博士",
    "研究生",
    "本科",
    "专科",
    "以下",
    "以上",
    "青年",
    "职称",
    "学历",
    "学位",
    "岁",
    "外聘",
    "兼职",
)
STAFF = ("专任教师", "教师", "教职工", "教职员工", "在编教师")  # rather than those of one subject
PLAIN = 5  # characters of 专任教师, 专业课教师
MEAN = ("生均", "人均", "校均")
AVERAGES = (*MEAN, "平均", "班均", "户均")  # of which nothing is a part
MOST_PARTS = 16  # levels back to a whole that was told in parts
MOST_LEVELS = 200  # that a passage can still refer to


class Reading(Struct, frozen=True):
    """What one quantity of a clause states.

    ``head`` is its name without the word that tells the measure.  ``form`` names the grammar that read it.
    ``of``: the level that a change belongs to, the part that a share is of.  ``whole``: what a share or a part is of.
    ``ago``: how many years before the time of its clause: 近三年分别为 A、B、C.
    ``told``: where in the clause its own period ends, for numbers in a row of periods.
    ``some``: of which leavers, not of all, its sentence tells: 首届职业本科毕业生.
    ``apart``: of a branch, so that it is no figure of the whole, whatever it is called.
    ``subset``: the name alone says too little of what was counted to look it up.
    """

    numeral: Numeral
    quantity: Quantity
    clause: Clause
    at: int
    name: str = ""
    head: str = ""
    kind: FactKind = "level"
    form: str = ""
    aspect: Aspect = "actual"
    direction: Direction | None = None
    proviso: str | None = None
    of: Reading | None = None
    whole: str = ""
    some: str = ""
    subset: bool = False
    apart: bool = False
    told: int | None = None
    ago: int = 0

    def near(self, other: Reading) -> bool:
        """Tell whether both stand in one sentence."""
        return self.clause.sentence == other.clause.sentence

    @property
    def base(self) -> str:
        """What its siblings are parts of too: the whole of a part, else its own head."""
        return self.whole if self.form in ("part", "of") else self.head


class Left(Struct, frozen=True):
    """What stands before a number: the text without the links at its end, and these."""

    text: str
    links: str = ""
    bound: bool = False


class Memory(Struct):
    """The readings of a passage so far, for what refers to them."""

    levels: list[Reading] = field(default_factory=list)
    topic: Reading | None = None
    last: Reading | None = None
    divided: int | None = None  # how many levels there were when the text began to divide: 按举办者分
    dividing: int = -1  # the sentence that did so last
    sentence: int = -1
    outside: tuple[Reading | None, Reading | None] | None = None  # topic and last one before the brackets
    span: str = ""  # how many years a clause alone names for the rows of its sentence: 近三年，
    who: str = ""  # the same, where none of these were counted: “双师型”教师中，
    among: Reading | None = None  # of whom the sentence tells parts: 升学者中，
    reasons: bool = False  # whether the sentence counts why: 主要原因是转学（41 人）、参军（12 人）
    doing: str = ""  # what a clause says that the next ones plan: 面向 24 个省份招生，计划 5200 人
    programme: str = ""  # which kind of education the sentence turned to: 继续教育方面，在校生 1860 人
    opened: int = -1  # the last sentence whose first number was read
    some: str = ""  # leavers that the sentence began with and that are not all of them
    pair: tuple[int | Reading, ...] = ()  # the sentence of 前者 and 后者, and what these mean in it
    leader: str = ""  # of which the clause before says that it grew most
    label: str = ""  # what a clause without a number named for the next one: 专业数：38 个

    def turn_to(self, word: str) -> bool:
        """Turn to the one of the two levels told last that 前者 or 后者 means."""
        if self.pair[:1] != (self.sentence,):
            self.pair = (self.sentence, *self.lasting(2))
        if len(self.pair) < 3:
            return False
        meant = self.pair[1 if word == "前者" else 2]
        if not isinstance(meant, Reading):
            return False
        self.levels.append(meant)
        self.topic = self.last = meant
        return True

    def choose(self, who: str) -> None:
        """Turn to those of whom the sentence goes on to tell parts: 升学者中，本科 163 人."""
        self.who = who
        told = (level for level in reversed(self.levels) if who and level.head.startswith(who))
        self.among = next((level for level in told if level.kind == "level"), None)

    @property
    def parting(self) -> int | None:
        """How many levels there were before the text divided what its sentence goes on with, None where it does not."""
        return self.divided if self.sentence == self.dividing else None

    def divide(self, sentence: int) -> None:
        """Begin another division of what was told last before the first one."""
        if self.divided is None or sentence > self.dividing + 1:
            self.divided = len(self.levels)
        self.dividing = sentence

    def enter(self, sentence: int, inner: bool = False) -> None:
        """Turn to a clause of ``sentence``; behind its brackets what was told before them is the topic again."""
        if inner and self.outside is None:
            self.outside = self.topic, self.last
        elif not inner and self.outside is not None:
            (self.topic, self.last), self.outside = self.outside, None
        if sentence != self.sentence:
            self.sentence, self.label, self.span, self.among, self.programme, self.some = sentence, "", "", None, "", ""
            self.who, self.doing, self.reasons = "", "", False

    def keep(self, readings: Iterable[Reading], aside: tuple[str, ...] = ()) -> list[Reading]:
        """Return ``readings``, kept in mind but for those that begin with a word of ``aside``: 不含技工学校 52 所."""
        kept = list(readings)
        for reading in kept:
            if aside and reading.clause.text.startswith(aside):
                continue
            if reading.kind in WHOLE_KINDS:
                self.levels.append(reading)
            if reading.kind != "share":
                self.topic = reading
            self.last = reading
        del self.levels[:-MOST_LEVELS]
        return kept

    def level_of(self, name: str, quantity: Quantity) -> Reading | None:
        """Return the level that a change of ``name`` (or, unnamed, in this unit) belongs to."""
        for level in reversed(self.levels):
            if not name and level.clause.inner and self.outside is None:
                continue  # 学校 26 所（技工学校 5 所），减少 3 所
            if level.form == "from" or (level.form == "series" and level.quantity is not level.numeral.quantities[0]):
                continue
            if name:
                if name in (level.head, level.name):
                    return level
            elif quantity.unit in POINTS:
                return level if level.quantity.unit in PERCENT else None
            elif quantity.unit in RELATIVE or same_unit(level.quantity, quantity):
                if (
                    level.name.startswith(AVERAGES)
                    and same_unit(level.quantity, quantity)
                    and is_less(level.quantity, quantity)
                ):
                    continue  # 设备总值 2.27 亿元, 生均 1.59 万元, 当年新增 1866 万元
                return level
        return None

    def whole_for(self, unit: str | None, part: Quantity | None = None, listed: Clause | None = None) -> Reading | None:
        """Return the level in ``unit`` that a part belongs to: not less than ``part``, and no other part ``listed``."""
        if self.among and unit in (self.among.quantity.unit, self.among.quantity.canonical_unit):
            return self.among
        told = self.levels[: self.parting]
        units = PEOPLE if unit in PEOPLE else (unit,)
        fitting = [level for level in told if level.quantity.unit in units or level.quantity.canonical_unit in units]
        fitting = [level for level in fitting if not level.name.startswith(AVERAGES)] or fitting
        fitting = [level for level in fitting if part is None or not is_less(level.quantity, part)] or fitting
        wholes = [level for level in fitting if level.form != "part"] or fitting
        if listed and listed.text.startswith("其中"):
            wholes = [level for level in wholes if level.clause is not listed] or wholes
        if self.parting is not None:
            wholes = [level for level in wholes if not level.clause.text.startswith("其中")] or wholes
        if self.outside is None:
            wholes = [level for level in wholes if not level.clause.inner] or wholes
        return wholes[-1] if wholes else None

    def teachers(self) -> Reading | None:
        """Return the teachers told last, of whom a degree is told alone: 博士 53 人.

        Behind a semicolon or full stop these are no more the ones that 其中 picked out.
        """
        closed = self.last is not None and self.last.clause.stop in "；;。"
        people = (level for level in reversed(self.levels) if level.quantity.canonical_unit in ("人", "名"))
        last = next((level for level in people if not (closed and level.clause.text.startswith("其中"))), None)
        if last and not last.clause.text.startswith("其中") and (whole := self.staff()):
            return whole  # 专任教师 109 人，心理教师 4 人，硕士 19 人
        return last if last and last.base.endswith(("教师", "教职工")) else None

    def whole_of_rest(self, base: Reading) -> Reading | None:
        """Return the level that the parts told behind it make up with ``base``: 毕业 100 人，升学 60 人，其他 40 人."""
        near, picked = [], False
        for level in self.levels[-MOST_PARTS:]:
            picked = picked or level.clause.text.startswith("其中")
            near += [] if picked else [level]
            picked = picked and level.clause.stop not in "；;。"
        return self.made_up(base, near) or self.made_up(base, self.levels[-MOST_PARTS:])

    def made_up(self, base: Reading, levels: Sequence[Reading]) -> Reading | None:
        """Return the one of ``levels`` that those behind it come to with ``base``."""
        total, parts = base.quantity.canonical_value, 0
        for level in reversed(levels):
            value = level.quantity.canonical_value
            if level.form == "from" or level.name.startswith(AVERAGES):
                continue
            if level.clause.inner != base.clause.inner or not same_unit(level.quantity, base.quantity):
                continue
            if total is None or value is None:
                return None
            if parts and value == total:
                return level
            total, parts = total + value, parts + 1
        return None

    def staff(self) -> Reading | None:
        """Return the teachers told last that are all of a school's, not only those with two trades."""
        people = (level for level in reversed(self.levels) if level.head.endswith(("教师", "教职工")))
        plain = [level for level in people if len(level.head) <= PLAIN or level.head.endswith(STAFF[0])]
        plain = [level for level in plain if level.form != "part" and not any(word in level.head for word in SOME)]
        return next(
            (level for level in plain if level.head.endswith(STAFF[0]) or level.head in STAFF),
            plain[0] if plain else None,
        )

    def owner(self, base: Reading) -> Reading | None:
        """Return the level that stands right before ``base``, a number in brackets."""
        before = [level for level in self.levels if level.quantity.end <= base.quantity.start]
        return max(before, key=lambda level: level.quantity.end, default=None)

    def before_parts(self, base: Reading) -> Reading | None:
        """Return the level of the sentence before ``base`` that 其中 told parts of: 成员 158 个，其中企业 96 个。…."""
        near = [level for level in self.levels if level.clause.sentence == base.clause.sentence - 1]
        parted = any(level.clause.text.startswith("其中") for level in near)
        return next((level for level in near if same_unit(level.quantity, base.quantity)), None) if parted else None

    def divided_topic(self, base: Reading) -> Reading | None:
        """Return what the text spoke of last, of a mean and its amount the latter: 学生 42 人，每班 6 人，占 9%."""
        topic = self.topic
        if topic is None or not topic.near(base) or not topic.name.startswith(AVERAGES):
            return topic
        amounts = (one for one in reversed(self.levels) if one.near(base) and same_unit(one.quantity, topic.quantity))
        return next((one for one in amounts if not one.name.startswith(AVERAGES)), topic)

    def done_before(self, base: Reading) -> Reading | None:
        """Return the last level of the sentence of ``base`` in its unit that is no plan: 招生 9 人，完成计划的 9 成."""
        near = (one for one in reversed(self.levels) if one.near(base) and same_unit(one.quantity, base.quantity))
        return next((one for one in near if one.kind == "level" and one.aspect == "actual"), None)

    def opening(self, base: Reading) -> Reading | None:
        """Return the first level of the sentence of ``base`` that is in its unit."""
        return next(
            (level for level in self.levels if level.near(base) and same_unit(level.quantity, base.quantity)), None
        )

    def counted(self, base: Reading) -> Reading | None:
        """Return the level with a unit that stands last before ``base``, a bare number, in its sentence."""
        near = (level for level in reversed(self.levels) if level.near(base) and level.quantity.unit is not None)
        return next(near, None)

    def same_again(self, quantity: Quantity) -> Reading | None:
        """Return the last reading where a number without a name tells its value again, changed."""
        last = self.last if self.last and same_unit(self.last.quantity, quantity) else None
        closes = last is not None and last.form != "from" and last.clause.marks[-1] == last.at
        if last and closes and last.name.startswith(AVERAGES) and last.quantity.unit not in PERCENT:
            whole = self.whole_for(quantity.canonical_unit, quantity)  # 在读 712 人, 平均每班 31 人, 其中甲校 186 人
            return whole if whole and whole.near(last) and is_less(last.quantity, quantity) else last
        return last

    def alone(self, base: Reading) -> bool:
        """Tell whether the sentence tells nothing yet in the unit of ``base``."""
        return not any(level.near(base) and same_unit(level.quantity, base.quantity) for level in self.levels)

    def named(self, part: str, sentence: int) -> Reading | None:
        """Return the level of the sentence that ``part`` names, whole or in short (第三产业)."""
        near = [level for level in self.levels if level.clause.sentence == sentence and part in level.head]
        return near[-1] if near else None

    def lasting(self, count: int) -> list[Reading]:
        """Return the last ``count`` levels; behind brackets those in them are left out."""
        plain = [level for level in self.levels if not level.clause.inner]
        bracketed = not any(
            level.clause.sentence == self.sentence for level in plain
        )  # 甲（21.3%）、乙（12.4%）比例上升
        told = self.levels if self.outside or bracketed else plain
        return told[-count:] if len(told) >= count else []


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities are in one unit, scale words aside."""
    if one.unit and other.unit and "/" in one.unit + other.unit:
        return one.unit.split("/")[0] == other.unit.split("/")[0]
    return one.unit == other.unit or (one.canonical_unit == other.canonical_unit is not None)


def unit_of(reading: Reading) -> str | None:
    """Return the unit of a reading without its scale word: 万人次 → 人次."""
    quantity = reading.quantity
    return quantity.unit if quantity.unit in PERCENT else quantity.canonical_unit


def is_less(one: Quantity, other: Quantity) -> bool:
    """Tell whether ``one`` is below ``other``, both in one unit."""
    value, least = one.canonical_value, other.canonical_value
    return value is not None and least is not None and value < least


def is_rate(name: str) -> bool:
    """Tell whether ``name`` is of a figure in percent, so that its change is in points."""
    return name.endswith(("率", "比例", "占比", "比重", "覆盖面", "满意度", "参与度", "相关度", "达标度"))


def pointwise(quantity: Quantity) -> Quantity:
    """Return a change of percentages as 百分点."""
    return replace(quantity, canonical_unit="百分点")
