"""One input of a batch, the bounds that it runs in, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import ErrorCode
from extract.source.model import USUAL, Bounds

if TYPE_CHECKING:
    from extract.checks.wording import Language


@dataclass(frozen=True, slots=True)
class Settings:
    """How every input of a batch is extracted: ``timeout`` in seconds for one input, ``memory`` in MB for a process.

    ``review`` asks for the review page, ``pictures`` for a PDF's pages in it; ``lang`` is that of findings and page.
    ``readers``: how many processes may read a long PDF side by side.
    """

    patterns: Path | None = None
    password: str | None = None
    timeout: float = 600.0
    memory: int = 4096
    debug: bool = False
    bounds: Bounds = USUAL
    review: bool = False
    pictures: bool = True
    lang: Language = "zh"
    readers: int = 1


@dataclass(frozen=True, slots=True)
class Job:
    """An input and the folder that its result goes to.

    ``sha256`` is the content that is meant, where it is known: another is refused.  ``twins`` are
    other inputs of the same name and content: one document.
    """

    path: Path
    folder: Path
    sha256: str | None = None
    twins: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an input was not extracted, and what to do."""

    code: ErrorCode
    message: str
    hint: str
    retry: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a report holds; ``open`` counts the numbers in prose that no fact was made of.

    ``gravest`` holds the first errors and warnings as lines of text, ``places`` the first open
    numbers; ``classes`` counts the numerals, ``silent`` names the rules that never fired.  ``of_genre``: it calls
    itself, or its forms say that it is, a quality report of vocational education.
    """

    sections: int
    cases: int
    tables: int
    facts: int
    open: int
    partial: bool
    entity: str | None = None
    year: int | None = None
    pages: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    gravest: Sequence[str] = ()
    classes: Mapping[str, int] = field(default_factory=dict)
    places: Sequence[str] = ()
    skipped: Sequence[str] = ()
    of_genre: bool = True
    silent: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: counts of the report, or the failure.

    ``written`` tells whether the folder was: a failure leaves a good folder of the same document alone.
    """

    job: Job
    written: bool
    counts: Counts | None = None
    failure: Failure | None = None
