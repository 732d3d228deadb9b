"""What was loaded wrongly without a word: it is read right, refused, or reported."""

from __future__ import annotations

from pathlib import Path

from engine.imports.cleaning import date_order
from engine.store.database import Database
from tests.engine.imports.files import PEOPLE, load, paid

HEAD = "工号,课程,培训日期,费用\n"


def test_a_training_after_its_refund_was_attended(empty_store: Database, tmp_path: Path) -> None:
    load(empty_store, tmp_path, PEOPLE)
    load(empty_store, tmp_path, f"{HEAD}1,谈判,2026-03-10,-20元\n")
    later = load(
        empty_store, tmp_path, f"{HEAD}1,谈判,2026-03-10,100元\n2,谈判,2026-03-10,80元\n", name="b.csv"
    )
    assert later.participations == 2
    assert paid(later) == {"CNY": "160.00"}
    (course,) = later.by_course
    assert course.participations == 2


def test_dotted_dates_have_the_day_first() -> None:
    order = date_order(["03.02.2026", "1.4.2020"])
    assert [f"{order.parse(one)}" for one in ("03.02.2026", "1.4.2020")] == [
        "2026-02-03",
        "2020-04-01",
    ]
    assert order.ambiguous == 0
    assert date_order(["03/02/2026"]).ambiguous == 1
