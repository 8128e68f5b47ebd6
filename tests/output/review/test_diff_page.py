"""The page of a diff in a browser: nothing sticks out on any screen, the filter finds, links lead to places."""

from __future__ import annotations

import pytest
from tests.compare.shelf import compare, publish, state, take
from tests.compare.test_recycling import copies_of, with_cases
from tests.output.review.conftest import OwnPage

from extract.compare.records import Diff
from extract.output.diff_page import render_diff

WIDTHS = (1440, 960, 390)


@pytest.fixture(scope="module")
def years() -> Diff:
    """Three years of an entity; in the last a case is copied from the first."""
    old, middle, new = (take(f"zean-{year}") for year in (2022, 2023, 2024))
    return compare(old, middle, with_cases(new, copies_of(old, 1, 0.15)[:1]))


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out_of_the_page(open_page: OwnPage, years: Diff, width: int) -> None:
    page = open_page(render_diff(years))
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for heading in page.locator("h2").all():
        assert heading.is_visible()


def test_the_filter_leaves_the_rows_that_have_it_and_opens_what_is_folded(open_page: OwnPage, years: Diff) -> None:
    page = open_page(render_diff(years))
    still = next(level for level in years.levels if level.verdict == "unchanged")
    page.locator("#filter").fill(still.name)
    rows = [row for row in page.locator("tbody tr").all() if row.is_visible()]
    assert rows
    assert all(still.name in row.inner_text() for row in rows)
    assert not page.locator("#recycled").is_visible()
    page.locator("#filter").fill("")
    assert page.locator("#recycled").is_visible()


def test_contents_lead_to_their_parts_and_count_them(open_page: OwnPage, years: Diff) -> None:
    page = open_page(render_diff(years))
    counts = {entry.get_attribute("href"): entry.locator("b").inner_text() for entry in page.locator("nav a").all()}
    assert counts["#recycled"] == "1"
    assert counts["#levels"] == str(len(years.levels))
    assert [anchor for anchor in counts if anchor and page.locator(anchor).count() != 1] == []


def test_a_figure_leads_to_its_place_in_the_review_page(open_page: OwnPage) -> None:
    diff = compare(publish(2023, state("在校生", 2023, "800")), publish(2024, state("在校生", 2024, "950")))
    page = open_page(render_diff(diff, [None, "b/review.html"]))
    (link,) = page.locator("#levels a").all()
    assert link.get_attribute("href") == "b/review.html#f2024"
    assert page.locator("#levels svg").count() == 1
