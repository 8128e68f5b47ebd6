"""Whether a paragraph speaks of what the case spoke of, or of what its section did."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from extract.structure.looks import Bearer

NEAR = 20  # paragraphs: no more are compared, or a long section would cost its square
CLEAR = 2.5  # times as much of the section as of the case: no caption tells where the case ends
KIN = 0.08  # share of the section's own pairs: prose of one section repeats its terms, a case seldom does


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring ideographs in ``text``."""
    return frozenset(one + other for one, other in pairwise(text) if _is_ideograph(one) and _is_ideograph(other))


class Kin(Struct, frozen=True):
    """The shares of a case's own pairs, and of its section's own, that a paragraph repeats."""

    case: float
    section: float

    @property
    def is_section(self) -> bool:
        """Tell whether the paragraph has more of the section than of the case, and enough of it."""
        return self.section > max(KIN, self.case)

    @property
    def is_case(self) -> bool:
        """Tell whether the paragraph has far more of the case than of the section."""
        return self.case > max(KIN, CLEAR * self.section)

    @property
    def is_clear(self) -> bool:
        """Tell whether it has far more of the section."""
        return self.section > max(KIN, CLEAR * self.case)


def measure_kin(paragraph: str, case: Sequence[str], section: Sequence[str]) -> Kin:
    """Return how much ``paragraph`` shares with the paragraphs of its ``case`` and with those of the ``section``."""
    own, told, around = pairs(paragraph), pairs("\n".join(case[-NEAR:])), pairs("\n".join(section[-NEAR:]))
    in_case, in_section = told - around, around - told
    return Kin(len(own & in_case) / max(1, len(in_case)), len(own & in_section) / max(1, len(in_section)))


def tell_kin(title: str, case: Sequence[str], section: Sequence[str]) -> Bearer | None:
    """Return whose words ``title`` shares more of, None where of neither's or of both's alike."""
    own, told, around = pairs(title), pairs("\n".join(case[-NEAR:])), pairs("\n".join(section[-NEAR:]))
    difference = len(own & told - around) - len(own & around - told)
    return None if difference == 0 else "case" if difference > 0 else "section"


def _is_ideograph(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"
