"""The car-parts maker of the article, from 80 to 70 with its measured effect, by its people in one
conversation each: the need, the plan, forwards and backwards, what came of it."""

from __future__ import annotations

from datetime import date

import pytest

from engine.store.database import Database
from engine.store.tables import Course, Kpi, OrgUnit, Skill
from engine.usecases.context import BudgetEngine
from tests.company import DIRECTOR, HR, YEAR, Company
from tests.conftest import engine_over
from tests.conversing import Conversation

HEAD, WORKERS = "HEAD1", 200
LOW, HIGH = "2.5", "4.5"


@pytest.fixture
def company(empty_store: Database) -> tuple[BudgetEngine, dict[str, tuple[str, str]]]:
    """200 workers, 60 % below the mean; 40 % of all faults from equipment; 1,500 a head."""
    made = Company("car parts")
    unit, position = made.unit("车间", made.root), made.position("一线工人")
    made.head(unit, HEAD)
    made.budget(made.root, "800000", YEAR - 1, "closed")
    made.budget(made.root, "700000", YEAR)
    skill = made.skill("设备操作技能")
    made.requires(position, skill, "3.5")
    course = made.course("设备操作培训", teaches=skill)
    people = made.people(WORKERS, unit, position)
    low, high = people[: WORKERS * 3 // 5], people[WORKERS * 3 // 5 :]
    made.assess(low, skill, LOW)
    made.assess(high, skill, HIGH)
    for month in range(4):
        made.session(course, people[:20], "30000", start=date(YEAR - 1, 2 + month, 3))
    faults = made.kpi("故障", unit="count", direction="lower")
    every, capacity = made.kpi("全部故障", "count", "lower"), made.kpi("产能", unit="count")
    made.link(every, faults, "sum")
    made.link(capacity, faults, "elasticity", "-0.666667", "relative")
    made.moves(skill, faults, "-1.5", "relative")
    made.results(faults, low, "9", "6")
    made.results(faults, high, "4", "6")
    earlier = date(YEAR - 1, 1, 1), date(YEAR - 1, 6, 30)
    made.unit_result(faults, unit, "1400", "1200")
    made.unit_result(faults, unit, "1000", None, earlier)
    made.unit_result(every, unit, "3500")
    made.unit_result(capacity, unit, "1000", "1100")
    made.evaluate(course, "results", "故障", "820", "1000", "850", faults)
    made.evaluate(course, "results", "产能", "1120", "1000", "1100", capacity)
    effect = made.kpi("培训效果", unit="count")
    for year, value in ((YEAR - 1, "100"), (YEAR, "125")):
        made.unit_result(effect, made.root, value, None, (date(year, 1, 1), date(year, 12, 31)))
    made.write(empty_store)
    names = {
        "设备操作培训": ("course", made.code(Course, course)),
        "设备操作技能": ("skill", made.code(Skill, skill)),
        "故障": ("kpi", made.code(Kpi, faults)),
        "产能": ("kpi", made.code(Kpi, capacity)),
        "培训效果": ("kpi", made.code(Kpi, effect)),
        "车间": ("department", made.code(OrgUnit, unit)),
    }
    return engine_over(empty_store), names


def test_from_80_to_70_with_its_measured_effect(
    company: tuple[BudgetEngine, dict[str, tuple[str, str]]],
) -> None:
    engine, names = company
    head, hr, director = (Conversation(engine, who, names=names) for who in (HEAD, HR, DIRECTOR))

    need = head.say("故障目标1200，现在1400，差多少")
    assert need.splitlines()[0].startswith("「故障」差 200")
    assert "设备操作技能" in need
    assert "必做" in need

    plan = head.say("产能提高10%要多少培训预算")
    assert "-15%" in plan
    assert "200 人，300,000 元" in plan
    assert "42.9%" in plan
    assert "120 人，180,000 元" in plan
    assert head.say("为什么", "explain_answer")

    forwards = head.say("设备操作技能提升10%，故障和产能会怎么样").splitlines()
    assert "-15%" in forwards[0]
    assert "+10%" in forwards[1]

    related = hr.say("设备操作技能水平和故障有关系吗").splitlines()
    assert related[0].startswith("有关系，较强")

    attained = hr.say("设备操作培训计划的和实际达成了多少")
    assert attained.splitlines()[0].startswith("达成了")
    assert attained.count("完成计划变动的 120%") == 2

    money = director.say("按培训效果看，今年比去年少花了预算，效果更好吗", "query_training_effect")
    assert money.splitlines()[0].startswith(
        f"是：{YEAR} 年每一元预算的效果是{YEAR - 1} 年的 1.43 倍"
    )
    assert "预算 -12.5%" in money
    assert "+25%" in money
    assert "没有对照组" in money
