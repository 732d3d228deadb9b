"""Several columns of money, and sums that stand on several rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.imports.shape.table import MergedCells, TotalsRow
from engine.imports.sheet_report import SheetReport
from engine.store.database import Database
from engine.store.tables import CostLine, Course, Participation
from tests.engine.imports.loading.company import (
    CNY,
    HEAD,
    asked_in,
    count,
    paid,
    people,
    remarks,
    trainings,
)
from tests.engine.imports.tables import changed, fates, load, refused, sheet, table

PARTS = "工号,课程,培训日期,讲师费,差旅费,费用\n"
SESSION = "课程,培训日期,人数,"


def lines(database: Database) -> list[tuple[str, str, int]]:
    """Category, behaviour and amount of every cost line."""
    columns = (CostLine.category, CostLine.behaviour, CostLine.amount)
    with database.reading() as session:
        found = session.execute(select(*columns).order_by(CostLine.id)).all()
    return [(category, behaviour, int(amount)) for category, behaviour, amount in found]


# ---- columns


def test_parts_by_category(either_store: Database) -> None:
    people(either_store)
    text = "工号,课程,培训日期,讲师费,差旅费\n1,焊接,2025-03-01,1000,200\n2,焊接,2025-03-01,,300\n"
    trainings(either_store, text)
    assert lines(either_store) == [
        ("instructor", "per_learner", 1000),
        ("travel", "per_learner", 200),
        ("travel", "per_learner", 300),
    ]
    assert fates(trainings(either_store, text)) == {"SAME": 2}
    report = trainings(either_store, text.replace("200", "250"))
    assert changed(report) == [("cost_travel", "200.00 CNY", "250.00 CNY")]


def test_a_column_that_adds_up_the_parts_is_not_paid(empty_store: Database) -> None:
    people(empty_store)
    report = trainings(empty_store, PARTS + "1,焊接,2025-03-01,1000,200,1200\n")
    assert (paid(empty_store), report.unpaid["CNY"]) == ({"CNY": "1200.00"}, Decimal(1200))


def test_a_total_that_its_columns_do_not_add_up_to_is_refused(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,课程,培训日期,讲师费,差旅费,合计\n1,焊接,2025-03-01,1000,200,1300\n"
    report = trainings(empty_store, text)
    assert (refused(report), paid(empty_store)) == ([(2, "sum_differs")], {})


def test_a_total_of_fee_and_parts(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,课程,培训日期,培训费,差旅费,合计\n1,焊接,2025-03-01,1000,200,1200\n"
    trainings(empty_store, text)
    assert [amount for *_, amount in lines(empty_store)] == [200, 1000]


def test_a_total_of_the_session_on_each_row(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,课程,培训日期,费用,总费用\n1,焊接,2025-03-01,100,300\n2,焊接,2025-03-01,200,300\n"
    report = trainings(empty_store, text)
    assert (paid(empty_store), refused(report)) == ({"CNY": "300.00"}, [])


def test_whether_parts_are_in_the_cost_is_asked(empty_store: Database) -> None:
    people(empty_store)
    text = PARTS + "1,焊接,2025-03-01,,200,1200\n2,焊接,2025-03-01,,,500\n"
    report = trainings(empty_store, text)
    assert (asked_in(report), fates(report)) == (["cost_and_parts"], {"LEFT_OUT": 1, "ADDED": 1})
    trainings(empty_store, text, {"cost_and_parts": "within"})
    assert paid(empty_store) == {"CNY": "1700.00"}


def test_parts_beside_the_cost(empty_store: Database) -> None:
    people(empty_store)
    text = PARTS + "1,焊接,2025-03-01,,200,1200\n"
    trainings(empty_store, text, {"cost_and_parts": "beside"})
    assert paid(empty_store) == {"CNY": "1400.00"}


def test_a_cost_below_its_parts_cannot_have_them_in_it(empty_store: Database) -> None:
    people(empty_store)
    report = trainings(empty_store, PARTS + "1,焊接,2025-03-01,,200,150\n")
    assert (asked_in(report), paid(empty_store)) == ([], {"CNY": "350.00"})


def test_a_cost_a_head_times_the_heads(empty_store: Database) -> None:
    report = trainings(empty_store, SESSION + "人均费用\n焊接,2025-03-01,10,300\n")
    assert lines(empty_store) == [("other", "per_learner", 3000)]
    assert (report.in_file["CNY"], report.paid["CNY"]) == (Decimal(300), Decimal(3000))


def test_a_cost_a_head_that_fits_the_total(empty_store: Database) -> None:
    text = SESSION + "人均费用,总费用\n焊接,2025-03-01,3,333.33,1000\n谈判,2025-03-01,3,300,1000\n"
    report = trainings(empty_store, text)
    assert (paid(empty_store), refused(report)) == ({"CNY": "1000.00"}, [(3, "sum_differs")])


def test_a_cost_a_head_of_a_participation_is_its_own(empty_store: Database) -> None:
    people(empty_store)
    trainings(empty_store, "工号,课程,培训日期,人均费用\n1,焊接,2025-03-01,300\n")
    assert paid(empty_store) == {"CNY": "300.00"}


def test_costs_of_a_session_by_category(empty_store: Database) -> None:
    text = SESSION + "讲师费,场地费,合计\n焊接,2025-03-01,10,8000,2000,10000\n"
    trainings(empty_store, text)
    assert lines(empty_store) == [
        ("venue", "per_session", 2000),
        ("instructor", "per_session", 8000),
    ]


def test_no_column_of_costs_at_all(empty_store: Database) -> None:
    people(empty_store)
    report = trainings(empty_store, "工号,课程,培训日期\n1,焊接,2025-03-01\n")
    assert (remarks(report), paid(empty_store)) == ([("without_cost", 0)], {})


def test_what_is_known_as_a_whole_is_not_paid_again_in_parts(empty_store: Database) -> None:
    people(empty_store)
    trainings(empty_store, HEAD + "1,焊接,2025-03-01,1200\n")
    parts = "工号,课程,培训日期,讲师费,差旅费\n1,焊接,2025-03-01,1000,200\n"
    assert fates(trainings(empty_store, parts)) == {"SAME": 1}
    report = trainings(empty_store, parts.replace("200", "300"))
    assert (refused(report), paid(empty_store)) == (
        [(2, "cost_known_otherwise")],
        {"CNY": "1200.00"},
    )


# ---- rows


def shared_files(*sessions: tuple[str, str, int, str]) -> str:
    """Rows of sessions: course, day, heads, and the sum that stands on every row."""
    text = HEAD
    for course, day, heads, amount in sessions:
        text += "".join(f"{n},{course},{day},{amount}\n" for n in range(1, heads + 1))
    return text


def test_the_same_price_for_each_is_no_sum_of_a_session(empty_store: Database) -> None:
    people(empty_store)
    text = shared_files(("消防", "2025-03-01", 16, "300"), ("消防", "2025-04-01", 4, "320"))
    report = trainings(empty_store, text)
    assert (asked_in(report), paid(empty_store)) == ([], {"CNY": "6080.00"})


@pytest.mark.parametrize(
    "text",
    [
        # Far more than anybody pays for one.
        shared_files(("管理", "2025-03-01", 6, "24000")),
        # Sums that grow with the heads.
        shared_files(("焊接", "2025-03-01", 2, "600"), ("焊接", "2025-04-01", 5, "1500")),
        # Called a total.
        shared_files(("焊接", "2025-03-01", 2, "600")).replace("费用", "总费用"),
    ],
)
def test_a_sum_on_every_row_is_asked_about(empty_store: Database, text: str) -> None:
    people(empty_store)
    report = trainings(empty_store, text)
    assert (asked_in(report), paid(empty_store)) == (["repeated_sum"], {})
    assert report.questions[0].proposed == "shared"
    assert fates(report) == {"LEFT_OUT": report.read}


def test_a_shared_sum_is_paid_once(either_store: Database) -> None:
    people(either_store)
    text = shared_files(("管理", "2025-03-01", 6, "24000"))
    report = trainings(either_store, text, {"repeated_sum": "shared"})
    assert lines(either_store) == [("other", "per_session", 24000)]
    assert (count(either_store, Participation), report.again["CNY"]) == (6, Decimal(120_000))
    assert fates(trainings(either_store, text, {"repeated_sum": "shared"})) == {"SAME": 6}


def test_each_may_cost_as_much(empty_store: Database) -> None:
    people(empty_store)
    text = shared_files(("管理", "2025-03-01", 6, "24000"))
    trainings(empty_store, text, {"repeated_sum": "each"})
    assert paid(empty_store) == {"CNY": "144000.00"}


def test_a_sum_that_fits_the_usual_price_only_if_it_is_shared(empty_store: Database) -> None:
    people(empty_store)
    trainings(empty_store, HEAD + "".join(f"{n},焊接,2025-01-{n:02d},300\n" for n in range(1, 9)))
    report = trainings(empty_store, shared_files(("焊接", "2025-03-01", 5, "1500")))
    assert asked_in(report) == ["repeated_sum"]


# ---- totals rows and merged cells


def with_totals(database: Database, text: str, total: str, **answers: str) -> SheetReport:
    made = table(text)
    heading = made.headings[-1]
    totals = (TotalsRow(len(made) + 2, {"工号": "合计", heading: total}),)
    one = sheet("trainings", replace(made, totals=totals))
    return load(database, one, answers={**CNY, **answers})[0]


def test_c29_a_totals_row_that_agrees_says_nothing(empty_store: Database) -> None:
    people(empty_store)
    text = HEAD + "1,设备操作,2025-03-01,1500\n2,设备操作,2025-03-01,1500\n"
    report = with_totals(empty_store, text, "3000")
    assert (remarks(report), paid(empty_store)) == ([], {"CNY": "3000.00"})


def test_a_totals_row_that_says_otherwise_is_told_with_both_sums(empty_store: Database) -> None:
    people(empty_store)
    report = with_totals(empty_store, HEAD + "1,设备操作,2025-03-01,1500\n", "3000")
    (remark,) = report.remarks
    assert (remark.code, remark.row) == ("totals_differ", 3)
    assert remark.args == {"column": "费用", "says": "3,000.00 CNY", "found": "1,500.00 CNY"}


def test_a_totals_row_proves_that_a_sum_is_shared(empty_store: Database) -> None:
    people(empty_store)
    text = shared_files(("焊接", "2025-03-01", 3, "900"), ("谈判", "2025-04-01", 2, "500"))
    report = with_totals(empty_store, text, "1400")
    assert (asked_in(report), paid(empty_store)) == ([], {"CNY": "1400.00"})
    assert remarks(report) == [("repeated_sum_proved", 0)]


def merged(database: Database, total: str | None = None, **answers: str) -> SheetReport:
    text = (
        "课程名称,培训日期,工号,培训费用\n"
        "设备操作,2025-03-01,1,3000\n设备操作,2025-03-01,2,3000\n沟通技巧,2025-04-01,3,1200\n"
    )
    made = replace(table(text), merged=(MergedCells("培训费用", 0, 1, "3000"),))
    if total:
        made = replace(made, totals=(TotalsRow(5, {"培训费用": total}),))
    return load(database, sheet("trainings", made), answers={**CNY, **answers})[0]


def test_c30_a_merged_amount_is_asked_about(empty_store: Database) -> None:
    people(empty_store)
    report = merged(empty_store)
    assert (asked_in(report), fates(report)) == (["merged_amount"], {"LEFT_OUT": 2, "ADDED": 1})
    assert (paid(empty_store), report.unpaid["CNY"]) == ({"CNY": "1200.00"}, Decimal(6000))


@pytest.mark.parametrize(("answer", "sum_"), [("shared", "4200.00"), ("each", "7200.00")])
def test_a_merged_amount_as_answered(empty_store: Database, answer: str, sum_: str) -> None:
    people(empty_store)
    report = merged(empty_store, merged_amount=answer)
    assert (paid(empty_store), fates(report)) == ({"CNY": sum_}, {"ADDED": 3})


@pytest.mark.parametrize(("total", "sum_"), [("4200", "4200.00"), ("7200", "7200.00")])
def test_a_merged_amount_as_the_totals_row_proves(
    empty_store: Database, total: str, sum_: str
) -> None:
    people(empty_store)
    report = merged(empty_store, total)
    assert (asked_in(report), paid(empty_store)) == ([], {"CNY": sum_})
    assert remarks(report) == ([("merged_amount_proved", 0)] if total == "4200" else [])


def test_a_merged_amount_over_two_sessions_is_split(empty_store: Database) -> None:
    people(empty_store)
    text = HEAD + "1,焊接,2025-03-01,100\n2,谈判,2025-03-02,100\n3,电工,2025-03-03,100\n"
    made = replace(table(text), merged=(MergedCells("费用", 0, 2, "100"),))
    load(empty_store, sheet("trainings", made), answers={**CNY, "merged_amount": "shared"})
    with empty_store.reading() as session:
        amounts = session.scalars(select(CostLine.amount).order_by(CostLine.id)).all()
    assert [f"{one:.2f}" for one in amounts] == ["33.34", "33.33", "33.33"]


def test_a_total_merged_over_its_rows_is_that_of_them_all(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,课程,培训日期,总费用\n1,焊接,2025-03-01,3000\n2,焊接,2025-03-01,3000\n"
    made = replace(table(text), merged=(MergedCells("总费用", 0, 1, "3000"),))
    (report,) = load(empty_store, sheet("trainings", made), answers=CNY)
    assert (asked_in(report), paid(empty_store)) == ([], {"CNY": "3000.00"})
    assert remarks(report) == [("merged_total_shared", 0)]


def test_what_waits_brings_no_course_into_being(empty_store: Database) -> None:
    people(empty_store)
    trainings(empty_store, shared_files(("管理", "2025-03-01", 6, "24000")))
    assert count(empty_store, Course) == 0
