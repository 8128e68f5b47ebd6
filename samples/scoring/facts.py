"""Table facts and prose claims against the truth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from .tally import Tally, bare, checked, tally

Record = dict[str, Any]
SAME_UNITS = {"个百分点": "百分点", "学生/教师": ":1", "名": "人", "-": ":1", "--": ":1", "": None}


def year_of(period: str | None) -> str | None:
    """Return the year in which a period of the truth ends."""
    years = re.findall(r"(?:19|20)\d\d", period or "")
    return years[-1] if years else None


def fact_year(fact: Record) -> str | None:
    """Return the year that files a fact."""
    year = (fact["period"] or {}).get("year")
    return None if year is None else str(year)


def number(value: Any) -> Decimal | None:
    """Return a JSON number as a Decimal without needless zeros."""
    return None if value is None else Decimal(str(value)).normalize()


def unit(name: str | None) -> str | None:
    """Return a unit in the one form that is compared."""
    plain = bare(name)
    return SAME_UNITS.get(plain, plain)


def path_key(path: list[str]) -> tuple[str, ...]:
    """Return a label path without stars and 其中：."""
    return tuple(re.sub(r"[*＊]|^其中[:：]", "", bare(label)) for label in path)


def score_table_facts(report: Record, truth: Record) -> list[Tally]:
    """Return the tallies of the national tables' facts and of the other tables' facts."""
    return [score_data_facts(report, truth), score_body_facts(report, truth)]


def score_data_facts(report: Record, truth: Record) -> Tally:
    """Compare table, path, unit, year and value of each cell of the national tables."""
    tables = {table["number"]: table for table in truth["tables"] if table["kind"] == "data"}
    want: list[tuple[Any, ...]] = []
    readings: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for key, table in tables.items():
        for row in table["rows"]:
            for year, raw in row["values"].items():
                value = re.match(r"-?[0-9.]+", bare(raw).replace(",", ""))
                if value:
                    rest = (unit(row["unit"]), year, number(value.group()))
                    want.append((key, path_key(row["path"]), *rest))
                    for path in row.get("also_accept_paths", []):
                        readings[(key, path_key(path), *rest)] = want[-1]
    got = [
        (fact["where"]["table"], path_key(fact["path"]), unit(fact["unit"]), fact_year(fact), number(fact["value"]))
        for fact in report["facts"]
        if fact["source"] == "table" and fact["where"]["table"] in tables
    ]
    return tally("table facts", want, (readings.get(key, key) for key in got))


def score_body_facts(report: Record, truth: Record) -> Tally:
    """Compare value, unit, kind, year and entity of each numeric cell of the other tables, by place."""
    default = truth["document"]
    stated = {table["number"]: table["facts"] for table in truth["tables"] if table.get("facts")}
    want = {(table, fact["row"], fact["column"]): fact for table, facts in stated.items() for fact in facts}

    def kind(fact: Record, place: tuple[Any, ...]) -> str:
        expected = want.get(place, {})
        return str(expected["kind"] if fact["kind"] in expected.get("kinds_accepted", []) else fact["kind"])

    wanted = [
        (*place, number(fact["value"]), unit(fact["unit"]), fact["kind"],
         year_of(fact["period"]) or str(default["report_year"]), fact["entity"] or default["entity"])
        for place, fact in want.items()
    ]  # fmt: skip
    got = [
        (*place, number(fact["value"]), unit(fact["unit"]), kind(fact, place), fact_year(fact), fact["entity"])
        for fact in report["facts"]
        if fact["source"] == "table" and (where := fact["where"])["table"] in stated
        for place in [(where["table"], where["row"], where["column"])]
    ]
    return tally("other table facts", wanted, got)


def alike(given: str, want: str) -> bool:
    """Tell whether two names speak of the same thing: one holds the other, or most characters agree."""
    a, b = bare(given), bare(want)
    short, long = sorted((a, b), key=len)
    if len(short) < 2:
        return False
    return (short in long and 2 * len(short) >= len(long)) or (
        (Counter(a) & Counter(b)).total() >= 0.6 * max(len(a), len(b))
    )


def same_value(fact: Record, claim: Record) -> bool:
    """Tell whether value and unit agree as printed, or rescaled."""
    units = {unit(name) for name in (claim["unit"], *claim.get("units_accepted", []))}
    if number(fact["value"]) == number(claim["value"]) and unit(fact["unit"]) in units:
        return True
    canonical = fact["canonical"]
    return (
        claim["value"] is not None
        and number(canonical["value"]) == number(claim["canonical_value"])
        and unit(canonical["unit"]) == unit(claim["canonical_unit"])
    )


def pair_claims(report: Record, claims: list[Record], *, by_place: bool) -> list[tuple[Record, list[Record]]]:
    """Return each claim with the prose facts on its characters, or with its words in its section and case."""
    facts = [fact for fact in report["facts"] if fact["source"] == "prose"]

    def near(fact: Record, claim: Record) -> bool:
        where = fact["where"]
        if by_place:
            return bool(where["start"] < claim["value_end"] and where["end"] > claim["value_start"])
        a, b = bare(fact["raw"]), bare(claim["raw"])
        same_part = (bare(where["section"]), bare(where["case"])) == (bare(claim["section"]), bare(claim["case"]))
        return same_part and (a.startswith(b) or b.startswith(a))

    return [(claim, [fact for fact in facts if near(fact, claim)]) for claim in claims]


Judge = Callable[[Record, Record], bool]
FIELDS: dict[str, Judge] = {
    "kind": lambda fact, claim: fact["kind"] in (claim["kind"], *claim.get("kinds_accepted", [])),
    "period": lambda fact, claim: not claim["period"] or fact_year(fact) == year_of(claim["period"]),
    "entity": lambda fact, claim: (
        bare(fact["entity"]) in {bare(name) for name in (claim["entity"], *claim.get("entities_accepted", []))}
    ),
    "name": lambda fact, claim: (
        bare(fact["name"]) in {bare(name) for name in (claim["indicator"], *claim.get("names_accepted", []))}
    ),
    "name alike": lambda fact, claim: any(
        alike(fact["name"], name) for name in (claim["indicator"], *claim.get("names_accepted", []))
    ),
    "hedge": lambda fact, claim: fact["hedge"] == claim.get("qualifier"),
    "direction": lambda fact, claim: fact["kind"] != claim["kind"] or fact["direction"] == claim.get("direction"),
    "aspect": lambda fact, claim: fact["aspect"] == claim.get("aspect", "actual"),
}
STRICT = ("kind", "period", "entity", "name", "hedge", "direction", "aspect")


def score_claims(report: Record, claims: list[Record], *, by_place: bool, exact: bool) -> list[Tally]:
    """Return the tallies of the prose; ``exact``: the truth states hedge, direction and aspect too."""
    pairs = pair_claims(report, claims, by_place=by_place)
    judged: list[tuple[Record, Record | None]] = []
    used: set[str] = set()
    for claim, near in pairs:
        good = [fact for fact in near if same_value(fact, claim)]
        used.update(fact["id"] for fact in (near if claim["value"] is None else good))
        if claim["value"] is None or (claim.get("optional") and not good):
            continue
        best = max(good, key=lambda fact: merit(fact, claim), default=None)
        judged.append((claim, best))
    out: list[Tally] = []
    for scope in ("report", "case", "context"):
        some = [(claim, fact) for claim, fact in judged if claim["scope"] == scope]
        out += score_scope(scope, some, exact)
    prose = [fact for fact in report["facts"] if fact["source"] == "prose" and covered(fact, claims)]
    return [*out, checked("prose facts that are claims", ((f["id"] in used, describe_fact(f)) for f in prose))]


def covered(fact: Record, claims: list[Record]) -> bool:
    """Tell whether the truth speaks of the fact's section."""
    return bare(fact["where"]["section"]) in {bare(claim["section"]) for claim in claims}


def merit(fact: Record, claim: Record) -> int:
    """Return how many fields agree."""
    return sum(judge(fact, claim) for judge in FIELDS.values())


def score_scope(scope: str, judged: list[tuple[Record, Record | None]], exact: bool) -> Iterator[Tally]:
    """Yield the tallies of one scope: value and unit of all claims, the other fields of those found."""
    if not judged:
        return
    yield checked(f"{scope}: value and unit", ((fact is not None, describe(claim)) for claim, fact in judged))
    found = [(claim, fact) for claim, fact in judged if fact is not None]
    names = FIELDS if exact else ("kind", "period", "entity", "name", "name alike")
    for name in names:
        judge = FIELDS[name]
        yield checked(f"{scope}: {name}", ((judge(fact, claim), against(fact, claim, name)) for claim, fact in found))
    strict = STRICT if exact else ("kind", "period", "entity", "name")
    yield checked(
        f"{scope}: all of it",
        (
            (fact is not None and all(FIELDS[name](fact, claim) for name in strict), describe(claim))
            for claim, fact in judged
        ),
    )


def describe(claim: Record) -> str:
    """Return a claim in a line."""
    return f"{claim['section']} {claim['case'] or ''} {claim['indicator']} = {bare(claim['raw'])}"


def describe_fact(fact: Record) -> str:
    """Return a fact in a line."""
    where = fact["where"]
    return f"{where['section']} {where['case'] or ''} {fact['name']} = {bare(fact['raw'])} ({fact['kind']})"


def against(fact: Record, claim: Record, name: str) -> str:
    """Return a claim and what was given for one field."""
    given = {
        "period": fact_year(fact),
        "name": fact["name"],
        "name alike": fact["name"],
        "kind": fact["kind"],
        "entity": fact["entity"],
    }
    want = {"period": claim["period"], "kind": claim["kind"], "entity": claim["entity"]}
    return f"{describe(claim)}: {given.get(name, fact.get(name))} for {want.get(name, claim.get(name, ''))}"
