"""Several workers: each conversation always at the same one."""

from __future__ import annotations

from collections import Counter

from channels.rasa_workers import worker_of

WORKERS = [f"http://rasa-{number}:8641" for number in range(4)]
DIALOGUES = [f"dingtalk:corp:u{number}" for number in range(2_000)]


def test_a_conversation_stays_whatever_the_order_in_which_workers_are_named() -> None:
    for dialogue in DIALOGUES[:100]:
        assert worker_of(dialogue, WORKERS) == worker_of(dialogue, WORKERS[::-1])


def test_each_worker_has_its_share() -> None:
    shares = Counter(worker_of(dialogue, WORKERS) for dialogue in DIALOGUES)
    assert set(shares) == set(WORKERS)
    assert min(shares.values()) > 400


def test_without_a_worker_only_its_own_conversations_move() -> None:
    for dialogue in DIALOGUES:
        before = worker_of(dialogue, WORKERS)
        if before != WORKERS[0]:
            assert worker_of(dialogue, WORKERS[1:]) == before
