"""Records → the text of their JSON files, byte for byte the same on every machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from extract.records import Record, plain_number


def encode_record(record: Record) -> str:
    """Return ``record`` as JSON: a field a line, and of its lists a record a line, so that it diffs well."""
    fields = record.model_dump(by_alias=True)
    lines = (f"{encode_basestring(name)}: {encode_field(value)}" for name, value in fields.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def encode_field(value: Any) -> str:
    """Return a field of the outermost record; a list of records gets a line for each."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(map(encode_value, value)) + "\n]"
    return encode_value(value)


def encode_value(value: Any) -> str:
    """Return ``value`` as JSON on one line."""
    return ENCODERS[type(value)](value)


def encode_mapping(value: Mapping[str, Any]) -> str:
    """Return an object, its members in the order given."""
    members = [f"{encode_basestring(name)}: {ENCODERS[type(member)](member)}" for name, member in value.items()]
    return "{" + ", ".join(members) + "}"


def encode_sequence(value: Sequence[Any]) -> str:
    """Return an array."""
    return "[" + ", ".join([ENCODERS[type(member)](member) for member in value]) + "]"


def encode_decimal(value: Decimal) -> str:
    """Return a number without exponent and trailing zeros; ValueError where it is none."""
    if not value.is_finite():
        raise ValueError(f"no JSON number: {value}")
    return format(plain_number(value), "f") if value else "0"


def encode_float(value: float) -> str:
    """Return a measure in points; ValueError where it is none."""
    if not isfinite(value):
        raise ValueError(f"no JSON number: {value}")
    return repr(value)


ENCODERS: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: repr,
    bool: lambda value: "true" if value else "false",
    type(None): lambda value: "null",
    Decimal: encode_decimal,
    float: encode_float,
    dict: encode_mapping,
    list: encode_sequence,
    tuple: encode_sequence,
}
