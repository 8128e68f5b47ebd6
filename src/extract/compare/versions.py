"""Two extractions of one report: facts gained, lost and read otherwise, by rule."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from extract.compare.records import Amendment, FactChanges, Owned, RuleCount
from extract.records import Fact, Report

PLACE = frozenset({"id", "of", "where"})
"""Fields that move with the text and say nothing else."""


def compare_facts(reports: Sequence[Report]) -> FactChanges:
    """Return what each extraction gained, lost and changed as against the one before."""
    gained: list[Owned] = []
    lost: list[Owned] = []
    changed: list[Amendment] = []
    for place, (old, new) in enumerate(pairwise(reports)):
        pairs = pair_facts(old.facts, new.facts)
        known = {one.id for one, _ in pairs}, {other.id for _, other in pairs}
        lost += [Owned(report=place, fact=fact) for fact in old.facts if fact.id not in known[0]]
        gained += [Owned(report=place + 1, fact=fact) for fact in new.facts if fact.id not in known[1]]
        changed += [change for pair in pairs if (change := amend(place + 1, *pair))]
    return FactChanges(gained=gained, lost=lost, changed=changed, rules=count_rules(gained, lost, changed))


def pair_facts(old: Sequence[Fact], new: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Pair facts by id where the same is printed there, the rest by key and print, then by place in the sentence."""
    here = {fact.id: fact for fact in old}
    pairs = {fact.id: here[fact.id] for fact in new if fact.id in here and here[fact.id].raw == fact.raw}
    for same in (by_key, by_sentence):
        taken = {fact.id for fact in pairs.values()}
        waiting: dict[tuple[str, ...], deque[Fact]] = {}
        for fact in old:
            if fact.id not in taken:
                waiting.setdefault(same(fact), deque()).append(fact)
        for fact in new:
            if fact.id not in pairs and waiting.get(same(fact)):
                pairs[fact.id] = waiting[same(fact)].popleft()
    return [(pairs[fact.id], fact) for fact in new if fact.id in pairs]


def by_key(fact: Fact) -> tuple[str, ...]:
    """Return what the fact is of and its print."""
    return fact.key, fact.raw, fact.where.quote


def by_sentence(fact: Fact) -> tuple[str, ...]:
    """Return the fact's print and the words round it."""
    return fact.raw, fact.kind, fact.where.quote


def amend(report: int, old: Fact, new: Fact) -> Amendment | None:
    """Return the fields that differ, None where none does."""
    fields = dict(differences(old, new))
    return Amendment(report=report, fact=new.id, raw=new.raw, rule=new.rule, fields=fields) if fields else None


def differences(old: Fact, new: Fact) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Yield the fields that differ with both contents; the place a fact stands in is none of them."""
    for name in Fact.model_fields:
        if name not in PLACE and getattr(old, name) != getattr(new, name):
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
