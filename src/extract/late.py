"""Patterns that are compiled when they are first asked: a report needs few of the many that the genre does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")
MATCHERS = ("search", "match", "fullmatch")


class Late:
    """What is asked like a compiled pattern and becomes one with the first question that it may answer."""

    def __init__(self, pattern: str, words: Iterable[str] = ()) -> None:
        self.pattern = pattern
        self.words = tuple(words)

    def __getattr__(self, name: str) -> Any:
        if name not in METHODS:
            raise AttributeError(name)
        return partial(self._ask, name) if self.words and name in MATCHERS else self._compile(name)

    def _ask(self, name: str, text: str, *span: int) -> Any:
        """Return None for a ``text`` with none of the words that all matches hold."""
        return self._compile(name)(text, *span) if any(map(text.__contains__, self.words)) else None

    def _compile(self, name: str) -> Callable[..., Any]:
        compiled = re.compile(self.pattern)
        self.__dict__.update({method: getattr(compiled, method) for method in METHODS})
        return cast("Callable[..., Any]", self.__dict__[name])


def late(pattern: str, words: Iterable[str] = ()) -> re.Pattern[str]:
    """Return ``pattern`` as one that is compiled when it is first asked; a faulty one raises re.error then.

    Where every match holds one of ``words`` it is compiled when it is first asked about a text that does.
    """
    return cast("re.Pattern[str]", Late(pattern, words))
