"""What the reader makes of a surface in its context: the cases of ``spec/``."""

from __future__ import annotations

import runpy
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.numerals import scan_numerals
from extract.numerals.lexicon import Lexicon
from extract.numerals.model import Numeral, Quantity
from extract.rules.patterns import default_folder, read_model

SPEC = Path(__file__).parent / "spec"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LEAST_CASES = 1000


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_model(default_folder() / "numerals.yaml", Lexicon)


def load(name: str) -> Any:
    return yaml.load((SPEC / name).read_text(encoding="utf-8"), Loader=LOADER)


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without marks and the spans that stood between them."""
    text, spans, start = "", [], 0
    for character in marked:
        if character == "⟦":
            start = len(text)
        elif character == "⟧":
            spans.append((start, len(text)))
        else:
            text += character
    return text, spans


def plain(value: Decimal | None) -> str | None:
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def reading(text: str, quantity: Quantity) -> list[str | None]:
    low, high = quantity.interval
    return [
        text[quantity.start : quantity.end],
        plain(quantity.value),
        quantity.unit,
        plain(quantity.canonical_value),
        quantity.canonical_unit,
        plain(low),
        plain(high),
        quantity.hedge,
    ]


def placed(numerals: Sequence[Numeral]) -> list[tuple[int, int, str]]:
    return [(numeral.start, numeral.end, numeral.cls) for numeral in numerals]


def figures() -> Iterator[dict[str, Any]]:
    yield from load("quantities.yaml")
    yield from load("probes.yaml")


def classes() -> Iterator[tuple[str, list[str]]]:
    """Yield each marked text with the classes of its numerals, in order."""
    for cls, texts in load("classes.yaml").items():
        for entry in texts:
            if isinstance(entry, list):
                yield entry[0], entry[1:]
            else:
                yield entry, [cls] * entry.count("⟦")


def test_the_spec_is_large_enough() -> None:
    assert len(list(figures())) + len(list(classes())) >= LEAST_CASES


def test_generated_cases_are_those_of_the_generator() -> None:
    built = runpy.run_path(str(SPEC / "build.py"))["written"]()
    assert (SPEC / "quantities.yaml").read_text(encoding="utf-8") == built


def test_every_figure_is_read_as_specified(lexicon: Lexicon) -> None:
    wrong = []
    for case in figures():
        text, spans = unmark(case["text"])
        found = [n for n in scan_numerals(text, lexicon) if n.quantities]
        got = [(n.cls, reading(text, q)) for n in found for q in n.quantities]
        raws = [(q.start, q.end) for n in found for q in n.quantities]
        if got != [(case["class"], case["read"])] or raws != spans:
            wrong.append((case["text"], got))
    assert not wrong, "\n".join(map(str, wrong))


def test_every_numeral_has_its_class(lexicon: Lexicon) -> None:
    wrong = []
    for marked, wanted in classes():
        text, spans = unmark(marked)
        found = placed(scan_numerals(text, lexicon))
        if found != [(*span, cls) for span, cls in zip(spans, wanted, strict=True)]:
            wrong.append((marked, [(text[start:end], cls) for start, end, cls in found]))
    assert not wrong, "\n".join(map(str, wrong))
