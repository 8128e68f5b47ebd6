"""Write the pages that are made from the code: the JSON Schemas and the command line (``make docs``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from extract.cli import extract
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
    yield DOCS / "command-line.md", "\n".join([HEAD, *describe_verbs(extract)])


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
