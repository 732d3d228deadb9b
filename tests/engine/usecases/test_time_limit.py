"""A question that keeps the store busy for too long is stopped, on both databases."""

import pytest
from sqlalchemy import text

from engine.policy import load_policy
from engine.store.database import Database
from engine.usecases.context import BudgetEngine, Context, reads
from engine.values.errors import TookTooLong

# Pairs of pairs: hours of work, of which nothing is kept.
ENDLESS = text(
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000) "
    "select count(*) from n a, n b, n c where a.i + b.i + c.i = -1"
)


@reads
def endless(context: Context) -> None:
    context.session.execute(ENDLESS).all()


@reads
def quick(context: Context) -> str:
    return context.actor.emp_no


def _engine(store: Database) -> BudgetEngine:
    return BudgetEngine(store, load_policy(), seconds=0.3)


def test_it_is_stopped_and_says_so(either_store: Database) -> None:
    with pytest.raises(TookTooLong) as caught:
        _engine(either_store).perform_as_system(endless)
    assert caught.value.args_by_name == {"seconds": 0.3}


def test_the_next_question_has_its_own_time(either_store: Database) -> None:
    engine = _engine(either_store)
    with pytest.raises(TookTooLong):
        engine.perform_as_system(endless)
    assert engine.perform_as_system(quick)
