"""The number ledger against the truth: class and span of every numeral of a text input."""

from __future__ import annotations

from typing import Any

from .tally import Tally, checked

Record = dict[str, Any]
OLD_NAMES = {
    "toc_page": "directory_page",
    "table_header_year": "table_year",
    "period_duration": "duration",
    "time_threshold": "threshold",
    "person_ordinal": "ordinal",
}


def score_ledger(report: Record, truth: Record) -> list[Tally]:
    """Return the tallies of Arabic and Chinese numerals, and of the words that are none."""
    at = {i: entry for entry in report["numbers"] for i in range(entry["start"], entry["end"])}
    out = []
    for script, name in (("arabic", "Arabic numerals"), ("cjk", "Chinese numerals")):
        rows = [row for row in truth["numerals"] if row["script"] == script]
        rows = [row for row in rows if row["start"] in at or not row.get("optional")]
        out.append(checked(name, (judge(at.get(row["start"]), row) for row in rows)))
    words = truth.get("excluded_cjk", [])
    end = max((row["end"] for row in truth["numerals"]), default=0)
    listed = [(word["start"] not in at, f"{word['text']} at {word['start']}") for word in words if word["start"] < end]
    return [*out, checked("words left alone", listed)]


def judge(entry: Record | None, row: Record) -> tuple[bool, str]:
    """Tell whether an entry begins where it should and has an admissible class."""
    want = OLD_NAMES.get(row["class"], row["class"])
    given = entry["class"] if entry else "missing"
    good = entry is not None and entry["start"] == row["start"] and given in {want, *row.get("classes_accepted", [])}
    return good, f"{row['text']} at {row['start']}: {given} for {want}"
