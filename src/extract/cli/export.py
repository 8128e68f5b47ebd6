"""``extract export``."""

from __future__ import annotations

from pathlib import Path

import click

from extract.errors import UsageError, reason_of


@click.command()
@click.argument("report", type=click.Path(path_type=Path), metavar="OUT/x")
@click.option("--csv", type=click.Path(path_type=Path, dir_okay=False), help="Write a CSV file (UTF-8, with mark).")
@click.option("--xlsx", type=click.Path(path_type=Path, dir_okay=False), help="Write an Excel workbook.")
def export(report: Path, csv: Path | None, xlsx: Path | None) -> None:
    """Write the facts of one report, a folder that run has written, as a table: a fact a row."""
    if not (csv or xlsx):
        raise UsageError("export: nothing to write; give --csv FILE or --xlsx FILE")
    from extract.output.read import read_report
    from extract.output.sheet import encode_csv, encode_xlsx

    record = read_report(report)
    for path, encode in ((csv, encode_csv), (xlsx, encode_xlsx)):
        if path:
            write_bytes(path, encode(record))
            click.echo(f"{len(record.facts)} facts -> {path}")


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content``; UsageError where ``path`` cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{path}: {reason_of(error)}; give another file") from error
