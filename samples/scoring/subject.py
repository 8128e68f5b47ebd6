"""What there is to score: inputs with known truth, and the extraction of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from .facts import score_claims, score_table_facts
from .ledger import score_ledger
from .structure import score_structure
from .tally import Tally

Record = dict[str, Any]
SAMPLES = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Subject:
    """One input with its truth; ``text``: the offsets of the truth count in it; ``clean``: free of contradictions."""

    input: Path
    truth: Path
    clean: bool = True

    @property
    def text(self) -> bool:
        """Whether the input is the text that the truth was written on."""
        return self.input.suffix == ".txt"

    @property
    def pdf(self) -> bool:
        """Whether the input is a PDF."""
        return self.input.suffix == ".pdf"

    def load(self, name: str) -> Record:
        """Return a file of the truth."""
        loaded: Record = json.loads((self.truth / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
        return loaded


def sample_subjects(root: Path = SAMPLES) -> list[Subject]:
    """Return every sample built under ``root`` in every layout, in the order of their names."""
    folders = sorted(path.parent for path in root.glob("*/truth"))
    return [
        Subject(path, folder / "truth")
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.suffix in {".txt", ".pdf", ".docx"}
    ]


def real_subjects(root: Path) -> list[Subject]:
    """Return the reports under ``root`` that have gold beside them; what is wrong in them is theirs."""
    return [
        Subject(path, folder, clean=False)
        for folder in sorted((root / "gold").iterdir())
        if folder.is_dir()
        for path in sorted((root / "reports").glob(f"{folder.name}.*"))
        if path.suffix in {".txt", ".pdf"}
    ]


def score(report: Record, subject: Subject) -> list[Tally]:
    """Return all tallies of one extraction (``report.json`` as loaded)."""
    truth = subject.load("structure")
    claims = subject.load("claims")["claims"]
    out = (
        score_structure(report, truth, pages=subject.text) if "default_statistical_period" in truth["document"] else []
    )
    out += score_table_facts(report, truth)
    out += score_claims(report, claims, by_place=subject.text, exact=subject.clean)
    return out + (score_ledger(report, subject.load("numbers")) if subject.text else [])
