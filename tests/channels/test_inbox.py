"""The stored messages on both databases: once, in order, and never two of a dialogue at work."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from assistant.reply import Reply
from channels.inbox import WAITING, WORKING, Inbox
from engine.store.database import Database
from engine.store.tables import StoredMessage
from tests.channels.conftest import message


@pytest.fixture
def inbox(either_store: Database) -> Inbox:
    return Inbox(either_store)


def states(inbox: Inbox) -> list[str]:
    with inbox._database.reading() as session:
        return list(session.scalars(select(StoredMessage.state).order_by(StoredMessage.id)))


def test_the_same_message_is_new_once(inbox: Inbox) -> None:
    assert [inbox.store(message("a", "m1")).new for _ in range(2)] == [True, False]


def test_the_next_of_a_dialogue_waits_until_the_one_before_is_done(inbox: Inbox) -> None:
    for number in range(3):
        inbox.store(message(f"{number}", f"m{number}"))
    inbox.store(message("other", "m9", "u2"))
    first = inbox.claim(10)
    assert [one.message.text for one in first] == ["0", "other"]
    assert inbox.claim(10) == []
    inbox.hand_over(first[0].id, [Reply(text="answer")])
    assert [one.message.text for one in inbox.claim(10)] == ["1"]


def test_what_is_stored_to_be_begun_at_once_is_claimed(inbox: Inbox) -> None:
    stored = inbox.store(message("a", "m1"), at_once=True)
    assert stored.taken is not None
    assert (stored.taken.message.text, stored.taken.tries) == ("a", 1)
    assert inbox.store(message("b", "m2"), at_once=True).taken is None
    assert states(inbox) == [WORKING, WAITING]


def test_many_who_store_at_once_begin_one_of_a_dialogue(inbox: Inbox) -> None:
    def store(number: int) -> bool:
        mine = message("x", f"m{number}", f"u{number % 4}")
        return inbox.store(mine, at_once=True).taken is not None

    with ThreadPoolExecutor(8) as threads:
        begun = list(threads.map(store, range(40)))
    assert sum(begun) == 4
    assert Counter(states(inbox)) == {WORKING: 4, WAITING: 36}


def test_a_lease_that_ended_is_claimed_again(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.inbox.LEASE", timedelta(seconds=-1))
    inbox.store(message("a", "m1"))
    assert [one.tries for one in inbox.claim(1)] == [1]
    assert [one.tries for one in inbox.claim(1)] == [2]


def test_a_renewed_lease_is_kept(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.inbox.LEASE", timedelta(seconds=-1))
    inbox.store(message("a", "m1"))
    taken = inbox.claim(1)[0]
    monkeypatch.setattr("channels.inbox.LEASE", timedelta(seconds=60))
    inbox.renew([taken.id])
    assert inbox.claim(1) == []


def test_a_postponed_one_waits_its_time(inbox: Inbox) -> None:
    inbox.store(message("a", "m1"))
    inbox.postpone(inbox.claim(1)[0].id, 60, "Rasa is away")
    assert inbox.claim(1) == []


def test_one_person_has_two_places_however_many_his_dialogues(inbox: Inbox) -> None:
    for number in range(5):
        inbox.store(message(f"{number}", f"m{number}", conversation=f"c{number}"))
    inbox.store(message("other", "m9", "u2"))
    assert [one.message.text for one in inbox.claim(10)] == ["0", "1", "other"]
    assert inbox.claim(10) == []


def test_a_place_that_becomes_free_is_taken_by_the_next(inbox: Inbox) -> None:
    for number in range(3):
        inbox.store(message(f"{number}", f"m{number}", conversation=f"c{number}"))
    first, _ = inbox.claim(10)
    inbox.hand_over(first.id, [])
    assert [one.message.text for one in inbox.claim(10)] == ["2"]


def test_everybody_has_his_first_turn_before_anybody_his_second(inbox: Inbox) -> None:
    for number in range(3):
        inbox.store(message(f"{number}", f"m{number}", conversation=f"c{number}"))
    inbox.store(message("other", "m9", "u2"))
    assert [one.message.text for one in inbox.claim(2)] == ["0", "other"]


def test_what_is_begun_at_once_counts_among_the_places(inbox: Inbox) -> None:
    stored = [
        inbox.store(message(f"{number}", f"m{number}", conversation=f"c{number}"), at_once=True)
        for number in range(3)
    ]
    assert [one.taken is not None for one in stored] == [True, True, False]
