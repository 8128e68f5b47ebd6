"""Cases that reuse earlier ones: every copy is found, no two cases of the genre are taken for copies."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from tests.compare.copyist import copyist_for, retell
from tests.compare.shelf import FAMILIES, compare, publish, read, take

from extract.compare import Volume
from extract.compare.recycling import WITNESSES, find_recycled, keep_sources
from extract.records import Case, Entity

SAMPLES = [f"{family}-{year}" for family, years in FAMILIES.items() for year in years]
SHORTEST = 60  # characters; less is a caption, not a case


def with_cases(volume: Volume, cases: list[Case], **document: Any) -> Volume:
    """Return the volume with other cases, as a report of another document."""
    changed = volume.report.document.model_copy(update={"id": "f" * 16, **document})
    return Volume(volume.report.model_copy(update={"cases": cases, "document": changed}), volume.text)


def pairs(old: Volume, new: Volume) -> list[tuple[str, str]]:
    return [(pair.old.case_id, pair.new.case_id) for pair in find_recycled([old, new], [], "years")]


def copies_of(volume: Volume, seed: int, reworded: float, part: float = 1.0) -> list[Case]:
    copyist = copyist_for(volume.report, seed)
    long = [case for case in volume.report.cases if len(case.text) >= SHORTEST / part]
    return [
        retell(case, place, copyist.copy(case.text[: int(len(case.text) * part)], reworded))
        for place, case in enumerate(long)
    ]


@pytest.mark.parametrize("reworded", [0.0, 0.15, 0.3])
@pytest.mark.parametrize("name", SAMPLES)
def test_every_copy_is_found_and_nothing_else(name: str, reworded: float) -> None:
    volume = take(name)
    long = [case.id for case in volume.report.cases if len(case.text) >= SHORTEST]
    found = pairs(volume, with_cases(volume, copies_of(volume, 1, reworded)))
    assert found == [(id_, f"k{place}") for place, id_ in enumerate(long)]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_cases_of_different_years_are_no_copies(family: str) -> None:
    for old, new in combinations([take(f"{family}-{year}") for year in FAMILIES[family]], 2):
        assert pairs(old, new) == []


def test_cases_of_another_entity_are_no_copies() -> None:
    assert compare(take("zean-2023"), take("zean-2024"), references=[take("yinan-2023")]).recycled == []


def test_a_case_may_come_from_another_entity() -> None:
    volume, foreign = take("zean-2024"), take("yinan-2023")
    copied = copies_of(foreign, 3, 0.15)[0]
    mixed = with_cases(volume, [*volume.report.cases, copied])
    (pair,) = compare(take("zean-2023"), mixed, references=[foreign]).recycled
    assert (pair.old.report, pair.new.report, pair.new.case) == (2, 1, "9-0")


@pytest.mark.parametrize(
    ("year", "entity", "is_source"),
    [
        (2023, "漪南市", True),
        (2024, "漪南市", True),
        (2025, "漪南市", False),
        (2023, "泽安市", True),
        (2024, "泽安市", False),
    ],
)
def test_no_later_report_and_no_other_version_is_the_source_of_a_case(year: int, entity: str, is_source: bool) -> None:
    cases = take("zean-2022").report.cases[:1]
    old, new = publish(2022), publish(2024, cases=cases)
    reference = publish(year, cases=cases, entity=entity, sha="c" * 8)
    assert bool(compare(old, new, references=[reference]).recycled) == is_source


def test_of_many_other_reports_those_with_copies_are_kept_and_a_few_witnesses() -> None:
    copied = with_cases(take("zean-2023"), copies_of(take("zean-2022"), 1, 0.3)).report.cases[:1]
    new = publish(2024, cases=copied)
    others = [publish(2023, entity=f"第{place}市", sha=f"{place:08x}") for place in range(WITNESSES + 30)]
    source = publish(2023, entity="石埠市", cases=take("zean-2022").report.cases)
    unlike = publish(2023, entity="云浦市", cases=take("yinan-2023").report.cases)
    assert list(keep_sources([new], [*others, source, unlike])) == [*others[:WITNESSES], source]
    assert [pair.old.report for pair in compare(publish(2023), new, references=[unlike, source]).recycled] == [3]


def test_the_cases_alone_are_enough_to_find_copies() -> None:
    old, new = take("zean-2022"), with_cases(take("zean-2023"), copies_of(take("zean-2022"), 1, 0.15))
    alone = [volume.cases_alone() for volume in (old, new)]
    assert alone[0].report.facts == []
    assert find_recycled(alone, [], "years") == find_recycled([old, new], [], "years")


def test_both_texts_are_marked_where_they_agree_but_for_names_and_figures() -> None:
    old = "青垣县职业教育中心利用县域内的老粮站旧址，把课堂搬到收储档案陈列室，全年开讲 42 场，听众逾 1800 人次。"
    new = "云浦市商贸学校利用县域内的老粮站旧址，把课堂搬到收储档案陈列室，全年开讲 57 场，听众逾 2100 人次。"
    case = take("zean-2022").report.cases[0]
    volumes = [
        publish(
            year,
            cases=[case.model_copy(update={"text": text})],
            entities=[Entity(name=text.partition("利用")[0], kind="school")],
        )
        for year, text in ((2022, old), (2023, new))
    ]
    (pair,) = find_recycled(volumes, [], "years")
    (passage,) = pair.passages
    assert old[passage.old.start : passage.old.end] == passage.old.text
    assert new[passage.new.start : passage.new.end] == passage.new.text
    assert passage.old.text.startswith("利用县域内")
    assert passage.old.text.endswith("听众逾 1800 人次")
    assert pair.similarity > 0.9


def test_a_copied_half_is_seen(truth: Path) -> None:
    volume = read(truth / "reports" / "jiangmen-2025.txt")
    halves = copies_of(volume, 5, 0.0, part=0.5)
    others = volume.report.cases[::-1]
    mixed = [
        half.model_copy(update={"text": half.text + other.text[:200]})
        for half, other in zip(halves, others, strict=True)
    ]
    found = {new for _, new in pairs(volume, with_cases(volume, mixed))}
    assert found == {half.id for half in halves}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_cases_of_a_real_report_are_no_copies_of_each_other(truth: Path, seed: int) -> None:
    volume = read(truth / "reports" / "jiangmen-2025.txt")
    cases = random.Random(seed).sample(volume.report.cases, len(volume.report.cases))
    half = len(cases) // 2
    assert len(cases) > 50
    assert pairs(with_cases(volume, cases[:half]), with_cases(volume, cases[half:])) == []


@pytest.mark.parametrize("reworded", [0.15, 0.3])
def test_every_copy_of_a_real_case_is_found(truth: Path, reworded: float) -> None:
    volume = read(truth / "reports" / "jiangmen-2025.txt")
    found = pairs(volume, with_cases(volume, copies_of(volume, 7, reworded)))
    assert found == [(case.id, f"k{place}") for place, case in enumerate(volume.report.cases)]


def test_what_every_case_says_counts_for_nothing() -> None:
    slogan = "学校全面贯彻党的教育方针，落实立德树人根本任务，坚持为党育人、为国育才，努力办好人民满意的职业教育。"
    law = "《关于深化现代职业教育体系建设改革的意见》"
    own = ["春耕时节，师生下田插秧。", "赛场之外，教练陪练夜课。", "实训楼里，机床转个不停。", "老城巷口，导游队开讲。"]
    case = take("zean-2022").report.cases[0]

    def cases(tails: list[str]) -> list[Case]:
        return [case.model_copy(update={"id": f"c{i}", "text": slogan + law + tail}) for i, tail in enumerate(tails)]

    old, new = (
        publish(2022, cases=cases([*own, "茶山采摘。"])),
        publish(2023, cases=cases([tail[::-1] for tail in own])),
    )
    assert pairs(old, new) == []


@pytest.mark.parametrize("text", ["学" * 50_000, "学校" * 25_000, "教师队伍建设" * 8_000])
def test_texts_that_repeat_themselves_hang_nothing(text: str) -> None:
    case = take("zean-2022").report.cases[0]
    volumes = [publish(year, cases=[case.model_copy(update={"text": text})]) for year in (2022, 2023)]
    assert len(find_recycled(volumes, [], "years")) <= 1
