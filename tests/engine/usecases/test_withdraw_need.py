"""Taking a reported need back: one's own, open ones only, once, and logged."""

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import AuditEvent, Need
from engine.usecases.estimate_cost import Training
from engine.usecases.report_need import NeedReceipt, report_need
from engine.usecases.withdraw_need import own_needs, withdraw_need
from engine.values.errors import NotFound
from tests.company import HR
from tests.workflow import COURSE, HEAD, WORKER, Office, build

WELDING = Training(topic="welding")


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def reported(
    office: Office, training: Training = WELDING, who: str = WORKER, reason: str | None = None
) -> NeedReceipt:
    receipt: NeedReceipt = office.do(who, report_need, training, reason, office.key())
    return receipt


def numbers(office: Office, who: str = WORKER) -> list[str]:
    return [one.number for one in office.do(who, own_needs)]


def test_it_is_no_longer_open(office: Office) -> None:
    need = reported(office)
    assert office.do(WORKER, withdraw_need, need.number, office.key()).number == need.number
    assert numbers(office) == []
    with office.database.reading() as session:
        assert session.scalars(select(Need.status)).one() == "withdrawn"


def test_without_a_number_it_is_the_latest(office: Office) -> None:
    first, second = reported(office), reported(office, Training(course=COURSE))
    assert office.do(WORKER, withdraw_need, None, office.key()).number == second.number
    assert numbers(office) == [first.number]


def test_the_same_key_takes_back_one(office: Office) -> None:
    first, second = reported(office), reported(office, Training(topic="drawing"))
    for _ in range(2):
        assert office.do(WORKER, withdraw_need, None, "key").number == second.number
    assert numbers(office) == [first.number]


def test_it_is_logged(office: Office) -> None:
    need = reported(office)
    office.do(WORKER, withdraw_need, need.number, office.key())
    with office.database.reading() as session:
        last = session.scalars(select(AuditEvent).order_by(AuditEvent.sequence.desc())).first()
    assert last is not None
    assert (last.action, last.subject, last.actor) == ("withdraw_need", need.number, WORKER)


@pytest.mark.parametrize("who", [HEAD, HR])
def test_of_others_nobody_takes_anything_back(office: Office, who: str) -> None:
    need = reported(office)
    with pytest.raises(NotFound) as error:
        office.do(who, withdraw_need, need.number, office.key())
    assert error.value.code == "no_open_need"
    assert numbers(office) == [need.number]


def test_what_was_taken_back_cannot_be_again(office: Office) -> None:
    need = reported(office)
    office.do(WORKER, withdraw_need, need.number, office.key())
    with pytest.raises(NotFound):
        office.do(WORKER, withdraw_need, need.number, office.key())


def test_what_is_reported_again_is_a_new_need(office: Office) -> None:
    first = reported(office)
    office.do(WORKER, withdraw_need, first.number, office.key())
    again = reported(office)
    assert again.number != first.number
    assert not again.already_reported


def test_what_was_taken_back_is_not_counted_for_others(office: Office) -> None:
    reported(office, who=HEAD)
    office.do(HEAD, withdraw_need, None, office.key())
    assert reported(office).others == 0


def test_the_words_said_are_kept_beside_the_course_meant(office: Office) -> None:
    receipt = reported(office, Training(course=COURSE, topic="the course, at weekends"))
    assert receipt.topic == "the course, at weekends"
    assert receipt.about is not None
    assert receipt.about.code == COURSE
    (need,) = office.do(WORKER, own_needs)
    assert need.topic == "the course, at weekends"


def test_the_same_in_other_words_counts_as_the_same(office: Office) -> None:
    reported(office, Training(course=COURSE, topic="the course, at weekends"), HEAD)
    assert reported(office, Training(course=COURSE)).others == 1


def test_a_year_that_has_begun_is_settled(office: Office) -> None:
    reported(office)
    office.later(days=70)
    with pytest.raises(NotFound):
        office.do(WORKER, withdraw_need, None, office.key())
