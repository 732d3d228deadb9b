"""Who left is out everywhere, from the moment on which his status or his last day says so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from channels.buttons import CannotPress, Offer
from channels.gate import Gate
from channels.message import InboundMessage
from channels.rasa import Signer
from channels.rasa_workers import RasaWorkers
from engine.store.database import Database
from engine.store.tables import Employee, Notice
from engine.trust.notices import NoticeView, work_off
from engine.trust.sessions import LOGIN, Lifetimes, Sessions
from engine.trust.tokens import API, InvalidToken, Tokens
from engine.usecases.access.tokens import make_token
from engine.usecases.codes import LINK, SIGN_IN, redeem
from engine.usecases.context import BudgetEngine
from engine.usecases.deadlines import keep_deadlines
from engine.usecases.identities import Account, linked_to, whose
from engine.usecases.identities import account_of as account_on
from engine.usecases.report_files import fetch_file, keep_file
from engine.usecases.requests.deciding import approve_request
from engine.usecases.requests.delegating import delegate_decisions
from engine.usecases.signing_in import sign_in_by_account, sign_in_by_login
from engine.usecases.store import is_employed
from engine.values.errors import NotFound, NotPermitted
from tests.codes import link_code, link_person, sign_in_code
from tests.company import HR
from tests.workflow import HEAD, OTHER_HEAD, Office, build

SLACK, DINGTALK = Account("slack", "T1", "U1"), Account("dingtalk", "c", "u1")
YESTERDAY = timedelta(days=1)
Leaves = Callable[[str], None]


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    with empty_store.transaction() as session:
        for person in session.scalars(select(Employee).where(Employee.emp_no == HEAD)):
            person.email = "head@c.example"
    return Office(empty_store)


@pytest.fixture
def engine(office: Office) -> BudgetEngine:
    """With chat tools."""
    return BudgetEngine(
        office.database,
        office.policy,
        clock=lambda: office.now,
        carriers=("slack", "dingtalk"),
        alarms=("mail",),
    )


@pytest.fixture(params=["his status", "his last day"])
def leaves(office: Office, request: pytest.FixtureRequest) -> Leaves:
    """Somebody leaves; nothing else was done yet, no housekeeping either."""

    def leave(number: str) -> None:
        with office.database.transaction() as session:
            person = session.scalars(select(Employee).where(Employee.emp_no == number)).one()
            if request.param == "his status":
                person.status = "left"
            else:
                person.left_on = (office.now - YESTERDAY).date()

    return leave


def test_his_session_of_the_page(office: Office, leaves: Leaves) -> None:
    hour = timedelta(hours=1)
    sessions = Sessions(office.database, lambda: office.now, Lifetimes(hour, hour))
    secret = sessions.begin(HEAD, LOGIN)
    leaves(HEAD)
    assert sessions.find(secret) is None


def test_his_token(office: Office, leaves: Leaves) -> None:
    secret = office.engine.perform_as_operator(make_token, HEAD, "", 1).secret
    leaves(HEAD)
    with pytest.raises(InvalidToken, match="revoked"):
        Tokens(office.database, lambda: office.now).bearer(secret, API)


@pytest.mark.parametrize("claims", [(HEAD, ""), ("", "head@c.example")])
def test_the_companys_login(office: Office, leaves: Leaves, claims: tuple[str, str]) -> None:
    office.engine.perform_as_system(sign_in_by_login, *claims)
    leaves(HEAD)
    with pytest.raises(NotFound):
        office.engine.perform_as_system(sign_in_by_login, *claims)


@pytest.mark.parametrize("number", [HEAD, ""])
def test_the_login_of_his_chat_tool(engine: BudgetEngine, leaves: Leaves, number: str) -> None:
    """Whether his account is linked, or the tool's directory would have it linked now."""
    if not number:
        link_person(engine, DINGTALK, HEAD)
    leaves(HEAD)
    with pytest.raises(NotFound):
        engine.perform_as_system(sign_in_by_account, DINGTALK, number, "head@c.example")


@pytest.mark.parametrize(("purpose", "made"), [(SIGN_IN, sign_in_code), (LINK, link_code)])
def test_his_codes(
    engine: BudgetEngine, leaves: Leaves, purpose: str, made: Callable[[BudgetEngine, str], str]
) -> None:
    code = made(engine, HEAD)
    leaves(HEAD)
    with pytest.raises(NotFound, match="no_such_code"):
        engine.perform_as_system(redeem, code, purpose)


def test_no_code_is_made_for_him(engine: BudgetEngine, leaves: Leaves) -> None:
    leaves(HEAD)
    with pytest.raises(NotFound, match="unknown_person"):
        sign_in_code(engine, HEAD)


@pytest.mark.parametrize("account", [SLACK, DINGTALK])
def test_his_account_in_a_chat_tool(engine: BudgetEngine, leaves: Leaves, account: Account) -> None:
    link_person(engine, account, HEAD)
    leaves(HEAD)
    assert whose(engine, account) is None
    assert account_on(engine, account.channel, HEAD) is None
    assert engine.perform_as_system(linked_to, account) is None


def test_words_under_his_number(office: Office, leaves: Leaves) -> None:
    """What was stored of the page or the terminal before he left, and is answered after."""
    leaves(HEAD)
    assert not is_employed(office.database, HEAD, office.engine.today())


def test_links_to_his_files(office: Office, leaves: Leaves) -> None:
    secret = office.do(HEAD, keep_file, "a.txt", "text/plain", b"a")
    assert office.engine.perform_as_system(fetch_file, secret).content == b"a"
    leaves(HEAD)
    with pytest.raises(NotFound, match="no_such_file"):
        office.engine.perform_as_system(fetch_file, secret)


class Carried:
    """Takes whatever it is given."""

    name = "slack"

    def __init__(self) -> None:
        self.people: list[str] = []

    def reaches(self, person: str) -> bool:
        return True

    def carry(self, notices: Sequence[NoticeView]) -> Collection[int]:
        self.people += [notice.person for notice in notices]
        return []


def test_notices_that_were_on_their_way(
    office: Office, engine: BudgetEngine, leaves: Leaves
) -> None:
    def told(context: Any) -> None:
        people = select(Employee.id).where(Employee.emp_no.in_((HEAD, OTHER_HEAD)))
        context.notify(set(context.session.scalars(people)), "step_due", number="TR-1")

    engine.perform_as_system(told)
    leaves(HEAD)
    carried = Carried()
    work_off(office.database, [carried], office.now)
    assert carried.people == [OTHER_HEAD]


def test_his_buttons(office: Office, engine: BudgetEngine, leaves: Leaves) -> None:
    link_person(engine, SLACK, HEAD)
    gate = Gate(
        engine,
        RasaWorkers([], Signer("a secret of thirty-two characters", engine)),
        {},
        "100/minute",
    )
    said = InboundMessage(
        channel="slack",
        tenant="T1",
        user_id="U1",
        conversation="private",
        message_id="",
        text="",
    )
    [choice] = gate.buttons.offer(said, HEAD, [Offer("yes", {"do": "approve"})])
    leaves(HEAD)
    with pytest.raises(CannotPress):
        gate.press(SLACK, str(choice.token))


def test_steps_that_wait_for_him(office: Office, leaves: Leaves) -> None:
    number = office.submit(20)
    leaves(HR)
    with pytest.raises(NotFound, match="unknown_person"):
        office.approve(number, HR)


@pytest.mark.parametrize("gone", [HR, OTHER_HEAD])
def test_delegations_from_and_to_him(office: Office, leaves: Leaves, gone: str) -> None:
    number = office.submit(20)
    today = office.now.date()
    office.do(HR, delegate_decisions, OTHER_HEAD, today, today + timedelta(days=9), office.key())
    leaves(gone)
    with pytest.raises((NotFound, NotPermitted)):
        office.do(OTHER_HEAD, approve_request, number, office.key())


def test_what_is_told_later_by_itself(office: Office, leaves: Leaves) -> None:
    """Reminders and escalations of steps that waited for him go to others."""
    office.submit(20)
    leaves(HR)
    with office.database.reading() as session:
        before = session.scalar(select(func.max(Notice.id))) or 0
    for _ in range(12):
        office.later(days=1)
        keep_deadlines(office.engine)
    with office.database.reading() as session:
        told = session.scalars(
            select(Employee.emp_no)
            .join(Notice, Notice.recipient_id == Employee.id)
            .where(Notice.id > before)
        ).all()
    assert HR not in told
    assert told
