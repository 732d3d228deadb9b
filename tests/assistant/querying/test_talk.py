"""Conversations about people and about days, with the engine on the sample company."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

PEOPLE, HISTORY, CALENDAR = "query_people", "query_training_history", "query_calendar"
NAMES = {
    "设备操作": ("course", "TC-EQ"),
    "店长管理": ("course", "TC-STM"),
    "store management": ("course", "TC-STM"),
    "safety": ("course", "TC-SAF"),
    "店长": ("position", "PO-STM"),
    "store managers": ("position", "PO-STM"),
    "line workers": ("position", "PO-LINE"),
    "零售部": ("department", "RET"),
    "甲班": ("department", "T1-"),
}


def talk(engine: BudgetEngine, person: str) -> Conversation:
    return Conversation(engine, person, names=NAMES)


def test_names_are_told_to_their_head(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "retail-head")
    said = talking.say("which store managers never took store management", PEOPLE)
    assert "4 of 50 people" in said
    for name in ("林伟", "徐琳", "何飞", "高伟霞"):
        assert name in said
    assert talking.replies[-1].personal


@pytest.mark.parametrize("text", ["how many of them?", "how many is that"])
def test_how_many_they_are_is_counted_from_the_list(sample_engine: BudgetEngine, text: str) -> None:
    talking = talk(sample_engine, "retail-head")
    talking.say("which store managers never took store management", PEOPLE)
    assert talking.say(text, PEOPLE).startswith("4 ")


def test_who_may_not_see_names_is_told_how_many(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "finance").say("which line workers never took safety", PEOPLE)
    assert said.splitlines()[0].startswith("You may not see other people's records")
    assert "18 of 200" in said
    assert "E0" not in said


def test_an_employee_is_told_neither(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "worker").say("who never took safety", PEOPLE)
    assert said.startswith("You may not see other people's records")
    assert " of " not in said.partition(".")[0]


def test_nobody_learns_of_another_unit(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "sales-head").say("零售部哪些人从没培训过", PEOPLE)
    assert "无权查看" in said


def test_those_who_did_not_come_are_asked_for_next(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "workshop-head")
    assert "69 人" in talking.say("去年谁上过设备操作课", HISTORY)
    assert "140 人" in talking.say("去年谁没上过设备操作课", HISTORY)


def test_what_ends_when_is_told_where_nothing_ends(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "rd-head").say("半年内谁的证要到期，我好提前报名", "query_profile")
    assert "0 人" in said
    assert "2028年5月15日" in said


def test_what_nobody_keeps_is_said(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "hr").say("how many women in Finance", PEOPLE)
    assert said.startswith("Gender: not kept here")


def test_an_unknown_position_widens_nothing(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "retail-head")
    unknown = {"entity": "position", "value": "plumbers", "start": 6, "end": 14}
    said = talking.say("which plumbers never took safety", PEOPLE, unknown)
    assert 'no "plumbers"' in said


def test_the_list_is_made_a_file_as_it_stands(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "retail-head")
    talking.say("which store managers never took store management", PEOPLE)
    assert "4 rows" in talking.say("export that", "export_report")


def test_those_listed_are_trained(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "retail-head")
    talking.say("which store managers never took store management", PEOPLE)
    said = talking.say("train those then", "request_budget")
    assert "Those listed are 4." in said


def test_days_are_told_of_what_was_held(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "hr").say("remind me when did we last run store management", HISTORY)
    assert "4 in all" in said
    assert "May 2024" in said
    assert "20 people" in said


def test_where_nothing_is_planned_the_last_one_is_told(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "hr").say("下个月有哪些培训", CALENDAR)
    assert "没有已排期的培训" in said
    assert "2025年12月15日" in said


def test_ones_own_are_told_to_everybody(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "worker").say("do I have a course next month?", CALENDAR)
    assert said.startswith("You are signed up for no planned training")


def test_free_places_are_those_of_trainings_with_nominations(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "hr").say("is it full", CALENDAR)
    assert said.startswith("Among the requests you can see no training is scheduled")


def test_coverage_goes_by_position_and_year(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "workshop-head")
    said = talking.say("what was the coverage of line workers in safety in 2025?", HISTORY)
    assert "coverage 66.5%" in said
    assert "133 people trained" in said


def test_hours_a_head_are_told_of_each_unit(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "hr").say("training hours per head in 2025, by department", HISTORY)
    assert "Retail: 58.9 hours a head" in said
    assert "R&D: 22.3 hours a head" in said


def test_who_is_below_a_level_that_is_said(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "workshop-head").say(
        "甲班设备操作低于2.1分的有谁", "query_skill_gap"
    )
    assert "低于 2.10 分" in said
    assert "傅梅" in said


def test_what_is_no_training_is_not_answered_as_one(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "hr").say("who has not taken the bus", PEOPLE)
    assert said.startswith("I cannot look people up by that")
