"""``extract diff``."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from extract.checks.wording import Language
from extract.cli import one_line
from extract.cli.export import write_bytes
from extract.errors import UsageError, reason_of

if TYPE_CHECKING:
    from extract.compare import Volume


@click.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="OLD NEW [NEWER]...")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the diff as JSON.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write the diff as a page for people.")
@click.option(
    "--alias",
    "--roster",
    "aliases",
    type=click.Path(path_type=Path),
    help="Text file: a line for each entity, its names apart by commas; or a roster, CSV with columns name and names.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of other reports that cases may come from.",
)
@click.option("--patterns", type=click.Path(path_type=Path), help="Pattern folder in place of the one that ships.")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="en", show_default=True, help="Language of the summary."
)
@click.option("--exit-code", is_flag=True, help="Exit with status 1 where there are restatements or recycled cases.")
def diff(
    reports: tuple[Path, ...],
    out: Path | None,
    html: Path | None,
    aliases: Path | None,
    against: Path | None,
    patterns: Path | None,
    lang: Language,
    exit_code: bool,
) -> None:
    """Compare reports of one entity, folders that run has written, the oldest first.

    Tells by itself whether they are of different years, versions of one report, or extractions of one file.
    """
    from extract.output.diff_text import summarise
    from extract.output.encode import encode_record
    from extract.output.years import compare_folders
    from extract.rules.files import default_folder, read_catalogue

    catalogue = read_catalogue((patterns or default_folder()) / "catalogue")
    names = read_aliases(aliases) if aliases else ()
    references: Iterable[Volume] = ()
    if against:
        from extract.output.references import read_references

        references = read_references(against)
    result = compare_folders(reports, catalogue=catalogue, aliases=names, references=references)
    if out:
        write_bytes(out, encode_record(result).encode())
    if html:
        from extract.output.diff_page import render_diff

        links = [review_page(path, html) for path in reports]
        write_bytes(html, render_diff(result, links).encode())
    for line in summarise(result, lang):
        click.echo(one_line(line))
    sys.exit(1 if exit_code and (result.restatements or result.recycled) else 0)


def review_page(path: Path, page: Path) -> str | None:
    """Return the address of the report's review page as seen from ``page``, None where there is none."""
    review = (path if path.is_dir() else path.parent) / "review.html"
    if not review.is_file():
        return None
    return quote(Path(os.path.relpath(review.resolve(), page.resolve().parent)).as_posix())


def read_aliases(file: Path) -> list[list[str]]:
    """Return the names of each line; ``#`` begins a remark.  Of a roster with a header the columns of names count."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {reason_of(error)}; give a text in UTF-8 with a line for each entity") from error
    if lines and "name" in lines[0].split(","):
        return [[row["name"], *filter(None, (row.get("names") or "").split(";"))] for row in csv.DictReader(lines)]
    groups = [line.partition("#")[0].replace("，", ",").replace("\t", ",").split(",") for line in lines]
    return [names for group in groups if (names := [name.strip() for name in group if name.strip()])]
