"""Names of entities in several reports → one name for each entity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from extract.records import Report

Aliases = Sequence[Sequence[str]]
"""Groups of names of one entity each, the first of which is used."""


PLACE = 2  # characters of the shortest name of a place


class Names(Struct, frozen=True):
    """For each report the common name of each of its entities."""

    common: Sequence[Mapping[str, str]]

    def of(self, report: int, name: str | None) -> str | None:
        """Return the common name of what ``report`` calls ``name``."""
        return self.common[report].get(name, name) if name else name


def link_names(reports: Sequence[Report], aliases: Aliases = ()) -> Names:
    """Link entities that bear one name, that a report itself ties, or that ``aliases`` does; the newest name counts."""
    known = {name: group[0] for group in aliases for name in group}
    common: list[Mapping[str, str]] = []
    for report in reversed(reports):
        own = {entity: find_common(entity, others, known) for entity, others in names_in(report)}
        for entity, others in names_in(report):
            for name in (entity, *others):
                known.setdefault(name, own[entity])
        common.append(own)
    return Names(common[::-1])


def find_common(entity: str, others: Iterable[str], known: Mapping[str, str]) -> str:
    """Return the name under which ``entity`` is known already, by its own name or by one and only one of its others."""
    if entity in known:
        return known[entity]
    found = list(dict.fromkeys(known[name] for name in others if name in known and ties(name, entity, known[name])))
    return found[0] if len(found) == 1 else entity


def ties(name: str, one: str, other: str) -> bool:
    """Tell whether ``name`` makes two entities one: it is the name of one, or begins as both do, with their place.

    机电职校 may be a school of any town.
    """
    place = name[:PLACE]
    return name in (one, other) or (one.startswith(place) and other.startswith(place))


def names_in(report: Report) -> list[tuple[str, list[str]]]:
    """Return the entities of ``report`` with their other names; the publishing one too where it is not listed."""
    listed = [(entity.name, entity.names) for entity in report.entities]
    publisher = report.document.entity
    return listed if publisher is None or any(publisher == name for name, _ in listed) else [(publisher, []), *listed]
