"""Patterns that are compiled when they are first asked: a report needs few of the many that the genre does."""

from __future__ import annotations

import re
from typing import Any, cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class Late:
    """What is asked like a compiled pattern and becomes one with the first question."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        if name not in METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern)
        self.__dict__.update({method: getattr(compiled, method) for method in METHODS})
        return self.__dict__[name]


def late(pattern: str) -> re.Pattern[str]:
    """Return ``pattern`` as one that is compiled when it is first asked; a faulty one raises re.error then."""
    return cast("re.Pattern[str]", Late(pattern))
