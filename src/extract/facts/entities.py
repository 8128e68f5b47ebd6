"""The bearers of facts: whom a report names, by which names, and whom a passage is about.

A *formal* name holds an administrative place (某市…职业技术学校); a short name (某地职校) belongs to the
formal name that it fits, when it fits exactly one of the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import regex

from extract import records
from extract.facts.model import Front
from extract.records import EntityKind
from extract.rules.names import NameWords
from extract.rules.words import Words
from extract.structure.model import Outline, Passage

HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
LONGEST_NAME = 24
READ = frozenset({"paragraph", "table", "heading", "case_heading", "cover", "declaration", "table_title"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: its span and the entity that it stands for."""

    start: int
    end: int
    entity: str


@dataclass(frozen=True)
class Roster:
    """The entities of a report and how to recognise them; ``report`` is whom the report is about."""

    entities: Sequence[records.Entity] = ()
    report: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # every printed name → entity
    subjects: Mapping[str, str] = field(default_factory=dict)  # case id → entity

    @cached_property
    def words(self) -> Words:
        """Return the names as words to find."""
        return Words(self.names)

    @cached_property
    def kinds(self) -> Mapping[str, EntityKind]:
        """Return the kind of each entity."""
        return {known.name: known.kind for known in self.entities}

    def resolve(self, name: str) -> str | None:
        """Return the entity that ``name``, printed alone (a cell), stands for."""
        return self.names.get(squeeze(name))

    def mentions(self, text: str) -> list[Mention]:
        """Return the names in ``text`` in order, the longest at each place."""
        places = [place for place, sign in enumerate(text) if not sign.isspace()]
        bare = squeeze(text)
        return [
            Mention(places[start], places[end - 1] + 1, self.names[bare[start:end]])
            for start, end in self.words.find(bare)
        ]

    def of_passage(self, passage: Passage) -> str | None:
        """Return whom ``passage`` is about: its case's subject, else the report's entity."""
        return self.subjects.get(passage.case or "", self.report)

    def kind_of(self, entity: str) -> EntityKind | None:
        """Return the kind of ``entity``."""
        return self.kinds.get(entity)


def squeeze(text: str) -> str:
    """Return ``text`` without white space."""
    return "".join(text.split())


def gather_entities(outline: Outline, front: Front, words: NameWords) -> Roster:
    """Return the entities of ``outline``, short names resolved, and the subject of each case."""
    passages = [passage for passage in outline.passages if passage.kind in READ]
    spotter = Spotter(words, find_places(passages, front, words), front.entity)
    titles = {name for case in outline.cases for name in spotter.spot(squeeze(case.title))}
    cells = {text for passage in passages if passage.kind == "table" and spotter.lists(text := squeeze(passage.text))}
    merged = merge_names(spot_names(passages, spotter) | cells | titles, spotter, front)
    sure = cells | {front.entity}
    names = {name: full for name, full in merged.items() if spotter.proper(full) or full in titles or full in sure}
    if front.entity and (stem := trim_ending(front.entity, words.places)) in outline.text:
        names.setdefault(stem, front.entity)
    subjects = find_subjects(outline, Roster((), front.entity, names), spotter)
    acting = set(subjects.values())
    kept = {name: full for name, full in names.items() if spotter.proper(full) or full in acting or full in sure}
    entities = describe(kept, front, spotter, acting, passages)
    return Roster(entities, front.entity, kept, subjects)


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words``, longest first."""
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


# --- places --------------------------------------------------------------------------------


def find_places(passages: Sequence[Passage], front: Front, words: NameWords) -> set[str]:
    """Return the place names that stand at the beginning of a word: after punctuation or a digit."""
    province = rf"(?:(?:{one_of(words.provinces)})(?!省))?"
    place = rf"({HAN}{{2,4}}?(?:{one_of(words.places)}))(?![域场级直内外块])"
    token = regex.compile(
        rf"(?:(?<!{HAN})|(?<=[赴在到与由对向至和])){province}{place}(?:({HAN}{{2,3}}?[县区市旗])(?![域场级直内外块]))?"
    )
    barred = set(words.not_places)
    cuts = (*words.cuts, *words.no_place_holds)
    counted = Counter(
        name
        for passage in passages
        for match in token.finditer(passage.text)
        for name in match.groups()
        if name and name not in barred and not any(cut in name[:-1] for cut in cuts)
    )
    longer = {place for place in counted if any(place[cut:] in counted for cut in range(1, len(place)))}
    places = (set(counted) - longer) | {f"{province}省" for province in words.provinces}
    if front.entity and (own := token.match(front.entity)):
        places |= {name for name in own.groups() if name}
    return places


def kind_by_ending(name: str, endings: Mapping[str, EntityKind]) -> EntityKind | None:
    """Return the kind that the longest matching ending of ``name`` tells."""
    fitting = [ending for ending in endings if name.endswith(ending) and len(name) > len(ending)]
    return endings[max(fitting, key=len)] if fitting else None


# --- names ---------------------------------------------------------------------------------


class Spotter:
    """Finds and judges names of schools and companies by their endings and the places known."""

    def __init__(self, words: NameWords, places: set[str], whole: str | None) -> None:
        self.words = words
        self.whole = whole
        stems = {trim_ending(place, words.places) for place in places} | set(words.provinces)
        self.places = Words(places | stems)
        self.formal_places = Words(places)
        self.unknown = regex.compile(f"{HAN}{{2,3}}?[市县区旗州盟](?![域场级直内外块])")
        self.ending = regex.compile(f"(?:{one_of((*words.schools, *words.companies))})$")
        self.endings = regex.compile(
            f"(?:{one_of((*words.schools, *words.companies))})(?![{''.join(words.not_followed_by)}])"
        )
        self.run = regex.compile(rf"(?:{HAN}|[（）()])*$")
        self.cut = regex.compile(one_of(words.cuts))
        self.generic = regex.compile(f"(?:{one_of(words.generic)})*")
        self.companies = tuple(words.companies)

    def spot(self, text: str) -> list[str]:
        """Return the candidate names in ``text``, their beginnings cut free of the sentence."""
        found = []
        last = 0
        for match in self.endings.finditer(text):
            before = text[max(last, match.start() - LONGEST_NAME) : match.start()]
            run = self.run.search(before)
            found.append(self.cut_free((run.group() if run else "") + match.group()))
            last = match.end()
        return [name for name in found if len(name) >= 4 and balanced(name)]

    def cut_free(self, run: str) -> str:
        """Return the name at the end of ``run``: from the last place chain or after the last cutting word."""
        ending = self.ending.search(run)
        limit = ending.start() if ending else len(run)
        places = list(self.places.find(run, 0, limit))
        start = 0
        for match in self.cut.finditer(run, 0, limit):
            if not any(a <= match.start() < b for a, b in places):
                start = match.end()
        first = next((a for a, b in places if a >= start), None)
        if first is not None and first - start <= 8:
            start = first
        return run[start:].lstrip("（()）")

    def split(self, name: str) -> tuple[str, str, str]:
        """Return ``name`` as leading places, body and ending."""
        ending = self.ending.search(name)
        limit = ending.start() if ending else len(name)
        start = 0
        while end := next(self.places.ends(name, start, limit), 0) or self.placelike(name, start, limit):
            start = end
        return name[:start], name[start:limit], name[limit:]

    def placelike(self, name: str, start: int, limit: int) -> int:
        """Return where what looks like a place at the beginning of a name ends, 0 where nothing does."""
        match = self.unknown.match(name, start, limit)
        if match is None or match.group() in self.words.not_places:
            return 0
        return 0 if any(word in match.group()[:-1] for word in self.words.no_place_holds) else match.end()

    def starts(self, name: str) -> list[int]:
        """Return where a short form of ``name`` may begin: at each of its places and behind them."""
        limit = len(self.split(name)[0])
        starts = [0, *(start for start, _ in self.places.find(name, 0, limit)), limit]
        return [start for start in dict.fromkeys(starts) if start < len(name)]

    def is_generic(self, body: str) -> bool:
        """Tell whether ``body`` holds nothing but words that name no single bearer."""
        return self.generic.fullmatch(body) is not None

    def proper(self, name: str) -> bool:
        """Tell whether ``name`` names one bearer by itself."""
        place, body, ending = self.split(name)
        if not place or not ending:
            return kind_by_ending(name, self.words.places) is not None or (
                ending in self.companies and ending != "公司" and len(body) > 2 and not self.is_generic(body)
            )
        if not self.is_generic(body):
            return True
        named = ending in self.words.alone and not (place == self.whole and ending in self.words.collective)
        return not body and named

    def tells(self, name: str) -> bool:
        """Tell whether ``name`` holds more than common words."""
        body = self.split(name)[1]
        return bool(body) and not self.is_generic(body)

    def lists(self, cell: str) -> bool:
        """Tell whether ``cell``, a whole table cell, is the name of one school or company."""
        place, body, ending = self.split(cell)
        whole = bool(place) and not body
        return bool(ending) and len(cell) <= LONGEST_NAME and (self.proper(cell) or self.tells(cell) or whole)

    def formal(self, name: str) -> bool:
        """Tell whether ``name`` begins with an administrative place or is a company's full name."""
        placed = any(self.formal_places.ends(name)) or self.placelike(name, 0, len(name))
        return bool(placed) or name.endswith(("有限公司", "有限责任公司"))


def trim_ending(place: str, endings: Mapping[str, EntityKind]) -> str:
    """Return ``place`` without its administrative ending."""
    ending = max((e for e in endings if place.endswith(e) and len(place) - len(e) >= 2), key=len, default="")
    return place.removesuffix(ending)


def balanced(name: str) -> bool:
    """Tell whether every bracket in ``name`` is closed."""
    return name.count("（") == name.count("）") and name.count("(") == name.count(")")


def spot_names(passages: Sequence[Passage], spotter: Spotter) -> set[str]:
    """Return the candidate names that are no common nouns."""
    found = {name for passage in passages for name in spotter.spot(squeeze(passage.text))}
    return {name for name in found if spotter.proper(name) or spotter.tells(name)}


# --- short names ---------------------------------------------------------------------------


def merge_names(found: set[str], spotter: Spotter, front: Front) -> dict[str, str]:
    """Return every name with the full name that it stands for; a name that fits several stands for itself."""
    own = {front.entity} if front.entity else set()
    ordered = sorted(found | own, key=lambda name: (-len(name), name))
    longer = LongerNames(spotter)
    names: dict[str, str] = {}
    for name in ordered:
        fulls = sorted({names[full] for full in longer.near(name) if fits(name, full, spotter)})
        names[name] = fulls[0] if len(fulls) == 1 and name not in own else name
        longer.add(name)
    return names


class LongerNames:
    """Names by what a short form of them shares with them, so that few need to be held against each other."""

    def __init__(self, spotter: Spotter) -> None:
        self.spotter = spotter
        self.tails: dict[str, list[str]] = {}
        self.bodies: dict[str, list[str]] = {}
        self.pairs: dict[tuple[str, str], list[str]] = {}

    def add(self, name: str) -> None:
        """Add ``name``: by its ends, by its body, by where a short form may begin and what may stand behind."""
        for start in range(1, len(name)):
            self.tails.setdefault(name[start:], []).append(name)
        self.bodies.setdefault(self.spotter.split(name)[1], []).append(name)
        pairs = ((name[start], sign) for start in self.spotter.starts(name) for sign in name[start + 1 :])
        for pair in dict.fromkeys(pairs):
            self.pairs.setdefault(pair, []).append(name)

    def near(self, short: str) -> list[str]:
        """Return the names that ``short`` may be a short form of."""
        begun = min((self.pairs.get((short[0], sign), []) for sign in short[1:]), key=len, default=[])
        body = self.spotter.split(short)[1]
        return [*self.tails.get(short, ()), *begun, *(self.bodies.get(body, ()) if body else ())]


def fits(short: str, full: str, spotter: Spotter) -> bool:
    """Tell whether ``short`` can be a short form of ``full``.

    A formal name only as the end of a longer one; any other as a subsequence that begins where
    ``full`` or its name behind the place begins, or by an equal stem with a school's ending.
    """
    if len(short) >= len(full):
        return False
    place, body, ending = spotter.split(full)
    if spotter.formal(short) or not place:
        return full.endswith(short) and any(spotter.places.ends(full))
    starts = spotter.starts(full)
    if any(full[start] == short[0] and subsequence(short, full[start:]) for start in starts):
        return True
    mine = spotter.split(short)
    return bool(mine[1]) and mine[1] == body and subsequence(mine[0], place) and same_class(mine[2], ending, spotter)


def same_class(one: str, other: str, spotter: Spotter) -> bool:
    """Tell whether two endings are both of schools."""
    return one in spotter.words.schools and other in spotter.words.schools


def subsequence(short: str, full: str) -> bool:
    """Tell whether the characters of ``short`` stand in ``full`` in this order."""
    rest = iter(full)
    return all(character in rest for character in short)


# --- subjects ------------------------------------------------------------------------------


def find_subjects(outline: Outline, roster: Roster, spotter: Spotter) -> dict[str, str]:
    """Return whom each case is about; a case of the office is about the report's entity."""
    texts = {case.id: (case.title, case.text) for case in outline.cases}
    subjects = {}
    for case, (title, text) in texts.items():
        subject = subject_of(title, text, roster, spotter)
        if subject:
            subjects[case] = subject
    return subjects


def subject_of(title: str, text: str, roster: Roster, spotter: Spotter) -> str | None:
    """Return the bearer that ``title`` names, else the first one that the opening of ``text`` names."""
    named = [mention for mention in roster.mentions(title) if not title[: mention.start].strip("“《‘ ")]
    if named and spotter.proper(named[0].entity):
        return named[0].entity
    for sentence in regex.split(r"[。！？\n]", text)[:2]:
        office = spoken_for(sentence, roster, spotter)
        for mention in roster.mentions(sentence):
            if mention.entity == roster.report:
                continue
            return roster.report if 0 <= office < mention.start else mention.entity
        if office >= 0:
            return roster.report
    return named[0].entity if named else roster.report


def spoken_for(sentence: str, roster: Roster, spotter: Spotter) -> int:
    """Return where the report's office or the whole region acts in ``sentence``, -1 if nowhere."""
    acting = [sentence.find(word) for word in (*spotter.words.offices, *spotter.words.whole_words)]
    return min((place for place in acting if place >= 0), default=-1)


# --- records -------------------------------------------------------------------------------


def describe(
    names: Mapping[str, str], front: Front, spotter: Spotter, subjects: set[str], passages: Sequence[Passage]
) -> list[records.Entity]:
    """Return the entity records: the report's own first, then by name.

    Schools of the region are those that a case is about or a table lists, and those of their places.
    """
    cells = {squeeze(passage.text) for passage in passages if passage.kind == "table"}
    listed = subjects | {names[cell] for cell in cells if cell in names}
    near = {place for place in (spotter.split(entity)[0] for entity in listed) if place}
    region = front.entity if front.entity and kind_by_ending(front.entity, spotter.words.places) else None
    printed_as: dict[str, list[str]] = {}
    for name, full in names.items():
        printed_as.setdefault(full, []).append(name)
    result = []
    for entity in sorted(printed_as, key=lambda entity: (entity != front.entity, entity)):
        printed = sorted(name for name in printed_as[entity] if name != entity)
        kind = kind_of(entity, spotter)
        own = kind == "school" and entity != front.entity and (entity in listed or spotter.split(entity)[0] in near)
        result.append(records.Entity(name=entity, kind=kind, names=printed, parent=region if own else None))
    return result


def kind_of(entity: str, spotter: Spotter) -> EntityKind:
    """Return the kind of ``entity`` by its ending."""
    ending = spotter.split(entity)[2]
    if ending in spotter.words.schools:
        return "school"
    if ending in spotter.companies:
        return "company"
    return kind_by_ending(entity, spotter.words.places) or "other"
