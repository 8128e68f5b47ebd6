"""Score everything with known truth and write docs/evaluation.md."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import jieba
import pdfplumber

from extract.pipeline import extract_report
from extract.rules.patterns import Patterns, load_patterns
from extract.source import read_source

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from scoring.page import Result, write_page  # noqa: E402
from scoring.subject import Subject, real_subjects, sample_subjects, score  # noqa: E402

PAGE = HERE.parent / "docs" / "evaluation.md"


def subjects(under: Path) -> Iterator[Subject]:
    """Yield the samples, then the real reports where ``EXTRACT_TRUTH`` names their folder."""
    yield from sample_subjects(under)
    if root := os.environ.get("EXTRACT_TRUTH"):
        yield from real_subjects(Path(root))


def judge(subject: Subject, patterns: Patterns, jieba_seconds: float) -> Result:
    """Extract one input and score it; a real report is named by its form alone."""
    started = time.perf_counter()
    extraction = extract_report(read_source(subject.input), patterns)
    seconds = time.perf_counter() - started
    report = json.loads(extraction.report.model_dump_json(), parse_float=Decimal)
    alarms = [
        f"{finding['check']}: {finding['message']}"
        for finding in report["findings"]
        if finding["severity"] in {"error", "warning"}
    ]
    yardstick = jieba_seconds if subject.text else plain_seconds(subject.input) if subject.pdf else 0.0
    name = subject.input.name if subject.clean else f"real report, {subject.input.suffix[1:]}"
    return Result(name, score(report, subject), alarms, seconds, yardstick, quotable=subject.clean)


def plain_seconds(path: Path) -> float:
    """Return how long plain pdfplumber takes for text and tables of all pages."""
    started = time.perf_counter()
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()
    return time.perf_counter() - started


def main() -> None:
    """Score, print the totals, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "match", nargs="?", default="", help="only inputs whose name holds this; the page is not written"
    )
    parser.add_argument("--under", type=Path, default=HERE, help="a folder of samples; the page is not written")
    parser.add_argument("--misses", action="store_true", help="print every failure")
    options = parser.parse_args()
    started = time.perf_counter()
    jieba.setLogLevel(60)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it deplores each of Chromium's Type 3 fonts
    jieba.initialize()
    jieba_seconds = time.perf_counter() - started
    patterns = load_patterns()
    results = []
    for subject in subjects(options.under):
        if options.match in subject.input.name:
            try:
                results.append(judge(subject, patterns, jieba_seconds))
            except Exception as error:
                print(f"{subject.input.name}: {error!r}")
                continue
            print(line(results[-1]))
            if options.misses:
                print_misses(results[-1])
    if not options.match and options.under == HERE:
        PAGE.write_text(write_page(results), encoding="utf-8", newline="\n")


def line(result: Result) -> str:
    """Return one input's faults in a line."""
    faults = [f"{one.field} {one.right}/{one.want}/{one.got}" for one in result.tallies if not one.perfect]
    return f"{result.name}: {'; '.join(faults) or 'no fault'}; {len(result.alarms)} alarms; {result.seconds:.2f} s"


def print_misses(result: Result) -> None:
    """Print what failed."""
    for one in result.tallies:
        for text in one.missing:
            print(f"  - {one.field}: {text}")
        for text in one.extra:
            print(f"  + {one.field}: {text}")
    for alarm in result.alarms:
        print(f"  ! {alarm}")


if __name__ == "__main__":
    main()
