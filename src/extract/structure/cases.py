"""The case in hand: what still belongs to it."""

from __future__ import annotations

from msgspec import Struct, field

from extract.structure.looks import Look, read_look, tell_bearer
from extract.structure.units import Unit


class OpenCase(Struct):
    """A case whose heading was met: ``index`` in the plan, the ``frame`` it is boxed in.

    ``captioned``: a caption stands below prose; ``look``: how its prose is set.
    """

    index: int
    frame: int | None
    captioned: bool = False
    look: Look | None = None
    prose: list[str] = field(default_factory=list)

    @property
    def told(self) -> bool:
        """Tell whether prose has come."""
        return bool(self.prose)

    def leaves_box(self, unit: Unit) -> bool:
        """Tell whether ``unit`` stands outside the case's box; what is right below a banded heading is the case's."""
        if not self.told and not self.captioned:
            self.frame = unit.piece.frame
        return self.frame is not None and unit.piece.frame != self.frame

    def holds(self, unit: Unit | None, section: Look | None) -> bool | None:
        """Tell whether running text, or a table where ``unit`` is None, is still the case's; None: looks do not tell.

        What stands in the case's box or is set as its prose is; what is set as the ``section``'s is not.
        """
        if self.frame is not None:
            return True
        bearer = tell_bearer(read_look(unit), self.look, section) if unit and self.look and section else None
        return None if bearer is None else bearer == "case"

    def take_prose(self, unit: Unit) -> None:
        """Remember that prose has come, and how it is set."""
        self.prose.append(unit.text)
        self.look = self.look or read_look(unit)

    def take_caption(self) -> None:
        """Remember that a caption has come; one above all prose ends nothing."""
        self.captioned = self.told
