"""The samples say what their descriptions say, and their truth stands at its place."""

from __future__ import annotations

import filecmp
import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

import build

SAMPLES = Path(build.__file__).parent
NAMES = list(build.orders())


def truth(name: str, part: str) -> Any:
    return json.loads((SAMPLES / name / "truth" / f"{part}.json").read_text(encoding="utf-8"))


def text_of(name: str) -> str:
    return (SAMPLES / name / f"{name}.txt").read_text(encoding="utf-8")


def data_rows(name: str) -> list[dict[str, Any]]:
    return [row for table in truth(name, "structure")["tables"] if table["kind"] == "data" for row in table["rows"]]


@pytest.mark.parametrize("name", NAMES)
def test_text_and_truth_are_those_of_the_description(name: str, tmp_path: Path) -> None:
    build.write_text(name, build.orders()[name], tmp_path)
    files = [f"{name}.txt", "truth/structure.json", "truth/claims.json", "truth/numbers.json"]
    assert filecmp.cmpfiles(SAMPLES / name, tmp_path, files, shallow=False) == (files, [], [])


@pytest.mark.parametrize("name", NAMES)
def test_every_digit_of_the_text_belongs_to_exactly_one_numeral_of_the_truth(name: str) -> None:
    text, seen = text_of(name), [0] * len(text_of(name))
    for numeral in truth(name, "numbers")["numerals"]:
        assert text[numeral["start"] : numeral["end"]] == numeral["text"]
        for i in range(numeral["start"], numeral["end"]):
            seen[i] += 1
    assert max(seen) == 1
    assert [m.start() for m in re.finditer(r"[0-9０-９]", text) if not seen[m.start()]] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_is_printed_where_the_truth_says(name: str) -> None:
    text = text_of(name)
    for claim in truth(name, "claims")["claims"]:
        raw = text[claim["value_start"] : claim["value_end"]]
        assert raw == claim["raw"]
        assert claim["start"] <= claim["value_start"] < claim["value_end"] <= claim["end"]
        digits = re.match(r"[0-9,]+(?:\.[0-9]+)?", raw.replace("\n", ""))
        if digits and claim["kind"] != "ratio" and claim["value"] is not None:
            assert float(digits.group().replace(",", "")) == claim["value"]


@pytest.mark.parametrize("name", NAMES)
def test_both_years_of_a_family_give_the_year_between_them_the_same_values(name: str) -> None:
    family, year = name.rsplit("-", 1)
    earlier = f"{family}-{int(year) - 1}"
    if earlier not in NAMES:
        assert int(year) == min(int(other.rsplit("-", 1)[1]) for other in NAMES if other.startswith(family))
        return
    shared = str(int(year) - 1)
    for old, new in zip(data_rows(earlier), data_rows(name), strict=True):
        assert old["path"] == new["path"]
        assert old["values"][shared].replace(",", "") == new["values"][shared].replace(",", "")


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.pdf")), ids=lambda path: path.stem)
def test_every_print_has_twenty_pages_and_is_small(path: Path) -> None:
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) >= 20
    assert path.stat().st_size < 1_000_000


def test_three_engines_print_six_layouts_and_each_report_has_two() -> None:
    layouts = {name: order["layouts"] for name, order in build.orders().items()}
    assert all(len(some) >= 2 for some in layouts.values())
    assert len({layout for some in layouts.values() for layout in some}) >= 6
