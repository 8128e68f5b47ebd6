"""``extract schema``."""

from __future__ import annotations

import click


@click.command()
@click.argument("record", type=click.Choice(["report", "error", "diff", "verdicts"]), default="report")
def schema(record: str) -> None:
    """Print the JSON Schema of report.json, of error.json, of a diff or of a file of verdicts."""
    from extract.output.schema import schema_text

    click.echo(schema_text(record), nl=False)
