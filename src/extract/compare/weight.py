"""What matters most comes first."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extract.compare.records import Level

STEEPEST = Decimal(100)  # %, beyond which a rate says only that there was little before: 0 → 1 is no landslide
VERDICTS = ("rose", "fell", "unclear", "unchanged")


def by_weight(levels: Sequence[Level]) -> list[Level]:
    """Return ``levels``: those of other bases, moved ones; steep changes of large figures before small ones."""
    return sorted(levels, key=lambda level: (not level.bases, VERDICTS.index(level.verdict) // 2, -weigh(level)))


def weigh(level: Level) -> Decimal:
    """Return the rate, at most STEEPEST, times the digits before the point of the largest value."""
    values = [abs(value.value) for value in level.values if value.value is not None]
    rate = STEEPEST if level.rate is None and level.change else abs(level.rate or Decimal(0))
    return min(rate, STEEPEST) * max((len(str(int(value))) for value in values), default=1)
