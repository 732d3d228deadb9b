"""Notices in chat tools: whose turn it is with the evidence and buttons, and what was decided."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from channels.gate import Gate
from channels.notifying import Notifier
from engine.policy import load_policy
from engine.store.database import Database
from engine.trust.notices import work_off
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import Account, speaks
from engine.usecases.requests.deciding import approve_request
from engine.usecases.requests.delegating import delegate_decisions
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import submit_request
from tests.channels.conftest import TENANT, FakeDoor, FakeRasa, working
from tests.codes import link_person
from tests.company import HR
from tests.workflow import FINANCE, HEAD, NOW, build, draft

HR_ACCOUNT = Account("dingtalk", TENANT, "u-hr")


@dataclass
class Mail:
    """HR's and the head's accounts, and a door that takes what is sent to them."""

    engine: BudgetEngine
    door: FakeDoor
    gate: Gate
    notifier: Notifier
    rasa: FakeRasa

    def carry(self) -> None:
        """Send what is due."""

        async def main() -> None:
            self.notifier.start()
            await asyncio.to_thread(
                work_off, self.engine.database, [self.notifier], self.engine.clock()
            )

        asyncio.run(main())

    def submit(self, headcount: int = 5) -> str:
        key = f"submit-{headcount}-key"
        return self.engine.perform(
            submit_request, HEAD, "test", draft(headcount), key
        ).request.number

    def approve_all(self, number: str) -> None:
        """All of HR's steps, with one yes."""
        waiting = self.engine.perform(request_status, HR, "test", number).requests[0].waiting
        assert waiting
        steps = [step.key for step in waiting.steps]
        self.engine.perform(approve_request, HR, "test", number, "a-key-of-hrs", steps=steps)

    def press(self, title: str) -> None:
        """HR presses the last button of that name; wait until it was worked off."""
        token = next(one.token for one in reversed(self.door.choices) if one.title == title)

        async def main() -> None:
            async with working(self.gate), asyncio.timeout(20):
                said = self.gate.press(HR_ACCOUNT, token)
                while not (found := self.gate.inbox.find(said)) or not found.finished:
                    await asyncio.sleep(0.02)

        asyncio.run(main())

    def state(self, number: str) -> str:
        return self.engine.perform(request_status, HEAD, "test", number).requests[0].state


@pytest.fixture
def mail(empty_store: Database) -> Mail:
    build(empty_store)
    engine = BudgetEngine(empty_store, load_policy(), clock=lambda: NOW, carriers=("dingtalk",))
    for user, person in (("u-hr", HR), ("u-head", HEAD)):
        link_person(engine, Account("dingtalk", TENANT, user), person)
    door = FakeDoor()
    rasa = FakeRasa()
    gate = Gate(engine, rasa, {"dingtalk": door}, "1000/minute")
    return Mail(engine, door, gate, Notifier(engine, door), rasa)


def test_whose_turn_it_is_gets_the_evidence_and_three_buttons(mail: Mail) -> None:
    number = mail.submit()
    mail.carry()
    ((user, text),) = mail.door.private
    assert user == "u-hr"
    assert number in text
    assert "✓" in text
    assert [choice.title for choice in mail.door.choices] == ["批准", "退回", "驳回"]


def test_it_is_approved_from_the_notice(mail: Mail) -> None:
    number = mail.submit()
    mail.carry()
    before = mail.state(number)
    mail.press("批准")
    assert mail.state(number) != before
    assert "已" in mail.door.sent[-1]


def test_what_was_changed_meanwhile_is_not_approved(mail: Mail) -> None:
    number = mail.submit()
    mail.carry()
    mail.engine.perform(approve_request, HR, "test", number, "another-way-key")
    before = mail.state(number)
    mail.press("批准")
    assert mail.state(number) == before
    assert number in mail.door.sent[-1]


@pytest.mark.parametrize(("title", "how"), [("退回", "return"), ("驳回", "reject")])
def test_the_others_are_taken_up_as_the_act_they_are(mail: Mail, title: str, how: str) -> None:
    number = mail.submit()
    mail.carry()
    mail.press(title)
    assert mail.door.sent == [f"echo {title} {number}"]
    acts = [message.act for message in mail.rasa.heard]
    assert acts == [{"intent": f"{how}_request", "number": number, "version": 1}]


def test_the_card_names_the_steps_that_its_button_takes(mail: Mail) -> None:
    mail.submit()
    mail.carry()
    ((_, text),) = mail.door.private
    assert "按“批准”即办理：HR 核对、评估、HR 负责人批准。" in text


def test_the_button_takes_the_steps_that_were_named_and_no_others(mail: Mail) -> None:
    """HR is finance's delegate as well: that step gets a card of its own."""
    today = mail.engine.company().day_of(NOW)
    mail.engine.perform(delegate_decisions, FINANCE, "test", HR, today, today, "delegate-key")
    number = mail.submit(30)
    mail.carry()
    mail.press("批准")
    assert mail.state(number) == "evaluated"
    assert "办理的是：HR 核对、评估、HR 负责人批准。" in mail.door.sent[-1]


def test_what_is_decided_by_now_is_not_asked(mail: Mail) -> None:
    number = mail.submit()
    mail.approve_all(number)
    mail.carry()
    assert [user for user, _ in mail.door.private if user == "u-hr"] == []


def test_the_requester_hears_what_was_decided_in_his_language(mail: Mail) -> None:
    mail.engine.perform_as_system(speaks, Account("dingtalk", TENANT, "u-head"), "en")
    number = mail.submit()
    mail.approve_all(number)
    mail.carry()
    told = [text for user, text in mail.door.private if user == "u-head"]
    assert any(number in text and "approved" in text for text in told)
