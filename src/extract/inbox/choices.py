"""Which revision counts, where the operator has said so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from extract.errors import UsageError
from extract.inbox.model import Archive
from extract.output.folder import replace_file


@dataclass(frozen=True, slots=True)
class Choice:
    """The document that is current, and the revisions that it was chosen over."""

    document: str
    over: Sequence[str]


def read_choices(archive: Archive) -> list[Choice]:
    """Return what was chosen, the oldest choice first; UsageError where the file is damaged."""
    if not archive.choices.exists():
        return []
    try:
        lines = archive.choices.read_text(encoding="utf-8").splitlines()
        return [Choice(**json.loads(line)) for line in lines]
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(f"{archive.choices}: cannot be read ({error}); mend it or move it away") from error


def add_choice(archive: Archive, choice: Choice) -> None:
    """Write ``choice`` behind the earlier ones."""
    choices = [*read_choices(archive), choice]
    replace_file(archive.choices, "".join(json.dumps(asdict(choice)) + "\n" for choice in choices))
