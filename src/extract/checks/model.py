"""What a check says: which figures it compared, and what did not agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct, field

from extract.checks.arithmetic import Interval
from extract.records import Fact, Where

Severity = Literal["error", "warning", "info"]
Test = Callable[[Sequence[Interval]], bool]


class Problem(Struct, frozen=True):
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


class Outcome(Struct, frozen=True):
    """Figures that a check compared; ``problem`` is None where they agree.

    ``test`` tells whether intervals in the places of ``facts`` would agree: with it the check knows which
    figures it guards.  ``loose``: it bounds them only, so that its holding does not clear a figure.  ``cause``
    is the problem that this one follows from, where the check itself knows it.
    """

    facts: tuple[Fact, ...] = ()
    problem: Problem | None = None
    test: Test | None = None
    loose: bool = False
    cause: Problem | None = None
