"""What the prose says of a row of a table by its label: 电子商务专业（251 人）, 财政补助占总收入的 63.5%."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.checks.arithmetic import magnitude, meet, subtract
from extract.checks.book import Book, figure, interval_of, nominal, spread, year_of
from extract.checks.columns import is_share
from extract.checks.duplicates import all_meet
from extract.checks.model import Outcome, Problem
from extract.checks.printed import digits_of
from extract.checks.slips import rescaled, substituted, transposed
from extract.late import late
from extract.records import Fact

COLUMNS = 2
"""Labels of a cell, its row's and its column's, in a table of several columns."""
SHORTEST, LONGEST = 3, 16
"""Characters of a label that is known again in the prose."""
FILLED = late("^(?:专业|学校|学院|大类|分别)?(?:有|为|共|达到?|约|最多|[（(])*$")
"""Words between a label and a figure which do not say of what it is."""
EXTREME = late("最[高低大小多少](?:的|者)(?:是|为)?(?P<row>[^，。；、0-9]{3,16}?)(?:，(?:为|达)|[（(])(?:约|了)?$")
"""Words of the row that bears a column's highest or lowest figure: 最低的是建筑工程学院，为 89.88%."""
SHARE_OF = late("占.*$")
ENDS = late(r"$|[，。；、）)；]|和|及")
"""What stands behind a figure that is all that is said of a row."""
LEAST_DIGITS = 3
"""Digits of a figure that another one hardly has but for one."""
MOST_WORDS = 40
MOST = 6
"""Rows of one label that are tried."""

Row = Sequence[Fact]


def check_labels(book: Book) -> Iterator[Outcome]:
    """Compare each figure of the prose that bears a row's label with the one cell of the row that it can be."""
    rows = named_rows(book)
    for fact in book.report.facts if rows else ():
        stated = fact.source == "prose" and fact.where.case_id is None and fact.aspect == "actual"
        if stated and fact.kind in ("level", "share"):
            yield from compare_label(book, fact, rows)


def named_rows(book: Book) -> Mapping[str, Sequence[Row]]:
    """Return the rows of tables of several columns by their labels."""
    rows: dict[str, dict[tuple[str, int], list[Fact]]] = {}
    for address, facts in book.rows.items():
        for fact in facts:
            label = fact.path[0] if len(fact.path) == COLUMNS else ""
            if SHORTEST <= len(label) <= LONGEST and not any(word in label for word in book.relations.cues.totals):
                rows.setdefault(label, {}).setdefault(address, []).append(fact)
    return {label: list(found.values()) for label, found in rows.items() if len(found) <= MOST}


def compare_label(book: Book, fact: Fact, rows: Mapping[str, Sequence[Row]]) -> Iterator[Outcome]:
    """Yield that a figure would be what a row says but for a slip of the pen; else it is of something else."""
    words = SHARE_OF.sub("", fact.name) if fact.kind == "share" else book.clause(fact)
    extreme = EXTREME.search(book.before(fact))
    words = extreme["row"] if extreme else words
    label = find_label(words, rows)
    if label is None or digits_of(fact) < LEAST_DIGITS:
        return
    rest = words[words.rfind(label) + len(label) :]
    cells = [cell for row in rows[label] for cell in cells_of(book, fact, row, rest)]
    if any(meet(interval_of(fact), interval_of(cell)) for cell in cells):
        return
    slips = (*transposed(fact), *substituted(fact), *(rescaled(fact) if fact.kind == "level" else ()))
    slipped = [cell for cell in cells if any(meet(slip, interval_of(cell)) for slip in slips)]
    if len(slipped) == 1:
        yield Outcome((slipped[0], fact), problem(slipped[0], fact), test=all_meet)


def find_label(words: str, rows: Mapping[str, Sequence[Row]]) -> str | None:
    """Return the longest label that stands in ``words``, of long ones in their end."""
    words = words[-MOST_WORDS:]
    for length in range(LONGEST, SHORTEST - 1, -1):
        for start in range(len(words) - length + 1):
            if words[start : start + length] in rows:
                return words[start : start + length]
    return None


def cells_of(book: Book, fact: Fact, row: Row, rest: str) -> list[Fact]:
    """Return the cells of a row that a figure may repeat, by its unit and by what is said between label and figure."""
    shares = fact.kind == "share"
    alike = [
        cell
        for cell in row
        if year_of(cell) == year_of(fact)
        and (is_share(cell) if shares else cell.kind == "level" and not is_share(cell))
        and (shares or book.unit(cell) == book.unit(fact))
    ]
    named = [cell for cell in alike if len(rest) > 1 and cell.path[-1] in rest]
    bare = FILLED.match(rest) and (shares or ENDS.match(behind(book, fact)))
    return named or (alike if bare or (shares and named_beside(rest, row)) else [])


def named_beside(rest: str, row: Row) -> bool:
    """Tell whether what is said of a row names one of its columns, of which the share then is."""
    return any(cell.path[-1] in rest for cell in row)


def behind(book: Book, fact: Fact) -> str:
    """Return what the sentence says behind a figure."""
    return fact.where.quote[book.spots.get(fact.id, (0, 0))[1] :].strip()


def problem(cell: Fact, fact: Fact) -> Problem:
    """Return the finding on a figure of the prose that is not that of its row."""
    params = {
        "name": cell.name,
        "year": year_of(cell),
        "figures": [figure(cell), figure(fact)],
        "difference": spread(magnitude(subtract(nominal(cell), nominal(fact)))),
        "unit": unit if (unit := cell.canonical.unit or "") and ":" not in unit else "",
    }
    return Problem("duplicate", "warning", params, (cell, fact), printed=fact.raw, computed=cell.raw)
