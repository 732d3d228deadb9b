"""Some of the calls that `bench fuzz` makes, and what it sees at all."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from commands.fuzzing.fuzz import fuzz
from commands.fuzzing.nasty import Call, spoiled
from engine.sample import load_sample
from engine.store.database import Database
from tests.conftest import NOW

pytestmark = pytest.mark.long
CALLS = 200
WELL_MADE = Call(
    method="POST",
    path="/api/x/{id}",
    places={"id": 1},
    query=(("year", 2026),),
    headers={},
    body=b'{"a": [1, {"b": "c"}]}',
)


@pytest.fixture
def company(either_store: Database) -> Database:
    with either_store.transaction() as session:
        load_sample(session, NOW.date())
    return either_store


def test_no_call_is_answered_by_a_fault(company: Database) -> None:
    found = fuzz(company.url, CALLS, number=7)
    assert (found.faults, found.bare, found.unsound) == ({}, [], [])
    assert found.calls == CALLS
    assert max(found.statuses) < 500
    assert len(found.people) == 6
    assert found.statuses[200] > CALLS // 20, "nearly nothing comes through"


def test_a_fault_is_seen(sample_store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("engine.api.routes.requests.request_status", breaks)
    found = fuzz(sample_store.url, 400, number=7)
    assert not found.sound
    assert any("planted" in fault for fault in found.faults)


def test_the_same_number_makes_the_same_calls() -> None:
    assert [spoiled(WELL_MADE, Random(at)) for at in range(50)] == [
        spoiled(WELL_MADE, Random(at)) for at in range(50)
    ]


def test_every_part_of_a_call_is_spoiled_at_times() -> None:
    found = [spoiled(WELL_MADE, Random(at)) for at in range(300)]
    for part in ("places", "query", "headers", "body"):
        assert any(getattr(one, part) != getattr(WELL_MADE, part) for one in found), part
