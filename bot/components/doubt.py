"""When the assistant asks back instead of going on: below a calibrated confidence.

What changes the store needs more confidence than a look at figures: a wrong look costs a
glance. Two readings close together are no reason to ask: a price and a request begin alike.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from assistant.capabilities import of_kind

FALLBACK = "nlu_fallback"
CHANGES = of_kind("change")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Doubt(GraphComponent):
    """Puts `nlu_fallback` first where the likeliest reading is not likely enough."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._least, self._least_for_change = config["threshold"], config["change_threshold"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"threshold": 0.4, "change_threshold": 0.5}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Doubt:
        return cls({**cls.get_default_config(), **config})

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            likeliest, ranking = message.get("intent"), message.get("intent_ranking", [])
            if likeliest["confidence"] < self._needed(likeliest["name"]):
                fallback = {"name": FALLBACK, "confidence": 1 - likeliest["confidence"]}
                message.set("intent", fallback, add_to_output=True)
                message.set("intent_ranking", [fallback, *ranking], add_to_output=True)
        return messages

    def _needed(self, name: str) -> float:
        return float(self._least_for_change if name in CHANGES else self._least)
