"""What comes out of the samples' texts is what the golden files say, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.rules.patterns import Patterns, load_patterns
from golden import golden_file, golden_text, inputs


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


@pytest.mark.parametrize("path", inputs(), ids=lambda path: path.stem)
def test_facts_are_those_of_the_golden_file(path: Path, patterns: Patterns) -> None:
    want = golden_file(path).read_text(encoding="utf-8").splitlines()
    got = golden_text(path, patterns).splitlines()
    changed = [(old, new) for old, new in zip(want, got, strict=False) if old != new]
    assert (len(got), changed[:5]) == (len(want), []), "facts changed: look at each, then `make golden`"
