"""Units, scale words, hedges and names with numerals: the model of ``patterns/numerals.yaml``."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Lexicon(BaseModel):
    """The words round numerals, as data."""

    model_config = ConfigDict(extra="forbid", frozen=True)
