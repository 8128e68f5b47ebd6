"""Sections, cases, figures, tables and directories against the truth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .tally import Tally, bare, checked, tally

Record = dict[str, Any]


def score_structure(report: Record, truth: Record, *, pages: bool) -> list[Tally]:
    """Return the tallies of the structure; ``pages``: the directories print the pages of the truth."""
    return [
        score_document(report["document"], truth["document"]),
        tally("sections", map(section_key, truth["sections"]), map(section_key, report["sections"])),
        tally("cases", map(case_key, truth["cases"]), map(case_key, report["cases"])),
        score_case_texts(report["cases"], truth["cases"]),
        tally("figures", map(figure_key, truth["figures"]), map(figure_key, report["figures"])),
        tally("tables", map(table_key, truth["tables"]), map(table_key, report["tables"])),
        tally("table cells", cells(truth["tables"]), cells(report["tables"])),
        tally("table notes", notes(truth["tables"], "source_note"), notes(report["tables"], "note")),
        tally("directory", wanted_entries(truth["toc"], pages), given_entries(report["directory"], pages)),
    ]


def score_document(document: Record, truth: Record) -> Tally:
    """Compare what the report says of itself."""
    period = truth["default_statistical_period"]
    want = {
        "title": truth["title"],
        "entity": truth["entity"],
        "issuer": truth["issuing_body"],
        "report_year": truth["report_year"],
        "published": truth["publication_month"],
        "declared": truth["declaration_date"],
        "start": period["start"],
        "end": period["end"],
    }
    given = {**document, **{key: (document["period"] or {}).get(key) for key in ("start", "end")}}
    return checked(
        "document", ((given[key] == value, f"{key}: {given[key]} for {value}") for key, value in want.items())
    )


def section_key(section: Record) -> tuple[Any, ...]:
    """Return what must agree for a section."""
    return section["number"], bare(section["title"]), section["level"], section["parent"]


def case_key(case: Record) -> tuple[Any, ...]:
    """Return what must agree for a case."""
    return case["number"], bare(case["title"]), bare(case["section"])


def figure_key(figure: Record) -> tuple[Any, ...]:
    """Return what must agree for a figure."""
    return figure["number"], bare(figure["caption"]), bare(figure["section"]), bare(figure["case"])


def table_key(table: Record) -> tuple[Any, ...]:
    """Return what must agree for a table; a storey that a layout adds above the header does not count."""
    header = tuple(bare((label or "").split(" / ")[-1]) for label in table["header"])
    return table["number"], bare(table["title"]), bare(table["section"]), bare(table["case"]), header


def score_case_texts(cases: list[Record], truth: list[Record]) -> Tally:
    """Compare how the prose of each case begins and ends, and its length."""
    texts = {(case["number"], bare(case["title"])): bare(case["text"]) for case in cases}

    def outcomes() -> Iterator[tuple[bool, str]]:
        for case in truth:
            text = texts.get((case["number"], bare(case["title"])), "")
            first, last = bare(case["first_15_chars"]), bare(case["last_15_chars"])
            good = text.startswith(first) and text.endswith(last) and len(text) == case["chars_nospace"]
            yield (
                good,
                f"{case['number']} {case['title']}: {text[:15]}…{text[-15:]} {len(text)} for {case['chars_nospace']}",
            )

    return checked("case texts", outcomes())


def cells(tables: list[Record]) -> Iterator[tuple[Any, ...]]:
    """Yield every body cell with its place."""
    for table in tables:
        for r, row in enumerate(table["rows"]):
            printed = row if isinstance(row, list) else [row["no"], row["label"], row["unit"], *row["values"].values()]
            yield from ((table["number"], r, c, bare(cell)) for c, cell in enumerate(printed))


def notes(tables: list[Record], key: str) -> Iterator[tuple[str, str]]:
    """Yield the source notes."""
    yield from ((table["number"], bare(table[key])) for table in tables if table.get(key))


def wanted_entries(toc: Record, pages: bool) -> Iterator[tuple[Any, ...]]:
    """Yield the directory lines of the truth."""
    for name, entries in toc.items():
        for entry in entries:
            kind = entry.get("kind", name.rstrip("s"))
            yield kind, entry["number"], bare(entry["title"]), entry["page"] if pages else None


def given_entries(directory: list[Record], pages: bool) -> Iterator[tuple[Any, ...]]:
    """Yield the directory lines of an extraction."""
    for entry in directory:
        yield entry["kind"], entry["number"], bare(entry["title"]), entry["page"] if pages else None
