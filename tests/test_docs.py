"""The pages that are made from the code agree with it, and every command stands in them."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path

import pytest

from extract import extract_report, load_patterns, read_source
from extract.output.encode import encode_value


def test_generated_pages_are_up_to_date(root: Path) -> None:
    for path, content in runpy.run_path(str(root / "docs" / "generate.py"))["pages"]():
        assert path.read_text(encoding="utf-8") == content, f"{path.name}: run `make docs`"


@pytest.mark.parametrize(
    "page",
    ["README.md", "CONTRIBUTING.md", "docs/output.md", "docs/flows.md", "docs/many.md", "docs/review.md"],
)
def test_what_a_page_links_to_is_there(root: Path, page: str) -> None:
    text = (root / page).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)", text) if "://" not in target]
    assert [target for target in targets if not (root / page).parent.joinpath(target).exists()] == []


def test_make_targets_that_the_pages_name_exist(root: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in ("README.md", "CONTRIBUTING.md"):
        assert set(re.findall(r"make ([a-z]+)", (root / page).read_text(encoding="utf-8"))) <= targets


def test_the_facts_that_the_readme_shows_are_what_comes_out(root: Path) -> None:
    report = extract_report(read_source(root / "samples/zean-2024/zean-2024.txt"), load_patterns()).report
    made = {fact.id: json.loads(encode_value(fact.model_dump())) for fact in report.facts}
    shown = re.findall(r'^\{"id".*', (root / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(shown) == 2
    for fact in map(json.loads, shown):
        assert fact.items() <= made[fact["id"]].items()
