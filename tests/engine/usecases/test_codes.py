"""Codes: to whom they go, what they open, and that nobody becomes somebody else by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.queries.people import find_employee
from engine.store.database import Database
from engine.store.tables import ChannelIdentity, Employee, Notice
from engine.trust.sessions import Lifetimes, Sessions
from engine.usecases.auditing import audit_events
from engine.usecases.codes import Invitation, ask_code, invite, link_by_code
from engine.usecases.context import BudgetEngine, Context
from engine.usecases.identities import (
    Account,
    account_of,
    link_by_directory,
    linked_people,
    unlink,
    whose,
)
from engine.usecases.requests.delegating import delegate_decisions
from engine.usecases.setup.roles import give_role
from engine.usecases.signing_in import sign_in_by_code, sign_in_by_login
from engine.values.errors import InvalidInput, NotFound
from tests.codes import link_code, link_person, sign_in_code
from tests.company import DIRECTOR, HR
from tests.workflow import AUDITOR, FINANCE, HEAD, WORKER, Office, build

CHAT = "dingtalk"
MINE = Account(CHAT, "corp", "second-account-of-hr")
POWERFUL = (FINANCE, DIRECTOR, AUDITOR, HEAD)


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


@pytest.fixture
def engine(office: Office) -> BudgetEngine:
    """With a chat tool."""
    engine = office.engine
    engine.clock, engine.carriers = lambda: office.now, (CHAT,)
    return engine


def invited(engine: BudgetEngine, person: str, mails: bool = False, by: str = HR) -> Invitation:
    return engine.perform(invite, by, "test", person, mails)


def addressed(engine: BudgetEngine, person: str, email: str | None, by: str = HR) -> None:
    """Whose address becomes another, as by a file that somebody loads."""

    def change(context: Context) -> None:
        employee = find_employee(context.session, person)
        assert employee is not None
        employee.email = email
        context.record("a load", person)

    engine.perform(change, by, "test")


def had(engine: BudgetEngine, person: str, email: str) -> None:
    """The address that somebody has always had."""
    with engine.database.transaction() as session:
        employee = session.scalars(select(Employee).where(Employee.emp_no == person)).one()
        employee.email, employee.email_since, employee.email_before = email, None, None


def told(engine: BudgetEngine, person: str) -> list[tuple[str, Any]]:
    with engine.database.reading() as session:
        rows = session.scalars(
            select(Notice).join(Employee).where(Employee.emp_no == person).order_by(Notice.id)
        )
        return [(one.code, one.args.get("way") or one.args.get("by")) for one in rows]


def signed_in(engine: BudgetEngine, code: str) -> str | None:
    """Who the page's session is of that begins with the code, now."""
    came = engine.perform_as_system(sign_in_by_code, code)
    hours = Lifetimes(timedelta(days=1), timedelta(days=1))
    sessions = Sessions(engine.database, engine.clock, hours)
    visit = sessions.find(sessions.begin(came.person, came.proof))
    return visit.person if visit else None


def test_a_code_goes_to_the_persons_chat_account_and_not_to_who_had_it_made(
    engine: BudgetEngine,
) -> None:
    account = Account(CHAT, "corp", "of-finance")
    link_person(engine, account, FINANCE)
    made = invited(engine, FINANCE, mails=True)
    assert (made.way, made.account, made.address) == ("chat", account, None)
    assert told(engine, FINANCE)[-1] == ("code_issued", "chat")


def test_or_else_to_the_address_on_file(engine: BudgetEngine) -> None:
    had(engine, FINANCE, "fin@c.example")
    made = invited(engine, FINANCE, mails=True)
    assert (made.way, made.address) == ("mail", "fin@c.example")
    assert signed_in(engine, made.sign_in) == FINANCE


@pytest.mark.parametrize("person", POWERFUL)
def test_nobody_is_shown_a_code_of_somebody_with_a_power(engine: BudgetEngine, person: str) -> None:
    with pytest.raises(InvalidInput, match="operator_prints_code"):
        invited(engine, person)
    assert signed_in(engine, sign_in_code(engine, person)) == person


def test_a_code_of_somebody_without_is_shown_where_nothing_reaches_him(
    engine: BudgetEngine,
) -> None:
    made = invited(engine, WORKER)
    assert made.way == "hand"
    assert signed_in(engine, made.sign_in) == WORKER


def test_a_code_for_a_chat_account_opens_no_page_and_the_other_way_round(
    engine: BudgetEngine,
) -> None:
    made = invited(engine, WORKER)
    assert made.link is not None
    with pytest.raises(NotFound, match="no_such_code"):
        engine.perform_as_system(sign_in_by_code, made.link)
    with pytest.raises(NotFound, match="no_such_code"):
        engine.perform_as_system(link_by_code, MINE, made.sign_in)


GIVEN: dict[str, Callable[[Office], Any]] = {
    "a role": lambda office: office.do(DIRECTOR, give_role, WORKER, "finance"),
    "a unit to head": lambda office: office.do(HR, give_role, WORKER, "head", "U2"),
    "a delegation": lambda office: office.do(
        FINANCE, delegate_decisions, WORKER, office.now.date(), office.now.date(), "key-1234"
    ),
}


@pytest.mark.parametrize("power", GIVEN)
def test_what_hr_saw_is_void_once_the_person_has_a_power(
    office: Office, engine: BudgetEngine, power: str
) -> None:
    made, other = invited(engine, WORKER), invited(engine, WORKER)
    assert made.sign_in != other.sign_in
    assert other.link is not None
    engine.perform_as_system(link_by_code, MINE, other.link)
    hours = Lifetimes(timedelta(days=1), timedelta(days=1))
    sessions = Sessions(engine.database, engine.clock, hours)
    open_before = sessions.begin(WORKER, invited(engine, WORKER).proof)
    code = sent_to_hr(engine)
    assert whose(engine, MINE) is not None
    GIVEN[power](office)
    assert sessions.find(open_before) is None
    assert whose(engine, MINE) is None
    assert account_of(engine, CHAT, WORKER) is None
    with pytest.raises(NotFound, match="no_such_code"):
        engine.perform_as_system(sign_in_by_code, code)
    with pytest.raises(InvalidInput, match="operator_prints_code"):
        invited(engine, WORKER)


def sent_to_hr(engine: BudgetEngine) -> str:
    """Another code for the worker, who is linked to an account of HR's: it goes there."""
    made = invited(engine, WORKER)
    assert made.account == MINE
    return made.sign_in


def test_what_goes_where_hr_had_it_go_just_now_opens_no_power_later(
    office: Office, engine: BudgetEngine
) -> None:
    addressed(engine, WORKER, "hr2@c.example")
    made = engine.perform(ask_code, WORKER, "web", True)
    came = engine.perform_as_system(sign_in_by_login, "", "hr2@c.example")
    assert (made.address, made.proof, came.proof) == ("hr2@c.example", "by_hr", "by_hr")
    engine.perform_as_system(link_by_directory, MINE, "", "hr2@c.example")
    GIVEN["a role"](office)
    assert whose(engine, MINE) is None
    with pytest.raises(NotFound):
        engine.perform_as_system(sign_in_by_code, made.sign_in)


@pytest.mark.parametrize("person", POWERFUL)
def test_an_address_that_was_changed_just_now_is_no_way_to_a_power(
    office: Office, engine: BudgetEngine, person: str
) -> None:
    had(engine, person, "right@c.example")
    addressed(engine, person, "hr2@c.example")
    with pytest.raises(NotFound):
        engine.perform(ask_code, person, "web", True)
    with pytest.raises(InvalidInput, match="operator_prints_code"):
        invited(engine, person, mails=True)
    with pytest.raises(NotFound):
        engine.perform_as_system(sign_in_by_login, "", "hr2@c.example")
    with pytest.raises(NotFound):
        engine.perform_as_system(link_by_directory, MINE, "", "hr2@c.example")
    assert ("address_changed", "name of HR1") in told(engine, person)
    office.now += timedelta(days=7)
    assert invited(engine, person, mails=True).address == "hr2@c.example"


def test_a_handle_never_stands_in_for_a_number(office: Office, engine: BudgetEngine) -> None:
    with engine.database.transaction() as session:
        person = session.scalars(select(Employee).where(Employee.emp_no == FINANCE)).one()
        person.handle = HR
    assert office.do(HR, lambda context: context.actor.emp_no) == HR


def test_a_code_asked_for_by_a_visitor_voids_no_invitation_that_cannot_be_sent(
    engine: BudgetEngine,
) -> None:
    printed = sign_in_code(engine, FINANCE)
    with pytest.raises(NotFound, match="nothing_reaches"):
        engine.perform(ask_code, FINANCE, "web", True)
    assert signed_in(engine, printed) == FINANCE


def test_the_log_holds_who_had_it_made_and_what_it_opened(
    office: Office, engine: BudgetEngine
) -> None:
    made = invited(engine, WORKER)
    engine.perform_as_system(sign_in_by_code, made.sign_in)
    engine.perform_as_system(link_by_code, MINE, link_code(engine, WORKER))
    rows = [
        (one.action, one.actor, one.subject, dict(one.detail))
        for one in office.do(AUDITOR, audit_events)
        if one.action in ("issue_code", "sign_in", "link_account")
    ]
    assert rows[0] == ("issue_code", HR, WORKER, {"purpose": "sign_in", "proof": "by_hr"})
    assert rows[2] == ("sign_in", "system", WORKER, {"by": "by_hr", "issued_by": HR})
    assert (rows[-1][0], rows[-1][3]["issued_by"]) == ("link_account", "operator")


def test_who_is_unlinked_by_hr_is_told_so(engine: BudgetEngine) -> None:
    link_person(engine, Account(CHAT, "corp", "of-finance"), FINANCE)
    (link,) = engine.perform(linked_people, HR, "test")
    engine.perform(unlink, HR, "test", link.id)
    assert told(engine, FINANCE)[-1] == ("account_unlinked", "name of HR1")


def test_what_was_linked_by_hr_alone_gives_way_to_the_directory(
    office: Office, engine: BudgetEngine
) -> None:
    made = invited(engine, WORKER)
    assert made.link is not None
    engine.perform_as_system(link_by_code, MINE, made.link)
    GIVEN["a role"](office)
    engine.perform_as_system(link_by_directory, MINE, WORKER, "")
    with engine.database.reading() as session:
        assert session.scalars(select(ChannelIdentity.linked_by)).all() == ["directory"]
