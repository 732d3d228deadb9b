"""Names from the company's own catalogue, read from the application while running."""

from __future__ import annotations

import logging
import os
import threading
import time
from dataclasses import dataclass
from typing import Any

import requests
import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from bot.components.entity_reader import Entity, EntityReader

logger = logging.getLogger(__name__)
# What conversation calls a thing of the catalogue's kind.
ENTITY_OF_KIND = {
    "course": "course",
    "skill": "skill",
    "org_unit": "department",
    "position": "position",
    "kpi": "kpi",
}


@dataclass(frozen=True)
class Names:
    """The matcher over one version of the catalogue; `meanings` says what a name may mean."""

    matcher: PhraseMatcher
    meanings: dict[str, list[tuple[str, str]]]


class CatalogueClient:
    """Polls the application's catalogue; keeps the last good one when it does not answer."""

    def __init__(self, url: str, secret: str, seconds: float) -> None:
        self._url, self._secret, self._seconds = url, secret, seconds
        self._etag: str | None = None
        self._next = 0.0
        self._lock = threading.Lock()

    def changed(self) -> list[dict[str, str]] | None:
        """All names, if they are due to be read again and have changed; else None."""
        with self._lock:
            if time.monotonic() < self._next:
                return None
            self._next = time.monotonic() + self._seconds
            try:
                headers = {"X-Peisuan-Secret": self._secret, "If-None-Match": self._etag or ""}
                answer = requests.get(self._url, headers=headers, timeout=3)
                if answer.status_code == 304:
                    return None
                answer.raise_for_status()
            except requests.RequestException as error:
                logger.warning("the catalogue cannot be read (%s); the last one stays", error)
                return None
            self._etag = answer.headers.get("ETag")
            return answer.json()["names"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CatalogueEntityExtractor(EntityReader):
    """Finds courses, skills, departments, positions and KPIs by their names and aliases.

    Nothing of the company is in the trained model: a new course is understood at the next
    poll. spaCy's Chinese tokenizer by characters finds names wherever words begin.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._nlp = spacy.blank("zh")
        self._client = CatalogueClient(
            os.environ.get("PEISUAN_CATALOGUE_URL", ""),
            os.environ.get("PEISUAN_ACTION_SECRET", ""),
            config["poll_seconds"],
        )
        self._names: Names | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"poll_seconds": 15.0}

    def read(self, text: str, found: list[Entity]) -> list[Entity]:
        names = self._client.changed()
        if names is not None:
            self._names = self._build(names)
        return found + self._find(text)

    def _build(self, names: list[dict[str, str]]) -> Names:
        meanings: dict[str, list[tuple[str, str]]] = {}
        for name in names:
            meanings.setdefault(name["name"].lower(), []).append((name["kind"], name["code"]))
        matcher = PhraseMatcher(self._nlp.vocab, attr="LOWER")
        matcher.add("name", list(self._nlp.pipe(meanings)))
        return Names(matcher, meanings)

    def _find(self, text: str) -> list[Entity]:
        if self._names is None or not text:
            return []
        found = self._names.matcher(self._nlp(text), as_spans=True)
        whole = [span for span in found if _is_whole(text, span.start_char, span.end_char)]
        return [
            {
                "entity": ENTITY_OF_KIND[kind],
                "start": span.start_char,
                "end": span.end_char,
                "value": span.text,
                "code": code,
                "extractor": "CatalogueEntityExtractor",
            }
            for span in sorted(filter_spans(whole), key=lambda span: span.start)
            for kind, code in self._names.meanings[span.text.lower()]
        ]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a Latin name is not the middle of a longer Latin word."""
    return not (_joins(text, start) or _joins(text, end))


def _joins(text: str, at: int) -> bool:
    """Whether the characters before and at `at` belong to one Latin word or number."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
