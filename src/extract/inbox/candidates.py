"""What another version or other rules would make of the documents of an archive, beside what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.batch.model import Job
from extract.compare.records import Diff
from extract.inbox.documents import name_extraction, read_documents
from extract.inbox.model import Archive, Arrival
from extract.output.folder import read_holding, sync_folder
from extract.output.years import compare_folders
from extract.rules.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Renewal:
    """The documents of another extraction: jobs for those whose file lies in the inbox, the ids of the others."""

    jobs: Sequence[Job]
    absent: Sequence[str]


def plan_renewal(
    inbox: Path, archive: Archive, here: Sequence[Arrival], extraction: str, sample: int | None = None
) -> Renewal:
    """Return what is to be extracted anew as candidates; ``sample`` bounds the number, by the order of the ids."""
    files = {arrival.document: arrival for arrival in here}
    old = [document.id for document in read_documents(archive) if document.extraction not in (None, extraction)]
    candidates = archive.candidates / extraction
    present = [document for document in old if document in files][:sample]
    jobs = [
        Job(inbox / files[document].file, candidates / document, files[document].sha256)
        for document in present
        if read_holding(candidates / document) is None
    ]
    return Renewal(jobs, [document for document in old if document not in files])


def list_candidates(archive: Archive, extraction: str) -> list[Path]:
    """Return the folders of the candidates that ``extraction`` made, sorted."""
    folder = archive.candidates / extraction
    return sorted(path for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []


def compare_candidate(archive: Archive, candidate: Path, catalogue: Catalogue | None = None) -> Diff | None:
    """Return the diff (``reextraction``) of what stands in the archive with ``candidate``, None where that failed."""
    holding = read_holding(candidate)
    if not (holding and holding.good):
        return None
    return compare_folders([archive.reports / candidate.name, candidate], catalogue=catalogue)


def adopt_candidates(archive: Archive, extraction: str) -> Iterator[str]:
    """Put the candidates of ``extraction`` in their places and yield their ids; what stood there moves to ``replaced``.

    A candidate that failed is left, with what stands in the archive.  After a kill the next call finishes the work.
    """
    for candidate in list_candidates(archive, extraction):
        holding = read_holding(candidate)
        if holding and holding.good:
            place = archive.reports / candidate.name
            set_aside(archive, place)
            candidate.rename(place)
            sync_folder(archive.reports)
            yield candidate.name


def set_aside(archive: Archive, place: Path) -> None:
    """Move the report at ``place`` to those that were replaced, under the name of its extraction."""
    holding = read_holding(place)
    if holding is None:
        return
    folder = archive.replaced / name_extraction(holding.patterns, holding.version)
    folder.mkdir(parents=True, exist_ok=True)
    number = sum(1 for _ in folder.glob(f"{place.name}*"))
    place.rename(folder / (f"{place.name}-{number + 1}" if number else place.name))
    sync_folder(folder)
