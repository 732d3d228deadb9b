"""Quantities as entities: money, headcounts, periods, request ids."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from assistant.understanding.quantities import Quantity, read_quantities
from bot.components.entity_reader import Entity, EntityReader
from engine.values.fiscal import FiscalCalendar


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuantityExtractor(EntityReader):
    """Adds what `assistant.understanding.quantities` reads."""

    def read(self, text: str, found: list[Entity], about: dict[str, Any]) -> list[Entity]:
        home = about.get("currency", "CNY")
        return found + [
            _entity(quantity)
            for quantity in read_quantities(text, _today(about), _fiscal(about), home=home)
        ]


def _today(about: dict[str, Any]) -> date:
    """The company's day; sentences that come without one are measured on this machine's."""
    return date.fromisoformat(about["today"]) if "today" in about else date.today()


def _fiscal(about: dict[str, Any]) -> FiscalCalendar:
    return FiscalCalendar(about.get("fiscal_month", 1), about.get("fiscal_named_by_start", False))


def _entity(quantity: Quantity) -> Entity:
    value = quantity.value
    return {
        "entity": quantity.entity,
        "start": quantity.start,
        "end": quantity.end,
        # Exact decimals travel as text; whole numbers as what they are.
        "value": _plain(value) if isinstance(value, Decimal) else value,
        "extractor": "QuantityExtractor",
        **quantity.extra,
    }


def _plain(value: Decimal) -> int | str:
    return int(value) if value == value.to_integral_value() else str(value)
