"""What a check says: which figures it compared, and what did not agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from extract.records import Fact, Where

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not agree, before it has an id, a key and a cause.

    ``params`` are the parts of the message: plain strings, figures (``book.figure``), places and lists
    of them.  ``topic`` tells apart problems that no fact tells apart, without numbers that change from
    year to year.
    """

    check: str
    severity: Severity
    params: Mapping[str, Any] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    printed: str | None = None
    computed: str | None = None
    where: tuple[Where, ...] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Figures that a check compared; ``problem`` is None where they agree.

    ``guards``: a change of any of these figures would have been seen.  ``cause`` is the problem that
    this one follows from, where the check itself knows it.
    """

    facts: tuple[Fact, ...] = ()
    problem: Problem | None = None
    guards: bool = True
    cause: Problem | None = None
