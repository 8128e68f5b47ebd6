"""Cases that reuse earlier ones with names, years and figures replaced.

Containment, not likeness: a copied half counts.  What cases of the genre share anyway does not: laws, slogans, and
whatever three parts of an earlier report or the sections of two reports say in the same words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, compress, islice
from typing import Any

from msgspec import Struct

from extract.compare.kinds import year_of
from extract.compare.likeness import LETTER, SIZE, Chain, Run, cover, find_runs, link_runs, shingles
from extract.compare.masking import Mask
from extract.compare.records import CaseRef, DiffKind, Recycled, ReusedPassage, Stretch
from extract.records import Block, Case, Report

# Measured on pairs of different cases (of samples, of a real report, and of 25 stories that carry phrases of the genre
# to half of their length) and on copies (reworded by hand, by replaced words, with phrases put in, halves).
# Where no other text tells what is common, different cases cover up to 0.27 of the shorter (0.32 where it is short),
# in chains worth up to 23 letters; copies 0.28 (0.41) or, as passages of long cases, a chain worth 24.
SHINGLES = 5  # that a pair shares before it is looked at
SHINGLE_SHARE = 25  # and one of how many of the shorter case's
COPIES = ((28, 28), (18, 40))  # letters and percent of the shorter case that chains cover
PASSAGE = 24 * LETTER  # worth of a chain that tells a copied passage
LEAST_PASSAGE = (25, 12)  # letters and percent of the shorter case
BEYOND_DOUBT = (60, 90)  # letters and percent, whatever other texts say too
COMMON_PARTS = 3
COMMON_ELSEWHERE = 2
COMMON_PROSE = 2
WITNESSES = 20
PERCENT = Decimal("0.01")
CASELESS = ("sections", "figures", "tables", "directory", "references", "facts", "unreported", "numbers", "findings")


class Volume(Struct, frozen=True):
    """A report with its canonical text, where that is at hand."""

    report: Report
    text: str | None = None

    def cases_alone(self) -> Volume:
        """Return what the search for copies needs: many reports fit into memory so."""
        prose = [block for block in self.report.blocks if is_section_prose(block)]
        rest: dict[str, list[Any]] = {name: [] for name in CASELESS}
        return Volume(self.report.model_copy(update=rest | {"blocks": prose}), self.text)


class Script(Struct, frozen=True):
    """A case with what is left of it when masked; ``report`` is the place of its report."""

    report: int
    case: Case
    letters: str
    shingles: frozenset[str]


class Source(Struct, frozen=True):
    """The text of a case, and where in it each of the letters that masking leaves stands."""

    text: str
    places: Sequence[int]


class Likeness(Struct, frozen=True):
    """Chains of equal runs of two texts; the ``letters`` that these cover, of all that the ``shorter`` text has."""

    chains: Sequence[Chain]
    letters: int
    shorter: int

    def reaches(self, letters: int, percent: int) -> bool:
        """Tell whether the chains cover so many letters, and so much of the shorter text."""
        return self.letters >= letters and 100 * self.letters >= percent * self.shorter

    @property
    def is_copy(self) -> bool:
        """Tell whether the chains make the later text a copy of the earlier, or a passage of it."""
        dense = bool(self.chains) and self.chains[0].worth >= PASSAGE
        return any(self.reaches(*enough) for enough in COPIES) or (dense and self.reaches(*LEAST_PASSAGE))


class Pair(Struct, frozen=True):
    """Two cases and how much alike they are."""

    old: Script
    new: Script
    likeness: Likeness


def find_recycled(
    volumes: Sequence[Volume], references: Sequence[Volume], kind: DiffKind, stock: Sequence[str] = ()
) -> list[Recycled]:
    """Return the cases that reuse one of an earlier year or of ``references``; ``volumes`` stand oldest first.

    Versions of one report have the same cases, so that of these the last alone is searched, for ``references`` only.
    A reference is no source of what was published in a year before its own, nor of its own entity in the same year:
    that is another version.  ``stock``: phrases that every text of the genre may have.
    """
    everything = [*volumes, *references]
    mask = Mask((volume.report for volume in everything), stock)
    scripts = [
        [write_script(place, case, mask) for case in volume.report.cases] for place, volume in enumerate(everything)
    ]
    pairs: list[Pair] = []
    for place in range(len(volumes)) if kind == "years" else [len(volumes) - 1]:
        sources = scripts[:place] if kind == "years" else []
        sources += [
            own
            for reference, own in zip(references, scripts[len(volumes) :], strict=True)
            if may_be_source(reference.report, volumes[place].report)
        ]
        pairs += find_pairs(scripts[place], list(chain.from_iterable(sources)))
    return [describe(pair, mask) for pair in drop_common(pairs, everything, scripts, mask)]


def may_be_source(reference: Report, report: Report) -> bool:
    """Tell whether ``report`` may have cases of ``reference``: it is not older, and no other version of it."""
    there, here = year_of(reference), year_of(report)
    if there is None or here is None:
        return True
    return there < here or (there == here and reference.document.entity != report.document.entity)


def keep_sources(
    volumes: Sequence[Volume], references: Iterable[Volume], stock: Sequence[str] = ()
) -> Iterator[Volume]:
    """Yield those of ``references``, one of which is held at a time, that cases of ``volumes`` may be copied from.

    The first WITNESSES of them are kept whatever they hold: they tell what everybody says.
    """
    references = iter(references)
    yield from islice(references, WITNESSES)
    asked: list[Script] = []
    for reference in references:
        asked = asked or [script for volume in volumes for script in write_scripts(volume.report, stock)]
        if any(find_pairs(asked, write_scripts(reference.report, stock))):
            yield reference


def write_scripts(report: Report, stock: Sequence[str]) -> list[Script]:
    """Return the cases of one report, masked without regard to others."""
    mask = Mask([report], stock)
    return [write_script(0, case, mask) for case in report.cases]


def list_shingles(report: Report, stock: Sequence[str] = ()) -> Iterator[frozenset[str]]:
    """Yield the shingles of each case, by which an index may know it."""
    return (script.shingles for script in write_scripts(report, stock))


def write_script(place: int, case: Case, mask: Mask) -> Script:
    """Return ``case`` masked."""
    letters = mask.letters(case.text)
    return Script(place, case, letters, frozenset(shingles(letters)))


# --- which pairs --------------------------------------------------------------------------------


def find_pairs(cases: Iterable[Script], earlier: Sequence[Script]) -> Iterator[Pair]:
    """Yield for each of ``cases`` the earlier ones that it may reuse, the likest first."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, old in enumerate(earlier):
        for shingle in old.shingles:
            holders[shingle].append(place)
    for new in cases:
        shared = Counter(chain.from_iterable([holders[shingle] for shingle in new.shingles & holders.keys()]))
        near = [earlier[place] for place, count in shared.items() if is_near(count, earlier[place], new)]
        pairs = [Pair(old, new, align(old.letters, new.letters)) for old in near]
        found = [pair for pair in pairs if pair.likeness.is_copy]
        yield from sorted(found, key=lambda pair: (-pair.likeness.letters, pair.old.report, pair.old.case.id))


def is_near(shared: int, old: Script, new: Script) -> bool:
    """Tell whether two cases share enough shingles to be laid side by side."""
    return shared >= least_shared(len(old.shingles), len(new.shingles))


def least_shared(old: int, new: int) -> int:
    """Return how many shingles two cases, which have so many, share before they are laid side by side."""
    return max(SHINGLES, min(old, new) // SHINGLE_SHARE)


def align(old: str, new: str) -> Likeness:
    """Return how much alike two masked texts are."""
    chains = link_runs(find_runs(old, new))
    return Likeness(chains, cover(chains), min(len(old), len(new)))


def drop_common(
    pairs: Sequence[Pair], volumes: Sequence[Volume], scripts: Sequence[Sequence[Script]], mask: Mask
) -> list[Pair]:
    """Return the pairs that are copies without what others say too."""
    doubtful = [pair for pair in pairs if not pair.likeness.reaches(*BEYOND_DOUBT)]
    asked = frozenset().union(*(pair.old.shingles & pair.new.shingles for pair in doubtful))
    if not asked:
        return list(pairs)
    usage = Usage(asked, volumes, scripts, mask)
    return [pair for pair in pairs if pair.likeness.reaches(*BEYOND_DOUBT) or is_still_copy(pair, usage)]


def is_still_copy(pair: Pair, usage: Usage) -> bool:
    """Tell whether a pair is a copy without what is common."""
    common = usage.common_to(pair.new.report)
    return align(leave_out(pair.old.letters, common), leave_out(pair.new.letters, common)).is_copy


def leave_out(letters: str, common: frozenset[str]) -> str:
    """Return ``letters`` without those that stand in ``common`` shingles."""
    kept = bytearray(b"\1" * len(letters))
    for place, shingle in enumerate(shingles(letters)):
        if shingle in common:
            kept[place : place + SIZE] = bytes(SIZE)
    return "".join(compress(letters, kept))


class Usage:
    """In how many parts of each report, sections and cases, the shingles ``asked`` stand."""

    def __init__(
        self, asked: frozenset[str], volumes: Sequence[Volume], scripts: Sequence[Sequence[Script]], mask: Mask
    ) -> None:
        self.parts: list[Counter[str]] = []
        self.spoken: Counter[str] = Counter()
        self.common: dict[int, frozenset[str]] = {}
        for volume, own in zip(volumes, scripts, strict=True):
            prose = [asked.intersection(shingles(mask.letters(text))) for text in section_prose(volume)]
            self.parts.append(Counter(chain.from_iterable([*prose, *(asked & script.shingles for script in own)])))
            self.spoken.update(frozenset().union(*prose))

    def common_to(self, report: int) -> frozenset[str]:
        """Return what cases of ``report`` share with others without being copies.

        That is what the sections of several reports say, or many parts of another report; what many parts of
        ``report`` alone say may be copied from one.
        """
        if report not in self.common:
            others = [parts for place, parts in enumerate(self.parts) if place != report]
            spoken = {shingle for shingle, count in self.spoken.items() if count >= COMMON_PROSE}
            frequent = {shingle for parts in others for shingle, count in parts.items() if count >= COMMON_PARTS}
            own = {
                shingle
                for shingle, count in self.parts[report].items()
                if count >= COMMON_PARTS and any(parts[shingle] >= COMMON_ELSEWHERE for parts in others)
            }
            self.common[report] = frozenset(spoken | frequent | own)
        return self.common[report]


def section_prose(volume: Volume) -> list[str]:
    """Return the prose of each section outside cases; nothing where the text is not at hand."""
    prose: dict[str | None, list[str]] = {}
    for block in volume.report.blocks if volume.text is not None else ():
        if is_section_prose(block) and volume.text is not None:
            prose.setdefault(block.section_id, []).append(volume.text[block.start : block.end])
    return ["".join(pieces) for pieces in prose.values()]


def is_section_prose(block: Block) -> bool:
    """Tell whether ``block`` is a paragraph outside cases."""
    return block.kind == "paragraph" and block.case_id is None


# --- what is marked --------------------------------------------------------------------------


def describe(pair: Pair, mask: Mask) -> Recycled:
    """Return the pair with its reused passages."""
    old, new = (Source(script.case.text, mask.places(script.case.text)) for script in (pair.old, pair.new))
    return Recycled(
        old=refer(pair.old),
        new=refer(pair.new),
        similarity=(Decimal(pair.likeness.letters) / pair.likeness.shorter).quantize(PERCENT),
        passages=[mark(old, new, chain.runs) for chain in in_order(pair.likeness.chains)],
    )


def refer(script: Script) -> CaseRef:
    """Return what names a case."""
    case = script.case
    return CaseRef(report=script.report, case=case.number or case.title, case_id=case.id, title=case.title)


def in_order(chains: Sequence[Chain]) -> list[Chain]:
    """Return the chains in the order of the later text, without those that mark again what a worthier one marks."""
    kept: list[Chain] = []
    for own in chains:
        if not any(overlap(own, other) for other in kept):
            kept.append(own)
    return sorted(kept, key=lambda own: own.runs[0].new)


def overlap(one: Chain, other: Chain) -> bool:
    """Tell whether two chains cover a stretch of the later text in common."""
    (first, last), (head, tail) = ((chain.runs[0], chain.runs[-1]) for chain in (one, other))
    return first.new < tail.new + tail.length and head.new < last.new + last.length


def mark(old: Source, new: Source, runs: Sequence[Run]) -> ReusedPassage:
    """Return the characters of both cases that a chain of runs covers."""
    first, last = runs[0], runs[-1]
    return ReusedPassage(
        old=stretch(old, first.old, last.old + last.length), new=stretch(new, first.new, last.new + last.length)
    )


def stretch(source: Source, start: int, end: int) -> Stretch:
    """Return the characters from letter ``start`` up to letter ``end``."""
    first, last = source.places[start], source.places[end - 1] + 1
    return Stretch(start=first, end=last, text=source.text[first:last])
