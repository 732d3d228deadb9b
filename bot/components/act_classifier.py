"""What a message does in the talk by its words, as a component of Rasa's pipeline.

Its ranking is the key `acts` of the message. Rasa hands every key that is marked as output on to
the tracker's latest message, and so to the action server, where the talk is weighed in
(assistant/acting).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.understanding.acts import borrowed, trained, written
from assistant.understanding.parts import parts_of
from assistant.understanding.reader import beside
from assistant.understanding.sentences import SentenceClassifier
from bot.talks import marked_messages

ACTS = "acts"
DATA = Path(__file__).parents[1] / "data" / "acts"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ActClassifier(GraphComponent):
    """Taught with the files beside the sentences of the capabilities, and with some of those."""

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        model: SentenceClassifier | None = None,
    ) -> None:
        self._storage, self._resource, self._model = storage, resource, model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ActClassifier:
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        told = [(e.get(TEXT), e.get(INTENT)) for e in training_data.intent_examples if e.get(TEXT)]
        marked = [(one.text, one.acts[0][0]) for one in marked_messages()]
        self._model = trained([*marked, *written(DATA), *borrowed(told)])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / "acts.joblib", compress=3)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ActClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, joblib.load(folder / "acts.joblib"))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            parts = [self._rank(text[start:end]) for start, end in parts_of(text)]
            message.set(ACTS, self._rank(text), add_to_output=True)
            message.set("part_acts", parts, add_to_output=True)
        return messages

    def _rank(self, text: str) -> list[dict[str, Any]]:
        assert self._model is not None, "the classifier of acts is neither trained nor loaded"
        shares = beside.acts(text, self._model.shares(text))
        best = sorted(shares, key=shares.__getitem__, reverse=True)
        return [{"name": name, "confidence": shares[name]} for name in best]
