"""Whatever HR does with codes, links, addresses and roles, in whatever order: she is never let in
as somebody else who has a power. She has a mailbox and two chat accounts besides her own, and a few
days; what others do meanwhile (a role given, a delegation) happens too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from engine.queries.addresses import SETTLED_AFTER
from engine.queries.people import actor_of, find_employee
from engine.store.database import Database
from engine.trust.sessions import Lifetimes, Sessions
from engine.usecases.codes import ask_code, invite, link_by_code
from engine.usecases.context import BudgetEngine, Context
from engine.usecases.identities import (
    Account,
    link_by_directory,
    linked_people,
    unlink,
    whose,
)
from engine.usecases.requests.delegating import delegate_decisions
from engine.usecases.setup.roles import give_role, take_role
from engine.usecases.signing_in import (
    SignedIn,
    sign_in_by_account,
    sign_in_by_code,
    sign_in_by_login,
)
from engine.values.errors import EngineError
from tests.company import DIRECTOR, HR
from tests.stores import FileStore
from tests.workflow import FINANCE, HEAD, NOW, OTHER_HEAD, WORKER, Office, build

CHAT = "dingtalk"
HERS = [Account(CHAT, "corp", "second-of-hr"), Account(CHAT, "other", "third-of-hr")]
MAILBOX, OTHERS_MAILBOX = "hr2@c.example", "somebody@c.example"
PEOPLE = st.sampled_from([WORKER, WORKER, OTHER_HEAD, HEAD, FINANCE, DIRECTOR])
ACCOUNTS = st.sampled_from(HERS)
DAYS = Lifetimes(idle=timedelta(days=30), longest=timedelta(days=30))


class Hr(RuleBasedStateMachine):
    """What she knows: codes that were shown to her or went to her, and sessions that she began."""

    make_store: ClassVar[Any]

    @initialize()
    def open(self) -> None:
        self.office = Office(self.make_store())
        self.engine = BudgetEngine(
            self.office.database, self.office.policy, lambda: self.office.now, carriers=(CHAT,)
        )
        self.sessions = Sessions(self.office.database, lambda: self.office.now, DAYS)
        self.codes: list[str] = []
        self.links: list[str] = []
        self.secrets: list[str] = []

    def teardown(self) -> None:
        if hasattr(self, "office"):
            self.office.database.dispose()

    def tried(self, work: Any, *args: Any) -> Any:
        try:
            return work(*args)
        except EngineError:
            return None

    def begin(self, came: SignedIn | None) -> None:
        if came is not None:
            self.secrets.append(self.sessions.begin(came.person, came.proof))

    def learn(self, made: Any) -> None:
        """The codes are hers if they were shown to her or went where she reads."""
        if made is None:
            return
        hers = made.account in HERS if made.account else made.address in (None, MAILBOX)
        if hers:
            self.codes.append(made.sign_in)
            self.links += [made.link] if made.link else []

    @rule(person=PEOPLE, mails=st.booleans())
    def invite(self, person: str, mails: bool) -> None:
        self.learn(self.tried(self.engine.perform, invite, HR, "test", person, mails))

    @rule(person=PEOPLE)
    def ask(self, person: str) -> None:
        self.learn(self.tried(self.engine.perform, ask_code, person, "web", True))

    @rule(person=PEOPLE, email=st.sampled_from([MAILBOX, OTHERS_MAILBOX, None]))
    def load_an_address(self, person: str, email: str | None) -> None:
        def change(context: Context) -> None:
            employee = find_employee(context.session, person)
            assert employee is not None
            employee.email = email
            context.record("a load", person)

        self.engine.perform(change, HR, "test")

    @rule()
    def use_a_code(self) -> None:
        for code in self.codes:
            self.begin(self.tried(self.engine.perform_as_system, sign_in_by_code, code))

    @rule(account=ACCOUNTS)
    def link_an_account(self, account: Account) -> None:
        for code in [*self.links, *self.codes]:
            self.tried(self.engine.perform_as_system, link_by_code, account, code)

    @rule()
    def try_linking_codes_on_the_page(self) -> None:
        for code in self.links:
            self.begin(self.tried(self.engine.perform_as_system, sign_in_by_code, code))

    @rule(account=ACCOUNTS)
    def be_known_by_her_address(self, account: Account) -> None:
        """The company's login and the chat tool's directory vouch for her own mailbox."""
        ways = ((sign_in_by_login, ("", MAILBOX)), (link_by_directory, (account, "", MAILBOX)))
        for usecase, args in ways:
            found = self.tried(self.engine.perform_as_system, usecase, *args)
            self.begin(found if isinstance(found, SignedIn) else None)
        self.begin(
            self.tried(self.engine.perform_as_system, sign_in_by_account, account, "", MAILBOX)
        )

    @rule()
    def unlink_people(self) -> None:
        for one in self.engine.perform(linked_people, HR, "test"):
            self.tried(self.engine.perform, unlink, HR, "test", one.id)

    @rule(person=PEOPLE, gives=st.booleans(), unit=st.sampled_from(["U2", "U3"]))
    def say_who_heads(self, person: str, gives: bool, unit: str) -> None:
        usecase = give_role if gives else take_role
        self.tried(self.engine.perform, usecase, HR, "test", person, "head", unit)

    @rule(person=PEOPLE, gives=st.booleans(), role=st.sampled_from(["finance", "auditor", "hr"]))
    def the_management_gives(self, person: str, gives: bool, role: str) -> None:
        usecase = give_role if gives else take_role
        self.tried(self.engine.perform, usecase, DIRECTOR, "test", person, role)

    @rule(person=PEOPLE, who=st.sampled_from([FINANCE, DIRECTOR]))
    def somebody_delegates(self, person: str, who: str) -> None:
        day = self.office.now.date()
        args = (person, day, day + timedelta(days=2), self.office.key())
        self.tried(self.engine.perform, delegate_decisions, who, "test", *args)

    @precondition(lambda self: self.office.now - NOW < SETTLED_AFTER - timedelta(days=1))
    @rule(hours=st.integers(1, 20))
    def later(self, hours: int) -> None:
        self.office.now += timedelta(hours=hours)

    def in_as(self) -> Iterator[str]:
        for secret in self.secrets:
            visit = self.sessions.find(secret)
            if visit is not None and visit.person is not None:
                yield visit.person
        for account in HERS:
            owner = whose(self.engine, account)
            if owner is not None:
                yield owner.person

    @invariant()
    def she_has_no_power_but_her_own(self) -> None:
        if not hasattr(self, "office"):
            return
        people = set(self.in_as())
        with self.office.database.reading() as session:
            for person in people:
                employee = find_employee(session, person)
                assert employee is not None
                powers = actor_of(session, employee, self.engine.today()).powers
                assert person == HR or not powers, person


def test_hr_never_acts_as_somebody_else_with_a_power(empty_file: Path, tmp_path: Path) -> None:
    prepared = tmp_path / "prepared.sqlite"
    shutil.copy(empty_file, prepared)
    store = Database(f"sqlite:///{prepared}")
    build(store)
    store.dispose()
    machine = type(
        "Hr", (Hr,), {"make_store": FileStore(prepared, tmp_path / "nobody_else.sqlite").again}
    )
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
