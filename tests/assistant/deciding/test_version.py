"""Who decides on what he saw: a request that was changed since is not decided."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from assistant.flows.names import REQUESTED
from engine.store.database import Database
from engine.usecases.requests.amending import amend_request
from engine.usecases.requests.draft import LineChange
from tests.assistant.alone import run_alone
from tests.assistant.steps import DECISION_ENDS, DECISION_READS, DECISION_SUMS_UP, Step
from tests.company import HR
from tests.workflow import HEAD, Office, build

DECIDERS = {
    "approve_request": HR,
    "return_request": HR,
    "reject_request": HR,
    "amend_request": HEAD,
    "withdraw_request": HEAD,
}


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


def told(
    office: Office, action: Step, who: str, slots: dict[str, object], said: str = "yes"
) -> str:
    """All that the action says; what it sets is in `slots` afterwards."""
    latest = {
        "text": said,
        "intent": {"name": slots.get("decision") or "affirm", "confidence": 1.0},
        "entities": [],
        "message_id": "m1",
        "metadata": {"person": who, "channel": "web", "today": office.now.date().isoformat()},
    }
    tracker = Tracker("talk", {"language": "en", **slots}, latest, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    events = run_alone(action, office.engine, dispatcher, tracker)
    slots.update({one["name"]: one["value"] for one in events if one["event"] == "slot"})
    return "\n".join(one["custom"]["text"] for one in dispatcher.messages)


def chosen(office: Office, decision: str, number: str) -> dict[str, object]:
    """The slots once the request was named and its summary was read."""
    slots: dict[str, object] = {"decision": decision, REQUESTED: None}
    told(office, DECISION_READS, DECIDERS[decision], slots, f"{number[-4:]}, too expensive")
    slots["decision_change"] = {"headcount": 12}
    assert number in told(office, DECISION_SUMS_UP, DECIDERS[decision], slots)
    return {**slots, "confirmed": True}


@pytest.mark.parametrize("decision", sorted(DECIDERS))
def test_what_was_changed_since_is_not_decided(office: Office, decision: str) -> None:
    number = office.submit()
    slots = chosen(office, decision, number)
    office.do(HEAD, amend_request, number, LineChange(headcount=25), office.key())
    state, version = office.state(number), office.version(number)
    said = told(office, DECISION_ENDS, DECIDERS[decision], slots)
    assert f"Somebody has just changed {number}" in said
    assert (office.state(number), office.version(number)) == (state, version)


@pytest.mark.parametrize("decision", sorted(DECIDERS))
def test_what_is_as_it_was_is_decided(office: Office, decision: str) -> None:
    number = office.submit()
    slots = chosen(office, decision, number)
    version = office.version(number)
    assert "nothing was changed" not in told(office, DECISION_ENDS, DECIDERS[decision], slots)
    assert office.version(number) > version
