"""A run may be killed at any instant: what was done stands whole, what was not is done by the next."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from extract.inbox import Archive, read_index

KILLS = int(os.environ.get("EXTRACT_KILLS", "4"))
FILES = 12
SCRIPT = Path(__file__).with_name("extract_all.py")
WHOLE = ({"report.json", "text.txt"}, {"error.json"})


def test_a_run_that_is_killed_again_and_again_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    chance = random.Random(KILLS)
    inbox, archive, log = tmp_path / "in", tmp_path / "archive", tmp_path / "log"
    inbox.mkdir()
    stamps: dict[str, int] = {}
    log.touch()
    for round_ in range(KILLS):
        drop(inbox, round_)
        with subprocess.Popen([sys.executable, SCRIPT, inbox, archive, log]) as run:
            wait_until_some_are_done(run, log, chance.randrange(FILES))
            time.sleep(chance.uniform(0, 0.2))
            run.kill()
        stamps = unchanged(archive, stamps)
    subprocess.run([sys.executable, SCRIPT, inbox, archive, log], check=True)
    unchanged(archive, stamps)
    states = {file: entry.state for entry in read_index(inbox, Archive(archive)).entries for file in entry.files}
    assert states == {name.name: expected(name) for name in inbox.iterdir()}
    noted = log.read_text().split()
    assert len(noted) == len(set(noted))
    assert [rest.name for rest in (archive / "reports").iterdir() if rest.name.startswith(".")] == []


def wait_until_some_are_done(run: subprocess.Popen[bytes], log: Path, number: int) -> None:
    """Return when ``run`` has noted ``number`` more documents as done, or has ended."""
    before = len(log.read_text().split())
    while run.poll() is None and len(log.read_text().split()) < before + number:
        time.sleep(0.005)


def drop(inbox: Path, round_: int) -> None:
    """Add some files that are good and one that is not."""
    for number in range(FILES):
        name = f"{round_}-{number}"
        if number:
            text = f"泽安市职业教育质量年度报告（{2000 + round_}年度）\n\n1. 概况\n在校生 {number} 人。\n"
            (inbox / f"{name}.txt").write_text(text, encoding="utf-8")
        else:
            (inbox / f"{name}.pdf").write_bytes(b"%PDF-1.7 " + name.encode())


def expected(file: Path) -> str:
    return "failed" if file.suffix == ".pdf" else "extracted"


def unchanged(archive: Path, before: dict[str, int]) -> dict[str, int]:
    """Return when each document was written; every folder is whole, and none that stood before was written again."""
    folders = [folder for folder in (archive / "reports").glob("*") if not folder.name.startswith(".")]
    assert [folder for folder in folders if {file.name for file in folder.iterdir()} not in WHOLE] == []
    now = {folder.name: folder.stat().st_ino for folder in folders}
    assert before.items() <= now.items()
    return now
