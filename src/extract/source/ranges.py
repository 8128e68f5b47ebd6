"""A long PDF's pages in ranges, read by processes side by side: the first of them by this one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, repeat
from multiprocessing import get_context, parent_process
from threading import Thread

from extract.source.model import Source
from extract.source.pages import Pages, read_range
from extract.source.pdf import PdfFile

STRETCH = 64  # pages that are handed over at a time

held: list[PdfFile] = []
"""The PDF that a process of its own reads from until it ends."""


def read_side_by_side(source: Source, pdf: PdfFile, numbers: Sequence[int], readers: int) -> Pages:
    """Return the pages ``numbers`` of ``source``, open here as ``pdf``, read by as many processes as ``readers``.

    What another process dies of is read again in this one.
    """
    ranges = [numbers[k : k + STRETCH] for k in range(0, len(numbers), STRETCH)]
    mine = -(-len(ranges) // readers)
    pages = Pages([], [])
    with ProcessPoolExecutor(readers - 1, get_context("spawn"), _begin, (source,)) as pool:
        futures = [pool.submit(_read_apart, stretch) for stretch in ranges[mine:]]
        parts = chain(
            (read_range(pdf, stretch) for stretch in ranges[:mine]), map(_await, futures, repeat(pdf), ranges[mine:])
        )
        for part in parts:
            pages.read += part.read
            pages.skipped += part.skipped
    return pages


def _await(future: Future[Pages], pdf: PdfFile, numbers: Sequence[int]) -> Pages:
    """Return the pages ``numbers`` as another process has read them, or read here where it died."""
    try:
        return future.result()
    except BrokenProcessPool:
        return read_range(pdf, numbers)


def _begin(source: Source) -> None:
    """Open the PDF in this process, which is to end at once when the one that asks is killed."""
    parent = parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()
    held.append(PdfFile(source.data, source.password, source.bounds))


def _read_apart(numbers: Sequence[int]) -> Pages:
    return read_range(held[0], numbers)
