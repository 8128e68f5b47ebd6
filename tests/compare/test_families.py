"""Families of reports that mislead a comparison: each gives just what an auditor would say of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.compare.shelf import compare, shelve

from extract.compare.records import Level, Passing, Restatement
from extract.errors import UsageError

FAMILIES = yaml.safe_load(Path(__file__).with_name("families.yaml").read_text(encoding="utf-8"))
LISTS = ("levels", "restated", "vanished", "appeared", "renamed")


def say(item: Level | Restatement | Passing, publisher: str | None) -> str:
    """Return what a comparison says of a figure in the words of the truth."""
    of = name(item) if item.entity == publisher else f"{item.entity} {name(item)}"
    figures = " → ".join(value.raw for value in item.values)
    if isinstance(item, Level):
        return f"{of}: {figures} {item.verdict}"
    return f"{of} {item.year}: {figures}" if isinstance(item, Restatement) else f"{of}: {figures}"


def name(item: Any) -> str:
    return str(item.path[-1] if item.path else item.name)


@pytest.mark.parametrize("family", [pytest.param(family, id=family["name"]) for family in FAMILIES])
def test_a_family_gives_what_an_auditor_would_say(family: dict[str, Any]) -> None:
    volumes = [shelve(text, f"{place}.txt") for place, text in enumerate(family["reports"])]
    if family.get("refused"):
        with pytest.raises(UsageError, match="reports of"):
            compare(*volumes)
        return
    diff = compare(*volumes, aliases=family.get("aliases", ()))
    assert diff.kind == family.get("kind", "years")
    own = diff.reports[-1].entity
    found = {
        "levels": [say(level, own) for level in diff.levels],
        "restated": [say(item, own) for item in diff.restatements],
        "vanished": [say(item, own) for item in diff.vanished],
        "appeared": [say(item, own) for item in diff.appeared],
        "renamed": [f"{name(pair.old)} → {name(pair.new)}" for pair in diff.renamed],
    }
    wanted = {what: family.get(what, []) for what in LISTS}
    assert {what: sorted(lines) for what, lines in found.items()} == {
        what: sorted(lines) for what, lines in wanted.items()
    }
