"""Ratios of speed, each against a yardstick timed in the same rounds (``make bench``).

text: the whole of ``extract run`` on a report as text, against loading jieba's dictionary;
pdf:  the whole of ``extract run`` on it as PDF, against plain pdfplumber's text and tables of all pages;
diff: the whole of ``extract diff`` on the report and itself dated a year earlier, against extracting it from the PDF;
two workers: a batch of copies of the PDF by two workers against one, beside a pure burn of processor
      time in two processes against one: where the control is near 1, there is no second core to gain by.

Every timing of text, pdf and diff is that of a process of its own, from its start to its end, its children
included; processor time is steadier than the clock on a machine that does other work.  The modules are
compiled first, as pip compiles what it installs: an environment may forbid Python to keep what it compiles.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from compileall import compile_dir
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import extract
from extract.output.folder import write_report
from extract.output.read import read_volume

ROUNDS = 5
COPIES = 8
JIEBA = "import jieba; jieba.initialize()"
PDFPLUMBER = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_text()
        page.extract_tables()
        page.close()
"""
BURN = "sum(i * i for i in range(20_000_000))"
GOALS = {"text": 3.0, "pdf": 0.5, "diff": 0.2, "two workers": 1.7}


@dataclass(frozen=True)
class Spent:
    """Seconds of the clock, and of the processors."""

    wall: float
    cpu: float


def largest_report(ending: str) -> Path:
    """Return the real report under EXTRACT_TRUTH, else the largest sample."""
    truth = os.environ.get("EXTRACT_TRUTH")
    samples = Path(__file__).resolve().parents[1] / "samples"
    found = Path(truth, "reports").glob(f"*.{ending}") if truth else samples.glob(f"*-*/*.{ending}")
    return max(found, key=lambda path: (path.stat().st_size, path.name))


def spend(*command: str | Path) -> Spent:
    """Return what ``command`` takes; CalledProcessError where it fails."""
    wall, before = perf_counter(), os.times()
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(perf_counter() - wall, cpu)


def compare(kind: str, path: Path, yardstick: tuple[str | Path, ...], out: str) -> str:
    """Return a line with the ratio of extraction to ``yardstick``, by processor time and by the clock."""
    base, ours = [], []
    for _ in range(ROUNDS):
        base.append(spend(*yardstick))
        ours.append(spend("-m", "extract", "run", path, "--out", out))
    cpu = min(spent.cpu for spent in ours), min(spent.cpu for spent in base)
    wall = min(spent.wall for spent in ours), min(spent.wall for spent in base)
    middle = median(spent.wall for spent in ours) / median(spent.wall for spent in base)
    return (
        f"{kind}: {cpu[0] / cpu[1]:.2f} by processor time, {wall[0] / wall[1]:.2f} by the clock, {middle:.2f} by its"
        f" median (goal: under {GOALS[kind]:g}); extract {cpu[0]:.2f} s, yardstick {cpu[1]:.2f} s;"
        f" {path.name}, {ROUNDS} rounds"
    )


def compare_diff(path: Path, out: str) -> str:
    """Return a line with the ratio of comparing two extracted reports to extracting one, by processor time."""
    spend("-m", "extract", "run", path, "--out", out)
    report = read_volume(Path(out, path.stem))
    year = (report.report.document.report_year or 1) - 1
    dated = report.report.document.model_copy(update={"id": "0" * 16, "report_year": year})
    earlier = Path(out, "earlier")
    write_report(earlier, report.report.model_copy(update={"document": dated}), report.text or "")
    extracting, comparing = [], []
    for _ in range(ROUNDS):
        extracting.append(spend("-m", "extract", "run", path, "--out", out).cpu)
        comparing.append(spend("-m", "extract", "diff", earlier, Path(out, path.stem)).cpu)
    ratio = min(comparing) / min(extracting)
    return (
        f"diff: {ratio:.2f} by processor time (goal: under {GOALS['diff']:g});"
        f" diff {min(comparing):.2f} s, extraction {min(extracting):.2f} s; {path.name}, {ROUNDS} rounds"
    )


def compare_workers(path: Path, out: str) -> str:
    """Return a line with the throughput of two workers against one, and that of a control."""
    inputs = Path(out, "inputs")
    inputs.mkdir()
    for number in range(COPIES):
        shutil.copy(path, inputs / f"{number}{path.suffix}")
    one, two = (
        min(spend("-m", "extract", "run", inputs, "--out", out, "--workers", workers).wall for _ in range(2))
        for workers in ("1", "2")
    )
    alone, both = (min(burn(processes) for _ in range(3)) for processes in (1, 2))
    return (
        f"two workers: {one / two:.2f} times the throughput of one (goal: over {GOALS['two workers']:g}, where the"
        f" control is near 2); control {2 * alone / both:.2f}; {COPIES} copies of {path.name}"
    )


def burn(processes: int) -> float:
    """Return how long as many processes take, side by side, to burn as much processor time each."""
    begun = perf_counter()
    running = [subprocess.Popen([sys.executable, "-c", BURN]) for _ in range(processes)]
    for process in running:
        process.wait()
    return perf_counter() - begun


def main() -> None:
    """Print the ratios."""
    compile_dir(Path(extract.__file__).parent, quiet=1)
    text, pdf = largest_report("txt"), largest_report("pdf")
    with tempfile.TemporaryDirectory() as out:
        print(compare("text", text, ("-c", JIEBA), out), flush=True)
        print(compare("pdf", pdf, ("-c", PDFPLUMBER, pdf), out), flush=True)
        print(compare_diff(pdf, out), flush=True)
        print(compare_workers(pdf, out), flush=True)


if __name__ == "__main__":
    main()
