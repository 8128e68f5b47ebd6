"""Write the hostile inputs into a folder: ``python -m tests.hostile.build FOLDER``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.files import FILES, NO_INPUTS
from tests.hostile.pdfs import PDFS
from tests.hostile.texts import TEXTS
from tests.hostile.words import WORDS_FILES

HEAD = "第一章 概况\n1.1 规模\n全市共有中等职业学校13所，比上年增加1所。\n"


def build(folder: Path, size: int) -> list[Path]:
    """Write all hostile inputs, texts of about ``size`` characters, into ``folder``; return those a batch tells of."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents(size):
        (folder / name).write_bytes(content)
    for name, put in FILES.items():
        put(folder / name)
    named = [name for name, _ in contents(0, names_alone=True)] + [name for name in FILES if name not in NO_INPUTS]
    return [folder / name for name in named]


def contents(size: int, *, names_alone: bool = False) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each input that is only its content."""
    for name, make in PDFS.items():
        yield f"pdf {name}.pdf", b"" if names_alone else make()
    for name, make in WORDS_FILES.items():
        yield f"word {name}.docx", b"" if names_alone else make()
    for name, write in TEXTS.items():
        yield f"text {name}.txt", b"" if names_alone else (HEAD + write(size)).encode()


if __name__ == "__main__":
    for path in build(Path(sys.argv[1]), 20_000):
        print(ascii(path.name))
