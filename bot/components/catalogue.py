"""Names from the company's own catalogue, read from the application while running."""

from __future__ import annotations

import logging
import os
import threading
import time
from typing import Any

import requests
from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from assistant.understanding.names import read_names
from assistant.understanding.names.catalogue import CatalogueNames, Meaning
from assistant.understanding.names.merge import merge
from bot.components.entity_reader import Entity, EntityReader

logger = logging.getLogger(__name__)


class CatalogueClient:
    """Reads the application's catalogue; tells it only when it changed."""

    def __init__(self, url: str, secret: str) -> None:
        self._url, self._secret = url, secret
        self._etag: str | None = None

    def changed(self) -> list[dict[str, str]] | None:
        """All names if they changed since the last time; None also when it does not answer."""
        try:
            headers = {"X-Peisuan-Secret": self._secret, "If-None-Match": self._etag or ""}
            answer = requests.get(self._url, headers=headers, timeout=10)
            if answer.status_code == 304:
                return None
            answer.raise_for_status()
        except requests.RequestException as error:
            logger.warning("the catalogue cannot be read (%s); the last one stays", error)
            return None
        self._etag = answer.headers.get("ETag")
        return answer.json()["names"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NameExtractor(EntityReader):
    """Finds courses, skills, departments, positions and KPIs; and where a person is named,
    whom the application looks up.

    Nothing of the company is in the trained model: a new course is understood at the next
    poll. What is not in the catalogue is found by general vocabulary and grammar, without a
    code, so that the assistant can say that it does not know it.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._client = CatalogueClient(
            os.environ.get("PEISUAN_CATALOGUE_URL", ""),
            os.environ.get("PEISUAN_ACTION_SECRET", ""),
        )
        self._names = CatalogueNames(())
        self._first = threading.Lock()
        self._watched = False

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"poll_seconds": 15.0}

    def read(self, text: str, found: list[Entity], about: dict[str, Any]) -> list[Entity]:
        self._watch()
        entities = merge(text, self._names.find(text), read_names(text), self._names)
        return found + [{**entity, "extractor": "NameExtractor"} for entity in entities]

    def _watch(self) -> None:
        """Read the names before the first message; from then on beside the messages, since
        building the matchers of a large company takes seconds."""
        with self._first:
            if not self._watched:
                self._watched = True
                self._refresh()
                threading.Thread(target=self._keep_fresh, daemon=True).start()

    def _keep_fresh(self) -> None:
        while True:
            time.sleep(self.config["poll_seconds"])
            self._refresh()

    def _refresh(self) -> None:
        names = self._client.changed()
        if names is not None:
            self._names = CatalogueNames([Meaning(**name) for name in names])
