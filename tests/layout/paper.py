"""A tiny PDF writer for tests: text in a Chinese font that every reader knows, rules, fills, pictures, turned text.

Coordinates are points from the top left; ``y`` is the baseline of text.  Ideographs are as wide as
the font size, ASCII half as wide, so that a test can place text to the point.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from math import cos, radians, sin

from extract.layout.model import Layout, Piece
from extract.layout.pdf import lay_out_pdf
from extract.source.model import Source

FONTS = {"plain": "STSong-Light", "bold": "STSong-Bold"}
RESOURCES = "/Font << /plain 3 0 R /bold 4 0 R >> /XObject << /pic 5 0 R >>"
PIXEL = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"


def width(text: str, size: float) -> float:
    """Return how wide ``text`` is printed."""
    return sum(size * (0.5 if char.isascii() else 1.0) for char in text)


def words(layout: Layout, piece: Piece) -> str:
    """Return the text of a piece."""
    return layout.text[piece.start : piece.end]


def rows(layout: Layout, piece: Piece) -> list[list[str]]:
    """Return the printed cells of a table piece."""
    return [[layout.text[cell.start : cell.end] for cell in row] for row in piece.rows]


def filled(text: str, places: int) -> list[str]:
    """Return ``text`` in lines of ``places`` ideographs, the first two shorter for its indent."""
    return [text[: places - 2], *(text[k : k + places] for k in range(places - 2, len(text), places))]


@dataclass
class Leaf:
    """One page."""

    width: float = 595.0
    height: float = 842.0
    rotate: int = 0
    content: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 12,
        *,
        bold: bool = False,
        grey: float = 0,
        angle: float = 0,
    ) -> None:
        """Print ``text``; ``angle`` in degrees counter-clockwise."""
        face = "bold" if bold else "plain"
        a, b = cos(radians(angle)), sin(radians(angle))
        matrix = f"{a:.4f} {b:.4f} {-b:.4f} {a:.4f} {x:.2f} {self.height - y:.2f}"
        code = text.encode("utf-16-be").hex()
        self.content.append(f"BT {grey} g /{face} {size} Tf {matrix} Tm <{code}> Tj ET")

    def prose(
        self, lines: list[str], y: float, *, left: float = 90, size: float = 12, step: float = 20, indent: float = 24
    ) -> float:
        """Print the lines of a paragraph, the first indented; return the baseline for the next line."""
        for k, line in enumerate(lines):
            self.text(left + (indent if k == 0 else 0), y + k * step, line, size)
        return y + len(lines) * step

    def centred(self, y: float, text: str, size: float = 12, *, bold: bool = False) -> None:
        """Print ``text`` in the middle of the page."""
        self.text((self.width - width(text, size)) / 2, y, text, size, bold=bold)

    def rule(self, x0: float, y0: float, x1: float, y1: float, weight: float = 0.5, grey: float = 0) -> None:
        """Draw a line."""
        self.content.append(
            f"{grey} G {weight} w {x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S"
        )

    def box(self, x0: float, y0: float, x1: float, y1: float, *, fill: float | None = None) -> None:
        """Draw a rectangle, or fill it with a grey."""
        path = f"{x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re"
        self.content.append(f"0 G 0.5 w {path} S" if fill is None else f"{fill} g {path} f")

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Place a grey picture."""
        self.content.append(f"q {x1 - x0:.2f} 0 0 {y1 - y0:.2f} {x0:.2f} {self.height - y1:.2f} cm /pic Do Q")

    def grid(self, xs: list[float], ys: list[float], rows: list[list[str]], size: float = 10) -> None:
        """Draw a ruled table and print its cells."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        self.cells(xs, ys, rows, size)

    def cells(self, xs: list[float], ys: list[float], rows: list[list[str]], size: float = 10) -> None:
        """Print cells in the middle of columns ``xs`` and rows ``ys``, without rules."""
        for row, top, bottom in zip(rows, ys, ys[1:], strict=False):
            for cell, left, right in zip(row, xs, xs[1:], strict=False):
                x = (left + right - width(cell, size)) / 2
                self.text(x, (top + bottom) / 2 + 0.35 * size, cell, size)


class Paper:
    """A PDF in the making; ``layout`` lays it out."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []

    def page(self, width: float = 595, height: float = 842, rotate: int = 0) -> Leaf:
        """Add a page."""
        self.leaves.append(Leaf(width, height, rotate))
        return self.leaves[-1]

    def layout(self) -> Layout:
        """Return the layout of the PDF."""
        data = self.pdf()
        return lay_out_pdf(Source("paper.pdf", data, hashlib.sha256(data).hexdigest(), "application/pdf"))

    def pdf(self) -> bytes:
        """Return the PDF."""
        kids = " ".join(f"{10 + 2 * k} 0 R" for k in range(len(self.leaves)))
        objects = {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: f"<< /Type /Pages /Kids [{kids}] /Count {len(self.leaves)} >>",
            3: _font(FONTS["plain"], 6),
            4: _font(FONTS["bold"], 7),
            5: f"<< {PIXEL} /Length 1 >>\nstream\n\x80\nendstream",
            6: _descendant(FONTS["plain"], 8),
            7: _descendant(FONTS["bold"], 9),
            8: _descriptor(FONTS["plain"]),
            9: _descriptor(FONTS["bold"]),
        }
        for k, leaf in enumerate(self.leaves):
            stream = "\n".join(leaf.content)
            objects[10 + 2 * k] = (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {leaf.width} {leaf.height}] /Rotate {leaf.rotate}"
                f" /Resources << {RESOURCES} >> /Contents {11 + 2 * k} 0 R >>"
            )
            objects[11 + 2 * k] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
        return _assembled(objects)


def _font(name: str, descendant: int) -> str:
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /UniGB-UCS2-H"
        f" /DescendantFonts [{descendant} 0 R] >>"
    )


def _descendant(name: str, descriptor: int) -> str:
    return (
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{name} /DW 1000 /W [1 95 500 814 939 500]"
        f" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor {descriptor} 0 R >>"
    )


def _descriptor(name: str) -> str:
    return (
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    )


def _assembled(objects: dict[int, str]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{places[number]:010d} 00000 n \n".encode() for number in sorted(objects))
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
