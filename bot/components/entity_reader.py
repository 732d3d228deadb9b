"""The base of the components that read entities out of a text."""

from __future__ import annotations

import logging
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.understanding.in_time import TooLong, in_time

logger = logging.getLogger(__name__)
Entity = dict[str, Any]
# What says more is a table, and is sent as one; each costs time in every turn that follows.
MOST = 150
# Told to the application with what was read.
TOO_MUCH = "too_much"


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
            entities = self._in_bounds(message)
            if entities is None:
                message.set(TOO_MUCH, True, add_to_output=True)
            message.set(ENTITIES, entities or [], add_to_output=True)
        return messages

    def _in_bounds(self, message: Message) -> list[Entity] | None:
        """None where the message says too much to be read as one."""
        if message.get(TOO_MUCH):
            return None
        text = message.get(TEXT) or ""
        try:
            with in_time():
                found = self.read(text, message.get(ENTITIES, []), message.get(METADATA) or {})
        except TooLong:
            logger.warning("%s gave up a message of %d characters", type(self).__name__, len(text))
            return None
        return found if len(found) <= MOST else None

    def read(self, text: str, found: list[Entity], about: dict[str, Any]) -> list[Entity]:
        """The entities of `text`: those found before, and this component's own.

        `about` is what the application says with the message: the day it is at the company
        (`today`), its home `currency`, the first month of its fiscal year (`fiscal_month`).
        """
        raise NotImplementedError
