"""What an operator sees of a run: tables, summaries, links, events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from prefect import State
from prefect.events import emit_event

from extract.batch import Counts
from extract.cli import one_line
from extract.inbox import Archive, Comparison, Entry, Index, Look
from work import Row, counts_of

COUNTED = ("pages", "facts", "open", "errors", "warnings", "infos")
SHOWN = 50  # documents of each state that the summary names
TOLD = 10  # entities whose years are told at length


def emit_outcome(document: str, state: State[Any]) -> None:
    """Tell whoever listens that a report was extracted, does not agree with itself, or failed."""
    counts = counts_of(state)
    resource = {"prefect.resource.id": f"report-extract.document.{document}", "prefect.resource.name": document}
    if counts is None:
        emit_event("report.failed", resource, payload={"document": document, "reason": state.message})
        return
    payload = {"document": document, "entity": counts.entity, "year": counts.year, **numbers_of(counts)}
    emit_event("report.extracted", resource, payload=payload)
    if counts.errors:
        emit_event("report.inconsistent", resource, payload=payload)


def numbers_of(counts: Counts) -> dict[str, int]:
    """Return how much a report holds."""
    return {name: getattr(counts, name) for name in COUNTED}


def row_of(entry: Entry, counts: Counts | None, link: str | None) -> Row:
    """Return the line of a document in the table of its run."""
    row: Row = {"report": one_line(", ".join(map(printable, entry.files))), "status": entry.state, "review": link}
    row |= {"entity": entry.entity, "year": entry.year, "revision": entry.revision}
    row |= numbers_of(counts) if counts else dict.fromkeys(COUNTED)
    return row | {"note": entry.note and one_line(entry.note), "document": entry.document}


def printable(name: str) -> str:
    """Return a file's name as valid Unicode."""
    return name.encode("utf-8", "replace").decode()


def link_to(file: Path, archive: Archive, base: str | None) -> str | None:
    """Return a link to ``file``, under ``base`` where the archive is served; None where there is no such file."""
    if not file.is_file():
        return None
    if base is None:
        return f"[open]({file.resolve().as_uri()})"
    return f"[open]({base.rstrip('/')}/{quote(file.relative_to(archive.folder).as_posix())})"


def summarise_run(rows: Sequence[Row], index: Index, look: Look) -> str:
    """Return the Markdown that says what came of a run and how everything stands."""
    lines = ["# Inbox", "", "| this run | |", "| --- | --- |"]
    lines += [f"| {state} | {count} |" for state, count in sorted(Counter(row["status"] for row in rows).items())]
    lines += [f"| still being copied | {len(look.copying)} |"]
    lines += ["", "| archive | |", "| --- | --- |"]
    lines += [f"| {state} | {count} |" for state, count in sorted(Counter(e.state for e in index.entries).items())]
    lines += [f"| current | {len(index.current())} |"]
    lines += chapter("Needs my eye", [e for e in index.entries if e.state == "needs my eye"])
    lines += chapter("Failed", [e for e in index.entries if e.state == "failed"])
    lines += chapter("Not taken", [e for e in index.entries if e.state == "not taken"])
    lines += section("Manifest", [f"- {plain(trouble)}" for trouble in index.wrong])
    return "\n".join(lines) + "\n"


def chapter(title: str, entries: Sequence[Entry]) -> list[str]:
    """Return the lines that name ``entries``, each with what to do."""
    names = [f"- {name_entry(entry)}: {plain(entry.note or '')}" for entry in entries]
    more = [f"- and {len(names) - SHOWN} more"] if len(names) > SHOWN else []
    return section(title, [*names[:SHOWN], *more])


def name_entry(entry: Entry) -> str:
    """Return the id and the files of a document as Markdown."""
    files = plain(", ".join(entry.files))
    return f"`{entry.document}` {files}" if entry.document else files


def section(title: str, lines: Sequence[str]) -> list[str]:
    """Return ``lines`` under a heading, nothing where there are none."""
    return ["", f"## {title}", "", *lines] if lines else []


def plain(text: str) -> str:
    """Return ``text`` so that Markdown does not read it."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in one_line(printable(text)))


def summarise_years(comparisons: Sequence[Comparison], archive: Archive, base: str | None) -> str:
    """Return the Markdown that says what changed over the years: a line for each entity, then what matters most."""
    lines = ["# Over the years", "", "| entity | reports | restated | recycled cases | from others | comparison |"]
    lines.append("| --- | --- | --- | --- | --- | --- |")
    for one in comparisons:
        outcome = f"not compared: {plain(one.refused)}" if one.refused else link_to(one.page, archive, base)
        counts = f"{len(one.course.entries)} | {one.restated} | {one.recycled} | {one.foreign}"
        lines.append(f"| {plain(one.course.entity)} | {counts} | {outcome} |")
    grave = sorted(comparisons, key=lambda one: one.restated + one.recycled, reverse=True)
    for one in grave[:TOLD]:
        lines += section(plain(one.course.entity), [f"    {one_line(line)}" for line in one.lines])
    return "\n".join(lines) + "\n"
