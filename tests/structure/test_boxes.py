"""What the geometry of a PDF tells: boxes, pages that run on, merged cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from msgspec.structs import replace
from tests.structure.conftest import PROSE, STORY

from extract.layout.model import Cell, Layout, Piece, Style
from extract.records import Box
from extract.structure import build_outline
from extract.structure.markers import Markers
from extract.structure.model import Outline

PLAIN = Style(12.0, face="宋体")
SMALL = Style(10.5, face="宋体")
SCRIPT = Style(12.0, face="楷体")
BLUE = Style(12.0, face="宋体", shade=0.3)
TWO_LINES = STORY[:20] + "\n" + STORY[20:]


class Page:
    """A layout written piece by piece, as a PDF gives it."""

    def __init__(self) -> None:
        self.text = ""
        self.pieces: list[Piece] = []

    def put(
        self,
        words: str,
        *,
        page: int = 1,
        frame: int | None = None,
        runs_on: bool = False,
        kind: str = "text",
        style: Style = PLAIN,
        margin: float = 70.0,
        top: float = 100.0,
    ) -> Page:
        start = len(self.text)
        self.text += words + "\n"
        box: Box = margin, top, 520.0, top + style.size
        self.pieces.append(Piece(kind, start, start + len(words), page, box, runs_on, frame, style))  # type: ignore[arg-type]
        return self

    def table(self, rows: Sequence[Sequence[tuple[str, int, int, int]]], page: int = 1) -> Page:
        """Add a table: cells as (words, column, colspan, rowspan)."""
        start = len(self.text)
        placed = []
        for row in rows:
            cells = []
            for words, column, colspan, rowspan in row:
                cells.append(Cell(len(self.text), len(self.text) + len(words), column, colspan, rowspan, page))
                self.text += words + "\t"
            self.text = self.text[:-1] + "\n"
            placed.append(tuple(cells))
        self.pieces.append(Piece("table", start, len(self.text) - 1, page, rows=tuple(placed)))
        return self


@pytest.fixture
def read(markers: Markers) -> Callable[[Page], Outline]:
    return lambda page: build_outline(Layout(page.text, page.pieces), markers)


Read = Callable[[Page], Outline]


def test_a_case_in_a_box_ends_with_the_box(read: Read) -> None:
    page = (
        Page().put("1. 概况").put(PROSE).put("案例 1-1 课堂", frame=0).put(STORY, frame=0).put("图 1-1 现场", frame=0)
    )
    page.put("学生作品展出后广受好评。", page=2, frame=0).put(PROSE, page=2)
    outline = read(page)
    assert outline.cases[0].text == f"{STORY}\n学生作品展出后广受好评。"
    assert outline.blocks[-1].case_id is None


def test_a_case_without_figure_ends_with_its_box(read: Read) -> None:
    outline = read(Page().put("1. 概况").put("案例 1-1 课堂", frame=0).put(STORY, frame=0).put(PROSE))
    assert outline.cases[0].text == STORY


@pytest.mark.parametrize("style", [SMALL, SCRIPT, BLUE])
def test_a_case_ends_where_the_text_is_set_as_the_sections(read: Read, style: Style) -> None:
    page = Page().put("1. 概况").put(PROSE).put("案例 1-1 课堂", style=style).put(STORY, style=style)
    outline = read(page.put("图 1-1 现场").put(STORY, style=style).put(PROSE).put(PROSE))
    assert outline.cases[0].text == f"{STORY}\n{STORY}"
    assert [block.case_id for block in outline.blocks[-2:]] == [None, None]


def test_a_case_with_other_margins_ends_with_them(read: Read) -> None:
    page = Page().put("1. 概况").put(TWO_LINES).put("案例 1-1 课堂").put(TWO_LINES, margin=85).put(TWO_LINES)
    assert read(page).cases[0].text == STORY


def test_a_box_without_a_mark_is_a_case_where_no_case_is_marked(read: Read) -> None:
    page = Page().put("1. 概况").put(PROSE).put("车间里的课堂", frame=0).put(STORY, frame=0).put(PROSE)
    page.put("田野里的课堂", frame=1).put(STORY, frame=1)
    assert [(case.number, case.title, case.text) for case in read(page).cases] == [
        (None, "车间里的课堂", STORY),
        (None, "田野里的课堂", STORY),
    ]


def test_a_box_without_a_mark_is_none_beside_marked_cases(read: Read) -> None:
    page = Page().put("1. 概况").put("工作亮点", frame=0).put(PROSE, frame=0).put("案例 1-1 课堂", frame=1)
    outline = read(page.put(STORY, frame=1))
    assert [case.number for case in outline.cases] == ["1-1"]


def test_each_box_behind_a_heading_that_says_only_that_cases_follow_is_a_case(read: Read) -> None:
    page = Page().put("1. 概况").put(PROSE).put("工作亮点", frame=0).put(PROSE, frame=0).put("典型案例")
    for frame, title in ((1, "车间里的课堂"), (2, "田野里的课堂")):
        page.put(title, frame=frame).put("（一）走进车间", frame=frame).put(STORY, frame=frame)
    outline = read(page.put("2. 育人").put("工作亮点", frame=3).put(PROSE, frame=3))
    assert [(case.title, case.text) for case in outline.cases] == [
        ("车间里的课堂", f"（一）走进车间\n{STORY}"),
        ("田野里的课堂", f"（一）走进车间\n{STORY}"),
    ]
    assert [section.title for section in outline.sections] == ["概况", "育人"]


@pytest.mark.parametrize("style", [SMALL, SCRIPT, BLUE])
def test_a_table_is_the_cases_where_what_is_below_is_set_as_the_case(read: Read, style: Style) -> None:
    rows = [[("村名", 0, 1, 1), ("户数", 1, 1, 1)], [("柳湾村", 0, 1, 1), ("12", 1, 1, 1)]]
    page = Page().put("1. 概况").put("全县改造农户用电线路。").put(PROSE).put("案例 1-1 课堂", style=style)
    page.put(STORY, style=style).put("图 1-1 现场").put("表 1-1 农户用电线路改造").table(rows).put(STORY, style=style)
    outline = read(page.put(PROSE))
    assert [(case.text, outline.tables[0].case) for case in outline.cases] == [(f"{STORY}\n{STORY}", "1-1")]
    assert outline.blocks[-1].case_id is None


def test_a_title_of_three_lines_is_one_where_each_fills_its_column(read: Read) -> None:
    head = Style(14.0, bold=True, face="黑体")
    page = Page().put("1.1 聚焦重点产业推动\n专业与产业集群的协\n同发展", style=head, top=80).put(PROSE)
    page.put("1.2 聚焦重点产业推动\n专业与产业集群的协同", style=head, top=80).put("发展", style=head, top=104)
    outline = read(page.put(PROSE))
    assert [section.title for section in outline.sections] == [
        "聚焦重点产业推动专业与产业集群的协同发展",
        "聚焦重点产业推动专业与产业集群的协同发展",
    ]


@pytest.mark.parametrize("bold", [False, True])
def test_numbers_in_circles_are_those_of_sections_where_they_are_set_as_titles(read: Read, bold: bool) -> None:
    page = Page().put("一、概况").put("（一）规模").put(PROSE)
    for number in "①②":
        page.put(f"{number}学生情况", style=replace(PLAIN, bold=bold)).put(PROSE)
    numbers = [section.number for section in read(page).sections]
    assert numbers == ["1", "1.1"] + ["1.1.1", "1.1.2"] * bold


def test_a_heading_above_its_box_opens_the_case(read: Read) -> None:
    outline = read(Page().put("1. 概况").put("案例 1-1 课堂").put(STORY, frame=3).put(PROSE, frame=3).put(PROSE))
    assert outline.cases[0].text == f"{STORY}\n{PROSE}"


def test_a_title_on_two_lines_is_one_heading(read: Read) -> None:
    head, mark = Style(18.0, bold=True, centred=True, face="黑体"), Style(14.0, bold=True, face="黑体")
    page = Page().put("第一章 深化产教融合与校企协同", style=head, top=80).put("育人机制改革", style=head, top=104)
    page.put(PROSE).put(STORY).put("案例 1-1 车间里的课堂", style=mark, top=80)
    outline = read(page.put("与田野里的课堂", style=mark, top=98).put(STORY))
    assert [section.title for section in outline.sections] == ["深化产教融合与校企协同育人机制改革"]
    assert [case.title for case in outline.cases] == ["车间里的课堂与田野里的课堂"]
    assert outline.blocks[0].bbox == (70.0, 80.0, 520.0, 122.0)


def test_a_line_set_otherwise_or_apart_is_no_second_line(read: Read) -> None:
    head = Style(18.0, bold=True, face="黑体")
    page = Page().put("第一章 概况", style=head, top=80).put("学校概览", style=head, top=130).put(PROSE).put(STORY)
    page.put("第二章 育人", style=head, top=80).put("育人概览", style=SCRIPT, top=104).put(PROSE)
    assert [section.title for section in read(page).sections] == ["概况", "育人"]


def test_numbered_lines_in_a_box_are_no_sections(read: Read) -> None:
    page = Page().put("1. 概况").put("1.1 规模").put(PROSE).put("案例 1-1 课堂", frame=0)
    page.put("1.2 做法", frame=0).put(STORY, frame=0).put("1.2 结构").put(PROSE)
    outline = read(page)
    assert [section.title for section in outline.sections] == ["概况", "规模", "结构"]


def test_a_title_in_a_band_below_a_box_is_the_sections(read: Read) -> None:
    large = Style(15.0, face="黑体")
    page = Page().put("1 学生发展", style=large, frame=1).put(PROSE)
    page.put("案例 1 一场比赛", frame=2).put(STORY, frame=2)
    outline = read(page.put("2 教学改革", style=large, frame=2, page=2).put(PROSE, page=2))
    assert [(section.number, section.title) for section in outline.sections] == [("1", "学生发展"), ("2", "教学改革")]


def test_pages_run_on_where_geometry_says_so(read: Read) -> None:
    page = Page().put("1. 概况").put("全市共有学校。").put("其中公办十所。", page=2, runs_on=True)
    page.put(STORY[:30], page=2).put(PROSE, page=3)
    outline = read(page)
    words = [passage.text for passage in outline.passages[1:]]
    assert words == ["全市共有学校。其中公办十所。", STORY[:30], PROSE]
    assert outline.blocks[2].continues == outline.blocks[1].id
    assert (outline.blocks[2].page, outline.blocks[1].page) == (2, 1)


def test_lines_of_a_piece_are_one_paragraph(read: Read) -> None:
    outline = read(Page().put("1. 概况").put("全市共有学校十\n二所，带宽 2200\nMbps。"))
    assert outline.passages[1].text == "全市共有学校十二所，带宽 2200 Mbps。"


def test_furniture_behind_the_last_page_belongs_to_no_section(read: Read) -> None:
    page = Page().put("1. 概况").put(PROSE).put("某市质量报告", kind="furniture").put("12", kind="furniture")
    outline = read(page)
    assert [(block.kind, block.section_id) for block in outline.blocks[2:]] == [("page_furniture", None)] * 2
    assert outline.sections[0].end == outline.blocks[1].end


def test_merged_header_cells_stand_over_each_of_their_columns(read: Read) -> None:
    rows = [
        [("序号", 0, 1, 2), ("指标", 1, 1, 2), ("年度", 2, 2, 1)],
        [("2029 年", 2, 1, 1), ("2030 年", 3, 1, 1)],
        [("1", 0, 1, 2), ("课程", 1, 1, 1), ("3", 2, 1, 1), ("4", 3, 1, 1)],
        [("教材", 1, 1, 1), ("5", 2, 1, 1), ("6", 3, 1, 1)],
    ]
    outline = read(Page().put("1. 概况").put("表 1-1 教学").table(rows))
    [table] = outline.tables
    assert table.header == ["序号", "指标", "年度 / 2029 年", "年度 / 2030 年"]
    assert table.rows == [["1", "课程", "3", "4"], ["", "教材", "5", "6"]]
    assert table.pages == [1]


def test_a_table_over_pages_drops_every_repeated_storey(read: Read) -> None:
    head = [
        [("指标", 0, 1, 2), ("年度", 1, 2, 1)],
        [("2029 年", 1, 1, 1), ("2030 年", 2, 1, 1)],
    ]
    first = [*head, [("学校", 0, 1, 1), ("3", 1, 1, 1), ("4", 2, 1, 1)]]
    second = [*head, [("教师", 0, 1, 1), ("5", 1, 1, 1), ("6", 2, 1, 1)]]
    outline = read(Page().put("1. 概况").put("表 1-1 教学").table(first).table(second, page=2))
    [table] = outline.tables
    assert (table.rows, table.pages, len(table.blocks)) == ([["学校", "3", "4"], ["教师", "5", "6"]], [1, 2], 2)


def test_a_cell_over_the_whole_width_does_not_hide_the_header(read: Read) -> None:
    rows = [
        [("指标", 0, 1, 1), ("数", 1, 1, 1)],
        [("一、规模", 0, 2, 1)],
        [("学校", 0, 1, 1), ("3", 1, 1, 1)],
    ]
    outline = read(Page().put("1. 概况").put("表 1-1 教学").table(rows))
    assert outline.tables[0].header == ["指标", "数"]
    assert outline.tables[0].rows == [["一、规模", ""], ["学校", "3"]]


def test_a_title_and_a_note_inside_the_table_are_no_rows(read: Read) -> None:
    rows = [
        [("表 1-1 教学（单位：人）", 0, 3, 1)],
        [("指标", 0, 1, 1), ("2029 年", 1, 1, 1), ("2030 年", 2, 1, 1)],
        [("教师", 0, 1, 1), ("3", 1, 1, 1), ("4", 2, 1, 1)],
        [("注：数据截至八月底。", 0, 3, 1)],
    ]
    outline = read(Page().put("1. 概况").table(rows))
    [table] = outline.tables
    assert (table.number, table.title, table.note) == ("1-1", "教学", "注：数据截至八月底。")
    assert (table.header, table.rows) == (["指标", "2029 年", "2030 年"], [["教师", "3", "4"]])
    assert outline.frames[0].caption_unit == "人"
    assert "table_no" in {mark.cls for mark in outline.marks}


def test_a_row_over_the_whole_width_titles_a_table_that_has_no_title(read: Read) -> None:
    rows = [
        [("教学条件", 0, 2, 1)],
        [("指标", 0, 1, 1), ("2030 年", 1, 1, 1)],
        [("教师", 0, 1, 1), ("3", 1, 1, 1)],
    ]
    plain, titled = read(Page().put("1. 概况").table(rows)), read(Page().put("1. 概况").put("表 1 规模").table(rows))
    assert (plain.tables[0].title, plain.tables[0].header) == ("教学条件", ["指标", "2030 年"])
    assert titled.tables[0].header == ["教学条件 / 指标", "教学条件 / 2030 年"]


def test_the_rows_of_a_directory_that_was_taken_for_a_table_are_entries(read: Read) -> None:
    rows = [
        [("1. 概况", 0, 1, 1), ("1", 1, 1, 1)],
        [("2. 育人", 0, 1, 1), ("5", 1, 1, 1)],
        [("3. 保障", 0, 1, 1), ("9", 1, 1, 1)],
    ]
    outline = read(Page().put("目录").table(rows).put("1. 概况").put(PROSE))
    assert [(entry.number, entry.title, entry.page) for entry in outline.directory] == [
        ("1", "概况", "1"),
        ("2", "育人", "5"),
        ("3", "保障", "9"),
    ]
    assert outline.tables == []


def test_a_row_that_a_page_cuts_is_one_row(read: Read) -> None:
    head = [("序号", 0, 1, 1), ("单位", 1, 1, 1), ("内容", 2, 1, 1)]
    first = [head, [("1", 0, 1, 1), ("海棠学校", 1, 1, 1), ("共建平台，联合开展", 2, 1, 1)]]
    rest = [("", 0, 1, 1), ("", 1, 1, 1), ("岗位培训 2 期", 2, 1, 1)]
    second = [head, rest, [("2", 0, 1, 1), ("青禾学校", 1, 1, 1), ("送教上门", 2, 1, 1)]]
    outline = read(Page().put("1. 概况").put("表 1-1 合作").table(first).table(second, page=2))
    assert outline.tables[0].rows == [
        ["1", "海棠学校", "共建平台，联合开展岗位培训 2 期"],
        ["2", "青禾学校", "送教上门"],
    ]
    cut = next(passage for passage in outline.passages if passage.text.startswith("共建"))
    assert (cut.text, cut.row, cut.column) == ("共建平台，联合开展岗位培训 2 期", 0, 2)
    assert [passage.text for passage in outline.passages].count("岗位培训 2 期") == 0


@pytest.mark.parametrize("row", [("", "教材", "12"), ("其中：", "", ""), ("", "", "注")])
def test_a_row_of_its_own_at_the_head_of_a_page_stays_one(read: Read, row: tuple[str, str, str]) -> None:
    head = [("指标", 0, 1, 1), ("名称", 1, 1, 1), ("说明", 2, 1, 1)]
    first = [head, [("课程", 0, 1, 1), ("门数", 1, 1, 1), ("全年开设。", 2, 1, 1)]]
    second = [
        [(word, column, 1, 1) for column, word in enumerate(row)],
        [("教师", 0, 1, 1), ("人", 1, 1, 1), ("3", 2, 1, 1)],
    ]
    outline = read(Page().put("1. 概况").put("表 1-1 教学").table(first).table(second, page=2))
    assert len(outline.tables[0].rows) == 3


def test_a_case_that_goes_on_in_the_other_column_of_the_page_has_no_other_margin(read: Read) -> None:
    page = Page().put("1. 概况").put(TWO_LINES).put("案例 1-1 课堂", margin=310).put(TWO_LINES, margin=310)
    assert read(page.put(TWO_LINES, page=2)).cases[0].text == f"{STORY}\n{STORY}"


def test_a_blank_row_at_the_end_of_the_page_that_cuts_a_table_is_none(read: Read) -> None:
    def row(*cells: str) -> list[tuple[str, int, int, int]]:
        return [(cell, column, 1, 1) for column, cell in enumerate(cells)]

    page = (
        Page().put("1. 概况").put(PROSE).put("表 1-1 规模").table([row("指标", "人数"), row("教师", "12"), row("", "")])
    )
    page.table([row("", ""), row("学生", "130"), row("班级", "6")], page=2)
    assert [[cell and cell.end > cell.start for cell in line] for line in read(page).frames[0].rows] == [
        [True, True]
    ] * 3


@pytest.mark.parametrize("top", [80.0, 104.0])
def test_a_large_number_beside_or_above_a_large_title_numbers_it(read: Read, top: float) -> None:
    head = Style(20.0)
    page = Page()
    for number, title in (("1", "学校概况"), ("2", "人才培养")):
        page.put(number, style=head, top=80, frame=int(number)).put(title, style=head, top=top).put(PROSE).put(STORY)
    outline = read(page)
    assert [(section.number, section.title) for section in outline.sections] == [("1", "学校概况"), ("2", "人才培养")]


def test_a_large_number_over_a_title_that_bears_its_own_is_none(read: Read) -> None:
    head = Style(20.0)
    page = Page()
    for number, title in (("01", "第一部分 学校概况"), ("02", "第二部分 人才培养")):
        page.put(number, style=head, top=80, frame=int(number)).put(title, style=head, top=104).put(PROSE).put(STORY)
    outline = read(page)
    assert [(section.number, section.title) for section in outline.sections] == [("1", "学校概况"), ("2", "人才培养")]


def test_a_number_in_the_size_of_the_text_numbers_nothing(read: Read) -> None:
    page = Page().put("一、概况").put(PROSE).put("1").put("毕业生人数").put("1218").put(PROSE)
    assert [section.title for section in read(page).sections] == ["概况"]


def test_an_attachment_that_is_a_table_is_a_part_of_the_report(read: Read) -> None:
    rows = [[("指标", 0, 1, 1), ("人数", 1, 1, 1)], [("教师", 0, 1, 1), ("12", 1, 1, 1)]]
    outline = read(Page().put("1. 概况").put(PROSE).put("附件：主要指标汇总表").table(rows))
    assert [section.title for section in outline.sections] == ["概况", "附件：主要指标汇总表"]
    assert outline.tables[0].section == "附件：主要指标汇总表"


def test_the_heading_over_a_table_that_bears_its_title_is_none(read: Read) -> None:
    rows = [[("表 1 计分卡", 0, 2, 1)], [("指标", 0, 1, 1), ("人数", 1, 1, 1)], [("教师", 0, 1, 1), ("12", 1, 1, 1)]]
    outline = read(Page().put("1. 概况").put(PROSE).put("附表").table(rows))
    assert [section.title for section in outline.sections] == ["概况", "附表"]
    assert [(table.number, table.title) for table in outline.tables] == [("1", "计分卡")]


def test_a_case_stands_in_the_box_under_the_band_of_its_heading(read: Read) -> None:
    page = Page().put("1 规模").put(PROSE).put("案例 1-1 书香校园", frame=0)
    (case,) = read(page.put(STORY, frame=1).put(STORY, frame=1).put(PROSE)).cases
    assert case.text == f"{STORY}\n{STORY}"
