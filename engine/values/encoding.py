"""Result values as plain data, for the API, explanations and replies."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, cast

from pydantic import BaseModel

# By far the most of what there is, and told apart by its type at once.
_AS_IT_IS = frozenset((str, int, float, bool, type(None)))
_AS_TEXT = frozenset((Decimal, date, datetime))


def to_plain(value: Any) -> Any:
    """`value` as dicts, lists, strings and numbers; money and decimals become strings."""
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind in _AS_TEXT:
        return str(value)
    if names := _names(cast(Hashable, kind)):
        return {name: to_plain(getattr(value, name)) for name in names}
    if isinstance(value, BaseModel):
        return {name: to_plain(item) for name, item in value}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | date | datetime):
        return str(value)
    return {} if dataclasses.is_dataclass(kind) else value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """Of what a record of this kind is made."""
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    return tuple(one.name for one in fields)
