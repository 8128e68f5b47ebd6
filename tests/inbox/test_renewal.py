"""What another version would make of an archive, and what an entity's years tell; without Prefect."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.inbox.desk import LATER, PATTERNS, Desk

from extract import Settings
from extract.batch.extract import extract_job
from extract.inbox import (
    Archive,
    adopt_candidates,
    compare_candidate,
    list_candidates,
    look_into,
    name_extraction,
    open_archive,
    plan_arrivals,
    plan_renewal,
)
from extract.output.folder import read_holding

NEWER = replace(PATTERNS, digest="sha256:" + "5" * 64)
NEW = name_extraction(NEWER.digest, "0.1.0")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    for year in (2030, 2031):
        desk.drop(f"{year}.txt", year=year)
    (desk.inbox / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    desk.run()
    return desk


def renew(desk: Desk, archive: Archive, sample: int | None = None) -> list[str]:
    """Extract candidates with newer patterns and return the ids of what was not there to be extracted."""
    renewal = plan_renewal(desk.inbox, archive, look_into(desk.inbox, archive, LATER).here, NEW, sample)
    for job in renewal.jobs:
        extract_job(job, NEWER, Settings())
    return list(renewal.absent)


def extractions(archive: Archive) -> set[str]:
    """Return what made the reports that stand in the archive."""
    holdings = [read_holding(folder) for folder in archive.reports.iterdir()]
    return {name_extraction(one.patterns, one.version) for one in holdings if one and one.good}


def test_a_sample_is_compared_beside_the_archive_which_stays_as_it_is(desk: Desk) -> None:
    with open_archive(desk.folder) as archive:
        before = extractions(archive)
        renew(desk, archive, sample=1)
        (candidate,) = list_candidates(archive, NEW)
        diff = compare_candidate(archive, candidate)
        assert diff
        assert (diff.kind, diff.facts.lost, diff.findings.new) == ("reextraction", [], [])
        assert extractions(archive) == before
        assert NEW not in before


def test_what_is_adopted_takes_the_place_of_what_is_kept(desk: Desk) -> None:
    with open_archive(desk.folder) as archive:
        (old,) = extractions(archive)
        renew(desk, archive)
        adopted = list(adopt_candidates(archive, NEW))
        assert extractions(archive) == {NEW}
        assert sorted(folder.name for folder in (archive.replaced / old).iterdir()) == sorted(adopted)
        assert len(adopted) == 2
        assert renew(desk, archive) == []
        assert list_candidates(archive, NEW) == []


def test_an_adoption_that_was_killed_is_finished_by_the_next(desk: Desk) -> None:
    with open_archive(desk.folder) as archive:
        renew(desk, archive)
        first = list_candidates(archive, NEW)[0]
        archive.replaced.mkdir()
        (archive.reports / first.name).rename(archive.replaced / first.name)  # here the power went
        assert len(list(adopt_candidates(archive, NEW))) == 2
        assert extractions(archive) == {NEW}


def test_a_run_between_the_two_steps_of_an_adoption_does_no_harm(desk: Desk) -> None:
    with open_archive(desk.folder) as archive:
        renew(desk, archive)
        first = list_candidates(archive, NEW)[0]
        archive.replaced.mkdir()
        (archive.reports / first.name).rename(archive.replaced / first.name)
    assert len([entry for entry in desk.run().entries if entry.state == "extracted"]) == 2
    with open_archive(desk.folder) as archive:
        list(adopt_candidates(archive, NEW))
        assert extractions(archive) == {NEW}


def test_a_candidate_that_fails_leaves_the_good_report(desk: Desk) -> None:
    with open_archive(desk.folder) as archive:
        renew(desk, archive)
        candidate = list_candidates(archive, NEW)[0]
        (candidate / "report.json").unlink()
        error = next(path for path in archive.reports.glob("*/error.json"))
        (candidate / "error.json").write_bytes(error.read_bytes())
        assert compare_candidate(archive, candidate) is None
        assert candidate.name not in set(adopt_candidates(archive, NEW))
        assert read_holding(archive.reports / candidate.name) is not None
        assert candidate.is_dir()


def test_what_lies_no_longer_in_the_inbox_is_named_and_left(desk: Desk) -> None:
    gone = desk.entry("2030.txt").document
    (desk.inbox / "2030.txt").unlink()
    with open_archive(desk.folder) as archive:
        assert renew(desk, archive) == [gone]
        assert plan_arrivals(desk.inbox, archive, look_into(desk.inbox, archive, LATER).here) == []
