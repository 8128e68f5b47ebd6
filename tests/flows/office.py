"""An office that works by the operator's guide: a server, a worker, an inbox, in a folder of its own."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

PATIENCE = 900  # seconds after which a test gives up waiting; a busy machine is slow
COMMANDS = {
    "server": "prefect server start --host 127.0.0.1",
    "worker": "prefect worker start --pool reports --type process --limit 4",
}
ANSWERS = {"server": "/health", "worker": "/work_pools/reports"}
STAYING = (*COMMANDS.values(), "python -m http.server")
CITIES = "安宁平和福清瑞丰嘉兴永昌定远康泰"


def read_guide(page: Path) -> dict[str, list[str]]:
    """Return the commands of each section, in their order."""
    sections: dict[str, list[str]] = {}
    for section in page.read_text(encoding="utf-8").split("\n## ")[1:]:
        blocks = re.findall(r"```console\n(.*?)```", section, re.DOTALL)
        commands = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
        assert all(f"$ {command}" in section for command in commands)
        sections[section.partition("\n")[0]] = commands
    return sections


class Office:
    """Runs the guide's commands as they stand; only the ports are its own."""

    def __init__(self, root: Path, home: Path) -> None:
        self.home, self.inbox, self.archive = home, home / "inbox", home / "archive"
        for name in ("flows", "patterns"):  # the guide's commands may write where they lead
            shutil.copytree(root / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("prefect.yaml", "prefect.toml"):
            shutil.copy(root / name, home)
        (home / "samples").symlink_to(root / "samples")
        self.ports = {"4200": free_port(), "8100": free_port()}
        self.api = f"http://127.0.0.1:{self.ports['4200']}/api"
        self.staying: dict[str, subprocess.Popen[bytes]] = {}
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")} | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PREFECT_HOME": str(home / "prefect"),
            "PREFECT_SERVER_API_PORT": self.ports["4200"],
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "PREFECT_API_REQUEST_TIMEOUT": str(PATIENCE),
            "PREFECT_SERVER_DATABASE_SQLALCHEMY_POOL_TIMEOUT": str(PATIENCE),
            "PYTHONDEVMODE": "",
        }

    def follow(self, commands: list[str], **names: str) -> str:
        """Run ``commands`` and return what they print; ``names`` stand in place of words in capitals."""
        return "".join(self.do(command, names) for command in commands)

    def do(self, command: str, names: dict[str, str]) -> str:
        """Run one command to its end, or start what stays."""
        for word, value in {**self.ports, **names}.items():
            command = re.sub(rf"\b{word}\b", value, command)
        if command.startswith("export "):
            self.environment |= dict(word.split("=", 1) for word in shlex.split(command)[1:])
            return ""
        if command.startswith(STAYING):
            self.stay(command)
            return ""
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.home,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}\n{self.logs()}"
        return done.stdout

    def stay(self, command: str) -> None:
        """Start what runs until it is ended, and wait until it answers."""
        name = command.split()[1]
        with (self.home / f"{name}.log").open("ab") as log:
            self.staying[name] = subprocess.Popen(
                shlex.split(command),
                cwd=self.home,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if name in ANSWERS:
            wait_for(lambda: self.answers(ANSWERS[name]))

    def answers(self, path: str) -> bool:
        """Tell whether the server is there."""
        try:
            return bool(self.ask(path))
        except OSError:
            return False

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Return the answer of the server's API."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.api + path, data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)

    def artifact(self, key: str) -> Any:
        """Return what the latest artifact of ``key`` holds."""
        data = self.ask(f"/artifacts/{key}/latest")["data"]
        return json.loads(data) if str(data).startswith("[") else data

    def runs(self) -> list[dict[str, Any]]:
        """Return all runs of flows that have been started or were asked for."""
        runs: list[dict[str, Any]] = self.ask("/flow_runs/filter", {"sort": "START_TIME_ASC"})
        return [run for run in runs if not run["auto_scheduled"]]

    def count_events(self, name: str) -> int:
        """Return how many events of ``name`` the server has heard."""
        count: int = self.ask("/events/filter", {"filter": {"event": {"name": [name]}}, "limit": 1})["total"]
        return count

    def wait_until_idle(self, patience: float = PATIENCE) -> None:
        """Wait until no run is under way."""
        ended = ("COMPLETED", "FAILED", "CRASHED")
        wait_for(lambda: all(run["state_type"] in ended for run in self.runs()), patience)

    def kill(self, *names: str) -> None:
        """End ``names`` and all that they have started, as a power cut does."""
        for name in names:
            kill_tree(self.staying.pop(name))

    def revive(self) -> None:
        """Start again what has ended by itself, as a worker does that has missed its server for long."""
        for name, command in COMMANDS.items():
            if name not in self.staying or self.staying[name].poll() is not None:
                self.follow([command])

    def logs(self) -> str:
        """Return the end of what server and worker have said."""
        return "\n".join(log.read_text("utf-8", "replace")[-3000:] for log in sorted(self.home.glob("*.log")))

    def close(self) -> None:
        """End everything."""
        self.kill(*self.staying)


def kill_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and all that it has started."""
    for child in [*psutil.Process(process.pid).children(recursive=True), process]:
        with suppress(psutil.NoSuchProcess):
            child.kill()
    process.wait()


def wait_for(condition: Any, patience: float = PATIENCE) -> None:
    """Wait until ``condition`` holds."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "nothing has come of it"
        time.sleep(0.5)


def free_port() -> str:
    """Return a port that nobody listens at."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return str(door.getsockname()[1])


# --- what is dropped ---------------------------------------------------------------------------


def name_city(number: int) -> str:
    """Return one of 256 names."""
    return f"泽{CITIES[number % 16]}{CITIES[number // 16 % 16]}市"


def write_report(path: Path, city: str, year: int, students: int, *, dated: bool = True) -> None:
    """Write a short report that is as it should be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    of = f"（{year}年度）" if dated else ""
    text = (
        f"{city}职业教育质量年度报告{of}\n\n1. 基本情况\n全市中职在校生 {students} 人，专任教师 {students // 16} 人。\n"
    )
    path.write_text(text, encoding="utf-8")


def drop_files(inbox: Path, cities: int, years: int) -> dict[str, int]:
    """Drop good files of one name, copies, corrections, undated, bad and alien ones; return how many become what."""
    for number in range(cities):
        for year in range(2030, 2030 + years):
            city = f"泽{CITIES[number]}市"
            write_report(inbox / city / str(year) / "质量年报.txt", city, year, 1000 * (number + 1) + year)
        shutil.copy(inbox / city / "2030" / "质量年报.txt", inbox / f"{city}副本.txt")
        write_report(inbox / f"{city}更正.txt", city, 2030, 7 + number)
        write_report(inbox / f"{city}无年份.txt", city, 0, 9 + number, dated=False)
        (inbox / f"{number}-bad.pdf").write_bytes(b"%PDF-1.7\n" + bytes([number]) * 40)
    (inbox / "上报材料.zip").write_bytes(b"PK\3\4")
    (inbox / "~$质量年报.docx").write_bytes(b"lock")
    extracted = cities * years + cities
    return {"extracted": extracted, "needs my eye": cities, "failed": cities, "not taken": 1, "revised": cities}
