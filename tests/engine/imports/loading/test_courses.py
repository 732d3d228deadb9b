"""The catalogue of courses, and what they teach."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from engine.imports.sheet_report import SheetReport
from engine.store.database import Database
from engine.store.tables import Course, CourseSkill, Skill
from tests.engine.imports.loading.company import CNY, asked_in, trainings
from tests.engine.imports.tables import changed, fates, load, refused, sheet

TEXT = (
    "课程编码,课程名称,课程类别,授课方式,课时,是否必修,有效期,供应商,价格,对应技能\n"
    "TC-01,消防安全,安全,内训,8,是,24,安培机构,800,消防、急救\n"
    "TC-02,焊接,技能,外训,40,否,,,3000,焊接\n"
)


def courses(database: Database, text: str, **answers: str) -> SheetReport:
    return load(database, sheet("courses", text), answers={**CNY, **answers})[0]


def kept(database: Database) -> list[tuple[str, str, Decimal | None]]:
    columns = (Course.code, Course.name, Course.list_price)
    with database.reading() as session:
        return [tuple(one) for one in session.execute(select(*columns).order_by(Course.id))]  # type: ignore[misc]


def test_courses_with_what_they_are_and_cost(either_store: Database) -> None:
    report = courses(either_store, TEXT, expected_gain="1")
    assert (fates(report), refused(report)) == ({"ADDED": 2}, [])
    assert kept(either_store) == [
        ("TC-01", "消防安全", Decimal(800)),
        ("TC-02", "焊接", Decimal(3000)),
    ]
    with either_store.reading() as session:
        first = session.scalars(select(Course).where(Course.code == "TC-01")).one()
        taught = session.execute(
            select(Skill.name, CourseSkill.expected_gain).join(
                Skill, Skill.id == CourseSkill.skill_id
            )
        ).all()
    assert (first.delivery, first.hours) == ("internal", Decimal(8))
    assert (first.mandatory, first.validity_months) == (True, 24)
    assert sorted((name, int(gain)) for name, gain in taught) == [
        ("急救", 1),
        ("消防", 1),
        ("焊接", 1),
    ]
    assert fates(courses(either_store, TEXT, expected_gain="1")) == {"SAME": 2}


def test_by_how_much_a_course_raises_a_skill_is_asked(empty_store: Database) -> None:
    report = courses(empty_store, TEXT)
    assert (fates(report), asked_in(report)) == ({"ADDED": 2}, ["expected_gain"])


def test_a_price_is_corrected(empty_store: Database) -> None:
    courses(empty_store, TEXT)
    report = courses(empty_store, TEXT.replace("3000", "3500"))
    assert changed(report) == [("list_price", "3000", "3500")]


def test_a_price_a_head_says_so(empty_store: Database) -> None:
    courses(empty_store, "课程名称,每人价格\n焊接,300\n")
    with empty_store.reading() as session:
        course = session.scalars(select(Course)).one()
    assert (course.list_price_per, course.list_currency) == ("head", "CNY")


def test_days_are_hours_once_it_is_known_how_many(empty_store: Database) -> None:
    text = "课程名称,天数\n焊接,2\n"
    assert asked_in(courses(empty_store, text)) == ["hours_a_day"]
    courses(empty_store, text, hours_a_day="7")
    with empty_store.reading() as session:
        assert session.scalars(select(Course.hours)).one() == 14


def test_a_training_finds_the_course_by_any_of_its_names(empty_store: Database) -> None:
    courses(empty_store, TEXT)
    trainings(empty_store, "课程,课程编号,培训日期,人数\n消防,TC-01,2025-03-01,3\n")
    trainings(empty_store, "课程,培训日期,人数\n消防安全,2025-04-01,3\n")
    assert len(kept(empty_store)) == 2


def test_a_code_comes_to_a_course_that_had_none(empty_store: Database) -> None:
    trainings(empty_store, "课程,培训日期,人数\n消防安全,2025-04-01,3\n")
    trainings(empty_store, "课程,课程编号,培训日期,人数\n消防安全,TC-01,2025-05-01,3\n")
    assert [(code, name) for code, name, _ in kept(empty_store)] == [("TC-01", "消防安全")]


def test_course_skills(empty_store: Database) -> None:
    text = "课程,技能,预期提升\n焊接,手工焊,1.5\n焊接,气焊,2\n"
    report = load(empty_store, sheet("course_skills", text), answers={})[0]
    assert fates(report) == {"ADDED": 2}
    with empty_store.reading() as session:
        gains = session.scalars(select(CourseSkill.expected_gain)).all()
    assert sorted(gains) == [Decimal("1.5"), Decimal(2)]


def test_course_skills_without_a_gain_ask_for_it(empty_store: Database) -> None:
    made = sheet("course_skills", "课程,技能\n焊接,手工焊\n")
    report = load(empty_store, made)[0]
    assert (asked_in(report), fates(report)) == (["expected_gain"], {"LEFT_OUT": 1})
    assert fates(load(empty_store, made, answers={"expected_gain": "1"})[0]) == {"ADDED": 1}


def test_rows_with_and_without_a_code_are_one_course(empty_store: Database) -> None:
    text = "课程,课程编号,培训日期,人数\n焊接,,2025-03-01,3\n焊接,W-1,2025-04-01,3\n焊接,,2025-05-01,3\n"
    trainings(empty_store, text)
    assert [(code, name) for code, name, _ in kept(empty_store)] == [("W-1", "焊接")]


def test_two_courses_of_one_name_have_codes_of_their_own(empty_store: Database) -> None:
    text = "课程,课程编号,培训日期,人数\n焊接,W-1,2025-03-01,3\n焊接,W-2,2025-04-01,3\n"
    trainings(empty_store, text)
    assert [code for code, *_ in kept(empty_store)] == ["W-1", "W-2"]


def test_other_names_of_a_course_find_it(either_store: Database) -> None:
    text = "课程编码,课程名称,英文名称,别名\nTC-01,消防安全,Fire safety,消防、防火\n"
    assert fates(courses(either_store, text)) == {"ADDED": 1}
    assert fates(courses(either_store, "课程名称,容量\n防火,20\n")) == {"CHANGED": 1}
