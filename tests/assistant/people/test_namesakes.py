"""Several of one name are told apart by what else is said, or asked about with what tells them apart."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

PROFILE = "query_profile"
# Two of one name in Sales of the sample company, who came in 2020 and in 2015.
NAMES: Mapping[str, tuple[str, str]] = {}
FIRST, SECOND = "E000307", "E000314"


@pytest.fixture
def head(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, person="sales-head", names=NAMES)


def test_what_tells_them_apart_is_shown(head: Conversation) -> None:
    said = head.say("李建的档案", PROFILE)
    assert f"{FIRST}（销售部、高级客户经理、2020年10月入职）" in said
    assert f"{SECOND}（销售部、高级客户经理、2015年7月入职）" in said


def test_the_year_in_which_he_came_tells_who_is_meant(head: Conversation) -> None:
    head.say("李建的档案", PROFILE)
    assert "2.42" in head.say("2015年入职的那个李建", PROFILE)


def test_the_other_one_is_the_one_that_was_not_told_of(head: Conversation) -> None:
    head.say("2015年入职的那个李建的档案", PROFILE)
    assert "2.08" in head.say("另一个李建呢", PROFILE)


def test_a_year_in_which_nobody_came_tells_nothing(head: Conversation) -> None:
    assert FIRST in head.say("1999年入职的李建的档案", PROFILE)
