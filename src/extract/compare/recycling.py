"""Cases that reuse earlier ones with names, years and figures replaced.

Containment, not likeness: a copied half counts.  What cases of the genre share anyway does not: laws, slogans, and
whatever three parts of one report or the sections of two reports say in the same words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.compare.likeness import SIZE, Run, align, best_stretch, common_order, shingles
from extract.compare.masking import Mask, Masked
from extract.compare.records import CaseRef, DiffKind, Recycled, ReusedPassage, Stretch
from extract.records import Case, Report

# Measured on 2,587 pairs of different cases (samples; a real report against itself) and on 960 copies with 30 % of
# the words replaced.  Different cases reach 12, 0.70; whole copies of 40 letters and more 0.79, copied halves 13 to 60.
LEAST_STRETCH = 20  # weight of the densest stretch
LEAST_SHARE = 0.15  # of the shorter case that the stretch must match
LEAST_ORDER = 0.75  # share of letters and share of pairs of letters in common order, added
LETTERS_FOR_ORDER = (25, 200)  # of the shorter case: below, chance rules; above, stretches tell more
MOST_APART = 2  # times the letters that the longer case may have where order decides
COMMON_PARTS = 3
COMMON_PROSE = 2
RUN = 3  # letters from which on a run is marked
GAP = 12  # characters between two marked runs that are marked too: a replaced name or figure
PERCENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Volume:
    """A report with its canonical text, where that is at hand."""

    report: Report
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A case, masked; ``report`` is the place of its report."""

    report: int
    case: Case
    masked: Masked
    shingles: Sequence[str]

    @property
    def letters(self) -> str:
        return self.masked.letters


def find_recycled(volumes: Sequence[Volume], references: Sequence[Volume], kind: DiffKind) -> list[Recycled]:
    """Return the cases that reuse one of an earlier year or of ``references``; ``volumes`` stand oldest first.

    Versions of one report have the same cases, so that of these the last alone is searched, for ``references`` only.
    """
    everything = [*volumes, *references]
    mask = Mask(volume.report for volume in everything)
    scripts = [
        [write_script(place, case, mask) for case in volume.report.cases] for place, volume in enumerate(everything)
    ]
    common = common_shingles(everything, scripts, mask)
    foreign = [script for own in scripts[len(volumes) :] for script in own]
    recycled: list[Recycled] = []
    for place in range(len(volumes)) if kind == "years" else [len(volumes) - 1]:
        earlier = [script for own in scripts[:place] for script in own] if kind == "years" else []
        recycled += find_sources(scripts[place], [*earlier, *foreign], common)
    return recycled


def write_script(place: int, case: Case, mask: Mask) -> Script:
    """Return ``case`` masked."""
    masked = mask.apply(case.text)
    return Script(place, case, masked, shingles(masked.letters))


def common_shingles(volumes: Sequence[Volume], scripts: Sequence[Sequence[Script]], mask: Mask) -> frozenset[str]:
    """Return the shingles that many parts of one report, or the sections of several reports, have."""
    common: set[str] = set()
    spoken: Counter[str] = Counter()
    for volume, own in zip(volumes, scripts, strict=True):
        prose = [frozenset(shingles(mask.letters(text))) for text in section_prose(volume)]
        parts = Counter[str]()
        for part in (*prose, *(frozenset(script.shingles) for script in own)):
            parts.update(part)
        common.update(shingle for shingle, count in parts.items() if count >= COMMON_PARTS)
        spoken.update(frozenset().union(*prose))
    return frozenset(common.union(shingle for shingle, count in spoken.items() if count >= COMMON_PROSE))


def section_prose(volume: Volume) -> list[str]:
    """Return the prose of each section outside cases; nothing where the text is not at hand."""
    prose: dict[str | None, list[str]] = {}
    for block in volume.report.blocks if volume.text is not None else ():
        if block.kind == "paragraph" and block.case_id is None and volume.text is not None:
            prose.setdefault(block.section_id, []).append(volume.text[block.start : block.end])
    return ["".join(pieces) for pieces in prose.values()]


def find_sources(cases: Iterable[Script], earlier: Sequence[Script], common: frozenset[str]) -> Iterator[Recycled]:
    """Yield for each of ``cases`` the earlier ones that it reuses, the likest first."""
    holders: dict[str, list[int]] = {}
    for i, old in enumerate(earlier):
        for shingle in dict.fromkeys(old.shingles):
            if shingle not in common:
                holders.setdefault(shingle, []).append(i)
    for new in cases:
        usual = [at for at, shingle in enumerate(new.shingles) if shingle in common]
        matched: dict[int, list[int]] = {}
        for at, shingle in enumerate(new.shingles):
            for i in holders.get(shingle, ()):
                matched.setdefault(i, []).append(at)
        found = [describe(earlier[i], new) for i, starts in matched.items() if reuses(earlier[i], new, starts, usual)]
        yield from sorted(found, key=lambda pair: (-pair.similarity, pair.old.report, pair.old.case_id))


def reuses(old: Script, new: Script, matched: Sequence[int], usual: Sequence[int]) -> bool:
    """Tell whether ``new`` is made of ``old``: by a dense stretch or, where both are short, by the order of all."""
    shorter = min(len(old.letters), len(new.letters))
    if len(matched) * SIZE >= LEAST_STRETCH:
        weight, letters = best_stretch(len(new.letters), matched, usual)
        if weight >= LEAST_STRETCH and letters >= LEAST_SHARE * shorter:
            return True
    return is_copy_in_order(old.letters, new.letters)


def is_copy_in_order(old: str, new: str) -> bool:
    """Tell whether two short texts of like length have most letters and pairs of letters in one order."""
    shorter, longer = sorted((len(old), len(new)))
    least, most = LETTERS_FOR_ORDER
    if not least <= shorter <= most or longer > MOST_APART * shorter:
        return False
    single = common_order(old, new) / shorter
    return single + common_order(shingles(old, 2), shingles(new, 2)) / (shorter - 1) >= LEAST_ORDER


# --- what is marked --------------------------------------------------------------------------


def describe(old: Script, new: Script) -> Recycled:
    """Return the pair with its reused passages."""
    runs = align(old.letters, new.letters, RUN)
    shorter = min(len(old.letters), len(new.letters))
    letters = min(shorter, sum(run.length for run in runs))
    return Recycled(
        old=refer(old),
        new=refer(new),
        similarity=(Decimal(letters) / shorter).quantize(PERCENT),
        passages=[mark(old, new, chain) for chain in chain_runs(old, new, runs)],
    )


def refer(script: Script) -> CaseRef:
    """Return what names a case."""
    case = script.case
    return CaseRef(report=script.report, case=case.number or case.title, case_id=case.id, title=case.title)


def chain_runs(old: Script, new: Script, runs: Sequence[Run]) -> list[list[Run]]:
    """Return the runs in chains: those that follow each other closely in both texts; short runs alone are left out."""
    chains: list[list[Run]] = []
    for run in runs:
        if (
            chains
            and follows(old.masked, chains[-1][-1].old, chains[-1][-1].length, run.old)
            and follows(new.masked, chains[-1][-1].new, chains[-1][-1].length, run.new)
        ):
            chains[-1].append(run)
        else:
            chains.append([run])
    return [chain for chain in chains if sum(run.length for run in chain) > SIZE]


def follows(masked: Masked, start: int, length: int, after: int) -> bool:
    """Tell whether the run at ``after`` begins soon behind the run of ``length`` letters at ``start``."""
    return 0 < masked.places[after] - masked.places[start + length - 1] <= GAP


def mark(old: Script, new: Script, chain: Sequence[Run]) -> ReusedPassage:
    """Return the characters of both cases that a chain covers."""
    first, last = chain[0], chain[-1]
    return ReusedPassage(
        old=stretch(old, first.old, last.old + last.length), new=stretch(new, first.new, last.new + last.length)
    )


def stretch(script: Script, start: int, end: int) -> Stretch:
    """Return the characters from letter ``start`` up to letter ``end``."""
    first, last = script.masked.places[start], script.masked.places[end - 1] + 1
    return Stretch(start=first, end=last, text=script.case.text[first:last])
