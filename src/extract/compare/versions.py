"""Two versions of one report, or two extractions of it: facts gained, lost and read otherwise, by rule."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from extract.compare.ledger import is_covered
from extract.compare.records import Amendment, FactChanges, Owned, RuleCount
from extract.records import Fact, Report

Same = Callable[[Fact], tuple[str, ...]]

READ = tuple(name for name in Fact.model_fields if name not in ("id", "of", "where"))
"""What an extraction makes of a fact; the rest moves with the text and says nothing else."""
SAID = ("value", "unit", "interval", "hedge", "direction")
"""What a report says with a fact."""
LETTERLESS = re.compile(r"[\W\d_]+")


def compare_extractions(reports: Sequence[Report]) -> FactChanges:
    """Return what each extraction gained, lost and changed as against the one before."""
    return compare_facts([report.facts for report in reports], (by_key, by_sentence), READ)


def compare_revisions(reports: Sequence[Report]) -> FactChanges:
    """Return what each version says otherwise than the one before in facts that the ledger does not cover."""
    others = [[fact for fact in report.facts if not is_covered(fact)] for report in reports]
    return compare_facts(others, (by_key, by_words), SAID)


def compare_facts(facts: Sequence[Sequence[Fact]], same: Sequence[Same], fields: Sequence[str]) -> FactChanges:
    """Return the facts without a partner in the report before or after, and those whose ``fields`` differ."""
    gained: list[Owned] = []
    lost: list[Owned] = []
    changed: list[Amendment] = []
    for place, (old, new) in enumerate(pairwise(facts)):
        pairs = pair_facts(old, new, same)
        known = {one.id for one, _ in pairs}, {other.id for _, other in pairs}
        lost += [Owned(report=place, fact=fact) for fact in old if fact.id not in known[0]]
        gained += [Owned(report=place + 1, fact=fact) for fact in new if fact.id not in known[1]]
        changed += [change for pair in pairs if (change := amend(place + 1, *pair, fields))]
    return FactChanges(gained=gained, lost=lost, changed=changed, rules=count_rules(gained, lost, changed))


def pair_facts(old: Sequence[Fact], new: Sequence[Fact], sames: Sequence[Same]) -> list[tuple[Fact, Fact]]:
    """Pair facts by id where the same is said there, the rest by each of ``sames`` in turn, in order."""
    here = {fact.id: fact for fact in old}
    pairs = {fact.id: here[fact.id] for fact in new if fact.id in here and in_place(here[fact.id], fact)}
    for same in sames:
        taken = {fact.id for fact in pairs.values()}
        waiting: dict[tuple[str, ...], deque[Fact]] = {}
        for fact in old:
            if fact.id not in taken:
                waiting.setdefault(same(fact), deque()).append(fact)
        for fact in new:
            if fact.id not in pairs and waiting.get(same(fact)):
                pairs[fact.id] = waiting[same(fact)].popleft()
    return [(pairs[fact.id], fact) for fact in new if fact.id in pairs]


def in_place(old: Fact, new: Fact) -> bool:
    """Tell whether what stands at one place of both texts is one statement, not by chance the same figure."""
    return old.raw == new.raw and (old.key == new.key or old.where.quote == new.where.quote)


def by_key(fact: Fact) -> tuple[str, ...]:
    """Return what the fact is of and its print."""
    return fact.key, fact.raw, fact.where.quote


def by_sentence(fact: Fact) -> tuple[str, ...]:
    """Return the fact's print and the words round it."""
    return fact.raw, fact.kind, fact.where.quote


def by_words(fact: Fact) -> tuple[str, ...]:
    """Return what the fact is of and the words round it, its figures left out."""
    return fact.key, fact.source, LETTERLESS.sub("", fact.where.quote)


def amend(report: int, old: Fact, new: Fact, fields: Sequence[str]) -> Amendment | None:
    """Return those of ``fields`` that differ, None where none does."""
    found = dict(differences(old, new, fields))
    if not found:
        return None
    return Amendment(report=report, fact=new.id, before=old.id, raw=new.raw, rule=new.rule, fields=found)


def differences(old: Fact, new: Fact, fields: Sequence[str]) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Yield those of ``fields`` that differ, with both contents."""
    for name in fields:
        if getattr(old, name) != getattr(new, name):
            yield name, (old.model_dump(include={name})[name], new.model_dump(include={name})[name])


def count_rules(gained: Sequence[Owned], lost: Sequence[Owned], changed: Sequence[Amendment]) -> list[RuleCount]:
    """Return how often each rule stands behind a difference, the most frequent first."""
    counts: dict[str, dict[str, int]] = {}
    made = [("gained", owned.fact.rule) for owned in gained]
    made += [("lost", owned.fact.rule) for owned in lost]
    made += [("changed", change.rule) for change in changed]
    for what, rule in made:
        count = counts.setdefault(rule, {"gained": 0, "lost": 0, "changed": 0})
        count[what] += 1
    ranked = sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    return [RuleCount(rule=rule, **count) for rule, count in ranked]
