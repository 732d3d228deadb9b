"""A conversation whose messages are read with all names of the company, as the bot reads them."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.understanding.names import read_names
from assistant.understanding.names.catalogue import CatalogueNames, Meaning
from assistant.understanding.names.merge import merge
from engine.queries.catalogue import catalogue_names
from tests.conversing import Conversation, Entity

_KNOWN: dict[str, CatalogueNames] = {}


@dataclass
class CatalogueConversation(Conversation):
    known: CatalogueNames = field(init=False)

    def __post_init__(self) -> None:
        """The names of the sample are read once: they are the same in every copy of it."""
        if "sample" not in _KNOWN:
            with self.engine.database.reading() as session:
                found = [Meaning(one.kind, one.code, one.name) for one in catalogue_names(session)]
            _KNOWN["sample"] = CatalogueNames(found)
        self.known = _KNOWN["sample"]

    def _names(self, text: str) -> list[Entity]:
        return merge(text, self.known.find(text), read_names(text), self.known)
