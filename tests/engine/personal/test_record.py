"""What is kept of a person is handed out to him, and by HR; never what opens doors."""

from __future__ import annotations

import json

import pytest

from engine.store.database import Database
from engine.usecases.personal import PersonalRecord, personal_record
from engine.usecases.profile import profile
from engine.values.encoding import to_plain
from engine.values.errors import NotPermitted
from tests.company import HR
from tests.workflow import HEAD, WORKER, Office, build


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def test_everybody_gets_his_own(office: Office) -> None:
    record: PersonalRecord = office.do(WORKER, personal_record)
    assert record.person == WORKER
    assert record.tables["employee"][0]["emp_no"] == WORKER


def test_it_says_who_looked_at_him(office: Office) -> None:
    office.do(HEAD, profile, WORKER)
    looks = [
        one["actor"]
        for one in office.do(WORKER, personal_record).tables["audit_event"]
        if one["action"] == "look"
    ]
    assert looks == [HEAD]


def test_a_look_at_ones_own_record_is_nobodys_business(office: Office) -> None:
    office.do(WORKER, profile)
    assert "audit_event" not in office.do(WORKER, personal_record).tables


def test_hr_hands_out_that_of_others_without_what_they_cost(office: Office) -> None:
    record = office.do(HR, personal_record, WORKER)
    assert "loaded_hourly_cost" not in record.tables["employee"][0]
    assert "loaded_hourly_cost" in office.do(WORKER, personal_record).tables["employee"][0]


def test_nobody_else_gets_anothers(office: Office) -> None:
    with pytest.raises(NotPermitted, match="handle_personal_data"):
        office.do(HEAD, personal_record, WORKER)


def test_it_is_plain_data_that_names_what_it_refers_to(office: Office) -> None:
    office.submit(20)
    record = office.do(HEAD, personal_record)
    json.dumps(to_plain(record))
    assert record.tables["request"][0]["requester_id"] == HEAD
    assert record.tables["request"][0]["org_unit_id"] == "U2"


def test_what_opens_doors_is_not_in_it(office: Office) -> None:
    told = json.dumps(to_plain(office.do(HEAD, personal_record)))
    assert not [word for word in ("secret", "_hash", "token") if word in told]
