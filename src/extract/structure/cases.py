"""The case in hand: what still belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

from extract.structure.looks import Look, read_look, tell_bearer
from extract.structure.units import Unit


@dataclass(slots=True)
class OpenCase:
    """A case whose heading was met: ``index`` in the plan, the ``frame`` it is boxed in.

    ``told``: prose has come; ``captioned``: a caption stands below prose; ``look``: how its prose is set.
    """

    index: int
    frame: int | None
    told: bool = False
    captioned: bool = False
    look: Look | None = None

    def leaves_box(self, unit: Unit) -> bool:
        """Tell whether ``unit`` stands outside the case's box; a box right below the heading is the case's."""
        if self.frame is None and not self.told:
            self.frame = unit.piece.frame
        return self.frame is not None and unit.piece.frame != self.frame

    def is_over(self, unit: Unit | None, section: Look | None) -> bool:
        """Tell whether running text, or a table where ``unit`` is None, belongs to the section again.

        So it is below the last caption where no box goes on, unless the text is still set as the case's
        and not as the ``section``'s; and wherever it is set as the section's and not as the case's.
        """
        if self.frame is not None:
            return False
        bearer = tell_bearer(read_look(unit), self.look, section) if unit and self.look and section else None
        return bearer == "section" or (self.captioned and bearer is None)

    def take_prose(self, unit: Unit) -> None:
        """Remember that prose has come, and how it is set."""
        self.told = True
        self.look = self.look or read_look(unit)

    def take_caption(self) -> None:
        """Remember that a caption has come; one above all prose ends nothing."""
        self.captioned = self.told
