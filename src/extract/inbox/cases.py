"""The cases of an archive by the short strings of letters that they hold: what one may be a copy of is looked up.

The index is a file that grows with the archive, so that neither memory nor the time of a run does; it can be made anew.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress

from extract.compare import Volume
from extract.compare.recycling import CASELESS, least_shared, list_shingles
from extract.inbox.model import Archive, Entry
from extract.output.read import read_volume

COMMON = 100
"""Cases that a string may stand in; what more of them say tells nothing."""
SOURCES = 20
"""Reports of other entities, the likest, whose cases one comparison is held against."""

TABLES = """
create table if not exists documents (document text primary key, extraction text) without rowid;
create table if not exists cases (number integer primary key, document text, size integer);
create table if not exists shingles (shingle text, number integer, primary key (shingle, number)) without rowid;
"""


@contextmanager
def open_cases(archive: Archive, entries: Sequence[Entry], stock: Sequence[str]) -> Iterator[CaseIndex]:
    """Open the index of ``archive`` and take up the reports among ``entries`` that it does not have."""
    if not is_sound(archive, entries):
        archive.cases.unlink(missing_ok=True)
    with closing(sqlite3.connect(archive.cases)) as connection:
        connection.executescript(TABLES)
        index = CaseIndex(connection, stock)
        index.take_up(archive, entries)
        yield index


def is_sound(archive: Archive, entries: Sequence[Entry]) -> bool:
    """Tell whether the file, if there is one, is an index and all in it is as it stands in the archive."""
    if not archive.cases.exists():
        return True
    standing = {(entry.document, entry.extraction) for entry in entries}
    with suppress(sqlite3.Error), closing(sqlite3.connect(archive.cases)) as connection:
        return standing.issuperset(connection.execute("select document, extraction from documents"))
    return False


class CaseIndex:
    """An open index; ``stock``: phrases that every text of the genre may have."""

    def __init__(self, connection: sqlite3.Connection, stock: Sequence[str]) -> None:
        self.connection = connection
        self.stock = stock

    def take_up(self, archive: Archive, entries: Sequence[Entry]) -> None:
        """Add the reports that are not there yet, each whole or not at all."""
        there = {document for (document,) in self.connection.execute("select document from documents")}
        for entry in entries:
            if entry.document not in there:
                with self.connection:
                    self.add(entry, read_volume(archive.reports / entry.document, without=CASELESS))

    def add(self, entry: Entry, volume: Volume) -> None:
        """Add the cases of one report."""
        for shingles in list_shingles(volume.report, self.stock):
            number = self.connection.execute(
                "insert into cases (document, size) values (?, ?)", (entry.document, len(shingles))
            ).lastrowid
            self.connection.executemany("insert into shingles values (?, ?)", ((own, number) for own in shingles))
        self.connection.execute("insert into documents values (?, ?)", (entry.document, entry.extraction))

    def find_sources(self, volumes: Sequence[Volume], among: Collection[str]) -> list[str]:
        """Return the documents ``among`` these whose cases those of ``volumes`` may be copies of, the likest first."""
        likeness: dict[str, int] = {}
        for volume in volumes:
            for shingles in list_shingles(volume.report, self.stock):
                for document, shared in self.look_up(shingles).items():
                    likeness[document] = max(shared, likeness.get(document, 0))
        found = sorted((document for document in likeness if document in among), key=lambda own: (-likeness[own], own))
        return found[:SOURCES]

    def look_up(self, shingles: Collection[str]) -> Mapping[str, int]:
        """Return how many of ``shingles`` a case of each document shares that shares enough to be looked at."""
        shared: Counter[int] = Counter()
        for shingle in shingles:
            query = "select number from shingles where shingle = ? limit ?"
            holders = self.connection.execute(query, (shingle, COMMON + 1)).fetchall()
            if len(holders) <= COMMON:
                shared.update(number for (number,) in holders)
        likest: dict[str, int] = {}
        for number, count in shared.items():
            if count >= least_shared(0, len(shingles)):
                document, size = self.connection.execute(
                    "select document, size from cases where number = ?", (number,)
                ).fetchone()
                if count >= least_shared(size, len(shingles)):
                    likest[document] = max(count, likest.get(document, 0))
        return likest
