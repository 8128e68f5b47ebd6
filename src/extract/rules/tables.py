"""How tables are headed and filled in: the model of ``patterns/tables.yaml``."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, get_args

from pydantic import Field

from extract.rules.catalogue import Data, fold_label

Role = Literal["number", "unit", "label", "period", "bearer", "note", "value", "threshold", "change", "rate", "rank"]
ROLES: tuple[Role, ...] = get_args(Role)


class TableWords(Data):
    """The words of column heads, of data cells and of labels, as data."""

    columns: dict[Role, tuple[str, ...]]
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    flat: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    dashes: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    narrowing: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    cumulative: tuple[str, ...] = ()
    own_units: dict[str, str] = Field(default_factory=dict)
    provisos: tuple[str, ...] = ()

    @cached_property
    def roles(self) -> dict[str, Role]:
        """Each column label with what its column holds; the first role that names it counts."""
        return {fold_label(label): role for role in reversed(ROLES) for label in self.columns.get(role, ())}
