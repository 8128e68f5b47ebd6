"""The operator's guide, followed literally: every command that stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.flows.office import Office, drop_files, read_guide, wait_for

SMALL, LARGE = (2, 2), (8, 4)  # cities and years of what is dropped
SAMPLES = 2  # reports that the guide itself drops first


@pytest.fixture
def office(root: Path, tmp_path: Path) -> Iterator[Office]:
    place = Office(root, tmp_path)
    yield place
    place.close()


@pytest.mark.timeout(1200)
def test_the_first_day_by_the_guide(root: Path, office: Office) -> None:
    live_first_day(root, office, SMALL)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_the_whole_guide(root: Path, office: Office) -> None:
    guide = live_first_day(root, office, LARGE)
    states = Counter(row["status"] for row in office.artifact("inbox-reports"))

    office.follow(guide["The pages"])
    assert f"http://127.0.0.1:{office.ports['8100']}/years/" in office.artifact("years")

    waiting = office.follow(guide["What is not printed: the manifest"])
    assert "zean-2023.txt  year: 2023 is printed, the manifest says 2024" in waiting
    rows = {row["report"]: row for row in office.artifact("inbox-reports")}
    assert (rows["zean-2023.txt"]["status"], rows["zean-2023.txt"]["year"]) == ("extracted", 2023)

    office.follow(guide["A corrected report"])
    rows = {row["report"]: row for row in office.artifact("inbox-reports")}
    assert set(rows) == {"zean-2024.txt", "zean-2024-corrected.txt"}

    office.follow(guide["Try again"])
    tried = Counter(row["status"] for row in office.artifact("inbox-reports"))
    assert tried["failed"] == states["failed"]

    office.follow(guide["Files by name"])
    assert (office.home / "out" / "files" / "zean-2022" / "report.json").is_file()

    *before, approve, after = guide["Upgrade"]
    office.follow(before)
    sample = office.artifact("reprocess-sample")
    name = sample.partition("`approve` = `")[2].partition("`")[0]
    assert "| documents | 5 |" in sample
    office.follow([approve, after], NAME=name)
    reports = [folder for folder in (office.archive / "reports").iterdir() if (folder / "report.json").is_file()]
    replaced = list((office.archive / "replaced").glob("*/*"))
    assert {folder.name for folder in replaced} == {folder.name for folder in reports}
    assert all(name.removeprefix("0.1.0-") in (folder / "report.json").read_text("utf-8")[:300] for folder in reports)


def live_first_day(root: Path, office: Office, size: tuple[int, int]) -> dict[str, list[str]]:
    """Follow the guide through its first sections with other files beside the guide's own, and check every count."""
    guide = read_guide(root / "docs" / "operators.md")
    office.follow(guide["Start"])
    office.follow(["prefect --no-prompt deployment schedule pause --all"])  # it would come in between
    expected = drop_files(office.inbox, *size)
    office.follow(guide["The first run"])
    wait_for(lambda: len(office.runs()) == 2)  # the event has started the second
    office.wait_until_idle()
    check_first_day(office, expected)

    shown = office.follow(guide["Read what came of it"])
    assert f"{expected['failed']} failed, {expected['needs my eye']} needs my eye" in shown
    assert {run["state_name"] for run in office.runs()} == {"Completed"}
    said = (office.home / "worker.log").read_text(encoding="utf-8")
    assert f"document={office.artifact('inbox-reports')[0]['document']} state=" in said
    assert [word for word in ("质量年报", "泽安市", "在校生", "zean-2023.txt") if word in said] == []
    return guide


def check_first_day(office: Office, expected: dict[str, int]) -> None:
    """Check the artifacts of the first run and the events against what was dropped."""
    rows: list[dict[str, Any]] = office.artifact("inbox-reports")
    states = Counter(row["status"] for row in rows)
    assert states == {
        "extracted": expected["extracted"] + SAMPLES,
        "needs my eye": expected["needs my eye"],
        "failed": expected["failed"],
        "not taken": expected["not taken"],
    }
    assert len({row["document"] for row in rows}) == len(rows)
    assert sum("副本" in row["report"] and ", " in row["report"] for row in rows) == expected["revised"]
    assert sum(row["revision"] == 2 for row in rows) == expected["revised"]
    assert all(row["review"].startswith("[open](file:///") for row in rows if row["status"] == "extracted")
    assert all(row["facts"] for row in rows if row["status"] == "extracted")
    summary = office.artifact("inbox-summary")
    assert f"| current | {expected['extracted'] + SAMPLES - expected['revised']} |" in summary
    assert office.artifact("inbox-progress") == 100.0
    assert "# Over the years" in office.artifact("years")

    wait_for(lambda: office.count_events("report.extracted") == states["extracted"] + states["needs my eye"])
    wait_for(lambda: office.count_events("report.failed") == expected["failed"])
    automations = {automation["name"] for automation in office.ask("/automations/filter", {})}
    assert {"put dead runs away", "tell of inconsistent reports", "tell of many failures"} <= automations
