"""Labels of charts: short lines with a number beside the caption of a figure, which state nothing by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from extract.late import late
from extract.structure.model import Passage

LONGEST = 24  # characters of a label with its number
FEWEST = 2  # lines with a number that make a chart
LABEL = late(r"[^。；！？：:“”《》]*")
NUMBER = late(r"\d")
SENTENCE = late(r"[，,].*[^\d\s%％.,，]{3}|\d.*\d.*[^\d\s%％.人]{3}")  # more than a word and its figure


def find_charts(passages: Sequence[Passage]) -> frozenset[int]:
    """Return the places of the passages that are labels in a chart: a run of them before or behind its caption."""
    charts: set[int] = set()
    for labels, run in groupby(range(len(passages)), key=lambda place: is_label(passages[place])):
        places = list(run)
        if not labels or sum(NUMBER.search(passages[place].text) is not None for place in places) < FEWEST:
            continue
        around = [*passages[max(0, places[0] - 1) : places[0]], *passages[places[-1] + 1 : places[-1] + 2]]
        if any(passage.kind == "figure_caption" for passage in around):
            charts.update(places)
    return frozenset(charts)


def is_label(passage: Passage) -> bool:
    """Tell whether ``passage`` may be a label of a chart."""
    text = passage.text.strip()
    short = passage.kind == "paragraph" and len(text) <= LONGEST
    return short and LABEL.fullmatch(text) is not None and SENTENCE.search(text) is None
