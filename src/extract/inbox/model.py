"""What came in, what it became, and where an archive keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extract.errors import ExtractError

State = Literal["extracted", "partial", "failed", "needs my eye", "not yet", "not taken"]


@dataclass(frozen=True, slots=True)
class Archive:
    """The folder that keeps what became of an inbox; all but ``reports`` and ``choices`` can be made anew."""

    folder: Path

    @property
    def reports(self) -> Path:
        """A folder for each document, named by its id."""
        return self.folder / "reports"

    @property
    def candidates(self) -> Path:
        """Extractions that wait for approval."""
        return self.folder / "candidates"

    @property
    def replaced(self) -> Path:
        """Extractions in whose place an approved one stands."""
        return self.folder / "replaced"

    @property
    def years(self) -> Path:
        """Comparisons of each entity's reports, named by the newest."""
        return self.folder / "years"

    @property
    def cases(self) -> Path:
        """The index of the cases, by which copies are found."""
        return self.folder / "cases.sqlite"

    @property
    def store(self) -> Path:
        """The tables of all reports that count, as a DuckDB file."""
        return self.folder / "store.duckdb"

    @property
    def arrivals(self) -> Path:
        """The register of the files that came."""
        return self.folder / "arrivals.jsonl"

    @property
    def choices(self) -> Path:
        """What the operator said is current."""
        return self.folder / "choices.jsonl"

    @property
    def index(self) -> Path:
        """The table for people."""
        return self.folder / "index.csv"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file of the inbox (its path there) with the content that it came with; the times are in nanoseconds."""

    file: str
    size: int
    modified: int
    changed: int
    sha256: str

    @property
    def document(self) -> str:
        """The id of the document that it holds."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Look:
    """An inbox at one moment.

    ``arrivals`` holds every file that ever came, in the order of arrival; ``here`` those whose content lies there
    now; ``copying`` what is too young to be taken; ``refused`` what is not taken, and why.
    """

    arrivals: Sequence[Arrival]
    here: Sequence[Arrival]
    copying: Sequence[str]
    refused: Mapping[str, ExtractError]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the manifest: what the operator says about a file."""

    number: int
    file: str
    code: str | None
    entity: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the archive, and how it stands; of a file that is not taken ``document`` is empty.

    ``files`` are all names that its content came under.  Reports of one entity (by ``code`` where one is known)
    and one year are revisions of each other, numbered by the dates printed on them, then as they arrived; one of
    them is ``current``.
    """

    document: str
    files: Sequence[str]
    state: State
    entity: str | None = None
    code: str | None = None
    year: int | None = None
    revision: int | None = None
    current: bool = False
    note: str | None = None
    extraction: str | None = None

    @property
    def publisher(self) -> str | None:
        """What tells the entity from others."""
        return self.code or self.entity
