"""Two ratios of speed, each against a yardstick timed in the same rounds (``make bench``).

text: the whole of ``extract run`` on a report as text, against loading jieba's dictionary;
pdf:  the whole of ``extract run`` on it as PDF, against plain pdfplumber's text and tables of all pages.
Every timing is that of a process of its own, from its start to its end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 5
JIEBA = "import jieba; jieba.initialize()"
PDFPLUMBER = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_text()
        page.extract_tables()
        page.close()
"""
GOALS = {"text": 3.0, "pdf": 1.0}


def largest_report(ending: str) -> Path:
    """Return the real report under EXTRACT_TRUTH, else the largest sample."""
    truth = os.environ.get("EXTRACT_TRUTH")
    samples = Path(__file__).resolve().parents[1] / "samples"
    found = Path(truth, "reports").glob(f"*.{ending}") if truth else samples.glob(f"*-*/*.{ending}")
    return max(found, key=lambda path: (path.stat().st_size, path.name))


def seconds(*command: str | Path) -> float:
    """Return how long ``command`` takes; CalledProcessError where it fails."""
    begun = perf_counter()
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    return perf_counter() - begun


def compare(kind: str, path: Path, yardstick: tuple[str | Path, ...], out: str) -> str:
    """Return a line with the ratio of extraction to ``yardstick``, by minimum and by median."""
    base, ours = [], []
    for _ in range(ROUNDS):
        base.append(seconds(*yardstick))
        ours.append(seconds("-m", "extract", "run", path, "--out", out))
    ratios = min(ours) / min(base), median(ours) / median(base)
    return (
        f"{kind}: {ratios[0]:.2f} by minimum, {ratios[1]:.2f} by median (goal: under {GOALS[kind]:g});"
        f" extract {min(ours):.2f} s, yardstick {min(base):.2f} s; {path.name}, {ROUNDS} rounds"
    )


def main() -> None:
    """Print both ratios."""
    text, pdf = largest_report("txt"), largest_report("pdf")
    with tempfile.TemporaryDirectory() as out:
        print(compare("text", text, ("-c", JIEBA), out), flush=True)
        print(compare("pdf", pdf, ("-c", PDFPLUMBER, pdf), out), flush=True)


if __name__ == "__main__":
    main()
