"""The report of a directory, said in each language."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal

import pytest

from assistant.directory_told.telling import SHOWN, told
from assistant.speech import Speech
from engine.analysis.balance import Balance
from engine.queries.budget import BudgetLineBalance
from engine.usecases.directory.gone import (
    AgreementHeld,
    OpenRequest,
    PersonGone,
    StepToTake,
    UnitGone,
)
from engine.usecases.directory.values import Directory, DirectoryReport, DirectoryUnit
from engine.values.money import Money
from engine.values.results import Named

FOUND = Directory("dingtalk", "corp", (DirectoryUnit("1", "某公司", ""),), ())
WORKSHOP = Named("DING-3", "一车间", "Workshop 1")
ZHANG = Named("E1", "张三")


def cny(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")


REQUEST = OpenRequest(number="TR-2026-0001", state="submitted", total=cny(20_000), waits_for="hr")
UNIT = UnitGone(
    unit=WORKSHOP,
    budgets=(
        BudgetLineBalance(
            line_id=1,
            unit=WORKSHOP,
            path="/C/DING-3/",
            programme="all",
            fiscal_year=2027,
            balance=Balance(cny(100_000), cny(20_000), cny(0), cny(5_000)),
        ),
    ),
    requests=(REQUEST,),
    head=ZHANG,
    people=tuple(Named(f"E{number}", f"工人{number}") for number in range(SHOWN + 2)),
    units=(),
)
PERSON = PersonGone(
    person=ZHANG,
    roles=(("hr", Named("C", "某公司")),),
    requests=(REQUEST,),
    steps=(StepToTake(request=REQUEST, others=()), StepToTake(request=REQUEST, others=("李四",))),
    heads=(WORKSHOP,),
    agreements=(AgreementHeld(cny(9_000), date(2028, 1, 1)),),
)
NOTHING = UnitGone(
    unit=Named("DING-9", "旧部门"), budgets=(), requests=(), head=None, people=(), units=()
)


@pytest.fixture
def report() -> DirectoryReport:
    return DirectoryReport(
        units_renamed=["一车间 → 冲压"],
        units_gone=[UNIT, NOTHING],
        people_gone=[PERSON],
        linked=3,
    )


def test_in_english(report: DirectoryReport) -> None:
    said = "\n".join(told(Speech("en"), FOUND, report, dry_run=True))
    assert "Units renamed (1): 一车间 → 冲压" in said
    assert (
        "budget: 2027: CNY 100,000 allocated, CNY 20,000 reserved, CNY 0 committed, "
        "CNY 5,000 spent, CNY 75,000 left" in said
    )
    assert "TR-2026-0001 over CNY 20,000 (Submitted, waiting for HR to check it)" in said
    assert "head: 张三 E1" in said
    assert "and 2 more" in said
    assert "旧部门 (DING-9)\n    nothing hangs on it" in said
    assert "(nobody else can); TR-2026-0001 over CNY 20,000 (so can 李四)" in said
    assert "head of: Workshop 1" in said
    assert "roles: HR over 某公司" in said
    assert "agreed to stay: until 1 Jan 2028, for CNY 9,000" in said
    assert said.endswith("Accounts linked: 3\nDry run: nothing was stored.")


def test_in_chinese(report: DirectoryReport) -> None:
    said = "\n".join(told(Speech("zh"), FOUND, report, dry_run=False))
    assert "改名的部门（1）：一车间 → 冲压" in said
    assert "已分配 100,000 元，已预留 20,000 元" in said
    assert "剩余 75,000 元" in said
    assert "没有别人可以决定" in said
    assert "负责的部门：一车间" in said
    assert "角色：人力资源部（某公司）" in said
    assert said.endswith("已关联账号：3")


def test_every_list_of_a_report_has_a_title(report: DirectoryReport) -> None:
    names = [name for name, value in asdict(report).items() if isinstance(value, list)]
    plain = [name for name in names if not name.endswith("_gone")]
    filled = DirectoryReport()
    for name in plain:
        setattr(filled, name, ["somebody"])
    assert len(told(Speech("en"), FOUND, filled, dry_run=False)) == len(plain) + 2
