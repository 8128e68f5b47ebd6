"""What is read off a printed figure and its clause, by the checks and by the comparison of reports."""

from __future__ import annotations

from extract.late import late
from extract.records import Fact

BASE = late(
    r"占(?P<whole>[^占]*?)(?:总数|总人数)?(?:[（(][^（()）]*[)）])?的?(?:比例|比重|比)?(?:已|约|达到|达|为|是|仅)*$"
)
"""Words before a share, with what it is of: 占专业课教师的 …."""


def last_clause(words: str, stops: str = "，。；、,;") -> str:
    """Return the words after the last of the marks that end a clause."""
    return words[max(map(words.rfind, stops)) + 1 :]


def digits_of(fact: Fact) -> int:
    """Return how many digits of a figure tell it from others: zeros before it do not, nor those of round thousands."""
    digits = "".join(filter(str.isdecimal, fact.raw)).lstrip("0")
    return len(digits if fact.decimals else digits.rstrip("0"))
