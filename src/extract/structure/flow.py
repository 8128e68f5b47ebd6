"""Lines of the canonical text → one logical text that knows where each character stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

Span = tuple[int, int]
JOINTS = frozenset("-/([\"'@&")


def flow_text(text: str, lines: Sequence[Span]) -> str:
    """Return ``lines`` as one string: a break inside Chinese is nothing, between Latin words a space."""
    if len(lines) == 1:
        return text[lines[0][0] : lines[0][1]]
    return flow(text, lines)[0]


def flow(text: str, lines: Iterable[Span]) -> tuple[str, array[int]]:
    """Return ``lines`` as one string and the place of each of its characters; a made space stands at the break."""
    parts: list[str] = []
    offsets = array("I")
    end = -1
    for start, stop in lines:
        if end >= 0 and needs_space(text[end - 1], text[start]):
            parts.append(" ")
            offsets.append(end)
        parts.append(text[start:stop])
        offsets.extend(range(start, stop))
        end = stop
    return "".join(parts), offsets


def flow_span(text: str, start: int, end: int) -> tuple[str, array[int]]:
    """Return the lines between ``start`` and ``end`` as ``flow`` does."""
    return flow(text, split_lines(text, start, end))


def split_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the lines between ``start`` and ``end`` that are not blank, white space at their ends left out."""
    for line in text[start:end].splitlines(keepends=True):
        body = line.strip()
        if body:
            begin = start + line.index(body)
            yield begin, begin + len(body)
        start += len(line)


def needs_space(before: str, after: str) -> bool:
    """Tell whether a line break between the two stands for a space: Latin words, or one beside a number."""
    if not (before.isascii() and after.isascii()) or before in JOINTS:
        return False
    return (after.isalnum() or after in "([") and (before.isalpha() or after.isalpha())
