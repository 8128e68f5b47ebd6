"""The current reports of an archive → what changed over each entity's years."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.compare.records import Diff
from extract.errors import UsageError
from extract.inbox.index import Index
from extract.inbox.model import Archive
from extract.output.diff_page import render_diff
from extract.output.diff_text import summarise
from extract.output.editions import find_families
from extract.output.encode import encode_record
from extract.output.folder import REVIEW, replace_file
from extract.output.years import compare_folders
from extract.rules.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Course:
    """An entity's reports over the years: the newest with those before it, the oldest first."""

    entity: str
    folders: Sequence[Path]

    @property
    def name(self) -> str:
        """The id of the newest report."""
        return self.folders[-1].name


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed over a course, with its page; or, in ``refused``, why the reports do not compare."""

    course: Course
    page: Path
    lines: Sequence[str] = ()
    restated: int = 0
    recycled: int = 0
    refused: str | None = None


def find_courses(archive: Archive, index: Index, among: Collection[str] | None = None) -> list[Course]:
    """Return the entities with current reports of several years; with ``among`` those that have one of these ids."""
    current = {entry.document for entry in index.current()}
    families = find_families(archive.reports, aliases(index), current)
    courses = (
        Course(family.entity, [folder for folder in family.current if folder.name in current]) for family in families
    )
    return [
        course
        for course in courses
        if len(course.folders) > 1 and (among is None or any(folder.name in among for folder in course.folders))
    ]


def aliases(index: Index) -> list[list[str]]:
    """Return the names that one code ties together, the newest first."""
    names: dict[str, list[str]] = {}
    for entry in sorted(index.current(), key=lambda entry: entry.year or 0, reverse=True):
        if entry.code and entry.entity and entry.entity not in names.setdefault(entry.code, []):
            names[entry.code].append(entry.entity)
    return [group for group in names.values() if len(group) > 1]


def compare_course(archive: Archive, index: Index, course: Course, catalogue: Catalogue | None = None) -> Comparison:
    """Compare the reports of ``course`` and write the diff as JSON and as a page into the archive."""
    archive.years.mkdir(exist_ok=True)
    page = archive.years / f"{course.name}.html"
    try:
        diff = compare_folders(course.folders, catalogue=catalogue, aliases=aliases(index))
    except UsageError as error:
        return Comparison(course, page, refused=str(error))
    write_comparison(page, diff, course)
    return Comparison(course, page, list(summarise(diff)), len(diff.restatements), len(diff.recycled))


def write_comparison(page: Path, diff: Diff, course: Course) -> None:
    """Write ``diff`` beside ``page`` and as it; the page links to the reports' review pages."""
    links = [f"../reports/{folder.name}/{REVIEW}" if (folder / REVIEW).is_file() else None for folder in course.folders]
    replace_file(page.with_suffix(".json"), encode_record(diff))
    replace_file(page, render_diff(diff, links))


def compare_years(
    archive: Archive, index: Index, among: Collection[str] | None = None, catalogue: Catalogue | None = None
) -> Iterator[Comparison]:
    """Yield a comparison for each course."""
    for course in find_courses(archive, index, among):
        yield compare_course(archive, index, course, catalogue)
