"""Relations in conversation, with the sample company's figures reckoned from its rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from scipy.stats import pearsonr
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import EmployeeSkill, Kpi, KpiResult, Skill
from engine.usecases.context import BudgetEngine
from tests.assistant.analysing.names import NAMES
from tests.conversing import Conversation


@pytest.fixture
def hr(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, "hr", names=NAMES)


def levels_and_faults(store: Database) -> Iterator[tuple[float, float]]:
    with store.reading() as session:
        rows = session.execute(
            select(EmployeeSkill.level, KpiResult.actual)
            .join(KpiResult, KpiResult.employee_id == EmployeeSkill.employee_id)
            .join(Kpi, Kpi.id == KpiResult.kpi_id)
            .join(Skill, Skill.id == EmployeeSkill.skill_id)
            .where(Skill.code == "SK-EQ", Kpi.code == "KP-FLT")
        )
        yield from ((float(level), float(faults)) for level, faults in rows)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("设备操作水平和故障有关系吗", "有关系，较强"),
        ("does equipment operation skill go with faults", "Yes, strongly"),
    ],
)
def test_a_relation_is_told_first_and_then_its_basis(
    hr: Conversation, sample_store: Database, text: str, head: str
) -> None:
    pairs = list(levels_and_faults(sample_store))
    r, p = pearsonr(*zip(*pairs, strict=True))
    answer, basis, *_ = hr.say(text).splitlines()
    assert answer.startswith(head)
    assert f"r = {r:.2f}" in basis
    assert str(len(pairs)) in basis
    assert p < 0.001
    assert "p < 0.001" in basis


@pytest.mark.parametrize(
    ("text", "further", "whom"),
    [
        ("工龄和良品率相关吗", "那和故障呢", "故障"),
        ("is tenure related to yield", "and faults?", "faults"),
    ],
)
def test_a_follow_up_keeps_the_other_side(
    hr: Conversation, text: str, further: str, whom: str
) -> None:
    hr.say(text)
    answer = hr.say(further).splitlines()[0]
    assert whom in answer
    assert "工龄" in answer or "tenure" in answer


@pytest.mark.parametrize(
    ("text", "no_cause"),
    [
        ("设备操作水平和故障有关系吗", "因果"),
        ("is equipment operation skill related to faults", "cause"),
    ],
)
def test_it_says_that_it_proves_no_cause_and_can_be_explained(
    hr: Conversation, text: str, no_cause: str
) -> None:
    assert no_cause in hr.say(text)
    assert "r" in hr.say("why" if text.isascii() else "为什么", "explain_answer")


@pytest.mark.parametrize(
    ("text", "can"),
    [("团队建设的学时和销售额有关系吗", "良品率"), ("is team building related to sales", "yield")],
)
def test_a_kpi_of_units_is_refused_with_those_that_can_be_told(
    hr: Conversation, text: str, can: str
) -> None:
    assert can in hr.say(text)


@pytest.mark.parametrize("text", ["工资和良品率有关系吗", "is salary related to yield"])
def test_what_nobody_keeps_is_named_back(hr: Conversation, text: str) -> None:
    answer = hr.say(text)
    assert "工资" in answer or "salary" in answer


@pytest.mark.parametrize(
    ("text", "released"),
    [
        ("凝聚力培训没什么用，能不能砍掉", "500,000 元"),
        ("the cohesion course does nothing, should we cut it", "CNY 500,000"),
    ],
)
def test_the_cohesion_course_is_proposed_to_be_cut(
    hr: Conversation, text: str, released: str
) -> None:
    answer = hr.say(text)
    first, *rest = answer.splitlines()
    assert released in first
    assert "r = " in rest[0]
    assert "n" in rest[0] or "人" in rest[0]
    assert "精益生产" in answer or "Lean" in answer


def test_hours_of_a_course_that_is_not_known_are_not_those_of_all(hr: Conversation) -> None:
    assert "r = " not in hr.say("陶艺课的学时和转化率关系大不大")


def test_an_employee_is_refused(sample_engine: BudgetEngine) -> None:
    worker = Conversation(sample_engine, "worker", names=NAMES)
    assert "r = " not in worker.say("工龄和良品率相关吗")
