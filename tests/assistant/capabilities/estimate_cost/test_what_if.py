"""Prices in conversation: several courses, how many for a sum, and what if; each followed up."""

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

COST = "estimate_cost"
NAMES = {
    "设备操作": ("course", "TC-EQ"),
    "equipment operation": ("course", "TC-EQ"),
    "精益": ("course", "TC-LEAN"),
    "lean": ("course", "TC-LEAN"),
    "谈判": ("course", "TC-NEG"),
    "店长管理": ("course", "TC-STM"),
    "导购销售技巧": ("course", "TC-SAL"),
    "零售常规": ("course", "TC-RET"),
    "安全": ("course", "TC-SAF"),
    "一线工人": ("position", "PO-LINE"),
    "销售部": ("department", "SAL"),
}
ARTICLE = "明年店长管理50人、导购销售技巧100人、零售常规400人，一共要多少预算"


@pytest.fixture
def hr(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, person="hr", names=NAMES)


def first_line(told: str) -> str:
    return told.splitlines()[0]


def test_the_articles_plan_in_one_sentence(hr: Conversation) -> None:
    told = hr.say(ARTICLE, COST)
    assert first_line(told) == "3 门课 550 人次，一共约 1,100,000 元："
    assert "· 零售常规培训：400 人 × 2,000 元 = 800,000 元" in told
    assert "对不上" in told


def test_one_line_of_a_plan_is_changed(hr: Conversation) -> None:
    hr.say(ARTICLE, COST)
    assert "一共约 700,000 元" in first_line(hr.say("零售常规改成200人呢"))


def test_a_plan_if_prices_rise(hr: Conversation) -> None:
    hr.say("设备操作60人和精益30人总共多少", COST)
    told = hr.say("都涨价10%呢")
    assert "一共约 165,000 元" in first_line(told)
    assert "涨价 10%；照现在的价格是 150,000 元，多 15,000 元" in told


def test_a_number_for_one_of_several_is_asked_back(hr: Conversation) -> None:
    hr.say("设备操作60人和精益30人总共多少", COST)
    assert hr.say("只去40人呢") == "是设备操作、精益里的哪一门？"


def test_a_course_named_in_part_is_found_where_one_alone_may_be_meant(hr: Conversation) -> None:
    told = hr.say("店长管理50人、导购销售技巧100人、团队建设400人，一共要多少预算", COST)
    assert "3 门课 550 人次" in first_line(told)


def test_what_is_no_course_is_asked_back_and_not_left_out(hr: Conversation) -> None:
    told = hr.say("店长管理50人、导购销售技巧100人、飞行驾驶400人，一共要多少预算", COST)
    assert told == "“飞行驾驶”是哪门课？目录里没有对上，价格没法算进去。"


def test_without_a_course_that_is_asked_and_the_sum_is_kept(hr: Conversation) -> None:
    hr.say("10万够几个人上", COST)
    assert "100,000 元 够 50 人上精益生产培训" in first_line(hr.say("精益"))


def test_how_many_a_sum_pays_for(hr: Conversation) -> None:
    told = hr.say("25万够多少人上设备操作", COST)
    assert first_line(told) == (
        "250,000 元 够 166 人上设备操作技能培训，约 249,000 元（人均 1,500 元）。"
    )
    assert "够 125 人上精益生产培训" in first_line(hr.say("那精益呢"))


def test_a_sum_for_nobody(hr: Conversation) -> None:
    told = hr.say("1000元够几个人上设备操作", COST)
    assert told == "1,000 元 不够一个人上设备操作技能培训（人均约 1,500 元）。"


def test_if_prices_rise_and_what_follows(hr: Conversation) -> None:
    told = hr.say("if fees go up 10%, what would 60 on equipment operation cost?", COST)
    assert first_line(told) == (
        "Equipment operation for 60 people, 10% dearer: about CNY 99,000 (CNY 1,650 per head); "
        "now it is CNY 90,000, CNY 9,000 more."
    )
    assert "15% dearer: about CNY 103,500" in first_line(hr.say("and 15%?"))
    assert "for 15 people, 15% dearer: about CNY 25,875" in first_line(hr.say("and if only 15 go?"))


def test_all_needs_if_prices_rise(hr: Conversation) -> None:
    told = hr.say("如果所有课程涨价一成，明年要多花多少", COST)
    assert "涨价 10%：约 1,689,820 元；照现在的价格是 1,536,200 元，多 153,620 元" in told
    assert "多 307,240 元" in first_line(hr.say("两成呢"))


def test_more_in_a_room(hr: Conversation) -> None:
    told = hr.say("谈判，一个班25人而不是20人，50人多少钱", COST)
    assert "50 人，每期 25 人：约" in first_line(told)
    assert "· 要开 2 期（每期最多 25 人）；现在是 3 期（每期最多 20 人）。" in told


def test_without_the_instructor_and_with_it(hr: Conversation) -> None:
    told = hr.say("60 on equipment operation without the instructor", COST)
    assert "without Trainers' fees: about CNY 9,000" in first_line(told)
    assert "about CNY 90,000" in first_line(hr.say("and with it?"))


def test_what_is_not_on_record_apart_is_refused(hr: Conversation) -> None:
    assert hr.say("设备操作60人，不含差旅多少钱", COST).startswith("以往的费用记录里没有单列")


def test_per_head_and_hour(hr: Conversation) -> None:
    told = hr.say("精益培训每人每小时多少钱", COST)
    assert told == "精益生产培训：人均约 2,000 元，16 学时，合每人每学时 125 元。"


def test_a_group_is_counted(hr: Conversation) -> None:
    told = hr.say("一线工人全部上安全培训多少钱", COST)
    assert "安全生产培训，200 人：约 24,000 元" in first_line(told)
    assert "· 人数按花名册数的：一线工人，共 200 人。" in told


def test_a_group_by_how_long_they_have_been_there(hr: Conversation) -> None:
    told = hr.say("销售部三年以上的，上谈判多少钱", COST)
    assert "客户谈判进阶，41 人：约 98,400 元" in first_line(told)


def test_a_group_of_no_unit_is_asked_back_and_not_the_whole_company(hr: Conversation) -> None:
    assert hr.say("三年以上的，上谈判多少钱", COST).startswith("是哪个部门或哪个岗位的？")


def test_people_of_no_course_beside_others_are_asked_back(hr: Conversation) -> None:
    told = hr.say("next year 50 store managers, 100 sales assistants, 400 on lean: total?", COST)
    assert told.startswith("Which course is store managers, sales assistants?")


def test_what_training_only_those_with_the_gap_saves(hr: Conversation) -> None:
    assert "只培训有差距的省 144,000 元" in hr.say("谈判多少钱", COST)


def test_beside_the_price_so_far(hr: Conversation) -> None:
    hr.say("精益30人多少钱", COST)
    told = hr.say("比去年贵吗")
    assert "约 60,000 元" in first_line(told)
    assert "人均 2,000 元，现在按 2,000 元 算，一样。" in told


def test_external_instead_is_told_truly(hr: Conversation) -> None:
    hr.say("精益30人多少钱", COST)
    assert hr.say("改外请呢").startswith("外请要多少，记录里没有单独的价格")


def test_a_quotation_is_reckoned_with_as_before(hr: Conversation) -> None:
    told = hr.say("精益20人，每人1500和历史价比哪个贵", COST)
    assert "30,000 元（人均 1,500 元，外部报价）" in first_line(told)


def test_the_education_fund_whatever_it_was_taken_for(hr: Conversation) -> None:
    told = hr.say("教育经费今年还能用多少", "query_budget_status")
    assert told.startswith("还没有录入工资总额，算不出职工教育经费")


def test_what_is_to_be_paid_back_on_leaving(hr: Conversation) -> None:
    assert hr.say("我要赔多少培训费") == "哪天离职？说个日期，我就能按服务期协议算。"
    assert "没有服务期协议" in hr.say("我明年3月走，要赔多少培训费")


def test_why_is_explained(hr: Conversation) -> None:
    hr.say("25万够多少人上设备操作", COST)
    assert "人数变了总价跟着变" in hr.say("为什么", "explain_answer")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("一期坐满30人改成一期15人", "60 人，每期 15 人：约 119,000 元"),
        ("what if we run it with 15 a room instead of 30", "15 to a session: about CNY 119,000"),
    ],
)
def test_a_smaller_class_is_reckoned_and_not_asked_back(
    hr: Conversation, said: str, told: str
) -> None:
    hr.say("设备操作60人多少钱", COST)
    assert told in first_line(hr.say(said))
