"""The truth of a report, in the shape of hand-made gold: structure, claims and numbers."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from .dressing import directories
from .model import Case, Claim, Figure, Heading, Mark, Paragraph, Report, Row, Table
from .text import Composer, Placed


def write_truth(report: Report, folder: Path) -> str:
    """Write ``structure.json``, ``claims.json`` and ``numbers.json``; return the text that the offsets count in."""
    composer = Composer(report)
    text = composer.compose()
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("structure", structure(report)),
        ("claims", {"report": report.name, "claims": claims(report, composer, text)}),
        ("numbers", {"report": report.name, **numbers(composer, text)}),
    ):
        dump(folder / f"{name}.json", content)
    return text


def dump(path: Path, content: dict[str, Any]) -> None:
    """Write JSON with one record a line, Decimals as numbers."""
    parts = []
    for key, value in content.items():
        if isinstance(value, list):
            records = ",\n".join(f"  {compact(record)}" for record in value)
            parts.append(f" {compact(key)}: [\n{records}\n ]")
        else:
            parts.append(f" {compact(key)}: {compact(value)}")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8", newline="\n")


def compact(value: Any) -> str:
    """Return JSON on one line."""
    return json.dumps(value, ensure_ascii=False, default=plain_number)


def plain_number(value: Decimal) -> int | float:
    """Return a Decimal as the JSON number that prints the same digits."""
    return int(value) if value == value.to_integral_value() else float(value)


def bare(text: str) -> str:
    """Return ``text`` without white space."""
    return "".join(text.split())


def structure(report: Report) -> dict[str, Any]:
    """Return sections, cases, figures, tables with every cell, and the directories."""
    out: dict[str, Any] = {"gold": "structure", "document": document(report)}
    kinds: dict[str, list[dict[str, Any]]] = {"sections": [], "cases": [], "figures": [], "tables": []}
    for node, heading, case in report.placed():
        section = (heading.number or heading.title.text) if heading else None
        if isinstance(node, Heading):
            parent = node.number.rpartition(".")[0] or None if node.number else None
            kinds["sections"].append(
                {"number": node.number, "title": node.title.text, "level": node.level, "parent": parent}
            )
        elif isinstance(node, Case):
            kinds["cases"].append({"number": node.number, "title": node.title.text, "section": section, **bounds(node)})
        elif isinstance(node, Figure):
            kinds["figures"].append(
                {"number": node.number, "caption": node.caption.text, "section": section,
                 "case": case.key if case else None, "source_note": node.note.text if node.note else None}
            )  # fmt: skip
        elif isinstance(node, Table):
            kinds["tables"].append(table(node, section, case))
    toc: dict[str, list[dict[str, Any]]] = {}
    composer = Composer(report)
    composer.compose()
    for name, one in zip(("sections", "cases", "tables", "figures"), directories(report), strict=False):
        toc[name] = [
            {"kind": e.kind, "number": e.number, "title": e.title, "page": str(composer.pages[id(e.node)])}
            for e in one.entries
        ]
    return {**out, **kinds, "toc": toc}


def document(report: Report) -> dict[str, Any]:
    """Return what the report says of itself."""
    front = report.front
    return {
        "title": front.title,
        "entity": front.entity,
        "issuing_body": front.issuer,
        "report_year": front.year,
        "publication_month": front.published,
        "declaration_date": front.declared,
        "default_statistical_period": {"start": front.period[0], "end": front.period[1]},
    }


def bounds(case: Case) -> dict[str, Any]:
    """Return how the prose of a case begins and ends."""
    prose = bare("".join(piece.body.text for piece in case.body if isinstance(piece, Paragraph)))
    return {
        "entity": case.entity,
        "paragraphs": sum(isinstance(piece, Paragraph) for piece in case.body),
        "first_15_chars": prose[:15],
        "last_15_chars": prose[-15:],
        "chars_nospace": len(prose),
        "figures": [piece.number for piece in case.body if isinstance(piece, Figure)],
    }


def table(node: Table, section: str | None, case: Case | None) -> dict[str, Any]:
    """Return a table; rows of the national form carry their paths."""
    return {
        "number": node.number,
        "title": node.title.text,
        "section": section,
        "case": case.key if case else None,
        "header": [cell.text for cell in node.header],
        "source_note": node.note.text if node.note else None,
        "kind": "data" if node.data else "body",
        "rows": [data_row(row, node.years) if node.data else [cell.text for cell in row.cells] for row in node.rows],
        "facts": [] if node.data else [
            fact(claim) | {"row": r, "column": c}
            for r, row in enumerate(node.rows)
            for c, cell in enumerate(row.cells)
            for mark in cell.marks
            for claim in mark.claims
        ],
    }  # fmt: skip


def data_row(row: Row, years: tuple[str, ...]) -> dict[str, Any]:
    """Return a row of the national form."""
    no, label, unit, *values = (cell.text for cell in row.cells)
    out: dict[str, Any] = {
        "no": no or None,
        "label": label,
        "unit": unit,
        "values": dict(zip(years, values, strict=True)),
        "path": list(row.path),
    }
    if row.also:
        out["also_accept_paths"] = [list(path) for path in row.also]
    return out


def fact(claim: Claim) -> dict[str, Any]:
    """Return what a claim says, without its place."""
    out = {
        "indicator": claim.indicator,
        "value": claim.value,
        "unit": claim.unit,
        "canonical_value": claim.canonical_value,
        "canonical_unit": claim.canonical_unit,
        "kind": claim.kind,
        "period": claim.period,
        "entity": claim.entity,
    }
    extra = {
        "qualifier": claim.hedge,
        "direction": claim.direction,
        "aspect": None if claim.aspect == "actual" else claim.aspect,
        "proviso": claim.proviso,
        "names_accepted": list(claim.names),
        "kinds_accepted": list(claim.kinds),
        "units_accepted": list(claim.units),
        "entities_accepted": list(claim.entities),
        "optional": claim.optional,
    }
    return out | {key: value for key, value in extra.items() if value}


def claims(report: Report, composer: Composer, text: str) -> list[dict[str, Any]]:
    """Return every claim of the prose with its place in the text file."""
    out: list[dict[str, Any]] = []
    for placed in composer.placed:
        for claim in placed.mark.claims if placed.mark.cls != "table_cell" else ():
            out.append({"id": f"C{len(out) + 1:03d}", **fact(claim), **whose(claim, placed, report),
                        **where(placed, text)})  # fmt: skip
    return out


def whose(claim: Claim, placed: Placed, report: Report) -> dict[str, Any]:
    """Return entity, period and scope, the place's own where the claim names none."""
    case = placed.case
    out: dict[str, Any] = {
        "period": str(report.front.year) if claim.period is None else claim.period or None,
        "period_basis": "stated" if claim.period else "inherited",
        "entity": claim.entity or (case.entity if case and case.entity else report.front.entity),
        "scope": claim.scope or ("case" if case else "report"),
    }
    if case and not claim.entity and case.entities:
        out["entities_accepted"] = list(case.entities)
    return out


def where(placed: Placed, text: str) -> dict[str, Any]:
    """Return the place of a claim."""
    mark, (start, end) = placed.mark, placed.quote
    return {
        "raw": text[mark.start - mark.lead : mark.raw_end],
        "value_start": mark.start - mark.lead,
        "value_end": mark.raw_end,
        "quote": text[start:end],
        "start": start,
        "end": end,
        "section": placed.section,
        "case": placed.case.key if placed.case else None,
    }


def numbers(composer: Composer, text: str) -> dict[str, Any]:
    """Return every numeral with its class, and the numeral characters of mere words."""
    return {
        "numerals": [numeral(i, placed.mark, text) for i, placed in enumerate(composer.placed, 1)],
        "excluded_cjk": [{"start": i, "end": i + 1, "text": text[i], "reason": "word"} for i in sorted(composer.plain)],
    }


def numeral(number: int, mark: Mark, text: str) -> dict[str, Any]:
    """Return one ledger entry."""
    printed = text[mark.start : mark.end]
    out: dict[str, Any] = {
        "id": f"N{number:04d}",
        "start": mark.start,
        "end": mark.end,
        "text": printed,
        "class": mark.cls,
        "script": "arabic" if any(char in "0123456789０１２３４５６７８９" for char in printed) else "cjk",
    }
    if mark.accepted:
        out["classes_accepted"] = list(mark.accepted)
    return out | ({"optional": True} if mark.optional else {})
