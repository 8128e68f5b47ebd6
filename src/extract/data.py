"""What ``patterns/`` holds: the base of its models, and how the content of a YAML file becomes one."""

from __future__ import annotations

import re
from typing import Any, Literal, TypeVar, get_args, get_origin

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

Model = TypeVar("Model")


class Data(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Base of what is read from ``patterns/``: unknown fields are mistakes, and what follows from the rest is kept."""


class WordList(tuple[str, ...]):
    """Words, written as a list or as a string of words apart by blanks."""

    __slots__ = ()

    @classmethod
    def read(cls, value: Any) -> WordList:
        """Return what is written as words; raises ValueError."""
        words = value.split() if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ValueError("Expected words: a list of strings, or one string of words apart by blanks")
        return cls(words)


def read_data(content: Any, model: type[Model]) -> Model:
    """Return what a YAML file holds, its scalars as strings, as ``model``; ValueError says where and what to mend."""
    try:
        return convert(content, model, strict=False, dec_hook=lambda kind, value: kind.read(value))
    except ValidationError as error:
        raise ValueError(f"{error}{tell_choice(str(error), model)}") from error


def tell_choice(complaint: str, model: Any) -> str:
    """Return what could stand in place of an unknown field or word of ``model``; nothing where that lies deeper."""
    known = {field.encode_name: field.type for field in fields(model)} if hasattr(model, "__struct_fields__") else {}
    if match := re.fullmatch(r"Invalid enum value .* - at `\$\.(\w+)`", complaint):
        return f"; one of {', '.join(choices(known.get(match[1])))}"
    if known and re.fullmatch(r"Object contains unknown field `[^`]*`", complaint):
        return f"; one of {', '.join(known)}"
    return ""


def choices(kind: Any) -> list[str]:
    """Return the words that a field may hold."""
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    return [word for part in get_args(kind) for word in choices(part)]
