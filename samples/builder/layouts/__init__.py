"""The layouts of a report as PDF: three engines, each with more than one manner."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..model import Report


def render(report: Report, layout: str, path: Path) -> None:
    """Write ``report`` as a PDF in the named layout."""
    _renderer(layout)(report, layout, path)


def _renderer(layout: str) -> Callable[[Report, str, Path], None]:
    """Return the engine of a layout; each is imported only when it is asked for."""
    if layout in {"word", "wps", "draft"}:
        from .office import render_office, write_draft

        return write_draft if layout == "draft" else render_office
    if layout in {"threeline", "borderless"}:
        from .typeset import render_typst

        return render_typst
    from .pages import render_pages

    return render_pages
