"""A folder of hostile inputs, extracted in one go: every one ends in a report or in a named error."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.hostile.build import build

from extract.errors import ERROR_CODES

SIZE = 300  # characters of each text: the suite asks for the outcome, not for the load
FEWEST = 60
MEMORY = 1500  # MB: what takes all there is takes less of it
REPORT, ERROR = {"report.json", "text.txt"}, {"error.json"}


def test_every_hostile_input_ends_in_a_report_or_a_named_error(tmp_path: Path) -> None:
    inputs = build(tmp_path / "in", SIZE)
    out = tmp_path / "out"
    command = [
        sys.executable,
        "-c",
        "from extract.cli import main; main()",
        "run",
        str(tmp_path / "in"),
        "--out",
        str(out),
    ]
    done = subprocess.run(
        [*command, "--workers", "2", "--timeout", "60", "--memory", str(MEMORY)],
        capture_output=True,
        text=True,
        errors="replace",
    )
    folders = {folder.name: {file.name for file in folder.iterdir()} for folder in out.iterdir()}
    errors = [json.loads((out / name / "error.json").read_text("utf-8")) for name in folders if folders[name] == ERROR]
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    lost = [
        path for path in inputs if not any(name == path.stem or name.startswith(path.stem + "-") for name in folders)
    ]
    assert len(inputs) >= FEWEST
    assert lost == []
    *_, summary = (line for line in done.stdout.splitlines() if " extracted, " in line)
    assert sum(map(int, re.findall(r"\b(\d+) (?:extracted|failed|the same)", summary))) == len(inputs)
    assert {name: files for name, files in folders.items() if files not in (REPORT, ERROR)} == {}
    assert [error["error"]["code"] for error in errors if error["error"]["code"] not in ERROR_CODES] == []
    assert [error["source"] for error in errors if not error["error"]["hint"]] == []
    texts = {name: (out / name / "text.txt").read_bytes() for name, files in folders.items() if files == REPORT}
    assert [name for name, text in texts.items() if b"\0" in text or b"\r" in text] == []
