"""Whoever is erased is named nowhere but in the audit log; sums and the log stay whole."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from engine.policy import load_policy
from engine.store.database import Database
from engine.store.tables import ApiToken, AuditEvent, Employee
from engine.store.tables.base import Base
from engine.store.types import MOMENT
from engine.usecases.codes import invite
from engine.usecases.estimate_cost import Training
from engine.usecases.explanations import replay
from engine.usecases.imports.load import undo_import
from engine.usecases.personal import erase_person
from engine.usecases.profile import profile
from engine.usecases.report_need import report_need
from engine.usecases.setup.roles import give_role
from engine.values.errors import InvalidInput, NotFound, NotPermitted
from tests.company import DIRECTOR, HR
from tests.conftest import engine_over
from tests.engine.usecases.imports.giving import PEOPLE, file, load
from tests.tokens import token_for
from tests.workflow import COURSE, HEAD, WORKER, Office, build, require_invariants


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def leaves(store: Database, number: str) -> str:
    """The name of who leaves."""
    with store.transaction() as session:
        person = session.scalars(select(Employee).where(Employee.emp_no == number)).one()
        person.status = "left"
        return person.name


def leaves_now(office: Office, number: str) -> None:
    """As a file that HR loads says it."""
    with office.database.transaction() as session:
        session.info[MOMENT] = office.now
        session.scalars(select(Employee).where(Employee.emp_no == number)).one().status = "left"


def places_of(store: Database, *words: str) -> list[str]:
    """Table and column of each value with one of the words in it."""
    with store.reading() as session:
        return sorted(
            {
                f"{table.name}.{column.name}"
                for table in Base.metadata.sorted_tables
                if table.name != AuditEvent.__tablename__
                for row in session.execute(select(table))
                for column in table.columns
                if any(word in str(row._mapping[column]) for word in words)
            }
        )


def test_he_is_named_nowhere_any_more(office: Office) -> None:
    office.do(WORKER, report_need, Training(course=COURSE), f"I am {WORKER}", office.key())
    office.do(HR, profile, WORKER)
    office.do(WORKER, profile)
    name = leaves(office.database, WORKER)
    assert places_of(office.database, WORKER)
    office.do(HR, erase_person, WORKER)
    assert places_of(office.database, WORKER, name) == []


def test_a_head_who_asked_for_money_is_a_pseudonym_in_its_request(office: Office) -> None:
    number = office.submit(20)
    name, held = leaves(office.database, HEAD), office.sums()
    erased = office.do(HR, erase_person, HEAD)
    assert places_of(office.database, HEAD, name) == []
    assert office.sums() == held
    assert "employee.emp_no" in places_of(office.database, erased.pseudonym)
    assert office.state(number)
    require_invariants(office.database)


def test_everybody_of_the_sample_can_be_erased(sample_store: Database) -> None:
    """Those with handles have something in most tables."""
    engine = engine_over(sample_store)
    with sample_store.reading() as session:
        numbers = session.scalars(
            select(Employee.emp_no).where(Employee.handle.is_not(None), Employee.handle != "hr")
        ).all()
    for number in numbers:
        name = leaves(sample_store, number)
        engine.perform(erase_person, "hr", "test", number)
        assert not [one for one in places_of(sample_store, number) if "source" not in one], name
    require_invariants(sample_store)


def test_whoever_gave_roles_and_codes_is_a_pseudonym_there(office: Office) -> None:
    office.do(HR, invite, WORKER, True)
    office.do(DIRECTOR, give_role, WORKER, "auditor")
    for number in (DIRECTOR, HR):
        leaves(office.database, number)
        erased = office.engine.perform_as_operator(erase_person, number)
        assert places_of(office.database, number) == []
        assert set(places_of(office.database, erased.pseudonym)) & {
            "role_grant.granted_by",
            "one_time_code.issued_by",
        }


def test_tokens_go_with_their_person(office: Office) -> None:
    token_for(office.database, WORKER)
    leaves(office.database, WORKER)
    office.do(HR, erase_person, WORKER)
    with office.database.reading() as session:
        assert session.scalars(select(ApiToken)).all() == []


def test_the_log_says_that_it_was_done(office: Office) -> None:
    leaves(office.database, WORKER)
    erased = office.do(HR, erase_person, WORKER)
    with office.database.reading() as session:
        last = session.scalars(select(AuditEvent).order_by(AuditEvent.sequence.desc())).first()
    assert last is not None
    assert (last.actor, last.action, last.subject) == (HR, "erase_person", WORKER)
    assert last.detail == {"pseudonym": erased.pseudonym}


def test_figures_that_rest_on_him_can_still_be_run_again(office: Office) -> None:
    office.submit(20)
    leaves(office.database, WORKER)
    office.do(HR, erase_person, WORKER)
    assert office.do(HEAD, replay).same


def test_who_works_here_is_not_erased(office: Office) -> None:
    with pytest.raises(InvalidInput, match="erase_who_works_here"):
        office.do(HR, erase_person, WORKER)


def test_whom_nobody_knows_cannot_be_erased(office: Office) -> None:
    with pytest.raises(NotFound, match="unknown_person"):
        office.do(HR, erase_person, "NOBODY")


@pytest.mark.parametrize("who", [HEAD, WORKER])
def test_nobody_but_hr_erases(office: Office, who: str) -> None:
    leaves(office.database, WORKER)
    with pytest.raises(NotPermitted if who == HEAD else NotFound):
        office.do(who, erase_person, WORKER)


def test_a_load_that_wrote_of_him_cannot_be_undone_any_more(either_store: Database) -> None:
    engine = engine_over(either_store)
    past = load(engine, file(PEOPLE))
    with either_store.reading() as session:
        number = session.scalars(select(Employee.emp_no).order_by(Employee.id)).first()
    name = leaves(either_store, str(number))
    engine.perform_as_operator(erase_person, str(number))
    assert [one for one in places_of(either_store, name) if one.startswith("import_")] == []
    with pytest.raises(InvalidInput, match="import_forgotten"):
        engine.perform_as_operator(undo_import, past.id)


def test_nobody_is_marked_as_left_and_erased_at_once(office: Office) -> None:
    leaves_now(office, WORKER)
    office.later(days=6)
    with pytest.raises(InvalidInput, match="erase_too_soon"):
        office.do(HR, erase_person, WORKER)
    office.later(days=1)
    assert office.do(HR, erase_person, WORKER).pseudonym


def test_how_long_is_waited_says_the_policy(office: Office) -> None:
    policy = load_policy()
    at_once = policy.retention.model_copy(update={"erase_after": 0})
    office.policy = policy.model_copy(update={"retention": at_once})
    leaves_now(office, WORKER)
    assert office.do(HR, erase_person, WORKER).pseudonym


def test_whoever_runs_the_installation_waits_for_nothing(office: Office) -> None:
    leaves_now(office, WORKER)
    assert office.engine.perform_as_operator(erase_person, WORKER).pseudonym
