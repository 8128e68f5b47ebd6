"""What takes long (`make soak`): very many reports in one run, and kill -9 of everything again and again."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.flows.office import Office, name_city, read_guide, wait_for, write_report

from extract.inbox import Archive, list_news, read_index

SCALE = float(os.environ.get("EXTRACT_SOAK", "1"))
TEXTS, PDFS, ROUNDS = int(1000 * SCALE), int(100 * SCALE), max(2, int(12 * SCALE))
WHOLE = ({"report.json", "text.txt", "review.html"}, {"error.json"})
LONG = 6000  # seconds that the large run may take on a busy machine
EXTRACT = "prefect deployment run extract-inbox/extract-inbox --param settle=0"


@pytest.fixture
def office(root: Path, tmp_path: Path) -> Iterator[Office]:
    place = Office(root, tmp_path)
    yield place
    place.close()


def open_office(root: Path, office: Office) -> None:
    """Start server and worker as the guide says."""
    office.follow(read_guide(root / "docs" / "operators.md")["Start"])
    office.follow(["prefect --no-prompt deployment schedule pause --all"])


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_every_report_of_a_large_inbox_is_accounted_for(root: Path, office: Office) -> None:
    open_office(root, office)
    fill_inbox(root, office.inbox)
    files = [path for path in office.inbox.rglob("*") if path.is_file()]
    with Watch(office) as watch:
        office.follow([EXTRACT])
        office.wait_until_idle(LONG)
    run = office.runs()[-1]
    states = Counter(row["status"] for row in office.artifact("inbox-reports"))
    assert run["state_name"] == "Completed"
    assert states == {"extracted": len(files)}
    tell_figures(office, run["total_run_time"], watch, len(files))


def fill_inbox(root: Path, inbox: Path) -> None:
    """Drop texts of many entities and years, and PDFs that differ in their bytes alone."""
    for number in range(TEXTS):
        write_report(
            inbox / "text" / f"{number}" / "质量年报.txt", name_city(number), 2000 + number // 256, 500 + number
        )
    samples = sorted(root.glob("samples/*/*.pdf"))
    for number in range(PDFS):
        path = inbox / "pdf" / f"{number}.pdf"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(samples[number % len(samples)].read_bytes() + f"\n% {number}\n".encode())


class Watch:
    """Looks how much memory and processor time the process of the flow takes, that of its workers left out."""

    def __init__(self, office: Office) -> None:
        self.office, self.over = office, threading.Event()
        self.sizes: list[int] = []
        self.seconds: dict[int, float] = {}
        self.thread = threading.Thread(target=self.look)

    def __enter__(self) -> Watch:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def look(self) -> None:
        """Note size and time of the process of the flow every second."""
        while not self.over.wait(1):
            for child in psutil.Process(self.office.staying["worker"].pid).children():
                with suppress(psutil.NoSuchProcess):
                    self.sizes.append(child.memory_info().rss >> 20)
                    self.seconds[child.pid] = child.cpu_times().user + child.cpu_times().system


def tell_figures(office: Office, seconds: float, watch: Watch, files: int) -> None:
    """Print what the run took, in processor time where others may be at work on the machine."""
    half = len(watch.sizes) // 2
    first, second = max(watch.sizes[:half]), max(watch.sizes[half:])
    overhead, pdf = sum(watch.seconds.values()) / files, time_pdfs(office)
    print(f"\n{files} reports, {PDFS} of them PDFs, in {seconds:.0f} s")
    print(f"processor time of the flow: {overhead:.3f} s a report, {overhead / pdf:.1%} of a PDF's {pdf:.2f} s")
    print(f"memory of the flow: {first} MB in the first half, {second} MB in the second")


def time_pdfs(office: Office) -> float:
    """Return the processor time that the command line takes for one of the PDFs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "extract", "run", "--review", str(office.inbox / "pdf")]
    out = ["--out", str(office.home / "plain")]
    subprocess.run([*command, *out], env=office.environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / PDFS


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_server_worker_and_runs_may_be_killed_at_any_instant(root: Path, office: Office) -> None:
    chance = random.Random(ROUNDS)
    open_office(root, office)
    seen: dict[str, int] = {}
    for number in range(ROUNDS):
        for file in range(40):
            write_report(office.inbox / f"{number}-{file}.txt", name_city(16 * number + file), 2000, file)
        office.follow([EXTRACT])
        time.sleep(chance.uniform(3, 20))
        victims = chance.choice([("worker",), ("server",), ("worker", "server")])
        office.kill(*victims)
        seen = still_there(office.archive, seen)
        office.revive()
    finish(office)
    still_there(office.archive, seen)
    index = read_index(office.inbox, Archive(office.archive))
    assert {entry.state for entry in index.entries} == {"extracted"}
    assert sum(len(entry.files) for entry in index.entries) == ROUNDS * 40
    assert list_news(Archive(office.archive), index) == []
    assert [rest.name for rest in (office.archive / "reports").glob(".*")] == []


def finish(office: Office) -> None:
    """Run until a run has found nothing more to do."""

    def done() -> bool:
        office.revive()
        office.follow([f"{EXTRACT} --watch"])
        last: dict[str, Any] = office.runs()[-1]
        return last["state_name"] == "Completed" and last["state"]["message"].startswith("nothing new")

    wait_for(done)


def still_there(archive: Path, before: dict[str, int]) -> dict[str, int]:
    """Return what stands in the archive: whole, and what stood there before untouched."""
    folders = [folder for folder in (archive / "reports").glob("*") if not folder.name.startswith(".")]
    assert [folder.name for folder in folders if {file.name for file in folder.iterdir()} not in WHOLE] == []
    now = {folder.name: folder.stat().st_ino for folder in folders}
    assert before.items() <= now.items()
    return now
