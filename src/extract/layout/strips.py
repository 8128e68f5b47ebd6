"""Lines side by side → strips: the text on one baseline, in parts that stand apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from extract.layout.flow import ends_entry
from extract.layout.lines import Line


class Strip(Struct, frozen=True):
    """The parts on one baseline, from the left."""

    parts: tuple[Line, ...]

    @property
    def text(self) -> str:
        """What stands in it, its parts behind one another."""
        return "".join(part.text for part in self.parts)

    @property
    def base(self) -> float:
        """The baseline."""
        return self.parts[0].base

    @property
    def size(self) -> float:
        """The largest size in it."""
        return max(part.size for part in self.parts)

    @property
    def top(self) -> float:
        """Where the text begins, by its size."""
        return self.base - 0.85 * self.size

    @property
    def bottom(self) -> float:
        """Where the text ends, by its size."""
        return self.base + 0.2 * self.size

    @property
    def x0(self) -> float:
        """The left end."""
        return self.parts[0].x0

    @property
    def x1(self) -> float:
        """The right end."""
        return max(part.x1 for part in self.parts)

    @property
    def parted(self) -> bool:
        """Tell whether parts stand side by side as cells do, not as a directory's entry and its page."""
        return len(self.parts) > 1 and not any(ends_entry(part) for part in self.parts)


def make_strips(lines: Iterable[Line]) -> list[Strip]:
    """Return the strips that ``lines`` make, from the top."""
    rows: dict[int, list[Line]] = {}
    for line in lines:
        rows.setdefault(line.row, []).append(line)
    strips = [Strip(tuple(sorted(row, key=lambda line: line.x0))) for row in rows.values()]
    return sorted(strips, key=lambda strip: (strip.base, strip.x0))


def free_places(spans: Sequence[tuple[float, float]], tolerated: int = 0) -> list[tuple[float, float]]:
    """Return the stretches between the first and last span that at most ``tolerated`` spans cover."""
    events = sorted(event for x0, x1 in spans for event in ((x0, 1), (x1, -1)))
    free: list[tuple[float, float]] = []
    covering = 0
    since: float | None = None
    for x, step in events:
        before, covering = covering, covering + step
        if before <= tolerated < covering and since is not None and x > since:
            free.append((since, x))
        since = x if covering <= tolerated < before else (None if covering > tolerated else since)
    return free


def parts_of(strips: Sequence[Strip]) -> list[Line]:
    """Return all parts of ``strips``."""
    return [part for strip in strips for part in strip.parts]
