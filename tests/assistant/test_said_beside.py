"""What stands beside a request or a decision: a reason, a comment, and what is neither."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from assistant.deciding.commenting import read_comment
from assistant.message import Facts
from assistant.one_at_a_time import beside_taking_back, first_act
from assistant.reading.answers import PLAIN_CANCEL, read_reason
from engine.policy import load_policy
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.requests.deciding import return_request
from tests.assistant import talking as plain
from tests.assistant.deciding.desk import Desk
from tests.assistant.form_talk import Talk
from tests.assistant.steps import NEED_READS
from tests.company import HR
from tests.conversing import named
from tests.workflow import HEAD, Office, build

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ZH = "谈判培训20人，明年6月"
EN = "negotiation training for 20 people in June"


@pytest.fixture
def talk(sample_store: Database) -> Talk:
    return Talk(BudgetEngine(sample_store, load_policy(), clock=lambda: NOW))


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        (
            "return TR-2026-0022, 90,000 is too much, at most 70,000",
            "90,000 is too much, at most 70,000",
        ),
        ("退回 TR-2026-0022，90,000太多，最多70,000", "90,000太多，最多70,000"),
        ("退回 0022，1，200，000元太多", "1，200，000元太多"),
    ],
)
def test_a_comment_keeps_its_numbers(text: str, comment: str) -> None:
    assert read_comment(text, required=True) == comment


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("20 people, because scrap cost 90,000 last year", "scrap cost 90,000 last year"),
        ("20人，因为去年废品损失90,000元", "去年废品损失90,000元"),
    ],
)
def test_a_reason_keeps_its_numbers(text: str, reason: str) -> None:
    assert read_reason(text) == reason


@pytest.mark.parametrize(
    ("opened", "why", "corrected", "reason"),
    [
        (EN, "discounts", "in fact keep May", "discounts"),
        (EN, "discounts", "make it 18 people, they keep asking", "discounts"),
        (EN, "discounts", "May, because the fair is in June", "discounts"),
        (ZH, "折扣给得太多", "还是5月吧，6月不够时间", "折扣给得太多"),
        (ZH, "折扣给得太多", "改成18人，新来的先不去", "折扣给得太多"),
        (ZH, "折扣给得太多", "改到5月，因为6月有展会", "折扣给得太多"),
    ],
)
def test_a_correction_is_no_reason(
    talk: Talk, opened: str, why: str, corrected: str, reason: str
) -> None:
    talk.say(opened)
    talk.say(why)
    talk.say(corrected, "amend_request")
    assert talk.slots["reason"] == reason


@pytest.mark.parametrize("intent", ["cancel", "query_performance_gap", "out_of_scope"])
@pytest.mark.parametrize(
    ("opened", "reason"),
    [
        (EN, "turnover"),
        (EN, "too much scrap"),
        (EN, "near misses"),
        (EN, "customers stop buying"),
        (ZH, "业绩下滑"),
        (ZH, "废品率高"),
        (ZH, "客户流失"),
        (ZH, "订单取消太多"),
    ],
)
def test_few_words_are_a_reason(talk: Talk, opened: str, reason: str, intent: str) -> None:
    talk.say(opened)
    talk.say(reason, intent)
    assert talk.slots["reason"] == reason


@pytest.mark.parametrize(
    "text",
    [
        "算了",
        "取消",
        "还是不弄了吧",
        "算了，不办了",
        "全部取消",
        "不需要了",
        "cancel",
        "forget it",
        "drop it please",
        "never mind",
        "cancel the whole request",
        "stop",
        "ok, let's drop it",
        "we don't need it any more",
    ],
)
def test_it_is_given_up_plainly(talk: Talk, text: str) -> None:
    assert PLAIN_CANCEL.fullmatch(text)
    talk.say(ZH)
    talk.say(text, "cancel")
    assert talk.slots["reason"] is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("查一下预算余额", "query_budget_status"),
        ("show me the budget", "query_budget_status"),
        ("业绩下滑了多少？", "query_performance_gap"),
        ("用英文说", "switch_language"),
    ],
)
def test_an_order_or_a_question_is_no_reason(talk: Talk, text: str, intent: str) -> None:
    talk.say(ZH)
    talk.say(text, intent)
    assert talk.slots["reason"] is None


@pytest.mark.parametrize(
    ("text", "mine", "waiting"),
    [
        ("approve TR-2026-0004 and TR-2026-0005", "approve TR-2026-0004", ["TR-2026-0005"]),
        ("批准TR-2026-0004和TR-2026-0005", "批准TR-2026-0004", ["TR-2026-0005"]),
        (
            "reject TR-2026-0007 and approve TR-2026-0011",
            "reject TR-2026-0007 ",
            ["approve TR-2026-0011"],
        ),
        ("驳回TR-2026-0007，批准TR-2026-0011", "驳回TR-2026-0007，", ["批准TR-2026-0011"]),
        ("把0004和0005都退回，没附名单", "把0004都退回，没附名单", ["0005"]),
        (
            "withdraw TR-2026-0002, and what is left in our budget then?",
            "withdraw TR-2026-0002,",
            ["what is left in our budget then?"],
        ),
        ("撤回TR-2026-0002，还剩多少预算？", "撤回TR-2026-0002，", ["还剩多少预算？"]),
    ],
)
def test_one_act_at_a_time(text: str, mine: str, waiting: list[str]) -> None:
    assert first_act(text) == (mine, waiting)


@pytest.mark.parametrize(
    "text",
    [
        "return TR-2026-0004, it is the same as TR-2026-0005",
        "退回TR-2026-0004，跟TR-2026-0005重复了",
        "把TR-2026-0004改成30人，可以吗？",
        "can you approve TR-2026-0004?",
        "return TR-2026-0022, 90,000 is too much, at most 70,000",
    ],
)
def test_what_is_about_one_request_stays_whole(text: str) -> None:
    assert first_act(text) == (text, [])


def test_a_new_request_is_no_comment_of_taking_one_back() -> None:
    text = "Equipment operation for 30 people, in Q3, and cancel my request TR-2026-0001"
    mine, waiting = beside_taking_back(text)
    assert read_comment(mine, required=False) is None
    assert waiting == ["Equipment operation for 30 people, in Q3"]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("精益生产培训20人，明年5月，另外撤回TR-2026-0001", "撤回TR-2026-0001"),
        (
            "lean production for 20 people in May, and cancel my request TR-2026-0001",
            "cancel my request TR-2026-0001",
        ),
    ],
)
def test_taking_back_is_not_done_in_passing(talk: Talk, said: str, named: str) -> None:
    assert named in talk.say(said)
    assert talk.slots["reason"] is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_of_several_one_is_decided_and_the_other_named(
    empty_store: Database, language: str
) -> None:
    build(empty_store)
    office = Office(empty_store)
    first, second = office.submit(20), office.submit(10)
    desk = Desk(office, HR, language)
    text = f"驳回{first}，批准{second}" if language == "zh" else f"reject {first}, approve {second}"
    said = desk.say(text, "approve_request", Facts(request_id=first))
    assert (f"批准 {second}" if language == "zh" else f"approve {second}") in said
    assert desk.slots["decision"] == "reject_request"
    assert desk.slots["decision_number"] == first
    assert desk.slots["decision_comment"] is None


@pytest.mark.parametrize(
    ("text", "headcount"),
    [
        ("resubmit it with 35 people", 35),
        ("send it in again with 15 people", 15),
        ("重新提交，改成15人", 15),
    ],
)
def test_resubmitting_is_no_returning(empty_store: Database, text: str, headcount: int) -> None:
    build(empty_store)
    office = Office(empty_store)
    number = office.submit(20)
    office.do(HR, return_request, number, office.key(), comment="名单没附")
    desk = Desk(office, HEAD)
    desk.say(text, "return_request", Facts(headcount=Decimal(headcount)))
    assert desk.slots["decision"] == "amend_request"
    assert desk.slots["decision_number"] == number
    assert desk.slots["decision_change"]["headcount"] == headcount


QUEUED = {
    "zh": "申请设备操作培训30人，明年4月，另外申请精益生产培训20人，5月",
    "en": "equipment operation training for 30 people in April, "
    "and also lean production training for 20 people in May",
}


@pytest.mark.parametrize(
    ("language", "text", "stays"),
    [
        ("en", "drop the second one", 30),
        ("en", "cancel the last one", 30),
        ("en", "drop the lean one", 30),
        ("en", "drop the first one", 20),
        ("en", "forget the equipment one", 20),
        ("zh", "第二项不要了", 30),
        ("zh", "后面那个取消", 30),
        ("zh", "精益的不办了", 30),
        ("zh", "前面那个算了", 20),
    ],
)
def test_the_one_that_is_meant_is_dropped(talk: Talk, language: str, text: str, stays: int) -> None:
    talk.say(QUEUED[language])
    talk.say(text, "cancel")
    assert talk.slots["headcount"] == stays
    assert talk.slots["lines"] is None


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("我想学精益生产和设备操作", "精益生产", "设备操作"),
        ("I want to learn lean production and equipment operation", "lean production", "equipment"),
    ],
)
def test_a_second_wish_is_named(sample_store: Database, text: str, first: str, second: str) -> None:
    engine = BudgetEngine(sample_store, load_policy(), clock=lambda: NOW)
    wish = plain.Talk(engine, "workshop-head")
    entities = [
        named("course", code, name, text.index(name))
        for name, code in ((first, "TC-LEAN"), (second, "TC-EQ"))
    ]
    said = plain.said(wish.run(NEED_READS, text, *entities, intent="report_skill_need"))
    assert second in said
    assert wish.slots["statement_said"]["wish"]["code"] == "TC-LEAN"
