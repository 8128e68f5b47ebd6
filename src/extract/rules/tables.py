"""How tables are headed and filled in: the model of ``patterns/tables.yaml``."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, get_args

from msgspec import field

from extract.data import Data, WordList
from extract.late import late
from extract.rules.catalogue import fold_label

COMPARED = late(
    r"(?:(?:19|20)\d\d(?:学?年度?|届)?|本学?年度?|今年)?(?:较|比|与|同|对比)(?:(?:19|20)\d\d(?:[-—–~至](?:19|20)?\d\d)?(?:学?年度?|届)?|上一?学?年度?|去年|前一年)(?:同期)?(?:相比|比较|对比)?"
)
SUBTOTAL = "小计"
REMARK = late(r"(?<=.)\([^()]*\)$")  # 增减（+、-）
Role = Literal["number", "unit", "label", "period", "bearer", "note", "value", "threshold", "change", "rate", "rank"]
ROLES: tuple[Role, ...] = get_args(Role)


class TableWords(Data, frozen=True):
    """The words of column heads, of data cells and of labels, as data."""

    columns: dict[Role, WordList]
    up: WordList = WordList()
    down: WordList = WordList()
    flat: WordList = WordList()
    hedges: WordList = WordList()
    dashes: WordList = WordList()
    not_applicable: WordList = WordList()
    totals: WordList = WordList()
    narrowing: WordList = WordList()
    inner: WordList = WordList()
    extents: WordList = WordList()
    owners: WordList = WordList()
    portions: WordList = WordList()
    title_starts: WordList = WordList()
    title_ends: WordList = WordList()
    plans: WordList = WordList()
    aims: WordList = WordList()
    cumulative: WordList = WordList()
    own_units: dict[str, str] = field(default_factory=dict)
    counts: WordList = WordList()
    money: WordList = WordList()
    unitless: WordList = WordList()
    provisos: WordList = WordList()

    @cached_property
    def roles(self) -> dict[str, Role]:
        """Each column label with what its column holds; the first role that names it counts."""
        return {fold_label(label): role for role in reversed(ROLES) for label in self.columns.get(role, ())}

    @cached_property
    def grand_totals(self) -> frozenset[str]:
        """The totals that are none of a group of rows."""
        return frozenset(self.totals) - {SUBTOTAL}

    def role_of(self, label: str) -> Role | None:
        """Return what a column headed ``label`` holds, whoever's it is (本校数值) and whatever it is held against."""
        folded = fold_label(label)
        folded = folded if folded in self.roles else REMARK.sub("", folded)
        if folded in self.roles:
            return self.roles[folded]
        if compared := COMPARED.match(folded):
            rest = folded[compared.end() :]
            role = self.roles.get(rest) if rest else "change"
            return role if role in ("change", "rate") else None
        owner = next((owner for owner in self.owners if folded.startswith(owner)), "")
        role = self.roles.get(folded[len(owner) :]) if owner else None
        return role if role in ("value", "threshold", "change", "rate", "rank") else None

    def role_under(self, label: str, above: Role) -> Role | None:
        """Return what a column under such a head holds (增减 / 数量, 增减 / 比例), None where it names something."""
        folded = fold_label(label)
        if above == "change" and folded in self.portions:
            return "rate"
        return above if self.role_of(label) == "value" or folded in self.portions else None

    def unit_in(self, label: str) -> str | None:
        """Return the unit that the ending of a label tells, empty where the cell must, None where it tells none."""
        return next((unit for word, unit in self.own_units.items() if label.endswith(word)), None)
