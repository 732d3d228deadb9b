"""Training needs of people and of units."""

from datetime import UTC
from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Course, CourseSkill, Kpi, Need, OrgUnit, Skill
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


OWN = "需求编号,提报人工号,需求部门,培训需求,预计人数,优先分值,对应指标,提出日期,年度\n"


def own(database: Database) -> list[tuple[str, int, str, int | None, str]]:
    with database.reading() as session:
        return [
            (
                one.number,
                one.org_unit_id,
                f"{one.priority.normalize():f}",
                one.kpi_id,
                f"{one.created_at.astimezone(UTC):%Y-%m-%d %H:%M}",
            )
            for one in session.scalars(select(Need).order_by(Need.id))
        ]


def test_a_need_has_the_number_weight_kpi_and_moment_that_the_file_says(store: Database) -> None:
    with store.transaction() as session:
        session.add(Kpi(id=1, code="KP", name="故障", unit="count", direction="lower"))
    text = OWN + "X-7,000001,生产部,Excel,1,70%,故障,2026-06-01 08:30,2027\n"
    (report,) = load(store, sheet("needs", text))
    assert fates(report) == {"ADDED": 1}
    assert own(store) == [("X-7", 2, "0.7", 1, "2026-06-01 00:30")]
    assert fates(load(store, sheet("needs", text))[0]) == {"SAME": 1}
    (report,) = load(store, sheet("needs", text.replace("70%,故障", "80%,故障")))
    assert changed(report) == [("priority", "0.7", "0.8")]


def test_what_somebody_wants_for_several_is_wanted_for_the_unit_of_the_row(
    store: Database,
) -> None:
    text = OWN + ",000001,销售部,谈判,20,,,,2027\n,000001,销售部,演讲,1,,,,2027\n"
    load(store, sheet("needs", text))
    assert [(number, unit) for number, unit, *_ in own(store)] == [
        ("ND-2026-0001", 3),
        ("ND-2026-0002", 2),
    ]


def test_a_number_that_another_need_has_is_not_given_twice(store: Database) -> None:
    text = OWN + "X-7,000001,,谈判,1,,,,2027\nX-7,000001,,演讲,1,,,,2027\n"
    load(store, sheet("needs", text))
    assert [number for number, *_ in own(store)] == ["X-7", "ND-2026-0001"]
