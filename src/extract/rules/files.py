"""The files of ``patterns/``: where they are and what they hold; the catalogue, which more rooms ask for."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from extract.data import Model, read_data
from extract.errors import PatternError, reason_of
from extract.rules.catalogue import Catalogue, Form, Indicator, LabelWords

Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Loader(Base):  # type: ignore[misc]
    """Composes nodes without asking of each what it is to be: scalars are strings here."""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Do nothing."""

    def ascend_resolver(self) -> None:
        """Do nothing."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> None:
        """Return no tag."""


def default_folder() -> Path:
    """Return the pattern folder: inside the installed package, else beside ``src`` in a checkout."""
    packaged = Path(str(resources.files("extract"))) / "patterns"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "patterns"


def pattern_files(folder: Path) -> list[Path]:
    """Return the pattern files of ``folder``, sorted by their relative POSIX path."""
    files = (path for path in folder.rglob("*.yaml") if path.is_file())
    return sorted(files, key=lambda path: path.relative_to(folder).as_posix())


def read_yaml(path: Path) -> Any:
    """Return the content of a YAML file; PatternError names file and line.

    Scalars are strings: what they mean is the model's to say, not YAML's to guess (``no``, ``1:30``).
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
        return None if node is None else build(node)
    except FileNotFoundError as error:
        raise PatternError(
            f"{path}: no such file; give --patterns a folder with all files of the shipped one"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PatternError(f"{path}: {reason_of(error)}; mend the file, or give another --patterns") from error
    except RecursionError as error:
        raise PatternError(f"{path}: lists in lists without end; write it anew") from error
    except yaml.YAMLError as error:
        raise PatternError(f"{path}: {tell_mistake(error)}") from error


def tell_mistake(error: yaml.YAMLError) -> str:
    """Return where and what is wrong in a YAML file: what stands behind it is often the mistake of the line before."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}" if mark else f"not YAML ({problem})"


def build(node: Any) -> Any:
    """Return what a YAML node holds; a key given twice is a mistake, and not the later one's victory."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [build(item) for item in node.value]
    content: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in content:
            raise yaml.MarkedYAMLError(problem="a key must be a word, and stand once", problem_mark=key.start_mark)
        content[key.value] = build(value)
    return content


def read_model(path: Path, model: type[Model]) -> Model:
    """Return the YAML file as ``model``; PatternError names file and entry."""
    try:
        return read_data(read_yaml(path) or {}, model)
    except ValueError as error:
        raise PatternError(f"{path}: {error}") from error


def read_coded(path: Path, model: type[Model]) -> dict[str, Model]:
    """Return the YAML file, a mapping of codes to entries, with each entry as ``model``; PatternError names both."""
    entries: dict[str, Model] = {}
    for code, entry in read_model(path, dict[str, Any]).items():
        try:
            if not isinstance(entry, dict):
                raise ValueError("Expected a mapping: {name: ..., ...}")
            entries[code] = read_data({"code": code, **entry}, model)
        except ValueError as error:
            raise PatternError(f"{path}: {code}: {error}") from error
    return entries


def read_catalogue(folder: Path) -> Catalogue:
    """Return the catalogue: forms and words have files of their own, every other file holds indicators."""
    forms, words = folder / "forms.yaml", folder / "words.yaml"
    indicators: dict[str, Indicator] = {}
    for path in pattern_files(folder):
        if path not in (forms, words):
            entries = read_coded(path, Indicator)
            if doubled := sorted(indicators.keys() & entries.keys()):
                raise PatternError(f"{path}: {doubled[0]} is an indicator already; give it a code of its own")
            indicators |= entries
    catalogue = Catalogue(indicators=indicators, forms=read_coded(forms, Form), words=read_model(words, LabelWords))
    try:
        catalogue.check_codes()
    except ValueError as error:
        raise PatternError(f"{folder}: {error}") from error
    return catalogue
