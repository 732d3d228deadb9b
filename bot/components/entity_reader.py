"""The base of the components that read entities out of a text."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

Entity = dict[str, Any]


class EntityReader(GraphComponent):
    """Learns nothing: `read` sees a text and what the components before have found in it."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityReader:
        return cls({**cls.get_default_config(), **config})

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            entities = self.read(
                message.get(TEXT) or "", message.get(ENTITIES, []), message.get(METADATA) or {}
            )
            message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def read(self, text: str, found: list[Entity], about: dict[str, Any]) -> list[Entity]:
        """The entities of `text`: those found before, and this component's own.

        `about` is what the application says with the message: the day it is at the company
        (`today`), its home `currency`, the first month of its fiscal year (`fiscal_month`).
        """
        raise NotImplementedError
