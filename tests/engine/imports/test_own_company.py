"""A company of its own, from its files alone: the answers that the sample company gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.analysis.skill_behind import MUST_DO
from engine.imports.kinds.kind import kinds
from engine.imports.loading.run import Run
from engine.imports.loading.sheets import load_sheets
from engine.imports.sheet_report import SheetReport
from engine.imports.writing.undo import Loaded
from engine.queries.company import company_of
from engine.store.database import Database
from engine.store.tables import (
    Base,
    Course,
    CourseSkill,
    Employee,
    OrgUnit,
    RoleGrant,
)
from engine.usecases.context import INSTALLER, BudgetEngine
from engine.usecases.estimate_cost import Training
from engine.usecases.need_evidence import who_should_go
from engine.usecases.performance_gap import performance_gap
from engine.usecases.priorities import priorities
from engine.usecases.skill_gap import skill_gap
from tests.conftest import engine_over
from tests.engine.imports.tables import NOW, a_load, asked, load, refused, sheet

HR = "000001"
OLD, NEW = range(1, 13), range(13, 25)


def lines(heading: str, of: Iterator[str]) -> str:
    return "\n".join([heading, *of]) + "\n"


def number(one: int) -> str:
    return f"{one:06d}"


def year(one: int) -> int:
    return 2015 if one in OLD else 2026


FILES = {
    "skill_names": "技能编码,技能名称\nSK1,设备操作\nSK2,质量检验\n",
    "certificate_names": "证书名称,有效期(年)\n叉车证,4\n",
    "positions": "岗位编码,岗位名称\nP1,操作工\n",
    "requirements": "岗位,技能,要求等级,重要性,证书\n操作工,设备操作,3,关键,\n操作工,,,,叉车证\n",
    "kpis": "指标名称,单位,方向\n设备故障次数,次,越小越好\n",
    "kpi_skills": "指标,技能\n设备故障次数,设备操作\n",
    "people": lines(
        "工号,姓名,部门,岗位,入职日期,状态",
        (f"{number(one)},员工{one},生产部,操作工,{year(one)}-01-05,在职" for one in (*OLD, *NEW)),
    ),
    "skills": lines(
        "工号,技能,等级,评估日期",
        (f"{number(one)},设备操作,{4 if one in OLD else 2},2026-10-01" for one in (*OLD, *NEW)),
    ),
    "certificates": lines(
        "工号,证书名称,发证日期,有效期至", (f"{number(one)},叉车证,2025-03-01," for one in OLD)
    ),
    "kpi_results": lines(
        "工号,月份,指标,目标值,实际值",
        (
            f"{number(one)},2026-10,设备故障次数,10,{8 if one in OLD else 15 + one % 3}"
            for one in (*OLD, *NEW)
        ),
    ),
    "needs": "工号,培训需求,优先级,年度\n000001,设备操作培训,高,2027\n",
}


@pytest.fixture
def engine(either_store: Database) -> BudgetEngine:
    """Everything at once, in whatever order; the course is there already, and what it teaches."""
    with either_store.transaction() as session:
        session.add(Course(id=1, code="TC1", name="设备操作培训"))
    names = sheet("skill_names", FILES["skill_names"])
    load(either_store, names)
    with either_store.transaction() as session:
        session.add(CourseSkill(course_id=1, skill_id=1, expected_gain=Decimal(1)))
    sheets = [sheet(kind, text) for kind, text in reversed(FILES.items())]
    for report in load(either_store, *sheets):
        assert (report.kind, refused(report), asked(report)) == (report.kind, [], [])
    with either_store.transaction() as session:
        top = session.scalars(select(OrgUnit).where(OrgUnit.parent_id.is_(None))).one()
        hr = session.scalars(select(Employee).where(Employee.emp_no == HR)).one()
        session.add(RoleGrant(employee_id=hr.id, role="hr", org_unit_id=top.id))
    return engine_over(either_store)


def test_gaps_are_found(engine: BudgetEngine) -> None:
    report = engine.perform(skill_gap, HR, "test").report
    (gap,) = report.skills
    assert (gap.group.name, gap.assessed, gap.short) == ("设备操作", 24, 12)
    (certificate,) = report.certificates
    assert (certificate.certificate.name, certificate.missing) == ("叉车证", 12)


def test_the_skill_behind_a_kpi_is_found(engine: BudgetEngine) -> None:
    found = engine.perform(performance_gap, HR, "test")
    (kpi,) = found.kpis
    assert (kpi.kpi.name, kpi.is_short) == ("设备故障次数", True)
    assert found.behind is not None
    assert found.behind.ranking.verdict == MUST_DO
    assert found.behind.course is not None
    assert found.behind.course.code == "TC1"


def test_the_audience_is_narrowed(engine: BudgetEngine) -> None:
    found = engine.perform(who_should_go, HR, "test", Training(course="TC1"), headcount=24)
    assert found.audience.short == 12
    assert {one.code for one in found.people} == {number(one) for one in NEW}
    assert found.audience.cut is not None


def test_needs_are_ranked(engine: BudgetEngine) -> None:
    (ranked,) = engine.perform(priorities, HR, "test").ranking
    assert (ranked.course.code, ranked.rank) == ("TC1", 1)


def test_all_of_it_can_be_taken_back(either_store: Database) -> None:
    """A second load that adds and corrects is undone to the first, and that to nothing."""
    first, _ = kept(either_store, FILES)
    before = rows_of_all(either_store)
    more = {
        kind: text.replace("操作工,设备操作,3", "操作工,设备操作,4").replace(",15\n", ",16\n")
        for kind, text in FILES.items()
    }
    more["positions"] = "岗位编码,岗位名称\nP1,高级操作工\nP2,质检员\n"
    second, reports = kept(either_store, more)
    assert sum(len(one.changes) for one in reports) > 1
    for load_id, after in ((second, before), (first, None)):
        with either_store.transaction() as session:
            loaded = Loaded(session, load_id)
            assert loaded.in_the_way() == []
            loaded.take_back()
        if after is not None:
            assert rows_of_all(either_store) == after
    assert not any(rows_of_all(either_store).values())


def kept(database: Database, files: Mapping[str, str]) -> tuple[int, list[SheetReport]]:
    """Load files as a load that is kept."""
    with a_load(database) as (session, writer, load_id):
        run = Run(
            session=session, writer=writer, company=company_of(session), actor=INSTALLER, now=NOW
        )
        reports = load_sheets(run, [sheet(kind, text) for kind, text in files.items()])
    return load_id, reports


def rows_of_all(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of what these files fill, by table."""
    names = [name for kind in FILES for name in kinds()[kind].holds]
    with database.reading() as session:
        tables = {name.split(".")[0]: Base.metadata.tables[name.split(".")[0]] for name in names}
        return {
            name: [tuple(row) for row in session.execute(select(one).order_by(one.c.id))]
            for name, one in tables.items()
        }
