"""What a right refuses is in the log: who tried what, and nothing of what he said."""

from __future__ import annotations

import logging

import pytest

from engine.access import Right
from engine.store.database import Database
from engine.usecases.setup.roles import give_role
from engine.usecases.units import may
from engine.values.errors import NotPermitted
from tests.company import HR
from tests.workflow import WORKER, Office, build


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


def test_who_tried_what(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(NotPermitted):
        office.do(HR, give_role, WORKER, "finance")
    assert caplog.messages == [f"not permitted: give_role to {HR} (set_authority) by test"]


def test_whose_record_it_was_is_not_said(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(NotPermitted):
        office.do(WORKER, give_role, HR, "auditor", "U2")
    assert HR not in caplog.text
    assert "auditor" not in caplog.text


def test_what_doors_ask_beforehand_is_nothing_to_note(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(NotPermitted):
        office.do(WORKER, may, Right.SEE_SETUP)
    assert caplog.messages == []
