"""A batch goes on whatever dies in it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from extract.batch import Outcome, Settings, plan_batch, run_batch, worker
from extract.errors import PatternError, UsageError

PLAIN = Settings()
KILLERS = """
import os, signal, sys, time
import extract.batch.extract as perform
import extract.batch.serve as serve
from extract.output.folder import staging_prefix
whole = serve.extract_job
def extract_job(job, patterns, settings):
    (job.folder.parent / (staging_prefix(os.getpid()) + "rest")).mkdir()
    match job.path.stem:
        case "killed": os.kill(os.getpid(), signal.SIGKILL)
        case "crashed": os.kill(os.getpid(), signal.SIGSEGV)
        case "slow": time.sleep(60)
        case "loud": print("a library prints")
    next(job.folder.parent.glob(staging_prefix(os.getpid()) + "*")).rmdir()
    return whole(job, patterns, settings)
def extract_report(source, *rest):
    if source.name == "greedy.txt": bytearray(2 << 30)
    return modest(source, *rest)
serve.extract_job = extract_job
modest, perform.extract_report = perform.extract_report, extract_report
serve.main()
"""


def put(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.txt").write_text(f"第一章 概况\n{folder.name} {name}\n", encoding="utf-8")
    return [folder / f"{name}.txt" for name in names]


def run(
    given: list[Path], out: Path, settings: Settings | None = None, workers: int | None = None
) -> dict[str, Outcome]:
    outcomes = run_batch(plan_batch(given, out), settings or Settings(), workers)
    return {outcome.job.path.stem: outcome for outcome in outcomes}


def error_of(out: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / name / "error.json").read_text(encoding="utf-8"))["error"]
    return found


@pytest.fixture
def killers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that die of certain inputs."""
    monkeypatch.setattr(worker, "COMMAND", (sys.executable, "-P", "-c", KILLERS))


@pytest.mark.usefixtures("killers")
def test_the_death_of_a_worker_is_the_failure_of_its_input_alone(tmp_path: Path) -> None:
    names = ["killed", "a", "crashed", "b", "loud", "greedy"]
    out = tmp_path / "out"
    outcomes = run(put(tmp_path / "in", *names), out, Settings(memory=1024), workers=2)
    outcomes |= run(put(tmp_path / "late", "slow"), out, Settings(timeout=1))  # alone: no other is bound by the clock
    codes = {name: outcome.failure and outcome.failure.code for name, outcome in outcomes.items()}
    deaths = {"killed": "memory", "crashed": "internal", "slow": "timeout", "greedy": "memory"}
    assert codes == dict.fromkeys(["a", "b", "loud"]) | deaths
    assert sorted(path.name for path in out.iterdir()) == sorted([*names, "slow"])
    for name, code in deaths.items():
        assert error_of(out, name)["code"] == code
    assert (error_of(out, "killed")["retry"], error_of(out, "crashed")["retry"]) == (True, False)


def test_the_results_do_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    given = [*put(tmp_path / "in", "a", "b", "c"), *put(tmp_path / "more", "a", "d")]
    written = []
    for workers in (1, 3):
        out = tmp_path / f"out{workers}"
        run(given, out, workers=workers)
        written.append({path.relative_to(out): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()})
    assert written[0] == written[1]
    assert len(written[0]) == 10


def test_patterns_of_no_use_end_the_batch_and_write_nothing(tmp_path: Path) -> None:
    (tmp_path / "patterns").mkdir()
    with pytest.raises(PatternError, match="patterns"):
        run(put(tmp_path / "in", "a", "b"), tmp_path / "out", Settings(patterns=tmp_path / "patterns"))
    assert list((tmp_path / "out").iterdir()) == []


def test_a_batch_that_is_left_early_ends_its_workers_and_marks_no_failure(tmp_path: Path) -> None:
    outcomes = run_batch(plan_batch(put(tmp_path / "in", *"abcdef"), tmp_path / "out"), Settings(), 1)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert not list((tmp_path / "out").glob("*/error.json"))


def test_a_batch_of_nothing_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no \.docx, \.pdf or \.txt"):
        plan_batch([tmp_path], tmp_path / "out")


def test_an_output_folder_that_cannot_be_made_is_a_mistake(tmp_path: Path) -> None:
    given = put(tmp_path / "in", "a")
    with pytest.raises(UsageError, match="give another folder"):
        plan_batch(given, given[0] / "out")
