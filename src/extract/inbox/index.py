"""What an archive holds → how each document stands: done, failed, waiting; which revision is current."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from extract.errors import ExtractError, UsageError
from extract.inbox.choices import Choice, read_choices
from extract.inbox.documents import Document, read_documents
from extract.inbox.manifest import assign_lines, read_manifest
from extract.inbox.model import Archive, Arrival, Entry, Line
from extract.output.folder import replace_file
from extract.output.sheet import csv_cell

COLUMNS = ("document", "state", "entity", "code", "year", "revision", "current", "note", "extraction", "files")


Said = TypeVar("Said", str, int)


@dataclass(frozen=True, slots=True)
class Index:
    """The documents of an archive by entity and year, and what is wrong with the manifest."""

    entries: Sequence[Entry]
    wrong: Sequence[str] = ()

    def named(self, name: str) -> Entry:
        """Return the entry of a document id or a file; UsageError where that is not one."""
        found = [entry for entry in self.entries if name == entry.document or name in entry.files]
        if len(found) != 1:
            which = "no such document" if not found else "this file has held several documents"
            raise UsageError(f"{name}: {which}; give an id that extract inbox show prints")
        return found[0]

    def revisions(self, of: Entry) -> list[Entry]:
        """Return the reports of the entity and year of ``of``, the oldest first."""
        same = [entry for entry in self.entries if entry.revision and place(entry) == place(of)]
        return sorted(same, key=lambda entry: entry.revision or 0)

    def current(self) -> list[Entry]:
        """Return the one report of each entity and year that counts."""
        return [entry for entry in self.entries if entry.current]


@dataclass(slots=True)
class Case:
    """A document with what the manifest says about it and why somebody has to look."""

    document: Document
    files: list[str]
    arrived: int
    lines: list[Line] = field(default_factory=list)
    entity: str | None = None
    code: str | None = None
    year: int | None = None
    reasons: list[str] = field(default_factory=list)


def build_index(
    inbox: Path, archive: Archive, arrivals: Sequence[Arrival], refused: Mapping[str, ExtractError]
) -> Index:
    """Return how everything stands, from what lies in the archive, the manifest and the operator's choices alone.

    ``refused`` are files of the inbox that are not taken.
    """
    lines, wrong = read_manifest(inbox)
    found, unmatched = assign_lines(lines, arrivals)
    files: dict[str, list[str]] = {}
    for arrival in arrivals:
        files.setdefault(arrival.document, []).append(arrival.file)
    order = {document: number for number, document in enumerate(files)}
    cases = [
        Case(document, files.get(document.id, [document.name]), order.get(document.id, -1), found.get(document.id, []))
        for document in read_documents(archive)
    ]
    identify([case for case in cases if not case.document.failure])
    entries = list(number_revisions(cases, read_choices(archive)))
    done = {entry.document for entry in entries}
    waiting = [Entry(document, names, "not yet") for document, names in files.items() if document not in done]
    others = [Entry("", [file], "not taken", note=f"{why.message}; {why.hint}") for file, why in refused.items()]
    return Index([*sorted([*entries, *waiting], key=shelf), *others], [*wrong, *unmatched])


def shelf(entry: Entry) -> tuple[str, str, int, int, str]:
    """Return the place of ``entry`` in the index: by entity, year and revision."""
    return entry.entity or "", entry.code or "", entry.year or 0, entry.revision or 0, entry.document


def place(entry: Entry) -> tuple[str | None, int | None]:
    """Return what revisions share."""
    return entry.publisher, entry.year


# --- whose, and of which year ------------------------------------------------------------------


def identify(cases: Sequence[Case]) -> None:
    """Give each case its entity, code and year, printed or from the manifest, or the reason why it has none."""
    for case in cases:
        case.entity = fill(case, "entity", case.document.entity, [line.entity for line in case.lines])
        case.year = fill(case, "year", case.document.year, [line.year for line in case.lines])
        case.code = fill(case, "code", None, [line.code for line in case.lines])
    spread_codes(cases)
    for case in cases:
        if not case.code and not case.entity:
            case.reasons.append("no entity is printed; name it in the manifest")
        if not case.year:
            case.reasons.append("no year is printed; give it in the manifest")


def fill(case: Case, what: str, printed: Said | None, told: Sequence[Said | None]) -> Said | None:
    """Return what is printed, else what the manifest tells; where these differ, that is a reason."""
    given = list(dict.fromkeys(value for value in told if value is not None))
    value = given[0] if len(given) == 1 else None
    if len(given) > 1:
        case.reasons.append(f"the manifest gives two of {what}")
    elif printed is not None and value is not None and value != printed:
        case.reasons.append(f"{what}: {printed} is printed, the manifest says {value}")
    return value if printed is None else printed


def spread_codes(cases: Sequence[Case]) -> None:
    """Let a code that the manifest gives to an entity hold for all its reports; a clash is a reason."""
    codes = gather((case.entity, case.code) for case in cases)
    for case in cases:
        known = codes.get(case.entity or "", [])
        if len(known) > 1 and case.code:
            case.reasons.append(f"the manifest gives {case.entity} the codes {' and '.join(known)}")
        elif known:
            case.code = case.code or known[0]
    names = gather((case.code, case.document.entity) for case in cases)
    dated = gather((f"{case.code} {case.year}", case.document.entity) for case in cases)
    for case in cases:
        same = dated.get(f"{case.code} {case.year}", []) if case.code else []
        if len(same) > 1:
            case.reasons.append(f"the manifest gives the code {case.code} to {' and '.join(same)}")
        if case.entity is None and case.code:
            case.entity = next(iter(names.get(case.code, [])), None)


def gather(pairs: Iterable[tuple[str | None, str | None]]) -> dict[str, list[str]]:
    """Return what stands beside each first name, each once, sorted."""
    found: dict[str, set[str]] = {}
    for first, second in pairs:
        if first and second:
            found.setdefault(first, set()).add(second)
    return {name: sorted(values) for name, values in found.items()}


# --- revisions ---------------------------------------------------------------------------------


def number_revisions(cases: Sequence[Case], choices: Sequence[Choice]) -> Iterator[Entry]:
    """Yield the entries; current is what was chosen, else the latest by its printed dates or its arrival."""
    shelves: dict[tuple[str | None, int | None], list[Entry]] = {}
    for case in sorted(cases, key=lambda case: (case.document.dated, case.arrived, case.document.id)):
        entry = make_entry(case)
        if entry.state in ("failed", "needs my eye"):
            yield entry
        else:
            shelves.setdefault(place(entry), []).append(entry)
    for revisions in shelves.values():
        yield from settle_current(revisions, choices)


def make_entry(case: Case) -> Entry:
    """Return the entry of a case, before revisions are counted."""
    document = case.document
    entry = Entry(document.id, case.files, "extracted", extraction=document.extraction)
    if document.failure:
        return replace(entry, state="failed", note=document.failure)
    entry = replace(entry, entity=case.entity, code=case.code, year=case.year)
    if case.reasons:
        return replace(entry, state="needs my eye", note="; ".join(case.reasons))
    return replace(entry, state="partial") if document.partial else entry


def settle_current(revisions: Sequence[Entry], choices: Sequence[Choice]) -> Iterator[Entry]:
    """Yield ``revisions`` with their numbers; one that came after a choice waits for another."""
    ids = [entry.document for entry in revisions]
    choice = next((choice for choice in reversed(choices) if choice.document in ids), None)
    chosen = choice.document if choice else ids[-1]
    for number, entry in enumerate(revisions, start=1):
        entry = replace(entry, revision=number, current=entry.document == chosen)
        if choice and entry.document not in (chosen, *choice.over):
            note = f"came after {chosen} was chosen as current; choose again"
            entry = replace(entry, state="needs my eye", note=note)
        yield entry


# --- for people --------------------------------------------------------------------------------


def write_index(archive: Archive, index: Index) -> None:
    """Write the index as CSV with a byte-order mark, which Excel needs: what it says counts as told."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows(cells_of(entry) for entry in index.entries)
    replace_file(archive.index, "\ufeff" + stream.getvalue())


def list_news(archive: Archive, index: Index, among: Container[str] = ()) -> list[Entry]:
    """Return the entries that the index, as it was last written, does not have or tells otherwise.

    The documents ``among`` these ids are news in any case.
    """
    try:
        with archive.index.open(encoding="utf-8-sig", newline="") as file:
            told = {tuple(row) for row in csv.reader(file)}
    except (OSError, ValueError, csv.Error):
        told = set()
    return [entry for entry in index.entries if entry.document in among or tuple(cells_of(entry)) not in told]


def cells_of(entry: Entry) -> list[str]:
    """Return ``entry`` as a row of ``COLUMNS``."""
    values = {name: getattr(entry, name) for name in COLUMNS}
    files = "; ".join(name.encode("utf-8", "replace").decode() for name in entry.files)
    values |= {"current": "yes" if entry.current else None, "files": files}
    return [csv_cell(value) for value in values.values()]
