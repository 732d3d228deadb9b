"""Questions about the draft while the form is open; several requests in one message."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.policy import load_policy
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from tests.assistant.form_talk import Talk

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ZH = "谈判培训20人，明年5月"
EN = "negotiation training for 20 people in May"


@pytest.fixture
def talk(sample_store: Database) -> Talk:
    return Talk(BudgetEngine(sample_store, load_policy(), clock=lambda: NOW))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("一定要写理由吗", "要的，一句话就行：审批人靠它决定。"),
        ("为什么要写原因？", "要的，一句话就行：审批人靠它决定。"),
        ("可以不写理由吗", "要的，一句话就行：审批人靠它决定。"),
        ("人数不变吗", "现在按 20 人。"),
        ("多少人来着？", "现在按 20 人。"),
        ("一共多少钱？", "现在是 48,000 元（20 人，人均 2,400 元）。"),
        ("定在什么时候？", "现在定在 2027年5月。"),
        ("是什么培训来着？", "现在是“客户谈判进阶”。"),
        (
            "谁来审批？",
            "先由人力资源部核对，再由人力资源负责人、财务审批（按 48,000 元；同一项目有别的申请会合计）。",
        ),
        ("提交之后会怎么样？", "您确认后才提交，由人力资源部先核对，再审批。"),
        ("已经提交了吗", "还没有：您确认之后才提交，现在什么都没有保存。"),
        ("预算含税吗", "预算按含税算；报价没说含不含税的，就当含税价。"),
        ("是给哪个部门申请的？", "给一车间申请的。"),
        ("有上限吗", "您没有说过上限。"),
        ("按什么汇率？", "用不到汇率，金额都是元。"),
    ],
)
def test_a_question_is_answered_and_asked_again(talk: Talk, question: str, answer: str) -> None:
    talk.say(ZH)
    said = talk.say(question, "out_of_scope")
    assert answer in said
    assert said.endswith("为什么需要这次培训？一句话就行，会给审批人看。")
    assert talk.slots["reason"] is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("do I have to give a reason?", "Yes, one sentence: those who approve go by it."),
        ("is a reason required", "Yes, one sentence: those who approve go by it."),
        ("can I skip the reason?", "Yes, one sentence: those who approve go by it."),
        ("how many people is that?", "It is 20 people now."),
        ("how much is it?", "It is CNY 48,000 now (20 people, CNY 2,400 per head)."),
        ("when is it again?", "It is set for May 2027 now."),
        ("which course was it?", "It is Advanced negotiation now."),
        ("who approves it?", "First HR checks it, then it is approved by the head of HR, Finance"),
        ("what happens next?", "it is submitted only once you confirm"),
        ("is it submitted already?", "Not yet: it is submitted once you confirm"),
        ("is that with VAT?", "Budgets are with VAT"),
        ("which unit is it for?", "It is for Workshop 1."),
    ],
)
def test_a_question_in_english(talk: Talk, question: str, answer: str) -> None:
    talk.say(EN)
    said = talk.say(question, "help")
    assert answer in said
    assert said.endswith("Why is this training needed? One sentence for those who approve.")


@pytest.mark.parametrize(
    "reason",
    [
        "因为大家不知道怎么操作，多少人都不会",
        "上个月谁都没达标",
        "We do not know how many faults it causes, nor why",
        "who works on line 3 makes too many errors",
        "客户问什么时候能改善",
    ],
)
def test_a_reason_is_no_question(talk: Talk, reason: str) -> None:
    talk.say(ZH)
    talk.say(reason, "inform")
    assert talk.slots["reason"] == reason


def test_a_question_without_an_answer_is_no_reason(talk: Talk) -> None:
    talk.say(ZH)
    talk.say("食堂今天吃什么呢？", "inform")
    assert talk.slots["reason"] is None


@pytest.mark.parametrize(
    "question",
    ["预算还剩多少？", "how much is left?", "去年花了多少钱？", "what did it cost last year?"],
)
def test_a_question_about_the_store_is_left_to_who_looks_it_up(talk: Talk, question: str) -> None:
    talk.say(ZH)
    said = talk.say(question, "query_budget_status").removeprefix("(beside)\n")
    assert said == "为什么需要这次培训？一句话就行，会给审批人看。" or said.startswith("Why is")


def test_a_must_needs_no_reason(talk: Talk) -> None:
    talk.say("设备操作培训30人")
    assert "这项是必做，可以不写理由。" in talk.say("要写理由吗")
    assert talk.slots["requested_slot"] == "period"


# Another training, and several at once.


@pytest.mark.parametrize("intent", ["cancel", "amend_request", "request_budget"])
def test_another_training_keeps_people_and_time(talk: Talk, intent: str) -> None:
    talk.say("申请设备操作培训")
    talk.say("30人，4月")
    said = talk.say("算了，改成谈判培训", intent)
    assert "客户谈判进阶，30 人：约 72,000 元" in said
    assert "现在按 30 人。" in talk.say("人数不变吗")
    said = talk.say("客户投诉太多")
    assert "· 客户谈判进阶，一车间，30 人，2027年4月" in said


def test_a_price_goes_with_its_training(talk: Talk) -> None:
    talk.say("精益生产培训20人，每人3000元，5月")
    said = talk.say("改成谈判培训")
    assert "原来的报价是给“精益生产培训”的" in said
    assert "客户谈判进阶，20 人：约 48,000 元" in said


TWO = {
    "zh": "申请设备操作培训30人，明年4月，另外申请精益生产培训20人，5月",
    "en": "equipment operation training for 30 people in April, "
    "and also lean production training for 20 people in May",
}


@pytest.mark.parametrize(
    ("language", "no", "dropped", "goes_on"),
    [
        ("zh", "取消", "好，“精益生产培训”不办了，没有保存。", "设备操作技能培训，一车间，30 人"),
        (
            "en",
            "cancel",
            "All right, Lean production is dropped",
            "Equipment operation, Workshop 1",
        ),
    ],
)
def test_the_one_asked_about_is_dropped(
    talk: Talk, language: str, no: str, dropped: str, goes_on: str
) -> None:
    talk.say(TWO[language])
    said = talk.say(no, "cancel")
    assert dropped in said
    assert goes_on in said
    assert talk.slots["headcount"] == 30
    assert talk.slots["lines"] is None


def test_both_are_dropped_when_that_is_said(talk: Talk) -> None:
    talk.say(TWO["zh"])
    talk.say("全部取消", "cancel")
    assert talk.slots["lines"] is None
