"""What a vendor signed is taken once, by whichever process."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select, update

from channels.signed_once import Came, SignedOnce
from engine.store.database import Database
from engine.store.tables import UsedSignature

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def test_the_first_body_is_the_only_one_for_every_process(either_store: Database) -> None:
    one, other = SignedOnce(either_store, "dingtalk"), SignedOnce(either_store, "dingtalk")
    assert one.take("s", b"said") is Came.FIRST
    assert other.take("s", b"said") is Came.AGAIN
    assert other.take("s", b"forged") is Came.FORGED


def test_each_channel_has_its_own(empty_store: Database) -> None:
    assert SignedOnce(empty_store, "dingtalk").take("s", b"said") is Came.FIRST
    assert SignedOnce(empty_store, "slack").take("s", b"other") is Came.FIRST


def test_what_counts_no_more_is_not_kept(empty_store: Database) -> None:
    once = SignedOnce(empty_store, "dingtalk")
    for signature in ("a", "b"):
        once.take(signature, b"said")
    with empty_store.transaction() as session:
        session.execute(update(UsedSignature).values(until=LONG_AGO))
    once.take("c", b"said")
    with empty_store.reading() as session:
        assert session.scalar(select(func.count(UsedSignature.id))) == 1
