"""``extract store``."""

from __future__ import annotations

import atexit
import gc
from pathlib import Path

import click

from extract.errors import UsageError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--db", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The store, a DuckDB file.")
@click.option(
    "--current",
    multiple=True,
    metavar="ID",
    help="Document id of the report that is current of its entity and year; repeatable.",
)
@click.option("--rebuild", is_flag=True, help="Read all reports anew and keep none that is not under FOLDER.")
@click.option("--patterns", type=click.Path(path_type=Path), help="Pattern folder in place of the one that ships.")
def store(folder: Path, db: Path, current: tuple[str, ...], rebuild: bool, patterns: Path | None) -> None:
    """Load all reports under FOLDER, which run has written, into a store that can be asked with SQL.

    What has not changed is left as it is. Readers are never in the way: they see all of an update or nothing.
    """
    from extract.output.editions import find_editions
    from extract.output.store import update_store
    from extract.rules.files import default_folder, read_catalogue

    folders = [edition.folder for edition in find_editions(folder)]
    if not folders:
        raise UsageError(f"{folder}: no reports; give a folder that run has written")
    catalogue = read_catalogue((patterns or default_folder()) / "catalogue")
    atexit.unregister(gc.freeze)  # DuckDB complains on stderr of what is still there when the process ends
    done = update_store(db, folders, catalogue=catalogue, current=current, rebuild=rebuild)
    click.echo(f"{done.loaded} reports loaded, {done.unchanged} unchanged, {done.reports} in all -> {db}")
