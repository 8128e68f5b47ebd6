"""Titles, parts and notes → tables, as the walk meets them."""

from __future__ import annotations

from extract.records import BlockKind
from extract.structure.grammar import Caption
from extract.structure.plan import Plan, TablePlan
from extract.structure.tables import goes_on
from extract.structure.units import Unit

Place = tuple[int | None, int | None]  # section and case


class TableDesk:
    """Puts the tables of ``plan`` together; ``awaits`` where a title or unit line has no table yet."""

    def __init__(self, text: str, plan: Plan) -> None:
        self._text = text
        self._plan = plan
        self._pending: TablePlan | None = None
        self._continued = False
        self._told: BlockKind | None = None
        self._over = self._under = 0  # tables with their title over or under them

    @property
    def awaits(self) -> bool:
        """Tell whether a title or unit line still waits for its table."""
        return self._pending is not None

    @property
    def titles_under(self) -> bool:
        """Tell whether most titles so far stand under their tables."""
        return self._under > self._over

    @property
    def is_open(self) -> bool:
        """Tell whether the last table is the last thing that was told, but for a title."""
        return bool(self._plan.tables) and self._told in ("table", "table_note")

    def watch(self, kind: BlockKind) -> None:
        """Learn of each block that is no furniture: what is neither title nor note ends the wait."""
        if kind not in ("table_title", "table_note"):
            self._pending = None
        if kind != "table_title":
            self._told = kind

    def take_title(self, title: Caption, place: Place, over_table: bool) -> None:
        """Give ``title`` to the table to come, or to one above that has none where no table follows, or it is usual."""
        above = self._plan.tables[-1] if self.is_open else None
        free = not over_table or self.titles_under
        if free and above and above.number is None and above.title is None:
            above.number, above.title, above.unit = title.number, title.title, title.unit
            self._under += 1
            self._told = None  # what follows is another table, though its header be the same
            return
        self._pending = TablePlan(title.number, title.title or None, title.unit, *place)
        self._continued = title.continued

    def take_unit(self, unit: str, place: Place) -> None:
        """Give the unit of a line of its own to the table to come."""
        self._pending = self._pending or TablePlan(None, None, None, *place)
        self._pending.unit = unit

    def take_note(self, part: int) -> None:
        """Give a note to the table whose title it stands below, else to the last one."""
        if table := self._pending or (self._plan.tables[-1] if self._plan.tables else None):
            table.notes.append(part)

    def find_table(self, unit: Unit, place: Place) -> TablePlan:
        """Return the table that ``unit`` is a part of, a new one where it begins one."""
        last = self._plan.tables[-1] if self.is_open else None
        if last and self._pending and self._continued and self._pending.number in (None, last.number):
            return last
        if last and not self._pending and not last.notes and self._goes_on(last, unit):
            return last
        self._over += self._pending is not None
        self._plan.tables.append(self._pending or TablePlan(None, None, None, *place))
        return self._plan.tables[-1]

    def _goes_on(self, table: TablePlan, unit: Unit) -> bool:
        first, last = (self._plan.parts[table.parts[place]].unit.piece for place in (0, -1))
        return goes_on(self._text, first, last, unit.piece)
