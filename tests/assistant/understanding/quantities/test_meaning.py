"""What a message's figures are for: limits, changes, parts, taxes, groups, and what was replaced."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.understanding.quantities import Quantity, read_quantities
from assistant.understanding.quantities.read import LONGEST

TODAY = date(2026, 11, 28)


def read(text: str, home: str = "CNY") -> list[Quantity]:
    return read_quantities(text, TODAY, home=home)


def told(text: str, home: str = "CNY") -> list[tuple[str, Any, dict[str, Any]]]:
    """Each figure with what is known beside its value."""
    return [
        (one.entity, one.value, {k: v for k, v in one.extra.items() if v is not None})
        for one in read(text, home)
        if one.entity != "period"
    ]


@pytest.mark.parametrize(
    ("text", "home", "currency"),
    [
        ("each $300", "SGD", "SGD"),
        ("each $300", "EUR", "USD"),
        ("each US$300", "SGD", "USD"),
        ("报价500元", "TWD", "TWD"),
        ("报价500元", "USD", "CNY"),
        ("报价500元人民币", "TWD", "CNY"),
        ("¥50000", "JPY", "JPY"),
        ("¥50000", "EUR", "CNY"),
        ("5,000 kr", "NOK", "NOK"),
        ("5,000 pounds", "EGP", "EGP"),
        ("5,000 dollars", "AUD", "AUD"),
        ("5,000 in total", "EUR", None),
    ],
)
def test_the_company_s_own_currency_decides_what_a_shared_sign_means(
    text: str, home: str, currency: str | None
) -> None:
    assert [one.extra["currency"] for one in read(text, home)] == [currency]


def test_what_is_added_is_kept_apart_as_parts_of_one_sum() -> None:
    for text in (
        "trainer 20,000 plus venue 5,000",
        "讲师费2万，场地5千",
        "讲课费两万加资料费五千",
        "20,000 for the trainer and 5,000 for the venue",
        "老师2万，场租5000",
    ):
        assert told(text) == [
            ("amount", 20_000, {"role": "part"}),
            ("amount", 5_000, {"role": "part"}),
        ], text


def test_the_parts_of_a_sum_share_the_one_currency_that_was_said() -> None:
    for text in (
        "trainer 20,000 plus venue 5,000 USD",
        "讲师费2万美元加场地费5千",
        "$20,000 + 5,000",
    ):
        assert [one.extra["currency"] for one in read(text)] == ["USD", "USD"], text


def test_parts_in_two_currencies_keep_them() -> None:
    assert [one.extra["currency"] for one in read("trainer €2,000 plus venue $5,000")] == [
        "EUR",
        "USD",
    ]


def test_a_part_per_session_and_one_per_head_are_asked_and_no_part_is_dropped() -> None:
    text = "650 dollars a group plus 40 euros per person"
    assert told(f"{text} for the manuals") == [("vague_amount", text, {})]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("40 people at 700 each, plus a venue for 6,000", [28_000, 6_000]),
        ("40 people at 700 each plus venue 6,000 plus materials 2,000", [28_000, 6_000, 2_000]),
        ("20 people, 1,200 each, room hire 3,000 extra", [24_000, 3_000]),
        ("three sessions at 8k each plus 2k for materials", [24_000, 2_000]),
        ("trainer 3,000 a day for 2 days plus 40 per person for books, 12 people", [6_000, 480]),
        ("1,200元一人，共15人，加上场租3000元", [18_000, 3_000]),
        ("10人，讲师费3万，场地费5千，餐费每人100", [30_000, 5_000, 1_000]),
        ("12个人，每人八百，其中场地费另算5000元", [9_600, 5_000]),
        ("3期，每期8000，另加教材费2000", [24_000, 2_000]),
        ("讲师每天3000共两天，场地费5000", [6_000, 5_000]),
        ("教材每人200，讲师每天3000共两天，15人", [3_000, 6_000]),
        ("预算5万以内，每人800，场地费3000，20人", [16_000, 3_000]),
    ],
)
def test_parts_of_several_kinds_are_those_of_one_sum(text: str, parts: list[int]) -> None:
    sums = [one for one in read(text) if one.extra.get("role") == "part"]
    assert [(one.entity, one.value) for one in sums] == [("amount", part) for part in parts]
    assert not [one for one in read(text) if one.entity.startswith("amount_per")]


@pytest.mark.parametrize(
    "text",
    [
        "讲师费3万，场地费5千，餐费每人100",
        "每人八百，其中场地费另算5000元",
        "教材每人200，讲师每天3000共两天",
        "每人500，再加100",
        "700 each plus 6,000 for the venue",
        "8k per session plus 2k for materials",
    ],
)
def test_parts_that_nobody_can_add_up_yet_are_asked(text: str) -> None:
    assert [entity for entity, _, _ in told(text)] == ["vague_amount"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("每人120元，打八折", "amount_per_head", "96"),
        ("每人200元，九五折", "amount_per_head", "190"),
        ("报价5万，优惠10%", "amount", "45000"),
        ("$120 each, 10% off", "amount_per_head", "108"),
        ("120 each with a 20% discount", "amount_per_head", "96"),
        ("quote 9,999 less a 15% discount", "amount", "8499.15"),
        ("three sessions at 8k each", "amount_per_session", "8000"),
        ("教材每人200，餐费每人100", "amount_per_head", "300"),
        ("报价5万，比上次多5%", "amount", "50000"),
    ],
)
def test_a_price_is_what_is_left_of_it(text: str, kind: str, value: str) -> None:
    assert [(entity, v) for entity, v, _ in told(text)] == [(kind, Decimal(value))]


@pytest.mark.parametrize(
    "text",
    [
        "5% more than last time",
        "比上次多5%",
        "10% less than last year",
        "每人120元，如果人多打九折",
        "讲师费3万，场地费5千，打八折",
    ],
)
def test_a_share_of_a_price_that_nobody_said_is_asked(text: str) -> None:
    assert [entity for entity, _, _ in told(text)] == ["vague_amount"]


def test_a_price_per_head_and_day_is_asked_and_not_booked() -> None:
    for text in ("每人每天300", "食宿每人每天420元", "€120 per day per person", "人均每天500"):
        assert [entity for entity, _, _ in told(text)] == ["vague_amount"], text


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("报价5万不含税，税率6%", 6),
        ("6个点的税", 6),
        ("增值税13%", 13),
        ("VAT 13%", 13),
        ("20% VAT", 20),
        ("专票6个点", 6),
        ("税点3%", 3),
        ("plus 7% GST", 7),
    ],
)
def test_the_rate_of_a_tax_is_no_goal_and_no_discount(text: str, rate: int) -> None:
    found = {entity: value for entity, value, _ in told(text)}
    assert found.pop("tax_rate") == rate
    assert set(found) <= {"amount"}


@pytest.mark.parametrize(
    ("text", "taxes"),
    [
        ("不含税5万，含税5.3万", ["excluded", "included"]),
        ("5万不含税，5.3万含税", ["excluded", "included"]),
        ("50,000 net, 53,000 gross", ["excluded", "included"]),
        ("the quote is 5,000 plus 6% VAT", ["excluded"]),
        ("5,000 including 6% VAT", ["included"]),
        ("报价4万，另加6%增值税", ["excluded"]),
        ("报价5万，差旅另算", [None]),
        ("每人300元，未税", ["excluded"]),
        ("网络安全培训5万", [None]),
        ("the internet course costs 5,000", [None]),
        ("gross margin training for 5,000 euros", [None]),
    ],
)
def test_tax_goes_to_the_sum_it_is_said_of(text: str, taxes: list[str | None]) -> None:
    sums = [one for one in read(text) if one.entity.startswith("amount")]
    assert [one.extra.get("tax") for one in sums] == taxes


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        ("两个班组，每个班组15人", 30, [15, 15]),
        ("分三批，每批12个人", 36, [12, 12, 12]),
        ("2 classes of 20", 40, [20, 20]),
        ("甲班10个乙班12个", 22, [10, 12]),
        ("10 from sales and 12 from service", 22, [10, 12]),
        ("电工7人焊工5人登高11人，每人380元", 23, [7, 5, 11]),
        ("一车间10人、二车间8人", 18, [10, 8]),
        ("白班8人，夜班6人，早班4人", 18, [8, 6, 4]),
        ("5 welders and 3 fitters", 8, [5, 3]),
        ("甲班和乙班各10人", 20, [10, 10]),
    ],
)
def test_groups_are_told_with_their_parts(text: str, total: int, parts: list[int]) -> None:
    [people] = [one for one in read(text) if one.entity == "headcount"]
    assert (people.value, people.extra["parts"]) == (total, parts)


def test_a_bound_of_each_group_bounds_them_all() -> None:
    [people] = [one for one in read("两个班，每班最多20人") if one.entity == "headcount"]
    assert (people.value, people.extra["bound"]) == (40, "at_most")


@pytest.mark.parametrize(
    "text", ["每班20人", "每个部门派3个人", "3 people from each department", "各5人", "每组两名"]
)
def test_so_many_each_of_nobody_knows_how_many_is_asked(text: str) -> None:
    assert [one.entity for one in read(text)] == ["vague_headcount"]


def test_numbers_of_groups_that_may_count_something_else_are_asked_between_the_two_readings() -> (
    None
):
    [asked] = read("早班11+晚班9")
    assert (asked.entity, asked.extra) == ("vague_headcount", {"low": 11, "high": 20})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("班组管理20人，设备操作30人", [20, 30]),
        ("100人和150人分别多少", [100, 150]),
        ("20个人、25个人、30个人各算一遍", [20, 25, 30]),
    ],
)
def test_what_is_said_apart_is_not_added(text: str, values: list[int]) -> None:
    assert [one.value for one in read(text) if one.entity == "headcount"] == values


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("两三个人", 2, 3),
        ("三四十人", 30, 40),
        ("12到15人", 12, 15),
        ("8-10人", 8, 10),
        ("between 12 and 15 people", 12, 15),
        ("10 to 12 people", 10, 12),
        ("十七八个人", 17, 18),
        ("70到85号人", 70, 85),
        ("两三百人", 200, 300),
    ],
)
def test_bounds_that_were_said_are_kept(text: str, low: int, high: int) -> None:
    [vague] = read(text)
    assert (vague.entity, vague.extra) == ("vague_headcount", {"low": low, "high": high})


@pytest.mark.parametrize(
    "text",
    [
        "百十来号人",
        "上百人",
        "近百人",
        "十几个人",
        "好几十人",
        "二十多个人",
        "三十来号人",
        "30多人",
        "成百上千人",
        "50余人",
        "20-odd people",
        "dozens of people",
        "several people",
        "30+人",
    ],
)
def test_a_headcount_that_is_none_yet_has_no_value(text: str) -> None:
    assert [one.entity for one in read(text)] == ["vague_headcount"]


@pytest.mark.parametrize(
    "text",
    [
        "两三万",
        "几千块钱",
        "十几万吧",
        "三五千左右",
        "万把块",
        "一千多块",
        "2到3万",
        "15k-18k",
        "5000-6000元",
        "a few thousand",
        "several thousand dollars",
        "人均800到1000",
        "between 5k and 6k",
        "15 mil euros",
    ],
)
def test_a_sum_that_is_none_yet_has_no_value(text: str) -> None:
    found = read(text)
    assert [one.entity for one in found] == ["vague_amount"], found
    assert "low" not in found[0].extra


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("从5000美元改成6000美元", "amount", 6_000),
        ("不是5万，是3万", "amount", 30_000),
        ("安全培训改成29万，不是92万", "amount", 290_000),
        ("人均2000改成1800", "amount_per_head", 1_800),
        ("每期8000改成9000", "amount_per_session", 9_000),
        ("15k rather than 18k", "amount", 15_000),
        ("use $15k in place of 18k", "amount", 15_000),
        ("5万，不，6万", "amount", 60_000),
        ("5万……还是6万吧", "amount", 60_000),
        ("20k, I mean 25k", "amount", 25_000),
        ("20k, scratch that, 30k", "amount", 30_000),
        ("18 instead of 22 people", "headcount", 18),
        ("22人而不是18人", "headcount", 22),
        ("not 20 but 25 people", "headcount", 25),
        ("30 people, sorry, 35 people", "headcount", 35),
        ("30人，说错了，25人", "headcount", 25),
        ("30 people, make that 28", "headcount", 28),
        ("人数从18调到22", "headcount", 22),
        ("人加到26", "headcount", 26),
        ("不是14，是40", "number", 40),
        ("二十五，哦不三十五", "number", 35),
    ],
)
def test_of_two_figures_the_one_that_is_meant_is_left(text: str, kind: str, value: int) -> None:
    assert [(entity, v) for entity, v, _ in told(text)] == [(kind, Decimal(value))]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("不要在4月，放在6月", "2027-06-01"),
        ("不是4月，是6月", "2027-06-01"),
        ("4月改到6月", "2027-06-01"),
        ("4月，不对，6月", "2027-06-01"),
        ("not in April, in June", "2027-06-01"),
        ("June instead of April", "2027-06-01"),
        ("in April, sorry, in June", "2027-06-01"),
    ],
)
def test_of_two_days_too(text: str, first: str) -> None:
    assert [one.extra["first_day"] for one in read(text) if one.entity == "period"] == [first]


def test_a_day_that_is_shut_out_is_no_day_that_is_wanted() -> None:
    for text in ("避开4月", "除了5月都行", "不要放在3月", "any time except July"):
        assert [one for one in read(text) if one.entity == "period"] == [], text


def test_a_change_keeps_its_direction_when_it_is_corrected() -> None:
    [more] = read("再加2万，不对，再加3万")
    assert (more.extra["role"], more.extra["add"]) == ("relative", 30_000)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("120人里去掉15个休假的", 105),
        ("60人减去5个新人", 55),
        ("全部209人里除了班组长12人以外的人", 197),
        ("80人扣掉6名请假的", 74),
        ("20人其中3人不去", 17),
        ("50人，再加3人", 53),
        ("60 people minus the 5 newcomers", 55),
        ("120 people, minus 15 who are on leave", 105),
        ("44 nurses except 4", 40),
        ("50 people, two more than that actually", 52),
        ("half of the 60", 30),
        ("60人的三分之一", 20),
        ("三十到四十人，按少的报", 30),
        ("12到15人，按多的算", 15),
        ("between 12 and 15 people, the lower number", 12),
        ("一个半打", 18),
        ("2个组，一组8人一组7人", 15),
    ],
)
def test_people_are_reckoned_up_where_all_numbers_are_said(text: str, people: int) -> None:
    assert [(entity, value) for entity, value, _ in told(text)] == [("headcount", people)]


@pytest.mark.parametrize("text", ["50 people, 10 more than last year", "50人，比去年多10人"])
def test_so_many_more_than_earlier_is_a_remark(text: str) -> None:
    counts = [one for one in read(text) if one.entity == "headcount"]
    assert [one.value for one in counts if "role" not in one.extra] == [50]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("everybody except 11 people", {}),
        ("everyone but not 11", {}),
        ("除了11个人，其他都去", {}),
        ("所有人除了8个新人", {}),
        ("一半人", {}),
        ("三分之一的人", {}),
        ("half of my department", {}),
        ("two thirds of the team", {}),
        ("60人减去70人", {}),
        ("1,5人", {}),
        ("1,20 people", {}),
        ("30 people without the 4 managers", {"low": 26, "high": 30}),
        ("40人，不包括6个实习生", {"low": 34, "high": 40}),
        ("20人参加，3人来不了", {"low": 17, "high": 20}),
    ],
)
def test_people_who_cannot_be_reckoned_up_surely_are_asked(
    text: str, bounds: dict[str, int]
) -> None:
    assert [(entity, extra) for entity, _, extra in told(text)] == [("vague_headcount", bounds)]


@pytest.mark.parametrize("text", ["0人", "0 people"])
def test_nobody_is_nobody(text: str) -> None:
    assert [one.value for one in read(text)] == [0]


@pytest.mark.parametrize(
    "text",
    [
        "9" * 21 + "人",
        "1e999999 people",
        "预算" + "9" * 400 + "元",
        "亿" * 300,
        "十" * 400 + "个人",
        "一亿亿亿亿人",
    ],
)
def test_no_number_is_beyond_all_counting(text: str) -> None:
    for one in read(text):
        assert not isinstance(one.value, Decimal) or abs(one.value) < Decimal(10) ** 20


HOSTILE = [
    "1",
    "1,",
    "1.",
    "1 ",
    "1'",
    "一",
    "一万",
    "零",
    "〇",
    "人",
    "1人",
    "1人和",
    "1 people and ",
    "one ",
    "one hundred and ",
    "a million and a half ",
    "half a ",
    "$",
    "$1",
    "€1,",
    "每人",
    "每人1",
    "每班",
    "预算",
    "不超过",
    "预算不超过",
    "budget of ",
    "at most ",
    "not 1 but ",
    "改成1",
    "不对，",
    "1%",
    "1折",
    "百分之",
    "两三",
    "十几",
    "(",
    "((1)",
    "alert(",
    "{{",
    "<a ",
    "`",
    "http://",
    "a@",
    "A1-",
    "1-",
    "1:1",
    "甲班1",
    "甲班1个",
    "加1",
    "加上",
    "讲师费1，",
    "不含税",
    "税率",
    " ",
    "\u00a0",
    "，",
    "1到",
    "a ",
    "aaaaaaaaaa",
    "ers ",
]


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_no_text_keeps_it_busy(piece: str) -> None:
    """A pattern that goes back over what it has read would not end within anybody's patience
    (the test's time limit); there is no clock in it."""
    text = (piece * 2_000)[:2_000]
    for one in read(text) + read(text + "x"):
        assert 0 <= one.start < one.end <= len(text) + 1


def test_what_is_beyond_the_longest_message_is_not_read() -> None:
    assert read("，" * LONGEST + "20人") == []
