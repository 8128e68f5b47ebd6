"""Word files made to hurt."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

Make = Callable[[], bytes]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{KIND}.numbering+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
PARTS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
)
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>'
)
NUMBERS = f'<w:numbering xmlns:w="{W}"/>'
MACROS = "application/vnd.ms-word.document.macroEnabled.main"
OUTSIDE = (
    f'<Relationship Id="r8" Type="{OFFICE}/image" Target="file:///etc/passwd" TargetMode="External"/>'
    f'<Relationship Id="r9" Type="{OFFICE}/attachedTemplate" Target="http://127.0.0.1:9/t" TargetMode="External"/>'
    "</Relationships>"
)
WORDS = "<w:p><w:r><w:t>第一章 概况</w:t></w:r></w:p><w:p><w:r><w:t>全市共有学校13所。</w:t></w:r></w:p>"


def body(inner: str, head: str = "") -> str:
    """Return the main part of a Word file."""
    return f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of ``parts``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(document: str | bytes, **changed: str | None) -> bytes:
    """Return a Word file with its main part, other parts changed or left out."""
    parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/_rels/document.xml.rels": PARTS,
        "word/document.xml": document,
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERS,
    }
    names = {"types": "[Content_Types].xml", "relations": "_rels/.rels", "styles": "word/styles.xml"}
    names |= {"numbers": "word/numbering.xml", "parts": "word/_rels/document.xml.rels"}
    parts |= {names[name]: content for name, content in changed.items()}
    return pack({name: content for name, content in parts.items() if content is not None})


def holding(inner: str) -> Make:
    """Return a maker of a Word file that holds ``inner`` behind some words."""
    return lambda: word(body(WORDS + inner))


def table(rows: str) -> str:
    """Return a table of ``rows``."""
    return f"<w:tbl>{rows}</w:tbl>"


def cell(inner: str, marks: str = "") -> str:
    """Return a cell that holds ``inner``."""
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{inner}</w:tc>"


def wide(columns: str) -> str:
    """Return a cell that states how many columns it is merged over."""
    return cell(said("1"), f'<w:gridSpan w:val="{columns}"/>')


def said(text: str) -> str:
    """Return a paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def nested_tables(depth: int) -> str:
    """Return tables in tables, each with a cell beside the inner one."""
    inner = said("最里 12 人")
    for _ in range(depth):
        inner = table(f"<w:tr>{cell(said('外 1'))}{cell(inner)}</w:tr>")
    return inner


def boxes(depth: int) -> str:
    """Return tables of one cell in each other."""
    inner = said("最里 12 人")
    for _ in range(depth):
        inner = table(f"<w:tr>{cell(inner)}</w:tr>")
    return inner


def runs(depth: int, inner: str = "") -> str:
    """Return a paragraph of runs in runs."""
    return "<w:p>" + "<w:smartTag>" * depth + inner + "</w:smartTag>" * depth + "</w:p>"


def laughs() -> str:
    """Return a document type whose entities multiply."""
    entities = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))]
    return f"<!DOCTYPE w:document [{''.join(entities)}]>"


def numbering() -> str:
    """Return lists that refer to each other and to levels that are none."""
    inner = '<w:start w:val="999999999999"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%9%9%9"/>'
    levels = "".join(f'<w:lvl w:ilvl="{i}">{inner}</w:lvl>' for i in (-1, 0, 99))
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        "</w:numbering>"
    )


def counted(number: str, level: str = "0") -> str:
    """Return a paragraph of a list."""
    marks = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{marks}<w:r><w:t>条目</w:t></w:r></w:p>"


def lying(size: int) -> bytes:
    """Return an archive whose directory states ``size`` for each of its parts."""
    whole = bytearray(word(body(WORDS + said("字" * 9_000_000))))
    place = whole.rfind(b"PK\x01\x02")
    while place >= 0:
        whole[place + 24 : place + 28] = size.to_bytes(4, "little")
        place = whole.rfind(b"PK\x01\x02", 0, place)
    return bytes(whole)


LOOP = STYLES.replace("</w:style>", '<w:basedOn w:val="a"/></w:style>')
STYLED = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>甲 12 人</w:t></w:r></w:p>'

WORDS_FILES: dict[str, Make] = {
    "plain": lambda: word(body(WORDS)),
    "nothing in it": lambda: word(body("")),
    "no body": lambda: word(f'<w:document xmlns:w="{W}"/>'),
    "no document": lambda: word("").replace(b"word/document.xml", b"word/documentxxxx"),
    "broken mark-up": lambda: word(body(WORDS)[:-30]),
    "no mark-up": lambda: word("全市共有学校13所。"),
    "other mark-up": lambda: word("<html><body>word/</body></html>"),
    "no types": lambda: word(body(WORDS), types=None),
    "broken types": lambda: word(body(WORDS), types="<Types"),
    "no relations": lambda: word(body(WORDS), relations=None),
    "relations to nothing": lambda: word(body(WORDS), relations=RELATIONS.replace("document.xml", "nothing.xml")),
    "relations to itself": lambda: word(body(WORDS), parts=PARTS.replace("styles.xml", "document.xml")),
    "relations outside": lambda: word(body(WORDS), parts=PARTS.replace("styles.xml", "../../../../etc/passwd")),
    "no styles": lambda: word(body(WORDS + STYLED), styles=None),
    "broken styles": lambda: word(body(WORDS + STYLED), styles="<w:styles"),
    "style on itself": lambda: word(body(WORDS + STYLED), styles=LOOP),
    "lists without end": lambda: word(
        body(WORDS + counted("1") + counted("2", "-1") + counted("x", "99")), numbers=numbering()
    ),
    "entities that multiply": lambda: word(body(said("&a11;"), laughs())),
    "entities from outside": lambda: word(
        body(WORDS + said("&x;"), '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>')
    ),
    "tables 20 deep": holding(nested_tables(20)),
    "tables 200 deep": holding(nested_tables(200)),
    "tables 3,000 deep": holding(nested_tables(3000)),
    "boxes 200 deep": holding(boxes(200)),
    "runs 300 deep": holding(
        "<w:p>" + "<w:smartTag>" * 300 + "<w:r><w:t>12 人</w:t></w:r>" + "</w:smartTag>" * 300 + "</w:p>"
    ),
    "runs 100,000 deep": holding(runs(100_000)),
    "cell over a billion columns": holding(table(f"<w:tr>{wide('1000000000')}{cell(said('2'))}</w:tr>")),
    "cell over no columns": holding(table(f"<w:tr>{wide('-3')}{cell(said('2'))}</w:tr>")),
    "cell over words": holding(table(f"<w:tr>{wide('many')}{cell(said('2'))}</w:tr>")),
    "cells merged from nowhere": holding(
        table(f"<w:tr>{cell(said('1'), '<w:vMerge/>')}{cell(said('2'), '<w:vMerge/>')}</w:tr>" * 3)
    ),
    "rows without cells": holding(table("<w:tr/>" * 50)),
    "table without rows": holding(table("")),
    "table of 2,000 columns": holding(table(f"<w:tr>{cell(said('1')) * 2000}</w:tr>" * 2)),
    "table of 5,000 rows": holding(
        table("".join(f"<w:tr>{cell(said(f'甲{i}'))}{cell(said('12'))}</w:tr>" for i in range(5000)))
    ),
    "paragraph without end": holding(said("全市共有学校13所。" * 5000)),
    "paragraphs": holding(said("甲") * 20_000),
    "text that bursts": lambda: word(body(WORDS + said(" " * 200_000_000))),
    "sizes as large as a land": lambda: lying(2**31),
    "sizes that lie": lambda: lying(100),
    "cut": lambda: word(body(WORDS))[:-300],
    "cut in the middle": lambda: (whole := word(body(WORDS)))[: len(whole) // 2],
    "flipped": lambda: bytes(b ^ 0x10 if 60 < i < 90 else b for i, b in enumerate(word(body(WORDS)))),
    "ten thousand parts": lambda: pack(
        {"word/document.xml": body(WORDS)} | {f"word/{i}.xml": "" for i in range(10_000)}
    ),
    "archive of words": lambda: pack({"word/readme.txt": "no Word file"}),
    "with macros": lambda: word(body(WORDS), types=TYPES.replace(f"{KIND}.document.main", MACROS)),
    "links outside": lambda: word(body(WORDS), parts=PARTS.replace("</Relationships>", OUTSIDE)),
    "part in UTF-16": lambda: word(body(WORDS).replace("1.0", '1.0" encoding="UTF-16').encode("utf-16")),
    "part in no encoding": lambda: word(body(WORDS).replace("1.0", '1.0" encoding="none').encode()),
    "signs that are none": holding("<w:p><w:r><w:t>&#0;&#xD800;\0</w:t></w:r></w:p>"),
    "marked as locked": lambda: (whole := word(body(WORDS)))[:6] + b"\1\0" + whole[8:],
    "relations in a circle": lambda: word(body(WORDS), relations=RELATIONS.replace("word/document.xml", "_rels/.rels")),
    "table of 400 merged rows": holding(table(f"<w:tr>{cell(said('1'), '<w:vMerge/>') * 50}</w:tr>" * 400)),
}
