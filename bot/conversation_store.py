"""Where conversations are kept: SQLite, with the open ones also in memory."""

from __future__ import annotations

import json
from collections import OrderedDict
from itertools import islice
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event

# Conversations kept in memory; an older one is read from the database when it goes on.
MOST_OPEN = 500


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL tracker store without reading every conversation back for each message.

    A tracker is taken out of memory while a message is worked on and put back when it is
    saved, so a turn that fails leaves what the database has. This holds as long as all
    messages of a conversation come to one Rasa process, which Rasa's own lock asks for too.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, host=host, event_broker=event_broker, **kwargs)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _relax)
        self._open: OrderedDict[str, tuple[DialogueStateTracker, int]] = OrderedDict()
        self._stored: dict[str, int] = {}

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        known = self._open.pop(sender_id, None)
        if known is not None:
            tracker, self._stored[sender_id] = known
            return tracker
        tracker = await super().retrieve(sender_id)
        self._stored[sender_id] = len(tracker.events) if tracker else 0
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self.stream_events(tracker)
        sender_id = tracker.sender_id
        stored = self._stored.pop(sender_id, None)
        if stored is None:
            await super().save(tracker)
        else:
            rows = [_row(sender_id, new) for new in islice(tracker.events, stored, None)]
            if rows:
                with self.engine.begin() as connection:
                    connection.execute(self.SQLEvent.__table__.insert(), rows)
        self._open[sender_id] = (tracker, len(tracker.events))
        while len(self._open) > MOST_OPEN:
            self._open.popitem(last=False)


def _relax(connection: Any, _record: Any) -> None:
    """A crash of the machine may lose the last words of a conversation, never a request:
    those are in the engine's store, which waits for the disk."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _row(sender_id: str, new: Event) -> dict[str, Any]:
    data = new.as_dict()
    intent = data.get("parse_data", {}).get("intent", {}).get("name")
    return {
        "sender_id": sender_id,
        "type_name": new.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": intent,
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }
