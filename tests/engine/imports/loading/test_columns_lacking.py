"""A column that nobody knows is never lost without a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.store.database import Database
from tests.engine.imports.files import PEOPLE, Imported, load, paid

ROSTER = "工号,姓名,岗位,入职日期,甲乙丙\n" + "".join(
    f"{n},员工{n},操作工,2020-01-0{n},{'生产部' if n % 2 else '质量部'}\n" for n in range(1, 9)
)
STAFF = "花名册.csv"
UNIT = f"column:{STAFF}||unit"
IS_PEOPLE = {f"kind:{STAFF}|": "people"}


def asked(result: Imported) -> list[tuple[str, tuple[str, ...]]]:
    """What is asked of the file, not of the company."""
    return [(one.key, one.options) for one in result.look.questions if one.subject]


def remarked(result: Imported, code: str) -> list[dict[str, Any]]:
    return [dict(one.args) for one in result.report.remarks if one.code == code]


def test_the_column_for_want_of_which_rows_are_refused_is_asked_for(
    empty_store: Database, tmp_path: Path
) -> None:
    assert asked(load(empty_store, tmp_path, ROSTER, name=STAFF, **IS_PEOPLE)) == [
        (UNIT, ("甲乙丙", ""))
    ]


def test_the_column_that_is_named_is_read(empty_store: Database, tmp_path: Path) -> None:
    result = load(empty_store, tmp_path, ROSTER, name=STAFF, **IS_PEOPLE, **{UNIT: "甲乙丙"})
    assert (asked(result), result.employees) == ([], 8)


def test_where_it_is_none_of_the_columns_one_value_for_all_is_asked_for(
    empty_store: Database, tmp_path: Path
) -> None:
    result = load(empty_store, tmp_path, ROSTER, name=STAFF, **IS_PEOPLE, **{UNIT: ""})
    assert [key for key, _ in asked(result)] == [f"constant:{STAFF}||unit"]


def test_the_column_of_who_took_part_is_asked_for(empty_store: Database, tmp_path: Path) -> None:
    load(empty_store, tmp_path, PEOPLE)
    text = "课程,培训日期,人数,甲乙丙\n谈判,2026-03-10,2,员工1、员工2\n安全,2026-03-11,2,员工3、员工4\n"
    result = load(empty_store, tmp_path, text, name="b.csv")
    assert asked(result) == [("column:b.csv||participants", ("甲乙丙", ""))]


def test_the_column_of_who_was_absent_is_asked_for(empty_store: Database, tmp_path: Path) -> None:
    load(empty_store, tmp_path, PEOPLE)
    rows = "".join(f"{n},谈判,2026-03-10,{'是' if n % 3 else '否'}\n" for n in range(1, 10))
    result = load(empty_store, tmp_path, f"工号,课程,培训日期,甲乙丙\n{rows}", name="b.csv")
    assert asked(result) == [("column:b.csv||attendance", ("甲乙丙", ""))]


def test_a_column_that_counts_the_rows_is_none_that_is_asked_for(
    empty_store: Database, tmp_path: Path
) -> None:
    load(empty_store, tmp_path, PEOPLE)
    rows = "".join(f"{n},谈判,2026-03-1{n},20\n" for n in range(1, 9))
    result = load(empty_store, tmp_path, f"甲乙丙,课程,培训日期,人数\n{rows}", name="b.csv")
    assert asked(result) == []


def test_an_unknown_column_is_told_of_with_what_stands_in_it(
    empty_store: Database, tmp_path: Path
) -> None:
    text = "工号,姓名,部门,甲乙丙\n1,员工1,生产部,红\n2,员工2,生产部,蓝\n"
    result = load(empty_store, tmp_path, text)
    assert remarked(result, "columns_unknown") == [{"columns": ["甲乙丙 (红, 蓝)"]}]


def test_a_column_that_is_known_to_be_of_no_use_is_not_told_of(
    empty_store: Database, tmp_path: Path
) -> None:
    result = load(empty_store, tmp_path, "工号,姓名,部门,性别\n1,员工1,生产部,男\n")
    assert remarked(result, "columns_unknown") == []


def test_money_that_is_left_beside_other_money_is_told_of(
    empty_store: Database, tmp_path: Path
) -> None:
    load(empty_store, tmp_path, PEOPLE)
    text = (
        "工号,课程,培训日期,费用,甲乙丙金额\n1,谈判,2026-03-10,500,70\n2,谈判,2026-03-10,500,80\n"
    )
    result = load(empty_store, tmp_path, text, name="b.csv")
    assert remarked(result, "money_unread") == [{"column": "甲乙丙金额", "rows": 2}]


def test_numbers_as_large_as_amounts_are_asked_about_where_no_money_is_read(
    empty_store: Database, tmp_path: Path
) -> None:
    load(empty_store, tmp_path, PEOPLE)
    text = "工号,课程,培训日期,甲乙丙\n1,谈判,2026-03-10,500\n2,谈判,2026-03-10,510.5\n"
    result = load(empty_store, tmp_path, text, name="b.csv", dry_run=True)
    assert [key for key, _ in asked(result)] == ["money_column:b.csv||甲乙丙"]
    answers = {"money_column:b.csv||甲乙丙": "cost"}
    again = load(empty_store, tmp_path, text, name="b.csv", **answers)
    assert paid(again) == {"CNY": "1010.50"}


def test_rows_that_say_nothing_are_told_of(empty_store: Database, tmp_path: Path) -> None:
    load(empty_store, tmp_path, PEOPLE)
    result = load(empty_store, tmp_path, "工号,姓名,培训需求\n1,员工1,\n2,员工2,\n", name="b.csv")
    assert remarked(result, "rows_left_out") == [{"rows": 2}]
