"""Rows of the tables → Arrow, which Parquet files and the store take."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from importlib.util import find_spec
from typing import Any

from extract.errors import UsageError
from extract.output.tables import Row, Type, columns_of

DIGITS, SCALE = 38, 15
NUMBER = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)
STEP = Decimal(1).scaleb(-SCALE)


def arrow_schema(table: str) -> Any:
    """Return the Arrow schema of ``table``."""
    import pyarrow as pa

    return pa.schema([(name, arrow_type(type)) for name, type in columns_of(table).items()])


def arrow_table(table: str, rows: Sequence[Row]) -> Any:
    """Return ``rows`` of ``table`` as an Arrow table."""
    import pyarrow as pa

    types = columns_of(table)
    columns = list(zip(*rows, strict=True)) or [()] * len(types)
    arrays = [
        pa.array([fit(value) for value in column] if type == "number" else column, arrow_type(type))
        for column, type in zip(columns, types.values(), strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(table))


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


def require(*libraries: str) -> None:
    """Raise where one of ``libraries``, which the core does without, is not installed."""
    for library in libraries:
        if find_spec(library) is None:
            raise UsageError(f"this needs {library}: pip install 'report-extract[series]'")
