"""Names said in part, what goes on with a question, and what is put in nobody's place."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation, named

GAPS, COST, BUDGET = "query_skill_gap", "estimate_cost", "query_budget_status"


def talk(engine: BudgetEngine, person: str) -> Conversation:
    return Conversation(engine, person, names={"negotiation": ("skill", "SK-NEG")})


@pytest.mark.parametrize("text", ["where do my seniors stand", "高级的差多少"])
def test_half_a_position_is_read_where_it_is_the_only_one(
    sample_engine: BudgetEngine, text: str
) -> None:
    said = talk(sample_engine, "sales-head").say(text, GAPS)
    assert "senior account manager" in said or "高级客户经理" in said


@pytest.mark.parametrize("text", ["what is wrong with the skills", "我们部门差在哪"])
def test_what_may_mean_anything_is_no_name(sample_engine: BudgetEngine, text: str) -> None:
    said = talk(sample_engine, "retail-head").say(text, GAPS)
    assert said.splitlines()[0] in (
        "Skill gaps in Retail, largest first:",
        "零售部的技能差距（差距从大到小）：",
    )


def test_a_skill_may_be_said_as_what_one_does(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "sales-head").say("how are my seniors at negotiating", GAPS)
    assert "negotiation" in said
    assert "follow-up" not in said


def test_a_team_may_be_named_by_the_end_of_its_name(sample_engine: BudgetEngine) -> None:
    team = {"entity": "department", "kind": "department", "value": "team 4", "start": 13, "end": 19}
    said = talk(sample_engine, "hr").say("skill gaps in team 4", GAPS, team)
    assert "Workshop 1 team 4" in said


def test_a_price_next_is_about_the_course_that_closes_the_gap(
    sample_engine: BudgetEngine,
) -> None:
    talking = talk(sample_engine, "sales-head")
    talking.say("seniors in negotiation", GAPS)
    said = talking.say("what would that cost", COST)
    assert said.startswith("Advanced negotiation: about")
    assert "40 people assessed" in said
    assert talking.choices


def test_of_several_courses_each_is_priced(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "sales-head")
    talking.say("where does my department fall short", GAPS)
    said = talking.say("what would that cost", COST)
    assert "Advanced negotiation" in said
    assert "Customer follow-up" in said


def test_who_sees_no_levels_is_told_his_own_where_he_asks_for_them(
    sample_engine: BudgetEngine,
) -> None:
    said = talk(sample_engine, "E000301").say("is my negotiation good enough", GAPS)
    assert said.startswith("You: 1 skill(s) below")
    others = talk(sample_engine, "E000301").say("how do the seniors do in negotiation", GAPS)
    assert "You: " not in others


def test_the_year_of_the_request_leads(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "workshop-head")
    first = talking.say("how much is left", BUDGET).splitlines()[0]
    talking.say(
        "lean production for 20 people in March 2027",
        "request_budget",
        named("course", "TC-LEAN", "lean production", 0),
    )
    then = talking.say("how much is left", BUDGET).splitlines()[0]
    assert first != then
    assert "2027" in then
