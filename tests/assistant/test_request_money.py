"""What is said of money in the request form, and what is answered; both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.policy import load_policy
from engine.store.database import Database
from engine.store.tables import Request
from engine.usecases.context import BudgetEngine
from engine.usecases.ledger.rates import record_rate
from tests.assistant.form_talk import Talk

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 1)


@pytest.fixture
def engine(sample_store: Database) -> BudgetEngine:
    return BudgetEngine(sample_store, load_policy(), clock=lambda: NOW)


@pytest.fixture
def talk(engine: BudgetEngine) -> Talk:
    return Talk(engine)


def enter_rate(engine: BudgetEngine, rate: str = "7.25") -> None:
    engine.perform(record_rate, "finance", "test", "USD", "CNY", DAY, Decimal(rate))


def net_policy(engine: BudgetEngine) -> None:
    rules = engine.policy.money.model_copy(update={"budgets_include_vat": False})
    engine.default_policy = engine.policy.model_copy(update={"money": rules})


def stored(engine: BudgetEngine) -> list[tuple[Decimal, str, Decimal | None, date | None]]:
    with engine.database.reading() as session:
        rows = session.scalars(select(Request).order_by(Request.id)).all()
        return [(row.total, row.currency, row.fx_rate, row.fx_date) for row in rows]


# Currencies.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "谈判培训，每人300美元，30人，明年5月",
            "9,000 美元 ≈ 65,250 元，按 2026-11-01 的汇率 7.25。",
        ),
        (
            "negotiation training for 30 people next May, USD 300 per head",
            "USD 9,000 ≈ CNY 65,250, at 7.25, the rate of 2026-11-01.",
        ),
    ],
)
def test_a_price_in_dollars_says_rate_and_day(
    engine: BudgetEngine, talk: Talk, text: str, told: str
) -> None:
    enter_rate(engine)
    assert told in talk.say(text)
    assert told in talk.say("客户投诉太多" if "谈判" in text else "because customers complain")


def test_what_is_confirmed_is_stored_with_rate_and_day(engine: BudgetEngine, talk: Talk) -> None:
    enter_rate(engine)
    talk.say("谈判培训，每人300美元，30人，明年5月")
    talk.say("客户投诉太多")
    said = talk.say("提交", "affirm")
    assert "30 人，9,000 美元。" in said
    assert "预算已占用 65,250 元" in said
    assert stored(engine) == [(Decimal(9000), "USD", Decimal("7.25"), DAY)]


def test_a_rate_that_changed_meanwhile_is_shown_first(engine: BudgetEngine, talk: Talk) -> None:
    enter_rate(engine)
    talk.say("谈判培训，每人300美元，30人，明年5月")
    talk.say("客户投诉太多")
    engine.perform(record_rate, "finance", "test", "USD", "CNY", NOW.date(), Decimal("7.5"))
    said = talk.say("提交", "affirm")
    assert "没有提交：和核对的时候不一样了，原来 65,250 元，现在 67,500 元。" in said
    assert stored(engine) == []
    # The summary comes again with the new one, and only then is it stored.
    assert "按 2026-11-23 的汇率 7.5" in said
    talk.say("提交", "affirm")
    assert stored(engine) == [(Decimal(9000), "USD", Decimal("7.5"), NOW.date())]


@pytest.mark.parametrize(
    ("text", "told", "asked"),
    [
        (
            "谈判培训，每人300美元，30人，明年5月",
            "没有 2026-11-23 及以前 USD 兑 CNY 的汇率，我不会瞎换算。请财务部登记",
            "可以给一个以元计的报价",
        ),
        (
            "negotiation training for 30 people next May, USD 300 per head",
            "There is no exchange rate from USD to CNY for 2026-11-23 or before",
            "A quotation in CNY will do",
        ),
    ],
)
def test_a_missing_rate_is_named_and_tried_again(
    engine: BudgetEngine, talk: Talk, text: str, told: str, asked: str
) -> None:
    said = talk.say(text)
    assert told in said
    assert asked in said
    enter_rate(engine)
    assert "65,250" in talk.say("登记好了" if "谈判" in text else "it is entered")


def test_a_missing_rate_gives_way_to_a_price_at_home(talk: Talk) -> None:
    talk.say("谈判培训，每人300美元，30人，明年5月")
    assert "60,000 元（人均 2,000 元，外部报价）" in talk.say("每人2000元人民币")


def test_parts_in_two_currencies_are_not_added(talk: Talk) -> None:
    said = talk.say("谈判培训30人，讲师 20,000 EUR plus 5,000 USD 场地")
    assert "20,000 欧元、5,000 美元是几种货币，我不能直接相加。" in said


def test_a_sum_finer_than_its_currency_is_refused(talk: Talk) -> None:
    assert "JPY 没有这么小的单位" in talk.say("谈判培训30人，报价 JPY 1000.5")


# Ceilings.


@pytest.mark.parametrize(
    ("text", "told", "more", "over"),
    [
        (
            "设备操作培训30人，明年5月，预算5万",
            "在 50,000 元 以内（还剩 5,000 元）。",
            "改成40人",
            "超出上限 50,000 元，差 10,000 元；最多能去 33 人。",
        ),
        (
            "equipment operation training for 30 people in May 2027, with a budget of 50,000",
            "Fits in CNY 50,000 (CNY 5,000 left).",
            "make it 40 people",
            "CNY 10,000 more than the limit of CNY 50,000; 33 people would fit.",
        ),
    ],
)
def test_a_budget_is_no_price_and_is_kept(
    talk: Talk, text: str, told: str, more: str, over: str
) -> None:
    said = talk.say(text)
    assert "45,000" in said
    # In the proposal, and in the summary.
    assert said.count(told) == 2
    said = talk.say(more)
    assert said.count(over) == 2
    assert any("33" in choice for choice in talk.choices)


def test_a_budget_per_head_is_compared_per_head(talk: Talk) -> None:
    assert "在 60,000 元 以内（还剩 15,000 元）" in talk.say("设备操作培训30人，每人2000元以内")


def test_a_budget_does_not_answer_for_a_price(talk: Talk) -> None:
    talk.courses["太极拳"] = ""
    talk.slots.update(course={"topic": "太极拳"})
    talk.say("申请太极拳培训30人")
    assert talk.slots["requested_slot"] == "amount"
    talk.say("预算5万以内")
    assert talk.slots["requested_slot"] == "amount"
    assert talk.slots["ceiling"]["most"] == {"amount": "50000.00", "currency": "CNY"}


# Tax.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "谈判培训20人，报价5万不含税，税率6%，明年5月",
            "报价 50,000 元 不含税，税率 6%；预算按含税算，是 53,000 元。",
        ),
        ("谈判培训20人，每人2500元不含税，税率6%，明年5月", "是 53,000 元。"),
        ("谈判培训30人，每期25000元不含税，税率6%，明年5月", "是 53,000 元。"),
        (
            "negotiation training for 20 people in May, 50,000 excl. VAT at 6%",
            "Quoted CNY 50,000 without VAT at 6%; budgets are with VAT: CNY 53,000.",
        ),
        ("谈判培训20人，报价53000含税，明年5月", "报价是含税价，预算也按含税算。"),
    ],
)
def test_the_basis_and_both_sums_are_said(talk: Talk, text: str, told: str) -> None:
    said = talk.say(text)
    assert told in said
    assert "53,000" in said


@pytest.mark.parametrize(
    ("text", "asked", "answer", "told"),
    [
        ("谈判培训20人，报价5万不含税，明年5月", "税率是多少？", "6%", "53,000 元"),
        ("谈判培训20人，报价5万不含税，明年5月", "税率是多少？", "13", "56,500 元"),
        ("谈判培训20人，报价5万不含税，明年5月", "税率是多少？", "免税", "50,000 元"),
        (
            "negotiation training for 20 people in May, 50,000 excluding VAT",
            "what is the tax rate?",
            "it is 6 percent",
            "CNY 53,000",
        ),
    ],
)
def test_a_rate_that_matters_is_asked(
    talk: Talk, text: str, asked: str, answer: str, told: str
) -> None:
    assert asked in talk.say(text)
    assert told in talk.say(answer)


def test_a_rate_that_does_not_matter_is_not_asked(engine: BudgetEngine, talk: Talk) -> None:
    net_policy(engine)
    said = talk.say("谈判培训20人，报价5万不含税，明年5月")
    assert "报价是不含税价，预算也按不含税算。" in said
    assert "税率是多少" not in said


def test_budgets_without_tax_take_it_out(engine: BudgetEngine, talk: Talk) -> None:
    net_policy(engine)
    assert "是 50,000 元" in talk.say("谈判培训20人，报价53000含税，税率6%，明年5月")


def test_a_price_of_which_nothing_is_said_says_how_it_is_taken(talk: Talk) -> None:
    talk.say("谈判培训20人，报价5万，明年5月")
    assert "报价没说含不含税，按含税价算；不是的话请说一声。" in talk.say("客户投诉太多")
    assert "税率是多少？" in talk.say("不含税")
    assert "53,000 元" in talk.say("6%")


# Sessions, groups, parts.


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("谈判培训，每期2万，30人，明年5月",), "每期 20,000 元 × 2 期 = 40,000 元。"),
        (("谈判培训，每期2万，办三期，30人，明年5月",), "每期 20,000 元 × 3 期 = 60,000 元。"),
        (("谈判培训，每期2万，30人，明年5月", "办三期"), "每期 20,000 元 × 3 期 = 60,000 元。"),
        (
            ("negotiation training, 20,000 per session, 30 people in May", "four sessions"),
            "CNY 20,000 a session × 4 = CNY 80,000.",
        ),
        (
            ("谈判培训30人，trainer 20,000 plus venue 5,000",),
            "25,000 元（人均 833.33 元，外部报价）",
        ),
        (("申请设备操作培训", "两个班组，每个班组15人"), "30 人：约 45,000 元"),
    ],
)
def test_what_adds_up(talk: Talk, texts: tuple[str, ...], told: str) -> None:
    assert told in [talk.say(text) for text in texts][-1]


def test_how_many_sessions_is_asked_where_nothing_tells(talk: Talk) -> None:
    talk.slots.update(course={"topic": "太极拳"}, offer="request_budget", headcount=30)
    assert "每期 20,000 元，一共办几期？" in talk.say("每期2万")
    assert "每期 20,000 元 × 3 期 = 60,000 元。" in talk.say("3")


# What is unlikely.


@pytest.mark.parametrize(
    ("text", "told", "yes"),
    [
        (
            "谈判培训30人，每人20元",
            "人均 20 元，而历史上人均 2,400 元，相差太多。",
            "没错，就这样",
        ),
        ("设备操作培训300人", "300 人比一车间现有的 209 人还多。", "对"),
        (
            "negotiation training for 30 people, 20 per head",
            "CNY 20 per head is far from the CNY 2,400 it cost so far.",
            "Yes, that is right",
        ),
        ("谈判培训30人，报价 80万", "800,000 元 比全年的预算 700,000 元 还多。", "是的"),
    ],
)
def test_what_is_unlikely_is_asked_about(talk: Talk, text: str, told: str, yes: str) -> None:
    assert told in talk.say(text)
    assert talk.slots["requested_slot"] == "sure"
    talk.say(yes, "affirm")
    assert talk.slots["requested_slot"] != "sure"


def test_a_corrected_figure_is_not_doubted_any_more(talk: Talk) -> None:
    talk.say("谈判培训30人，每人20元")
    said = talk.say("每人2000元")
    assert "60,000 元" in said
    assert talk.slots["requested_slot"] == "period"


def test_a_no_asks_what_to_change(talk: Talk) -> None:
    talk.say("谈判培训30人，每人20元")
    assert "要改哪一项？" in talk.say("不对", "deny")
    assert talk.slots["requested_slot"] == "sure"


def test_a_doubt_comes_again_for_another_figure(talk: Talk) -> None:
    talk.say("谈判培训30人，每人20元")
    talk.say("没错", "affirm")
    talk.say("每人30元")
    assert talk.slots["requested_slot"] == "sure"


def test_five_million_is_not_taken(talk: Talk) -> None:
    said = talk.say("谈判培训30人，报价 500万")
    assert "5,000,000 元 超过了全公司一年的培训预算" in said
    assert talk.slots["amount"] is None


@pytest.mark.parametrize(
    ("first", "then", "total"),
    [
        ("谈判培训30人，每人2000元", "再加3个人", "66,000 元"),
        ("谈判培训30人，每人2000元", "少5个人", "50,000 元"),
        ("谈判培训3人，每人9800元", "8.9k", "26,700 元"),
    ],
)
def test_what_is_said_against_what_stands(talk: Talk, first: str, then: str, total: str) -> None:
    talk.say(first)
    assert total in talk.say(then)
