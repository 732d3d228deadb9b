"""Wages of a year: the sum is kept, and every amount of the file is somewhere."""

from decimal import Decimal

from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import PayrollYear
from tests.engine.imports.tables import asked, changed, fates, load, refused, sheet, table

HEAD = "工号,姓名,应发合计(元),币种\n"


def wages(database: Database) -> list[tuple[int, Decimal, str]]:
    with database.reading() as session:
        years = session.scalars(select(PayrollYear).order_by(PayrollYear.fiscal_year))
        return [(one.fiscal_year, one.amount, one.currency) for one in years]


def test_wages_of_people_are_added_up_once_their_year_is_known(either_store: Database) -> None:
    text = HEAD + "1,甲,100.5,\n2,乙,200,\n3,丙,$50,USD\n4,丁,,\n5,戊,x,\n"
    one = sheet("payroll", table(text, file="2024年薪酬.csv"), amount="应发合计(元)")
    (report,) = load(either_store, one)
    assert (fates(report), asked(report)) == (
        {"LEFT_OUT": 4, "REFUSED": 1},
        ["year:2024年薪酬.csv"],
    )
    assert report.questions[0].proposed == "2024"
    for right in ("ADDED", "SAME"):
        (report,) = load(either_store, one, answers={"year": "2024"})
        assert fates(report) == {"LEFT_OUT": 1, "REFUSED": 2, right: 2}
        assert refused(report) == [(4, "other_currency"), (6, "no_number")]
        assert (report.paid["CNY"], report.unpaid["USD"]) == (Decimal("300.5"), Decimal(50))
    assert wages(either_store) == [(2024, Decimal("300.5"), "CNY")]


def test_another_sum_of_a_known_year_is_asked_about(either_store: Database) -> None:
    load(either_store, sheet("payroll", "年度,工资总额\n2024年度,￥1000\n2025,￥1200\n"))
    one = sheet("payroll", "月份,工资总额\n2025-01,150元\n2025-02,50元\n")
    (report,) = load(either_store, one)
    (question,) = report.questions
    assert (question.key, question.options) == ("payroll_year:2025", ("replace", "add"))
    assert (fates(report), report.unpaid) == ({"LEFT_OUT": 2}, {"CNY": Decimal(200)})
    (report,) = load(either_store, one, answers={"payroll_year": "add"}, dry_run=True)
    assert changed(report) == [("amount", "1,200.00 CNY", "1,400.00 CNY")]
    load(either_store, one, answers={"payroll_year": "replace"})
    assert wages(either_store) == [(2024, Decimal(1000), "CNY"), (2025, Decimal(200), "CNY")]


def test_two_sheets_of_one_load_are_one_year(either_store: Database) -> None:
    text = "月份,工资总额\n2025-{},100元\n"
    one, other = (sheet("payroll", text.format(month)) for month in ("01", "02"))
    load(either_store, one, other)
    assert wages(either_store) == [(2025, Decimal(200), "CNY")]
