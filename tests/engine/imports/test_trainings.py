"""Trainings loaded again: corrected, refunded, compared with the rest; nothing twice."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from sqlalchemy import func, select

from engine.imports.sheet_report import Change
from engine.store.database import Database
from engine.store.tables import (
    AuditEvent,
    CostLine,
    ImportChange,
    Participation,
    TrainingSession,
)
from engine.usecases.import_company import Imported
from engine.values.money import Money
from tests.engine.imports.files import PEOPLE, load, paid, refused

HEAD = "工号,课程,培训日期,费用\n"
FIRST = HEAD + "1,谈判,2026-03-10,1000\n2,谈判,2026-03-10,1000\n3,焊接,2026-06-10,1200\n"


def trainings(database: Database, folder: Path, text: str, **more: object) -> Imported:
    load(database, folder, PEOPLE)
    return load(database, folder, text, **{"currency": "CNY", **more})  # type: ignore[arg-type]


def count(database: Database, table: type[CostLine | Participation | TrainingSession]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def remarks(result: Imported) -> list[tuple[str, int]]:
    return [(one.code, one.row) for report in result.reports for one in report.remarks]


def test_another_cost_corrects_and_the_old_one_is_kept(
    either_store: Database, tmp_path: Path
) -> None:
    trainings(either_store, tmp_path, FIRST)
    result = trainings(either_store, tmp_path, FIRST.replace("10,1000\n2", "10,1500.50\n2"))
    report = result.reports[0]
    assert paid(result) == {"CNY": "3700.50"}
    assert (report.added, report.changed, report.known, report.refused) == (0, 1, 2, 0)
    corrected = Change(
        row=2, subject="1 谈判 2026-03-10", field="cost", old="1,000.00 CNY", new="1,500.50 CNY"
    )
    assert report.changes == [corrected]
    with either_store.reading() as session:
        kept = session.scalars(select(ImportChange)).one()
        deed = session.scalars(select(AuditEvent).order_by(AuditEvent.sequence.desc())).first()
    assert (kept.row, kept.old, kept.new) == (2, "1,000.00 CNY", "1,500.50 CNY")
    assert deed is not None
    assert deed.detail["changed"] == 1


def test_the_corrected_file_again_changes_nothing(empty_store: Database, tmp_path: Path) -> None:
    trainings(empty_store, tmp_path, FIRST)
    corrected = FIRST.replace("1200", "1300")
    trainings(empty_store, tmp_path, corrected)
    again = trainings(empty_store, tmp_path, corrected)
    assert (again.reports[0].changes, again.reports[0].known) == ([], 3)
    assert paid(again) == {"CNY": "3300.00"}
    assert count(empty_store, CostLine) == 3


def test_another_currency_corrects_too(empty_store: Database, tmp_path: Path) -> None:
    trainings(empty_store, tmp_path, FIRST)
    result = trainings(empty_store, tmp_path, FIRST.replace("1200", "$1200"))
    assert [(one.old, one.new) for one in result.reports[0].changes] == [
        ("1,200.00 CNY", "1,200.00 USD")
    ]
    assert paid(result) == {"CNY": "2000.00", "USD": "1200.00"}


def test_a_cost_that_was_missing_is_added_and_a_missing_one_takes_none_away(
    empty_store: Database, tmp_path: Path
) -> None:
    trainings(empty_store, tmp_path, HEAD + "1,谈判,2026-03-10,—\n2,谈判,2026-03-10,800\n")
    result = trainings(empty_store, tmp_path, HEAD + "1,谈判,2026-03-10,700\n2,谈判,2026-03-10,\n")
    assert [(one.old, one.new) for one in result.reports[0].changes] == [("—", "700.00 CNY")]
    assert paid(result) == {"CNY": "1500.00"}


def test_a_file_that_says_more_of_a_session_pays_it_once(
    empty_store: Database, tmp_path: Path
) -> None:
    trainings(empty_store, tmp_path, FIRST)
    more = FIRST.replace("费用\n", "费用,地点\n").replace("00\n", "00,上海\n")
    result = trainings(empty_store, tmp_path, more)
    assert (result.reports[0].added, paid(result)) == (0, {"CNY": "3200.00"})


def test_another_outcome_is_a_change(empty_store: Database, tmp_path: Path) -> None:
    with_outcome = FIRST.replace("费用\n", "费用,结果\n").replace("00\n", "00,未通过\n")
    trainings(empty_store, tmp_path, with_outcome)
    result = trainings(empty_store, tmp_path, with_outcome.replace("1200,未通过", "1200,合格"))
    changes = [(one.field, one.old, one.new) for one in result.reports[0].changes]
    assert changes == [("outcome", "failed", "passed")]
    assert result.outcomes == {"failed": 2, "passed": 1}


def test_who_did_not_take_part_took_no_part(empty_store: Database, tmp_path: Path) -> None:
    rows = ("Completed", "Enrolled", "缺勤", "No Show", "已取消", "wonderful")
    text = "工号,课程,培训日期,费用,结果\n" + "".join(
        f"{n},谈判,2026-03-10,100,{said}\n" for n, said in enumerate(rows, 1)
    )
    result = trainings(empty_store, tmp_path, text)
    assert refused(result) == [(row, "did_not_take_part") for row in (3, 4, 5, 6)]
    assert [one.args for one in result.reports[0].remarks] == [{"value": "wonderful", "rows": 1}]
    assert (result.participations, paid(result)) == (2, {"CNY": "200.00"})


def test_a_refund_is_a_line_of_its_own(either_store: Database, tmp_path: Path) -> None:
    refunded = FIRST + "1,谈判,2026-03-10,-300\n1,谈判,2026-03-10,(50)\n3,焊接,2026-07-01,200-\n"
    result = trainings(either_store, tmp_path, refunded)
    assert paid(result) == {"CNY": "2650.00"}
    assert (result.participations, remarks(result), refused(result)) == (3, [], [])
    # The refund of July belongs to the session of June.
    assert count(either_store, TrainingSession) == 2
    again = trainings(either_store, tmp_path, refunded)
    assert (again.reports[0].known, paid(again)) == (6, {"CNY": "2650.00"})
    corrected = trainings(either_store, tmp_path, refunded.replace("-300", "-400"))
    assert paid(corrected) == {"CNY": "2550.00"}


def test_a_refund_in_a_file_of_its_own(empty_store: Database, tmp_path: Path) -> None:
    trainings(empty_store, tmp_path, FIRST)
    result = trainings(empty_store, tmp_path, HEAD + "2,谈判,2026-05-01,-500\n")
    assert (paid(result), remarks(result)) == ({"CNY": "2700.00"}, [])


def test_a_refund_of_an_unknown_training_is_booked_and_told(
    empty_store: Database, tmp_path: Path
) -> None:
    trainings(empty_store, tmp_path, FIRST)
    result = trainings(empty_store, tmp_path, HEAD + "9,谈判,2026-05-01,-500\n")
    assert paid(result) == {"CNY": "2700.00"}
    assert (remarks(result), result.participations) == ([("refund_of_nothing", 2)], 3)


def test_the_same_participation_twice_in_a_file_is_told(
    empty_store: Database, tmp_path: Path
) -> None:
    result = trainings(empty_store, tmp_path, FIRST + "1,谈判,2026-03-10,1000\n")
    assert (refused(result), paid(result)) == ([(5, "twice_in_file")], {"CNY": "3200.00"})


def test_a_cost_far_from_the_rest_is_told_and_kept(empty_store: Database, tmp_path: Path) -> None:
    text = HEAD + "".join(f"{n},谈判,2026-03-{n:02d},{1450 + n}\n" for n in range(1, 11))
    text += "11,谈判,2026-04-01,20.10\n12,焊接,2026-04-01,0.15\n13,焊接,2026-04-01,免费\n"
    text += "14,谈判,2026-04-01,150000\n"
    result = trainings(empty_store, tmp_path, text)
    far = result.reports[0].remarks
    assert [(one.code, one.row) for one in far] == [
        ("far_from_the_rest", row) for row in (12, 13, 15)
    ]
    assert far[0].args == {"cost": "20.10 CNY", "middle": "1,455.50 CNY", "others": 11}
    assert Money(Decimal(paid(result)["CNY"]), "CNY") == Money(Decimal("164575.25"), "CNY")


def test_a_later_file_is_compared_with_what_the_store_has(
    empty_store: Database, tmp_path: Path
) -> None:
    first = HEAD + "".join(f"{n},谈判,2026-03-{n:02d},{1450 + n}\n" for n in range(1, 11))
    trainings(empty_store, tmp_path, first)
    result = trainings(empty_store, tmp_path, HEAD + "11,谈判,2026-04-01,0.15\n")
    assert remarks(result) == [("far_from_the_rest", 2)]
    # Nor do many of them become the rule.
    many = "".join(f"{n},谈判,2026-03-{n:02d},0.15\n" for n in range(11, 29))
    corrected = trainings(empty_store, tmp_path, HEAD + many, dry_run=True)
    assert len(remarks(corrected)) == 18
    # In another currency there is nothing to compare with.
    other = trainings(empty_store, tmp_path, HEAD + "12,谈判,2026-04-01,$15\n")
    assert remarks(other) == []
