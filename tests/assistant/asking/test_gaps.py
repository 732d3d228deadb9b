"""Gaps by part of a unit and by person, and who is refused them."""

from __future__ import annotations

import pytest

from assistant.asking.words import says
from engine.usecases.context import BudgetEngine
from engine.usecases.people_short import people_short
from engine.usecases.skill_gap import gap_breakdown
from engine.values.errors import NotPermitted
from tests.conversing import Conversation, named

GAPS, BUDGET = "query_skill_gap", "query_budget_status"
NAMES = {
    "equipment operation": ("skill", "SK-EQ"),
    "设备操作": ("skill", "SK-EQ"),
    "stores": ("department", "RET"),
}


def talk(engine: BudgetEngine, person: str) -> Conversation:
    return Conversation(engine, person, names=NAMES)


@pytest.mark.parametrize(
    "text", ["which team is worst", "by team", "哪个班差得最多", "各班", "四个班里", "哪几家店"]
)
def test_a_question_may_be_split_by_team(text: str) -> None:
    assert says("team", text)


@pytest.mark.parametrize(
    "text", ["my team", "班长培训", "each store manager's course list", "我们班"]
)
def test_a_team_that_is_only_named_splits_nothing(text: str) -> None:
    assert not says("team", text) or "store" in text


def test_all_teams_that_are_level_are_named_first(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "workshop-head").say("设备操作四个班里哪个班差得最多", GAPS)
    first = said.splitlines()[0]
    gaps = sample_engine.perform(
        gap_breakdown, "workshop-head", "test", "team", None, None, "SK-EQ"
    ).gaps
    most = max(one.short for one in gaps)
    for one in gaps:
        assert (one.group.name in first) == (one.short == most)


def test_those_who_lack_it_are_named_to_their_head(sample_engine: BudgetEngine) -> None:
    found = sample_engine.perform(people_short, "workshop-head", "test", None, None, "SK-EQ").rows
    said = talk(sample_engine, "workshop-head").say("who lacks equipment operation", "query_people")
    assert found[0].person.name in said
    assert all(one.level < one.required for one in found)


def test_nobody_is_named_to_who_may_not_see_them(sample_engine: BudgetEngine) -> None:
    with pytest.raises(NotPermitted):
        sample_engine.perform(people_short, "worker", "test")
    said = talk(sample_engine, "worker").say("who lacks equipment operation", "query_people")
    assert "E0" not in said


def test_a_certificate_is_no_level(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "hr").say("who has no equipment operation certificate", GAPS)
    assert "E0" not in said


def test_a_part_of_a_name_is_enough_for_a_position(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "retail-head").say("what do the assistants lack", GAPS)
    assert "sales assistance" in said
    assert "store management" not in said


@pytest.mark.parametrize("text", ["那个跟我同名的，她多少分", "and what about my two girls?"])
def test_who_asks_for_others_is_not_shown_himself(sample_engine: BudgetEngine, text: str) -> None:
    said = talk(sample_engine, "worker").say(text, "query_profile")
    assert "E0" not in said
    assert any(word in said for word in ("负责人", "head of"))


def test_who_only_quotes_others_is_shown_himself(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "worker").say("我们主管说我分低，我多少分", "query_profile")
    assert "的记录" in said


def test_the_course_that_teaches_the_skill_is_meant(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "hr").say("设备操作花了多少", "query_training_history")
    assert said.count("「") <= 1
    assert "精益" not in said


def test_a_unit_pointed_at_is_not_that_course(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "workshop-head")
    place = named("department", "W1", "workshop 1", 3)
    talking.say("in workshop 1 how many lack equipment operation", GAPS, place)
    said = talking.say("did I ever do that course", "query_training_history")
    assert "CNY" not in said


@pytest.mark.parametrize("text", ["我们车间技能差在哪", "what skills are we short of"])
def test_skills_as_such_are_no_part_of_the_name_of_one(
    sample_engine: BudgetEngine, text: str
) -> None:
    assert "120" in talk(sample_engine, "workshop-head").say(text, GAPS)


def test_the_names_of_those_just_counted_keep_the_skill(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "workshop-head")
    talking.say("by team, who lacks equipment operation", GAPS)
    said = talking.say("give me the names", "query_people")
    assert "(equipment operation)" in said.splitlines()[0]


def test_teams_without_a_budget_are_said_to_have_none(sample_engine: BudgetEngine) -> None:
    teams = [named("department", f"T{n}-", f"team {n}", at) for n, at in ((1, 20), (2, 27))]
    said = talk(sample_engine, "hr").say("how much is left in team 1 and team 2", BUDGET, *teams)
    assert "of its own" in said
