"""Last days of work: who has left, and who is still there."""

from datetime import date

import pytest

from engine.store.database import Database
from tests.engine.imports.loading.staff.lists import employee, load
from tests.engine.imports.tables import changed

HEAD = "工号,姓名,部门,状态,离职日期\n"
# Lists are loaded on 2026-11-23.


@pytest.mark.parametrize(
    ("said", "status", "kept"),
    [
        (",2026-11-22", "left", date(2026, 11, 22)),
        (",2026-11-23", "active", date(2026, 11, 23)),
        (",2026-12-31", "active", date(2026, 12, 31)),
        ("离职,2026-12-31", "active", date(2026, 12, 31)),
        ("离职,2026-11-22", "left", date(2026, 11, 22)),
        ("在职,2026-12-31", "active", date(2026, 12, 31)),
        # The word goes before a day that is over.
        ("在职,2026-11-22", "active", None),
    ],
)
def test_nobody_has_left_before_his_last_day_is_over(
    store: Database, said: str, status: str, kept: date | None
) -> None:
    for number in ("1", "9"):
        load(store, f"{HEAD}{number},甲一,生产部,{said}\n")
        one = employee(store, number)
        assert (one.status, one.left_on) == (status, kept)


def test_a_last_day_is_a_change_and_kept_by_a_list_without_one(store: Database) -> None:
    assert changed(load(store, HEAD + "1,甲一,生产部,,2026-12-31\n")) == [
        ("left_on", "—", "2026-12-31")
    ]
    assert load(store, "工号,姓名,部门\n1,甲一,生产部\n").changes == []
    assert employee(store, "1").left_on == date(2026, 12, 31)


def test_who_comes_back_has_no_last_day(store: Database) -> None:
    load(store, HEAD + "1,甲一,生产部,离职,2026-01-31\n")
    load(store, "工号,姓名,部门,状态\n1,甲一,生产部,在职\n")
    back = employee(store, "1")
    assert (back.status, back.left_on) == ("active", None)
