"""``extract inbox``: what became of the reports that were dropped into a folder."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import get_args

import click

from extract.cli import one_line
from extract.inbox import Archive, Entry, State, choose_current, open_archive, read_index, survey

FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.group()
def inbox() -> None:
    """See what became of an inbox, and say which revision counts. The flow extract-inbox does the work."""


@inbox.command()
@click.argument("inbox", type=FOLDER)
@click.argument("archive", type=FOLDER)
@click.option("--state", type=click.Choice(get_args(State)), help="Show documents in this state only.")
def show(inbox: Path, archive: Path, state: State | None) -> None:
    """List the documents that INBOX has brought into ARCHIVE: which are done, which failed and why, what waits."""
    look = survey(inbox, Archive(archive), time.time())
    index = read_index(inbox, Archive(archive), look)
    shown = [entry for entry in index.entries if state in (None, entry.state)]
    for entry in shown:
        click.echo(one_line(describe(entry)))
    for trouble in index.wrong:
        click.echo(one_line(trouble), err=True)
    states = Counter[str](entry.state for entry in shown)
    if state is None and look.copying:
        states["still being copied"] = len(look.copying)
    click.echo(", ".join(f"{count} {name}" for name, count in sorted(states.items())) or "nothing yet")


@inbox.command()
@click.argument("inbox", type=FOLDER)
@click.argument("archive", type=FOLDER)
@click.argument("document")
def current(inbox: Path, archive: Path, document: str) -> None:
    """Let DOCUMENT, its id or its file in INBOX, be the revision that counts of its entity and year.

    Without such a word the latest counts, by the dates printed on it, else by its arrival.
    """
    with open_archive(archive) as held:
        entry = choose_current(inbox, held, document)
    click.echo(one_line(describe(entry)))


def describe(entry: Entry) -> str:
    """Return the line that tells how a document stands."""
    whose = " ".join(str(part) for part in (entry.code, entry.entity, entry.year) if part)
    revision = f"revision {entry.revision}{', current' if entry.current else ''}" if entry.revision else ""
    files = ", ".join(name.encode("utf-8", "replace").decode() for name in entry.files)
    return "  ".join(part for part in (entry.document, entry.state, whose, revision, files, entry.note) if part)
