"""What must hold between indicators: the model of ``patterns/relations/``, joined with the catalogue's parts and bases.

An auditor adds a relation as an entry of a list in any file of the folder; ``because`` says what it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Any, Literal, TypeVar

from msgspec import field

from extract.data import Data, WordList
from extract.rules.catalogue import Catalogue

Kind = TypeVar("Kind", bound="Tie")


class Tie(Data, frozen=True, kw_only=True, tag_field="kind", tag=str.lower):
    """Base of all relations; ``kind`` is the name of the class."""

    because: str = ""

    @property
    def kind(self) -> str:
        """What sort of relation it is, as its file says."""
        return type(self).__name__.lower()

    @property
    def codes(self) -> tuple[str, ...]:
        """All indicators that the relation names."""
        return ()


class Sum(Tie, frozen=True):
    """Parts of one division of the whole.

    ``closed`` says why there is no other part: by its ``definition``, or because the ``form`` lists none;
    an ``open`` division has others, so that the parts may fall short.
    """

    whole: str
    parts: WordList
    closed: Literal["definition", "form", "open"] = "open"

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.whole, *self.parts)


class Within(Tie, frozen=True):
    """Parts that are each no larger than the whole; they may overlap and need not make it up."""

    whole: str
    parts: WordList

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.whole, *self.parts)


class Apart(Tie, frozen=True):
    """Parts that do not overlap, so that together they are no larger than the whole.

    ``provisos``: what must be printed with a part for that (就业人数 without 升学).
    """

    whole: str
    parts: WordList
    provisos: Mapping[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.whole, *self.parts)


class Ratio(Tie, frozen=True):
    """An indicator that is numerator / denominator × ``factor``, with every admissible choice of the two.

    ``a+b`` among the numerators takes two indicators together.
    ``strict``: the definition leaves no other choice; ``loose``: it has so many that a miss says nothing.
    Of ``half``, if stated, each counts as half of one of the denominator; bearers that end in ``half_by`` count
    them where they state none.
    Percent and permille are told by the unit.
    """

    indicator: str
    numerators: WordList
    denominators: WordList
    half: str = ""
    half_by: WordList = WordList()
    factor: Decimal = Decimal(1)
    certainty: Literal["strict", "usual", "loose"] = "usual"

    @property
    def codes(self) -> tuple[str, ...]:
        parts = (code for numerator in self.numerators for code in numerator.split("+"))
        return (self.indicator, *parts, *self.denominators, *filter(None, (self.half,)))


class Twins(Tie, frozen=True):
    """Two indicators of almost the same name and meaning, which should move alike.

    The first is the one that the catalogue's numerator belongs to; of the second it may be another.
    """

    indicators: WordList

    @property
    def codes(self) -> tuple[str, ...]:
        return self.indicators


class Limit(Tie, frozen=True):
    """A national standard for an indicator."""

    indicator: str
    least: Decimal | None = None
    most: Decimal | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.indicator,)


class Orientation(Tie, frozen=True):
    """A name that puts the smaller side first (师生比), so that ``n:1`` with n above 1 reads the other way round."""

    name: str
    turned: str


class Population(Tie, frozen=True):
    """Indicators that count all the people there can be: a name with one of ``words`` counts no more."""

    bases: WordList
    words: WordList
    others: WordList = WordList()

    @property
    def codes(self) -> tuple[str, ...]:
        return self.bases


class Series(Tie, frozen=True):
    """Labels of parts that exclude each other, in order; ``a/b`` are two words for one.

    The first ``needed`` of them make up a whole; none do where it is 0, as there may be others.
    """

    members: WordList
    needed: int = 0

    def place_of(self, label: str) -> int | None:
        """Return the place of the member that ``label`` begins with."""
        fitting = (place for place, words in enumerate(self.members) if label.startswith(tuple(words.split("/"))))
        return next(fitting, None)


class Scope(Tie, frozen=True):
    """An indicator that some count with, and some without, what ``others`` counts: 就业 with 升学 and without."""

    indicator: str
    others: WordList

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.indicator, *self.others)


class Cues(Tie, frozen=True):
    """WordList round a figure that make it another one, and words that say which way it went.

    Before it: ``earlier`` (last year's), ``additions`` (new ones, whatever went away), ``comparisons``,
    ``elsewhere`` (compared with something else than a year), ``kinds`` (a kind of the thing), ``outside`` (no part
    of what is counted before), ``samples`` (counted for a survey), ``whole`` (the report's own entity).  Directions:
    ``rose``, ``fell``, ``better`` (which may mean that it fell), ``every`` (said of all figures).  In tables:
    ``totals``, ``means`` (columns that do not add up), ``excerpts`` (titles of tables that are cut).
    """

    earlier: WordList = WordList()
    additions: WordList = WordList()
    comparisons: WordList = WordList()
    rose: WordList = WordList()
    fell: WordList = WordList()
    totals: WordList = WordList()
    every: WordList = WordList()
    elsewhere: WordList = WordList()
    better: WordList = WordList()
    excerpts: WordList = WordList()
    means: WordList = WordList()
    kinds: WordList = WordList()
    outside: WordList = WordList()
    shelved: WordList = WordList()
    samples: WordList = WordList()
    whole: WordList = WordList()


Relation = Sum | Within | Apart | Ratio | Twins | Limit | Orientation | Population | Series | Scope | Cues


class Relations(Data, frozen=True):
    """All relations, declared and derived, with the catalogue of what they tie."""

    ties: tuple[Relation, ...] = ()
    catalogue: Catalogue = Catalogue()

    def of_kind(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """Return the relations of one kind in their order."""
        return tuple(tie for tie in self.ties if isinstance(tie, kind))

    @cached_property
    def cues(self) -> Cues:
        """All cue words, from however many entries."""
        entries = self.of_kind(Cues)
        lists = [name for name in Cues.__struct_fields__ if name != "because"]
        words: dict[str, Any] = {
            name: WordList(chain.from_iterable(getattr(one, name) for one in entries)) for name in lists
        }
        return Cues(**words)

    @cached_property
    def quotients(self) -> frozenset[str]:
        """The indicators that are made of two others."""
        return frozenset(tie.indicator for tie in self.of_kind(Ratio))


def gather_relations(declared: Sequence[Relation], catalogue: Catalogue) -> Relations:
    """Return ``declared`` with what the catalogue adds; a declared ratio or sum replaces the catalogue's own."""
    ratios = {tie.indicator for tie in declared if isinstance(tie, Ratio)}
    ratios |= {code for tie in declared if isinstance(tie, Twins) for code in tie.indicators[1:]}
    sums = {tie.whole for tie in declared if isinstance(tie, Sum)}
    derived: list[Relation] = [
        *(ratio for ratio in catalogue_ratios(catalogue) if ratio.indicator not in ratios),
        *(tie for tie in catalogue_sums(catalogue) if tie.whole not in sums),
        *catalogue_parts(catalogue),
    ]
    return Relations(ties=(*declared, *derived), catalogue=catalogue)


def catalogue_ratios(catalogue: Catalogue) -> list[Ratio]:
    """Return the ratios whose numerator and denominators the catalogue knows."""
    return [
        Ratio(indicator=one.code, numerators=one.numerators, denominators=one.denominators)
        for one in catalogue.indicators.values()
        if one.numerators and one.denominators
    ]


def catalogue_sums(catalogue: Catalogue) -> list[Sum]:
    """Return the partitions of wholes that the catalogue knows."""
    partitions: dict[tuple[str, str], list[str]] = {}
    for one in catalogue.indicators.values():
        if one.part and one.part.kind == "sum":
            partitions.setdefault((one.part.whole, one.part.partition), []).append(one.code)
    return [Sum(whole=whole, parts=WordList(parts)) for (whole, _), parts in partitions.items() if len(parts) > 1]


def catalogue_parts(catalogue: Catalogue) -> list[Within]:
    """Return which indicators are parts of which, one whole at a time."""
    wholes: dict[str, list[str]] = {}
    for one in catalogue.indicators.values():
        if one.part:
            wholes.setdefault(one.part.whole, []).append(one.code)
    return [Within(whole=whole, parts=WordList(parts)) for whole, parts in wholes.items()]
