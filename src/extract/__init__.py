"""Turn Chinese annual quality reports into data that can be trusted."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.batch import Crew, Outcome, Settings, plan_batch, run_batch
    from extract.errors import ExtractError, PatternError, UsageError
    from extract.output.editions import Family, find_families
    from extract.output.folder import write_report
    from extract.output.read import read_report
    from extract.output.references import read_references
    from extract.output.store import update_store
    from extract.output.years import compare_folders
    from extract.pipeline import extract_report
    from extract.records import Report
    from extract.rules.patterns import load_patterns
    from extract.source import read_source

__version__ = "0.1.0"

__all__ = [
    "Crew",
    "ExtractError",
    "Family",
    "Outcome",
    "PatternError",
    "Report",
    "Settings",
    "UsageError",
    "compare_folders",
    "extract_report",
    "find_families",
    "load_patterns",
    "plan_batch",
    "read_references",
    "read_report",
    "read_source",
    "run_batch",
    "update_store",
    "write_report",
]

HOMES = {
    "extract.batch": ("Crew", "Outcome", "Settings", "plan_batch", "run_batch"),
    "extract.output.references": ("read_references",),
    "extract.output.years": ("compare_folders",),
    "extract.errors": ("ExtractError", "PatternError", "UsageError"),
    "extract.output.editions": ("Family", "find_families"),
    "extract.output.folder": ("write_report",),
    "extract.output.read": ("read_report",),
    "extract.output.store": ("update_store",),
    "extract.pipeline": ("extract_report",),
    "extract.records": ("Report",),
    "extract.rules.patterns": ("load_patterns",),
    "extract.source": ("read_source",),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: the command line starts without the readers."""
    for home, names in HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'extract' has no attribute {name!r}")
