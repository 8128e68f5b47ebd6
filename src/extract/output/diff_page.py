"""A diff as one self-contained page for people: both years side by side, a filter, a line for each trend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

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
    "report": "报告未填或新填",
    "section": "章节",
    "case": "案例",
    "table": "表",
    "figure": "图",
}


def render_diff(diff: Diff, links: Sequence[str | None] = ()) -> str:
    """Return the page; ``links`` are the review pages of the reports, None where there is none."""
    page = Environment(
        loader=PackageLoader("extract.output", "pages"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    page.filters |= {"word": lambda key: WORDS.get(key, key), "label": label, "number": plain}
    return page.get_template("diff.html").render(
        diff=diff,
        compared=[party for party in diff.reports if party.role == "compared"],
        levels=by_weight(diff.levels),
        trend=trend,
        cell=cell,
        link=lambda value: place_link(value, links),
        title=name_report,
        parts=(("章节", diff.sections), ("案例", diff.cases), ("表", diff.tables), ("目录", diff.directory)),
    )


def name_report(party: Party) -> str:
    """Return the heading of a report's column."""
    return f"{party.report_year or ''} {party.source}".strip()


def label(topic: Topic) -> str:
    """Return the name of a figure with the labels above it."""
    return " / ".join(topic.path) if topic.path and not topic.indicator else topic.name


def plain(value: Number | None) -> str:
    """Return a number for reading."""
    return "" if value is None else f"{value:,f}"


def cell(values: Sequence[Statement], report: int) -> Statement | None:
    """Return what ``report`` states, if anything."""
    return next((value for value in values if value.report == report), None)


def place_link(value: Statement, links: Sequence[str | None]) -> str | None:
    """Return the address of a fact's place, None where its report has no page."""
    page = links[value.report] if value.report < len(links) else None
    return f"{page}#{value.fact}" if page else None


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
