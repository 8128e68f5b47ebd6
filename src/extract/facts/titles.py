"""What the title of a table says of its figures: what they count, whose they are, of when and in which units."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from extract.facts.columns import split_unit
from extract.facts.entities import Roster
from extract.facts.model import Front
from extract.facts.rows import TableReading
from extract.late import late
from extract.numerals.figures import fold
from extract.numerals.periods import find_periods, frame_period
from extract.records import Period
from extract.rules.grammar import one_of
from extract.rules.patterns import Patterns

SEVERAL = late(r"[、,，;；]|[和及或](?=[^\d])")
BESIDE = ("等", "与", "和", "及", "、")

WHEN = late(r"(?P<open>[（(])[^（）()，,；;]{0,16}[年月日度][，,；;]\s*(?=[^（）()]{1,8}[）)]$)")
"""A time before the unit in one bracket: （2024年，万元）."""


class Title(Struct, frozen=True):
    """A title read: the words for what is counted, the bearer, the period, and the units, those beside it included."""

    words: str
    bearer: str | None
    period: Period | None
    units: Sequence[str]


class TitleReader:
    """Reads the titles of tables."""

    def __init__(self, patterns: Patterns, front: Front, roster: Roster) -> None:
        self.catalogue = patterns.catalogue
        self.front = front
        self.roster = roster
        self.around = late(f"^(?:{one_of(patterns.tables.title_starts)})+")
        self.behind = late(f"(?:{one_of(patterns.tables.title_ends)})+$")

    def read(self, reading: TableReading) -> Title:
        """Return what the title of a table says."""
        title = reading.table.title or ""
        text, own = split_unit(WHEN.sub(r"\g<open>", title), self.catalogue)
        units = SEVERAL.split(fold(reading.cells.frame.caption_unit or own or ""))
        return Title(self.words_of(text), self.bearer_of(title), self.period_of(title), units)

    def words_of(self, title: str) -> str:
        """Return what is left of a title without the bearer, periods, and words such as 情况."""
        title = title[next((mention.end for mention in self.roster.mentions(title) if mention.start == 0), 0) :]
        for mention in reversed(find_periods(title, self.front.report_year)):
            title = title[: mention.start] + title[mention.end :]
        return self.behind.sub("", self.around.sub("", title))

    def bearer_of(self, title: str) -> str | None:
        """Return the one bearer that a title begins with, None where it names others beside it."""
        named = self.roster.mentions(title)
        alone = len(named) == 1 and named[0].start == 0 and not title.startswith(BESIDE, named[0].end)
        return named[0].entity if alone else None

    def period_of(self, title: str) -> Period | None:
        """Return the one period that a title names, None where it names several or none."""
        named = [mention.period for mention in find_periods(title, self.front.report_year)]
        years = {period.year for period in named if period.kind != "range"}
        if len(years) != 1 or any(period.kind == "range" for period in named):
            return None
        return frame_period(named[0], self.front.period).model_copy(update={"basis": "inherited"})
