"""What is stated for the record, and what is not: by kinds of talk, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from engine.store.tables import CourseRating, GoalStatement, NeedsSurvey, Request
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation, Entity, named

GOAL = "answer_survey_goal"
SAID = {
    "zh": "我们明年的目标是把良品率做到98%，难点是新人多",
    "en": "our goal next year is a yield of 98%, the trouble is that many are new",
}
LANGUAGES = ("zh", "en")


@pytest.fixture
def head(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine)


@pytest.fixture
def worker(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, person="worker")


@pytest.fixture
def hr(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, person="hr")


def stored(engine: BudgetEngine, what: type) -> int:
    with engine.database.reading() as session:
        return session.scalar(select(func.count()).select_from(what)) or 0


def goals(engine: BudgetEngine) -> list[GoalStatement]:
    with engine.database.reading() as session:
        found = list(session.scalars(select(GoalStatement)))
        session.expunge_all()
        return found


def text_of(talk: Conversation) -> str:
    return str(talk.slots["statement_said"]["text"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("zh", "en", "intent"),
    [
        ("预算还剩多少", "how much budget is left?", "query_budget_status"),
        ("多久能批下来", "how long does approval take?", "knowledge"),
        ("谁能看到这个？", "who can see that?", "nlu_fallback"),
        ("嘎嘎嘎嘎", "blah blah", "nlu_fallback"),
        ("好累啊", "what a day", GOAL),
        ("就20个，4月", "say 20, april", "nlu_fallback"),
    ],
)
def test_the_text_of_a_goal_is_what_states_it(
    head: Conversation, language: str, zh: str, en: str, intent: str
) -> None:
    head.say(SAID[language], GOAL)
    head.say(zh if language == "zh" else en, intent, confidence=0.7)
    assert text_of(head) == SAID[language]
    assert head.slots["requested_slot"] == "confirmed"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_amid_a_goal_is_answered(head: Conversation, language: str) -> None:
    head.say(SAID[language], GOAL)
    asked = "预算还剩多少" if language == "zh" else "how much budget is left?"
    answer = head.say(asked, "query_budget_status", confidence=0.6)
    assert ("预算" if language == "zh" else "budget") in answer
    assert ("目标填报" if language == "zh" else "goal you state") in head.replies[-1].text


@pytest.mark.parametrize(
    ("zh", "en"),
    [("改成97%", "make that 97%"), ("不对，应该是97%", "sorry, it should be 97%")],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_said_anew_changes_the_figure_alone(
    head: Conversation, language: str, zh: str, en: str
) -> None:
    head.say(SAID[language], GOAL)
    answer = head.say(zh if language == "zh" else en, "amend_request", confidence=0.5)
    assert "97%" in answer
    assert text_of(head) == SAID[language]


@pytest.mark.parametrize(
    ("language", "said", "anew"),
    [
        ("zh", "应该是：三条线的废品率都降到2%以下", "三条线的废品率都降到2%以下"),
        ("en", "make that: scrap below 2% on all three lines", "scrap below 2% on all three lines"),
    ],
)
def test_a_goal_that_is_said_anew_takes_the_place_of_the_first(
    head: Conversation, language: str, said: str, anew: str
) -> None:
    head.say(SAID[language], GOAL)
    head.say(said, "nlu_fallback")
    assert text_of(head) == anew


@pytest.mark.parametrize(
    ("language", "more"),
    [
        ("zh", "另外一个难点是夜班缺老师傅"),
        ("en", "another problem is that night shift lacks skill"),
    ],
)
def test_one_more_sentence_of_the_goal_is_part_of_it(
    head: Conversation, language: str, more: str
) -> None:
    head.say(SAID[language], GOAL)
    head.say(more, GOAL)
    assert text_of(head) == f"{SAID[language]}\n{more}"


@pytest.mark.parametrize(
    ("language", "yes"),
    [
        ("zh", "行 记上吧"),
        ("zh", "都确认"),
        ("zh", "嗯 记"),
        ("en", "aye, put it down"),
        ("en", "yep"),
    ],
)
def test_a_goal_is_stored_on_a_yes_of_everyday_talk(
    head: Conversation, language: str, yes: str
) -> None:
    head.say(SAID[language], GOAL)
    head.say(yes, "nlu_fallback")
    (goal,) = goals(head.engine)
    assert goal.statement == SAID[language]
    assert goal.percent_to == 98


@pytest.mark.parametrize("no", ["不用了", "别", "no, leave it", "nah"])
def test_and_not_on_a_no(head: Conversation, no: str) -> None:
    head.say(SAID["zh"], GOAL)
    head.say(no, "nlu_fallback")
    assert not goals(head.engine)
    assert "statement" not in head.slots


@pytest.mark.parametrize("drop", ["算了，4月没空", "hmm no forget it, no time in april"])
def test_a_goal_is_dropped_whatever_else_is_said(head: Conversation, drop: str) -> None:
    head.say(SAID["zh"], GOAL)
    head.say(drop, "nlu_fallback")
    assert "statement" not in head.slots
    assert not goals(head.engine)


@pytest.mark.parametrize(
    ("zh", "en"),
    [("那给39个人报设备操作，4月", "then book equipment operation for 39 people in April")],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_another_order_begins_its_own_flow_and_the_goal_waits(
    head: Conversation, language: str, zh: str, en: str
) -> None:
    head.say(SAID[language], GOAL)
    head.say(zh if language == "zh" else en, "nlu_fallback")
    assert head.slots["flow"] == "request_form"
    assert head.slots["headcount"] == 39
    (waiting,) = head.talk.waiting
    assert waiting.slots["statement_said"]["text"] == SAID[language]


@pytest.mark.parametrize(
    "said",
    ["我们车间要搞设备操作 30人 明年4月份", "equipment operation 30 people april next year pls"],
)
def test_a_request_that_looks_like_a_goal_is_a_request(head: Conversation, said: str) -> None:
    head.say(said, GOAL, confidence=0.6)
    assert head.slots["flow"] == "request_form"
    assert head.slots["headcount"] == 30


@pytest.mark.parametrize(
    "said", ["明年转化率想到30，得花多少", "conversion to 30%, what does it cost"]
)
def test_what_a_goal_costs_is_a_question(sample_engine: BudgetEngine, said: str) -> None:
    head = Conversation(sample_engine, person="sales-head")
    answer = head.say(said, GOAL, named("kpi", "KP-CONV", "转化率"))
    assert "statement" not in head.slots
    assert "30%" in answer


@pytest.mark.parametrize(
    ("said", "skill"),
    [
        ("一半人连透视表都不会做", "透视表"),
        ("pivot tables would be good for half of them", "pivot tables"),
    ],
)
def test_where_it_may_be_either_the_two_are_offered(
    head: Conversation, said: str, skill: str
) -> None:
    entity = named("skill", "SK-XLS", skill, said.find(skill))
    head.say(said, GOAL, entity, confidence=0.6)
    assert len(head.choices) == 2
    assert head.slots["requested_slot"] == "kind"
    head.press(head.choices[0])
    assert text_of(head) == said
    assert head.slots["requested_slot"] == "confirmed"


def test_and_the_other_is_done_when_it_is_chosen(head: Conversation) -> None:
    entity = named("course", "TC-EQ", "设备操作", 3)
    head.say("老搞不清设备操作", GOAL, entity, confidence=0.6)
    head.press("申请培训预算")
    assert head.slots["flow"] == "request_form"
    assert head.slots["course"]["code"] == "TC-EQ"
    assert not goals(head.engine)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("天天加班，食堂又难吃，还培训个屁", "give_feedback"),
        ("canteen is awful and overtime every day", "give_feedback"),
        ("买这些东西从来没人问我们，烦", GOAL),
        ("just venting. nobody asks us before buying these things", GOAL),
    ],
)
def test_a_complaint_is_heard_and_nothing_is_opened(
    head: Conversation, said: str, intent: str
) -> None:
    answer = head.say(said, intent)
    assert "听到了" in answer or "hear you" in answer
    assert "flow" not in head.slots
    assert not goals(head.engine)


@pytest.mark.parametrize(
    ("said", "skill", "need"),
    [
        ("设备操作从来没人教", "设备操作", "上报想学的技能"),
        ("nobody ever explains equipment operation", "equipment operation", "Report a skill"),
    ],
)
def test_a_complaint_that_names_a_skill_may_be_noted_as_a_need(
    worker: Conversation, said: str, skill: str, need: str
) -> None:
    worker.names = {}
    worker.say(said, "give_feedback", named("skill", "SK-EQ", skill, said.find(skill)))
    assert any(one.lower().startswith(need.lower()) for one in worker.choices)


def rated(worker: Conversation, said: str, *entities: Entity) -> Conversation:
    worker.names = {}
    worker.say(said, "give_feedback", *entities)
    worker.press(worker.choices[0])
    return worker


@pytest.mark.parametrize(
    ("said", "anew", "stars"),
    [("打4分", "嗯，其实3分", "3"), ("4 stars", "hm actually 3", "3"), ("打4分", "还是2吧", "2")],
)
def test_stars_said_anew_replace_those_before(
    worker: Conversation, said: str, anew: str, stars: str
) -> None:
    rated(worker, said)
    worker.say(anew, "nlu_fallback")
    assert worker.slots["statement_said"]["stars"] == stars
    assert text_of(worker) == ""


@pytest.mark.parametrize(
    ("said", "more", "words"),
    [
        ("打1分", "写上讲师照着PPT念", "讲师照着PPT念"),
        ("1 star", "add that he read his slides", "he read his slides"),
    ],
)
def test_a_comment_is_added_word_for_word(
    worker: Conversation, said: str, more: str, words: str
) -> None:
    rated(worker, said)
    worker.say(more, "nlu_fallback")
    assert text_of(worker).endswith(words)
    worker.say("嗯", "affirm")
    assert stored(worker.engine, CourseRating) == 1


@pytest.mark.parametrize(
    ("said", "changed", "yes"),
    [
        ("打4分，讲得清楚", "改成打3分", "好"),
        ("4 stars, well told", "rate it 3 stars", "yes"),
    ],
)
def test_other_stars_for_the_same_course_keep_the_comment(
    worker: Conversation, said: str, changed: str, yes: str
) -> None:
    rated(worker, said)
    worker.say(yes, "affirm")
    rated(worker, changed)
    given = worker.slots["statement_said"]
    assert (given["stars"], given["before"]) == ("3", "4")
    worker.say(yes, "affirm")
    with worker.engine.database.reading() as session:
        (stored,) = session.execute(select(CourseRating.stars, CourseRating.comment))
    assert stored[0] == Decimal(3)
    assert stored[1] == ("讲得清楚" if yes == "好" else "well told")


@pytest.mark.parametrize(
    ("said", "answer", "comment"),
    [
        ("我想评一门课", "打4分，好玩但太长", "好玩但太长"),
        ("I'd like to rate a course", "4 stars, fun but too long", "fun but too long"),
        ("I'd like to rate a course", "rating: 4 stars, comment: long, but fun", "long, but fun"),
        ("我想评一门课", "4星，评语：长了点，但有用", "长了点，但有用"),
    ],
)
def test_the_comment_is_what_says_more_than_the_stars(
    worker: Conversation, said: str, answer: str, comment: str
) -> None:
    rated(worker, said)
    assert text_of(worker) == ""
    worker.say(answer, "give_feedback")
    assert text_of(worker) == comment


@pytest.mark.parametrize(("said", "skip"), [("我想评一门课", "不打分"), ("rate a course", "skip")])
def test_neither_stars_nor_a_comment_is_nothing_to_store(
    worker: Conversation, said: str, skip: str
) -> None:
    rated(worker, said)
    worker.say(skip, "nlu_fallback")
    assert worker.slots["requested_slot"] == "comment"


@pytest.mark.parametrize(
    ("said", "asked"),
    [("打4分，讲得清楚", "我打了几分？"), ("4 stars, well told", "what did I rate it?")],
)
def test_the_own_rating_is_ones_own_to_see(worker: Conversation, said: str, asked: str) -> None:
    rated(worker, said)
    worker.say("好" if "分" in said else "yes", "affirm")
    answer = worker.say(asked, "query_training_effect")
    assert "4" in answer
    assert ("讲得清楚" if "分" in said else "well told") in answer


def test_before_any_rating_that_is_said(worker: Conversation) -> None:
    assert "没有" in worker.say("我的评分是多少", "query_training_effect")


@pytest.mark.parametrize(
    ("said", "audience", "yes"),
    [
        ("发起明年的需求调查", "全体员工", "发给"),
        ("start the survey of needs", "all employees", "Send it to"),
    ],
)
def test_a_survey_goes_to_whom_is_chosen_and_the_button_says_to_how_many(
    hr: Conversation, said: str, audience: str, yes: str
) -> None:
    hr.say(said, "launch_survey")
    assert hr.slots["requested_slot"] == "recipients"
    hr.press(audience)
    count = hr.slots["statement_said"]["invited"]
    assert f"{count:,}" in hr.choices[0]
    assert not stored(hr.engine, NeedsSurvey)
    hr.press(yes)
    assert stored(hr.engine, NeedsSurvey) == 1


def test_nothing_of_all_this_is_a_request(head: Conversation) -> None:
    before = stored(head.engine, Request)
    head.say(SAID["zh"], GOAL)
    head.say("好", "affirm")
    assert stored(head.engine, Request) == before


KPIS = {
    "良品率": ("kpi", "KP-YLD"),
    "yield": ("kpi", "KP-YLD"),
    "故障": ("kpi", "KP-FLT"),
    "faults": ("kpi", "KP-FLT"),
}


@pytest.mark.parametrize(
    ("said", "first", "second", "yes"),
    [
        (
            "明年良品率从95%做到98%，故障从500次降到300次",
            "明年良品率从95%做到98%",
            "故障从500次降到300次",
            "好",
        ),
        (
            "our goals for next year: yield from 95% to 98%, and faults from 500 to 300",
            "our goals for next year: yield from 95% to 98%",
            "faults from 500 to 300",
            "yes",
        ),
        (
            "our goals: yield from 95% to 98% and half the lines connected",
            "our goals: yield from 95% to 98%",
            "half the lines connected",
            "yes",
        ),
    ],
)
def test_several_goals_are_stated_one_after_the_other(
    head: Conversation, said: str, first: str, second: str, yes: str
) -> None:
    head.names = KPIS
    head.say(said, GOAL)
    assert text_of(head) == first
    assert second in head.say(yes, "affirm")
    head.say(yes, "affirm")
    assert [one.statement for one in goals(head.engine)] == [first, second]


def test_one_that_waits_can_be_said_anew(head: Conversation) -> None:
    head.names = KPIS
    head.say("our goals: yield from 95% to 98% and half the lines connected", GOAL)
    head.say("half the lines connected: over three years", GOAL)
    head.say("yes", "affirm")
    head.say("yes", "affirm")
    assert goals(head.engine)[1].statement == "half the lines connected: over three years"


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("良品率从95%做到98%", "故障从500次降到300次"),
        ("yield from 95% to 98%", "faults from 500 to 300"),
    ],
)
def test_another_goal_comes_after_the_one_at_hand(
    head: Conversation, said: str, other: str
) -> None:
    head.names = KPIS
    head.say(said, GOAL)
    head.say(other, GOAL)
    assert text_of(head) == said
    head.say("yes", "affirm")
    assert text_of(head) == other


@pytest.mark.parametrize(
    ("said", "text"),
    [("故障从500次降到300次", "500"), ("faults from 500 to 300", "from 500 to 300")],
)
def test_the_values_of_a_goal_are_summed_up(head: Conversation, said: str, text: str) -> None:
    head.names = KPIS
    assert text in head.say(said, GOAL).replace(said, "")


@pytest.mark.parametrize(
    ("need", "rating", "yes"),
    [
        ("我想学谈判", "安全生产课我给3星，讲得太快", "好"),
        ("I want to learn negotiation", "3 stars for work safety, too fast", "yes"),
    ],
)
def test_a_yes_answers_what_was_stated_last(
    worker: Conversation, need: str, rating: str, yes: str
) -> None:
    safety = ("course", "TC-SAF")
    worker.names = {**worker.names, "安全生产": safety, "work safety": safety}
    worker.say(need, "report_skill_need")
    worker.say(rating, "give_feedback")
    before = stored(worker.engine, CourseRating)
    worker.say(yes, "affirm")
    assert stored(worker.engine, CourseRating) == before + 1
    assert worker.slots["flow"] == "need_form"
