"""The folders of an archive → what each document says of itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.inbox.model import Archive
from extract.output.editions import describe_document
from extract.output.folder import read_head
from extract.output.names import ERROR, REPORT


@dataclass(frozen=True, slots=True)
class Document:
    """What a folder of the archive holds: the head of a report, or why there is none."""

    id: str
    name: str
    entity: str | None = None
    year: int | None = None
    partial: bool = False
    failure: str | None = None
    extraction: str | None = None
    dated: str = ""


def read_documents(archive: Archive) -> Iterator[Document]:
    """Yield what stands in the archive, by id."""
    if archive.reports.is_dir():
        for folder in sorted(archive.reports.iterdir()):
            document = read_document(folder)
            if document:
                yield document


def read_document(folder: Path) -> Document | None:
    """Return what ``folder`` holds of the document that it is named after; None where that is nothing."""
    try:
        document = read_extracted(folder) if (folder / REPORT).is_file() else read_failed(folder)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return document if document.id == folder.name else None


def read_extracted(folder: Path) -> Document:
    """Return the head of a report."""
    head = read_head(folder / REPORT)
    said: dict[str, Any] = head["document"]
    extractor = head["extractor"]
    edition = describe_document(said, folder)
    return Document(
        edition.id,
        said["source"]["name"],
        edition.entity,
        edition.year,
        said["status"] == "partial",
        extraction=name_extraction(extractor["patterns"], extractor["version"]),
        dated=edition.dated,
    )


def read_failed(folder: Path) -> Document:
    """Return why there is no report."""
    content = json.loads((folder / ERROR).read_text(encoding="utf-8"))
    source, error = content["source"], content["error"]
    identity = (source["sha256"] or "")[:16] or folder.name
    return Document(identity, source["name"], failure=f"{error['code']}: {error['message']}; {error['hint']}")


def name_extraction(patterns: str, version: str) -> str:
    """Return a short name of what extracts with these patterns in this version."""
    return f"{version}-{patterns.removeprefix('sha256:')[:8]}"
