"""A diff in lines of text: what matters most first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from extract.checks.wording import Language
from extract.compare.records import Amendment, CaseRef, Diff, Level, Part, Recycled, Statement, Topic
from extract.compare.weight import by_weight

PERCENT = "%"
OPENING = 30  # characters of a paragraph
SHOWN = 12  # lines of each list
CHINESE = {
    "years": "历年对比",
    "revision": "修订版对比",
    "reextraction": "重新抽取对比",
    "restated": "同年数据前后不一",
    "recycled cases": "疑似沿用案例",
    "kept": "与上年相同而周围数值均有变动",
    "moved beside": "同处变动的数值",
    "retold": "文字和数字均沿用上年的段落",
    "unborne": "增减数与上年报告的数值不符",
    "vanished": "消失的指标",
    "appeared": "新出现的指标",
    "relabelled": "换了名称的指标",
    "moved": "变动的指标",
    "facts gained": "新增的事实",
    "facts lost": "失去的事实",
    "facts changed": "改变的事实",
    "findings new": "新的核查结果",
    "findings solved": "已消除的核查结果",
    "findings standing": "仍在的核查结果",
    "sections": "章节",
    "cases": "案例",
    "tables": "表",
    "directory": "目录",
    "added": "新增",
    "removed": "减少",
    "renamed": "改名",
    "elsewhere": "移位",
    "form": "数据表取消或新增该行",
    "report": "报告自行增减",
    "solves": "消除",
    "points": "个百分点",
    "bases": "口径不同：占",
    "more": "项未列出",
    "nothing to tell": "未发现差异",
}
SIGNS = {"rose": "↑", "fell": "↓", "unchanged": "=", "unclear": "≈"}


def summarise(result: Diff, language: Language = "en") -> Iterator[str]:
    """Yield the lines of the summary: what matters most first."""
    compared = [party for party in result.reports if party.role == "compared"]
    say = CHINESE.__getitem__ if language == "zh" else str
    yield f"{say(result.kind)}: " + " → ".join(f"{party.entity} {party.report_year}" for party in compared)
    told = list(chapters(result, say))
    if not told:
        yield say("nothing to tell")
    for title, lines in told:
        yield f"{title}: {len(lines)}"
        yield from (f"  {line}" for line in lines[:SHOWN])
        if len(lines) > SHOWN:
            yield f"  … {len(lines) - SHOWN} {say('more')}"


def chapters(result: Diff, say: Callable[[str], str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the lists that are not empty, with their lines; ``say`` puts a word into the reader's language."""
    for lists in (figure_lists(result, say), version_lists(result, say), part_lists(result, say)):
        yield from ((title, lines) for title, lines in lists.items() if lines)


def figure_lists(result: Diff, say: Callable[[str], str]) -> dict[str, list[str]]:
    """Return what became of figures, and what was taken from earlier reports."""
    moved = [level for level in by_weight(result.levels) if level.verdict != "unchanged"]
    return {
        say("restated"): [
            f"{name_topic(item)} {item.year}: {trace(item.values)}" + with_finding(item.solved, say)
            for item in result.restatements
        ],
        say("recycled cases"): [
            f"{name_case(item.new)} ← {name_origin(result, item)} {name_case(item.old)} ({item.similarity:.0%})"
            for item in result.recycled
        ],
        say("kept"): [
            f"{name_topic(item)}: {item.values[-1].printed} ({say('moved beside')}: {item.moved})"
            for item in result.kept
        ],
        say("unborne"): [f"{name_topic(item)}: {trace(item.values)}, {item.change.printed}" for item in result.unborne],
        say("retold"): [f"{item.section or ''} {item.new.text[:OPENING]}…".strip() for item in result.retold],
        say("vanished"): [f"{name_topic(item)}: {item.values[0].printed} ({say(item.by)})" for item in result.vanished],
        say("appeared"): [f"{name_topic(item)}: {item.values[0].printed} ({say(item.by)})" for item in result.appeared],
        say("relabelled"): [f"{name_topic(item.old)} → {name_topic(item.new)}" for item in result.renamed],
        say("moved"): [
            f"{SIGNS[level.verdict]} {name_topic(level)}: {trace(level.values)}"
            + name_change(level, say)
            + with_finding(level.solved, say)
            for level in moved
        ],
    }


def trace(values: Iterable[Statement]) -> str:
    """Return a figure through the years, as printed."""
    return " → ".join(value.printed for value in values)


def version_lists(result: Diff, say: Callable[[str], str]) -> dict[str, list[str]]:
    """Return what two versions make of one report, and what does not agree in them."""
    facts, findings = result.facts, result.findings
    return {
        say("facts gained"): [f"{item.fact.rule}: {item.fact.name} {item.fact.raw}" for item in facts.gained],
        say("facts lost"): [f"{item.fact.rule}: {item.fact.name} {item.fact.raw}" for item in facts.lost],
        say("facts changed"): [
            f"{item.rule}: {item.raw}: {', '.join(show_fields(item))}" + with_finding(item.solved, say)
            for item in facts.changed
        ],
        say("findings new"): [item.message for item in findings.new],
        say("findings solved"): [item.message for item in findings.solved],
        say("findings standing"): [item.message for item in findings.standing],
    }


def part_lists(result: Diff, say: Callable[[str], str]) -> dict[str, list[str]]:
    """Return which sections, cases, tables and lines of directories came, went or were renamed."""
    kinds = {
        "sections": result.sections,
        "cases": result.cases,
        "tables": result.tables,
        "directory": result.directory,
    }
    lists: dict[str, list[str]] = {}
    for kind, parts in kinds.items():
        lists[f"{say(kind)} {say('added')}"] = [part.title for part in parts.added]
        lists[f"{say(kind)} {say('removed')}"] = [part.title for part in parts.removed]
        lists[f"{say(kind)} {say('renamed')}"] = [f"{pair.old.title} → {pair.new.title}" for pair in parts.renamed]
        lists[f"{say(kind)} {say('elsewhere')}"] = [
            f"{name_part(pair.old)} → {name_part(pair.new)}" for pair in parts.moved
        ]
    return lists


def name_part(part: Part) -> str:
    """Return the number and the title of a part."""
    return f"{part.number or ''} {part.title}".strip()


def name_change(level: Level, say: Callable[[str], str]) -> str:
    """Return by how much a figure changed, in brackets: a percentage by points, any other in percent of itself.

    Shares of two bases have not changed: the bases are told.
    """
    if level.bases:
        return f" ({say('bases')} {' → '.join(level.bases)})"
    if level.unit == PERCENT and level.change is not None:
        return f" ({level.change:+f} {say('points')})"
    return "" if level.rate is None else f" ({level.rate:+}%)"


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


def with_finding(solved: Sequence[str], say: Callable[[str], str]) -> str:
    """Return a remark on a figure whose change solves findings; any other figure moved besides."""
    return f" [{say('solves')} {', '.join(solved)}]" if solved else ""
