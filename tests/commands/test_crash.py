"""Faults in the middle of work: nothing acknowledged is lost, everything holds."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from commands.bench.crash import in_turns, survive
from commands.bench.faults import FAULTS, Fault
from commands.bench.workload import Workload
from engine.sample import load_sample
from engine.store.database import Database
from engine.usecases.context import BudgetEngine

pytestmark = pytest.mark.long

# Several of them one after the other; minutes are for `bench crash`. The processes that work are
# forked from one that the tests of each fault, which come first, have started already.
SECONDS = 10


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.__name__)
def test_each_fault_happens(empty_store: Database, tmp_path: Path, fault: Fault) -> None:
    """One turn of each alone, so that none of them does nothing."""
    with empty_store.transaction() as session:
        load_sample(session, date.today())
    empty_store.dispose()
    survival = survive(empty_store.url, tmp_path, 0.1, faults=[fault])
    assert survival.sound
    assert survival.faults.total() == 1


def test_faults_leave_a_sound_store(either_store: Database, tmp_path: Path) -> None:
    with either_store.transaction() as session:
        load_sample(session, date.today())
    either_store.dispose()
    url = either_store.engine.url.render_as_string(hide_password=False)
    survival = survive(url, tmp_path, SECONDS)
    assert survival.breaches == []
    assert survival.lost == []
    assert survival.faults.total() >= 2
    assert survival.acknowledged > survival.faults.total()


def test_a_seed_gives_the_same_faults_again() -> None:
    twice = [list(islice(in_turns(FAULTS, 7), 2 * len(FAULTS))) for _ in range(2)]
    assert twice[0] == twice[1]
    assert Counter(twice[0]) == dict.fromkeys(FAULTS, 2)


def test_a_seed_gives_the_same_keys_again(sample_engine: BudgetEngine) -> None:
    first, second = (Workload(sample_engine, Random(7), print).unused() for _ in range(2))
    assert first == second
