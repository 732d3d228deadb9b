"""Where conversations are kept: SQLite, with the open ones also in memory."""

from __future__ import annotations

import json
from collections import OrderedDict
from itertools import islice
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine, event
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

# Conversations kept in memory; an older one is read from the database when it goes on.
MOST_OPEN = 500
# Each turn costs as much as the events of its conversation: Rasa copies them, and sends them
# all to the application. Beyond MOST_EVENTS, what is open goes on with the last KEPT or so.
MOST_EVENTS = 160
KEPT = 60


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
            self._keep_connections()
        self._open: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        # How many events of a conversation the database has, for those read or saved here.
        self._stored: dict[str, int] = {}

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        known = self._open.pop(sender_id, None)
        if known is not None:
            return known
        tracker = await super().retrieve(sender_id)
        self._stored[sender_id] = len(tracker.events) if tracker else 0
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self.stream_events(tracker)
        sender_id = tracker.sender_id
        new = list(islice(tracker.events, self._stored.get(sender_id, 0), None))
        if new:
            with self.engine.begin() as connection:
                connection.execute(
                    self.SQLEvent.__table__.insert(), [_row(sender_id, one) for one in new]
                )
        if len(tracker.events) > MOST_EVENTS:
            tracker = _recent(tracker)
        self._stored[sender_id] = len(tracker.events)
        self._open[sender_id] = tracker
        while len(self._open) > MOST_OPEN:
            forgotten, _ = self._open.popitem(last=False)
            del self._stored[forgotten]

    def _keep_connections(self) -> None:
        """Rasa opens the SQLite file anew for each statement; a pool keeps it open."""
        self.engine.dispose()
        self.engine = create_engine(
            self.engine.url, poolclass=QueuePool, connect_args={"check_same_thread": False}
        )
        event.listen(self.engine, "connect", _relax)
        self.sessionmaker = sessionmaker(bind=self.engine)


def _recent(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """The same conversation with what happened long ago told as its outcome: the slots.

    It is cut before a message at which no form was open; the database keeps all of it.
    """
    events = list(tracker.events)
    told = _told(tracker, [])
    cut, outcome = 0, []
    for place, one in enumerate(events[:-KEPT]):
        if isinstance(one, UserUttered) and not told.active_loop_name:
            cut = place
            outcome = [
                SlotSet(name, slot.value)
                for name, slot in told.slots.items()
                if slot.value != slot.initial_value
            ]
        told.update(one)
    if not cut:
        return tracker
    return _told(tracker, [*outcome, ActionExecuted(ACTION_LISTEN_NAME), *events[cut:]])


def _told(tracker: DialogueStateTracker, events: list[Event]) -> DialogueStateTracker:
    return DialogueStateTracker.from_events(
        tracker.sender_id, events, list(tracker.slots.values()), domain=None
    )


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
