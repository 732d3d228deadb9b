"""Quantities as entities: money, headcounts, periods, request ids."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.quantities import Quantity, read_quantities


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuantityExtractor(GraphComponent):
    """Adds what `bot.quantities` reads; nothing is learned."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuantityExtractor:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = read_quantities(message.get(TEXT) or "", date.today())
            entities = message.get(ENTITIES, []) + [_entity(quantity) for quantity in found]
            message.set(ENTITIES, entities, add_to_output=True)
        return messages


def _entity(quantity: Quantity) -> dict[str, Any]:
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
