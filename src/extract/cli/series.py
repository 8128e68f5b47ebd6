"""``extract series``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from extract.errors import UsageError, reason_of


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder of the data set.")
@click.option("--xlsx", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures as an Excel workbook.")
@click.option("--csv", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures as CSV.")
@click.option("--patterns", type=click.Path(path_type=Path), help="Pattern folder in place of the one that ships.")
def series(folder: Path, out: Path, xlsx: Path | None, csv: Path | None, patterns: Path | None) -> None:
    """Gather all reports under FOLDER, which run has written, as one data set: a Parquet file for each table.

    The workbook and the CSV file hold preferred facts: a figure a row, a year a column.
    """
    from extract.output.arrow import require
    from extract.output.editions import find_editions
    from extract.output.read import read_report
    from extract.output.series import write_series
    from extract.output.tables import UNTABLED
    from extract.output.wide import Spool, gather_lines, write_csv, write_xlsx
    from extract.records import Report
    from extract.rules.files import default_folder, read_catalogue

    require("pyarrow", "filelock")
    catalogue = read_catalogue((patterns or default_folder()) / "catalogue")
    paths = [edition.folder for edition in find_editions(folder)]
    if not paths:
        raise UsageError(f"{folder}: no reports; give a folder that run has written")

    def read_all() -> Iterator[Report]:
        yield from (read_report(path, without=UNTABLED) for path in paths)

    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        spool = Spool(file)
        for line in gather_lines(write_series(out, read_all(), catalogue), catalogue):
            spool.add(line)
        click.echo(f"{len(paths)} reports, {spool.count} figures -> {out}")
        for path, write in ((csv, write_csv), (xlsx, write_xlsx)):
            if path:
                try:
                    write(path, spool)
                except OSError as error:
                    raise UsageError(f"{path}: {reason_of(error)}; give another file") from error
                click.echo(f"{spool.count} figures -> {path}")
