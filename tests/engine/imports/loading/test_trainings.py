"""Trainings loaded, and loaded again: corrected, refunded, compared with the rest; nothing twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import select

from engine.imports.shape.table import TotalsRow
from engine.imports.sheet_report import Change
from engine.store.database import Database
from engine.store.tables import CostLine, TrainingSession
from tests.engine.imports.loading.company import (
    CNY,
    FIRST,
    HEAD,
    asked_in,
    attended,
    count,
    paid,
    people,
    remarks,
    trainings,
)
from tests.engine.imports.tables import changed, fates, load, refused, sheet


def test_another_cost_corrects(either_store: Database) -> None:
    people(either_store)
    trainings(either_store, FIRST)
    report = trainings(either_store, FIRST.replace("10,1000\n2", "10,1500.50\n2"))
    assert paid(either_store) == {"CNY": "3700.50"}
    assert fates(report) == {"CHANGED": 1, "SAME": 2}
    assert report.changes == [
        Change(
            row=2,
            subject="1 谈判 2026-03-10",
            field="cost",
            old="1,000.00 CNY",
            new="1,500.50 CNY",
        )
    ]


def test_the_corrected_file_again_changes_nothing(empty_store: Database) -> None:
    people(empty_store)
    trainings(empty_store, FIRST)
    corrected = FIRST.replace("1200", "1300")
    trainings(empty_store, corrected)
    again = trainings(empty_store, corrected)
    assert (again.changes, fates(again)) == ([], {"SAME": 3})
    assert (paid(empty_store), count(empty_store, CostLine)) == ({"CNY": "3300.00"}, 3)


def test_another_currency_corrects_too(empty_store: Database) -> None:
    people(empty_store)
    trainings(empty_store, FIRST)
    report = trainings(empty_store, FIRST.replace("1200", "$1200"))
    assert changed(report) == [("cost", "1,200.00 CNY", "1,200.00 USD")]
    assert paid(empty_store) == {"CNY": "2000.00", "USD": "1200.00"}


def test_a_cost_that_was_missing_is_added_and_a_missing_one_takes_none_away(
    empty_store: Database,
) -> None:
    people(empty_store)
    trainings(empty_store, HEAD + "1,谈判,2026-03-10,\n2,谈判,2026-03-10,800\n")
    report = trainings(empty_store, HEAD + "1,谈判,2026-03-10,700\n2,谈判,2026-03-10,\n")
    assert changed(report) == [("cost", "—", "700.00 CNY")]
    assert paid(empty_store) == {"CNY": "1500.00"}


def test_a_file_that_says_more_of_a_session_pays_it_once(empty_store: Database) -> None:
    people(empty_store)
    trainings(empty_store, FIRST)
    more = FIRST.replace("费用\n", "费用,地点\n").replace("00\n", "00,上海\n")
    report = trainings(empty_store, more)
    assert (fates(report), paid(empty_store)) == ({"SAME": 3}, {"CNY": "3200.00"})
    assert count(empty_store, TrainingSession) == 2


def test_another_outcome_is_a_change(empty_store: Database) -> None:
    people(empty_store)
    with_outcome = FIRST.replace("费用\n", "费用,结果\n").replace("00\n", "00,未通过\n")
    trainings(empty_store, with_outcome)
    report = trainings(empty_store, with_outcome.replace("1200,未通过", "1200,合格"))
    assert changed(report) == [("outcome", "failed", "passed")]


def test_a_refund_is_a_line_of_its_own(either_store: Database) -> None:
    people(either_store)
    refunded = FIRST + "1,谈判,2026-03-10,-300\n1,谈判,2026-03-10,(50)\n3,焊接,2026-07-01,200-\n"
    report = trainings(either_store, refunded)
    assert paid(either_store) == {"CNY": "2650.00"}
    assert (attended(either_store), remarks(report), refused(report)) == (3, [], [])
    # The refund of July belongs to the session of June.
    assert count(either_store, TrainingSession) == 2
    assert fates(trainings(either_store, refunded)) == {"SAME": 6}
    trainings(either_store, refunded.replace("-300", "-400"))
    assert paid(either_store) == {"CNY": "2550.00"}


def test_a_refund_in_a_file_of_its_own(empty_store: Database) -> None:
    people(empty_store)
    trainings(empty_store, FIRST)
    report = trainings(empty_store, HEAD + "2,谈判,2026-05-01,-500\n")
    assert (paid(empty_store), remarks(report)) == ({"CNY": "2700.00"}, [])


def test_a_refund_of_an_unknown_training_is_booked_and_told(empty_store: Database) -> None:
    people(empty_store)
    trainings(empty_store, FIRST)
    report = trainings(empty_store, HEAD + "9,谈判,2026-05-01,-500\n")
    assert paid(empty_store) == {"CNY": "2700.00"}
    assert (remarks(report), attended(empty_store)) == ([("refund_of_nothing", 2)], 3)


def test_a_training_after_its_refund_was_attended(empty_store: Database) -> None:
    people(empty_store)
    trainings(empty_store, HEAD + "1,谈判,2026-03-10,-20元\n")
    trainings(empty_store, HEAD + "1,谈判,2026-03-10,100元\n2,谈判,2026-03-10,80元\n")
    assert (attended(empty_store), paid(empty_store)) == (2, {"CNY": "160.00"})


def test_the_same_participation_twice_in_a_file_is_told(empty_store: Database) -> None:
    people(empty_store)
    report = trainings(empty_store, FIRST + "1,谈判,2026-03-10,1000\n")
    assert (refused(report), paid(empty_store)) == ([(5, "twice_in_file")], {"CNY": "3200.00"})


def test_a_cost_far_from_the_rest_is_told_and_kept(empty_store: Database) -> None:
    people(empty_store)
    text = HEAD + "".join(f"{n},谈判,2026-03-{n:02d},{1450 + n}\n" for n in range(1, 11))
    text += "11,谈判,2026-04-01,20.10\n12,焊接,2026-04-01,0.15\n13,焊接,2026-04-01,免费\n"
    text += "14,谈判,2026-04-01,150000\n"
    report = trainings(empty_store, text)
    assert remarks(report) == [("far_from_the_rest", row) for row in (12, 13, 15)]
    assert report.remarks[0].args == {"cost": "20.10 CNY", "middle": "1,455.50 CNY", "others": 11}
    assert Decimal(paid(empty_store)["CNY"]) == Decimal("164575.25")


def test_a_later_file_is_compared_with_what_the_store_has(empty_store: Database) -> None:
    people(empty_store)
    first = HEAD + "".join(f"{n},谈判,2026-03-{n:02d},{1450 + n}\n" for n in range(1, 11))
    trainings(empty_store, first)
    report = trainings(empty_store, HEAD + "11,谈判,2026-04-01,0.15\n")
    assert remarks(report) == [("far_from_the_rest", 2)]
    # Nor do many of them become the rule.
    many = "".join(f"{n},谈判,2026-03-{n:02d},0.15\n" for n in range(11, 29))
    assert len(remarks(trainings(empty_store, HEAD + many))) == 18
    # In another currency there is nothing to compare with.
    other = trainings(empty_store, HEAD + "12,谈判,2026-04-01,$15\n")
    assert remarks(other) == []


def test_what_is_wrong_is_refused_with_its_place(empty_store: Database) -> None:
    people(empty_store)
    bad = "99,焊接,2026-03-01,5\n1,焊接,someday,7\n2,焊接,2026-03-02,much\n1,,2026-03-03,3\n"
    report = trainings(empty_store, HEAD + bad)
    assert [(one.row, one.column, one.value, one.code) for one in report.refusals] == [
        (2, "工号", "99", "unknown_employee"),
        (3, "培训日期", "someday", "no_date"),
        (4, "费用", "much", "no_number"),
        (5, "课程", "", "empty"),
    ]
    assert (paid(empty_store), report.unpaid) == ({}, {"CNY": Decimal(15)})


NO_SHOW = (
    "工号,课程,培训日期,费用,结果\n1,谈判,2026-03-10,120,Completed\n"
    "2,谈判,2026-03-10,80,No Show\n3,谈判,2026-03-10,100,Completed\n"
)


def test_who_did_not_take_part_took_no_part(empty_store: Database) -> None:
    people(empty_store)
    said = ("Completed", "Enrolled", "缺勤", "No Show", "已取消", "wonderful")
    text = "工号,课程,培训日期,费用,结果\n" + "".join(
        f"{n},谈判,2026-03-10,100,{one}\n" for n, one in enumerate(said, 1)
    )
    report = trainings(empty_store, text)
    assert (refused(report), asked_in(report)) == ([], ["word:outcome=wonderful"])
    assert [(one.code, one.args) for one in report.remarks] == [
        ("did_not_take_part_cost", {"rows": 4, "cost": "400.00 CNY"})
    ]
    assert (fates(report), paid(empty_store)) == ({"ADDED": 1, "LEFT_OUT": 5}, {"CNY": "100.00"})
    answered = trainings(empty_store, text, {"word:outcome=wonderful": "passed"})
    assert fates(answered) == {"ADDED": 1, "SAME": 1, "LEFT_OUT": 4}


def test_what_was_paid_for_who_did_not_come_is_a_cost_where_the_totals_row_has_it(
    empty_store: Database,
) -> None:
    people(empty_store)
    made, mapping = sheet("trainings", NO_SHOW)
    for total, right in (("300", "300.00"), ("220", "220.00")):
        totals = (TotalsRow(number=5, cells={"费用": total}),)
        with_totals = (replace(made, totals=totals), mapping)
        (report,) = load(empty_store, with_totals, answers=CNY, dry_run=True)
        assert report.paid == {"CNY": Decimal(right)}
        assert report.accounted("CNY") == 300
    with_totals = (replace(made, totals=(TotalsRow(number=5, cells={"费用": "300"}),)), mapping)
    for right_fates in ({"ADDED": 3}, {"SAME": 3}):
        (report,) = load(empty_store, with_totals, answers=CNY)
        assert (fates(report), paid(empty_store)) == (right_fates, {"CNY": "300.00"})
        assert ("paid_without_coming_cost", 0) in remarks(report)
    assert attended(empty_store) == 2


def test_a_total_without_who_did_not_come_proves_no_shared_sum(empty_store: Database) -> None:
    people(empty_store)
    made, mapping = sheet("trainings", NO_SHOW.replace(",120,", ",100,").replace(",80,", ",100,"))
    made = replace(made, totals=(TotalsRow(number=5, cells={"费用": "200"}),))
    (report,) = load(empty_store, (made, mapping), answers=CNY)
    assert (report.paid, remarks(report)[-1][0]) == (
        {"CNY": Decimal(200)},
        "did_not_take_part_cost",
    )


def test_days_give_the_last_day(empty_store: Database) -> None:
    people(empty_store)
    trainings(
        empty_store,
        "工号,课程,培训日期,天数,结束日期\n1,谈判,2026-03-10,3,\n2,焊接,2026-03-10,,2026-03-12\n",
    )
    with empty_store.reading() as session:
        ends = session.scalars(select(TrainingSession.end_date)).all()
    assert [f"{one}" for one in ends] == ["2026-03-12", "2026-03-12"]


SESSIONS = (
    "班次,课程名称,培训日期,人数,场地费,教材费,讲师费\nS1,谈判,2026-03-10,20,2000,1000,5000\n"
)


def parts(database: Database) -> list[tuple[str, str, int]]:
    with database.reading() as session:
        lines = session.scalars(select(CostLine).order_by(CostLine.id))
        return [(one.reference, one.behaviour, int(one.amount)) for one in lines]


def test_parts_of_what_a_session_cost_grow_as_such_costs_do(either_store: Database) -> None:
    people(either_store)
    trainings(either_store, SESSIONS)
    assert parts(either_store) == [
        ("venue", "per_session", 2000),
        ("material", "per_learner", 1000),
        ("instructor", "per_session", 5000),
    ]
    assert fates(trainings(either_store, SESSIONS)) == {"SAME": 1}


def test_one_part_of_what_a_session_cost_is_corrected(either_store: Database) -> None:
    people(either_store)
    trainings(either_store, SESSIONS)
    report = trainings(either_store, SESSIONS.replace("5000", "6000"))
    assert changed(report) == [("cost_instructor", "5,000.00 CNY", "6,000.00 CNY")]
    assert paid(either_store) == {"CNY": "9000.00"}


def test_who_took_part_is_named_after_the_session_was_counted(either_store: Database) -> None:
    people(either_store)
    trainings(either_store, SESSIONS)
    text = "班次,课程名称,培训日期,工号\nS1,谈判,2026-03-10,1\nS1,谈判,2026-03-10,2\n"
    assert fates(trainings(either_store, text)) == {"ADDED": 2}
    with either_store.reading() as session:
        (held,) = session.scalars(select(TrainingSession))
    assert (held.code, held.unnamed, attended(either_store)) == ("S1", 18, 2)


def test_first_and_last_names_in_two_columns_are_one_name(empty_store: Database) -> None:
    load(
        empty_store,
        sheet("people", "Employee ID,Name,Department\nM1,AUBRAC Rémi,Ops\nM2,Ann Alder,Ops\n"),
    )
    text = "Last Name,First Name,Course,Date,Cost\nAUBRAC,Rémi,CACES,2026-02-10,685\nAlder,Ann,CACES,2026-02-10,685\n"
    assert fates(trainings(empty_store, text)) == {"ADDED": 2}
