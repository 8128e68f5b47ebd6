"""What covers, declarations and prefaces consist of: the model of ``patterns/front.yaml``."""

from __future__ import annotations

from extract.data import Data, WordList


class FrontWords(Data, frozen=True):
    """The words of titles, signatures and statistical periods, as data."""

    documents: WordList = WordList()
    vocational: WordList = WordList()
    other_genres: WordList = WordList()
    endings: WordList = WordList()
    tails: WordList = WordList()
    not_titles: WordList = WordList()
    offices: WordList = WordList()
    signed: WordList = WordList()
    cosigned: WordList = WordList()
    period_cues: WordList = WordList()
    higher: WordList = WordList()
