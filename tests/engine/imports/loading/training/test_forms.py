"""A row a session, with names in a cell or with heads; an overview; days that follow each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.imports.loading.training.crowds import Named, named_in
from engine.store.database import Database
from engine.store.tables import CostLine, Participation, TrainingSession
from tests.engine.imports.loading.company import (
    HEAD,
    asked_in,
    attended,
    count,
    paid,
    people,
    remarks,
    trainings,
)
from tests.engine.imports.tables import changed, fates, refused

THREE = {"000001": "赵伟芳", "000002": "钱磊静", "000003": "孙勇洋"}
C26 = (
    "培训名称,培训日期,讲师,参训人员,人数,费用合计\n"
    "消防安全培训,2025-05-05,李老师,赵伟芳、钱磊静,2,600\n"
    "沟通技巧,2025-05-08,外聘,孙勇洋等10人,10,12000\n"
)


def sessions(database: Database) -> list[TrainingSession]:
    with database.reading() as session:
        found = session.scalars(select(TrainingSession).order_by(TrainingSession.start_date))
        return list(found)


def test_c26_people_are_found_in_a_cell_and_the_others_counted(either_store: Database) -> None:
    people(either_store, THREE)
    report = trainings(either_store, C26)
    assert fates(report) == {"ADDED": 2}
    assert [one.unnamed for one in sessions(either_store)] == [0, 9]
    assert (attended(either_store), paid(either_store)) == (3, {"CNY": "12600.00"})
    assert fates(trainings(either_store, C26)) == {"SAME": 2}


def test_a_corrected_session_has_other_heads_and_another_sum(empty_store: Database) -> None:
    people(empty_store, THREE)
    trainings(empty_store, C26)
    report = trainings(empty_store, C26.replace("等10人,10,12000", "等12人,12,13000"))
    assert changed(report) == [("cost", "12,000.00 CNY", "13,000.00 CNY"), ("unnamed", "9", "11")]


def test_a_name_that_nobody_has_is_a_head(empty_store: Database) -> None:
    people(empty_store, THREE)
    report = trainings(empty_store, "培训名称,培训日期,参训人员\n焊接,2025-05-05,赵伟芳、无名氏\n")
    assert [(one.value, one.code) for one in report.cells_left_out] == [
        ("无名氏", "unknown_employee")
    ]
    assert sessions(empty_store)[0].unnamed == 1


def test_one_name_in_each_cell_is_a_participation(empty_store: Database) -> None:
    people(empty_store, THREE)
    text = (
        "培训名称,培训日期,参训人员,费用\n焊接,2025-05-05,赵伟芳,500\n焊接,2025-05-05,钱磊静,500\n"
    )
    trainings(empty_store, text)
    assert (count(empty_store, TrainingSession), attended(empty_store)) == (1, 2)


def test_later_names_fill_the_heads(empty_store: Database) -> None:
    people(empty_store, THREE)
    trainings(empty_store, "课程,培训日期,人数,费用合计\n焊接,2025-05-05,3,900\n")
    more = "工号,课程,培训日期,费用\n000001,焊接,2025-05-05,300\n000002,焊接,2025-05-05,600\n"
    report = trainings(empty_store, more)
    assert (sessions(empty_store)[0].unnamed, attended(empty_store)) == (1, 2)
    # The same sum, known of the whole session already.
    assert (paid(empty_store), fates(report)) == ({"CNY": "900.00"}, {"ADDED": 2})


def test_another_sum_by_person_than_of_the_session_is_refused(empty_store: Database) -> None:
    people(empty_store, THREE)
    trainings(empty_store, "课程,培训日期,人数,费用合计\n焊接,2025-05-05,3,900\n")
    report = trainings(empty_store, "工号,课程,培训日期,费用\n000001,焊接,2025-05-05,500\n")
    assert refused(report) == [(2, "cost_known_otherwise")]
    assert (paid(empty_store), report.unpaid["CNY"]) == ({"CNY": "900.00"}, Decimal(500))


def test_an_overview_of_a_year(empty_store: Database) -> None:
    text = "课程,人数,总费用,年度\n焊接,40,8000,2025\n谈判,10,12000,2025\n"
    report = trainings(empty_store, text)
    held = sessions(empty_store)
    assert [(one.unnamed, one.start_date, one.end_date) for one in held] == [
        (40, date(2025, 1, 1), date(2025, 12, 31)),
        (10, date(2025, 1, 1), date(2025, 12, 31)),
    ]
    assert (paid(empty_store), fates(report)) == ({"CNY": "20000.00"}, {"ADDED": 2})


def test_an_overview_without_a_period_asks_for_it(empty_store: Database) -> None:
    text = "课程,人数,总费用\n焊接,40,8000\n"
    report = trainings(empty_store, text)
    assert (asked_in(report), fates(report)) == (["training_period"], {"LEFT_OUT": 1})
    trainings(empty_store, text, {"training_period": "2025-03"})
    assert sessions(empty_store)[0].end_date == date(2025, 3, 31)


def test_an_overview_by_unit_is_a_session_a_unit(empty_store: Database) -> None:
    text = "部门,课程,月份,人数,费用\n一部,焊接,2025-03,4,800\n二部,焊接,2025-03,6,900\n"
    trainings(empty_store, text)
    assert (count(empty_store, TrainingSession), paid(empty_store)) == (2, {"CNY": "1700.00"})


def test_two_sessions_of_a_course_on_one_day_are_two(empty_store: Database) -> None:
    text = "课程,培训日期,人数,费用\n焊接,2025-03-01,4,800\n焊接,2025-03-01,6,900\n"
    trainings(empty_store, text)
    assert (count(empty_store, TrainingSession), paid(empty_store)) == (2, {"CNY": "1700.00"})
    assert fates(trainings(empty_store, text)) == {"SAME": 2}
    twice = trainings(empty_store, text.replace("6,900", "4,800"))
    assert refused(twice) == [(3, "twice_in_file")]


def test_a_refund_of_a_session(empty_store: Database) -> None:
    text = "课程,培训日期,人数,费用\n焊接,2025-03-01,4,800\n焊接,2025-04-01,4,-300\n谈判,2025-04-01,2,-5\n"
    report = trainings(empty_store, text)
    assert (paid(empty_store), refused(report)) == ({"CNY": "500.00"}, [(4, "refund_of_nothing")])
    assert count(empty_store, TrainingSession) == 1


def test_c32_days_that_follow_each_other_are_one_session(either_store: Database) -> None:
    people(either_store)
    text = HEAD + "1,设备操作,2025-03-01,1500\n1,设备操作,2025-03-02,0\n"
    report = trainings(either_store, text)
    (held,) = sessions(either_store)
    assert (held.start_date, held.end_date) == (date(2025, 3, 1), date(2025, 3, 2))
    assert (attended(either_store), paid(either_store)) == (1, {"CNY": "1500.00"})
    assert (fates(report), remarks(report)) == ({"ADDED": 2}, [("days_joined", 2)])
    assert fates(trainings(either_store, text)) == {"SAME": 2}
    with either_store.reading() as session:
        assert session.scalars(select(CostLine.amount)).all() == [Decimal(1500)]


def test_days_of_other_people_are_other_sessions(empty_store: Database) -> None:
    people(empty_store)
    text = HEAD + "1,焊接,2025-03-01,100\n2,焊接,2025-03-02,100\n1,焊接,2025-03-05,100\n"
    trainings(empty_store, text)
    assert count(empty_store, TrainingSession) == 3


def test_a_course_of_every_day_is_no_long_one(empty_store: Database) -> None:
    people(empty_store)
    text = HEAD + "".join(f"1,班前会,2025-03-{day:02d},0\n" for day in range(1, 29))
    trainings(empty_store, text)
    assert count(empty_store, TrainingSession) == 28


def test_a_number_of_the_session_is_its_code(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,课程,培训日期,班次\n1,焊接,2025-03-01,A-1\n2,焊接,2025-03-01,A-1\n3,焊接,2025-03-01,A-2\n"
    trainings(empty_store, text)
    assert sorted(one.code for one in sessions(empty_store)) == ["A-1", "A-2"]


def test_a_number_of_the_row_tells_no_session(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,课程,培训日期,training id\n1,焊接,2025-03-01,T1\n2,焊接,2025-03-01,T2\n"
    trainings(empty_store, text)
    assert count(empty_store, TrainingSession) == 1


def test_hours_are_kept(empty_store: Database) -> None:
    people(empty_store)
    trainings(empty_store, "工号,课程,培训日期,学时\n1,焊接,2025-03-01,7.5\n")
    report = trainings(empty_store, "工号,课程,培训日期,学时\n1,焊接,2025-03-01,8\n")
    with empty_store.reading() as session:
        assert session.scalars(select(Participation.hours)).one() == 8
    assert changed(report) == [("hours", "7.50", "8.0")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("赵伟芳、钱磊静", Named(("赵伟芳", "钱磊静"))),
        ("孙勇洋等10人", Named(("孙勇洋",), 10)),
        ("孙勇洋、赵伟芳等共12人", Named(("孙勇洋", "赵伟芳"), 12)),
        ("赵伟芳 钱磊静 孙勇洋", Named(("赵伟芳", "钱磊静", "孙勇洋"))),
        ("赵伟芳，钱磊静；孙勇洋", Named(("赵伟芳", "钱磊静", "孙勇洋"))),
        ("赵伟芳\n钱磊静", Named(("赵伟芳", "钱磊静"))),
        ("张和平、李四", Named(("张和平", "李四"))),
        ("赵伟芳和钱磊静", Named(("赵伟芳", "钱磊静"))),
        ("Ann Alder, Bob Birch and Cy Dee", Named(("Ann Alder", "Bob Birch", "Cy Dee"))),
        ("Ann Alder and 3 others", Named(("Ann Alder",), 4)),
        ("Ann Alder; Bob Birch et al.", Named(("Ann Alder", "Bob Birch"), None, open=True)),
        ("孙勇洋等人", Named(("孙勇洋",), None, open=True)),
        ("25人", Named((), 25)),
        ("12 people", Named((), 12)),
        ("Alder, Ann; Birch, Bob", Named(("Alder, Ann", "Birch, Bob"))),
        ("生产部：张三、李四；质量部：王五", Named(("张三", "李四", "王五"))),
        ("赵伟芳、钱磊静（2人）", Named(("赵伟芳", "钱磊静"), 2)),
    ],
)
def test_names_in_a_cell(text: str, found: Named) -> None:
    assert named_in(text) == found


@pytest.mark.parametrize("heads", ["10", "10人", "10 pax"])
def test_heads_with_their_unit(empty_store: Database, heads: str) -> None:
    trainings(empty_store, f"课程,培训日期,人数\n焊接,2025-03-01,{heads}\n")
    assert sessions(empty_store)[0].unnamed == 10


def test_a_bare_number_in_the_place_of_names(empty_store: Database) -> None:
    people(empty_store)
    trainings(empty_store, "课程,培训日期,参训人员\n焊接,2025-03-01,45\n谈判,2025-03-02,3、5\n")
    assert [one.unnamed for one in sessions(empty_store)] == [45, 0]
    assert attended(empty_store) == 2


def test_the_sums_of_sessions_whose_people_are_in_another_list(empty_store: Database) -> None:
    people(empty_store)
    trainings(empty_store, "工号,课程,培训日期\n1,焊接,2025-03-01\n2,焊接,2025-03-01\n")
    trainings(empty_store, "课程,培训日期,讲师,人数,费用\n焊接,2025-03-01,李,2,900\n")
    assert (count(empty_store, TrainingSession), paid(empty_store)) == (1, {"CNY": "900.00"})
    assert sessions(empty_store)[0].unnamed == 0
