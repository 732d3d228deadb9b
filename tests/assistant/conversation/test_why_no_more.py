"""Why a figure is as it is, asked by who has lost the right to what it was made from."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from engine.store.tables import OrgUnit
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation


@pytest.mark.parametrize(
    ("asks", "why", "told"),
    [
        ("我们的预算还剩多少", "这个数怎么算出来的", "您以前问过，但它背后的数据您现在无权查看了"),
        ("how much of our budget is left", "how did you get that", "no right to the data"),
    ],
)
def test_he_is_told_so_and_nothing_else(
    sample_engine: BudgetEngine, asks: str, why: str, told: str
) -> None:
    talk = Conversation(sample_engine)
    talk.say(asks, "query_budget_status")
    with sample_engine.database.transaction() as session:
        session.execute(update(OrgUnit).values(head_employee_id=None))
    answer = talk.say(why, "explain_answer")
    assert told in answer
    assert "\n" not in answer
