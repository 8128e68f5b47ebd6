"""Someone who drops files into an inbox and runs the extraction, without Prefect."""

from __future__ import annotations

from pathlib import Path

from extract import Settings, load_patterns
from extract.batch.extract import extract_job
from extract.inbox import (
    Archive,
    Entry,
    Index,
    list_news,
    look_into,
    open_archive,
    plan_arrivals,
    read_index,
    write_index,
)

PATTERNS = load_patterns()
LATER = 10.0**11  # a time at which everything has been lying there for long


class Desk:
    """Someone who drops files into an inbox and runs the extraction."""

    def __init__(self, home: Path) -> None:
        self.inbox, self.folder = home / "in", home / "archive"
        self.news: list[str] = []
        self.inbox.mkdir()

    def drop(self, file: str, entity: str = "泽安市", year: int | None = 2031, more: str = "") -> Path:
        path = self.inbox / file
        path.parent.mkdir(parents=True, exist_ok=True)
        of = f"（{year}年度）" if year else ""
        path.write_text(f"{entity}职业教育质量年度报告{of}\n\n1. 基本情况\n在校生 120 人。{more}\n", encoding="utf-8")
        return path

    def run(self, now: float = LATER, again: bool = False) -> Index:
        with open_archive(self.folder) as archive:
            look = look_into(self.inbox, archive, now)
            for job in plan_arrivals(self.inbox, archive, look.here, again):
                extract_job(job, PATTERNS, Settings())
            index = read_index(self.inbox, archive, look)
            self.news = [entry.files[0] for entry in list_news(archive, index)]
            write_index(archive, index)
            return index

    def copying(self, now: float) -> list[str]:
        with open_archive(self.folder) as archive:
            return list(look_into(self.inbox, archive, now).copying)

    def manifest(self, *lines: str, encoding: str = "utf-8-sig") -> None:
        (self.inbox / "manifest.csv").write_text("\n".join(lines), encoding=encoding)

    def entry(self, file: str) -> Entry:
        (entry,) = [entry for entry in read_index(self.inbox, Archive(self.folder)).entries if file in entry.files]
        return entry
