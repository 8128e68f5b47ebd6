"""Whose change it is behind 其中: of the part, unless the arithmetic says that it is of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from extract.facts.phrases import PERCENT, Reading, same_unit

SLACK = Decimal("0.06")  # points by which a printed rate may miss the quotient, at one decimal


def settle_heads(readings: Sequence[Reading]) -> list[Reading]:
    """Return ``readings``, a change and its rate given to the whole where only that fits them."""
    settled = list(readings)
    for at in range(2, len(settled) - 1):
        part, change, rate = settled[at - 1 : at + 2]
        belongs = change.of is part and rate.of is part and rate.quantity.unit in PERCENT
        if not belongs or change.kind != "change" or not part.clause.text.startswith("其中"):
            continue
        whole = whole_of(settled[: at - 1], part)
        if whole and fits(whole, change, rate) and not fits(part, change, rate):
            settled[at : at + 2] = [replace(one, name=whole.name, head=whole.head, of=whole) for one in (change, rate)]
    return settled


def whole_of(before: Sequence[Reading], part: Reading) -> Reading | None:
    """Return the level told last before ``part`` in its sentence, outside 其中."""
    return next(
        (
            level
            for level in reversed(before)
            if level.kind == "level"
            and level.clause.sentence == part.clause.sentence
            and not level.clause.text.startswith("其中")
            and same_unit(level.quantity, part.quantity)
        ),
        None,
    )


def fits(level: Reading, change: Reading, rate: Reading) -> bool:
    """Tell whether ``rate`` is what ``change`` makes of the value before it."""
    now, step, percent = (one.quantity.canonical_value for one in (level, change, rate))
    if now is None or step is None or percent is None:
        return False
    before = now + step if change.direction == "down" else now - step
    return before > 0 and abs(step / before * 100 - percent) <= SLACK
