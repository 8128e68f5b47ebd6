"""The evaluation page: every field of every report with its support, strict beside soft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .tally import Tally

STRUCTURE = (
    "document",
    "sections",
    "cases",
    "case texts",
    "figures",
    "tables",
    "table cells",
    "table notes",
    "directory",
)
NUMBERS = ("table facts", "other table facts", "Arabic numerals", "Chinese numerals", "words left alone")
CLAIMS = (
    "value and unit",
    "kind",
    "period",
    "entity",
    "name",
    "name alike",
    "hedge",
    "direction",
    "aspect",
    "all of it",
)
SCOPES = ("report", "case", "context")
FAILURES = 25


@dataclass(frozen=True, slots=True)
class Result:
    """The tallies of one input, its alarms and times; ``quotable``: its words may be printed."""

    name: str
    tallies: Sequence[Tally]
    alarms: Sequence[str]
    seconds: float
    yardstick: float
    quotable: bool

    def of(self, field: str) -> Tally | None:
        """Return the tally of a field, None where it was not scored."""
        return next((one for one in self.tallies if one.field == field), None)


def write_page(results: Sequence[Result]) -> str:
    """Return the page as Markdown."""
    parts = [
        INTRODUCTION,
        "## Structure\n",
        grid(results, STRUCTURE),
        "## Table facts and the ledger\n",
        grid(results, NUMBERS),
    ]
    for scope in SCOPES:
        title = {"report": "the report's own claims", "case": "claims of cases", "context": "claims about the world"}[
            scope
        ]
        parts += [f"## Prose: {title}\n", grid(results, [f"{scope}: {field}" for field in CLAIMS], f"{scope}: ")]
    parts += [
        "## Prose: what is given that is no claim, false alarms, time\n",
        closing(results),
        "## All inputs together\n",
        together(results),
        "## Failures\n",
        failures([result for result in results if result.quotable]),
    ]
    return "\n".join(parts)


INTRODUCTION = """# Evaluation

Written by `make eval`. Every sample is scored against the truth that its builder wrote before anything was rendered;
where `EXTRACT_TRUTH` names a folder with real reports and their gold, those are scored too, and only their counts
are printed.

A cell reads *right of wanted*; `+n` are things given that nobody wants. **Strict** is the exact thing: a title
letter by letter, a cell with its place, a table fact with path, unit, year and value, a claim with value, unit, kind,
period, entity, name, hedge, direction and aspect (*all of it*). **Soft** forgives the wording of a name (*name alike*:
one name holds the other, or most characters agree). Fields behind *value and unit* count the claims found.
Text inputs are matched by place, PDFs by the words of the claim in its section and case.
"""


def row(cells: Iterable[str]) -> str:
    """Return a table row."""
    return "| " + " | ".join(cells) + " |"


def cell(one: Tally | None) -> str:
    """Return a count with its support."""
    if one is None:
        return "–"
    extra = f" +{one.got - one.right}" if one.got > one.right and one.extra else ""
    return f"{one.right}/{one.want}{extra}"


def grid(results: Sequence[Result], fields: Sequence[str], prefix: str = "") -> str:
    """Return one row a report, one column a field."""
    used = [field for field in fields if any(result.of(field) for result in results)]
    lines = [row(["input", *(field.removeprefix(prefix) for field in used)]), row(["---"] * (len(used) + 1))]
    for result in results:
        if any(result.of(field) for field in used):
            lines.append(row([result.name, *(cell(result.of(field)) for field in used)]))
    return "\n".join(lines) + "\n"


def closing(results: Sequence[Result]) -> str:
    """Return precision, findings and the time against its yardstick."""
    lines = [
        row(["input", "facts that are claims", "precision", "errors and warnings", "time ÷ yardstick"]),
        row(["---"] * 5),
    ]
    for result in results:
        one = result.of("prose facts that are claims")
        precision = f"{one.precision:.3f}" if one else "–"
        ratio = f"{result.seconds / result.yardstick:.2f}" if result.yardstick else "–"
        lines.append(row([result.name, cell(one), precision, str(len(result.alarms)), ratio]))
    return "\n".join(lines) + (
        "\n\nThe yardstick of a text is one `jieba.initialize()`, that of a PDF plain pdfplumber's `extract_text` and "
        "`extract_tables` over all pages, in the same run. On the samples, which contradict themselves nowhere, every "
        "error or warning is a false alarm.\n"
    )


def together(results: Sequence[Result]) -> str:
    """Return the sum over all inputs, field by field."""
    fields = dict.fromkeys(one.field for result in results for one in result.tallies)
    lines = [
        row(["field", "right", "wanted", "given", "recall", "precision", "inputs without a fault"]),
        row(["---"] * 7),
    ]
    for field in fields:
        some = [one for result in results if (one := result.of(field))]
        whole = Tally(field, *(sum(getattr(one, key) for one in some) for key in ("right", "want", "got")))
        faultless = f"{sum(one.perfect for one in some)}/{len(some)}"
        counts = (str(whole.right), str(whole.want), str(whole.got))
        lines.append(row([field, *counts, f"{whole.recall:.4f}", f"{whole.precision:.4f}", faultless]))
    return "\n".join(lines) + "\n"


def failures(results: Sequence[Result]) -> str:
    """Return what failed, field by field, each failure once with the number of inputs that have it."""
    found: dict[str, Counter[str]] = {}
    for result in results:
        for one in result.tallies:
            if not one.field.endswith("all of it"):
                shown = [*(f"missing: {text}" for text in one.missing), *(f"not wanted: {text}" for text in one.extra)]
                found.setdefault(one.field, Counter()).update(set(shown))
        found.setdefault("errors and warnings", Counter()).update(set(result.alarms))
    lines: list[str] = []
    for field, counts in found.items():
        if counts:
            listed = [f"- {text} (in {count})" for text, count in sorted(counts.items())]
            more = [f"- … {len(listed) - FAILURES} more"] if len(listed) > FAILURES else []
            lines += [f"**{field}**\n", *listed[:FAILURES], *more, ""]
    return "\n".join(lines or ["none", ""])
