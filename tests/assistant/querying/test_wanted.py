"""Figures that are asked for in a form that no standing answer has, with the figures of the sample
company reckoned in SQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text as sql

from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

BUDGET, HISTORY, REQUESTS = "query_budget_status", "query_training_history", "query_request_status"
NAMES = {
    "零售部": ("department", "RET"),
    "retail": ("department", "RET"),
    "销售部": ("department", "SAL"),
    "sales": ("department", "SAL"),
    "研发部": ("department", "RD"),
}
SPENT = """
select {by}, sum(c.amount) as spent from cost_line c
join training_session s on s.id = c.session_id join course k on k.id = s.course_id
where s.start_date between :first and :last group by 1 order by 2 desc
"""
BOOKED = """
select u.code, sum(case when e.kind = 'actual' then e.amount else 0 end) as spent,
  sum(case when e.kind = 'allocate' then e.amount else 0 end) as allocated
from budget_entry e join budget_line l on l.id = e.line_id
join budget_version v on v.id = l.version_id join org_unit u on u.id = l.org_unit_id
where v.fiscal_year = :year group by 1
"""
YEAR = {"first": date(2025, 1, 1), "last": date(2025, 12, 31)}


def said(amount: Decimal) -> str:
    """As an answer says it, without its currency."""
    plain = f"{amount:,.2f}"
    return plain.removesuffix(".00")


def money(sample_store: Database, statement: str, **values: object) -> dict[object, list[Decimal]]:
    """Sums by what they are of; money is kept as it is written on each database."""
    with sample_store.transaction() as session:
        rows = session.execute(sql(statement), values).all()
    scale = Decimal(10000) if sample_store.engine.dialect.name == "sqlite" else Decimal(1)
    return {row[0]: [Decimal(one) / scale for one in row[1:]] for row in rows}


def talk(engine: BudgetEngine, person: str = "director") -> Conversation:
    return Conversation(engine, person, names=NAMES)


@pytest.mark.parametrize(
    "text", ["which quarter of 2025 was the dearest?", "2025年哪个季度培训花得最多"]
)
def test_the_dearest_quarter_is_told_first(
    sample_engine: BudgetEngine, sample_store: Database, text: str
) -> None:
    quarter = "(cast(strftime('%m', s.start_date) as integer) + 2) / 3"
    found = money(sample_store, SPENT.format(by=quarter), **YEAR)
    (dearest,) = next(iter(found.values()))
    whole = sum((one for (one,) in found.values()), Decimal(0))
    head = talk(sample_engine, "hr").say(text, HISTORY).splitlines()[0]
    assert said(dearest) in head
    assert said(whole) in head
    assert f"{dearest / whole:.0%}" in head


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2025 training cost by category", "mandatory"),
        ("2025年培训费用按课程类别", "强制类"),
    ],
)
def test_what_each_category_cost(
    sample_engine: BudgetEngine, sample_store: Database, text: str, name: str
) -> None:
    found = money(sample_store, SPENT.format(by="k.category"), **YEAR)
    answer = talk(sample_engine, "hr").say(text, HISTORY)
    lines = answer.splitlines()
    assert said(sum((one for (one,) in found.values()), Decimal(0))) in lines[0]
    assert said(found["retail"][0]) in lines[1]
    assert said(found["mandatory"][0]) in next(one for one in lines if name in one)


@pytest.mark.parametrize(
    "text", ["what share of the budget does retail have", "零售部的预算占全公司多少"]
)
def test_a_unit_has_a_share_of_the_whole(
    sample_engine: BudgetEngine, sample_store: Database, text: str
) -> None:
    found = money(sample_store, BOOKED, year=2026)
    whole = sum((allocated for _, allocated in found.values()), Decimal(0))
    head = talk(sample_engine).say(text, BUDGET).splitlines()[0]
    assert said(found["RET"][1]) in head
    assert f"{found['RET'][1] / whole:.1%}" in head


@pytest.mark.parametrize(
    "text", ["how much more did retail spend than sales", "零售部今年比销售部多花多少"]
)
def test_two_units_are_so_far_apart(
    sample_engine: BudgetEngine, sample_store: Database, text: str
) -> None:
    found = money(sample_store, BOOKED, year=2026)
    head = talk(sample_engine).say(text, BUDGET).splitlines()[0]
    assert said(found["RET"][0] - found["SAL"][0]) in head


@pytest.mark.parametrize(
    "text", ["what percentage of the 2026 budget is spent", "2026年预算花了百分之几"]
)
def test_a_part_of_the_budget(
    sample_engine: BudgetEngine, sample_store: Database, text: str
) -> None:
    found = money(sample_store, BOOKED, year=2026)
    spent, allocated = (sum(column, Decimal(0)) for column in zip(*found.values(), strict=True))
    answer = talk(sample_engine).say(text, BUDGET)
    assert said(spent) in answer
    assert f"{spent / allocated:.0%}" in answer


def test_months_without_any_count_in_an_average(
    sample_engine: BudgetEngine, sample_store: Database
) -> None:
    with sample_store.transaction() as session:
        statement = (
            "select count(*) from training_session where start_date between :first and :last"
        )
        count = session.execute(sql(statement), YEAR).scalar_one()
    head = talk(sample_engine, "hr").say("2025年平均每个月办几期培训", HISTORY).splitlines()[0]
    assert f"{count} / 12" in head


def test_the_year_s_end_is_a_floor_and_no_trend(sample_engine: BudgetEngine) -> None:
    answer = talk(sample_engine).say("年底预计会剩多少预算", BUDGET)
    assert "930,000" in answer
    assert "2,170,000" in answer
    assert "不是趋势" in answer


def test_only_what_changed_between_two_years(sample_engine: BudgetEngine) -> None:
    answer = talk(sample_engine, "finance").say(
        "budget 2025 vs 2026 by unit, only what changed", BUDGET
    )
    assert "Workshop 1: 2025 CNY 800,000, 2026 CNY 700,000: CNY 100,000 less" in answer
    assert "Retail" not in answer


@pytest.mark.parametrize(
    ("text", "untold"),
    [
        ("什么时候会把预算用完", "看不出来"),
        ("who is to blame for the budget", "not kept"),
        ("how long will the budget last", "do not tell"),
        ("why is so little of the budget spent", "is not kept in the ledger"),
    ],
)
def test_what_no_figure_tells_is_not_answered_with_the_figures(
    sample_engine: BudgetEngine, text: str, untold: str
) -> None:
    answer = talk(sample_engine).say(text, BUDGET)
    assert untold in answer
    assert "1,100,000" not in answer


def test_the_ledger_s_entries_are_counted(
    sample_engine: BudgetEngine, sample_store: Database
) -> None:
    talking = talk(sample_engine, "finance")
    assert "0" in talking.say("今年部门之间调剂过几次预算", BUDGET).splitlines()[0]
    with sample_store.transaction() as session:
        statement = (
            "select count(*) from budget_entry e join budget_line l on l.id = e.line_id "
            "join budget_version v on v.id = l.version_id "
            "join budget_posting p on p.id = e.posting_id "
            "where v.fiscal_year = 2026 and e.kind = 'actual' and p.kind = 'opening'"
        )
        assert session.execute(sql(statement)).scalar_one()
    # What the year began with is none.
    said = talking.say("how many invoices were booked this year?", BUDGET)
    assert "nothing on record" in said


def test_who_may_not_see_the_ledger_is_told_so(sample_engine: BudgetEngine) -> None:
    answer = talk(sample_engine, "workshop-head").say("零售部的流水账有几笔", BUDGET)
    assert "财务" in answer
    assert "元" not in answer


def test_requests_are_counted(sample_engine: BudgetEngine) -> None:
    answer = talk(sample_engine, "hr").say("how many requests were approved this year?", REQUESTS)
    assert answer.startswith("Xingchi Car Parts, approved")


@pytest.mark.parametrize("text", ["how many training needs are there?", "现在一共有多少条需求"])
def test_needs_are_counted(sample_engine: BudgetEngine, sample_store: Database, text: str) -> None:
    with sample_store.transaction() as session:
        statement = "select count(*), sum(headcount) from need where status = 'open'"
        count, heads = session.execute(sql(statement)).one()
    answer = talk(sample_engine, "hr").say(text, "query_priorities")
    assert f" {count}" in answer.replace("：", " ")
    assert f"{heads:,}" in answer


@pytest.mark.parametrize("text", ["how many needs for next year?", "明年的需求有多少条"])
def test_needs_are_of_the_year_that_they_are_for(
    sample_engine: BudgetEngine, sample_store: Database, text: str
) -> None:
    with sample_store.transaction() as session:
        statement = "select count(*) from need where status = 'open' and year = 2027"
        count = session.execute(sql(statement)).scalar_one()
    answer = talk(sample_engine, "hr").say(text, "query_priorities")
    assert count
    assert f" {count}" in answer.replace("：", " ")


def test_what_needs_are_about_most(sample_engine: BudgetEngine) -> None:
    answer = talk(sample_engine, "hr").say("需求里头哪门课被点名最多", "query_priorities")
    assert "设备操作技能培训，3" in answer.splitlines()[0]


def test_how_urgent_needs_are_is_told_by_their_ranking(sample_engine: BudgetEngine) -> None:
    assert "0.65" in talk(sample_engine, "hr").say("哪个需求优先级最高", "query_priorities")


def test_what_one_raised_himself_is_his_to_see(sample_engine: BudgetEngine) -> None:
    answer = talk(sample_engine, "worker").say(
        "what happened to the need i raised", "query_priorities"
    )
    assert "open, HR sees it" in answer


def test_what_follows_goes_on_with_the_rows(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "hr")
    talking.say("2025年哪个季度培训花得最多", HISTORY)
    assert "30%" in talking.say("占全年多少")
    assert "2025年7–9月" in talking.say("那最少的呢")
    assert "元" in talking.say("差多少")
    assert "4 行" in talking.say("导出来", "export_report")
    assert "销售部" in talking.say("那销售部呢").splitlines()[0]


def test_a_unit_pays_its_share_of_a_session(sample_engine: BudgetEngine) -> None:
    """The same as its history tells, whichever way it is asked."""
    talking = talk(sample_engine, "sales-head")
    whole = talking.say("2025 training cost of sales", HISTORY)
    assert "CNY 431,956" in whole
    assert "CNY 431,956" in talking.say("2025 training cost of sales by category", HISTORY)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("which quarter of 2025 was the dearest for training?", "dearest for"),
        ("rank the units by training spend in 2025", "units by"),
    ],
)
def test_words_that_ask_are_no_name_of_a_course(
    sample_engine: BudgetEngine, text: str, wrong: str
) -> None:
    start = text.index(wrong)
    guess = {"entity": "course", "value": wrong, "start": start, "end": start + len(wrong)}
    answer = talk(sample_engine, "hr").say(text, HISTORY, guess)
    assert "no course called" not in answer
    assert "CNY" in answer.splitlines()[0]
