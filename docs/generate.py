"""Write the pages that are made from the code: the JSON Schemas and the command line (``make docs``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from extract.cli import VERBS, extract
from extract.output.schema import SCHEMAS, schema_text

DOCS = Path(__file__).resolve().parent
WIDTH = 88
HEAD = """# The command line

Every command ends with status 0; 1 where an input failed, or where a check was asked to fail; 2 for wrong usage.
Mistakes are told in one line that says what to do. This page is written by `make docs`.
"""


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the path and the content of each page."""
    for name in SCHEMAS:
        yield DOCS / "schema" / f"{name}-1.schema.json", schema_text(name)
    yield DOCS / "command-line.md", "\n".join([HEAD, *map(describe_verb, VERBS)])


def describe_verb(verb: str) -> str:
    """Return the help of ``verb`` as a section."""
    context = click.Context(extract, info_name="extract", terminal_width=WIDTH)
    command = extract.get_command(context, verb)
    if command is None:
        raise LookupError(verb)
    text = command.get_help(click.Context(command, context, info_name=verb, terminal_width=WIDTH))
    return f"## extract {verb}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    for path, content in pages():
        path.write_text(content, encoding="utf-8")
