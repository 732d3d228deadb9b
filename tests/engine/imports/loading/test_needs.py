"""Training needs of people and of units."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Course, CourseSkill, Need, OrgUnit, Skill
from tests.engine.imports.loading.people import add_company
from tests.engine.imports.tables import asked, changed, fates, load, refused, sheet, table

HEAD = "工号,姓名,培训需求,需求原因,优先级,年度\n"


@pytest.fixture
def store(either_store: Database) -> Database:
    add_company(either_store)
    with either_store.transaction() as session:
        session.get_one(OrgUnit, 2).head_employee_id = 1
        session.add(Skill(id=1, code="XLS", name="Excel"))
        session.add(Course(id=1, code="TC-XLS", name="Excel数据分析"))
        session.flush()
        session.add(CourseSkill(course_id=1, skill_id=1, expected_gain=Decimal(1)))
    return either_store


def needs(database: Database) -> list[tuple[str, str, int, int, int | None, int | None, str, int]]:
    with database.reading() as session:
        return [
            (
                one.topic,
                one.origin,
                one.raised_by_id,
                one.org_unit_id,
                one.skill_id,
                one.course_id,
                f"{one.priority.normalize():f}",
                one.headcount,
            )
            for one in session.scalars(select(Need).order_by(Need.id))
        ]


def test_what_people_want_with_what_the_catalogue_knows_of_it(store: Database) -> None:
    text = HEAD + "000001,赵伟芳,excel,月报,高,2027\n000003,,谈判,,,2027\n000003,,,,,2027\n"
    text += "000004,,演讲;Excel,,中,2027\n99,,Excel,,,2027\n"
    (report,) = load(store, sheet("needs", text))
    assert fates(report) == {"LEFT_OUT": 1, "REFUSED": 1, "ADDED": 3}
    assert needs(store) == [
        ("excel", "employee", 1, 2, 1, 1, "0.9", 1),
        ("谈判", "employee", 3, 3, None, None, "0.1", 1),
        ("演讲", "employee", 4, 3, None, None, "0.5", 1),
        ("Excel", "employee", 4, 3, 1, 1, "0.5", 1),
    ]
    (report,) = load(store, sheet("needs", text.replace("月报,高", "月报,低")))
    assert (fates(report)["SAME"], changed(report)) == (2, [("priority", "0.9", "0.1")])
    with store.reading() as session:
        numbers = session.scalars(select(Need.number).order_by(Need.id)).all()
    assert numbers == [f"ND-2026-000{one}" for one in range(1, 5)]


def test_a_units_need_is_raised_by_its_head_or_by_whom_it_is_said(store: Database) -> None:
    text = (
        "需求部门,培训课题,预计人数,紧急程度\n生产部,TPM,24,低\n销售部,谈判,x,很急\n无此部,a,1,低\n"
    )
    one = sheet("needs", table(text, file="2027需求.csv"))
    (report,) = load(store, one, answers={"year": "2027"}, dry_run=True)
    assert (fates(report), refused(report)) == (
        {"LEFT_OUT": 1, "REFUSED": 1, "ADDED": 1},
        [(4, "unknown_unit")],
    )
    assert asked(report) == ["raised_by:2027需求.csv"]
    (report,) = load(store, one)
    assert report.questions[0].proposed == "2027"
    load(store, one, answers={"year": "2027", "raised_by": "000003"})
    assert [(one[0], one[1], one[2], one[3], *one[6:]) for one in needs(store)] == [
        ("TPM", "business", 1, 2, "0.1", 24),
        ("谈判", "business", 3, 3, "0.5", 1),
    ]
