"""Topics that no catalogue knows, as entities."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.topics import read_topic


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class TopicExtractor(GraphComponent):
    """Adds a `course` without a code, where the catalogue found neither course nor skill."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicExtractor:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            entities = message.get(ENTITIES, [])
            if any(entity["entity"] in ("course", "skill") for entity in entities):
                continue
            text = message.get(TEXT) or ""
            if span := read_topic(text):
                start, end = span
                # A department's or KPI's name inside a topic (销售 in 销售技巧) is part of it.
                entities = [e for e in entities if e["end"] <= start or e["start"] >= end]
                entities.append(
                    {
                        "entity": "course",
                        "start": start,
                        "end": end,
                        "value": text[start:end],
                        "extractor": "TopicExtractor",
                    }
                )
                message.set(ENTITIES, entities, add_to_output=True)
        return messages
