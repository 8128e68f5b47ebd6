"""How schools, companies and places are called: the model of ``patterns/entities.yaml``."""

from __future__ import annotations

from msgspec import field

from extract.data import Data, WordList
from extract.records import EntityKind


class NameWords(Data, frozen=True):
    """The words that names of the bearers of facts consist of, as data."""

    provinces: WordList = WordList()
    places: dict[str, EntityKind] = field(default_factory=dict)
    zones: WordList = WordList()
    not_places: WordList = WordList()
    no_place_ends: WordList = WordList()
    no_place_signs: WordList = WordList()
    no_place_holds: WordList = WordList()
    schools: WordList = WordList()
    abbreviations: WordList = WordList()
    trades: WordList = WordList()
    alone: WordList = WordList()
    collective: WordList = WordList()
    companies: WordList = WordList()
    not_followed_by: WordList = WordList()
    generic: WordList = WordList()
    cuts: WordList = WordList()
    no_cuts: WordList = WordList()
    whole_words: WordList = WordList()
    offices: WordList = WordList()
