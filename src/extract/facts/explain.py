"""What became of a number and why: class, rule, name, period and entity; of an open number what was missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from extract.errors import UsageError
from extract.numerals import scan_numerals
from extract.numerals.periods import find_periods
from extract.records import Block, Fact, LedgerEntry, Report
from extract.rules.clauses import Clause, split_clauses
from extract.rules.diagnosis import diagnose, nearest
from extract.rules.patterns import Patterns

OPEN = frozenset({"quantity", "change", "ratio"})
MOST_OPEN = 500
"""Open numbers that are explained at once: each is read again in its paragraph."""

FORMS = {
    "before": "the noun phrase before the number names it",
    "behind": "the thing counted stands behind the number",
    "part": "a part: named with the level before it",
    "again": "the value of the level before it, told again",
    "from": "the earlier value in 由…增至…",
    "reference": "the value of others that the level before is compared with",
    "whole": "all of what the level before it is a part of (占全校…的)",
    "years": "what each of several years grew by",
    "change": "a verb of change before the number; named by what changed",
    "share": "占…: a part of a whole",
    "series": "one of the shares of a ratio",
    "rank": "a rank, named by what was ranked",
    "list": "names and numbers in two rows (分别为)",
    "rule": "a rule alone",
}


class Place(Struct, frozen=True):
    """A number in its paragraph: the ledger entry, the paragraph's text with offsets, its clauses."""

    entry: LedgerEntry
    block: Block
    text: str
    offsets: Sequence[int]
    clauses: Sequence[Clause]

    def clause(self) -> tuple[Clause, int] | None:
        """Return the clause of the number and the place of its mark, None where it is no readable number."""
        for clause in self.clauses:
            for at in clause.marks:
                if self.offsets[clause.places[at]] <= self.entry.start < self.end_of(clause, at):
                    return clause, at
        return None

    def end_of(self, clause: Clause, at: int) -> int:
        """Return where the number at ``at`` ends in the canonical text."""
        numeral = clause.numeral_at(at)
        return self.offsets[max(numeral.end, *(quantity.end for quantity in numeral.quantities)) - 1] + 1


def find_words(report: Report, text: str, words: str, page: int | None) -> int:
    """Return where the first number at or behind ``words`` (on ``page``) stands; raises UsageError."""
    for block in report.blocks:
        if page in (None, block.page) and (at := text.find(words, block.start, block.end)) >= 0:
            entry = next((entry for entry in report.numbers if at <= entry.start < block.end), None)
            if entry:
                return entry.start
    where = f" on page {page}" if page else ""
    raise UsageError(f"no number behind «{words}»{where}; give words as they are printed, or --at OFFSET")


def explain(report: Report, text: str, offset: int, patterns: Patterns) -> Iterator[str]:
    """Yield lines that say what the number at ``offset`` of the canonical ``text`` became; raises UsageError."""
    place = find_place(report, text, offset, patterns)
    entry = place.entry
    yield f"{entry.start}-{entry.end}  {entry.text!r}  class {entry.class_}  in {place.block.kind} {place.block.id}"
    facts = [fact for fact in report.facts if fact.id in entry.facts]
    for fact in facts:
        yield from explain_fact(fact, place, report, patterns)
    if not facts:
        yield from explain_silence(place, patterns)


def explain_open(report: Report, text: str, patterns: Patterns) -> dict[int, list[str]]:
    """Return for the open numbers, by their offsets, why no fact was made of them; of many, the first."""
    return {
        offset: [line.strip() for line in explain_silence(find_place(report, text, offset, patterns), patterns)][1:]
        for offset in report.coverage.open_numbers[:MOST_OPEN]
    }


def find_place(report: Report, text: str, offset: int, patterns: Patterns) -> Place:
    """Return the number at ``offset`` in its block; raises UsageError where none stands there."""
    entry = next((entry for entry in report.numbers if entry.start <= offset < entry.end), None)
    if entry is None:
        near = min(report.numbers, key=lambda entry: abs(entry.start - offset), default=None)
        hint = f"; the nearest is {near.text} at {near.start}" if near else ""
        raise UsageError(f"no number at {offset}{hint}")
    block = next(block for block in report.blocks if block.start <= entry.start < block.end)
    offsets = [place for place in range(block.start, block.end) if text[place] != "\n"]
    joined = "".join(text[place] for place in offsets)
    clauses = split_clauses(joined, scan_numerals(joined, patterns.lexicon), patterns.grammar)
    return Place(entry, block, joined, offsets, clauses)


def explain_fact(fact: Fact, place: Place, report: Report, patterns: Patterns) -> Iterator[str]:
    """Yield what the fact says and where each part of it comes from."""
    unit = fact.canonical.unit or ""
    yield f"  {fact.id}  {fact.name} = {fact.raw}  ({fact.canonical.value} {unit}; {fact.kind}, {fact.aspect})"
    yield f"    sentence   {fact.where.quote}"
    yield f"    rule       {fact.rule}: {explain_rule(fact, place, patterns)}"
    if fact.indicator:
        known = patterns.catalogue.indicators.get(fact.indicator)
        yield f"    indicator  {fact.indicator}: {known.name if known else 'not in these patterns'}"
    else:
        yield "    indicator  none: no name or alias of the catalogue fits"
    if fact.proviso:
        yield f"    proviso    {fact.proviso}"
    if fact.of:
        yield f"    of         {fact.of}, {fact.direction}"
    yield f"    period     {explain_period(fact, place, report)}"
    yield f"    entity     {explain_entity(fact, place, report)}"


def explain_rule(fact: Fact, place: Place, patterns: Patterns) -> str:
    """Return how the rule came to the number."""
    if fact.source == "table":
        return f"row {fact.where.row}, column {fact.where.column} of table {fact.where.table}: {' > '.join(fact.path)}"
    rule = next((rule for rule in patterns.prose.rules if rule.name == fact.rule), None)
    found = place.clause()
    if rule and found:
        clause, at = found
        found_by = diagnose(rule, clause, at, fact.where.case_id is not None)
        return f"{found_by.reason} {found_by.words}, value {fact.raw}"
    form = fact.rule.removeprefix("grammar#")
    return FORMS.get(form, "not in these patterns") + (f"; clause «{clause_text(place)}»" if found else "")


def clause_text(place: Place) -> str:
    """Return the clause of the number as printed, blanks dropped."""
    found = place.clause()
    if found is None:
        return ""
    clause = found[0]
    numerals = iter(clause.numerals)
    return "".join(next(numerals).text if at in clause.marks else sign for at, sign in enumerate(clause.text))


def explain_period(fact: Fact, place: Place, report: Report) -> str:
    """Return the period and where it comes from."""
    period = fact.period
    if period is None:
        return "none: neither the text nor the cover tells one"
    if fact.source == "table":
        return f"{period.label}, {period.basis}: by the column, the row or the report"
    if period.basis == "default":
        return f"{period.label}, default: the report's own"
    named = [
        mention
        for mention in find_periods(place.text, report.document.report_year)
        if mention.period.label == period.label and place.offsets[mention.start] < fact.where.end
    ]
    if not named:
        return f"{period.label}, {period.basis}: named earlier in the case"
    mention = named[-1]
    printed = place.text[mention.start : mention.end]
    return f"{period.label}, {period.basis}: «{printed}» at {place.offsets[mention.start]}"


def explain_entity(fact: Fact, place: Place, report: Report) -> str:
    """Return the entity and where it comes from."""
    if fact.entity is None:
        return "none: the cover names nobody"
    if fact.entity == report.document.entity:
        return f"{fact.entity}: the report is about it"
    known = next((entity for entity in report.entities if entity.name == fact.entity), None)
    names = [fact.entity, *(known.names if known else [])]
    printed = next((name for name in names if name in fact.where.quote), None)
    if printed:
        return f"{fact.entity}: «{printed}» in the sentence"
    return f"{fact.entity}: the case is about it" if fact.where.case_id else f"{fact.entity}: by the row"


def explain_silence(place: Place, patterns: Patterns) -> Iterator[str]:
    """Yield why the number made no fact."""
    entry = place.entry
    if entry.class_ not in OPEN or place.block.kind != "paragraph":
        yield f"  no fact: {entry.class_} in {place.block.kind} states no value"
        return
    yield "  open number: no fact"
    found = place.clause()
    if found is None:
        yield "    it counts nothing: its unit is part of a word, or it has none"
        return
    clause, at = found
    yield f"    clause     «{clause_text(place)}»"
    yield "    grammar    no noun phrase before it, nothing counted behind it, no level that it could belong to"
    diagnosis = nearest(patterns.prose.rules, clause, at, place.block.case_id is not None)
    if diagnosis:
        yield "  ".join(filter(None, ("    nearest  ", diagnosis.rule.name, diagnosis.reason, diagnosis.words)))
    else:
        yield "    nearest    none: no rule has its anchor in the clause"
