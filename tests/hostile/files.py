"""Files made to hurt by their names, their kinds and their encodings."""

from __future__ import annotations

import os
import shutil
import socket
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.hostile.pdfs import one_page
from tests.hostile.words import WORDS, body, word

Put = Callable[[Path], None]
TEXT = "第一章 概况\n1.1 规模\n全市共有中等职业学校13所，比上年增加1所。\n"


def holding(content: bytes) -> Put:
    """Return what writes ``content``."""
    return lambda path: path.write_bytes(content) and None


def encoded(encoding: str, text: str = TEXT * 20) -> Put:
    """Return what writes text in an encoding."""
    return holding(text.encode(encoding, "surrogatepass"))


def circle(path: Path) -> None:
    """Make two links that lead to each other."""
    other = path.with_name("circle.lnk")
    other.symlink_to(path.name)
    path.symlink_to(other.name)


def unreadable(path: Path) -> None:
    """Write a file that nobody may read; who is root may all the same."""
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)


def socket_at(path: Path) -> None:
    """Open a socket by a short name, as its address has to be, and put it there."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as opened:
        opened.bind(f"{folder}/s")
        shutil.move(f"{folder}/s", path)


def huge(path: Path) -> None:
    """Make a file of many bytes that takes no room."""
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(300 * 1024 * 1024)


FILES: dict[str, Put] = {  # name → what makes it
    "word named.pdf": holding(word(body(WORDS))),
    "word named.txt": holding(word(body(WORDS))),
    "text named.pdf": encoded("utf-8"),
    "text named.docx": encoded("utf-8"),
    "pdf named.txt": holding(one_page().save()),
    "pdf named.docx": holding(one_page().save()),
    "UPPER.PDF": holding(one_page().save()),
    "picture.pdf": holding(b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    "rich text.txt": holding(b"{\\rtf1 hello}"),
    "old word.docx": holding(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000),
    "archive.docx": holding(b"PK\x05\x06" + b"\0" * 18),
    "packed.txt": holding(b"\x1f\x8b" + b"\0" * 100),
    "page of the web.txt": encoded("utf-8", "<html><body><p>全市共有学校13所。</p></body></html>\n" * 20),
    "empty.pdf": holding(b""),
    "blank.txt": encoded("utf-8", " \n\t\r\n\f" * 100),
    "noughts.txt": holding(b"\0" * 5000),
    "noise.txt": holding(bytes(i * i % 251 for i in range(5000))),
    "one byte.txt": holding(b"x"),
    "mark alone.txt": holding(b"\xef\xbb\xbf"),
    "gb18030.txt": encoded("gb18030"),
    "utf-16.txt": encoded("utf-16"),
    "utf-16 without mark.txt": encoded("utf-16-le"),
    "utf-16 cut.txt": holding(TEXT.encode("utf-16")[:-1]),
    "utf-32.txt": encoded("utf-32"),
    "lone surrogates.txt": encoded("utf-8", TEXT + "\ud800\udfff" * 20),
    "broken utf-8.txt": holding(TEXT.encode() * 20 + b"\xff\xfe\xc0\x80" * 20),
    "two encodings.txt": holding(TEXT.encode() * 20 + TEXT.encode("gb18030") * 20),
    "big five.txt": encoded("big5", "職業教育學校學生人數12人。" * 50),
    "nought between.txt": holding(b"\0".join(TEXT.encode()[i : i + 3] for i in range(0, len(TEXT), 3))),
    "old line ends.txt": encoded("utf-8", TEXT.replace("\n", "\r") * 20),
    "form feeds.txt": encoded("utf-8", "\f" * 5000),
    "numbers without end.txt": encoded("utf-8", TEXT + "9" * 100_000 + "人，" + "1." + "0" * 100_000 + "%。"),
    "chinese numbers without end.txt": encoded("utf-8", TEXT + "共" + "九千亿" * 20_000 + "人。"),
    "name\nof two lines.txt": encoded("utf-8"),
    "name\x1b[31m in colour\x07.txt": encoded("utf-8"),
    "n" * 251 + ".txt": encoded("utf-8"),
    "名" * 83 + ".txt": encoded("utf-8"),
    " .txt": encoded("utf-8"),
    "--out.txt": encoded("utf-8"),
    "CON.txt": encoded("utf-8"),
    "report.json.txt": encoded("utf-8"),
    os.fsdecode(b"\xd0\xc5\xff.txt"): encoded("utf-8"),
    "a'b\"c;d|e&f$g.txt": encoded("utf-8"),
    "pipe.pdf": lambda path: os.mkfifo(path),
    "device.txt": lambda path: path.symlink_to("/dev/zero"),
    "circle.pdf": circle,
    "link to nothing.pdf": lambda path: path.symlink_to("nothing.pdf"),
    "folder round.d": lambda path: path.symlink_to(".", target_is_directory=True),
    "folder.pdf": lambda path: path.mkdir(),
    "unreadable.txt": unreadable,
    "huge.pdf": huge,
    "marks without end.txt": encoded("utf-8", TEXT + "在校生1" + "\u0301" * 200_000 + "2人。"),
    "utf-7.txt": encoded("utf-7"),
    "shift jis.txt": encoded("shift_jis", "学校の生徒は12人です。\n" * 100),
    "program.txt": holding(b"\x7fELF" + bytes(range(256)) * 100),
    "memory.txt": lambda path: path.symlink_to("/proc/self/mem"),
    "socket.pdf": socket_at,
    "database.txt": holding(b"SQLite format 3\0" + struct.pack(">40I", *range(40))),
}
FILES |= {  # two kinds in one
    "pdf and archive.pdf": holding(one_page().save() + word(body(WORDS))),
    "pdf and word.docx": holding(one_page().save() + word(body(WORDS))),
    "picture and pdf.pdf": holding(b"\x89PNG\r\n\x1a\n" + b"\0" * 200 + one_page().save()),
    "web and pdf.pdf": holding(b"<html><script>1</script>" + one_page().save()),
    "text and pdf.txt": holding(TEXT.encode() + one_page().save()),
}
NO_INPUTS = frozenset({"folder round.d", "folder.pdf"})
"""Folders, which hold nothing."""
