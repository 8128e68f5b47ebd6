"""What the tests of verdicts, letters and the review page share: a report with findings, and verdicts on them."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extract.checks.verdicts import Judged, Ruling, Verdict, Verdicts
from extract.output.folder import write_report
from extract.output.review import render_review
from extract.pipeline import Extraction, extract_report
from extract.records import Finding, Report
from extract.rules.patterns import load_patterns
from extract.source.model import Source

TEXT = """澄湖市中等职业教育质量报告
（2024 年度）

1 学生发展

2024 年，全市中职毕业生 8000 人，升学 4000 人，升学率 51.5%。

2 办学条件

2024 年，全市中职全日制在校生 21500 人。

4 服务贡献

2024 年，全市中职全日制在校生 22500 人。
"""


def extract_text(text: str = TEXT) -> Extraction:
    """Return what ``text`` is extracted to."""
    data = text.encode()
    source = Source(name="a.txt", data=data, sha256=hashlib.sha256(data).hexdigest(), media_type="text/plain")
    return extract_report(source, load_patterns())


def put_report(folder: Path, extraction: Extraction, review: str | None = None) -> Path:
    """Write ``extraction`` as ``folder``."""
    write_report(folder, extraction.report, extraction.text, review)
    return folder


def rule(report: Report, finding: Finding, ruling: Ruling, **changes: Any) -> Verdict:
    """Return a verdict on ``finding``."""
    fields: dict[str, Any] = {
        "state": finding.state,
        "key": finding.key,
        "finding": finding.id,
        "check": finding.check,
        "report_year": report.document.report_year,
        "verdict": ruling,
        "note": "已向学校核实",
        "name": "审核人甲",
        "date": datetime.date(2025, 3, 1),
    }
    return Verdict(**fields | changes)


def put_verdicts(path: Path, report: Report, verdicts: Sequence[Verdict]) -> Path:
    """Write ``verdicts`` on ``report`` as a file."""
    about = report.document
    judged = Judged(id=about.id, title=about.title, entity=about.entity, report_year=about.report_year)
    content = Verdicts(document=judged, verdicts=list(verdicts)).model_dump(mode="json")
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def show(extraction: Extraction, **options: Any) -> str:
    """Return the page of ``extraction``."""
    usual: dict[str, Any] = {"pictures": {}, "reasons": {}, "lang": "zh"}
    return render_review(extraction.report, extraction.text, **usual | options)
