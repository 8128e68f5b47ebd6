"""Short names: which full name of the report each belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from extract.facts.model import Front
from extract.facts.spotter import Spotter

NUMBERS = "一二三四五六七八九十"
Parts = tuple[str, str, str]  # of a name: places, body, ending


def merge_names(found: set[str], spotter: Spotter, front: Front) -> dict[str, str]:
    """Return every name with the full name that it stands for.

    One that fits several stands for that with its own words (某县职高: not 某县第二职业高级中学), else for itself.
    """
    own = {front.entity} if front.entity else set()
    ordered = sorted(found | own, key=lambda name: (-len(name), name))
    longer = LongerNames(spotter)
    names: dict[str, str] = {}
    for name in ordered:
        fulls = sorted({names[full] for full in longer.near(name) if fits(name, full, spotter)})
        alike = [full for full in fulls if spotter.split(full)[1] == spotter.split(name)[1]]
        fitting = fulls if len(fulls) == 1 else alike
        names[name] = fitting[0] if len(fitting) == 1 and name not in own else name
        longer.add(name)
    return names


def bare_names(found: set[str], names: Mapping[str, str], spotter: Spotter) -> dict[str, str]:
    """Return the names that tell a school's class alone (县职教中心), with the one school of that class.

    Neither a report with two such schools nor one whose own is none says which is meant.
    """
    region = ("", (spotter.whole or "")[-1:])
    schools = {full for full in names.values() if spotter.proper(full)}
    classes = {full: spotter.split(full)[2] for full in schools}
    bare: dict[str, str] = {}
    for name in found - names.keys():
        place, body, ending = spotter.split(name)
        if place or not ending or body not in region or (ending not in spotter.words.abbreviations and not body):
            continue
        short = ending in spotter.words.abbreviations
        fitting = [full for full, known in classes.items() if known == ending or (short and abbreviates(ending, known))]
        if ending[0] in NUMBERS:  # 市一职校: 某市第一职业技术学校
            numbered = [full for full in schools if "第" + ending[0] in full and subsequence(ending, full)]
            fitting = fitting or numbered
        plain = [full for full in fitting if not spotter.split(full)[1]]  # 某县职业学校 rather than 某县博文职业学校
        if len(fitting) == 1 or len(plain) == 1:
            bare[name] = (plain or fitting)[0]
    return bare


def abbreviates(short: str, ending: str) -> bool:
    """Tell whether ``short`` (职教中心) is made of signs of ``ending`` (职业教育中心), its last word among them."""
    return len(short) < len(ending) and short[-1] in ending[-2:] and subsequence(short, ending)


class LongerNames:
    """Names by what a short form of them shares with them, so that few need to be held against each other."""

    def __init__(self, spotter: Spotter) -> None:
        self.spotter = spotter
        self.tails: dict[str, list[str]] = {}
        self.bodies: dict[tuple[str, str], list[str]] = {}
        self.pairs: dict[tuple[str, str], list[str]] = {}

    def add(self, name: str) -> None:
        """Add ``name``: by its ends, by body and place, by where a short form may begin and what may stand behind."""
        for start in range(1, len(name)):
            self.tails.setdefault(name[start:], []).append(name)
        place, body, _ = self.spotter.split(name)
        for sign in dict.fromkeys((*place, "")):
            self.bodies.setdefault((body, sign), []).append(name)
        pairs = ((name[start], sign) for start in self.spotter.starts(name) for sign in name[start + 1 :])
        for pair in dict.fromkeys(pairs):
            self.pairs.setdefault(pair, []).append(name)

    def near(self, short: str) -> list[str]:
        """Return the names that ``short`` may be a short form of."""
        tails = self.tails.get(short, [])
        if self.spotter.formal(short) and not short.endswith(self.spotter.words.abbreviations):
            return tails
        begun = min((self.pairs.get((short[0], sign), []) for sign in short[1:]), key=len, default=[])
        place, body, _ = self.spotter.split(short)
        alike = min((self.bodies.get((body, sign), []) for sign in place or ("",)), key=len) if body else []
        return [*tails, *begun, *alike]


def fits(short: str, full: str, spotter: Spotter) -> bool:
    """Tell whether ``short`` can be a short form of ``full``.

    A formal name only as the end of a longer one, or where it abbreviates what the school is (职教中心); any
    other as a subsequence that begins where ``full`` or its name behind the place begins, or by an equal stem
    with a school's ending.
    """
    if len(short) >= len(full):
        return False
    place, body, ending = spotter.split(full)
    mine = spotter.split(short)
    if spotter.formal(short) and mine[2] in spotter.words.abbreviations:
        return mine[0] == place and subsequence(short, full)
    if full.endswith(short) and len(full) - len(short) == len(place) - 1:
        return True  # 县农业学校
    if full.startswith(short) and full[len(short) :] in spotter.companies:
        return True  # 华浔教育集团: 华浔教育集团有限公司
    if mine[2] in ("公司", "集团", "集团公司") and ending in spotter.companies and len(mine[1]) > 1:
        return not mine[0] and body.find(mine[1]) in (0, 1)  # 恒泰公司: 恒泰精密制造有限公司
    if spotter.formal(short) or not place:
        return full.endswith(short) and any(spotter.places.ends(full))
    starts = [] if is_sister(mine, (place, body, ending), spotter) else spotter.starts(full)
    if any(full[start] == short[0] and subsequence(short, full[start:]) for start in starts):
        return True
    return bool(mine[1]) and mine[1] == body and subsequence(mine[0], place) and same_class(mine[2], ending, spotter)


def is_sister(short: Parts, full: Parts, spotter: Spotter) -> bool:
    """Tell whether a name of the same class lacks a word of its own: 某地工程学校 is none of 某地汽车工程学校's."""
    rest = full[1].replace(short[1], "", 1) if short[1] in full[1] else ""
    return short[2] == full[2] and bool(short[0]) and len(rest) > 1 and not spotter.is_generic(rest)


def same_class(one: str, other: str, spotter: Spotter) -> bool:
    """Tell whether two endings are both of schools."""
    return one in spotter.words.schools and other in spotter.words.schools


def subsequence(short: str, full: str) -> bool:
    """Tell whether the characters of ``short`` stand in ``full`` in this order."""
    rest = iter(full)
    return all(character in rest for character in short)
