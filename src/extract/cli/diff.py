"""``extract diff``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from extract.cli import one_line
from extract.cli.export import write_bytes
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.compare import Volume
    from extract.compare.records import Diff, Topic

SHOWN = 12  # lines of each list on the terminal
SIGNS = {"rose": "↑", "fell": "↓", "unchanged": "=", "unclear": "≈"}


@click.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="OLD NEW [NEWER]...")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the diff as JSON.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write the diff as a page for people.")
@click.option(
    "--alias",
    "--roster",
    "aliases",
    type=click.Path(path_type=Path),
    help="Text file: a line for each entity, its names apart by commas.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of other reports that cases may come from.",
)
@click.option("--patterns", type=click.Path(path_type=Path), help="Pattern folder in place of the one that ships.")
@click.option("--exit-code", is_flag=True, help="Exit with status 1 where there are restatements or recycled cases.")
def diff(
    reports: tuple[Path, ...],
    out: Path | None,
    html: Path | None,
    aliases: Path | None,
    against: Path | None,
    patterns: Path | None,
    exit_code: bool,
) -> None:
    """Compare reports of one entity, folders that run has written, the oldest first.

    Tells by itself whether they are of different years, versions of one report, or extractions of one file.
    """
    from extract.compare import compare_reports
    from extract.output.encode import encode_record
    from extract.rules.patterns import default_folder, read_catalogue

    volumes = [read_volume(path) for path in reports]
    references = read_references(against, volumes) if against else []
    catalogue = read_catalogue((patterns or default_folder()) / "catalogue")
    result = compare_reports(volumes, catalogue, read_aliases(aliases) if aliases else (), references)
    for line in summarise(result):
        click.echo(one_line(line))
    if out:
        write_bytes(out, encode_record(result).encode())
    if html:
        from extract.output.diff_page import render_diff

        links = [review_page(path, html) for path in reports]
        write_bytes(html, render_diff(result, links).encode())
    sys.exit(1 if exit_code and (result.restatements or result.recycled) else 0)


def read_volume(path: Path) -> Volume:
    """Return the report at ``path`` with its text, where that stands beside it."""
    from extract.compare import Volume
    from extract.output.folder import TEXT
    from extract.output.read import read_report

    file = (path if path.is_dir() else path.parent) / TEXT
    try:
        text = file.read_bytes().decode() if file.is_file() else None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: cannot be read; extract the report again") from error
    return Volume(read_report(path), text)


def read_references(folder: Path, volumes: Sequence[Volume]) -> list[Volume]:
    """Return the reports in ``folder`` that are none of ``volumes``, sorted by their folders."""
    from extract.output.folder import REPORT

    own = {volume.report.document.id for volume in volumes}
    found = (read_volume(file.parent) for file in sorted(folder.rglob(REPORT)))
    return [volume for volume in found if volume.report.document.id not in own]


def review_page(path: Path, page: Path) -> str | None:
    """Return the address of the report's review page as seen from ``page``, None where there is none."""
    review = (path if path.is_dir() else path.parent) / "review.html"
    if not review.is_file():
        return None
    return quote(Path(os.path.relpath(review.resolve(), page.resolve().parent)).as_posix())


def read_aliases(file: Path) -> list[list[str]]:
    """Return the names of each line; ``#`` begins a remark."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: no readable text; give a UTF-8 file with a line for each entity") from error
    groups = [line.partition("#")[0].replace("，", ",").replace("\t", ",").split(",") for line in lines]
    return [names for group in groups if (names := [name.strip() for name in group if name.strip()])]


# --- terminal --------------------------------------------------------------------------------


def summarise(result: Diff) -> Iterator[str]:
    """Yield the lines of the summary: what matters most first."""
    compared = [party for party in result.reports if party.role == "compared"]
    yield f"{result.kind}: " + " → ".join(f"{party.entity} {party.report_year}" for party in compared)
    for title, lines in chapters(result):
        yield f"{title}: {len(lines)}"
        yield from (f"  {line}" for line in lines[:SHOWN])
        if len(lines) > SHOWN:
            yield f"  … {len(lines) - SHOWN} more"


def chapters(result: Diff) -> Iterator[tuple[str, list[str]]]:
    """Yield the lists that are not empty, with their lines."""
    from extract.compare.weight import by_weight

    moved = [level for level in by_weight(result.levels) if level.verdict != "unchanged"]
    lists = {
        "restated": [
            f"{name_topic(item)} {item.year}: " + " → ".join(value.printed for value in item.values)
            for item in result.restatements
        ],
        "recycled cases": [
            f"{item.new.case} {item.new.title} ← {result.reports[item.old.report].report_year}"
            f" {item.old.case} {item.old.title} ({item.similarity:.0%})"
            for item in result.recycled
        ],
        "vanished": [f"{name_topic(item)}: {item.values[0].printed} ({item.by})" for item in result.vanished],
        "appeared": [f"{name_topic(item)}: {item.values[0].printed} ({item.by})" for item in result.appeared],
        "relabelled": [f"{name_topic(item.old)} → {name_topic(item.new)}" for item in result.renamed],
        "moved": [
            f"{SIGNS[level.verdict]} {name_topic(level)}: "
            + " → ".join(value.printed for value in level.values)
            + (f" ({level.rate:+}%)" if level.rate is not None else "")
            for level in moved
        ],
        "facts gained": [f"{item.fact.rule}: {item.fact.name} {item.fact.raw}" for item in result.facts.gained],
        "facts lost": [f"{item.fact.rule}: {item.fact.name} {item.fact.raw}" for item in result.facts.lost],
        "facts changed": [f"{item.rule}: {item.raw}: {', '.join(item.fields)}" for item in result.facts.changed],
        "findings new": [item.message for item in result.findings.new],
        "findings solved": [item.message for item in result.findings.solved],
        "findings standing": [item.message for item in result.findings.standing],
    }
    for kind, parts in (
        ("sections", result.sections),
        ("cases", result.cases),
        ("tables", result.tables),
        ("directory", result.directory),
    ):
        lists |= {
            f"{kind} added": [part.title for part in parts.added],
            f"{kind} removed": [part.title for part in parts.removed],
            f"{kind} renamed": [f"{pair.old.title} → {pair.new.title}" for pair in parts.renamed],
        }
    yield from ((title, lines) for title, lines in lists.items() if lines)


def name_topic(topic: Topic) -> str:
    """Return the figure's entity and name, and the labels above it."""
    labels = [*topic.path[:-1], topic.name] if topic.path and not topic.indicator else [topic.name]
    return " ".join([topic.entity or "", " / ".join(labels)]).strip()
