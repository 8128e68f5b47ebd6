"""Build the sample reports; the truth is written before anything is rendered."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from builder.description import read_report  # noqa: E402
from builder.truth import write_truth  # noqa: E402


def build(name: str, text_only: bool) -> None:
    """Build one report: truth, text, and a PDF for each of its layouts."""
    order = yaml.safe_load((HERE / "reports.yaml").read_text(encoding="utf-8"))[name]
    report = read_report(HERE / "descriptions" / order["description"], name, order)
    folder = HERE / name
    text = write_truth(report, folder / "truth")
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    if text_only:
        return
    from builder.layouts import render

    for layout in report.layouts:
        render(report, layout, folder / f"{name}-{layout}.pdf")


def main() -> None:
    """Build the named reports, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--text", action="store_true", help="truth and text only: needs no renderer")
    options = parser.parse_args()
    for name in options.names or yaml.safe_load((HERE / "reports.yaml").read_text(encoding="utf-8")):
        build(name, options.text)
        print(name)


if __name__ == "__main__":
    main()
