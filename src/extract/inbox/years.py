"""The current reports of an archive → what changed over each entity's years."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.compare import Volume, compare_reports
from extract.compare.records import Diff
from extract.compare.recycling import CASELESS
from extract.errors import UsageError
from extract.inbox.cases import CaseIndex, open_cases
from extract.inbox.index import Index
from extract.inbox.model import Archive, Entry
from extract.output.diff_page import render_diff
from extract.output.diff_text import summarise
from extract.output.encode import encode_record
from extract.output.folder import replace_file
from extract.output.names import REVIEW
from extract.output.read import read_volume
from extract.records import Fact, Period
from extract.rules.catalogue import Catalogue
from extract.rules.files import default_folder, read_catalogue


@dataclass(frozen=True, slots=True)
class Course:
    """An entity's current reports over the years, the oldest first."""

    entity: str
    entries: Sequence[Entry]

    @property
    def name(self) -> str:
        """The id of the newest report."""
        return self.entries[-1].document


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed over a course, with its page; or, in ``refused``, why the reports do not compare.

    Of the ``recycled`` cases so many are from reports of others, ``foreign``.
    """

    course: Course
    page: Path
    lines: Sequence[str] = ()
    restated: int = 0
    recycled: int = 0
    foreign: int = 0
    refused: str | None = None


def compare_years(
    archive: Archive, index: Index, among: Collection[str] | None = None, catalogue: Catalogue | None = None
) -> Iterator[Comparison]:
    """Yield a comparison for each entity with reports of several years, or with cases of others.

    ``among``: only of the entities that have one of these documents.
    """
    catalogue = catalogue or read_catalogue(default_folder() / "catalogue")
    archive.years.mkdir(exist_ok=True)
    with open_cases(archive, index.current(), catalogue.words.stock) as cases:
        for course in find_courses(index, among):
            comparison = compare_course(archive, index, course, catalogue, cases)
            if comparison:
                yield comparison


def find_courses(index: Index, among: Collection[str] | None = None) -> list[Course]:
    """Return the entities with their current reports; with ``among`` those that have one of these ids."""
    entries: dict[str, list[Entry]] = {}
    for entry in sorted(index.current(), key=lambda entry: entry.year or 0):
        entries.setdefault(entry.publisher or "", []).append(entry)
    return [
        Course(name_entity(own[-1]), own)
        for own in entries.values()
        if among is None or any(entry.document in among for entry in own)
    ]


def name_entity(entry: Entry) -> str:
    """Return the name of who published a report, its code where none is known."""
    return entry.entity or entry.code or ""


def aliases(index: Index) -> list[list[str]]:
    """Return the names that one code ties together, the newest first."""
    names: dict[str, list[str]] = {}
    for entry in sorted(index.current(), key=lambda entry: entry.year or 0, reverse=True):
        if entry.code and entry.entity and entry.entity not in names.setdefault(entry.code, []):
            names[entry.code].append(entry.entity)
    return [group for group in names.values() if len(group) > 1]


def compare_course(
    archive: Archive, index: Index, course: Course, catalogue: Catalogue, cases: CaseIndex
) -> Comparison | None:
    """Compare the reports of ``course`` and write the diff as JSON and as a page into the archive.

    Cases may come from others too.  None where one report alone has no such case.
    """
    page = archive.years / f"{course.name}.html"
    volumes = [take(archive, entry) for entry in course.entries]
    others = [take(archive, entry, CASELESS).cases_alone() for entry in find_others(index, course, volumes, cases)]
    alone = len(volumes) == 1
    if alone and not others:
        return None
    try:
        diff = compare_reports(volumes, catalogue, aliases(index), others)
    except UsageError as error:
        return Comparison(course, page, refused=str(error))
    if alone and not diff.recycled:
        return None
    write_comparison(archive, page, diff)
    foreign = sum(1 for pair in diff.recycled if diff.reports[pair.old.report].role == "reference")
    return Comparison(course, page, list(summarise(diff)), len(diff.restatements), len(diff.recycled), foreign)


def find_others(index: Index, course: Course, volumes: Sequence[Volume], cases: CaseIndex) -> list[Entry]:
    """Return the reports of others, not newer than the newest of ``course``, that its cases may come from."""
    newest = course.entries[-1].year or 0
    eligible = {
        entry.document: entry
        for entry in index.current()
        if entry.publisher != course.entries[-1].publisher and (entry.year or 0) <= newest
    }
    return [eligible[document] for document in cases.find_sources(volumes, eligible)]


def take(archive: Archive, entry: Entry, without: Collection[str] = ()) -> Volume:
    """Return a report; what of its entity and year only the manifest tells stands in it as if it were printed."""
    volume = read_volume(archive.reports / entry.document, without)
    document = volume.report.document
    told = document.model_copy(
        update={"entity": document.entity or name_entity(entry), "report_year": document.report_year or entry.year}
    )
    if (told.entity, told.report_year) == (document.entity, document.report_year):
        return volume
    facts = [assign(fact, told.entity, told.report_year) for fact in volume.report.facts]
    return Volume(volume.report.model_copy(update={"document": told, "facts": facts}), volume.text)


def assign(fact: Fact, entity: str | None, year: int | None) -> Fact:
    """Return ``fact`` with the entity and the year of its report where it tells none of its own."""
    own = Period(label=f"{year}年", kind="year", year=year, basis="default")
    return fact.model_copy(update={"entity": fact.entity or entity, "period": fact.period or own})


def write_comparison(archive: Archive, page: Path, diff: Diff) -> None:
    """Write ``diff`` beside ``page`` and as it; the page links to the reports' review pages."""
    links = [
        f"../reports/{party.id}/{REVIEW}" if (archive.reports / party.id / REVIEW).is_file() else None
        for party in diff.reports
    ]
    replace_file(page.with_suffix(".json"), encode_record(diff))
    replace_file(page, render_diff(diff, links))
