"""What the page says, in both languages."""

from __future__ import annotations

import json
from importlib.resources import files

from extract.checks.verdicts import EARLIER, RULINGS, YEAR_BEFORE


def read_words() -> dict[str, list[str]]:
    """Return the page's words by their key: Chinese, then English."""
    words: dict[str, list[str]] = json.loads(
        files("extract.output.review").joinpath("words.json").read_text(encoding="utf-8")
    )
    said = {f"verdict.{ruling}": wording for ruling, wording in RULINGS.items()}
    said |= {"earlier": EARLIER, "earlier.year": YEAR_BEFORE}
    return words | {name: [wording.zh, wording.en.capitalize()] for name, wording in said.items()}
