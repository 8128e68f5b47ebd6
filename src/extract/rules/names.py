"""How schools, companies and places are called: the model of ``patterns/entities.yaml``."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from extract.records import EntityKind


class NameWords(BaseModel):
    """The words that names of the bearers of facts consist of, as data."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provinces: tuple[str, ...] = ()
    places: dict[str, EntityKind] = {}
    zones: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    no_place_ends: tuple[str, ...] = ()
    no_place_signs: tuple[str, ...] = ()
    no_place_holds: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    collective: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    not_followed_by: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()
    no_cuts: tuple[str, ...] = ()
    whole_words: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
