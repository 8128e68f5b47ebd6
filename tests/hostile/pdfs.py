"""PDFs made to hurt, written byte by byte."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf

Make = Callable[[], bytes]
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
NOUGHTS = zlib.compress(b"\0" * 100)
IMAGE = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter %s"
DESCENDANT = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Supplement 0 >> >>"
COMPOSITE = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [%s] %s >>"
WORDS = b"BT /F1 12 Tf 72 720 Td (1.1 Overview) Tj 0 -20 Td (There are 13 schools, 12.5% more.) Tj ET"


class Writer:
    """A PDF in the making; objects are numbered from 1: the catalogue, the page tree, then what is added."""

    def __init__(self) -> None:
        self.objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
        self.pages: list[int] = []

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        self.objects.append(body)
        return len(self.objects)

    def stream(self, data: bytes, extra: bytes = b"", length: int | None = None) -> int:
        """Add a stream, its length stated truly or not."""
        stated = len(data) if length is None else length
        return self.add(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (stated, extra, data))

    def deflated(self, data: bytes, extra: bytes = b"") -> int:
        """Add a compressed stream."""
        return self.stream(zlib.compress(data, 1), b"/Filter /FlateDecode " + extra)

    def page(self, content: int | bytes, extra: bytes = b"", resources: bytes = b"") -> int:
        """Add a page with its content stream."""
        number = content if isinstance(content, int) else self.stream(content)
        body = b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /Font << /F1 %s >> %s >> %s >>"
        box = b"" if b"/MediaBox" in extra else b"/MediaBox [0 0 595 842] "
        self.pages.append(self.add(body % (number, FONT, resources, box + extra)))
        return self.pages[-1]

    def kids(self) -> bytes:
        """Return the pages as references."""
        return b" ".join(b"%d 0 R" % page for page in self.pages)

    def save(self, tree: bytes | None = None, trailer: bytes = b"", start: int | None = None) -> bytes:
        """Return the file; ``tree`` in place of an honest page tree, ``start`` of an honest place of the table."""
        self.objects[1] = tree or b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self.pages), self.kids())
        out = io.BytesIO()
        out.write(b"%PDF-1.7\n")
        places = []
        for number, body in enumerate(self.objects, start=1):
            places.append(out.tell())
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        table = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
        out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(places) + 1, trailer))
        out.write(b"startxref\n%d\n%%%%EOF\n" % (table if start is None else start))
        return out.getvalue()


def one_page(content: bytes = WORDS, extra: bytes = b"", resources: bytes = b"") -> Writer:
    """Return a PDF of one page."""
    writer = Writer()
    writer.page(content, extra, resources)
    return writer


def many_pages(count: int, content: bytes = WORDS) -> Writer:
    """Return a PDF of many pages with one content."""
    writer = Writer()
    stream = writer.stream(content)
    for _ in range(count):
        writer.page(stream)
    return writer


def tree(body: bytes) -> Make:
    """Return a maker of a PDF with another page tree."""
    return lambda: one_page().save(tree=body)


def drawn(content: bytes, extra: bytes = b"", resources: bytes = b"") -> Make:
    """Return a maker of a page with words and ``content``."""
    return lambda: one_page(WORDS + b"\n" + content, extra, resources).save()


def cut(share: float) -> Make:
    """Return a maker of a file that ends too early."""
    return lambda: (whole := many_pages(20).save())[: int(len(whole) * share)]


def stated(length: int) -> Make:
    """Return a maker of a page whose content states another length."""

    def make() -> bytes:
        writer = Writer()
        writer.page(writer.stream(WORDS, length=length))
        return writer.save()

    return make


def filtered(data: bytes, filters: bytes) -> Make:
    """Return a maker of a page whose content passes through ``filters``."""

    def make() -> bytes:
        writer = Writer()
        writer.page(writer.stream(data, filters))
        writer.page(WORDS)
        return writer.save()

    return make


def burst(megabytes: int) -> bytes:
    """Return compressed blanks; one block stands for the next, so that they need not be compressed."""
    packer = zlib.compressobj(9)
    head = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + again * (megabytes - 1) + packer.flush()


def inflating(megabytes: int, times: int = 1) -> Make:
    """Return a maker of a content stream that inflates, compressed ``times`` times over."""

    def make() -> bytes:
        data = burst(megabytes)
        for _ in range(times - 1):
            data = zlib.compress(data, 9)
        writer = Writer()
        writer.page(writer.stream(data, b"/Filter [" + b"/FlateDecode " * times + b"]"))
        writer.page(WORDS)
        return writer.save()

    return make


def form(body: bytes, content: bytes) -> bytes:
    """Return a form as an object."""
    head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >> /Length %d >>"
    return head % (body, len(content)) + b"\nstream\n" + content + b"\nendstream"


def forms(depth: int, fan: int = 1, loop: bool = False) -> bytes:
    """Return a page whose form draws a form that draws a form, each ``fan`` times."""
    writer = Writer()
    first = len(writer.objects) + 1
    for number in range(first, first + depth):
        inner = number + 1 if number + 1 < first + depth else first if loop else 0
        named = b"/XObject << /X %d 0 R >>" % inner if inner else b"/Font << /F1 %s >>" % FONT
        writer.add(form(named, b"/X Do " * fan if inner else WORDS))
    writer.page(WORDS + b" /X Do", resources=b"/XObject << /X %d 0 R >>" % first)
    return writer.save()


def long_page(characters: int, across: int = 100) -> bytes:
    """Return a page of very many characters."""
    rows = characters // across
    step = 800 / rows
    size = min(8.0, step)
    parts = [b"BT /F1 %.4f Tf" % size]
    parts += [b"1 0 0 1 20 %.3f Tm (%s) Tj" % (820 - row * step, b"1234567 ab" * (across // 10)) for row in range(rows)]
    return one_page(b"\n".join([*parts, b"ET"])).save()


def scattered(count: int, dress: Callable[[int], bytes]) -> bytes:
    """Return a page of many text objects, each in its own dress."""
    return one_page(b"\n".join(b"BT %s (12) Tj ET" % dress(i) for i in range(count))).save()


def locked(user: str, owner: str = "keeper") -> Make:
    """Return a maker of an encrypted PDF."""

    def make() -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(one_page().save())) as pdf:
            pdf.save(out, encryption=pikepdf.Encryption(user=user, owner=owner))
        return out.getvalue()

    return make


def packed(objects: bytes, count: int = 1, first: int = 4) -> Make:
    """Return a maker of a PDF with a stream of objects."""

    def make() -> bytes:
        writer = one_page()
        writer.deflated(objects, b"/Type /ObjStm /N %d /First %d " % (count, first))
        return writer.save()

    return make


def named_font(font: bytes, content: bytes = b"BT /F2 12 Tf 72 600 Td <0001000200030004> Tj ET") -> Make:
    """Return a maker of a page that uses a font of its own."""
    return drawn(content, resources=b"/Font << /F1 %s /F2 %s >>" % (FONT, font))


def character_map() -> bytes:
    """Return a page with a font whose map names far more characters than there are."""
    writer = Writer()
    head = b"/CIDInit /ProcSet findresource begin begincmap 50000 beginbfrange\n"
    ranges = b"".join(b"<%04x> <ffff> <0031>\n" % i for i in range(50_000))
    named = b"/ToUnicode %d 0 R" % writer.deflated(head + ranges + b"endbfrange")
    fonts = b"/Font << /F1 %s /F2 %s >>" % (FONT, COMPOSITE % (DESCENDANT, named))
    writer.page(WORDS + b" BT /F2 12 Tf 72 600 Td <00010002> Tj ET", resources=fonts)
    return writer.save()


def picture(
    width: int, height: int, filter_: bytes = b"/FlateDecode", data: bytes = zlib.compress(b"\0" * 100)
) -> Make:
    """Return a maker of a page with a picture of a stated size."""

    def make() -> bytes:
        writer = Writer()
        extra = (
            b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter %s"
        )
        image = writer.stream(data, extra % (width, height, filter_))
        writer.page(WORDS + b" q 500 0 0 500 0 0 cm /I Do Q", resources=b"/XObject << /I %d 0 R >>" % image)
        return writer.save()

    return make


def bookmarks() -> bytes:
    """Return a PDF whose bookmarks lead in a circle."""
    writer = one_page()
    place = writer.add(b"")
    writer.objects[place - 1] = b"<< /First %d 0 R /Last %d 0 R /Next %d 0 R /Title (a) >>" % (place, place, place)
    writer.objects[0] = b"<< /Type /Catalog /Pages 2 0 R /Outlines %d 0 R /PageLabels %d 0 R >>" % (place, place)
    return writer.save()


def luggage() -> bytes:
    """Return a PDF that would run a program when it is opened, and that brings a file along."""
    writer = one_page()
    program = writer.add(b"<< /S /JavaScript /JS (while\\(true\\){}) >>")
    file = writer.stream(b"MZ", b"/Type /EmbeddedFile ")
    luggage = writer.add(b"<< /Type /Filespec /F (run.exe) /EF << /F %d 0 R >> >>" % file)
    writer.objects[0] = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction %d 0 R"
        b" /Names << /JavaScript << /Names [(a) %d 0 R] >> /EmbeddedFiles << /Names [(run.exe) %d 0 R] >> >> >>"
    ) % (program, program, luggage)
    return writer.save()


def mapped(names: bytes) -> Make:
    """Return a maker of a page with a font whose map names five characters so."""

    def make() -> bytes:
        writer = Writer()
        head = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange "
        named = b"/ToUnicode %d 0 R" % writer.deflated(head + names + b" endcmap")
        fonts = b"/Font << /F1 %s /F2 %s >>" % (FONT, COMPOSITE % (DESCENDANT, named))
        shown = b" BT /F2 12 Tf 72 600 Td <00010002000300040005> Tj 0 -20 Td (13 and 12.5%) Tj ET"
        writer.page(WORDS + shown, resources=fonts)
        return writer.save()

    return make


def streamed(widths: bytes, extra: bytes = b"") -> Make:
    """Return a maker of a PDF whose table of objects is a stream with fields of stated ``widths``."""

    def make() -> bytes:
        writer = one_page()
        writer.objects[1] = b"<< /Type /Pages /Count 1 /Kids [%s] >>" % writer.kids()
        out, places = io.BytesIO(), [0]
        out.write(b"%PDF-1.7\n")
        for number, body in enumerate(writer.objects, start=1):
            places.append(out.tell())
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        places.append(out.tell())
        table = zlib.compress(b"".join(b"\1%s\0" % place.to_bytes(2, "big") for place in places))
        stated = b"<< /Type /XRef /W %s /Size %d /Root 1 0 R /Filter /FlateDecode /Length %d %s >>"
        head = stated % (widths, len(places), len(table), extra)
        out.write(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (len(places) - 1, head, table))
        out.write(b"startxref\n%d\n%%%%EOF\n" % places[-1])
        return out.getvalue()

    return make


def itself(kind: bytes, call: bytes, head: bytes, content: bytes) -> Make:
    """Return a maker of a page that calls object 6, whose content calls it again."""

    def make() -> bytes:
        again = b"/%s << /X 6 0 R >>" % kind
        resources = again if kind != b"Font" else b"/Font << /F1 %s /X 6 0 R >>" % FONT
        writer = one_page(WORDS + call, resources=resources)
        writer.stream(content, head + b" /Resources << %s >>" % again)
        writer.stream(content)
        return writer.save()

    return make


def newest(user: str) -> Make:
    """Return a maker of a PDF locked as PDF 2.0 locks."""

    def make() -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(one_page().save())) as pdf:
            pdf.save(out, encryption=pikepdf.Encryption(user=user, owner="keeper", R=6), force_version="2.0")
        return out.getvalue()

    return make


def updated_in_a_circle() -> bytes:
    """Return a PDF whose last table of objects is the one before itself."""
    whole = one_page().save()
    place = len(whole)
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer << /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return whole + table % (place, place)


def boxed(count: int) -> bytes:
    """Return a PDF whose pages state boxes, turns and units of all kinds, most of them of no use."""
    boxes = (
        b"0 0 595 842",
        b"0 0 0 0",
        b"-595 -842 0 0",
        b"9 9 9 9",
        b"0 0 14400 14400",
        b"1e10 0 2e10 842",
        b"nan 0 1 1",
    )
    turns, units = (-90, 90, -180, 450, -45, 10**9, 0), (b"1", b"0", b"-1", b"0.0001", b"75000")
    stated = b"/MediaBox [%s] /CropBox [%s] /Rotate %d /UserUnit %s "
    writer = Writer()
    content = writer.stream(WORDS)
    for i in range(count):
        dress = boxes[i % 7], boxes[i // 3 % 7], turns[i // 7 % 7], units[i % 5]
        writer.page(content, stated % dress)
    return writer.save()


def alien(body: bytes) -> bytes:
    """Return a PDF whose first page is sound and whose second is ``body``."""
    writer = one_page()
    writer.pages.append(writer.add(body))
    return writer.save()


PDFS: dict[str, Make] = {
    "page tree leads to itself": tree(b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"),
    "page tree leads back": lambda: alien(b"<< /Type /Pages /Parent 2 0 R /Count 1 /Kids [2 0 R] >>"),
    "no pages": tree(b"<< /Type /Pages /Count 0 /Kids [] >>"),
    "pages without end": tree(b"<< /Type /Pages /Count 2000000000 /Kids [4 0 R] >>"),
    "fewer than no pages": tree(b"<< /Type /Pages /Count -5 /Kids [4 0 R] >>"),
    "pages that are none": tree(b"<< /Type /Pages /Count 3 /Kids [1 0 R 3 0 R 99 0 R] >>"),
    "page that is a number": lambda: alien(b"42"),
    "page that is missing": tree(b"<< /Type /Pages /Count 2 /Kids [4 0 R 77 0 R] >>"),
    "page without content": lambda: alien(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"),
    "page whose content is missing": lambda: alien(b"<< /Type /Page /Parent 2 0 R /Contents 88 0 R >>"),
    "page without size": drawn(b"", b"/MediaBox [0 0 0 0] "),
    "page turned inside out": drawn(b"", b"/MediaBox [595 842 0 0] "),
    "page as large as a land": drawn(b"", b"/MediaBox [0 0 1000000000 1000000000] "),
    "page of no numbers": drawn(b"", b"/MediaBox [(a) null /b 1e999] "),
    "page half turned": drawn(b"", b"/Rotate 45 "),
    "page with a tiny crop": drawn(b"", b"/CropBox [1 1 2 2] "),
    "page scaled": drawn(b"", b"/UserUnit 1000000 "),
    "no table of objects": lambda: one_page().save().replace(b"xref", b"xxxx"),
    "table past the end": lambda: one_page().save(start=10**9),
    "table in the midst": lambda: one_page().save(start=40),
    "table before itself": lambda: one_page().save(trailer=b"/Prev 9"),
    "table without end": lambda: one_page().save().replace(b"xref\n0 ", b"xref\n0 99999999"),
    "no root": lambda: one_page().save().replace(b"/Root 1 0 R", b"/Root 9 0 R"),
    "cut at a tenth": cut(0.1),
    "cut in the middle": cut(0.5),
    "cut near the end": cut(0.99),
    "cut with an end mark": lambda: cut(0.5)() + b"\n%%EOF\n",
    "header alone": lambda: b"%PDF-1.7\n%%EOF\n",
    "header and noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 200 + b"\n%%EOF\n",
    "header late": lambda: b"x" * 900 + one_page().save(),
    "stream too short": stated(3),
    "stream too long": stated(10**6),
    "stream of negative length": stated(-1),
    "stream that bursts": inflating(300),
    "stream that bursts twice": inflating(1000, 2),
    "stream of broken data": filtered(b"\x78\x9c" + b"\xff" * 999, b"/Filter /FlateDecode"),
    "stream of unknown make": filtered(WORDS, b"/Filter [/Crypt /Nothing]"),
    "stream filtered a thousand times": filtered(WORDS, b"/Filter [" + b"/ASCIIHexDecode " * 1000 + b"]"),
    "objects in an endless stream": packed(b"7 0 << /Type /ObjStm >>", 10**9, 4),
    "lists in lists": lambda: alien(b"[" * 100_000 + b"]" * 100_000),
    "dictionaries in dictionaries": lambda: alien(b"<< /A " * 50_000 + b"1" + b" >>" * 50_000),
    "content of open lists": drawn(b"[" * 300_000),
    "content of open dictionaries": drawn(b"/A << " * 100_000),
    "content of open strings": drawn(b"(" * 300_000),
    "content of saved states": drawn(b"q " * 500_000),
    "content of noise": drawn(bytes(range(256)) * 1000),
    "content of unknown words": drawn(b"foo 1 2 bar " * 50_000),
    "picture without end": drawn(b"BI /W 10 /H 10 /BPC 8 /CS /RGB ID " + b"\0" * 1000),
    "forms in forms": lambda: forms(5000),
    "forms in a circle": lambda: forms(3, loop=True),
    "forms that multiply": lambda: forms(12, fan=10),
    "clips in clips": drawn(b"0 0 500 500 re W n " * 50_000),
    "strokes": drawn(b"".join(b"%d 10 m %d 800 l S " % (i % 595, i % 595) for i in range(60_000))),
    "curves": drawn(b"0 0 m " + b"1 2 3 4 5 6 c " * 100_000 + b"S"),
    "grid of a million cells": drawn(
        b"".join(b"0 %d m 999 %d l S %d 0 m %d 999 l S " % (i, i, i, i) for i in range(1000)),
        b"/MediaBox [0 0 999 999] ",
    ),
    "two thousand pages": lambda: many_pages(2000).save(),
    "more pages than allowed": lambda: many_pages(5001, b"").save(),
    "page of 50,000 characters": lambda: long_page(50_000),
    "page of 200,000 characters": lambda: long_page(200_000),
    "line of 20,000 characters": lambda: long_page(20_000, 20_000),
    "column of 20,000 characters": lambda: long_page(20_000, 10),
    "characters on one spot": lambda: scattered(20_000, lambda i: b"/F1 12 Tf 72 720 Td"),
    "characters of all sizes": lambda: scattered(
        20_000, lambda i: b"/F1 %.3f Tf %d %d Td" % (1 + i / 500, i % 500, i % 800)
    ),
    "characters of all slants": lambda: scattered(
        20_000, lambda i: b"/F1 9 Tf %.3f %.3f %.3f 1 %d %d Tm" % (1, i / 9999, -i / 9999, i % 500, i % 800)
    ),
    "characters far out": lambda: scattered(9999, lambda i: b"/F1 9 Tf %d %d Td" % (10**6 * i, -(10**6) * i)),
    "characters of no size": lambda: scattered(9999, lambda i: b"/F1 0 Tf %d %d Td" % (i % 500, i % 800)),
    "characters as large as towns": lambda: scattered(999, lambda i: b"/F1 100000000 Tf %d %d Td" % (i, i)),
    "characters mirrored": lambda: scattered(9999, lambda i: b"/F1 9 Tf -1 0 0 -1 %d %d Tm" % (i % 500, i % 800)),
    "numbers without bounds": drawn(b"1e400 0 0 -1e400 99999999999999999999 0 cm BT /F1 9 Tf (12) Tj ET"),
    "locked for reading": locked("secret"),
    "locked for changes": locked(""),
    "locked by an unknown lock": lambda: one_page().save(
        trailer=b"/Encrypt << /Filter /Nobody /V 9 /R 9 >> /ID [(a) (a)]"
    ),
    "lock without a key": lambda: one_page().save(trailer=b"/Encrypt 99 0 R"),
    "font that is missing": named_font(b"99 0 R"),
    "font in itself": named_font(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /DescendantFonts [4 0 R] /Encoding /Identity-H >>"
    ),
    "font of no kind": named_font(b"<< /Type /Font >>"),
    "font of endless widths": named_font(
        b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FirstChar 0 /LastChar 2000000000 /Widths [1] >>"
    ),
    "characters without end": character_map,
    "picture as large as a land": picture(60_000, 60_000),
    "picture of negative size": picture(-5, -5),
    "picture of noise": picture(100, 100, b"/JPXDecode", bytes(range(256)) * 20),
    "picture of broken bits": picture(100, 100, b"/JBIG2Decode", bytes(range(256)) * 20),
    "bookmarks in a circle": bookmarks,
    "program and luggage": luggage,
}
PDFS |= {  # tables of objects, characters without a shape, what draws itself
    "table in a stream": streamed(b"[1 2 1]"),
    "table of fields of no width": streamed(b"[0 0 0]"),
    "table of fields as wide as a land": streamed(b"[4294967295 2147483647 9]"),
    "table of fields of negative width": streamed(b"[-1 2 1]"),
    "table of more objects than there are": streamed(b"[1 2 1]", b"/Index [0 999999999 5 -3]"),
    "table foretold": streamed(b"[1 2 1]", b"/DecodeParms << /Predictor 12 /Columns 2000000000 /Colors 99999 >>"),
    "table behind itself": updated_in_a_circle,
    "names of half characters": mapped(
        b"5 beginbfchar <0001> <d800> <0002> <dfff> <0003> <d83dde00> <0004> <0000> <0005> <fffeffff> endbfchar"
    ),
    "names that end lines and pages": mapped(
        b"5 beginbfchar <0001> <000c> <0002> <000a> <0003> <000d> <0004> <000a000c0009> <0005> <0301> endbfchar"
    ),
    "names of many noughts": mapped(b"2 beginbfchar <0001> <" + b"0000" * 5000 + b"> <0002> <0009> endbfchar"),
    "names that break off": mapped(b"99 beginbfrange <0001 <zz> [<] <0003> <0001> <0041> << >> endbfrange"),
    "word of 10 MB": lambda: one_page(WORDS, b"/" + b"A" * 10_000_000 + b" 1 ").save(),
    "path of a million corners": drawn(
        b"0 0 m " + b"".join(b"%d %d l " % (i % 595, i % 842) for i in range(10**6)) + b"S"
    ),
    "page of negative places": drawn(b"", b"/MediaBox [-900 -900 -300 -50] "),
    "form that draws itself twice": itself(
        b"XObject", b" /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b"/X Do /X Do"
    ),
    "pattern that paints itself": itself(
        b"Pattern",
        b" /Pattern cs /X scn 0 0 500 500 re f",
        b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.00001 /YStep 0",
        b"/Pattern cs /X scn 0 0 9 9 re f",
    ),
    "letter that is written with itself": itself(
        b"Font",
        b" BT /X 20 Tf 72 500 Td (aa) Tj ET",
        b"/Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0 0 0 0 0 0] /FirstChar 97 /LastChar 97"
        b" /Encoding << /Differences [97 /a] >> /CharProcs << /a 7 0 R >> /Widths [1e30]",
        b"BT /X 20 Tf (a) Tj ET",
    ),
    "spaces as wide as a land": drawn(
        b"BT /F1 9 Tf 1e30 Tc -1e30 Tw 1e9 Tz 1e20 Ts 72 600 Td (12) Tj [(1) -1e35 (3)] TJ ET"
    ),
    "content in 100,000 pieces": lambda: alien(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents [" + b"3 0 R " * 100_000 + b"] >>"
    ),
    "locked anew for reading": newest("密码"),
    "locked anew for changes": newest(""),
    "padded with noughts": lambda: one_page().save() + b"\0" * 300_000,
    "pages of all shapes": lambda: boxed(300),
    "bar with nothing beside it": drawn(b"450 300 4 100 re f"),
    "two in one": lambda: one_page().save() + many_pages(3).save(),
}
