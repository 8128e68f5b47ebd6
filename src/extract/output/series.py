"""Many reports → one data set: a Parquet file for each table, written report by report."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType

from extract.errors import UsageError
from extract.output.arrow import arrow_schema, arrow_table
from extract.output.folder import is_free, lock, swap
from extract.output.tables import TABLES, Row, indicator_rows, rows_of
from extract.records import Report
from extract.rules.catalogue import Catalogue

ENOUGH = 5_000  # rows that are held before they are written


def write_series(folder: Path, reports: Iterable[Report], catalogue: Catalogue) -> Iterator[Report]:
    """Write ``reports`` as the data set ``folder`` and pass them on; it appears whole, when the last has been taken."""
    refuse_other(folder)
    with staged(folder) as (new, old):
        with ExitStack() as stack:
            files = {table: stack.enter_context(TableFile(new, table)) for table in TABLES}
            for row in indicator_rows(catalogue):
                files["indicators"].add(row)
            for report in reports:
                for table, row in rows_of(report):
                    files[table].add(row)
                yield report
        swap(folder, new, old)


@contextmanager
def staged(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Hold the place of ``folder`` alone and yield where its successor and, in the end, itself stand meanwhile.

    What a process that was killed has left there is cleared away, an earlier data set put back into its place.
    """
    staging = folder.with_name(f".{folder.name}.new")
    new, old = staging / "new", staging / "old"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with lock(folder):
        if old.exists() and is_free(folder):
            old.replace(folder)
        shutil.rmtree(staging, ignore_errors=True)
        new.mkdir(parents=True)
        try:
            yield new, old
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def refuse_other(folder: Path) -> None:
    """Raise where something stands at ``folder`` that is no data set."""
    if not is_free(folder) and not (folder / "reports.parquet").is_file():
        raise UsageError(f"{folder} holds something else; give another --out")


class TableFile:
    """A Parquet file that takes rows and never holds more than ENOUGH of them."""

    def __init__(self, folder: Path, table: str) -> None:
        import pyarrow.parquet as pq

        self.table = table
        self.writer = pq.ParquetWriter(folder / f"{table}.parquet", arrow_schema(table), compression="zstd")
        self.rows: list[Row] = []

    def __enter__(self) -> TableFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.flush()
        self.writer.close()

    def add(self, row: Row) -> None:
        """Take a row."""
        self.rows.append(row)
        if len(self.rows) >= ENOUGH:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are held."""
        self.writer.write_table(arrow_table(self.table, self.rows))
        self.rows.clear()
