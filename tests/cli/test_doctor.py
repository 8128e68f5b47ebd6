"""extract doctor tells what of an installation is not as it must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from extract.cli import doctor as module
from extract.cli import extract
from extract.source import pictures


@pytest.fixture
def serve() -> Iterator[Callable[[str], str]]:
    """Start a server that says it is Prefect of a version; return its address."""
    servers = []

    def start(release: str) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"true" if self.path == "/api/health" else f'"{release}"'.encode())

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/api"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def examine(*options: str) -> Result:
    return CliRunner().invoke(extract, ["doctor", *options])


def faults(result: Result) -> list[str]:
    return [line for line in result.output.splitlines() if line.startswith("FAULT")]


def test_an_installation_as_it_should_be_has_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    result = examine()
    organs = {line.split()[1] for line in result.output.splitlines()}
    assert (result.exit_code, faults(result)) == (0, [])
    assert organs == {"python", "packages", "pdf", "fonts", "ocr", "patterns", "worker", "prefect"}


def test_a_package_in_a_version_that_does_not_fit_is_a_fault_that_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "version", lambda name: "0.12" if name == "pdfplumber" else version(name))
    assert [sign.finding for sign in module.examine_packages() if sign.state == "FAULT"] == [
        "pdfplumber 0.12 does not fit: pip install 'pdfplumber<0.12,>=0.11.10'"
    ]


def test_an_extra_that_is_not_installed_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        if name == "prefect":
            raise module.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(module, "version", missing)
    notes = [sign.finding for sign in module.examine_packages() if sign.state != "ok"]
    assert len(notes) == 1
    assert 'pip install "report-extract[flows]"' in notes[0]


def test_patterns_that_do_not_load_are_a_fault_there_and_in_the_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    result = examine("--patterns", str(tmp_path / "none"))
    assert result.exit_code == 1
    assert [line.split()[1] for line in faults(result)] == ["patterns", "worker"]


def test_no_chinese_font_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = pictures.draw_pages(module.PAGE)
    monkeypatch.setattr(pictures, "draw_pages", lambda data: drawn)
    assert [sign.state for sign in module.examine_fonts()] == ["note"]


def test_no_server_is_a_note_and_one_of_the_version_installed_is_well(serve: Callable[[str], str]) -> None:
    states = [sign.state for address in (None, serve(version("prefect"))) for sign in module.examine_prefect(address)]
    assert states == ["note", "ok"]


@pytest.mark.parametrize("answers", [True, False])
def test_a_server_that_does_not_answer_or_is_another_version_is_a_fault_that_says_what_to_do(
    serve: Callable[[str], str], answers: bool
) -> None:
    (sign,) = module.examine_prefect(serve("2.0") if answers else "http://127.0.0.1:9/api")
    assert sign.state == "FAULT"
    assert ("install the same on both sides" if answers else "start it, or unset PREFECT_API_URL") in sign.finding
