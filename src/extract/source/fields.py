"""Filled form fields, typed remarks and stamps: printed with a page, but no part of its content until made one."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

LETTERED = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP})


def load_page(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """Return page ``number`` (from 1) with what is typed on it; PdfiumError where it cannot be loaded."""
    page = document[number - 1]
    if not _is_lettered(page):
        return page
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[number - 1]


def _is_lettered(page: pypdfium2.PdfPage) -> bool:
    """Tell whether a page has annotations that print words."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in LETTERED:
            return True
    return False
