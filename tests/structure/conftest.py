"""Reading a report that a test writes down line by line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.layout.text import lay_out_text
from extract.rules.patterns import default_folder, read_model
from extract.structure import build_outline
from extract.structure.markers import Markers
from extract.structure.model import Outline

PROSE = "全市各校稳步推进相关工作，取得了明显成效，学生满意度持续提升。"
STORY = "学校围绕产业需求调整课程，与企业共同开发教材，学生实践能力明显增强，就业质量稳步提高。"
SHORTHAND = {"P": PROSE, "Q": STORY}


@pytest.fixture(scope="session")
def markers() -> Markers:
    """The shipped markers."""
    return read_model(default_folder() / "markers.yaml", Markers)


@pytest.fixture(scope="session")
def read(markers: Markers) -> Callable[..., Outline]:
    """``read(line, line, …)`` is the outline of these lines, blank lines between; ``P`` and ``Q`` stand for prose."""

    def read_lines(*lines: str, sep: str = "\n\n") -> Outline:
        return build_outline(lay_out_text(sep.join(SHORTHAND.get(line, line) for line in lines)), markers)

    return read_lines
