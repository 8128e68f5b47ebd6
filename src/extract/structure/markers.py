"""What headings, cases, captions and directories look like: the model of ``patterns/markers.yaml``."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Markers(BaseModel):
    """The structure markers of the genre, as data."""

    model_config = ConfigDict(extra="forbid", frozen=True)
