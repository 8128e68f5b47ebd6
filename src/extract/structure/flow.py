"""Lines of the canonical text → one logical text that knows where each character stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

Span = tuple[int, int]
FIGURES = "0123456789.,:%"
MOST_SIGNS = 6  # of a line for each blank in it
FEWEST_SIGNS = 4
LETTERSPACED = 0.8
JOINTS = frozenset("-/([\"'@&")


def flow_text(text: str, lines: Sequence[Span]) -> str:
    """Return ``lines`` as one string: a break inside Chinese is nothing, between Latin words a space."""
    if len(lines) == 1 and not is_letterspaced(line := text[lines[0][0] : lines[0][1]]):
        return line
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
        words = text[start:stop]
        if is_letterspaced(words):
            kept = [at for at in range(len(words)) if not _parts_letters(words, at)]
            parts.append("".join(words[at] for at in kept))
            offsets.extend(start + at for at in kept)
        else:
            parts.append(words)
            offsets.extend(range(start, stop))
        end = stop
    return "".join(parts), offsets


def is_letterspaced(line: str) -> bool:
    """Tell whether a blank stands behind nearly every sign of ``line``, as programs that read scans leave it."""
    if line.count(" ") * MOST_SIGNS < len(line):
        return False
    signs = [word for word in line.split(" ") if word and not word.isascii()]
    single = sum(len(word) == 1 for word in signs)
    return single >= FEWEST_SIGNS and single >= LETTERSPACED * len(signs)


def _parts_letters(line: str, at: int) -> bool:
    """Tell whether the sign at ``at`` of a letterspaced line is a blank that parts no words: one beside an ideograph.

    Between digits it parts numbers, unless each digit stands alone: 1 2 4 5 6.
    """
    if line[at] != " " or not 0 < at < len(line) - 1 or " " in (line[at - 1], line[at + 1]):
        return False
    if not (line[at - 1].isascii() and line[at + 1].isascii()):
        return True
    lone = line[at - 2 : at - 1] in ("", " ") and line[at + 2 : at + 3] in ("", " ")
    return lone and line[at - 1] in FIGURES and line[at + 1] in FIGURES


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


def columns(text: str) -> int:
    """Return the width of ``text``: ASCII counts 1, all else 2."""
    return len(text) if text.isascii() else len(text.encode("gbk", "replace"))
