"""The bearers of facts: whom a report names, by which names, and whom a passage is about.

A *formal* name holds an administrative place (某市…职业技术学校); a short name (某地职校) belongs to the
formal name that it fits, when it fits exactly one of the report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from extract import records
from extract.facts.model import Front
from extract.facts.short_names import bare_names, merge_names
from extract.facts.spotter import HAN, Spotter, find_places, kind_by_ending, squeeze, trim_ending
from extract.late import late
from extract.records import EntityKind
from extract.rules.names import NameWords
from extract.rules.words import Words
from extract.structure.model import Outline, Passage

CALLED = late(
    rf"[（(](?:(?:以下|下文|下称)?(?:统一|均)?简称|(?:以下|下文|下)(?:均|统)?称)(?:为|作)?[:：]?[“‘「\"]?({HAN}{{2,10}})[”’」\"]?[)）]"
)
JOINED = late(rf"{HAN}$")  # a company named within a clause is a partner of whom the clause is about
BEARING = late(
    rf"(?:^|[，。；：、,;]|其次[是为]|最[高低大小多少]的)({HAN}{{1,5}}?[区县市旗])"
    r"(?=[^，。；\d]{0,6}最[大多高小少低][，,]?[为达有仅]*\d|(?<=的...)[仅达为有]{1,2}\d|(?<=的....)[仅达为有]{1,2}\d|(?:现|共|拥|建|设|仅|只)?有\D{0,10}\d|仅\d|(?:中职|高职|职业学校)?(?:在校生|招生|专任教师|毕业生)\D{0,6}\d)"
)
ALLIANCES = ("产教联合体", "产教融合共同体")  # with nothing before them no names
LEADING = late("^.*(?:最[高低大小多少]的|其次[是为])")
NO_NAME = late("[一二两三四五六七八九十几多各][区县市旗]$|[是最的仅达]|其[中次余]")
NUMBERED = late(
    rf"(?:(?:^|[，。；：、,;和及与])(?:其中)?|最[高低大小多少]的[是为]?)({HAN}{{2,5}}?[区县市旗])"
    r"[（(]?\d[\d.,]*[万亿]?[人名所个元%]"
)
ROWS = late(
    rf"(?:^|[，。；：])((?:{HAN}{{2,5}}?[区县市旗][、和与]){{1,12}}{HAN}{{2,5}}?[区县市旗])(?=[^，。；]{{0,12}}(?:分别|依次))"
)  # 青屏县、白峪区在校生依次为
LABEL = late(rf"\s*({HAN}{{2,6}}?[州区县市旗])[:：](?=.)")  # 江岭市：投入 2.3 亿元, of all that its paragraph tells
PLACE = late(rf"{HAN}{{2,14}}")
READ = frozenset({"paragraph", "table", "heading", "case_heading", "cover", "declaration", "table_title"})


class Mention(Struct, frozen=True):
    """A name in a text: its span and the entity that it stands for."""

    start: int
    end: int
    entity: str


class Roster(Struct, frozen=True, dict=True):
    """The entities of a report and how to recognise them; ``report`` is whom the report is about."""

    entities: Sequence[records.Entity] = ()
    report: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # every printed name → entity
    subjects: Mapping[str, str] = field(default_factory=dict)  # case id → entity
    places: frozenset[str] = frozenset()  # places that tables list; in a sentence they bear nothing

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
        bare = squeeze(name)
        return self.names.get(bare) or (bare if bare in self.places else None)

    def mentions(self, text: str) -> list[Mention]:
        """Return the names in ``text`` in order, the longest at each place."""
        bare = squeeze(text)
        found = list(self.words.find(bare))
        places = [place for place, sign in enumerate(text) if not sign.isspace()] if found else []
        return [Mention(places[start], places[end - 1] + 1, self.names[bare[start:end]]) for start, end in found]

    def of_passage(self, passage: Passage) -> str | None:
        """Return whom ``passage`` is about: its case's subject, the place that it begins with, else the report's."""
        label = LABEL.match(passage.text)
        if label and not passage.case and self.kind_of(label.group(1)):
            return label.group(1)
        return self.subjects.get(passage.case or "", self.report)

    def kind_of(self, entity: str) -> EntityKind | None:
        """Return the kind of ``entity``."""
        return self.kinds.get(entity)


def gather_entities(outline: Outline, front: Front, words: NameWords) -> Roster:
    """Return the entities of ``outline``, short names resolved, and the subject of each case."""
    passages = [passage for passage in outline.passages if passage.kind in READ]
    spotter = Spotter(words, find_places(passages, front, words), front.entity)
    spoken_of = (name for case in outline.cases for name in spotter.spot(squeeze(case.title)))
    titles = {name for name in spoken_of if name not in ALLIANCES}
    cells = {text for passage in passages if passage.kind == "table" and spotter.lists(text := squeeze(passage.text))}
    texts = [squeeze(passage.text) for passage in passages]
    spotted = Counter(name for text in texts for name in spotter.spot(text))
    candidates = {name for name in spotted if spotter.proper(name) or spotter.tells(name)}
    repeated = {name for name, count in spotted.items() if count > 1 and stands_alone(name, texts, spotter)}
    merged = merge_names(candidates | cells | titles | repeated, spotter, front)
    merged |= {short: merged.get(full, full) for short, full in told_names(texts, spotter).items()}
    listed = {squeeze(passage.text) for passage in passages if passage.kind == "table"}
    region = (front.entity or "")[-1:]
    short = {region + ending for ending in words.abbreviations if any(region + ending in text for text in texts)}
    merged |= bare_names(listed | spotted.keys() | short, merged, spotter)
    spoken = bearing_places(passages, texts, front, words)
    merged |= {place: place for place in spoken}
    sure = cells | repeated | spoken | {front.entity}
    names = {name: full for name, full in merged.items() if spotter.proper(full) or full in titles or full in sure}
    if front.entity and (stem := trim_ending(front.entity, words.places)) in outline.text:
        names.setdefault(stem, front.entity)
    subjects = find_subjects(outline, Roster((), front.entity, names), spotter)
    acting = set(subjects.values())
    kept = {name: full for name, full in names.items() if spotter.proper(full) or full in acting or full in sure}
    places = listed_places(passages, words) - kept.keys()
    entities = describe(kept | {place: place for place in places}, front, spotter, acting | places, passages)
    return Roster(entities, front.entity, kept, subjects, places=frozenset(places))


def told_names(texts: Sequence[str], spotter: Spotter) -> dict[str, str]:
    """Return the short names that the text gives for full ones: 某市第一职业技术学校（以下简称“市一职校”）."""
    told: dict[str, str] = {}
    for text in texts:
        for match in CALLED.finditer(text) if "称" in text else ():
            named = spotter.spot(text[: match.start()])
            if named and text[: match.start()].endswith(named[-1]) and not spotter.is_generic(match.group(1)):
                told.setdefault(match.group(1), named[-1])
        for match in spotter.glossed.finditer(text) if "（" in text else ():
            full = match["full"]  # 县职校（某县职业技术教育中心）
            if spotter.proper(full) and spotter.spot(full) == [full] and len(full) > len(match["short"]):
                told.setdefault(match["short"], full)
    return told


def stands_alone(name: str, texts: Sequence[str], spotter: Spotter) -> bool:
    """Tell whether ``name`` is a school's without a place, printed at least once with no word right before it."""
    return spotter.stands_alone(name) and any(begins_in(text, name) for text in texts if name in text)


def begins_in(text: str, name: str) -> bool:
    """Tell whether ``name`` stands in ``text`` with no word right before it but one that joins."""
    return re.search(rf"(?:(?<!{HAN})|(?<=由)|(?<=与)|(?<=和)){re.escape(name)}", text) is not None


def listed_places(passages: Sequence[Passage], words: NameWords) -> set[str]:
    """Return the places that tables list: in columns in which two places stand, and no more of other words."""
    columns: dict[tuple[str | None, int | None], list[str]] = {}
    for passage in passages:
        if passage.table and passage.row is not None:
            columns.setdefault((passage.table, passage.column), []).append(squeeze(passage.text))
    listed: set[str] = set()
    for texts in columns.values():
        places = {text for text in texts if is_place(text, words)}
        if len(places) > 1 and 2 * sum(text in places for text in texts) >= len(texts):
            listed |= places
    return listed


def bearing_places(passages: Sequence[Passage], texts: Sequence[str], front: Front, words: NameWords) -> set[str]:
    """Return the places within the report's region of which clauses of its text tell figures: 泉东区有学校 4 所."""
    own = kind_by_ending(front.entity or "", words.places)
    if own not in ("province", "city"):
        return set()
    told = {
        match.group(1)
        for passage, text in zip(passages, texts, strict=True)
        if passage.kind == "paragraph" and not passage.case
        for match in BEARING.finditer(text)
    }
    rows = [NUMBERED.findall(text) for text in texts]  # 分县区看，临锦区 1.31 万人、岭南县 0.98 万人
    told |= {place for row in rows if len(row) > 1 for place in row}
    listed = (row for text in texts for row in ROWS.findall(text))
    told |= {place for row in listed for place in re.split("[、和与]", row)}
    told |= {
        label.group(1)
        for passage, text in zip(passages, texts, strict=True)
        if passage.kind == "paragraph" and not passage.case and (label := LABEL.match(text))
    }
    bare = {LEADING.sub("", place) for place in told}
    held = {
        place
        for place in bare
        if is_place(place, words) and not any(word in place[:-1] for word in words.no_place_holds)
    }
    named = {place for place in held if NO_NAME.search(place) is None}  # 四县, 沿海五市, 其次是临海市
    return {place for place in named if kind_by_ending(place, words.places) != "province" and place != front.entity}


def is_place(text: str, words: NameWords) -> bool:
    """Tell whether ``text`` is the name of one place."""
    named = PLACE.fullmatch(text) is not None and kind_by_ending(text, words.places) is not None
    common = text in words.not_places or (text.endswith(words.no_place_ends) and not text.endswith(words.zones))
    return named and not common and not any(word in text for word in words.no_place_signs)


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
    for sentence in re.split(r"[。！？\n]", text)[:2]:
        office = spoken_for(sentence, roster, spotter)
        for mention in roster.mentions(sentence):
            if kind_of(mention.entity, spotter) == "company" and JOINED.search(sentence, 0, mention.start):
                continue
            if mention.entity == roster.report:
                if kind_of(mention.entity, spotter) == "school":
                    return mention.entity
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
