"""The JSON Schemas of what is written, generated from the records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from extract.checks.verdicts import Verdicts
from extract.compare.records import Diff
from extract.output.meanings import meaning_of
from extract.records import ErrorReport, Record, Report

SCHEMAS: dict[str, type[Record]] = {"report": Report, "error": ErrorReport, "diff": Diff, "verdicts": Verdicts}

NAMED = re.compile(r'"#/\$defs/([^"]+)"')


def schema_text(name: str) -> str:
    """Return the JSON Schema of the record ``name``, as it is committed under ``docs/schema``."""
    return json.dumps(make_schema(name), ensure_ascii=False, indent=2) + "\n"


def make_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of the record ``name``, in which every field says what it means."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"report-extract/{name}/1",
        **SCHEMAS[name].model_json_schema(mode="serialization"),
    }
    for record, parts in records_of(schema):
        for field, part in parts["properties"].items():
            part["description"] = meaning_of(record, field)
    return schema


def records_of(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the names and the parts of a schema that describe records, in the order in which they name each other."""
    parts = {schema["title"]: schema, **schema.get("$defs", {})}
    names = [schema["title"]]
    for name in names:
        properties = parts[name].get("properties", {})
        if properties:
            yield name, parts[name]
        mentioned = dict.fromkeys(NAMED.findall(json.dumps(properties)))
        names += [other for other in mentioned if other not in names]
