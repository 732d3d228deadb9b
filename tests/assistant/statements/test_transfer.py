"""Moving budget in the chat: facts in any order, corrections, refusals, and nothing without a yes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.usecases.context import BudgetEngine
from tests.assistant.statements.office import NEXT, left, talk
from tests.conversing import Conversation, Entity

TRANSFER = "transfer_budget"
ALL_ZH = "从销售部调5万到一车间，因为新设备上线"
ALL_EN = "move 50k from Sales to Workshop 1 because of the new line"


@pytest.fixture
def finance(sample_engine: BudgetEngine) -> Conversation:
    return talk(sample_engine, "finance")


def unknown(words: str, start: int, *candidates: str) -> Entity:
    """A unit that the company does not have."""
    likely = [{"code": name, "name": name} for name in candidates]
    place = {"start": start, "end": start + len(words)}
    return {"entity": "department", "value": words, "candidates": likely, **place}


@pytest.mark.parametrize(
    ("said", "yes"),
    [
        (ALL_ZH, "好"),
        ("给一车间调5万，从销售部出，因为新设备上线", "确认"),
        ("因为新设备上线，把销售部的5万划给一车间", "好"),
        (ALL_EN, "yes"),
        ("transfer CNY 50,000 to Workshop 1 from Sales because of the new line", "yes"),
        ("give Workshop 1 50k from Sales, because of the new line", "yes"),
    ],
)
def test_all_in_one_message(finance: Conversation, said: str, yes: str) -> None:
    summary = finance.say(said, TRANSFER)
    assert "420,000" in summary
    assert "370,000" in summary
    assert left(finance.engine, "SAL") == 420_000
    finance.say(yes, "affirm")
    assert left(finance.engine, "SAL") == 370_000
    assert left(finance.engine, "W1") == 540_000


def test_one_thing_after_another(finance: Conversation) -> None:
    assert "从哪个部门" in finance.say("我要调预算", TRANSFER)
    assert "调给哪个部门" in finance.say("销售部")
    assert "多少" in finance.say("一车间")
    assert "为什么" in finance.say("5万")
    assert "新设备上线" in finance.say("新设备上线")
    assert "已调拨" in finance.press("调拨")
    assert left(finance.engine, "SAL") == 370_000


def test_the_button_names_the_act(finance: Conversation) -> None:
    finance.say(ALL_EN, TRANSFER)
    assert finance.choices == ["Transfer it", "No, leave it"]


@pytest.mark.parametrize(("said", "typed"), [(ALL_ZH, "调拨"), (ALL_EN, "transfer it")])
def test_the_words_of_the_button_may_be_typed(finance: Conversation, said: str, typed: str) -> None:
    finance.say(said, TRANSFER)
    finance.say(typed, TRANSFER)
    assert left(finance.engine, "SAL") == 370_000


def test_a_button_of_another_transfer_confirms_nothing(finance: Conversation) -> None:
    finance.say(ALL_EN, TRANSFER)
    old = finance.replies
    finance.press("No, leave it")
    finance.say(ALL_EN, TRANSFER)
    finance.replies = old
    finance.press("Transfer it")
    assert left(finance.engine, "SAL") == 420_000


def test_the_receipt_has_the_figures_and_what_a_reversal_takes(finance: Conversation) -> None:
    finance.say(ALL_EN, TRANSFER)
    receipt = finance.press("Transfer it")
    assert "370,000" in receipt
    assert "540,000" in receipt
    assert "Booking no." in receipt


@pytest.mark.parametrize("no", ["不用了", "No, leave it"])
def test_nothing_is_stored_without_a_yes(finance: Conversation, no: str) -> None:
    finance.say(ALL_ZH if no == "不用了" else ALL_EN, TRANSFER)
    finance.press(no)
    assert left(finance.engine, "SAL") == 420_000


@pytest.mark.parametrize(
    ("correction", "source", "target"),
    [
        ("不是5万是6万", 360_000, 550_000),
        ("改成6万", 360_000, 550_000),
        ("多调1万", 360_000, 550_000),
        ("不是50000，是60000", 360_000, 550_000),
    ],
)
def test_another_amount(finance: Conversation, correction: str, source: int, target: int) -> None:
    finance.say(ALL_ZH, TRANSFER)
    finance.say(correction)
    finance.say("好", "affirm")
    assert left(finance.engine, "SAL") == source
    assert left(finance.engine, "W1") == target


@pytest.mark.parametrize(
    "correction",
    [
        "调给研发部",
        "不是调给一车间，是调给研发部",
        "不是一车间，是研发部",
        "not to Workshop 1 but to R&D",
    ],
)
def test_another_unit_gets_it(finance: Conversation, correction: str) -> None:
    finance.say(ALL_ZH, TRANSFER)
    finance.say(correction, TRANSFER)
    finance.say("好", "affirm")
    assert left(finance.engine, "W1") == 490_000
    assert left(finance.engine, "RD") == 330_000


@pytest.mark.parametrize(
    "correction", ["把销售部换成零售部", "从零售部出", "not from Sales, from Retail"]
)
def test_another_unit_gives_it(finance: Conversation, correction: str) -> None:
    finance.say(ALL_ZH, TRANSFER)
    finance.say(correction, TRANSFER)
    finance.say("好", "affirm")
    assert left(finance.engine, "SAL") == 420_000
    assert left(finance.engine, "RET") == 720_000


def test_which_side_is_asked_and_not_guessed(finance: Conversation) -> None:
    finance.say(ALL_ZH, TRANSFER)
    assert "调出方还是调入方" in finance.say("换成零售部", TRANSFER)
    assert "零售部可用" in finance.press("调给")


def test_another_year(finance: Conversation) -> None:
    finance.say(ALL_ZH, TRANSFER)
    assert "2027" in finance.say("用2027年的预算", TRANSFER)
    finance.say("好", "affirm")
    assert left(finance.engine, "SAL", NEXT) == 550_000


def test_the_year_that_is_taken_is_said(finance: Conversation) -> None:
    assert "您没说哪年" in finance.say(ALL_ZH, TRANSFER)


def test_a_year_without_a_budget_is_asked_again(finance: Conversation) -> None:
    finance.say(f"{ALL_EN}, for 2025", TRANSFER)
    assert finance.choices == ["2026", "2027"]


def test_a_question_amid_is_answered_and_comes_back(finance: Conversation) -> None:
    finance.say("从销售部调5万到一车间", TRANSFER)
    answer = finance.say("预算还剩多少？", "query_budget_status")
    assert "420,000" in answer
    assert finance.replies[-1].text.endswith("会和这笔账一起记下。")


@pytest.mark.parametrize("said", ["ok", "why do you ask?", "改成6万", "👍"])
def test_what_can_be_no_reason_is_none(finance: Conversation, said: str) -> None:
    finance.say("move 50k from Sales to Workshop 1", TRANSFER)
    finance.say(said)
    assert finance.slots["requested_slot"] == "reason"


def test_a_reason_may_be_put_otherwise(finance: Conversation) -> None:
    finance.say(ALL_ZH, TRANSFER)
    assert "理由：审计要求" in finance.say("理由改成审计要求")


def test_more_than_there_is_is_refused_before_it_is_confirmed(finance: Conversation) -> None:
    answer = finance.say("从销售部调500万到一车间，因为新设备上线", TRANSFER)
    assert "420,000" in answer
    assert finance.slots["requested_slot"] == "amount"
    finance.say("5万")
    assert finance.slots["requested_slot"] == "confirmed"


def test_a_unit_that_is_not_there_is_named_back_with_the_likeliest(finance: Conversation) -> None:
    answer = finance.say("从冷冻库调5万到一车间", TRANSFER, unknown("冷冻库", 1, "零售部"))
    assert "冷冻库" in answer
    assert "零售部" in answer
    assert finance.slots["requested_slot"] == "source"


def test_a_unit_without_a_line_is_named_back(finance: Conversation) -> None:
    assert "质量部" in finance.say("从质量部调5万到一车间", TRANSFER)
    assert finance.slots["requested_slot"] == "source"


def test_a_unit_cannot_give_to_itself(finance: Conversation) -> None:
    finance.say("从销售部调5万", TRANSFER)
    assert "又" in finance.say("销售部")
    assert finance.slots["requested_slot"] == "target"


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("从销售部调三五万到一车间", "三五万"),
        ("从销售部调5000美元到一车间", "以元计"),
        ("从销售部调0元到一车间", "大于零"),
        ("调5万元和3万元，从销售部到一车间", "好几个"),
    ],
)
def test_an_amount_is_never_guessed(finance: Conversation, said: str, word: str) -> None:
    assert word in finance.say(said, TRANSFER)
    assert finance.slots["requested_slot"] == "amount"


def test_a_difference_of_nothing_is_asked(finance: Conversation) -> None:
    finance.say("从销售部调到一车间", TRANSFER)
    finance.say("再加10%")
    assert finance.slots["requested_slot"] == "amount"


@pytest.mark.parametrize("person", ["workshop-head", "hr", "director", "worker"])
def test_who_may_not_is_told_at_once_who_can(sample_engine: BudgetEngine, person: str) -> None:
    other = talk(sample_engine, person)
    answer = other.say("从销售部调5万到一车间", TRANSFER)
    assert "于军娟" in answer
    assert "财务" in answer
    assert other.slots.get("flow") is None


def test_another_act_waits_for_none(finance: Conversation) -> None:
    finance.say(ALL_ZH, TRANSFER)
    assert "汇率" in finance.say("美元汇率7.12", "set_rate")
    assert "已登记" in finance.press("登记汇率")
    finance.press("调拨")
    assert left(finance.engine, "SAL") == Decimal(370_000)


def test_what_was_taken_meanwhile_is_not_moved(finance: Conversation) -> None:
    finance.say("从销售部调42万到一车间，因为新设备上线", TRANSFER)
    other = talk(finance.engine, "finance")
    other.talk = other.talk.from_plain({**other.talk.as_plain(), "messages": 40})
    other.say(ALL_ZH, TRANSFER)
    other.press("调拨")
    assert "什么都没有入账" in finance.press("调拨")
    assert left(finance.engine, "SAL") == 370_000
