"""Which indicator of the catalogue a reading means: by its name, by its level, by part and whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.facts.model import Draft
from extract.facts.naming import WHERE
from extract.facts.phrases import Reading
from extract.late import late
from extract.rules.catalogue import Catalogue, Indicator
from extract.rules.grammar import Grammar

PER_HEAD = late(r"/[（(]?[生人]")
RATED = late("(?:平均|(?P<whose>.+?)(?:总体|综合|平均))(?P<rate>[^均]*(?:率|满意度))$")
EACH = late("均|月|薪|标准|补贴")
COMPLETION = "完成率"  # no share that 占 tells without its whole: 招收新生 1143 人, 占 24.8%
SHORT = 2  # characters of a name that says too little: 培训


def find_indicator(reading: Reading, of: Draft | None, catalogue: Catalogue, grammar: Grammar) -> Indicator | None:
    """Return the indicator that ``reading`` means; ``of``: the draft of the level or part that it refers to."""
    if reading.subset or (reading.form == "share" and WHERE.match(reading.head)):
        return None
    if reading.form == "share" and (share := find_share(reading, of, catalogue)):
        return share
    if of and reading.form != "share" and reading.kind != "share":
        return catalogue.indicators.get(of.indicator or "")
    unit = None if reading.kind == "change_rate" else reading.quantity.canonical_unit
    known = look_up(reading.name, unit, catalogue, grammar) or look_up_part(reading, unit, catalogue, grammar)
    at = reading.name.find(reading.whole) if known and reading.form == "part" and reading.whole else 0
    at = where.end(1) if known and (where := WHERE.match(reading.name)) else at
    whole = look_up(reading.name[at:], unit, catalogue, grammar) if at > 0 else None
    own = known and known.name.startswith(reading.head) and not known.name.startswith(reading.whole or reading.head)
    return None if whole and whole is known and not own else known  # 高职升学人数 is a part of 升学人数


def look_up_part(reading: Reading, unit: str | None, catalogue: Catalogue, grammar: Grammar) -> Indicator | None:
    """Return the indicator of a part whose whole tells the schools or goes by other names: 高级|中职学校专任教师."""
    schools = max((word for word in grammar.holder_schools if reading.whole.startswith(word)), key=len, default="")
    whole = reading.whole.removeprefix(schools)
    if reading.form != "part" or not reading.whole:
        return None
    if not schools or len(whole) < SHORT:
        of = catalogue.look_up(reading.whole, unit)  # 高级职称|校内专任教师
        called = (reading.name.replace(reading.whole, alias, 1) for alias in (of.aliases if of else ()))
        return next((known for name in called if (known := look_up(name, unit, catalogue, grammar))), None)
    return look_up(reading.name.replace(reading.whole, whole, 1), unit, catalogue, grammar)


def plain_names(name: str, unit: str | None, grammar: Grammar) -> Iterator[str]:
    """Yield ``name`` and what is left of it without the unit at its end and a verb that tells no more (发放)."""
    yield name
    short = name.removesuffix("数").removesuffix(unit) if unit else name
    if len(short) > SHORT and short != name:
        yield short
    if name.startswith(grammar.averages) and "总" in name:
        yield name.replace("总", "", 1)  # 生均占地总面积
    if rated := RATED.match(name):
        yield (rated["whose"] or "") + rated["rate"]  # 平均报到率, 用人单位对毕业生总体满意度
    if "各级" in name:
        yield name.replace("各级各类", "").replace("各级", "")
    verb = next((verb for verb in grammar.plain_verbs if short.startswith(verb)), "")
    if verb and len(short) > len(verb) + 1:
        yield short[len(verb) :]


def look_up(name: str, unit: str | None, catalogue: Catalogue, grammar: Grammar) -> Indicator | None:
    """Return the indicator that ``name`` means, also in plainer words."""
    known = (look_up_of(plain, unit, catalogue, grammar.subjects) for plain in plain_names(name, unit, grammar))
    return next((indicator for indicator in known if indicator), None)


def look_up_of(name: str, unit: str | None, catalogue: Catalogue, subjects: Sequence[str]) -> Indicator | None:
    """Return the indicator that ``name`` means, also without the people that it begins with (毕业生, 毕业生中)."""
    if PER_HEAD.search(unit or "") and (known := catalogue.look_up(name, unit)) and not EACH.search(known.name):
        return None  # 国家助学金 2000 元/生·年: not the sum of them
    subject = next((word for word in subjects if name.startswith(word)), "")
    rest = name[len(subject) :]
    if known := catalogue.look_up(name, unit):
        return known
    named = (catalogue.look_up(one, unit) for one in dict.fromkeys((rest, rest.removeprefix("中")))) if subject else ()
    known = next((indicator for indicator in named if indicator), None)
    others = tuple(word for word in subjects if word not in subject and subject not in word)
    return None if known and known.name.startswith(others) else known  # 教师流失率 is no 学生流失率


def find_share(reading: Reading, of: Draft | None, catalogue: Catalogue) -> Indicator | None:
    """Return the indicator that divides the part that ``reading`` names by its whole."""
    unit = of.quantity.canonical_unit if of else None
    part = of.indicator if of else code_of(catalogue.look_up(reading.head, unit))
    whole = code_of(catalogue.look_up(reading.whole, unit)) if reading.whole else None
    fitting = [
        indicator
        for indicator in catalogue.indicators.values()
        if part in indicator.numerators
        and "%" in indicator.units
        and not (reading.whole == "" and indicator.name.endswith(COMPLETION))
        and (whole in indicator.denominators if reading.whole else True)
    ]
    return fitting[0] if len(fitting) == 1 else None


def code_of(indicator: Indicator | None) -> str | None:
    """Return the code of ``indicator``."""
    return indicator.code if indicator else None
