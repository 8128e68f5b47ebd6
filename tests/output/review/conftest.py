"""A browser that opens review pages from the disk, with the network cut."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.output.review.judging import extract_text

from extract.pipeline import Extraction

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
OwnPage = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium of the system; skips the test where there is none."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no chromium on this machine: install it to drive the review page")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[OwnPage]:
    """``open_page(content)`` opens a page; afterwards it must have asked for nothing and complained of nothing."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(0)  # a machine may be slow: the bound of the suite holds
    troubles: list[str] = []

    def open_content(content: str) -> Page:
        file = tmp_path / f"review-{len(context.pages)}.html"
        file.write_text(content, encoding="utf-8")
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text))
        page.on(
            "request", lambda asked: asked.url.startswith(("file:", "data:", "blob:")) or troubles.append(asked.url)
        )
        page.goto(file.as_uri())
        return page

    yield open_content
    context.close()
    assert troubles == []


@pytest.fixture(scope="session")
def extraction() -> Extraction:
    """A small report with two errors and a gap in its numbering."""
    return extract_text()
