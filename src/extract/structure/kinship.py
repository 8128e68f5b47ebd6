"""Whether a paragraph speaks of what the case spoke of, or of what its section did."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

NEAR = 20  # paragraphs: no more are compared, or a long section would cost its square
KIN = 0.08  # share of the section's own pairs: prose of one section repeats its terms, a case seldom does


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring ideographs in ``text``."""
    return frozenset(one + other for one, other in pairwise(text) if _is_ideograph(one) and _is_ideograph(other))


def is_section_prose(paragraph: str, case: Sequence[str], section: Sequence[str]) -> bool:
    """Tell whether ``paragraph`` shares more with the ``section``'s paragraphs than with the ``case``'s."""
    own, told, around = pairs(paragraph), pairs("\n".join(case[-NEAR:])), pairs("\n".join(section[-NEAR:]))
    in_case, in_section = told - around, around - told
    kin_case, kin_section = len(own & in_case) / max(1, len(in_case)), len(own & in_section) / max(1, len(in_section))
    return kin_section > max(KIN, kin_case)


def _is_ideograph(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"
