"""The indicators of the genre: the model of ``patterns/catalogue/*.yaml``."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Catalogue(BaseModel):
    """All known indicators and the national forms that ask for them."""

    model_config = ConfigDict(extra="forbid", frozen=True)
