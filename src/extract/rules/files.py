"""The files of ``patterns/``: where they are and what they hold; the catalogue, which more rooms ask for."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from extract.errors import PatternError
from extract.rules.catalogue import Catalogue

Model = TypeVar("Model", bound=BaseModel)
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def default_folder() -> Path:
    """Return the pattern folder: inside the installed package, else beside ``src`` in a checkout."""
    packaged = Path(str(resources.files("extract"))) / "patterns"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "patterns"


def pattern_files(folder: Path) -> list[Path]:
    """Return the pattern files of ``folder``, sorted by their relative POSIX path."""
    files = (path for path in folder.rglob("*.yaml") if path.is_file())
    return sorted(files, key=lambda path: path.relative_to(folder).as_posix())


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
