"""Rows that are as before but for the day: corrected, or new; never both in silence."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from engine.imports.writing.undo import Loaded
from engine.store.database import Database
from engine.store.tables import CostLine, Course, Employee, Participation, TrainingSession
from tests.engine.imports.loading.company import (
    CNY,
    HEAD,
    asked_in,
    count,
    paid,
    people,
    trainings,
)
from tests.engine.imports.tables import changed, fates, load_to_undo, sheet

CODE = "redated_trainings"
MARCH = HEAD + "1,谈判,2026-03-10,1000\n2,谈判,2026-03-10,1000\n3,焊接,2026-06-10,1200\n"
REDATED = HEAD + "1,谈判,2026-03-12,1000\n2,谈判,2026-03-12,1000\n3,焊接,2026-06-10,1200\n"
ONE_MOVED = HEAD + "1,谈判,2026-03-10,1000\n2,谈判,2026-03-11,1000\n3,焊接,2026-06-10,1200\n"


@pytest.fixture
def store(either_store: Database) -> Database:
    people(either_store)
    trainings(either_store, MARCH)
    return either_store


def held(database: Database) -> list[tuple[str, str, str, int]]:
    """Person, course, day and what his part cost."""
    with database.reading() as session:
        rows = session.execute(
            select(
                Employee.emp_no,
                Course.name,
                TrainingSession.start_date,
                TrainingSession.end_date,
                CostLine.amount,
            )
            .join(Participation, Participation.employee_id == Employee.id)
            .join(TrainingSession, TrainingSession.id == Participation.session_id)
            .join(Course, Course.id == TrainingSession.course_id)
            .join(
                CostLine,
                (CostLine.session_id == TrainingSession.id) & (CostLine.employee_id == Employee.id),
            )
        )
        return sorted((no, name, str(day), int(cost)) for no, name, day, _, cost in rows)


def test_other_days_for_the_same_rows_are_asked_about(store: Database) -> None:
    report = trainings(store, REDATED)
    assert asked_in(report) == [CODE]
    (question,) = report.questions
    assert (question.options, question.proposed, question.rows) == (
        ("corrected", "new"),
        "corrected",
        2,
    )
    assert (fates(report), report.unpaid) == ({"LEFT_OUT": 2, "SAME": 1}, {"CNY": 2000})
    assert paid(store) == {"CNY": "3200.00"}


def test_corrected_days_move_the_session(store: Database) -> None:
    report = trainings(store, REDATED, {CODE: "corrected"})
    assert changed(report) == [("start_date", "2026-03-10", "2026-03-12")] * 2
    assert (fates(report), paid(store)) == ({"CHANGED": 2, "SAME": 1}, {"CNY": "3200.00"})
    assert count(store, TrainingSession) == 2
    again = trainings(store, REDATED)
    assert (fates(again), asked_in(again)) == ({"SAME": 3}, [])


def test_new_ones_count_beside_the_others(store: Database) -> None:
    report = trainings(store, REDATED, {CODE: "new"})
    assert (fates(report), paid(store)) == ({"ADDED": 2, "SAME": 1}, {"CNY": "5200.00"})
    again = trainings(store, REDATED)
    assert (fates(again), asked_in(again)) == ({"SAME": 3}, [])


def test_one_of_several_is_moved_alone(store: Database) -> None:
    report = trainings(store, ONE_MOVED, {CODE: "corrected"})
    assert fates(report) == {"CHANGED": 1, "SAME": 2}
    assert held(store) == [
        ("1", "谈判", "2026-03-10", 1000),
        ("2", "谈判", "2026-03-11", 1000),
        ("3", "焊接", "2026-06-10", 1200),
    ]
    assert fates(trainings(store, ONE_MOVED)) == {"SAME": 3}


def test_a_session_that_nobody_is_left_in_is_none(store: Database) -> None:
    trainings(store, ONE_MOVED, {CODE: "corrected"})
    trainings(store, REDATED.replace("03-12", "03-11"), {CODE: "corrected"})
    assert [one[2] for one in held(store)] == ["2026-03-11", "2026-03-11", "2026-06-10"]
    assert count(store, TrainingSession) == 2


def test_a_session_with_a_sum_of_its_own_moves_as_a_whole(store: Database) -> None:
    text = "课程,培训日期,人数,总费用\n沟通,2026-04-01,12,6000\n沟通,2026-05-06,15,7000\n"
    trainings(store, text)
    later = text.replace("04-01", "04-08")
    assert asked_in(trainings(store, later)) == [CODE]
    trainings(store, later, {CODE: "corrected"})
    assert paid(store) == {"CNY": "16200.00"}
    assert fates(trainings(store, later)) == {"SAME": 2}


def test_a_number_of_its_own_says_that_it_is_the_same(store: Database) -> None:
    head = "班次,工号,课程,培训日期,费用\n"
    trainings(store, head + "A-7,4,沟通,2026-01-05,500\nA-7,5,沟通,2026-01-05,500\n")
    later = head + "A-7,4,沟通,2026-08-05,500\nA-7,5,沟通,2026-08-05,500\n"
    report = trainings(store, later)
    assert [one.proposed for one in report.questions] == ["corrected"]
    trainings(store, later, {CODE: "corrected"})
    with store.reading() as session:
        found = select(TrainingSession.start_date).where(TrainingSession.code == "A-7")
        assert str(session.scalar(found)) == "2026-08-05"


def test_a_whole_file_at_another_time_is_asked_about_and_likely_new(store: Database) -> None:
    later = MARCH.replace("2026-03", "2026-09").replace("2026-06", "2026-10")
    (question,) = trainings(store, later).questions
    assert (question.code, question.proposed, question.rows) == (CODE, "new", 3)


def test_the_next_month_of_others_is_not_asked_about(store: Database) -> None:
    later = HEAD + "1,谈判,2026-07-10,1000\n4,沟通,2026-07-11,300\n"
    report = trainings(store, later)
    assert (fates(report), asked_in(report)) == ({"ADDED": 2}, [])


def test_what_comes_again_and_again_is_not_asked_about(store: Database) -> None:
    week = HEAD + "4,班前会,2026-05-0{},\n5,班前会,2026-05-0{},\n"
    trainings(store, week.format(1, 1) + "".join(week.format(4, 4).splitlines(True)[1:]))
    report = trainings(store, week.format(8, 8))
    assert (fates(report), asked_in(report)) == ({"ADDED": 2}, [])


def test_another_cost_and_day_is_another_training(store: Database) -> None:
    report = trainings(store, REDATED.replace(",1000", ",900"))
    assert (fates(report), asked_in(report)) == ({"ADDED": 2, "SAME": 1}, [])


def test_a_day_at_the_end_of_a_list_that_comes_again_is_asked_about(store: Database) -> None:
    report = trainings(store, MARCH.replace("2026-06-10", "2026-01-02"))
    assert [(one.code, one.proposed, one.rows) for one in report.questions] == [
        (CODE, "corrected", 1)
    ]


@pytest.mark.parametrize("text", [REDATED, ONE_MOVED, REDATED.replace("03-12", "06-10")])
def test_moved_days_are_taken_back_with_their_load(store: Database, text: str) -> None:
    before = held(store)
    load_id = load_to_undo(store, sheet("trainings", text), answers={**CNY, CODE: "corrected"})
    assert held(store) != before
    with store.transaction() as session:
        loaded = Loaded(session, load_id)
        assert loaded.in_the_way() == []
        loaded.take_back()
    assert held(store) == before
    assert fates(trainings(store, MARCH)) == {"SAME": 3}
