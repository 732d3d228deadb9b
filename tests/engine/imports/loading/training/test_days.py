"""First and last days, and what stands in their place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from engine.imports.loading.training.day_ranges import days_reader
from engine.store.database import Database
from engine.store.tables import TrainingSession
from tests.engine.imports.loading.company import CNY, asked_in, people, remarks, trainings
from tests.engine.imports.tables import fates, load, refused, sheet, table


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025.3.5-3.6", "2025-03-05", "2025-03-06"),
        ("2025.1.24-1.25", "2025-01-24", "2025-01-25"),
        ("2025-03-05~2025-03-07", "2025-03-05", "2025-03-07"),
        ("2025年3月5日-6日", "2025-03-05", "2025-03-06"),
        ("2025年3月5日至3月6日", "2025-03-05", "2025-03-06"),
        ("2025/3/5 - 2025/3/6", "2025-03-05", "2025-03-06"),
        ("5 Mar 2025 to 7 Mar 2025", "2025-03-05", "2025-03-07"),
        ("2025-03-05", "2025-03-05", "None"),
        ("2025-03-05 08:30-11:30", "2025-03-05", "None"),
        ("2025-03-05 9-11", "2025-03-05", "None"),
    ],
)
def test_a_first_and_a_last_day_in_one_cell(text: str, first: str, last: str) -> None:
    found = days_reader([text])(text)
    assert (f"{found[0]}", f"{found[1]}") == (first, last)


def test_a_range_is_the_sessions(empty_store: Database) -> None:
    people(empty_store)
    report = trainings(empty_store, "工号,课程,培训日期\n1,焊接,2025.3.5-3.6\n2,焊接,soon\n")
    with empty_store.reading() as session:
        held = session.scalars(select(TrainingSession)).one()
    assert (f"{held.start_date}", f"{held.end_date}") == ("2025-03-05", "2025-03-06")
    assert refused(report) == [(3, "no_date")]


def test_who_did_not_come_needs_no_day(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,课程,完成时间,完成状态\n1,焊接,-,未开始\n2,焊接,2025-03-05,已完成\n"
    report = trainings(empty_store, text)
    assert (fates(report), refused(report)) == ({"LEFT_OUT": 1, "ADDED": 1}, [])


YEARLESS = "工号,课程,培训日期\n1,焊接,3月5日\n2,焊接,3月5日-6日\n"


def test_a_day_of_the_year_that_the_title_tells(empty_store: Database) -> None:
    people(empty_store)
    made = replace(table(YEARLESS), title=("2025年培训台账",))
    (report,) = load(empty_store, sheet("trainings", made))
    with empty_store.reading() as session:
        days = session.execute(select(TrainingSession.start_date, TrainingSession.end_date)).all()
    assert (refused(report), [tuple(map(str, one)) for one in days]) == (
        [],
        [("2025-03-05", "2025-03-06")],
    )


def test_a_year_that_nothing_tells_is_asked(empty_store: Database) -> None:
    people(empty_store)
    report = trainings(empty_store, YEARLESS)
    assert (asked_in(report), fates(report)) == (["training_year"], {"LEFT_OUT": 2})
    assert fates(trainings(empty_store, YEARLESS, {"training_year": "2025"})) == {"ADDED": 2}


def test_what_is_to_come_was_not_held(empty_store: Database) -> None:
    people(empty_store)
    report = trainings(empty_store, "工号,课程,培训日期\n1,焊接,2027-03-05\n")
    assert (fates(report), remarks(report)) == ({"LEFT_OUT": 1}, [("session_planned", 0)])


def test_a_plan_does_not_say_what_was_held(empty_store: Database) -> None:
    made = replace(table("课程,月份,人数,费用\n焊接,2025-03,4,800\n"), title=("2025年度培训计划",))
    one = sheet("trainings", made)
    (report,) = load(empty_store, one, answers=CNY)
    assert (asked_in(report), fates(report)) == (["plan_or_held"], {"LEFT_OUT": 1})
    (planned,) = load(empty_store, one, answers={**CNY, "plan_or_held": "planned"})
    assert (fates(planned), remarks(planned)) == ({"LEFT_OUT": 1}, [("session_planned", 0)])
    (held,) = load(empty_store, one, answers={**CNY, "plan_or_held": "held"})
    assert fates(held) == {"ADDED": 1}


def test_the_day_by_which_it_had_to_be_done_is_no_day_of_training(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,课程,截止日期\n1,安全,2026-03-31\n"
    report = trainings(empty_store, text)
    assert (fates(report), asked_in(report)) == ({"LEFT_OUT": 1}, ["training_period"])
    beside = "工号,课程,开始日期,截止日期\n1,安全,2026-03-30,2026-03-31\n"
    assert fates(trainings(empty_store, beside)) == {"ADDED": 1}
