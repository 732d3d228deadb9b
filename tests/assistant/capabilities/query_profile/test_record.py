"""One's own record in conversation, and that of one's people: what is asked for of it, and no more.

The classifier understands nothing here: by their words alone the questions are known."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from engine.store.tables import AuditEvent
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation, Entity

NAMES = {
    "班组长": ("position", "PO-TL"),
    "team leader": ("position", "PO-TL"),
    "良品率": ("kpi", "KP-YLD"),
    "equipment faults": ("kpi", "KP-FLT"),
    "安全生产": ("course", "TC-SAF"),
    "safety": ("course", "TC-SAF"),
    "workshop 1": ("department", "W1"),
    "一车间": ("department", "W1"),
}


def talk(engine: BudgetEngine, person: str = "worker") -> Conversation:
    return Conversation(engine, person, names=NAMES)


def named_person(name: str, text: str) -> Entity:
    """A name as the grammar around it tells it, whoever that is."""
    at = text.index(name)
    return {"entity": "employee_name", "value": name, "start": at, "end": at + len(name)}


TOLD = [
    ("worker", "我今年上了多少学时的课？", "2026 年培训 0 学时"),
    ("worker", "how many training hours do I have in total", "All on record: 96 hours in 6"),
    ("worker", "which courses have I taken so far?", "You: 6 training(s) on record, 96 hours:"),
    ("worker", "把我上过的课都列出来", "您：有记录以来培训 6 次"),
    ("worker", "when was my last training?", "Workplace safety on 23 Nov 2025"),
    ("worker", "我最近一次培训是什么时候", "2025年11月23日"),
    ("worker", "我上过安全生产几次", "培训 4 次，共 64 学时"),
    ("worker", "did I take the safety course this year?", "no training in that in 2026."),
    ("worker", "我考试考了几分", "分数没有记录"),
    ("worker", "what were my test scores", "marks of courses are not on record"),
    ("worker", "when does my certificate run out?", "no certificate is on record"),
    ("E000494", "我的证什么时候到期", "有效（到 2028年5月15日）"),
    ("worker", "我的良品率是多少", "92.5%，目标 98%"),
    ("worker", "how am I doing on equipment faults?", "12, target 17"),
    ("worker", "我去年绩效考核多少分", "没有考核记录"),
    ("E000491", "what did I get in my appraisal", "2026-H1: 3.38 of 5"),
    ("worker", "我还有什么技能没达标", "设备操作规范：2.56 级，岗位要求 3.50"),
    ("worker", "which skills am I short in", "level 2.56, required 3.50, 0.94 short"),
    ("worker", "升班组长我还差什么？", "对照班组长的要求，还差 2 项"),
    ("worker", "what do I lack to become team leader?", "2 thing(s) are open for team leader"),
    ("worker", "我的良品率达标了吗", "92.5%，目标 98%"),
    ("worker", "which skills would I need for the team leader job", "2 thing(s) are open"),
    ("worker", "what level am I at and what do they require?", "level 2.56, required 3.50"),
    ("workshop-head", "萧峰军今年上了几门课", "萧峰军（一车间甲班）：2026 年没有培训记录。"),
    ("workshop-head", "is 萧峰军 ready for team leader?", "2 thing(s) are open for team leader"),
    ("workshop-head", "吴涛桂的良品率怎么样", "92.6%，目标 98%"),
]


@pytest.mark.parametrize(("person", "text", "told"), TOLD)
def test_what_is_asked_for_of_a_record_is_told(
    sample_engine: BudgetEngine, person: str, text: str, told: str
) -> None:
    talking = talk(sample_engine, person)
    assert told in talking.say(text)
    assert talking.replies[-1].personal


FOLLOWED = [
    ("worker", "我今年上了多少学时的课？", "去年呢", "2025 年培训 80 学时（5 次）"),
    ("worker", "which courses have I taken?", "only 2025", "5 training(s) in 2025, 80 hours"),
    ("worker", "which courses have I taken?", "and how many hours is that", "96 hours in 6"),
    ("worker", "我还有什么技能没达标", "那到班组长呢", "对照班组长的要求"),
    ("workshop-head", "吴涛桂的良品率怎么样", "他一共上过多少小时课", "吴涛桂（一车间甲班）"),
    ("workshop-head", "萧峰军的培训记录", "他离班组长还差多少", "萧峰军（一车间甲班）：对照班组长"),
]


@pytest.mark.parametrize(("person", "first", "then", "told"), FOLLOWED)
def test_what_follows_is_of_the_same_person(
    sample_engine: BudgetEngine, person: str, first: str, then: str, told: str
) -> None:
    talking = talk(sample_engine, person)
    talking.say(first)
    assert told in talking.say(then)


OTHERS = ["吴涛桂上过什么课", "what does 吴涛桂 lack to become team leader?", "吴涛桂的绩效考核"]


@pytest.mark.parametrize("text", OTHERS)
def test_of_others_an_employee_learns_nothing(sample_engine: BudgetEngine, text: str) -> None:
    told = talk(sample_engine).say(text, "", named_person("吴涛桂", text))
    assert told.startswith(("别人的个人档案您无权查看", "You may not see other people's records"))


def test_who_is_named_beside_oneself_is_not_told_as_oneself(sample_engine: BudgetEngine) -> None:
    text = "萧峰军的领导郭婷上过什么课"
    named = [named_person(one, text) for one in ("萧峰军", "郭婷")]
    assert "安全生产" not in talk(sample_engine).say(text, "", *named)


def test_of_another_units_people_a_head_learns_nothing(sample_engine: BudgetEngine) -> None:
    text = "萧峰军上过什么课"
    told = talk(sample_engine, "sales-head").say(text, "", named_person("萧峰军", text))
    assert told.startswith("没有找到"), told


NOT_OF_A_RECORD = [
    ("worker", "谁能看到我报的需求？"),
    ("hr", "我想知道一车间今年上了多少学时"),
    ("workshop-head", "who has no certificate?"),
    ("worker", "我想学Excel"),
    ("workshop-head", "I want to train 20 people in safety, which course is it"),
    ("workshop-head", "我的申请到哪一步了"),
]


@pytest.mark.parametrize(("person", "text"), NOT_OF_A_RECORD)
def test_what_is_asked_of_others_or_of_money_is_no_record(
    sample_engine: BudgetEngine, person: str, text: str
) -> None:
    talking = talk(sample_engine, person)
    talking.say(text)
    assert talking.talk.question is None or talking.talk.question.capability != "query_profile"


def test_a_look_at_somebody_is_logged_once(sample_engine: BudgetEngine) -> None:
    talk(sample_engine, "workshop-head").say("萧峰军今年上了几门课")
    with sample_engine.database.reading() as session:
        looks = select(func.count()).where(AuditEvent.action == "look")
        assert session.scalar(looks) == 1
