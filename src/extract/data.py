"""What ``patterns/`` holds: the base of its models, and how the content of a YAML file becomes one."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import Struct, convert

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
    return convert(content, model, strict=False, dec_hook=lambda kind, value: kind.read(value))
