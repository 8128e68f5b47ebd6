"""What is installed finds the same patterns as a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from extract.rules.patterns import default_folder, digest_folder

DIGEST = "from extract.rules.patterns import *; f = default_folder(); print(f); print(digest_folder(f))"


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    build = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    built = subprocess.run([sys.executable, "-c", build], cwd=root, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(folder / built.stdout.split()[-1]) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def run_installed(installed: Path, *args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(installed)}
    return subprocess.run([sys.executable, *args], env=environment, cwd=cwd, capture_output=True, text=True, check=True)


def test_the_wheel_carries_the_patterns_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    folder, digest = run_installed(installed, "-c", DIGEST, cwd=tmp_path).stdout.split()
    assert Path(folder) == installed / "extract" / "patterns"
    assert digest == digest_folder(default_folder())


def test_the_wheel_carries_types_and_licence(installed: Path) -> None:
    assert (installed / "extract" / "py.typed").is_file()
    assert list(installed.glob("report_extract-*.dist-info/licenses/LICENSE"))


def test_the_wheel_extracts(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("泽安市职业教育质量报告\n", encoding="utf-8")
    run_installed(installed, "-m", "extract", "run", "a.txt", "--out", "out", cwd=tmp_path)
    assert (tmp_path / "out" / "a" / "report.json").is_file()


def test_line_ends_of_a_checkout_do_not_change_the_digest(tmp_path: Path) -> None:
    for name, content in (("unix", b"a: 1\nb: 2\n"), ("windows", b"a: 1\r\nb: 2\r\n")):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep" / "x.yaml").write_bytes(content)
    assert digest_folder(tmp_path / "unix") == digest_folder(tmp_path / "windows")
    (tmp_path / "unix" / "deep" / "x.yaml").rename(tmp_path / "unix" / "x.yaml")
    assert digest_folder(tmp_path / "unix") != digest_folder(tmp_path / "windows")
