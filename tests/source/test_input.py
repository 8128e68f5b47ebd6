"""Reading an input: what its bytes are decides, not its name."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from extract.errors import ExtractError
from extract.source import read_source
from extract.source.model import USUAL, Bounds


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\nstartxref\n0\n%%EOF\n"
WORD = zipped("[Content_Types].xml", "word/document.xml")
TEXT = "质量年度报告\n在校生 3 人\n"


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def failure(path: Path, bounds: Bounds = USUAL) -> ExtractError:
    with pytest.raises(ExtractError) as caught:
        read_source(path, bounds=bounds)
    assert caught.value.hint
    assert "\n" not in caught.value.message + caught.value.hint
    return caught.value


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no files that are made up as they are read")
def test_a_file_that_holds_other_than_it_says_is_not_read(tmp_path: Path) -> None:
    (link := tmp_path / "报告.txt").symlink_to("/proc/self/status")
    assert (failure(link).code, failure(link).retry) == ("unreadable", True)


def test_an_input_carries_name_hash_and_bytes(tmp_path: Path) -> None:
    source = read_source(put(tmp_path, "泽安.txt", TEXT.encode()), password="secret")
    assert (source.name, source.media_type, source.data) == ("泽安.txt", "text/plain", TEXT.encode())
    assert source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert "secret" not in repr(source)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.txt", PDF, "application/pdf"),
        ("a.pdf", b"\x00junk before the header\n" + PDF, "application/pdf"),
        ("a.pdf", TEXT.encode(), "text/plain"),
        ("a.pdf", b"%PDF- is what a PDF file begins with, says a manual".rjust(99), "text/plain"),
        ("a.pdf", WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a", TEXT.encode("gb18030"), "text/plain"),
        ("a", TEXT.encode("utf-16"), "text/plain"),
        ("a", TEXT.encode("utf-16-le"), "text/plain"),
        ("a", TEXT.encode("utf-8-sig"), "text/plain"),
    ],
)
def test_content_decides_what_a_file_is(tmp_path: Path, name: str, content: bytes, media_type: str) -> None:
    assert read_source(put(tmp_path, name, content)).media_type == media_type


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (bytes(range(256)) * 20, "no text"),
        (hashlib.shake_128(b"noise").digest(5000), "no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "old Word"),
        (zipped("a.txt"), "archive"),
        (zipped("Doc_0/Document.xml", "OFD.xml"), "OFD"),
        (zipped("xl/workbook.xml"), "Excel"),
        (b"{\\rtf1 text}", "rich text"),
        (b"\xef\xbb\xbf\n<!DOCTYPE HTML><html><title>404</title></html>", "web page"),
        ("<html lang='zh'>职业教育质量报告</html>".encode("gb18030"), "web page"),
        ("<!-- 另存 -->\n<html>职业教育质量报告</html>".encode(), "web page"),
        ('<?xml version="1.0"?>\n<html>职业教育质量报告</html>'.encode(), "web page"),
        ('<?xml version="1.0"?>\n<w:wordDocument>职业教育质量报告</w:wordDocument>'.encode(), "XML"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    error = failure(put(tmp_path, "a.txt", content))
    assert (error.code, error.retry) == ("unsupported", False)
    assert says in error.message


@pytest.mark.parametrize("content", [b"", b"\n \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 64])
def test_a_file_without_a_character_is_empty(tmp_path: Path, content: bytes) -> None:
    assert failure(put(tmp_path, "a.txt", content)).code == "empty"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert failure(tmp_path / "no.pdf").code == "not_found"
    assert failure(put(tmp_path, "a.txt", b"x") / "b.pdf").code == "not_found"


def test_a_file_over_the_bound_is_refused_unread(tmp_path: Path) -> None:
    assert failure(put(tmp_path, "a.txt", b"x" * 100), bounds=Bounds(megabytes=0)).code == "too_large"


def test_pipes_folders_and_circles_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "folder.txt").mkdir()
    for name in ("pipe.txt", "loop.txt", "folder.txt"):
        assert failure(tmp_path / name).code == "unreadable"


def test_a_file_without_permission_may_be_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    error = failure(put(tmp_path, "a.txt", b"x"))
    assert (error.code, error.message, error.retry) == ("unreadable", "permission denied", True)


def test_a_name_that_is_no_unicode_can_be_written_down(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt"))
    path.write_bytes(TEXT.encode())
    assert read_source(path).name.encode().decode() == "\ufffd\ufffd.txt"


def test_a_pdf_that_has_lost_its_beginning_is_damaged(tmp_path: Path) -> None:
    assert failure(put(tmp_path, "a.pdf", bytes(range(256)) * 9 + PDF[20:])).code == "damaged"
