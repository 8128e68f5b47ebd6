"""Stories retold by hand: every retelling is seen, no two different stories are taken for one."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest
import yaml
from tests.compare.shelf import catalogue, publish

from extract.compare import Volume
from extract.compare.recycling import find_recycled
from extract.records import Case

STORIES = yaml.safe_load(Path(__file__).with_name("retellings.yaml").read_text(encoding="utf-8"))
OLD, NEW = ([story[which] for story in STORIES] for which in ("old", "new"))
SAME = [(place, place) for place in range(len(STORIES))]
SHORTEST = 100  # characters of a story whose half still tells
PHRASES = re.split(
    "；",
    "全面贯彻党的教育方针，落实立德树人根本任务；深化产教融合、校企合作；创新人才培养模式；为区域经济社会发展提供有力的人才支撑；"
    "弘扬劳模精神、劳动精神、工匠精神；学校高度重视，成立领导小组，制定实施方案；取得了良好的社会效益；得到了社会各界的广泛认可；"
    "学生的综合素质和职业能力显著提升；形成了可复制、可推广的经验；加强双师型教师队伍建设；充分发挥示范引领作用；助力乡村振兴战略；"
    "以赛促教、以赛促学、以赛促改；构建了全员、全过程、全方位育人格局；主动对接地方产业发展需求；多次被省市媒体宣传报道；"
    "与多家企业建立了长期稳定的合作关系；激发了学生的学习兴趣和内生动力；为学生终身发展奠定坚实基础",
)


def publish_cases(year: int, texts: Sequence[str]) -> Volume:
    cases = [
        Case(
            id=f"c{place}",
            number=f"1-{place}",
            title="案例",
            section=None,
            section_id=None,
            block="b1",
            text=text,
            blocks=[],
        )
        for place, text in enumerate(texts)
    ]
    return publish(year, cases=cases)


def reused(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    found = find_recycled([publish_cases(2023, old), publish_cases(2024, new)], [], "years", catalogue().words.stock)
    return sorted((int(pair.old.case_id[1:]), int(pair.new.case_id[1:])) for pair in found)


def dress(text: str, chance: random.Random, share: float) -> str:
    """Return ``text`` with phrases of the genre put between its clauses, ``share`` of all clauses."""
    clauses = [clause for clause in re.split(r"[，。；：？]", text) if clause]
    for phrase in chance.sample(PHRASES, min(len(PHRASES), round(len(clauses) * share / (1 - share)))):
        clauses.insert(chance.randrange(len(clauses) + 1), phrase)
    return "，".join(clauses)


def test_every_retelling_is_found_among_all_stories_and_nothing_else() -> None:
    assert len(STORIES) >= 20
    assert reused(OLD, NEW) == SAME


@pytest.mark.parametrize("story", range(len(STORIES)))
def test_a_retelling_is_found_where_no_other_case_tells_what_is_common(story: int) -> None:
    assert reused([OLD[story]], [NEW[story]]) == [(0, 0)]


def test_no_two_stories_are_taken_for_one_where_nothing_else_tells_what_is_common() -> None:
    pairs = [
        (old, new) for (i, old), (j, new) in product(enumerate(OLD), enumerate(OLD + NEW)) if j not in (i, i + len(OLD))
    ]
    assert len(pairs) >= 1000
    assert [(old, new) for old, new in pairs if reused([old], [new])] == []


@pytest.mark.parametrize("share", [0.2, 0.3, 0.4])
def test_phrases_of_the_genre_between_the_clauses_hide_no_copy_and_make_none(share: float) -> None:
    chance = random.Random(f"{share}")
    assert reused(*([dress(text, chance, share) for text in texts] for texts in (OLD, NEW))) == SAME


def test_the_half_of_a_retelling_is_found_in_another_story() -> None:
    long = [place for place in range(len(STORIES)) if len(OLD[place]) >= SHORTEST]
    mixed = [NEW[(place + 7) % len(NEW)][:60] + NEW[place][: len(NEW[place]) // 2] for place in long]
    found = reused(OLD, mixed)
    assert {(old, long[new]) for old, new in found} >= {(place, place) for place in long}


def test_several_copies_of_one_story_in_one_report_are_all_found() -> None:
    assert reused(OLD[:6], [OLD[0], NEW[0], NEW[0] + NEW[9][:40], *NEW[1:6]]) == sorted(
        [(0, 0), (0, 1), (0, 2), *((place, place + 2) for place in range(1, 6))]
    )


def test_a_copy_of_a_copy_is_traced_to_every_year_that_has_it() -> None:
    volumes = [publish_cases(year, texts) for year, texts in ((2022, OLD[:3]), (2023, NEW[:3]), (2024, OLD[:3]))]
    found = find_recycled(volumes, [], "years", catalogue().words.stock)
    assert [(pair.old.report, pair.new.report) for pair in found] == [(0, 1)] * 3 + [(0, 2), (1, 2)] * 3


def test_hand_made_copies_are_found_whole_by_halves_and_merged_and_stories_of_the_same_matter_are_not() -> None:
    tale = yaml.safe_load(Path(__file__).with_name("copies.yaml").read_text(encoding="utf-8"))
    wanted = [(old, new) for old, new in tale["copies"]]
    assert reused(tale["old"], tale["new"]) == wanted
    alone = [pair for pair in product(range(len(tale["old"])), range(len(tale["new"])))
             if reused([tale["old"][pair[0]]], [tale["new"][pair[1]]])]  # fmt: skip
    assert alone == wanted
