"""Write the pages that are made from the code: the JSON Schemas and the command line (``make docs``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

from extract.cli import extract
from extract.output.schema import SCHEMAS, make_schema, records_of, schema_text

DOCS = Path(__file__).resolve().parent
WIDTH = 88
HEAD = """# The command line

Every command ends with status 0; 1 where an input failed, or where a check was asked to fail; 2 for wrong usage.
Mistakes are told in one line that says what to do. This page is written by `make docs`.
"""

FIELDS = """# Every field

What the records hold that `extract` writes, from the [JSON Schemas](schema). This page is written by `make docs`;
what the parts are for is told in [what comes out](output.md), [many reports](many.md) and [the review](review.md).
"""
TITLES = {"report": "report.json", "error": "error.json", "diff": "A diff", "verdicts": "A file of verdicts"}


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the path and the content of each page."""
    for name in SCHEMAS:
        yield DOCS / "schema" / f"{name}-1.schema.json", schema_text(name)
    yield DOCS / "command-line.md", "\n".join([HEAD, *describe_verbs(extract)])
    yield DOCS / "fields.md", "\n".join([FIELDS, *describe_records()])


def describe_records() -> Iterator[str]:
    """Yield a section with a table of the fields for each record, told where it comes up first."""
    told: set[str] = set()
    for name, title in TITLES.items():
        yield f"## {title}\n"
        for record, parts in records_of(make_schema(name)):
            if record in told:
                continue
            told.add(record)
            yield f"### {record}\n\n| field | holds | meaning |\n| --- | --- | --- |"
            for field, part in parts["properties"].items():
                holds = tell_type(part).replace("|", "\\|")
                yield f"| `{field}` | {holds} | {part['description']} |"
            yield ""


def tell_type(part: dict[str, Any]) -> str:
    """Return in words what a field may hold."""
    match part:
        case {"$ref": str(place)}:
            return place.rpartition("/")[2]
        case {"const": value}:
            return f"`{value}`"
        case {"enum": list(words)}:
            return ", ".join(f"`{word}`" for word in words)
        case {"anyOf": list(kinds)}:
            return " or ".join(map(tell_type, kinds))
        case {"type": "array", "items": dict(item)}:
            return f"list of {tell_type(item)}"
        case {"type": "array", "prefixItems": list(items)}:
            return f"{len(items)} values"
        case {"type": "object", "additionalProperties": dict(item)}:
            return f"object of {tell_type(item)}"
        case {"format": str(kind)}:
            return kind
        case {"type": str(kind)}:
            return kind
    return "anything"


def describe_verbs(group: click.Group, *path: str) -> Iterator[str]:
    """Yield a section with the help of each command of ``group``, and of those under it."""
    for verb in group.list_commands(click.Context(group)):
        yield f"## extract {' '.join([*path, verb])}\n\n```text\n{help_of(*path, verb)}```\n"
        command = group.get_command(click.Context(group), verb)
        if isinstance(command, click.Group):
            yield from describe_verbs(command, *path, verb)


def help_of(*path: str) -> str:
    """Return what ``--help`` prints."""
    done = CliRunner().invoke(extract, [*path, "--help"], prog_name="extract", terminal_width=WIDTH)
    return done.output


if __name__ == "__main__":
    for path, content in pages():
        path.write_text(content, encoding="utf-8")
