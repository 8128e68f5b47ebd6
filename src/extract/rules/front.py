"""What covers, declarations and prefaces consist of: the model of ``patterns/front.yaml``."""

from __future__ import annotations

from extract.rules.catalogue import Data


class FrontWords(Data):
    """The words of titles, signatures and statistical periods, as data."""

    documents: tuple[str, ...] = ()
    vocational: tuple[str, ...] = ()
    other_genres: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    not_titles: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    cosigned: tuple[str, ...] = ()
    period_cues: tuple[str, ...] = ()
    higher: tuple[str, ...] = ()
