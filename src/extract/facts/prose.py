"""Prose → drafts: every quantity of a paragraph with its indicator or worded name, entity, period and kind."""

from __future__ import annotations

from collections.abc import Sequence

from extract.facts.clauses import split_clauses
from extract.facts.context import Bearers, Times
from extract.facts.entities import Roster
from extract.facts.model import Draft, Front
from extract.facts.naming import Namer
from extract.facts.phrases import Reading
from extract.facts.reading import Reader
from extract.numerals.model import Numeral
from extract.records import Period
from extract.rules.catalogue import Catalogue, Indicator
from extract.rules.patterns import Patterns
from extract.structure.model import Outline, Passage

PROSE = frozenset({"paragraph"})


def prose_drafts(
    outline: Outline, numerals: Sequence[Sequence[Numeral]], patterns: Patterns, front: Front, roster: Roster
) -> list[Draft]:
    """Return the drafts of ``outline``'s paragraphs in text order; ``numerals[i]`` are those of ``passages[i]``."""
    namer = Namer(patterns.grammar, roster.names)
    reader = Reader(patterns.grammar, namer)
    times = Times(front)
    bearers = Bearers(roster, namer, patterns.names.whole_words)
    drafts: list[Draft] = []
    for passage, found in zip(outline.passages, numerals, strict=True):
        if passage.kind not in PROSE:
            continue
        times.enter(passage)
        bearers.enter(passage)
        drafts += read_passage(passage, found, reader, times, bearers, patterns.catalogue)
        times.leave()
    return drafts


def read_passage(
    passage: Passage,
    numerals: Sequence[Numeral],
    reader: Reader,
    times: Times,
    bearers: Bearers,
    catalogue: Catalogue,
) -> list[Draft]:
    """Return the drafts of one paragraph."""
    if not any(numeral.quantities for numeral in numerals):
        return []
    clauses = split_clauses(passage.text, numerals, reader.grammar.loose)
    entities = [bearers.bearer(clause) for clause in clauses]
    starts: dict[int, int] = {}
    for clause in clauses:
        starts.setdefault(clause.sentence, clause.places[0])
    drafts: list[Draft] = []
    made: list[tuple[Reading, Draft]] = []
    for reading in reader.read(clauses):
        clause = reading.clause
        period = times.period_at(clause.places[reading.at], clause.places[0], starts[clause.sentence])
        if reading.form == "from":
            period = times.year_before(period)
        level = next((level for known, level in reversed(made) if known is reading.of), None)
        draft = make_draft(passage, reading, entities[clauses.index(clause)], period, level, catalogue)
        made.append((reading, draft))
        drafts.append(draft)
    return drafts


def make_draft(
    passage: Passage,
    reading: Reading,
    entity: str | None,
    period: Period | None,
    of: Draft | None,
    catalogue: Catalogue,
) -> Draft:
    """Return ``reading`` as a draft."""
    indicator = find_indicator(reading, of, catalogue)
    changed = reading.kind in ("change", "change_rate")
    return Draft(
        passage=passage,
        quantity=reading.quantity,
        name=indicator.name if indicator else reading.name,
        kind=reading.kind,
        source="prose",
        rule=f"grammar#{reading.form}",
        indicator=indicator.code if indicator else None,
        entity=entity,
        period=period,
        aspect=reading.aspect,
        proviso=reading.proviso,
        direction=reading.direction,
        of=of if changed else None,
    )


def find_indicator(reading: Reading, of: Draft | None, catalogue: Catalogue) -> Indicator | None:
    """Return the indicator that the reading's name means; a change means what its level means."""
    if reading.subset:
        return None
    if reading.form == "share" and (share := find_share(reading, of, catalogue)):
        return share
    if of and reading.form != "share":
        return catalogue.indicators.get(of.indicator or "")
    unit = None if reading.kind == "change_rate" else reading.quantity.canonical_unit
    return catalogue.look_up(reading.name, unit)


def find_share(reading: Reading, of: Draft | None, catalogue: Catalogue) -> Indicator | None:
    """Return the indicator that divides the part that the reading names by its whole."""
    unit = of.quantity.canonical_unit if of else None
    part = of.indicator if of else code_of(catalogue.look_up(reading.head, unit))
    whole = code_of(catalogue.look_up(reading.whole, unit)) if reading.whole else None
    fitting = [
        indicator
        for indicator in catalogue.indicators.values()
        if part in indicator.numerators
        and "%" in indicator.units
        and (whole in indicator.denominators if reading.whole else True)
    ]
    return fitting[0] if len(fitting) == 1 else None


def code_of(indicator: Indicator | None) -> str | None:
    """Return the code of ``indicator``."""
    return indicator.code if indicator else None
