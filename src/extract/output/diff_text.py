"""A diff in lines of text: what matters most first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.compare.records import Amendment, CaseRef, Diff, Recycled, Topic
from extract.compare.weight import by_weight

SHOWN = 12  # lines of each list
SIGNS = {"rose": "↑", "fell": "↓", "unchanged": "=", "unclear": "≈"}


def summarise(result: Diff) -> Iterator[str]:
    """Yield the lines of the summary: what matters most first."""
    compared = [party for party in result.reports if party.role == "compared"]
    yield f"{result.kind}: " + " → ".join(f"{party.entity} {party.report_year}" for party in compared)
    for title, lines in chapters(result):
        yield f"{title}: {len(lines)}"
        yield from (f"  {line}" for line in lines[:SHOWN])
        if len(lines) > SHOWN:
            yield f"  … {len(lines) - SHOWN} more"


def chapters(result: Diff) -> Iterator[tuple[str, list[str]]]:
    """Yield the lists that are not empty, with their lines."""
    moved = [level for level in by_weight(result.levels) if level.verdict != "unchanged"]
    lists = {
        "restated": [
            f"{name_topic(item)} {item.year}: "
            + " → ".join(value.printed for value in item.values)
            + with_finding(item.solved)
            for item in result.restatements
        ],
        "recycled cases": [
            f"{name_case(item.new)} ← {name_origin(result, item)} {name_case(item.old)} ({item.similarity:.0%})"
            for item in result.recycled
        ],
        "vanished": [f"{name_topic(item)}: {item.values[0].printed} ({item.by})" for item in result.vanished],
        "appeared": [f"{name_topic(item)}: {item.values[0].printed} ({item.by})" for item in result.appeared],
        "relabelled": [f"{name_topic(item.old)} → {name_topic(item.new)}" for item in result.renamed],
        "moved": [
            f"{SIGNS[level.verdict]} {name_topic(level)}: "
            + " → ".join(value.printed for value in level.values)
            + (f" ({level.rate:+}%)" if level.rate is not None else "")
            + with_finding(level.solved)
            for level in moved
        ],
        "facts gained": [f"{item.fact.rule}: {item.fact.name} {item.fact.raw}" for item in result.facts.gained],
        "facts lost": [f"{item.fact.rule}: {item.fact.name} {item.fact.raw}" for item in result.facts.lost],
        "facts changed": [
            f"{item.rule}: {item.raw}: {', '.join(show_fields(item))}" + with_finding(item.solved)
            for item in result.facts.changed
        ],
        "findings new": [item.message for item in result.findings.new],
        "findings solved": [item.message for item in result.findings.solved],
        "findings standing": [item.message for item in result.findings.standing],
    }
    for kind, parts in (
        ("sections", result.sections),
        ("cases", result.cases),
        ("tables", result.tables),
        ("directory", result.directory),
    ):
        lists |= {
            f"{kind} added": [part.title for part in parts.added],
            f"{kind} removed": [part.title for part in parts.removed],
            f"{kind} renamed": [f"{pair.old.title} → {pair.new.title}" for pair in parts.renamed],
        }
    yield from ((title, lines) for title, lines in lists.items() if lines)


def name_case(case: CaseRef) -> str:
    """Return the number and the title of a case."""
    return case.title if case.case == case.title else f"{case.case} {case.title}"


def name_origin(result: Diff, item: Recycled) -> str:
    """Return the year that an earlier case is from, behind its entity where that is another."""
    old, new = result.reports[item.old.report], result.reports[item.new.report]
    return f"{old.report_year}" if old.entity == new.entity else f"{old.entity} {old.report_year}"


def name_topic(topic: Topic) -> str:
    """Return the figure's entity and name, and the labels above it."""
    above = topic.path[:-1] if topic.path and not topic.indicator else []
    labels = [*(step for step in above if step != topic.entity), topic.name]
    return " ".join([topic.entity or "", " / ".join(labels)]).strip()


def show_fields(change: Amendment) -> Iterator[str]:
    """Yield the fields that differ, plain ones with their contents."""
    for name, (old, new) in change.fields.items():
        plain = not isinstance(old, dict | list | tuple) and not isinstance(new, dict | list | tuple)
        yield f"{name} {old} → {new}" if plain else name


def with_finding(solved: Sequence[str]) -> str:
    """Return a remark on a figure whose change solves findings; any other figure moved besides."""
    return f" [solves {', '.join(solved)}]" if solved else ""
