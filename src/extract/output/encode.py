"""Records → the text of their JSON files, byte for byte the same on every machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from extract.records import Record, plain_number


def encode_record(record: Record) -> str:
    """Return ``record`` as JSON: a field a line, and of its lists a record a line, so that it diffs well."""
    return "".join(encode_pieces(record))


def encode_pieces(record: Record) -> Iterator[str]:
    """Yield the JSON of ``record`` piece by piece: that of a long report is never held whole."""
    before = "{\n"
    for name, field in type(record).model_fields.items():
        yield f"{before}{encode_basestring(field.serialization_alias or name)}: "
        yield from encode_field(record, name)
        before = ",\n"
    yield "\n}\n"


def encode_field(record: Record, name: str) -> Iterator[str]:
    """Yield the value of a field of the outermost record; a list of records gets a line for each."""
    members = getattr(record, name)
    if not (isinstance(members, list) and members and isinstance(members[0], Record)):
        yield from map(encode_value, record.model_dump(by_alias=True, include={name}).values())
        return
    before = "[\n"
    for member in members:
        yield before + encode_value(member.model_dump(by_alias=True))
        before = ",\n"
    yield "\n]"


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
