"""Service agreements."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Course, Participation, ServiceAgreement, TrainingSession
from engine.values.currencies import digits_of
from tests.engine.imports.tables import asked, changed, fates, load, refused, sheet

HEAD = "工号,姓名,培训项目,培训费用(元),服务期(年),服务期起,服务期止,是否专项培训\n"


def agreements(database: Database) -> list[tuple[int, Decimal, int, str, bool, int | None]]:
    with database.reading() as session:
        return [
            (
                one.employee_id,
                one.agreed_cost.quantize(Decimal(10) ** -digits_of(one.currency)),
                one.months,
                str(one.starts_on),
                one.special_fund,
                one.session_id,
            )
            for one in session.scalars(select(ServiceAgreement).order_by(ServiceAgreement.id))
        ]


def test_an_agreement_a_row_with_its_money_counted(store: Database) -> None:
    text = HEAD + "000001,赵伟芳,PMP,33200,2,2022-04-12,2024-04-11,是\n"
    text += "000002,,PMP,1000,,2024-06-30,2025-06-28,否\n000003,,PMP,500,,2024-01-01,,是\n"
    text += "999,,PMP,70,1,2024-01-01,,是\n000004,,PMP,,1,2024-01-01,,是\n000004,,PMP,5,1,,,是\n"
    one = sheet("agreements", text, cost="培训费用(元)")
    (report,) = load(store, one)
    assert fates(report) == {"REFUSED": 4, "ADDED": 2}
    assert refused(report) == [
        (4, "empty"),
        (5, "unknown_employee"),
        (6, "empty"),
        (7, "empty"),
    ]
    assert (report.paid, report.unpaid) == ({"CNY": Decimal(34200)}, {"CNY": Decimal(575)})
    assert agreements(store) == [
        (1, Decimal("33200.00"), 24, "2022-04-12", True, None),
        (2, Decimal("1000.00"), 11, "2024-06-30", False, None),
    ]
    again = sheet("agreements", text.replace("33200", "33000"), cost="培训费用(元)")
    (report,) = load(store, again)
    assert changed(report) == [("agreed_cost", "33200", "33000")]


def test_whether_it_binds_is_asked(store: Database) -> None:
    one = sheet("agreements", "工号,协议金额,服务期,生效日期\n000001,100元,24个月,2025-01-01\n")
    (report,) = load(store, one)
    assert (fates(report), asked(report)) == ({"LEFT_OUT": 1}, ["special_fund:f.csv"])
    load(store, one, answers={"special_fund": "yes"})
    assert agreements(store) == [(1, Decimal("100.00"), 24, "2025-01-01", True, None)]


def test_the_session_that_it_was_signed_for_is_found(store: Database) -> None:
    with store.transaction() as session:
        session.add(Course(id=1, code="PMP", name="PMP认证"))
        session.flush()
        session.add(
            TrainingSession(
                id=7,
                code="s",
                course_id=1,
                start_date=date(2022, 4, 1),
                end_date=date(2022, 4, 2),
                status="held",
            )
        )
        session.flush()
        session.add(Participation(session_id=7, employee_id=1))
    text = HEAD + "000001,,pmp认证,33200,2,2022-04-12,,是\n000002,,PMP认证,1,2,2022-04-12,,是\n"
    load(store, sheet("agreements", text, cost="培训费用(元)"))
    assert [one[-1] for one in agreements(store)] == [7, None]
