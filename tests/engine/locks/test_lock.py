"""Who works on a store, on both databases, with real processes."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

from engine.locks import InUse, Lock, store_lock
from engine.store.database import Database
from tests.engine.locks.holding import another


@pytest.fixture
def url(either_store: Database) -> str:
    return either_store.url


@pytest.fixture
def lock(url: str) -> Lock:
    return store_lock(url)


def test_many_share_it(lock: Lock, url: str) -> None:
    with another(url, "one"), another(url, "two"), lock.hold("three"):
        assert sorted(one.what for one in lock.holders()) == ["one", "three", "two"]


def test_one_alone_keeps_others_out_and_is_named(lock: Lock, url: str) -> None:
    with (
        another(url, "./peisuan restore", alone=True) as process,
        pytest.raises(InUse) as refused,
        lock.hold("x", patience=0),
    ):
        pass
    [holder] = refused.value.holders
    assert (holder.what, holder.process) == ("./peisuan restore", process.pid)
    assert datetime.now(UTC) - holder.since < timedelta(minutes=1)
    assert f"process {process.pid}, since 2" in str(refused.value)


def test_nobody_has_it_alone_beside_others(lock: Lock, url: str) -> None:
    with another(url, "x"), pytest.raises(InUse), lock.hold("y", alone=True, patience=0):
        pass


def test_a_killed_process_holds_nothing(lock: Lock, url: str) -> None:
    with another(url, "x", alone=True) as process:
        process.kill()
        process.wait()
        with lock.hold("y", alone=True, patience=5):
            assert [one.process for one in lock.holders()] == [os.getpid()]


def test_what_is_left_is_free(lock: Lock) -> None:
    with lock.hold("x", alone=True):
        pass
    assert lock.holders() == []


def test_a_short_command_is_waited_for(lock: Lock, url: str) -> None:
    with another(url, "x", alone=True) as process:
        process.terminate()
        with lock.hold("y"):
            assert [one.what for one in lock.holders()] == ["y"]


def test_a_process_may_have_alone_what_it_shares(lock: Lock) -> None:
    with lock.hold("x"), lock.hold("x", alone=True, patience=0):
        assert len(lock.holders()) == 2


def test_a_child_works_under_the_lock_of_its_parent(
    lock: Lock, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with another(url, "./peisuan up", alone=True) as process:
        monkeypatch.setenv("PEISUAN_HELD_BY", str(process.pid))
        with lock.hold("the application", patience=0):
            assert len(lock.holders()) == 2


def test_what_a_restart_of_the_server_took_is_held_again(
    postgres_store: Database, postgres_server: str
) -> None:
    lock = store_lock(postgres_store.url)
    with lock.hold("x") as held:
        with postgres_store.transaction() as session:
            ended = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            session.connection().exec_driver_sql(ended)
        assert lock.holders() == []
        held.renew()
        assert len(lock.holders()) == 1
