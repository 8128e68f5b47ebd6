"""One report → ``review.html``: a page that holds everything and asks nothing of the network."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from importlib.resources import files

from extract.checks.verdicts import Verdict
from extract.checks.wording import Language
from extract.output.review.payload import Pictures, encode_payload, lay_open
from extract.records import Report

SCRIPTS = ("base", "model", "document", "verdicts", "panel", "findings", "facts", "tables", "views", "main")
"""The script's parts in their order; they share one scope."""


def render_review(
    report: Report,
    text: str,
    *,
    pictures: Pictures,
    reasons: Mapping[int, Sequence[str]],
    lang: Language,
    verdicts: Sequence[Verdict] = (),
) -> str:
    """Return the page for ``report`` with its canonical ``text``.

    ``pictures`` are WebP files by physical page, ``reasons`` lines on why a number is open by its place;
    ``verdicts`` are shown on the findings that they fit.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("extract.output", "review"), autoescape=True, undefined=StrictUndefined
    )
    style, script = read_part("page.css"), "\n".join(read_part(f"{name}.js") for name in SCRIPTS)
    return environment.get_template("page.html.j2").render(
        report=report,
        lang=lang,
        style=style,
        script=script,
        style_hash=hash_part(style),
        script_hash=hash_part(script),
        payload=encode_payload(lay_open(report, text, pictures, reasons, verdicts)),
    )


def read_part(name: str) -> str:
    """Return a file of this folder."""
    return files("extract.output.review").joinpath(name).read_text(encoding="utf-8")


def hash_part(content: str) -> str:
    """Return what the page's policy allows ``content`` by."""
    return "sha256-" + b64encode(hashlib.sha256(content.encode()).digest()).decode()
