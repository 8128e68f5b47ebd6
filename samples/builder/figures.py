"""The books of an entity: what it counted in each year, and what follows from that by arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import yaml

from .model import DescriptionError


def rounded(value: Decimal, places: int) -> Decimal:
    """Return ``value`` rounded half up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def truncated(value: Decimal, places: int) -> Decimal:
    """Return ``value`` cut off."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of the books: printed name, unit and value by year."""

    name: str
    unit: str
    values: dict[int, Decimal]


@dataclass(frozen=True, slots=True)
class Books:
    """All figures of an entity by key, and the words of its template that differ by year."""

    entries: dict[str, Entry]
    years: tuple[int, ...]

    def __getitem__(self, key: str) -> Entry:
        if key not in self.entries:
            raise DescriptionError(f"no figure {key!r}")
        return self.entries[key]

    def value(self, key: str, year: int) -> Decimal:
        """Return a figure of a year."""
        return self[key].values[year]


def read_books(path: Path) -> Books:
    """Read ``figures.yaml``: ``counted`` (name, unit, a value a year), ``derived`` (name, unit, formula), ``holds``."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=DecimalLoader)
    years = tuple(int(year) for year in data["years"])
    entries: dict[str, Entry] = {}
    for key, (name, unit, *values) in data["counted"].items():
        if len(values) != len(years):
            raise DescriptionError(f"{path}: {key} needs {len(years)} values")
        entries[key] = Entry(name, unit, dict(zip(years, map(Decimal, values), strict=True)))
    for key, (name, unit, formula) in data["derived"].items():
        entries[key] = Entry(name, unit, {year: compute(formula, entries, year) for year in years})
    for law in data["holds"]:
        for year in years:
            if not compute(law, entries, year):
                raise DescriptionError(f"{path}: {law} does not hold in {year}")
    return Books(entries, years)


def compute(formula: str, entries: dict[str, Entry], year: int) -> Any:
    """Return a formula over the figures of one year; the books are our own, so plain ``eval`` serves."""
    names: dict[str, Any] = {key: entry.values[year] for key, entry in entries.items() if year in entry.values}
    return eval(
        formula, {"__builtins__": {}, "rounded": rounded, "truncated": truncated, "D": Decimal, "abs": abs}, names
    )


class DecimalLoader(yaml.SafeLoader):
    """A YAML loader that keeps every number as printed."""


DecimalLoader.add_constructor(
    "tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node).replace("_", ""))
)
