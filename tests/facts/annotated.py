"""Reports with the truth written into them: «raw|name|what else» for a claim, ⟦numeral|class⟧ for what states none.

A claim goes on with its kind (``level``, or ``share`` in percent, where none is given), ``y2021`` for its year,
``@…`` for its entity, ``~…`` for its proviso, ``#…`` for its indicator (``-`` for none), ``plan`` or ``cum``, ``up`` or
``down``, ``=16.6 :1`` where value and unit are not printed so;
``/`` parts what may stand for each other, ``,`` the values of one ratio. ⟦…⟧ without a class may be anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml

Amount = tuple[Decimal, str]

MARKED = re.compile("«(?P<claim>[^»]*)»|⟦(?P<other>[^⟧]*)⟧")
NUMBER = re.compile(r"(\d[\d,]*(?: \d{3}(?!\d))*(?:\.\d+)?)\s*(.*)")
HEDGE = re.compile("^[余多]|(?:余|多|以上|以下|左右)$")
SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
SAME = {"个百分点": "百分点", "名": "人", "位": "人", "㎡": "平方米", "m²": "平方米"}
ASPECTS = {"plan": "plan", "cum": "cumulative", "actual": "actual"}


@dataclass
class Claim:
    """What a report states at ``[start, end)``."""

    start: int
    end: int
    names: list[str]
    amounts: list[list[Amount]]
    kinds: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    aspects: list[str] = field(default_factory=lambda: ["actual"])
    direction: str | None = None
    provisos: list[str | None] = field(default_factory=lambda: [None])
    indicators: list[str] = field(default_factory=list)


@dataclass
class Sheet:
    """A report with its truth; ``others``: the numerals that are no claims with the classes allowed."""

    text: str
    claims: list[Claim]
    others: list[tuple[int, int, list[str]]]
    right: dict[str, int]


def rescale(value: Decimal, unit: str) -> Amount:
    """Return an amount without its scale words."""
    unit = "".join(unit.split())
    while len(unit) > 1 and unit[0] in SCALES:
        value, unit = value * SCALES[unit[0]], unit[1:]
    return value, SAME.get(unit, unit)


def amount_of(printed: str) -> Amount:
    """Return the amount that ``printed`` shows: digits, scale word and unit."""
    match = NUMBER.match(printed)
    assert match, printed
    unit = HEDGE.sub("", "".join(match[2].split()))
    return rescale(Decimal(re.sub("[ ,]", "", match[1])), re.sub("(?<=[万亿])[余多]", "", unit))


def read_claim(marked: str, start: int, year: int, entity: str) -> Claim:
    """Return the claim that ``marked``, the content of «», writes."""
    raw, names, *rest = marked.split("|")
    given = next((flag[1:] for flag in rest if flag.startswith("=")), None)
    amounts = [[amount_of(one) for one in part.split("/")] for part in (given or raw).split(",")] if given else []
    claim = Claim(start, start + len(raw), names.split("/"), amounts or [[amount_of(raw)]])
    for flag in rest:
        if flag in ("up", "down"):
            claim.direction = flag
        elif flag.split("/")[0] in ASPECTS:
            claim.aspects = [ASPECTS[one] for one in flag.split("/")]
        elif flag.startswith("y") and flag[1:2].isdigit():
            claim.years = [int(one.strip("y")) for one in flag.split("/")]
        elif flag.startswith("@"):
            claim.entities = flag[1:].split("/")
        elif flag.startswith("~"):
            claim.provisos = [one or None for one in flag[1:].split("/")]
        elif flag.startswith("#"):
            claim.indicators = flag[1:].split("/")
        elif not flag.startswith("="):
            claim.kinds = flag.split("/")
    claim.kinds = claim.kinds or ["share" if claim.amounts[0][0][1] in ("%", "‰", "成") else "level"]
    claim.years, claim.entities = claim.years or [year], claim.entities or [entity]
    return claim


def read_sheet(path: Path) -> Sheet:
    """Return the report of ``path`` with its truth."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    sheet = Sheet(data["title"] + "\n" + data.get("period", "") + "\n\n", [], [], data["right"])
    body, at = data["text"], 0
    for match in MARKED.finditer(body):
        sheet.text += body[at : match.start()]
        marked, start, at = match[1] or match[2], len(sheet.text), match.end()
        sheet.text += marked.split("|")[0]
        if match["claim"]:
            sheet.claims.append(read_claim(marked, start, data["year"], data["entity"]))
        else:
            sheet.others.append(
                (start, len(sheet.text), [cls for cls in marked.split("|")[1:] for cls in cls.split("/")])
            )
    sheet.text += body[at:]
    return sheet
