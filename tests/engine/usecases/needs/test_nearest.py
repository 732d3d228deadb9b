"""What of the catalogue is near to what somebody speaks of."""

from __future__ import annotations

from engine.usecases.context import BudgetEngine
from engine.usecases.needs.nearest import Near, near_in_words

MACHINES, FAULTS = ("机器", "设备", "machine"), ("坏", "故障", "fault")


def near(engine: BudgetEngine, *notions: tuple[str, ...]) -> tuple[Near, ...]:
    return engine.perform(near_in_words, "worker", "test", notions)


def skills(found: tuple[Near, ...]) -> list[str | None]:
    return [one.skill.code if one.skill else None for one in found]


def test_the_more_is_named_the_nearer(sample_engine: BudgetEngine) -> None:
    assert skills(near(sample_engine, MACHINES, FAULTS)) == ["SK-EQ", "SK-EQS"]


def test_a_kpi_leads_to_the_skill_behind_it_and_to_its_course(sample_engine: BudgetEngine) -> None:
    (found,) = near(sample_engine, ("良品", "scrap", "yield"))
    things = (found.skill, found.course, found.kpi)
    assert [one.code for one in things if one] == ["SK-EQS", "TC-EQS", "KP-YLD"]


def test_a_course_without_a_skill_is_found_by_its_own_name(sample_engine: BudgetEngine) -> None:
    found = near(sample_engine, ("凝聚力", "cohesion"))
    assert [one.course.code for one in found if one.course] == ["TC-COH"]


def test_words_of_letters_begin_where_a_word_begins(sample_engine: BudgetEngine) -> None:
    assert near(sample_engine, ("quipment",)) == ()


def test_nothing_is_near_to_what_stands_in_no_name(sample_engine: BudgetEngine) -> None:
    assert near(sample_engine, ("parrot",)) == ()
