"""A stand-in for the photographs of a report."""

from __future__ import annotations

import io
import zlib

from PIL import Image, ImageDraw


def picture(caption: str) -> io.BytesIO:
    """Return a small landscape whose hills follow from the caption, as PNG."""
    seed = zlib.crc32(caption.encode())
    image = Image.new("L", (240, 130), 225)
    draw = ImageDraw.Draw(image)
    for layer in range(3):
        seed = (seed * 1103515245 + 12345) % 2**31
        top, peak = 60 + 20 * layer, 30 + seed % 180
        draw.polygon([(0, 130), (0, top), (peak, top - 25), (240, top + 10), (240, 130)], fill=190 - 45 * layer)
    out = io.BytesIO()
    image.quantize(8).save(out, "PNG", optimize=True)
    out.seek(0)
    return out
