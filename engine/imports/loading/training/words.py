"""The words of trainings that are no values of a field, as `words.toml` has them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from engine.imports.amounts import plain

_SIGNS = re.compile(r"[\W_]+")


@cache
def words() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@cache
def sense_of(heading: str) -> Mapping[str, str] | None:
    """What yes and no mean below a heading; none where it does not say."""
    bare = _SIGNS.sub("", plain(heading))
    return next((one for one in words()["senses"] if bare in one["headings"]), None)


@cache
def yes_or_no(text: str) -> str | None:
    """ "yes", "no", or neither."""
    said = plain(text)
    return next((one for one, spelt in words()["yes_no"].items() if said in spelt), None)


@cache
def is_no_cost(text: str) -> bool:
    """Whether a cell of money says, in words or by a dash, that there is nothing."""
    return plain(text) in words()["no_cost"]


@cache
def mark_in(text: str) -> str | None:
    """The number of a mark (95, 95分), as digits; none if the text is no mark."""
    said = plain(text)
    for unit in words()["marks"]:
        said = said.removesuffix(unit).strip()
    return said if re.fullmatch(r"\d{1,4}(\.\d+)?", said) else None


_BETWEEN = re.compile(r"\s+[-–—:/]+\s+|[()（）,，;；]+")


@cache
def parts_of(text: str) -> tuple[str, ...]:
    """What stands beside each other in a cell: "N - no show", 缺勤（病假）."""
    return tuple(one.strip() for one in _BETWEEN.split(text) if one.strip())
