"""What the sentence told before and makes of a name: whose part it is, the rate it lends, what its sum is of."""

from __future__ import annotations

from os.path import commonprefix

from msgspec.structs import replace

from extract.facts.naming import Namer
from extract.facts.phrases import Left, Memory, Reading, same_unit, unit_of
from extract.late import late

ADMITTED = late("录取|新生|生源|招[收生]|高中毕业生")
RATES = ("率", "度", "比例", "占比", "比重")
SOME_PUPILS = late("新|招|录|报到|毕业|年级|专业|班|参|获|受")
PERSONS = ("男生", "女生", "男教师", "女教师")  # of these a number without a unit is told, too
FOREMOST = late("(?<=.{4})(?:最[高低大小多少]|居首|领先|领跑|居末|垫底)$")  # 交通运输大类最高（96.5%）
LISTED = late(".*(?:的[^，的]{0,6}?(?:依次|分别|主要)?(?:[是为有]|包括)|原因[是为有])(?=.{2})")
PLACED = ("就业", "生源", "升学")  # 就业地点：本地 62.4%
WON = ("独揽", "包揽", "独得", "独占", "独获", "斩获", "夺得", "摘得", "揽获")
MAINLY = late("[^，]*以(?=[^，]{2,}为主$)|(?<=.{2})为主$")  # 合作层次以|深度合作|为主（8 所）
OPENS = late(
    "(?:参加|参与|开设|建成|建立|设立|成立|组建|打造|共建|新建|获得|涵盖|覆盖|涉及|提供|承担|举办|开展|组织)[了过]?(?:约|近|超过?|共)*"
)
RATED_NEXT = late(
    "(?:平均|总体|整体|初次|最终|半年后)*[^，、生师员工者]{0,8}(?:率|满意度)"
)  # of people told before: 1260 人平均就业率
RECEIVED = late("(?:覆盖|惠及|资助|受助|发放|受益)$")
KIND_OF_SCHOOL = late(
    "(?:农村|城镇|普通|中等|高等|职业|本科|中职|高职|技工|特殊教育|民办|公办)*(?:小学|初中|高中|中学|幼儿园|学校|院校|高校|中专|职高)(?!生(?!均))"
)
HAVING = ("拥有", "建有", "配有", "现有", "配备", "配置")
GOODS = ("设备", "仪器", "设施", "软件")
TITLED = ("职称", "学历", "学位", "双师")
TEACHERS = ("专任教师", "教师", "专业课教师", "专业教师", "校内专任教师")
EVERYBODY = late("(?:人员|教职工|教职员工|职工|员工|人才)$")
STAFF = ("教师", "员工", "职工", "工人", "用工", "人员", "新人")


def picked(name: str, base: Reading, memory: Memory) -> Reading | None:
    """Return those of whom girls or boys are told, where they are not all: 一年级 1132 人（女生 486 人）."""
    if name not in PERSONS:
        return None
    if memory.outside:
        owner = memory.outside[1]
        return owner if owner and owner.form == "part" else None
    whole = memory.whole_for(unit_of(base), base.quantity) if base.clause.text.startswith("其中") else None
    return whole if whole and whole.near(base) and SOME_PUPILS.search(whole.head) else None


def lead_of(base: Reading) -> str:
    """Return the words before a bracket without what only leads to what its number is of."""
    return FOREMOST.sub("", MAINLY.sub("", LISTED.sub("", base.clause.lead)))


def enrols(base: Reading, memory: Memory) -> bool:
    """Tell whether the sentence counts those who came, so that 应届初中毕业生 are not all of the region's."""
    before = base.clause.text[: base.at]
    return "招" in before or "录取" in before or admitted(base, memory)


def lent_rate(base: Reading, memory: Memory) -> str:
    """Return the rate that a clause named for those that follow: 统考合格率，语文 96.4%、数学 88.1%."""
    last = memory.last
    if memory.label.endswith(RATES):
        return memory.label
    if base.clause.inner and FOREMOST.search(base.clause.lead):  # 落实率 93.8%。能源大类最高（97.2%）
        told = (level for level in reversed(memory.levels) if level.kind == "share" and level.form != "share")
        rate = next((level for level in told if level.clause.sentence >= base.clause.sentence - 1), None)
        if rate and rate.form != "rated" and rate.head.endswith(RATES):
            return rate.head
    last = memory.levels[-1] if base.clause.inner and memory.levels else last
    return last.whole if last and last.form == "rated" and last.near(base) else ""


def lent_measure(school: str, base: Reading, memory: Memory) -> str:
    """Return what was measured of another kind of school right before: 小学生均经费 6120 元。普通高中为 9850 元."""
    told = (level for level in reversed(memory.levels) if same_unit(level.quantity, base.quantity))
    last = next(told, None)
    if not last or base.clause.sentence - last.clause.sentence > 1 or not KIND_OF_SCHOOL.fullmatch(school):
        return ""
    other = KIND_OF_SCHOOL.match(last.head)
    return last.whole if last.form == "kind" else last.head[other.end() :] if other else ""


def owned_goods(left: Left, behind: str, namer: Namer) -> str:
    """Return what somebody has that is worth so much: 拥有 2600 多万元的实训设备, "" where it is nothing."""
    thing = namer.behind(behind) if (left.text + left.links).endswith(HAVING) else None
    noun = namer.shorten(thing.noun).rpartition("的")[2] if thing and not thing.said else ""
    return noun if noun.endswith(GOODS) else ""


def among_some(name: str, base: Reading, memory: Memory) -> str:
    """Return teachers of whom the sentence told only some: 副高级以上职称人员 103 人，其中专任教师 99 人."""
    last = memory.last
    near = last is not None and last.near(base) and same_unit(last.quantity, base.quantity)
    some = last is not None and near and last.kind == "level" and any(word in last.head for word in TITLED)
    return f"{EVERYBODY.sub('', last.head)}{name}" if some and last and name in TEACHERS else ""


def among_staff(base: Reading, memory: Memory) -> bool:
    """Tell whether the sentence counts parts of a staff: 新招聘员工 1180 人，其中职业院校毕业生 864 人."""
    whole = memory.whole_for(unit_of(base), base.quantity)
    return whole is not None and whole.near(base) and whole.head.endswith(STAFF)


def admitted(base: Reading, memory: Memory) -> bool:
    """Tell whether the sentence counts those who came, so that 中职毕业生 are no leavers."""
    told = (level for level in memory.levels if level.near(base) and unit_of(level) == unit_of(base))
    return any(ADMITTED.search(level.head) for level in told)


def read_total(base: Reading, memory: Memory) -> Reading | None:
    """Return the sum of what the sentence told one by one: 一等奖 11 项、二等奖 23 项，共 34 项."""
    told = [level for level in memory.levels if level.near(base) and same_unit(level.quantity, base.quantity)]
    heads = list(dict.fromkeys(level.head for level in told if level.form != "again"))
    front = commonprefix(heads)  # noqa: RUF071  letter by letter is what is wanted
    rests = [head[len(front) :][::-1] for head in heads]
    tail = commonprefix(rests)[::-1].removeprefix("等")  # noqa: RUF071
    tail = tail.removeprefix("职") if front == "" else tail  # 高职在校生, 中职在校生
    if len(heads) < 2:
        return None
    what = front + tail if len(front + tail) > 1 else "、".join(heads[-3:])
    return replace(base, name=f"{what}总数", head=f"{what}总数", form="total", subset=True)


def read_funds(base: Reading, memory: Memory, namer: Namer) -> Reading | None:
    """Return what those told last got together: 国家助学金覆盖 2914 人次，共 437.1 万元."""
    last, receivers = memory.last, (*namer.grammar.people, *namer.grammar.visits)
    paid = last is not None and last.near(base) and base.quantity.canonical_unit == "元"
    if not last or not paid or unit_of(last) not in receivers:
        return None
    head = RECEIVED.sub("", last.head)
    name = head if namer.measures(head) else f"{head}金额"
    return replace(base, name=name, head=head, form="beside") if head else None


def read_worth(base: Reading, memory: Memory, namer: Namer) -> Reading | None:
    """Return what the things told last are worth: 捐赠设备 43 台，折合人民币 516.8 万元."""
    last = memory.last
    if not last or not last.near(base) or not last.head or base.quantity.canonical_unit != "元":
        return None
    name = last.head if namer.measures(last.head) else f"{last.head}金额"
    return replace(base, name=name, head=last.head, form="beside")
