"""Who a row is about: number, name, both, or one of them written otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from engine.imports.reading.rows import Rows, Wrong
from engine.imports.values.people import People
from engine.store.database import Database
from engine.store.tables import Employee, OrgUnit
from tests.engine.imports.tables import asked, fates, refused, rows_of, sheet

STORED = (
    ("000012", "孙勇洋", 3),
    ("000013", "张伟", 3),
    ("000014", "张伟", 4),
    ("E7", "Tom J. Baker", 4),
    ("000015", "李娜", 4),
)


@pytest.fixture
def session(empty_store: Database) -> Iterator[Session]:
    with empty_store.transaction() as session:
        for key, name, above in (
            (1, "C", None),
            (2, "华东", 1),
            (3, "生产部", 2),
            (4, "销售部", 1),
        ):
            path = {1: "/C/", 2: "/C/2/", 3: "/C/2/3/", 4: "/C/4/"}[key]
            session.add(OrgUnit(id=key, code=str(key), name=name, parent_id=above, path=path))
        session.flush()
        for number, name, unit in STORED:
            session.add(Employee(emp_no=number, name=name, org_unit_id=unit, status="active"))
        session.flush()
        yield session


def found(session: Session, number: str = "", name: str = "", unit: str = "") -> str:
    """The number of whoever is found, or why nobody is."""
    try:
        return session.get_one(Employee, People(session).find(number, name, unit)).emp_no
    except Wrong as wrong:
        return wrong.code


@pytest.mark.parametrize(
    ("number", "name", "unit", "right"),
    [
        ("000012", "", "", "000012"),
        ("'000012", "孙勇洋", "", "000012"),
        ("000012", "李娜", "", "number_and_name_differ"),
        ("000012", "Sun Yongyang", "", "000012"),
        ("E7", "Baker, Tom", "", "E7"),
        ("E7.0", "", "", "unknown_employee"),
        ("99", "孙勇洋", "", "unknown_employee"),
        ("", "孙 勇洋", "", "000012"),
        ("", "baker, tom j.", "", "E7"),
        ("", "Tom Baker", "", "E7"),
        ("", "张伟", "", "namesakes"),
        ("", "张伟", "销售部", "000014"),
        ("", "张伟", "公司/华东", "000013"),
        ("", "张伟", "财务部", "namesakes"),
        ("", "张伟(销售部)", "", "000014"),
        ("", "孙勇洋（生产部）", "", "000012"),
        ("", "孙勇洋(000012)", "", "000012"),
        ("000012 孙勇洋", "", "", "000012"),
        ("李娜/000012", "", "", "number_and_name_differ"),
        ("孙勇洋", "", "", "000012"),
        ("", "钱进", "", "unknown_employee"),
        ("", "", "生产部", "empty"),
        ("12", "", "", "unknown_employee"),
    ],
)
def test_who_is_meant(session: Session, number: str, name: str, unit: str, right: str) -> None:
    assert found(session, number, name, unit) == right


def of_all(session: Session, text: str, **answers: str) -> tuple[Rows, list[str | None]]:
    rows = rows_of(sheet("people", text), answers)
    people = People(session)
    ids = [people.of(row) for row in rows]
    return rows, [session.get_one(Employee, one).emp_no if one else None for one in ids]


def test_numbers_that_lost_their_zeros_are_asked_about_once(session: Session) -> None:
    rows, ids = of_all(session, "工号,备注\n12,a\n13,b\n12,c\n000015,d\n")
    assert ids == [None, None, None, "000015"]
    (question,) = rows.report.questions
    assert (question.key, question.proposed, question.rows) == ("padded_numbers", "yes", 3)
    assert (refused(rows.report), fates(rows.report)) == ([], {"LEFT_OUT": 3})


def test_nothing_is_proposed_where_others_are_unknown(session: Session) -> None:
    rows, _ = of_all(session, "工号\n12\n77\n")
    assert rows.report.questions[0].proposed is None
    assert refused(rows.report) == [(3, "unknown_employee")]


def test_the_answer_finds_them_or_not(session: Session) -> None:
    text = "工号,姓名\n12,孙勇洋\n15,李娜娜\n13,赵强\n"
    rows, ids = of_all(session, text, padded_numbers="yes")
    assert ids == ["000012", "000015", None]
    assert refused(rows.report) == [(4, "number_and_name_differ")]
    rows, ids = of_all(session, text, padded_numbers="no")
    assert (ids, asked(rows.report)) == ([None] * 3, [])
    assert [code for _, code in refused(rows.report)] == ["unknown_employee"] * 3


def test_it_is_told_who_the_namesakes_are(session: Session) -> None:
    rows, ids = of_all(session, "姓名,部门\n张伟,财务部\n张伟,\n张伟,生产部\n")
    assert ids == [None, None, "000013"]
    assert [(one.code, one.args["people"]) for one in rows.report.remarks] == [
        ("namesakes", "000013 张伟, 000014 张伟")
    ]
    assert refused(rows.report) == [(2, "namesakes"), (3, "namesakes")]


def test_a_name_in_two_columns_is_one(session: Session) -> None:
    rows, ids = of_all(session, "First name,Last name\nTom,Baker\n")
    assert (ids, rows.report.refusals) == (["E7"], [])
