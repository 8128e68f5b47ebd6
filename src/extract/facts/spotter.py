"""Names of schools, companies and places in a text: found by their endings, cut free of the sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from extract.facts.model import Front
from extract.late import late
from extract.records import EntityKind
from extract.rules.grammar import one_of
from extract.rules.names import NameWords
from extract.rules.words import Words
from extract.structure.model import Passage

HAN = r"[^\W\da-zA-Z_\u2160-\u24ff\uff00-\uffef]"
"""An ideograph: no sign, digit or Latin letter.  The ranges of ideographs themselves cost ``re`` a millisecond."""
LONGEST_NAME = 24
NUMBERED = late(r"^[#＃\d.．、（）()]+")
LONGEST_OWN, SHORTEST_ENDING = 6, 4  # characters of a school's name without a place


def squeeze(text: str) -> str:
    """Return ``text`` without white space."""
    return "".join(text.split())


# --- places --------------------------------------------------------------------------------


def find_places(passages: Sequence[Passage], front: Front, words: NameWords) -> set[str]:
    """Return the place names that stand at the beginning of a word: after punctuation or a digit."""
    province = rf"(?:(?:{one_of(words.provinces)})(?!省))?"
    place = rf"({HAN}{{2,4}}?(?:{one_of(words.places)})|{HAN}{{2,13}}?自治[州县旗])(?![域场级直内外块])"
    token = late(
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
        self.unknown = late(f"{HAN}{{2,3}}?[市县区旗州盟镇乡](?![域场级直内外块])")
        self.ending = late(f"(?:{one_of((*words.schools, *words.companies))})$")
        self.endings = late(
            f"(?:{one_of((*words.schools, *words.companies))})"
            f"(?:(?=校(?:园|舍|内|外|企)|学(?:生|员)|教师)|(?![{''.join(words.not_followed_by)}]))"
        )
        self.run = late(rf"(?:{HAN}|[（）()])*$")
        self.cut = late(f"{one_of(words.no_cuts)}|(?P<cut>{one_of(words.cuts)})")
        self.generic = late(f"(?:{one_of(words.generic)})*")
        self.companies = tuple(words.companies)
        short = one_of(words.abbreviations)
        self.glossed = late(rf"(?P<short>[县市区州]?{HAN}?(?:{short}))（(?P<full>{HAN}{{6,24}})）")

    def spot(self, text: str) -> list[str]:
        """Return the candidate names in ``text``, their beginnings cut free of the sentence."""
        found = []
        last = 0
        for match in self.endings.finditer(text):
            before = text[max(last, match.start() - LONGEST_NAME) : match.start()]
            run = self.run.search(before)
            named = (run.group() if run else "") + match.group()
            dated = run is not None and before[: run.start()][-1:].isdigit()  # 2023 年启岳集团
            found.append(self.cut_free(named.lstrip("年月日届") if dated else named))
            last = match.end()
        return [name for name in found if len(name) >= 4 and balanced(name)]

    def cut_free(self, run: str) -> str:
        """Return the name at the end of ``run``: from the last place chain or after the last cutting word."""
        ending = self.ending.search(run)
        limit = ending.start() if ending else len(run)
        places = list(self.places.find(run, 0, limit))
        start = 0
        for match in self.cut.finditer(run, 0, limit):
            if match["cut"] and not any(a <= match.start() < b for a, b in places):
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

    def stands_alone(self, name: str) -> bool:
        """Tell whether ``name`` may name a school though it names no place: 某某职业学院."""
        place, body, ending = self.split(name)
        own = 2 <= len(body) <= LONGEST_OWN and not self.is_generic(body)
        named = len(ending) >= SHORTEST_ENDING or (
            len(body) > len(trade(body, self.words.trades)) + 1 and ending == "学校"
        )
        return not place and own and named and ending in self.words.schools

    def lists(self, cell: str) -> bool:
        """Tell whether ``cell``, a whole table cell, is the name of one school or company, and not where pupils go."""
        cell = NUMBERED.sub("", cell)  # 1.高等学校, #普通中专
        verb = self.cut.match(cell)
        if verb and len(verb["cut"] or "") > 1:
            return False  # 升入高一级学校
        place, body, ending = self.split(cell)
        whole = bool(place) and not body
        return bool(ending) and len(cell) <= LONGEST_NAME and (self.proper(cell) or self.tells(cell) or whole)

    def formal(self, name: str) -> bool:
        """Tell whether ``name`` begins with an administrative place or is a company's full name."""
        placed = any(self.formal_places.ends(name)) or self.placelike(name, 0, len(name))
        return bool(placed) or name.endswith(("有限公司", "有限责任公司"))


def trade(body: str, trades: Sequence[str]) -> str:
    """Return the trade that a school's name ends in (机电工程), the whole name where it ends in none."""
    return next((word for word in trades if body.endswith(word)), body)


def trim_ending(place: str, endings: Mapping[str, EntityKind]) -> str:
    """Return ``place`` without its administrative ending."""
    ending = max((e for e in endings if place.endswith(e) and len(place) - len(e) >= 2), key=len, default="")
    return place.removesuffix(ending)


def balanced(name: str) -> bool:
    """Tell whether every bracket in ``name`` is closed."""
    return name.count("（") == name.count("）") and name.count("(") == name.count(")")
