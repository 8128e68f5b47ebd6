"""The tables of a series in one DuckDB file that can be asked at any time; the reports' JSON remains the truth.

A writer works on a copy and puts it in the place of the file in one step: readers of other processes are never in its
way and see all of an update or nothing, and a writer that dies leaves the file as it was.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from extract.errors import UsageError, reason_of
from extract.output.arrow import arrow_table, require
from extract.output.editions import Edition, in_order, read_edition
from extract.output.folder import lock, sync_folder
from extract.output.names import REPORT
from extract.output.read import read_report
from extract.output.tables import KEYED, TABLES, UNTABLED, Row, columns_of, indicator_rows, rows_of
from extract.rules.catalogue import Catalogue
from extract.rules.files import default_folder, read_catalogue

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BOUNDS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "128MB", "threads": 2}
ENOUGH = 5_000  # rows that are held before they are written
OWNED = ("reports", *KEYED)
"""Tables whose rows belong to a document."""

REVISIONS = """create table revisions (
    document_id varchar, entity varchar, year bigint, dated varchar, folder varchar,
    digest varchar, arrival bigint, chosen boolean, revision bigint, current boolean
)"""
CURRENT_FACTS = """create or replace view current_facts as
    select facts.* from facts join revisions using (document_id) where revisions.current
"""
FIGURES = """create or replace view figures as
    select current_facts.* from current_facts join reports using (document_id)
    where preferred and aspect = 'actual' and kind in ('level', 'share', 'ratio') and year is not null
    qualify row_number() over (partition by key order by report_year desc nulls last, document_id) = 1
"""
"""What a figure is in a year, once: no change, plan or standard, and of several reports what the newest says."""


class Loaded(Struct, frozen=True):
    """What an update did: how many reports it put in or replaced, how many stood there already, how many there are."""

    loaded: int
    unchanged: int
    reports: int


class Standing(Struct, frozen=True):
    """A report in the store: the hash of its JSON, its place in the order of arrival, and whether it was chosen.

    ``revision`` counts the versions of one entity and year from 1; the last is ``current``.
    """

    edition: Edition
    digest: str
    arrival: int
    chosen: bool = False
    revision: int = 1
    current: bool = True


def update_store(
    db: Path,
    folders: Iterable[Path],
    *,
    catalogue: Catalogue | None = None,
    current: Collection[str] = (),
    rebuild: bool = False,
) -> Loaded:
    """Load the reports in ``folders`` into the store ``db``: all rows of each document id anew, all in one step.

    It is taken on a copy that stands in the store's place when all has gone well; what reads the store meanwhile sees
    it as it was.

    What has not changed is not read again; ``rebuild`` reads everything, and nothing else is left in the store.  Of
    the reports of one entity and year that which ``current`` names by its document id is current from now on, else
    the latest by the dates printed on it, else the last to come.

    UsageError where a folder holds no report, ``db`` is no store, or a library is missing; ``db`` is then as before.
    """
    require("duckdb", "pyarrow", "filelock")
    db.parent.mkdir(parents=True, exist_ok=True)
    with lock(db), complain(db):
        before = read_standings(db) if db.exists() else {}
        with working_copy(db, fresh=rebuild) as connection:
            writer = Writer(connection, before, {} if rebuild else dict(before))
            for folder in folders:
                writer.take(folder)
            writer.finish(catalogue or read_catalogue(default_folder() / "catalogue"), current)
    unchanged = sum(writer.taken.values())
    return Loaded(len(writer.taken) - unchanged, unchanged, len(writer.standings))


class Writer:
    """Takes reports into an open store; ``before`` is what the store held, ``standings`` what it holds."""

    def __init__(
        self, connection: DuckDBPyConnection, before: Mapping[str, Standing], standings: dict[str, Standing]
    ) -> None:
        self.connection = connection
        self.before = before
        self.standings = standings
        self.arrived = max((standing.arrival for standing in before.values()), default=0)
        self.taken: dict[str, bool] = {}  # whether the report stood there already, by document id
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}

    def take(self, folder: Path) -> None:
        """Take the report in ``folder``, unless it stands there; of one document the first counts."""
        edition = read_edition(folder)
        if edition.id in self.taken:
            return
        digest = hashlib.sha256((folder / REPORT).read_bytes()).hexdigest()
        stood = self.standings.get(edition.id)
        self.taken[edition.id] = same = stood is not None and stood.digest == digest
        self.stand(edition, digest)
        if stood and not same:
            self.remove(edition.id)
        if not same:
            self.add(rows_of(read_report(folder, without=UNTABLED)))

    def stand(self, edition: Edition, digest: str) -> None:
        """Note that a report is in the store; one that was there keeps its place and the operator's choice."""
        old = self.before.get(edition.id)
        self.arrived += old is None
        arrival = self.arrived if old is None else old.arrival
        self.standings[edition.id] = Standing(edition, digest, arrival, old is not None and old.chosen)

    def remove(self, document: str) -> None:
        """Remove all rows of ``document``."""
        for table in OWNED:
            self.connection.execute(f"delete from {table} where document_id = ?", [document])

    def add(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Take ``rows``, which are written when they are many."""
        for table, row in rows:
            self.rows[table].append(row)
            if len(self.rows[table]) >= ENOUGH:
                self.flush(table)

    def flush(self, table: str) -> None:
        """Write the rows that are held for ``table``."""
        if self.rows[table]:
            insert(self.connection, table, arrow_table(table, self.rows[table]))
            self.rows[table].clear()

    def finish(self, catalogue: Catalogue, current: Collection[str]) -> None:
        """Write what is left, the indicators, and which reports are current."""
        self.connection.execute("delete from indicators")
        self.rows["indicators"] = list(indicator_rows(catalogue))
        for table in TABLES:
            self.flush(table)
        self.connection.execute("delete from revisions")
        write_standings(self.connection, rank(choose(self.standings, current)))


# --- revisions -------------------------------------------------------------------------------


def choose(standings: Mapping[str, Standing], current: Collection[str]) -> list[Standing]:
    """Return ``standings`` in the order of arrival, with those in ``current`` chosen in place of their siblings."""
    unknown = sorted(set(current) - standings.keys())
    if unknown:
        raise UsageError(f"{', '.join(unknown)}: no report of that document id in the store; load its folder")
    decided = {family(standings[document]) for document in current}
    return [
        replace(standing, chosen=document in current) if family(standing) in decided else standing
        for document, standing in sorted(standings.items(), key=lambda item: item[1].arrival)
    ]


def rank(standings: Iterable[Standing]) -> Iterator[Standing]:
    """Yield ``standings`` with their revisions counted, the current one last."""
    for _, own in groupby(sorted(standings, key=family), key=family):
        versions = {standing.edition.id: standing for standing in own}
        chosen = {document for document, standing in versions.items() if standing.chosen}
        order = in_order([standing.edition for standing in versions.values()], chosen)
        for count, edition in enumerate(order, start=1):
            yield replace(versions[edition.id], revision=count, current=count == len(order))


def family(standing: Standing) -> tuple[str, int, str]:
    """Return what versions of one report share; a report without entity or year is no version of another."""
    edition = standing.edition
    alone = "" if edition.entity and edition.year else edition.id
    return edition.entity or "", edition.year or 0, alone


def read_standings(db: Path) -> dict[str, Standing]:
    """Return the reports in the store by document id."""
    import duckdb

    with duckdb.connect(db, read_only=True) as connection:
        rows = connection.execute(
            "select document_id, entity, year, dated, folder, digest, arrival, chosen from revisions"
        ).fetchall()
    return {
        document: Standing(Edition(document, entity, year, dated, Path(folder)), digest, arrival, chosen)
        for document, entity, year, dated, folder, digest, arrival, chosen in rows
    }


def write_standings(connection: DuckDBPyConnection, standings: Iterable[Standing]) -> None:
    """Write the table of revisions anew."""
    import pyarrow as pa

    rows = [
        {
            "document_id": standing.edition.id,
            "entity": standing.edition.entity,
            "year": standing.edition.year,
            "dated": standing.edition.dated,
            "folder": standing.edition.folder.name,
            "digest": standing.digest,
            "arrival": standing.arrival,
            "chosen": standing.chosen,
            "revision": standing.revision,
            "current": standing.current,
        }
        for standing in standings
    ]
    if rows:
        insert(connection, "revisions", pa.Table.from_pylist(rows))


# --- the file --------------------------------------------------------------------------------


def insert(connection: DuckDBPyConnection, table: str, rows: Any) -> None:
    """Append an Arrow table."""
    connection.register("incoming", rows)
    connection.execute(f"insert into {table} by name from incoming")
    connection.unregister("incoming")


def create_tables(connection: DuckDBPyConnection) -> None:
    """Create the tables of a new store."""
    for table in TABLES:
        connection.register("incoming", arrow_table(table, []))
        connection.execute(f"create table {table} as from incoming")
        connection.unregister("incoming")
    connection.execute(REVISIONS)


def refuse_other_columns(connection: DuckDBPyConnection) -> None:
    """Raise where the store was written by a version with other columns."""
    for table in TABLES:
        found = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
        if found != list(columns_of(table)):
            raise UsageError(f"the store has other columns in {table} than this version writes; give --rebuild")


@contextmanager
def working_copy(db: Path, *, fresh: bool) -> Iterator[DuckDBPyConnection]:
    """Open a copy of ``db``, an empty store where it is ``fresh``; put it in its place when all has gone well."""
    import duckdb

    copy = db.with_name(f".{db.name}.new")
    for rest in (copy, copy.with_name(f"{copy.name}.wal")):
        rest.unlink(missing_ok=True)
    fresh = fresh or not db.exists()
    try:
        if not fresh:
            shutil.copyfile(db, copy)
        with duckdb.connect(copy, config=BOUNDS) as connection:
            (create_tables if fresh else refuse_other_columns)(connection)
            connection.execute(CURRENT_FACTS)
            connection.execute(FIGURES)
            yield connection
            connection.execute("checkpoint")
        sync_file(copy)
        copy.replace(db)
        sync_folder(db.parent)
    finally:
        copy.unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Have the content of ``path`` on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def complain(db: Path) -> Iterator[None]:
    """Raise UsageError where the store cannot be read or written."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        reason = str(error).strip().partition("\n")[0]
        raise UsageError(f"{db}: no store ({reason}); move it away and load the reports again") from error
    except OSError as error:
        raise UsageError(f"{db}: {reason_of(error)}; give another file") from error
