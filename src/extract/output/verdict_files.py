"""Files of verdicts → what reviewers have decided."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from pydantic import ValidationError

from extract.checks.verdicts import Verdict, Verdicts
from extract.errors import UsageError
from extract.output.read import load_json, refuse_unknown_schema
from extract.records import Report

VERDICTS = str(get_args(Verdicts.model_fields["schema_"].annotation)[0])


def read_verdicts(files: Iterable[Path], report: Report) -> list[Verdict]:
    """Return the verdicts in ``files``; UsageError where one is no such file, or of another entity than ``report``."""
    return [verdict for file in files for verdict in read_verdict_file(file, report).verdicts]


def read_verdict_file(file: Path, report: Report) -> Verdicts:
    """Return one file of verdicts that fits ``report``."""
    content = load_json(file, missing="give a file of verdicts", broken="export the verdicts again")
    refuse_unknown_schema(file, content, VERDICTS)
    try:
        verdicts = Verdicts.model_validate(content)
    except ValidationError as error:
        trouble = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(map(str, trouble["loc"]))
        raise UsageError(f"{file}: {place}: {trouble['msg']}; export the verdicts again") from error
    mine, theirs = report.document, verdicts.document
    if mine.id != theirs.id and mine.entity and theirs.entity and mine.entity != theirs.entity:
        raise UsageError(f"{file}: verdicts on a report of {theirs.entity}, not of {mine.entity}; give that report's")
    return verdicts
