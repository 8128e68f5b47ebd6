"""The reader keeps pace with a word segmenter on the same text in the same run."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from extract.numerals import scan_numerals
from extract.numerals.lexicon import Lexicon
from extract.rules.patterns import default_folder, read_model


def fastest(run: Callable[[], object], times: int = 3) -> float:
    """Return the seconds of the fastest of some runs."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return min(taken)


def test_numerals_are_read_no_slower_than_words_are_cut(root: Path) -> None:
    text = max((path.read_text(encoding="utf-8") for path in (root / "samples").glob("*/*.txt")), key=len)
    lexicon = read_model(default_folder() / "numerals.yaml", Lexicon)
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    lines = [cell for line in text.splitlines() for cell in line.split("\t")]
    assert fastest(lambda: [scan_numerals(line, lexicon) for line in lines]) <= fastest(lambda: jieba.lcut(text))
