"""The output contract as Pydantic records: what ``report.json`` holds.

Offsets count Unicode code points of the canonical text, half-open, from 0.
Boxes are ``x0, top, x1, bottom`` in points from the top left of the page.  What each field means stands in
``extract.output.meanings``, from where the JSON Schema has it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from extract.errors import ErrorCode

SIGNIFICANT_DIGITS = 15


def plain_number(value: Decimal) -> Decimal:
    """Return ``value`` as the contract prints it: no exponent, no trailing zeros, 15 digits."""
    _, digits, exponent = value.as_tuple()
    if digits[-1] and len(digits) <= SIGNIFICANT_DIGITS and isinstance(exponent, int) and exponent <= 0:
        return value
    given, value = value, +value
    if len(value.as_tuple().digits) > SIGNIFICANT_DIGITS:
        shift = value.adjusted() - SIGNIFICANT_DIGITS + 1
        value = value.quantize(Decimal(1).scaleb(shift))
    value = value.normalize()
    exponent = value.as_tuple().exponent
    value = Decimal(format(value, "f")) if isinstance(exponent, int) and exponent > 0 else value
    return given if given.as_tuple() == value.as_tuple() else value  # many facts hold one and the same


Number = Annotated[Decimal, AfterValidator(plain_number), WithJsonSchema({"type": "number"})]
Box = tuple[float, float, float, float]


NOT_TOLD: set[str] = set()


def no_items() -> list[Any]:
    """Return an empty list; of ``list`` itself pydantic would parse the signature, each time a model is built."""
    return []


def no_entries() -> dict[str, Any]:
    """Return an empty dictionary."""
    return {}


class Record(BaseModel):
    """Base of all records: unknown fields of a later minor version are ignored; validators are built at first use."""

    model_config = ConfigDict(
        extra="ignore", frozen=True, json_schema_serialization_defaults_required=True, defer_build=True
    )

    def model_post_init(self, _: Any) -> None:
        """Keep the values alone: the names are the class's, and which of them were given nobody asks."""
        values, put = self.__dict__, object.__setattr__
        object.__delattr__(self, "__dict__")
        for name, value in values.items():
            put(self, name, value)  # into a dictionary that shares its keys with all of the class
        put(self, "__pydantic_fields_set__", NOT_TOLD)


# --- document ------------------------------------------------------------------------------


class Period(Record):
    """The time a value speaks of; ``year`` files it: the year in which the period ends."""

    label: str
    kind: Literal["academic_year", "year", "date", "month", "range", "instant"]
    start: str | None = None
    end: str | None = None
    year: int | None = None
    basis: Literal["stated", "inherited", "default"]


class Extractor(Record):
    """What made the record: version, pattern hash, engines and options that alter the output."""

    version: str
    patterns: str
    engines: dict[str, str | None]
    options: dict[str, Any] = Field(default_factory=no_entries)


class SourceInfo(Record):
    """The input file."""

    name: str
    sha256: str
    media_type: str
    ocr: bool = False


class PageInfo(Record):
    """One physical page, from 1; ``label`` is the printed page number."""

    page: int
    label: str | None = None
    width: float
    height: float
    ocr: bool = False


class SkippedPage(Record):
    """A page that could not be read, with the reason."""

    page: int
    reason: str


class Document(Record):
    """What the report says of itself."""

    id: str
    title: str | None
    genre: Literal["vocational_quality_report", "unknown"]
    entity: str | None
    issuer: str | None
    report_year: int | None
    published: str | None
    declared: str | None
    period: Period | None
    status: Literal["complete", "partial"]
    skipped: list[SkippedPage] = Field(default_factory=no_items)
    source: SourceInfo
    pages: list[PageInfo] = Field(default_factory=no_items)


EntityKind = Literal["province", "city", "county", "school", "company", "person", "team", "other"]


class Entity(Record):
    """A bearer of facts; ``names`` are the other printed names."""

    name: str
    kind: EntityKind
    code: str | None = None
    names: list[str] = Field(default_factory=no_items)
    parent: str | None = None


# --- structure -----------------------------------------------------------------------------

BlockKind = Literal[
    "cover",
    "declaration",
    "directory",
    "heading",
    "case_heading",
    "paragraph",
    "table_title",
    "table",
    "table_note",
    "figure_caption",
    "page_furniture",
    "other",
]


class Block(Record):
    """A stretch of the canonical text; blocks partition all that is not white space."""

    id: str
    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    bbox: Box | None = None
    section_id: str | None = None
    case_id: str | None = None
    continues: str | None = None


class Section(Record):
    """A heading with all that stands under it, subsections included."""

    id: str
    number: str | None
    title: str
    printed: str
    level: int
    parent: str | None
    block: str
    start: int
    end: int


class Case(Record):
    """A case (案例): ``text`` is its prose alone, page joins undone, paragraphs apart by a line end."""

    id: str
    number: str | None
    title: str
    section: str | None
    section_id: str | None
    block: str
    text: str
    blocks: list[str]


class Figure(Record):
    """A figure caption."""

    id: str
    number: str | None
    caption: str
    section: str | None
    case: str | None
    block: str


class Table(Record):
    """A table, however many pages it runs over; cells as printed."""

    id: str
    number: str | None
    title: str | None
    section: str | None
    case: str | None
    header: list[str]
    rows: list[list[str]]
    note: str | None = None
    blocks: list[str]
    pages: list[int] = Field(default_factory=no_items)
    unsure: bool = False


class DirectoryEntry(Record):
    """One line of a directory; ``page`` as printed after the leader."""

    kind: Literal["section", "case", "table", "figure"]
    number: str | None
    title: str
    page: str | None
    block: str


class Reference(Record):
    """A mention of a table, figure, case or section, with its sentence; ``target`` is null where it does not exist."""

    kind: Literal["section", "case", "table", "figure"]
    number: str
    target: str | None
    start: int
    end: int
    quote: str = ""


# --- facts ---------------------------------------------------------------------------------

Hedge = Literal["approx", "gt", "ge", "lt", "le"]
FactKind = Literal["level", "change", "change_rate", "share", "ratio", "rank", "threshold"]


class Canonical(Record):
    """The value without its scale word."""

    value: Number | None
    unit: str | None


class Where(Record):
    """The exact place: characters, page and box, and the enclosing parts."""

    start: int
    end: int
    page: int | None = None
    bbox: Box | None = None
    section: str | None = None
    section_id: str | None = None
    case: str | None = None
    case_id: str | None = None
    table: str | None = None
    table_id: str | None = None
    row: int | None = None
    column: int | None = None
    quote: str = ""


class Fact(Record):
    """One value that the report states."""

    id: str
    key: str
    indicator: str | None
    name: str
    path: list[str] = Field(default_factory=no_items)
    entity: str | None
    period: Period | None
    kind: FactKind
    aspect: Literal["actual", "plan", "cumulative"] = "actual"
    proviso: str | None = None
    raw: str
    value: Number | None
    unit: str | None
    canonical: Canonical
    interval: tuple[Number | None, Number | None]
    decimals: int
    hedge: Hedge | None = None
    direction: Literal["up", "down"] | None = None
    of: str | None = None
    preferred: bool = False
    conflict: bool = False
    source: Literal["prose", "table"]
    where: Where
    rule: str
    ocr: bool = False


class Unreported(Record):
    """A row and year of the national form that carries no value."""

    indicator: str
    path: list[str]
    year: int | None
    reason: Literal["blank", "dash", "not_applicable", "row_absent", "unreadable"]
    where: Where | None = None


NumberClass = Literal[
    "quantity",
    "change",
    "ratio",
    "rank",
    "date",
    "year",
    "academic_year",
    "duration",
    "threshold",
    "ordinal",
    "heading_no",
    "case_no",
    "table_no",
    "figure_no",
    "directory_page",
    "page_no",
    "row_no",
    "table_cell",
    "table_year",
    "identifier",
    "document_period",
    "name_part",
    "list_marker",
    "other",
]


class LedgerEntry(Record):
    """One numeral of the canonical text, with its class and the facts made of it; page and box only of a PDF."""

    start: int
    end: int
    text: str
    class_: NumberClass = Field(alias="class")
    facts: list[str] = Field(default_factory=no_items)
    page: int | None = Field(default=None, exclude_if=lambda page: page is None)
    bbox: Box | None = Field(default=None, exclude_if=lambda box: box is None)
    confidence: float | None = Field(default=None, exclude_if=lambda score: score is None)

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)


class Finding(Record):
    """Something in the document that does not agree; states the difference and asks."""

    id: str
    check: str
    severity: Literal["error", "warning", "info"]
    cause: str | None = None
    key: str
    state: str
    message: str
    params: dict[str, Any] = Field(default_factory=no_entries)
    facts: list[str] = Field(default_factory=no_items)
    printed: str | None = None
    computed: str | None = None
    where: list[Where] = Field(default_factory=no_items)


class Coverage(Record):
    """How much of the report was understood."""

    blocks: dict[str, int] = Field(default_factory=no_entries)
    numbers: dict[str, int] = Field(default_factory=no_entries)
    open_numbers: list[int] = Field(default_factory=no_items)
    facts: dict[str, int] = Field(default_factory=no_entries)
    silent_rules: list[str] = Field(default_factory=no_items)
    absent_indicators: list[str] = Field(default_factory=no_items)
    unguarded: list[str] = Field(default_factory=no_items)


class Report(Record):
    """The whole of ``report.json``."""

    schema_: Literal["report-extract/report/1"] = Field(default="report-extract/report/1", alias="schema")
    extractor: Extractor
    document: Document
    entities: list[Entity]
    blocks: list[Block]
    sections: list[Section]
    cases: list[Case]
    figures: list[Figure]
    tables: list[Table]
    directory: list[DirectoryEntry]
    references: list[Reference]
    facts: list[Fact]
    unreported: list[Unreported]
    numbers: list[LedgerEntry]
    findings: list[Finding]
    coverage: Coverage

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)


class ErrorDetail(Record):
    """Why an input was not extracted and what to do."""

    code: ErrorCode
    message: str
    hint: str
    retry: bool


class ErrorSource(Record):
    """The input that was not extracted; hash and type are null where its bytes could not be read or told."""

    name: str
    sha256: str | None
    media_type: str | None


class ErrorReport(Record):
    """The whole of ``error.json``."""

    schema_: Literal["report-extract/error/1"] = Field(default="report-extract/error/1", alias="schema")
    source: ErrorSource
    error: ErrorDetail

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)
