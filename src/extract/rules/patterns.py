"""``patterns/`` → one validated object: found, hashed, loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from extract.errors import PatternError
from extract.numerals.lexicon import Lexicon
from extract.rules.catalogue import Catalogue
from extract.rules.files import default_folder, pattern_files, read_catalogue, read_model
from extract.rules.front import FrontWords
from extract.rules.grammar import Grammar
from extract.rules.names import NameWords
from extract.rules.prose import Prose, Rule, RuleFile, read_rule
from extract.rules.relations import Relation, Relations, gather_relations
from extract.rules.tables import TableWords
from extract.structure.markers import Markers


class Patterns(Struct, frozen=True):
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


def digest_folder(folder: Path) -> str:
    """Return ``sha256:…`` over relative paths and LF-normalised bytes: equal in checkout and wheel."""
    digest = hashlib.sha256()
    for path in pattern_files(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"sha256:{digest.hexdigest()}"


def read_relations(folder: Path, catalogue: Catalogue) -> Relations:
    """Return the relations of all files of ``folder`` and of the catalogue."""
    declared = [tie for path in pattern_files(folder) for tie in read_ties(path, catalogue)]
    return gather_relations(declared, catalogue)


def read_ties(path: Path, catalogue: Catalogue) -> tuple[Relation, ...]:
    """Return the relations of one file; PatternError names entry and code where no indicator has it."""
    ties = read_model(path, tuple[Relation, ...])
    for number, tie in enumerate(ties, 1):
        for code in tie.codes:
            if code not in catalogue.indicators:
                raise PatternError(f"{path}: entry {number}, {tie.kind}: {code} {catalogue.tell_unknown(code)}")
    return ties


def read_rules(folder: Path, catalogue: Catalogue, grammar: Grammar) -> Prose:
    """Return the prose rules of all files of ``folder``; PatternError names file and rule."""
    rules: list[Rule] = []
    for path in pattern_files(folder):
        for number, entry in enumerate(read_model(path, RuleFile).rules, 1):
            try:
                rules.append(read_rule(path.name, entry, catalogue, grammar))
                refuse_namesake(rules)
            except ValueError as error:
                raise PatternError(f"{path}: rule {entry.get('id', number)}: {error}") from error
    return Prose(tuple(rules))


def refuse_namesake(rules: Sequence[Rule]) -> None:
    """Raise where the last of ``rules`` has the name of another."""
    *others, last = (rule.name for rule in rules)
    if last in others:
        raise ValueError(f"{last} is a rule already; give it an id of its own")


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
