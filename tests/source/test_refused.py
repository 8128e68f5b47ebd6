"""PDFs that cannot be read, or only with a key: each ends in a named error that says what to do."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from extract.errors import ExtractError
from extract.layout import lay_out
from extract.source import read_source
from extract.source.pdf import can_recognise

SAMPLE = "samples/zean-2023/zean-2023-wps.pdf"
Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def three_pages(root: Path) -> bytes:
    """The first pages of a sample."""
    with pikepdf.open(root / SAMPLE) as pdf:
        del pdf.pages[3:]
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, encryption=encryption or False)
    return stream.getvalue()


def locked(content: bytes, user: str) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return saved(pdf, pikepdf.Encryption(user=user, owner="keeper"))


def laid_out(folder: Path, content: bytes, password: str | None = None) -> str:
    (folder / "a.pdf").write_bytes(content)
    return lay_out(read_source(folder / "a.pdf", password=password)).text


def refusal(folder: Path, content: bytes, password: str | None = None) -> ExtractError:
    with pytest.raises(ExtractError) as caught:
        laid_out(folder, content, password)
    return caught.value


def test_a_locked_pdf_asks_for_its_password_and_opens_with_it(tmp_path: Path, three_pages: bytes) -> None:
    pdf = locked(three_pages, "打开")
    assert refusal(tmp_path, pdf).code == "encrypted"
    assert "--password" in refusal(tmp_path, pdf).hint
    assert refusal(tmp_path, pdf, "wrong").code == "encrypted"
    assert laid_out(tmp_path, pdf, "打开") == laid_out(tmp_path, three_pages)


def test_a_pdf_that_only_forbids_changes_is_read(tmp_path: Path, three_pages: bytes) -> None:
    assert laid_out(tmp_path, locked(three_pages, "")) == laid_out(tmp_path, three_pages)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_pdf_that_was_cut_is_damaged(tmp_path: Path, three_pages: bytes, share: float) -> None:
    error = refusal(tmp_path, three_pages[: int(len(three_pages) * share)])
    assert (error.code, error.retry) == ("damaged", False)


@pytest.mark.parametrize("tail", [b"", b"\x00" * 200, b"\xff" * 5000, b"nothing\n%%EOF\n"])
def test_a_header_alone_is_no_pdf(tmp_path: Path, tail: bytes) -> None:
    assert refusal(tmp_path, b"%PDF-1.7\n" + tail).code == "damaged"


def test_a_pdf_without_text_says_so(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(b"0.5 g 72 72 200 200 re f")
        error = refusal(tmp_path, saved(pdf))
    assert (error.code, "letters that can be read" in error.message) == ("no_text", can_recognise())


def test_a_pdf_without_pages_is_no_report(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        assert refusal(tmp_path, saved(pdf)).code in {"damaged", "no_text", "empty"}


def test_a_pdf_may_be_padded_behind_its_end_mark(tmp_path: Path, three_pages: bytes) -> None:
    assert laid_out(tmp_path, three_pages + b"\0" * 300_000) == laid_out(tmp_path, three_pages)
