"""Write the golden outputs anew (``make golden``): one line a fact of each sample's text, so that every change is seen.

The truth of the samples says what is right; these files say what comes out, names and codes included.  A changed
line is explained in the commit that changes it.
"""

from __future__ import annotations

from pathlib import Path

from extract import records
from extract.pipeline import extract_report
from extract.rules.patterns import Patterns, load_patterns
from extract.source import read_source

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "golden" / "facts"
COLUMNS = ("place", "name", "indicator", "path", "entity", "year", "kind", "aspect", "proviso", "hedge", "raw")


def inputs() -> list[Path]:
    """Return the samples' text files, sorted."""
    return sorted(ROOT.glob("samples/*/*.txt"))


def golden_file(path: Path) -> Path:
    """Return where the golden output of an input stands."""
    return FOLDER / f"{path.stem}.tsv"


def golden_text(path: Path, patterns: Patterns) -> str:
    """Return the facts of an input, one line each, in the order of their places."""
    facts = extract_report(read_source(path), patterns).report.facts
    rows = [COLUMNS, *(row(fact) for fact in facts)]
    return "".join("\t".join(cells) + "\n" for cells in rows)


def row(fact: records.Fact) -> tuple[str, ...]:
    """Return a fact in a line."""
    return (
        place(fact.where),
        fact.name,
        fact.indicator or "",
        " / ".join(fact.path),
        fact.entity or "",
        str(fact.period.year) if fact.period else "",
        fact.kind,
        fact.aspect,
        fact.proviso or "",
        fact.hedge or "",
        "".join(fact.raw.split()),
    )


def place(where: records.Where) -> str:
    """Return table, row and column, or section and case."""
    if where.table_id:
        return f"{where.table} {where.row}.{where.column}"
    return f"{where.section} {where.case}" if where.case_id else f"{where.section}"


def main() -> None:
    """Write every golden file and drop those without an input."""
    patterns = load_patterns()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for stale in set(FOLDER.glob("*.tsv")) - {golden_file(path) for path in inputs()}:
        stale.unlink()
    for path in inputs():
        golden_file(path).write_text(golden_text(path, patterns), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
