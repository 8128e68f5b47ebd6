"""``report.json`` → the record; of a later minor version what is unknown here is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from msgspec import DecodeError
from msgspec.json import Decoder
from pydantic import ValidationError

from extract.compare.recycling import Volume
from extract.errors import UsageError, reason_of
from extract.output.names import ERROR, REPORT, TEXT
from extract.records import Report

SCHEMA = str(get_args(Report.model_fields["schema_"].annotation)[0])

DECODER = Decoder(float_hook=Decimal)

INCOMPARABLE = ("numbers", "references", "figures")
"""Lists of a report that no comparison looks at."""

PROSE = (b'"kind": "paragraph"', b'"case_id": null')
"""What stands in the lines of the blocks that one does look at."""


def read_report(path: Path, without: Collection[str] = (), prose: bool = False) -> Report:
    """Return the report at ``path`` (a ``report.json`` or its folder); UsageError where it is none of this major.

    The lists in ``without`` may be left empty, and of the blocks all but the ``prose`` of sections left out: what
    nobody asks for takes half of the time.
    """
    file = path / REPORT if path.is_dir() else path
    if not file.is_file() and (path / ERROR).is_file():
        raise UsageError(f"{path}: nothing was extracted, its {ERROR} tells why; give the folder of a report")
    content = load_json(
        file, "give the folder of a report", "give the folder of a report, or extract it again", without, prose=prose
    )
    refuse_unknown_schema(file, content, SCHEMA)
    try:
        return Report.model_validate(content)
    except ValidationError as error:
        return read_known(file, content, error)


def read_volume(path: Path, without: Collection[str] = ()) -> Volume:
    """Return the report at ``path`` with its text, where that stands beside it, but without lists that do not compare.

    ``without``: further lists that may be left empty.
    """
    file = (path if path.is_dir() else path.parent) / TEXT
    try:
        text = file.read_bytes().decode() if file.is_file() else None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: cannot be read; extract the report again") from error
    return Volume(read_report(path, {*without, *INCOMPARABLE}, prose=True), text)


def load_json(file: Path, missing: str, broken: str, without: Collection[str] = (), prose: bool = False) -> Any:
    """Return the content of ``file`` with its numbers as decimals; the hints say what to do where there is none."""
    try:
        data = file.read_bytes()
        try:
            thin = empty_lists(data, without)
            return DECODER.decode(keep_lines(thin, b"blocks", PROSE) if prose else thin)
        except DecodeError:
            return DECODER.decode(data)
    except OSError as error:
        raise UsageError(f"{file}: {reason_of(error)}; {missing}") from error
    except (ValueError, DecodeError) as error:
        raise UsageError(f"{file}: no JSON ({error}); {broken}") from error


def empty_lists(data: bytes, names: Iterable[str]) -> bytes:
    """Return a report's JSON without what stands in the lists ``names``, by its lines: no line of a list begins with ].

    What another program has written over has other lines and stays as it is, or is no JSON any more.
    """
    for name in names:
        head, opening, rest = data.partition(f'\n"{name}": [\n'.encode())
        _, closing, rest = rest.partition(b"\n]")
        data = b"".join((head, opening[:-1], b"]", rest)) if closing else data
    return data


def keep_lines(data: bytes, name: bytes, words: Sequence[bytes]) -> bytes:
    """Return a report's JSON with those lines of the list ``name`` alone in which all of ``words`` stand."""
    head, opening, rest = data.partition(b'\n"%s": [\n' % name)
    lines, closing, rest = rest.partition(b"\n]")
    kept = [line.removesuffix(b",") for line in lines.split(b"\n") if all(word in line for word in words)]
    return b"".join((head, opening, b",\n".join(kept), closing, rest))


def refuse_unknown_schema(file: Path, content: Any, known: str) -> None:
    """Raise where ``content`` is not of the schema that this version reads."""
    schema = content.get("schema") if isinstance(content, dict) else None
    if schema != known:
        older = str(schema).rpartition("/")[0] == known.rpartition("/")[0]
        cure = "use the version that wrote it" if older else "give another file"
        raise UsageError(f"{file}: its schema is {schema or 'none'}, this version reads {known}; {cure}")


def read_known(file: Path, content: dict[str, Any], error: ValidationError) -> Report:
    """Return ``content`` without the records whose enum members a later minor version has added."""
    strange: dict[str, set[int]] = {}
    for trouble in error.errors(include_url=False, include_context=False, include_input=False):
        match trouble:
            case {"type": "literal_error", "loc": (str(field), int(index), *_)}:
                strange.setdefault(field, set()).add(index)
            case {"loc": place, "msg": message}:
                raise UsageError(f"{file}: {'.'.join(map(str, place))}: {message}; extract the report again") from error
    known = {
        field: [item for index, item in enumerate(content[field]) if index not in strange[field]] for field in strange
    }
    return Report.model_validate(content | known)
