"""First and last days, and what stands in their place."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from engine.imports.loading.training.day_ranges import days_reader
from engine.store.database import Database
from engine.store.tables import TrainingSession
from tests.engine.imports.loading.company import people, trainings
from tests.engine.imports.tables import fates, refused


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
