"""Who decides, who stands in, who moved what, which rates hold; and who meets what a position requires."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.usecases.context import BudgetEngine
from engine.usecases.ledger.rates import record_rate
from engine.usecases.ledger.transfers import transfer_budget
from engine.usecases.requests.delegating import delegate_decisions
from engine.values.money import Money
from tests.conversing import Conversation

NAMES = {
    "班组长": ("position", "PO-TL"),
    "team leader": ("position", "PO-TL"),
    "line workers": ("position", "PO-LINE"),
    "初级客户经理": ("position", "PO-JREP"),
    "甲班": ("department", "T1-"),
    "一车间": ("department", "W1"),
    "workshop 1": ("department", "W1"),
    "销售部": ("department", "SAL"),
    "sales": ("department", "SAL"),
}


def talk(engine: BudgetEngine, person: str) -> Conversation:
    return Conversation(engine, person, names=NAMES)


TOLD = [
    ("workshop-head", "批8万要经过谁", "一车间 80,000 元，要走 3 步："),
    ("hr", "30 万的申请谁批", "4. 审批，管理层：林红华"),
    ("finance", "who decides on a request of 500,000 from sales?", "CNY 500,000 for Sales goes"),
    ("sales-head", "if I ask for 150k, whose signature do I need?", "CNY 150,000 for Sales"),
    ("hr", "现在有谁在替别人审批", "都没有登记代理"),
    ("hr", "is anybody standing in at the moment?", "Nobody is registered as a stand-in"),
    ("finance", "今年哪些预算调拨过，谁调的", "没有这方面的预算调剂记录"),
    ("finance", "which budgets are frozen, who froze them?", "no month is locked"),
    ("hr", "who moved money between budgets this year?", "The ledger is for Finance"),
    ("hr", "我们现在用的美元汇率是多少", "没有登记汇率"),
    ("finance", "what's the dollar rate we use?", "No rate of exchange is on record"),
    ("workshop-head", "甲班谁可以升班组长", "50 人里有 0 人满足班组长"),
    ("workshop-head", "who in workshop 1 is ready to be team leader?", "0 of 200 people meet all"),
    ("workshop-head", "which of my line workers could become team leader", "0 of 200 people"),
    ("sales-head", "销售部哪些初级客户经理可以升高级了", "唐超涛 E000274（销售部）：客户谈判 2.54"),
    ("sales-head", "who is ready for the next step up?", "For which position is that?"),
]


@pytest.mark.parametrize(("person", "text", "told"), TOLD)
def test_it_is_told(sample_engine: BudgetEngine, person: str, text: str, told: str) -> None:
    assert told in talk(sample_engine, person).say(text)


def test_another_sum_goes_on(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "workshop-head")
    talking.say("批8万要经过谁")
    assert "要走 4 步" in talking.say("那20万呢")


def test_a_stand_in_is_told_and_ended_in_talk(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "director")
    talking.say("I'm away until Friday, E000004 approves for me")
    talking.press("Yes")
    assert "谢建英 for you" in talking.say("who stands in for me?")
    assert "谢建英" in talking.say("end it")
    talking.press("Yes")
    assert "Nobody is registered" in talking.say("who stands in for me?")


def test_it_is_set_in_chinese(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "finance")
    assert "谢建英" in talking.say("我下周出差，让谢建英替我批")
    assert talking.slots["statement"] == "delegate"


def test_who_asks_who_stands_in_sets_nobody(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "finance")
    talking.say("谁替我审批")
    assert not talking.slots.get("statement")


def test_of_others_units_no_stand_in_is_told(sample_engine: BudgetEngine) -> None:
    day = sample_engine.today()
    sample_engine.perform(delegate_decisions, "director", "console", "E000004", day, day, "key")
    assert "谢建英代林红华" in talk(sample_engine, "hr").say("谁在替林红华审批")
    assert "谢建英" not in talk(sample_engine, "workshop-head").say("谁在替别人审批")


def test_who_moved_what_and_when_is_told(sample_engine: BudgetEngine) -> None:
    money, year = Money(Decimal(1000), "CNY"), sample_engine.today().year
    sample_engine.perform(
        transfer_budget, "finance", "console", "SAL", "W1", year, money, "key", "旺季"
    )
    told = talk(sample_engine, "finance").say("谁动过销售部的预算")
    assert "销售部 → 一车间 1,000 元" in told
    assert "于军娟办理。理由：旺季" in told


def test_the_rate_in_force_is_told(sample_engine: BudgetEngine) -> None:
    for day, rate in ((date(2026, 1, 1), "7.1"), (date(2027, 1, 1), "6.9")):
        sample_engine.perform(record_rate, "finance", "console", "USD", "CNY", day, Decimal(rate))
    assert "1 USD = 7.1 CNY" in talk(sample_engine, "hr").say("what dollar rate do we use")


def test_who_took_a_course_moved_no_budget(sample_engine: BudgetEngine) -> None:
    assert "ledger" not in talk(sample_engine, "worker").say("who never took safety")


def test_an_employee_learns_of_nobody_who_is_ready(sample_engine: BudgetEngine) -> None:
    told = talk(sample_engine, "worker").say("甲班谁可以升班组长")
    assert "E0000" not in told
    assert "人满足" not in told
