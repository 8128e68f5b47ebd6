"""The generic reading: names before and behind numbers, changes, shares, parts, lists; one spec file."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extract.facts.naming import Namer
from extract.facts.reading import Reader
from extract.numerals import scan_numerals
from extract.rules.clauses import split_clauses
from extract.rules.patterns import Patterns, load_patterns

SPEC = yaml.safe_load((Path(__file__).parent / "spec" / "prose.yaml").read_text(encoding="utf-8"))
ENTITIES = {"云溪市": "云溪市", "云溪": "云溪市", "云溪职校": "云溪市职业技术学校"}


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


@pytest.fixture(scope="module")
def reader(patterns: Patterns) -> Reader:
    return Reader(patterns.grammar, Namer(patterns.grammar, ENTITIES))


def readings(sentence: str, reader: Reader, patterns: Patterns) -> list[str]:
    """Return the readings of a sentence as the spec writes them."""
    found = reader.read(split_clauses(sentence, scan_numerals(sentence, patterns.lexicon), patterns.grammar))
    lines = []
    for reading in found:
        raw = sentence[reading.quantity.start : reading.quantity.end]
        aspect = None if reading.aspect == "actual" else reading.aspect
        marks = [reading.kind, *(word for word in (reading.direction, aspect, reading.proviso) if word)]
        lines.append(f"{reading.name} = {raw} · {' '.join(marks)}")
    return lines


@pytest.mark.parametrize("sentence", SPEC, ids=lambda sentence: sentence[:16])
def test_the_grammar_reads_what_the_spec_says(sentence: str, reader: Reader, patterns: Patterns) -> None:
    assert readings(sentence, reader, patterns) == SPEC[sentence]


@pytest.mark.parametrize("sentence", list(SPEC)[:40], ids=lambda sentence: sentence[:16])
def test_blanks_round_numbers_alter_no_name(sentence: str, reader: Reader, patterns: Patterns) -> None:
    spaced = "".join(f" {sign}" if sign in "，、；。" else sign for sign in sentence)
    names = [line.split(" = ")[0] for line in readings(spaced, reader, patterns)]
    assert names == [line.split(" = ")[0] for line in SPEC[sentence]]


@pytest.mark.parametrize(
    "text",
    ["1人" * 5000, "（" * 60000 + "3人", "占" * 60000 + "5%", "分别为" * 20000 + "3人、4人", "其中" * 30000 + "2所"],
)
def test_hostile_paragraphs_do_not_hang_the_reader(text: str, reader: Reader, patterns: Patterns) -> None:
    numerals = scan_numerals(text, patterns.lexicon)
    assert len(reader.read(split_clauses(text, numerals, patterns.grammar))) <= len(numerals)
