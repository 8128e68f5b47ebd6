"""The passage under the scanner's eye: its folded text, the lexicon, and what was found so far."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from extract.numerals.lexicon import Lexicon
from extract.numerals.model import Numeral, Quantity
from extract.records import NumberClass


class Strip(Struct):
    """One passage: ``printed`` as it stands, ``text`` with one width of digits and signs, same length."""

    printed: str
    text: str
    lexicon: Lexicon
    found: list[Numeral] = field(default_factory=list)

    def add(
        self,
        start: int,
        end: int,
        cls: NumberClass,
        *quantities: Quantity,
        script: Literal["arabic", "chinese"] = "arabic",
    ) -> int:
        """Note the numeral ``[start, end)``; return where to read on."""
        self.found.append(Numeral(start, end, self.printed[start:end], script, cls, quantities))
        return max(end, quantities[-1].end) if quantities else end

    def inherits(self, start: int, cls: NumberClass) -> bool:
        """Tell whether a numeral of ``cls`` stands right before, parted by a list comma alone."""
        if not self.found or self.found[-1].cls != cls:
            return False
        last = self.found[-1]
        end = max(last.end, last.quantities[-1].end) if last.quantities else last.end
        return self.text[end:start].strip(" 班") in {"、", "和", "及", "与", "或"}
