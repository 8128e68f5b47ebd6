"""Text → periods: years, school years, dates, months, spans, and words that lean on the report's year."""

from __future__ import annotations

from dataclasses import dataclass

from extract.records import Period


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period that a text names in ``text[start:end]``."""

    start: int
    end: int
    period: Period


def find_periods(text: str, default_year: int | None = None) -> list[PeriodMention]:
    """Return the periods that ``text`` names, in order; 本学年, 今年, 上一学年 lean on ``default_year``."""
    return []


def read_period(label: str, default_year: int | None = None) -> Period | None:
    """Return the period that ``label`` is (2025 年, 2023-2024 学年), None where it is anything else."""
    return None


def frame_period(period: Period, window: Period | None) -> Period:
    """Return a school year with the start and end that the report states for its own (``window``)."""
    return period
