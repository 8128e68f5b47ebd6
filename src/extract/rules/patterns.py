"""``patterns/`` → one validated object: found, hashed, loaded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from extract.errors import PatternError
from extract.numerals.lexicon import Lexicon
from extract.rules.catalogue import Catalogue
from extract.rules.front import FrontWords
from extract.rules.grammar import Grammar
from extract.rules.names import NameWords
from extract.rules.prose import Prose, Rule, RuleFile, read_rule
from extract.rules.relations import RelationFile, Relations, gather_relations
from extract.rules.tables import TableWords
from extract.structure.markers import Markers

Model = TypeVar("Model", bound=BaseModel)
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Patterns:
    """Everything that ``patterns/`` says of the genre."""

    digest: str
    markers: Markers
    lexicon: Lexicon
    catalogue: Catalogue
    relations: Relations
    names: NameWords
    grammar: Grammar
    prose: Prose
    tables: TableWords
    front: FrontWords


def default_folder() -> Path:
    """Return the pattern folder: inside the installed package, else beside ``src`` in a checkout."""
    packaged = Path(str(resources.files("extract"))) / "patterns"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "patterns"


def pattern_files(folder: Path) -> list[Path]:
    """Return the pattern files of ``folder``, sorted by their relative POSIX path."""
    files = (path for path in folder.rglob("*.yaml") if path.is_file())
    return sorted(files, key=lambda path: path.relative_to(folder).as_posix())


def digest_folder(folder: Path) -> str:
    """Return ``sha256:…`` over relative paths and LF-normalised bytes: equal in checkout and wheel."""
    digest = hashlib.sha256()
    for path in pattern_files(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"sha256:{digest.hexdigest()}"


def read_yaml(path: Path) -> Any:
    """Return the content of a YAML file; PatternError names file and line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PatternError(f"{path}: {error}") from error


def read_model(path: Path, model: type[Model]) -> Model:
    """Return the YAML file as ``model``; PatternError names file and entry."""
    try:
        return model.model_validate(read_yaml(path) or {})
    except ValidationError as error:
        raise PatternError(f"{path}: {error}") from error


def read_catalogue(folder: Path) -> Catalogue:
    """Return the catalogue: forms and words have files of their own, every other file holds indicators."""
    special = {"forms": folder / "forms.yaml", "words": folder / "words.yaml"}
    content = {name: read_yaml(path) or {} for name, path in special.items()}
    indicators: dict[str, Any] = {}
    for path in pattern_files(folder):
        if path not in special.values():
            entries = read_yaml(path) or {}
            if doubled := sorted(indicators.keys() & entries.keys()):
                raise PatternError(f"{path}: {doubled[0]} is an indicator already; give it a code of its own")
            indicators |= entries
    try:
        return Catalogue.model_validate({"indicators": indicators, **content})
    except ValidationError as error:
        raise PatternError(f"{folder}: {error}") from error


def read_relations(folder: Path, catalogue: Catalogue) -> Relations:
    """Return the relations of all files of ``folder`` and of the catalogue."""
    declared = [tie for path in pattern_files(folder) for tie in read_model(path, RelationFile).root]
    return gather_relations(declared, catalogue)


def read_rules(folder: Path, catalogue: Catalogue, grammar: Grammar) -> Prose:
    """Return the prose rules of all files of ``folder``; PatternError names file and rule."""
    rules: list[Rule] = []
    for path in pattern_files(folder):
        for number, entry in enumerate(read_model(path, RuleFile).rules, 1):
            try:
                rules.append(read_rule(path.name, entry, catalogue.indicators, grammar))
            except ValueError as error:
                raise PatternError(f"{path}: rule {entry.get('id', number)}: {error}") from error
    return Prose(tuple(rules))


def load_patterns(folder: Path | None = None) -> Patterns:
    """Load ``folder`` (default: the patterns that ship with the package)."""
    root = folder or default_folder()
    if not root.is_dir():
        raise PatternError(f"{root}: no such pattern folder; give --patterns a folder like the shipped one")
    catalogue = read_catalogue(root / "catalogue")
    grammar = read_model(root / "grammar.yaml", Grammar)
    return Patterns(
        digest=digest_folder(root),
        markers=read_model(root / "markers.yaml", Markers),
        lexicon=read_model(root / "numerals.yaml", Lexicon),
        catalogue=catalogue,
        relations=read_relations(root / "relations", catalogue),
        names=read_model(root / "entities.yaml", NameWords),
        grammar=grammar,
        prose=read_rules(root / "prose", catalogue, grammar),
        tables=read_model(root / "tables.yaml", TableWords),
        front=read_model(root / "front.yaml", FrontWords),
    )
