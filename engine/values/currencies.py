"""The currencies of ISO 4217 that people pay with, and how many digits each has."""

from __future__ import annotations

from functools import lru_cache

from babel.core import get_global
from babel.numbers import get_currency_precision

from engine.values.errors import InvalidInput


@lru_cache
def currencies() -> frozenset[str]:
    """The codes of every currency that is legal tender somewhere today, by CLDR's tables."""
    territories = get_global("territory_currencies").values()
    return frozenset(
        code
        for used in territories
        for code, _since, until, tender in used
        if tender and until is None
    )


@lru_cache(maxsize=512)
def digits_of(currency: str) -> int:
    """How many decimal places a sum in `currency` has: JPY 0, CNY 2, KWD 3.

    Raises:
        InvalidInput: it is the code of no currency in use.
    """
    if currency not in currencies():
        raise InvalidInput("unknown_currency", currency=currency)
    return int(get_currency_precision(currency))
