"""Topics that no catalogue knows, as entities."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.components.entity_reader import Entity, EntityReader
from bot.understanding.topics import read_topic


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class TopicExtractor(EntityReader):
    """Adds a `course` without a code, where the catalogue found neither course nor skill."""

    def read(self, text: str, found: list[Entity]) -> list[Entity]:
        span = read_topic(text)
        if span is None or any(entity["entity"] in ("course", "skill") for entity in found):
            return found
        start, end = span
        topic = {
            "entity": "course",
            "start": start,
            "end": end,
            "value": text[start:end],
            "extractor": "TopicExtractor",
        }
        # A department's or KPI's name inside a topic (销售 in 销售技巧) is part of it.
        return [one for one in found if one["end"] <= start or one["start"] >= end] + [topic]
