"""The pages that are made from the code agree with it, and every command stands in them."""

from __future__ import annotations

import json
import re
import runpy
import shutil
from pathlib import Path

import pytest
from msgspec.structs import fields

from extract import extract_report, load_patterns, read_source
from extract.output.encode import encode_value
from extract.output.meanings import COMMON, MEANINGS
from extract.output.schema import SCHEMAS, make_schema, records_of
from extract.rules.catalogue import Indicator
from extract.rules.prose import SLOTS, RuleText
from extract.rules.rehearsal import rehearse


def test_generated_pages_are_up_to_date(root: Path) -> None:
    for path, content in runpy.run_path(str(root / "docs" / "generate.py"))["pages"]():
        assert path.read_text(encoding="utf-8") == content, f"{path.name}: run `make docs`"


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        *(
            f"docs/{name}.md"
            for name in ("checks", "fields", "flows", "many", "operators", "output", "review", "rules")
        ),
    ],
)
def test_what_a_page_links_to_is_there(root: Path, page: str) -> None:
    text = (root / page).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)", text) if "://" not in target]
    assert [target for target in targets if not (root / page).parent.joinpath(target).exists()] == []


def test_make_targets_that_the_pages_name_exist(root: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in ("README.md", "CONTRIBUTING.md"):
        assert set(re.findall(r"make ([a-z]+)", (root / page).read_text(encoding="utf-8"))) <= targets


def test_a_field_is_told_of_where_there_is_one_and_nowhere_else() -> None:
    fields = {
        (record, field)
        for name in SCHEMAS
        for record, parts in records_of(make_schema(name))
        for field in parts["properties"]
    }
    own = {(record, field) for record, meanings in MEANINGS.items() for field in meanings}
    assert own <= fields
    assert {field for _, field in fields - own} == set(COMMON)


def test_the_rule_of_the_page_on_rules_works_as_it_stands_there(root: Path, tmp_path: Path) -> None:
    indicator, rule = re.findall(r"```yaml\n(.*?)```", (root / "docs" / "rules.md").read_text("utf-8"), re.DOTALL)
    shutil.copytree(root / "patterns", ours := tmp_path / "ours")
    (ours / "catalogue" / "own.yaml").write_text(indicator, "utf-8")
    (ours / "prose" / "own.yaml").write_text(rule, "utf-8")
    patterns = load_patterns(ours)
    own = [rule for rule in patterns.prose.rules if rule.name == "own.yaml#kitchens"]
    assert (len(own), rehearse(own, patterns.lexicon, patterns.grammar)) == (1, [])
    (tmp_path / "a.txt").write_text("泽安市职业教育质量报告\n一、条件\n全市烹饪教学间约为 35 间。\n", "utf-8")
    facts = extract_report(read_source(tmp_path / "a.txt"), patterns).report.facts
    assert [(fact.indicator, fact.rule) for fact in facts] == [("own.kitchens", "own.yaml#kitchens")]


def test_the_page_on_rules_names_every_field_and_slot(root: Path) -> None:
    page = (root / "docs" / "rules.md").read_text("utf-8")
    codes = {field.encode_name for model in (RuleText, Indicator) for field in fields(model)} - {"code"}
    assert [name for name in (*codes, *SLOTS) if f"`{name}`" not in page] == []


def test_the_facts_that_the_readme_shows_are_what_comes_out(root: Path) -> None:
    report = extract_report(read_source(root / "samples/zean-2024/zean-2024.txt"), load_patterns()).report
    made = {fact.id: json.loads(encode_value(fact.model_dump())) for fact in report.facts}
    shown = re.findall(r'^\{"id".*', (root / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(shown) == 2
    for fact in map(json.loads, shown):
        assert fact.items() <= made[fact["id"]].items()
