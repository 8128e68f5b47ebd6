"""The JSON Schemas of what is written, generated from the records."""

from __future__ import annotations

import json

from extract.checks.verdicts import Verdicts
from extract.compare.records import Diff
from extract.records import ErrorReport, Record, Report

SCHEMAS: dict[str, type[Record]] = {"report": Report, "error": ErrorReport, "diff": Diff, "verdicts": Verdicts}


def schema_text(name: str) -> str:
    """Return the JSON Schema of the record ``name``, as it is committed under ``docs/schema``."""
    record = SCHEMAS[name]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"report-extract/{name}/1",
        **record.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
