"""What is known of headings and names beside the kinds' own (`vocabulary.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from engine.imports.amounts import plain

_BETWEEN = re.compile(r"[\s_\-./:,;()（）【】\[\]*★'’\"“”?!]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def vocabulary() -> Mapping[str, Any]:
    path = Path(__file__).with_name("vocabulary.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=50_000)
def squashed(text: str) -> str:
    """A heading as it is compared: EmployeeID, employee_id and "Employee ID:" are one."""
    return _BETWEEN.sub("", plain(text).replace("#", "no"))


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a heading: Employee_ID and EmployeeID have two."""
    parted = plain(_CAMEL.sub(" ", text)).replace("#", " no ")
    return tuple(word for word in _BETWEEN.split(parted) if word)


@cache
def listed(name: str) -> frozenset[str]:
    """A list of the vocabulary in all languages, as it is compared."""
    return frozenset(squashed(one) for one in spellings(name))


@cache
def spellings(name: str) -> tuple[str, ...]:
    """A list of the vocabulary in all languages, half-width and in small letters."""
    return tuple(plain(one) if one.strip() == one else one for one in _all(name))


@lru_cache(maxsize=50_000)
def is_per_head(heading: str) -> bool:
    """Whether a heading says that its amounts are of one person: 培训费用（元/人）. What stands
    behind a stroke has to end there: 人员/人事费用 says nothing of it."""
    said = plain(heading).replace(" / ", "/")
    return any(
        re.search(rf"{re.escape(one)}(?!\w)", said) if one.startswith("/") else one in said
        for one in spellings("per_head")
    )


def _all(name: str) -> list[str]:
    said = vocabulary()[name]
    return [one for language in said.values() for one in language]
