"""Build the sample reports; the truth is written before anything is rendered."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
LAYOUTS = ("word", "wps", "threeline", "borderless", "print", "band", "draft")
sys.path.insert(0, str(HERE))

from builder.description import read_report  # noqa: E402
from builder.model import Report  # noqa: E402
from builder.truth import write_truth  # noqa: E402


def orders() -> dict[str, dict[str, Any]]:
    """Return what ``reports.yaml`` asks for, by name."""
    asked: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "reports.yaml").read_text(encoding="utf-8"))
    return asked


def write_text(name: str, order: dict[str, Any], folder: Path) -> Report:
    """Write truth and text of one report into ``folder``; needs no renderer."""
    report = read_report(HERE / "descriptions" / order["description"], name, order)
    text = write_truth(report, folder / "truth")
    (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    return report


def write_pages(report: Report, folder: Path) -> None:
    """Write each layout of the report: a PDF, or the Word file of a draft."""
    from builder.layouts import render

    for layout in report.layouts:
        suffix = "docx" if layout.startswith("draft") else "pdf"
        render(report, layout, folder / f"{report.name}-{layout}.{suffix}")


def cross(folder: Path, names: list[str]) -> None:
    """Write every report in every layout, each in a dress that it does not wear here, into ``folder``."""
    dresses = yaml.safe_load((HERE / "dresses.yaml").read_text(encoding="utf-8"))
    for r, (name, order) in enumerate(orders().items()):
        for at, layout in enumerate(LAYOUTS if not names or name in names else ()):
            dress = list(dresses)[(r + at) % len(dresses)]
            asked = {**order, "dress": dresses[dress], "layouts": [layout]}
            place = folder / f"{name}-{dress}-{layout}"
            write_pages(write_text(place.name, asked, place), place)
            print(place.name)


def main() -> None:
    """Build the named reports, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--text", action="store_true", help="truth and text only: needs no renderer")
    parser.add_argument("--cross", type=Path, metavar="FOLDER", help="every layout in other dresses, into FOLDER")
    options = parser.parse_args()
    if options.cross:
        cross(options.cross, options.names)
        return
    for name, order in orders().items():
        if options.names and name not in options.names:
            continue
        report = write_text(name, order, HERE / name)
        if not options.text:
            write_pages(report, HERE / name)
        print(name)


if __name__ == "__main__":
    main()
