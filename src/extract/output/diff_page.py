"""A diff as one self-contained page for people: both years side by side, a filter, a line for each trend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from jinja2 import Environment, PackageLoader

from extract.compare.records import Diff, Level, Party, Statement, Topic
from extract.compare.weight import by_weight
from extract.records import Number

WIDTH, HEIGHT, EDGE = 96, 24, 3  # of a trend line, in points
FEWEST = 2
WORDS = {
    "years": "历年对比",
    "revision": "修订版对比",
    "reextraction": "重新抽取对比",
    "rose": "升",
    "fell": "降",
    "unchanged": "持平",
    "unclear": "精度内无法判定",
    "form": "数据表取消或新增该行",
    "report": "报告自行增减",
    "error": "错误",
    "warning": "疑点",
    "info": "提示",
}
SEVERITIES = ("error", "warning", "info")
SCALES = {"万": 4, "亿": 8}
LONGEST = 60  # characters of a field's content that are shown
Link = Callable[[int, str], str | None]


def render_diff(diff: Diff, links: Sequence[str | None] = ()) -> str:
    """Return the page; ``links`` are the review pages of the reports, None where there is none."""
    page = Environment(
        loader=PackageLoader("extract.output", "pages"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    page.filters |= {
        "word": lambda key: WORDS.get(key, key),
        "label": label,
        "number": plain,
        "signed": lambda rate: "" if rate is None else f"{rate:+,f}",
        "brief": show_content,
        "by_severity": lambda items: sorted(items, key=lambda item: SEVERITIES.index(item.severity)),
    }
    levels = by_weight(diff.levels)
    return page.get_template("diff.html").render(
        diff=diff,
        contents=list(list_contents(diff)),
        compared=[party for party in diff.reports if party.role == "compared"],
        moved=[level for level in levels if level.verdict != "unchanged"],
        still=[level for level in levels if level.verdict == "unchanged"],
        trend=trend,
        cell=cell,
        change=show_change,
        link=link_to(links),
        where=name_place,
        title=name_report,
        year_of=lambda report: diff.reports[report].report_year,
        parts=(("章节", diff.sections), ("案例", diff.cases), ("表", diff.tables), ("目录", diff.directory)),
    )


def list_contents(diff: Diff) -> Iterator[tuple[str, str, int, bool]]:
    """Yield the anchor, name and length of each part of the page, and whether what stands there is alarming."""
    findings, facts = diff.findings, diff.facts
    parts = (diff.sections, diff.cases, diff.tables, diff.directory)
    if diff.kind != "reextraction":
        yield "restated", "同年不一", len(diff.restatements), True
    yield "recycled", "沿用案例", len(diff.recycled), True
    if diff.kind == "years":
        yield "kept", "沿用数值", len(diff.kept) + len(diff.retold), True
        yield "unborne", "增减不符", len(diff.unborne), True
    if diff.kind != "reextraction":
        yield "vanished", "消失", len(diff.vanished), False
        yield "appeared", "新出现", len(diff.appeared), False
        yield "levels", "指标变化", len(diff.levels), False
    if diff.kind != "years":
        yield "facts", "事实", len(facts.gained) + len(facts.lost) + len(facts.changed), False
    yield "findings", "核查结果", len(findings.new) + len(findings.standing) + len(findings.solved), False
    yield (
        "parts",
        "结构",
        sum(len(part.added) + len(part.removed) + len(part.renamed) + len(part.moved) for part in parts),
        False,
    )


def name_report(party: Party) -> str:
    """Return the heading of a report's column."""
    return f"{party.report_year or ''} {party.source}".strip()


def label(topic: Topic) -> str:
    """Return the name of a figure with the labels above it; the entity's own name tells nothing."""
    if not topic.path or topic.indicator:
        return topic.name
    return " / ".join([step for step in topic.path if step != topic.entity] or topic.path)


def name_place(value: Statement) -> str:
    """Return where a figure stands, as a reader looks for it."""
    place = f"表 {value.table}" if value.table else value.section or "正文"
    return f"{place} · 第 {value.page} 页" if value.page else place


def plain(value: Number | None) -> str:
    """Return a number for reading."""
    return "" if value is None else f"{value:,f}"


def show_content(content: Any) -> str:
    """Return the content of a field for reading; the ends of an interval with a dash between them."""
    if isinstance(content, tuple | list):
        return "–".join("" if part is None else str(part) for part in content)[:LONGEST]
    return "" if content is None else str(content)[:LONGEST]


def show_change(level: Level) -> str:
    """Return the change in the unit that both figures are printed in, else in that of the topic."""
    if level.change is None:
        return ""
    units = {value.unit for value in level.values[-2:]}
    unit = units.pop() if len(units) == 1 else level.unit
    scale = SCALES.get((unit or "")[:1], 0)
    change = f"{level.change.scaleb(-scale):+,f}"
    change = change.rstrip("0").rstrip(".") if scale else change
    return f"{change} {'百分点' if unit == '%' else unit or ''}".strip()


def cell(values: Sequence[Statement], report: int) -> Statement | None:
    """Return what ``report`` states, if anything."""
    return next((value for value in values if value.report == report), None)


def link_to(links: Sequence[str | None]) -> Link:
    """Return how the place of a fact or finding is addressed, None where its report has no page."""

    def address(report: int, place: str) -> str | None:
        page = links[report] if report < len(links) else None
        return f"{page}#{place}" if page else None

    return address


def trend(level: Level) -> str | None:
    """Return the points of a trend line, years apart as they are; None where fewer than two values are known."""
    known = [(value.year, value.value) for value in level.values if value.value is not None]
    if len(known) < FEWEST:
        return None
    return " ".join(points(known))


def points(known: Sequence[tuple[int, Decimal]]) -> Iterator[str]:
    """Yield ``x,y`` of each value, the highest at the top."""
    years, values = [year for year, _ in known], [value for _, value in known]
    span, rise = max(1, max(years) - min(years)), max(values) - min(values)
    for year, value in known:
        x = EDGE + Decimal((year - min(years)) * (WIDTH - 2 * EDGE)) / span
        y = EDGE + (max(values) - value) * (HEIGHT - 2 * EDGE) / rise if rise else Decimal(HEIGHT) / 2
        yield f"{x:.1f},{y:.1f}"
