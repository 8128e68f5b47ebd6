"""What must hold between indicators: the model of ``patterns/relations/``, joined with the catalogue's parts and bases.

An auditor adds a relation as an entry of a list in any file of the folder; ``because`` says what it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, RootModel

from extract.errors import PatternError
from extract.rules.catalogue import Catalogue, Data, Words

Kind = TypeVar("Kind", bound="Tie")


def exact_decimal(value: Any) -> Any:
    """Return a YAML number as the decimal that was written."""
    return Decimal(str(value)) if isinstance(value, float) else value


Exact = Annotated[Decimal, BeforeValidator(exact_decimal)]


class Tie(Data):
    """Base of all relations."""

    because: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """All indicators that the relation names."""
        return ()


class Sum(Tie):
    """Parts of one division of the whole.

    ``closed`` says why there is no other part: by its ``definition``, or because the ``form`` lists none;
    an ``open`` division has others, so that the parts may fall short.
    """

    kind: Literal["sum"] = "sum"
    whole: str
    parts: Words
    closed: Literal["definition", "form", "open"] = "open"

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.whole, *self.parts)


class Within(Tie):
    """Parts that are each no larger than the whole; they may overlap and need not make it up."""

    kind: Literal["within"] = "within"
    whole: str
    parts: Words

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.whole, *self.parts)


class Apart(Tie):
    """Parts that do not overlap, so that together they are no larger than the whole.

    ``provisos``: what must be printed with a part for that (就业人数 without 升学).
    """

    kind: Literal["apart"] = "apart"
    whole: str
    parts: Words
    provisos: Mapping[str, str] = {}

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.whole, *self.parts)


class Ratio(Tie):
    """An indicator that is numerator / denominator × ``factor``, with every admissible choice of the two.

    ``a+b`` among the numerators takes two indicators together.
    ``strict``: the definition leaves no other choice; ``loose``: it has so many that a miss says nothing.
    Percent and permille are told by the unit.
    """

    kind: Literal["ratio"] = "ratio"
    indicator: str
    numerators: Words
    denominators: Words
    factor: Exact = Decimal(1)
    certainty: Literal["strict", "usual", "loose"] = "usual"

    @property
    def codes(self) -> tuple[str, ...]:
        parts = (code for numerator in self.numerators for code in numerator.split("+"))
        return (self.indicator, *parts, *self.denominators)


class Twins(Tie):
    """Two indicators of almost the same name and meaning, which should move alike.

    The first is the one that the catalogue's numerator belongs to; of the second it may be another.
    """

    kind: Literal["twins"] = "twins"
    indicators: Words

    @property
    def codes(self) -> tuple[str, ...]:
        return self.indicators


class Limit(Tie):
    """A national standard for an indicator."""

    kind: Literal["limit"] = "limit"
    indicator: str
    least: Exact | None = None
    most: Exact | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.indicator,)


class Orientation(Tie):
    """A name that puts the smaller side first (师生比), so that ``n:1`` with n above 1 reads the other way round."""

    kind: Literal["orientation"] = "orientation"
    name: str
    turned: str


class Population(Tie):
    """Indicators that count all the people there can be: a name with one of ``words`` counts no more."""

    kind: Literal["population"] = "population"
    bases: Words
    words: Words
    others: Words = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return self.bases


class Series(Tie):
    """Labels of parts that exclude each other, in order; ``a/b`` are two words for one.

    The first ``needed`` of them make up a whole; none do where it is 0, as there may be others.
    """

    kind: Literal["series"] = "series"
    members: Words
    needed: int = 0

    def place_of(self, label: str) -> int | None:
        """Return the place of the member that ``label`` begins with."""
        fitting = (place for place, words in enumerate(self.members) if label.startswith(tuple(words.split("/"))))
        return next(fitting, None)


class Scope(Tie):
    """An indicator that some count with, and some without, what ``others`` counts: 就业 with 升学 and without."""

    kind: Literal["scope"] = "scope"
    indicator: str
    others: Words

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.indicator, *self.others)


class Cues(Tie):
    """Words round a figure that make it another one, and words that say which way it went.

    Before it: ``earlier`` (last year's), ``additions`` (new ones, whatever went away), ``comparisons``,
    ``elsewhere`` (compared with something else than a year), ``kinds`` (a kind of the thing), ``outside`` (no part
    of what is counted before), ``samples`` (counted for a survey), ``whole`` (the report's own entity).  Directions:
    ``rose``, ``fell``, ``better`` (which may mean that it fell), ``every`` (said of all figures).  In tables:
    ``totals``, ``means`` (columns that do not add up), ``excerpts`` (titles of tables that are cut).
    """

    kind: Literal["cues"] = "cues"
    earlier: Words = ()
    additions: Words = ()
    comparisons: Words = ()
    rose: Words = ()
    fell: Words = ()
    totals: Words = ()
    every: Words = ()
    elsewhere: Words = ()
    better: Words = ()
    excerpts: Words = ()
    means: Words = ()
    kinds: Words = ()
    outside: Words = ()
    samples: Words = ()
    whole: Words = ()


Relation = Annotated[
    Sum | Within | Apart | Ratio | Twins | Limit | Orientation | Population | Series | Scope | Cues,
    Field(discriminator="kind"),
]


class RelationFile(RootModel[tuple[Relation, ...]]):
    """One file of ``patterns/relations/``: a list of relations."""


class Relations(Data):
    """All relations, declared and derived, with the catalogue of what they tie."""

    ties: tuple[Relation, ...] = ()
    catalogue: Catalogue = Catalogue()

    def of_kind(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """Return the relations of one kind in their order."""
        return tuple(tie for tie in self.ties if isinstance(tie, kind))

    @cached_property
    def cues(self) -> Cues:
        """All cue words, from however many entries."""
        words: dict[str, Any] = {}
        for entry in self.of_kind(Cues):
            for name, value in entry.model_dump(exclude={"kind", "because"}).items():
                words[name] = (*words.get(name, ()), *value)
        return Cues.model_validate(words)


def gather_relations(declared: Sequence[Relation], catalogue: Catalogue) -> Relations:
    """Return ``declared`` with what the catalogue adds; a declared ratio or sum replaces the catalogue's own.

    Raises PatternError for a code that no indicator has.
    """
    for tie in declared:
        for code in tie.codes:
            if code not in catalogue.indicators:
                raise PatternError(f"relations: {code} in {tie.kind!r} ({tie.because or tie.codes}) is no indicator")
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
    return [Sum(whole=whole, parts=tuple(parts)) for (whole, _), parts in partitions.items() if len(parts) > 1]


def catalogue_parts(catalogue: Catalogue) -> list[Within]:
    """Return which indicators are parts of which, one whole at a time."""
    wholes: dict[str, list[str]] = {}
    for one in catalogue.indicators.values():
        if one.part:
            wholes.setdefault(one.part.whole, []).append(one.code)
    return [Within(whole=whole, parts=tuple(parts)) for whole, parts in wholes.items()]
