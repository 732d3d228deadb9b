"""When a training is to be: what the request form keeps, asks and says back."""

from __future__ import annotations

import pytest

from assistant.needs import read_needs
from assistant.when import said_days
from engine.store.database import Database
from engine.usecases.company_settings import CompanyChange, change_company
from engine.usecases.context import BudgetEngine
from tests.talking import Entity, Talk, read
from tests.workflow import HEAD, Office, build

COURSE: Entity = {
    "entity": "course", "start": 0, "end": 0, "value": "course", "code": "TC1", "kind": "course"
}  # fmt: skip
WHY = "，因为老出问题"
WHY_EN = ", because of many faults"


@pytest.fixture
def engine(empty_store: Database) -> BudgetEngine:
    build(empty_store)
    return Office(empty_store).engine


@pytest.fixture
def april_engine(empty_store: Database) -> BudgetEngine:
    change_company(empty_store, CompanyChange(fiscal_first_month=4))
    build(empty_store)
    return Office(empty_store).engine


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("申请培训30人，但是不要在4月，放在6月" + WHY, "2027年6月"),
        ("培训30人，2027年12月28日到2028年1月5日" + WHY, "2027年12月28日 – 2028年1月5日"),
        ("培训30人，4月12日到14日" + WHY, "2027年4月12–14日"),
        ("培训30人，5月上旬" + WHY, "2027年5月1–10日"),
        ("培训30人，4月28日到5月3日" + WHY, "2027年4月28日–5月3日"),
        ("培训30人，4月12号" + WHY, "2027年4月12日"),
        ("30 people, 12 to 14 April" + WHY_EN, "12–14 Apr 2027"),
        ("30 people, not in April but in June" + WHY_EN, "Jun 2027"),
        (
            "30 people, from 28 Dec 2027 to 5 Jan 2028" + WHY_EN,
            "28 Dec 2027 – 5 Jan 2028",
        ),
        ("30 people, 28 April to 3 May" + WHY_EN, "28 Apr – 3 May 2027"),
        ("30 people, mid-May" + WHY_EN, "11–20 May 2027"),
    ],
)
def test_the_summary_shows_the_days_that_were_said(
    engine: BudgetEngine, said: str, shown: str
) -> None:
    summary = Talk(engine, HEAD).request(said, COURSE)
    [line] = [line for line in summary.splitlines() if line.startswith("· course")]
    assert line.endswith((f"，{shown}", f", {shown}"))


def test_the_year_that_pays_is_said_where_it_reaches_into_the_next(engine: BudgetEngine) -> None:
    talk = Talk(engine, HEAD)
    zh = talk.request("培训30人，2027年12月28日到2028年1月5日" + WHY, COURSE)
    assert "· 培训跨到2028 年，费用由开始时所在的2027 年预算支付" in zh
    en = Talk(engine, HEAD).request("30 people, 28 Dec 2027 to 5 Jan 2028" + WHY_EN, COURSE)
    assert "· It reaches into 2028; the budget of 2027, in which it begins, pays." in en
    assert "reaches into" not in Talk(engine, HEAD).request("30 people, May" + WHY_EN, COURSE)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (
            "培训 10 人，2027年4月31日" + WHY,
            "日历上没有“2027年4月31日”这一天，是哪一天？其他内容我都记着。",
        ),
        ("10 people, 29 Feb 2027" + WHY_EN, 'There is no such day as "29 Feb 2027" in the'),
        ("培训 10 人，13月" + WHY, "日历上没有“13月”这一天"),
    ],
)
def test_a_day_that_is_not_there_is_said_and_the_rest_kept(
    engine: BudgetEngine, said: str, answer: str
) -> None:
    talk = Talk(engine, HEAD)
    assert answer in talk.request(said, COURSE)
    assert talk.slots["requested_slot"] == "period"
    assert (talk.slots["headcount"], talk.slots["course"]["code"]) == (10, "TC1")
    chinese = "人" in said
    summary = talk.request("4月30日" if chinese else "30 April")
    assert ("，10 人，2027年4月30日" if chinese else "10 people, 30 Apr 2027") in summary


def test_a_season_is_asked_for_with_a_suggestion(engine: BudgetEngine) -> None:
    talk = Talk(engine, HEAD)
    assert talk.request("培训 10 人，过完年" + WHY, COURSE).endswith(
        "“过完年”具体是什么时候？可以先按2027年3月算，也可以说月份或日期。"
    )
    assert talk.choices == ["2027年3月"]
    assert "，10 人，2027年3月" in talk.request(talk.choices[0])


def test_a_yes_takes_the_suggestion(engine: BudgetEngine) -> None:
    talk = Talk(engine, HEAD)
    assert talk.request("10 people, in the spring" + WHY_EN, COURSE).endswith(
        'When exactly is "in the spring"? I would take Mar–May 2027; or name a month or days.'
    )
    assert "10 people, Mar–May 2027" in talk.request("yes")


def test_what_is_excluded_is_not_taken(engine: BudgetEngine) -> None:
    talk = Talk(engine, HEAD)
    assert talk.request("培训 10 人，除了8月都行" + WHY, COURSE).endswith(
        "8月不安排，记下了。那放在什么时候？比如2027年9月。"
    )
    assert (
        Talk(engine, HEAD)
        .request("10 people, not in August" + WHY_EN, COURSE)
        .endswith("Not August, noted. When then? For example Sep 2027.")
    )


def test_a_date_with_two_readings_is_asked(engine: BudgetEngine) -> None:
    talk = Talk(engine, HEAD)
    assert talk.request("10 people, 04/05/2027" + WHY_EN, COURSE).endswith(
        '"04/05/2027" can be read in two ways. Which day do you mean?'
    )
    assert talk.choices == ["4 May 2027", "5 Apr 2027"]
    assert "10 people, 5 Apr 2027" in talk.request(talk.choices[1])


def test_a_year_alone_is_kept_and_the_month_asked(engine: BudgetEngine) -> None:
    talk = Talk(engine, HEAD)
    talk.request("设备操作培训 10 人" + WHY, COURSE)
    assert talk.request("下个财年") == "2027 年记下了。放在哪个月，或者哪几天？"
    assert "，10 人，2027年3月" in talk.request("3月")


def test_a_month_is_in_the_year_that_was_said(engine: BudgetEngine) -> None:
    talk = Talk(engine, HEAD)
    talk.request("10 people" + WHY_EN, COURSE)
    assert talk.request("in 2028").endswith("2028, noted. In which month, or on which days?")
    assert "10 people, 12–14 Mar 2028" in talk.request("12 to 14 March")


def test_fiscal_years_are_said_with_their_months_once(april_engine: BudgetEngine) -> None:
    talk = Talk(april_engine, HEAD)
    talk.request("培训 10 人" + WHY, COURSE)
    assert talk.request("下个财年") == (
        "2028财年（2027年4月–2028年3月）记下了。放在哪个月，或者哪几天？"
    )
    assert "，10 人，2028年3月" in talk.request("3月")
    english = Talk(april_engine, HEAD)
    summary = english.request("10 people, Q4" + WHY_EN, COURSE)
    assert "10 people, Jan–Mar 2027" in summary
    assert "has CNY 100,000 left in FY27 (Apr 2026–Mar 2027)" in summary


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("改到4月31日", "日历上没有“4月31日”这一天，是哪一天？其他内容我都记着。"),
        ("move it to 31 April", 'There is no such day as "31 April" in the calendar.'),
        ("改到春天", "“春天”具体是什么时候？可以先按2027年3–5月算，也可以说月份或日期。"),
        ("改到明年", "2027 年记下了。放在哪个月，或者哪几天？"),
        ("改到4月12日到14日", None),
    ],
)
def test_a_change_to_no_real_time_is_asked_about(
    engine: BudgetEngine, said: str, answer: str | None
) -> None:
    talk = Talk(engine, HEAD)
    turn = talk._turn(said, read(said, engine), "amend_request")
    found = said_days(turn)
    replied = "\n".join(one["custom"]["text"] for one in turn.dispatcher.messages)
    if answer is None:
        assert found == {
            "words": "4月12日到14日",
            "first_day": "2027-04-12",
            "last_day": "2027-04-14",
            "open_year": True,
        }
    else:
        assert (found, replied[: len(answer)]) == (None, answer)


def test_of_two_needs_each_keeps_its_own_days() -> None:
    entities = [
        {"entity": "course", "start": 0, "end": 3, "value": "PMP"},
        {"entity": "headcount", "start": 4, "end": 6, "value": "2"},
        {"entity": "impossible_day", "start": 7, "end": 12, "value": "4月31日"},
        {"entity": "course", "start": 13, "end": 15, "value": "沟通"},
        {"entity": "headcount", "start": 16, "end": 18, "value": "9"},
        {"entity": "vague_period", "start": 19, "end": 21, "value": "春天"},
    ]
    first, second = read_needs(entities)
    assert [one["entity"] for one in first][-1] == "impossible_day"
    assert [one["entity"] for one in second][-1] == "vague_period"


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        ("三月底", "2027年3月21–31日，记下了。"),
        ("五月第一个周一", "2027年5月3日，记下了。"),
        ("八月最后两周", "2027年8月18–31日，记下了。"),
        ("二季度", "2027年4–6月，记下了。"),
        ("明年", "2027 年，记下了。"),
        ("秋天", "秋天，记下了。"),
        ("五月的周末", "“五月的周末”先按2027年5月记下；具体哪几天定了再告诉我。"),
        ("the last Friday in September", "24 Sep 2027, noted."),
        ("between Christmas and New Year", "25 Dec 2026 – 1 Jan 2027, noted."),
        ("in autumn", "in autumn, noted."),
        (
            "weekends in May",
            '"weekends in May" is noted as May 2027; tell me the days once they are set.',
        ),
    ],
)
def test_a_time_said_while_the_people_are_asked_is_noted(
    engine: BudgetEngine, said: str, noted: str
) -> None:
    talk = Talk(engine, HEAD)
    talk.request("申请培训" if not said.isascii() else "request a training", COURSE)
    assert talk.slots["requested_slot"] == "headcount"
    first, *_ = talk.request(said).splitlines()
    assert first == noted
    assert talk.slots["requested_slot"] == "headcount"


@pytest.mark.parametrize("said", ["不要在4月", "not in April"])
def test_a_time_that_is_excluded_is_not_noted(engine: BudgetEngine, said: str) -> None:
    talk = Talk(engine, HEAD)
    talk.request("申请培训" if not said.isascii() else "request a training", COURSE)
    replied = talk.request(said)
    assert "记下了" not in replied
    assert "noted" not in replied
