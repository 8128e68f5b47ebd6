"""Many reports → one data set: a Parquet file for each table, written report by report."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from pathlib import Path
from types import TracebackType
from typing import Any

from extract.errors import UsageError
from extract.output.folder import REPORT, is_free, read_head, staging_prefix, swap
from extract.output.tables import TABLES, Row, Type, columns_of, indicator_rows, rows_of
from extract.records import Report
from extract.rules.catalogue import Catalogue

ENOUGH = 5_000  # rows that are held before they are written
DIGITS, SCALE = 38, 15
NUMBER = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)
STEP = Decimal(1).scaleb(-SCALE)


def find_reports(folder: Path) -> list[Path]:
    """Return the folders of reports under ``folder`` by entity, year and name; of one document the first."""
    found: dict[str, tuple[str, int, str, Path]] = {}
    for file in sorted(folder.rglob(REPORT)):
        try:
            document = read_head(file)["document"]
            place = (document["entity"] or "", document["report_year"] or 0, file.parent.name, file.parent)
            found.setdefault(document["id"], place)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{file}: no report; extract it again or move it away") from error
    return [path for *_, path in sorted(found.values(), key=lambda place: (place[0], place[1], str(place[3])))]


def write_series(folder: Path, reports: Iterable[Report], catalogue: Catalogue) -> Iterator[Report]:
    """Write ``reports`` as the data set ``folder`` and pass them on; it appears whole, when the last has been taken."""
    refuse_other(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=staging_prefix(os.getpid()), dir=folder.parent) as staging:
        new, old = Path(staging, "new"), Path(staging, "old")
        new.mkdir()
        with ExitStack() as stack:
            files = {table: stack.enter_context(TableFile(new, table)) for table in TABLES}
            for row in indicator_rows(catalogue):
                files["indicators"].add(row)
            for report in reports:
                for table, row in rows_of(report):
                    files[table].add(row)
                yield report
        swap(folder, new, old)


def refuse_other(folder: Path) -> None:
    """Raise where something stands at ``folder`` that is no data set."""
    if not is_free(folder) and not (folder / "reports.parquet").is_file():
        raise UsageError(f"{folder} holds something else; give another --out")


class TableFile:
    """A Parquet file that takes rows and never holds more than ENOUGH of them."""

    def __init__(self, folder: Path, table: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.types = columns_of(table)
        self.schema = pa.schema([(name, arrow_type(type)) for name, type in self.types.items()])
        self.writer = pq.ParquetWriter(folder / f"{table}.parquet", self.schema, compression="zstd")
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
        import pyarrow as pa

        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.types)
        arrays = [
            pa.array([fit(value) for value in column] if type == "number" else column, arrow_type(type))
            for column, type in zip(columns, self.types.values(), strict=True)
        ]
        self.writer.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
        self.rows.clear()


def arrow_type(type: Type) -> Any:
    """Return the Arrow type; numbers are exact decimals."""
    import pyarrow as pa

    return {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "whole": pa.int64(),
        "number": pa.decimal128(DIGITS, SCALE),
        "truth": pa.bool_(),
    }[type]


def fit(value: Decimal | None) -> Decimal | None:
    """Return ``value`` with SCALE decimals, None where it is too large for the column (``raw`` has it still)."""
    if value is None:
        return None
    try:
        return value.quantize(STEP, context=NUMBER)
    except InvalidOperation:
        return None
