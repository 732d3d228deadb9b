"""Made-up results: every field that a case does not give gets a figure of its own, so that two
that stand in each other's place show. A field keeps its figure when others are added."""

from __future__ import annotations

import types
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from engine.values.money import Money
from engine.values.results import Named

T = TypeVar("T")
DAY = date(2027, 1, 1)


def cny(amount: object) -> Money:
    return Money(Decimal(str(amount)), "CNY")


def named(name_en: str, name: str) -> Named:
    return Named(name_en.upper().replace(" ", "-"), name, name_en)


NEGOTIATION = named("Negotiation", "谈判技巧")
SAFETY = named("Safety", "安全生产")
SALES = named("Sales", "销售部")
WORKSHOP = named("Workshop", "一车间")
CONVERSION = named("Conversion", "转化率")
REVENUE = named("Revenue", "销售额")


def made(record: type[T], **given: Any) -> T:
    """A record of that kind with what is given, and distinct figures in all other fields."""
    hints = get_type_hints(record)
    values = {
        field.name: given.pop(field.name)
        if field.name in given
        else _value(hints[field.name], f"{record.__name__}.{field.name}")
        for field in fields(record)  # type: ignore[arg-type]
        if field.init
    }
    assert not given, f"{record.__name__} has no {sorted(given)}"
    return record(**values)


def _value(kind: Any, name: str) -> Any:
    number = zlib.crc32(name.encode())
    plain: dict[Any, Any] = {
        bool: False,
        int: 100 + number % 900,
        float: (100 + number % 899) / 1000,
        Decimal: Decimal(100 + number % 400) / 100,
        str: name.rpartition(".")[2],
        date: DAY + timedelta(days=number % 360),
        datetime: datetime(2027, 1, 1, 8, tzinfo=UTC) + timedelta(days=number % 360),
        Money: cny(10000 + number % 89999),
        Named: Named(name, f"某{name}", f"Some {name}"),
        Any: None,
    }
    if kind in plain:
        return plain[kind]
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if type(None) in args else _value(args[0], name)
    if origin is tuple:
        return ()
    if origin in (dict, Mapping):
        return {}
    assert is_dataclass(kind), f"nothing can be made up for {name}: {kind}"
    return made(kind)  # type: ignore[arg-type]
