"""What is heard in questions about prices."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.capabilities.estimate_cost.hearing import Heard, group_said, hear, is_asked
from assistant.message import Message
from assistant.understanding.quantities.read import read_quantities

TODAY = date(2026, 11, 28)
NAMES = {"设备操作": "EQ", "精益": "LEAN", "equipment": "EQ", "lean": "LEAN"}


def message(text: str) -> Message:
    figures = [
        {
            "entity": one.entity,
            "value": str(one.value),
            "start": one.start,
            "end": one.end,
            **one.extra,
        }
        for one in read_quantities(text, TODAY)
    ]
    names = [
        {"entity": "course", "code": code, "value": name, "start": at, "end": at + len(name)}
        for name, code in NAMES.items()
        if (at := text.find(name)) >= 0
    ]
    return Message(
        text=text,
        intent="estimate_cost",
        confidence=1.0,
        choices=(),
        message_id="m",
        person="hr",
        channel="console",
        today=TODAY,
        entities=(*figures, *names),
    )


def heard(text: str) -> Heard:
    return hear(message(text))


@pytest.mark.parametrize(
    "text",
    [
        "设备操作60人、精益30人一共多少钱",
        "60人上设备操作，30人上精益，总共要多少预算",
        "60 on equipment and 30 on lean, total?",
        "equipment for 60 and lean for 30, how much",
    ],
)
def test_several_courses_each_with_its_number(text: str) -> None:
    assert {one.code: one.people for one in heard(text).lines} == {"EQ": 60, "LEAN": 30}


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("费用涨10%的话", "1.1"),
        ("涨价一成", "1.1"),
        ("课酬上调8%", "1.08"),
        ("要是便宜两成呢", "0.8"),
        ("if fees go up 10%", "1.1"),
        ("prices rise by 8%", "1.08"),
        ("what if it gets 5% dearer", "1.05"),
        ("10% cheaper", "0.9"),
        ("转化率提高到30%要多少钱", None),
    ],
)
def test_prices_that_change(text: str, times: str | None) -> None:
    assert heard(text).times == (None if times is None else Decimal(times))


@pytest.mark.parametrize(
    ("text", "seats"),
    [
        ("一个班25人而不是20人", 25),
        ("每期15人", 15),
        ("一期坐满30人改成一期15人", 15),
        ("一个班30人改成15人", 15),
        ("from 30 to 15 in a room", 15),
        ("with 25 rather than 20 in a room", 25),
        ("15 a session instead of 30", 15),
        ("1,500 a session", None),
        ("设备操作60人", None),
    ],
)
def test_how_many_in_a_room(text: str, seats: int | None) -> None:
    assert heard(text).capacity == seats


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("设备操作60人，不算讲师费多少", ("instructor",)),
        ("不含差旅和住宿", ("travel", "accommodation")),
        ("equipment without the instructor", ("instructor",)),
        ("lean excluding travel", ("travel",)),
        ("讲师费多少", ()),
    ],
)
def test_costs_that_are_left_out(text: str, parts: tuple[str, ...]) -> None:
    assert heard(text).without == parts


@pytest.mark.parametrize(
    "text",
    [
        "25万够多少人上设备操作",
        "10万块能培训多少个人学精益",
        "how many can go to equipment for 250,000?",
        "教育经费今年还能用多少",
        "我明年3月走要赔多少培训费",
        "how much do I owe back if I leave in March",
        "设备操作60人、精益30人一共多少钱",
        "如果费用涨10%，设备操作60人要多少钱",
        "精益培训每人每小时多少钱",
        "equipment for 60 without the instructor",
        "精益只培训有差距的能省多少",
    ],
)
def test_by_its_words_alone(text: str) -> None:
    assert is_asked(message(text))


@pytest.mark.parametrize(
    "text",
    [
        "设备操作去了多少人",
        "精益要多少钱",
        "给设备操作报60人，精益30人",
        "how many took lean in 2025",
    ],
)
def test_another_question(text: str) -> None:
    assert not is_asked(message(text))


def test_a_course_that_is_read_as_a_skill_too_is_one() -> None:
    both = message("equipment for 60")
    (course,) = [one for one in both.entities if one["entity"] == "course"]
    skill = {**course, "entity": "skill", "code": "SK-EQ"}
    heard = hear(replace(both, entities=(skill, *both.entities)))
    assert [one.code for one in heard.lines] == ["EQ"]


@pytest.mark.parametrize(
    ("text", "years", "longer"),
    [
        ("三年以上的销售", 3, True),
        ("入职不到2年的", 2, False),
        ("everyone with five years or more", 5, True),
        ("staff with less than two years", 2, False),
        ("一线工人全部", None, True),
    ],
)
def test_how_long_they_have_been_there(text: str, years: int | None, longer: bool) -> None:
    said = group_said(text)
    assert (said.years, said.longer) == (years, longer)
