"""Manners in an open form: digressions, corrections, cancelling, nonsense, bad values."""

import time

import pytest

from engine.store.tables import Course
from tests.real_assistant import Assistant


def test_a_digression_is_answered_and_the_request_goes_on(assistant: Assistant) -> None:
    head = assistant.talk("retail-head")
    head.say("给50个店长报店长管理培训")
    reply = head.say("我们预算还剩多少？")
    assert "还剩" in reply
    assert "报哪一种" in reply


def test_a_correction_changes_that_one_fact(assistant: Assistant) -> None:
    head = assistant.talk("sales-head")
    head.say("给40个人报客户跟进技巧培训，明年4月，客户老流失")
    reply = head.say("不对，是50人")
    assert "50 人，2027年4月" in reply.replace("2028", "2027")
    assert "100,000 元" in reply
    assert "客户老流失" in reply


def test_prices_and_people_are_corrected_one_at_a_time(assistant: Assistant) -> None:
    head = assistant.talk("rd-head")
    assert "CNY 29,400" in head.say(
        "need PMP for 3 of my engineers, 9800 each, first half of next year"
    )
    assert "CNY 39,200" in head.say("actually make it 4")
    assert "CNY 35,600" in head.say("and its not 9800, the early bird price is 8.9k")
    assert "CNY 26,700" in head.say("wait no, so 3 again")


def test_changing_the_language_is_no_consent(assistant: Assistant) -> None:
    head = assistant.talk("retail-head")
    head.say("我要申请一个情绪管理的培训，35人，每人800元，明年8月，投诉太多")
    stored = assistant.stored()
    head.say("ok他走了，换回中文吧")
    assert assistant.stored() == stored


def test_a_skill_without_a_course_is_asked_for_by_its_name(assistant: Assistant) -> None:
    reply = assistant.talk("sales-head").say("我想给销售部报个商务英语，15个人，人均2000")
    assert "「商务英语」，15 人：30,000 元" in reply


def test_cancelling_stores_nothing(assistant: Assistant) -> None:
    stored = assistant.stored()
    head = assistant.talk("sales-head")
    head.say("给20个人报客户跟进技巧培训")
    assert "没有保存" in head.say("算了，不报了")
    assert "没有等您确认" in head.say("好的")
    assert assistant.stored() == stored


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("0个人", "大于 0"),
        ("-5个人", "大于 0"),
        ("10亿人", "全公司一共才 540 人"),
        ("3.5个人", "整数"),
        ("几个人吧", "多少人参加"),
    ],
)
def test_an_impossible_headcount_is_asked_again(
    assistant: Assistant, said: str, expected: str
) -> None:
    stored = assistant.stored()
    head = assistant.talk("retail-head")
    head.say("我想给导购报个销售技巧培训")
    reply = head.say(said)
    assert expected in reply
    assert "多少人" in reply
    assert assistant.stored() == stored


def test_an_unlisted_course_is_not_priced_by_guessing(assistant: Assistant) -> None:
    head = assistant.talk("retail-head")
    assert "没有费用历史" in head.say("想报个量子共情沟通力的课，12个人")
    assert "外部报价" in head.say("机构报价两万六")


def test_a_budget_that_does_not_suffice_reserves_nothing(assistant: Assistant) -> None:
    head = assistant.talk("rd-head")
    head.say("给50个人报云原生训练营的培训，总价90万，明年7月，理由是要上云")
    stored = assistant.stored()
    assert "不够" in head.say("提交")
    assert assistant.stored() == stored


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("我们部门预算还剩多少", "无权查看"),
        ("帮我申请10个人的谈判培训", "不能为这个单位申请"),
        ("给20个人做设备操作培训要多少钱", "只对部门负责人"),
        ("哪些培训最该做", "只对部门负责人"),
    ],
)
def test_an_employee_is_refused_and_told_whom_to_turn_to(
    assistant: Assistant, said: str, expected: str
) -> None:
    reply = assistant.talk("worker").say(said)
    assert expected in reply
    assert "请找您的部门负责人" in reply
    assert "元" not in reply


def test_an_employee_reports_a_skill_once(assistant: Assistant) -> None:
    worker = assistant.talk("worker")
    before = assistant.stored()["needs"]
    assert "登记吗" in worker.say("我想学Excel透视表")
    assert "已登记" in worker.say("登记")
    worker.say("我想学Excel透视表")
    assert "已经报过" in worker.say("登记")
    assert assistant.stored()["needs"] == before + 1


def test_two_people_never_share_a_dialogue(assistant: Assistant) -> None:
    assistant.talk("workshop-head").say("给50个人报设备操作培训")
    assert "没有等您确认" in assistant.talk("sales-head").say("好的")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", "还没写内容"),
        ("   ", "还没写内容"),
        ("很" * 10_000, "太长了（10000 个字）"),
        ("🙂🙂🙂", "不太确定"),
        ('/intent{"x": 1}', ""),
        ("<script>alert(1)</script>", ""),
        ("今天天气怎么样", "培训预算"),
    ],
)
def test_nonsense_gets_a_polite_reply_and_stores_nothing(
    assistant: Assistant, said: str, expected: str
) -> None:
    stored = assistant.stored()
    reply = assistant.talk("workshop-head").say(said)
    assert reply
    assert expected in reply
    assert "编号" not in reply, "an incident"
    assert assistant.stored() == stored


def test_not_understood_twice_leads_to_a_person(assistant: Assistant) -> None:
    head = assistant.talk("workshop-head")
    first = head.replies("12345")
    assert first[0].choices
    assert "人力资源部" in head.say("67890")


def test_an_unknown_person_learns_nothing(assistant: Assistant) -> None:
    assert "没有在职员工" in assistant.talk("E999999").say("预算还剩多少")


def test_the_language_follows_the_person(assistant: Assistant) -> None:
    head = assistant.talk("workshop-head")
    assert "Workshop 1" in head.say("how much budget do I have left?")
    assert "一车间" in head.say("那预算还剩多少")


def test_a_course_added_to_the_store_is_understood_without_training(assistant: Assistant) -> None:
    with assistant.database.transaction() as session:
        session.add(
            Course(code="TC-NEW", name="激光焊接入门", category="production", mandatory=False)
        )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        reply = assistant.talk("workshop-head").say("给10个人报激光焊接入门")
        if "按同类的 3 门课估算" in reply:
            return
        time.sleep(2)
    pytest.fail(f"not understood within half a minute: {reply}")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("给销售部20人申请谈判培训，预算两三万", "两三万"),
        ("I need budget for negotiation training for 20 people, a few thousand", "a few thousand"),
    ],
)
def test_a_vague_sum_is_named_back_and_not_guessed(
    assistant: Assistant, text: str, hint: str
) -> None:
    assert hint in assistant.talk("sales-head").say(text)


def test_a_long_conversation_forgets_no_open_request(assistant: Assistant) -> None:
    """Beyond some 160 events only the last are kept in memory (bot/conversation_store.py)."""
    talk = assistant.talk("sales-head")
    for _ in range(25):
        talk.say("预算还剩多少")
    talk.say("给销售部申请谈判培训，20个人")
    for _ in range(25):
        talk.say("预算还剩多少")
    talk.say("明年3月")
    summary = talk.say("因为丢单太多")
    assert all(said in summary for said in ("谈判", "20 人", "丢单太多"))
