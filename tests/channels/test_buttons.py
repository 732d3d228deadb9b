"""Offered buttons on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.reply import Choice, Reply
from channels.buttons import Buttons, CannotPress, Offer
from engine.store.database import Database
from tests.channels.conftest import message
from tests.company import HR
from tests.workflow import HEAD, build


@pytest.fixture
def buttons(either_store: Database) -> Buttons:
    build(either_store)
    return Buttons(either_store)


def test_a_button_says_its_words_where_it_was_offered(buttons: Buttons) -> None:
    origin = message("问", "m1", conversation="g", group=True)
    token = buttons.offer(origin, HR, [Offer("提交")])[0].token
    pressed = buttons.pressed(token, HR)
    assert (pressed.text, pressed.dialogue) == ("提交", origin.dialogue)
    assert pressed.message_id == f"press:{token}"


def test_what_it_says_may_be_other_words(buttons: Buttons) -> None:
    offer = Offer("退回", {"say": "退回 TR-2026-0001"})
    token = buttons.offer(message("", "m1"), HR, [offer])[0].token
    assert buttons.pressed(token, HR).text == "退回 TR-2026-0001"


def test_it_may_carry_the_act_that_its_words_stand_for(buttons: Buttons) -> None:
    act = {"intent": "reject_request", "number": "TR-2026-0001", "version": 3}
    (offered,) = buttons.in_replies(
        message("", "m1"), HR, [Reply(text="?", choices=(Choice("驳回", act=act),))]
    )
    (choice,) = offered.choices
    # What it does stays here: the far side gets a token.
    assert choice.act is None
    pressed = buttons.pressed(choice.token, HR)
    assert (pressed.text, pressed.act, pressed.deed) == ("驳回", act, None)


def test_an_act_under_a_question_is_void_after_the_next(buttons: Buttons) -> None:
    act = {"intent": "affirm", "answer": True, "about": "m0"}
    offer = [Reply(text="?", choices=(Choice("确认", act=act),))]
    (first,) = buttons.in_replies(message("", "m1"), HR, offer)
    on_card = Offer("驳回", {"say": "驳回 TR-2026-0001", "act": {"intent": "reject_request"}})
    card = buttons.offer(message("", "m1"), HR, [on_card])[0]
    buttons.in_replies(message("", "m2"), HR, offer)
    with pytest.raises(CannotPress, match="old"):
        buttons.pressed(first.choices[0].token, HR)
    assert buttons.pressed(card.token, HR).act == {"intent": "reject_request"}


def test_it_is_its_persons_alone(buttons: Buttons) -> None:
    token = buttons.offer(message("", "m1"), HR, [Offer("提交")])[0].token
    for person in (HEAD, None):
        with pytest.raises(CannotPress, match="not_yours"):
            buttons.pressed(token, person)


def test_what_was_offered_together_is_used_up_together(buttons: Buttons) -> None:
    first, second = buttons.offer(message("", "m1"), HR, [Offer("是"), Offer("否")])
    buttons.use_up(first.token)
    with pytest.raises(CannotPress, match="old"):
        buttons.pressed(second.token, HR)


def test_a_newer_question_voids_words_and_no_decision(buttons: Buttons) -> None:
    decide = Offer("批准", {"approve": "TR-2026-0001", "version": 1, "language": "zh"})
    words = buttons.offer(message("", "m1"), HR, [Offer("是")])[0]
    decision = buttons.offer(message("", "m1"), HR, [decide])[0]
    buttons.in_replies(message("", "m2"), HR, [Reply(text="新的问题", choices=(Choice("好"),))])
    with pytest.raises(CannotPress, match="old"):
        buttons.pressed(words.token, HR)
    assert buttons.pressed(decision.token, HR).deed == decide.deed


def test_an_expired_button_is_old_and_forgotten(
    buttons: Buttons, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.buttons.LIFE", timedelta(seconds=-1))
    token = buttons.offer(message("", "m1"), HR, [Offer("是")])[0].token
    for _ in range(2):
        with pytest.raises(CannotPress, match="old"):
            buttons.pressed(token, HR)
        buttons.forget_old()
