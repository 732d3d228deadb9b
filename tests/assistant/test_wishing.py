"""Needs: said in whose words, several at once, asked what for, taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from assistant.statements.wishing import read_wishes, says_wish
from assistant.understanding.names import read_names
from assistant.understanding.names.catalogue import CatalogueNames
from assistant.understanding.names.merge import merge
from assistant.understanding.quantities import read_quantities
from engine.store.tables import Need
from engine.usecases.context import BudgetEngine
from engine.values.fiscal import FiscalCalendar
from tests.conftest import NOW
from tests.conversing import Conversation, Entity, named

WISH = "report_skill_need"


def of(text: str, *names: str) -> list[Entity]:
    return [named("skill", f"SK-{name}", name, text.find(name)) for name in names]


def told(text: str, *names: str, whole: bool = False) -> list[str]:
    """Each wish in its author's words, or by the name of the catalogue."""
    wishes = read_wishes(text, of(text, *names), whole=whole)
    return [one.get("words") or one.get("topic") or one["name"] for one in wishes]


def told_as_read(text: str, whole: bool = False) -> list[str]:
    """The same with all that is read of any company's message."""
    names = merge(text, [], read_names(text), CatalogueNames(()))
    figures = read_quantities(text, NOW.date(), FiscalCalendar(1, False))
    read = [{"entity": one.entity, "start": one.start, "end": one.end} for one in figures]
    wishes = read_wishes(text, [*names, *read], whole=whole)
    return [one.get("words") or one.get("topic") or one["name"] for one in wishes]


@pytest.mark.parametrize(
    ("text", "names", "wishes"),
    [
        ("我想学Excel透视表", ["Excel"], ["Excel透视表"]),
        ("想提高一下谈判技巧和焊接", ["谈判技巧"], ["谈判技巧", "焊接"]),
        ("想学Excel，还有英语口语", ["Excel"], ["Excel", "英语口语"]),
        ("报个PMP，再报个英语口语", ["PMP"], ["PMP", "英语口语"]),
        ("我想报名参加Excel数据透视表的培训", ["Excel"], ["Excel数据透视表"]),
        ("想学插花因为客户喜欢", [], ["插花"]),
        ("I want to learn origami because of my job", [], ["origami"]),
        ("想学谈判，因为客户投诉", ["谈判"], ["谈判"]),
        ("想学谈判与沟通", ["谈判与沟通"], ["谈判与沟通"]),
        ("I want to learn Excel pivot tables and business English", ["Excel"],
         ["Excel pivot tables", "business English"]),
        ("Sign me up for first aid, please", ["first aid"], ["first aid"]),
        ("I'd like to get better at welding", ["welding"], ["welding"]),
        ("想提升一下自己", [], []),
        ("我想学点东西", [], []),
        ("I'd like to improve myself", [], []),
        ("I want to learn something new", [], []),
    ],
)  # fmt: skip
def test_each_wish_is_read_in_the_words_that_say_most(
    text: str, names: list[str], wishes: list[str]
) -> None:
    assert told(text, *names) == wishes


SCRAPS = [
    "what happens if I report it?",
    "honestly the meetings are endless, can somebody fix that",
    "I don't know how to tell my boss",
    "I can't stand the noise",
    "I report to Wang",
    "take Monday off",
    "我想报名，明年三月可以吗",
    "我不懂为什么老是扣我的钱",
    "我报了好几次都没人理",
    "报销流程太慢了",
    "学了也没用",
    "要我说就是缺人",
]
NO_ANSWERS = [
    "好的，就这样", "明天下午三点", "明年3月", "20", "你看着办",
    "ok do that", "next March", "whatever you think", "that thing she does", "Monday morning",
]  # fmt: skip


@pytest.mark.parametrize("text", SCRAPS)
def test_a_scrap_of_a_sentence_is_nothing_to_learn(text: str) -> None:
    assert told_as_read(text) == []


@pytest.mark.parametrize("text", NO_ANSWERS)
def test_an_assent_a_time_or_a_figure_is_no_answer_to_what(text: str) -> None:
    assert told_as_read(text, whole=True) == []


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("I keep having to ask Li for help with the weekly report because pivot tables defeat me",
         ["pivot tables"]),
        ("every month the same questions come back, because macros are beyond me", ["macros"]),
        ("每周报表都得找小李帮忙，数据透视表我实在搞不定", ["数据透视表"]),
        ("宏编程这块我一窍不通", ["宏编程"]),
        ("I want to learn welding next March", ["welding"]),
        ("I want to learn welding and forklift driving", ["welding", "forklift driving"]),
        ("I want to learn health and safety", ["health and safety"]),
        ("I'd like to get better at IT security", ["IT security"]),
        ("My boss told me I have to learn to communicate", ["communicate"]),
        ("给我报个高压电工证，下个月的", ["高压电工证"]),
        ("想学怎么带新人", ["带新人"]),
    ],
)  # fmt: skip
def test_of_a_story_the_thing_is_taken(text: str, wishes: list[str]) -> None:
    assert told_as_read(text) == wishes


TOPICS = {
    "en": ["welding", "pivot tables", "public speaking", "machine learning", "first aid", "Kubernetes"],
    "zh": ["焊接", "数据透视表", "项目管理", "消防安全", "时间管理", "公文写作"],
}  # fmt: skip
FRAMES = {
    "en": ["I want to learn {}", "I'd like to get better at {}", "I am really weak at {}",
           "I struggle with {}", "{} is beyond me", "{} still scares me"],
    "zh": ["我想学{}", "想提高一下{}", "我不太会{}", "{}我搞不定", "{}这方面我很弱"],
}  # fmt: skip
JOINED = {"en": "{} and {}", "zh": "{}和{}"}


@given(
    language=st.sampled_from(["en", "zh"]),
    data=st.data(),
)
def test_one_or_two_topics_are_read_in_any_words_of_wishing(
    language: str, data: st.DataObject
) -> None:
    topics = data.draw(
        st.lists(st.sampled_from(TOPICS[language]), min_size=1, max_size=2, unique=True)
    )
    frame = data.draw(st.sampled_from(FRAMES[language]))
    named = JOINED[language].format(*topics) if len(topics) == 2 else topics[0]
    assert told_as_read(frame.format(named)) == topics


@given(
    st.lists(
        st.sampled_from(["tomorrow", "at noon", "next week", "20", "ok", "she said", "thanks", "why",
                         "明天", "下周", "好的", "谢谢", "他说", "为什么"]),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_no_words_of_talk_and_time_name_anything(words: list[str]) -> None:
    assert told_as_read(" ".join(words), whole=True) == []


@pytest.mark.parametrize("text", ["插花", "flower arranging"])
def test_an_answer_needs_no_words_of_wishing(text: str) -> None:
    assert told(text, whole=True) == [text]
    assert told(text) == []


@pytest.mark.parametrize(
    "text", ["食堂太难吃", "the canteen is awful", "设备老坏", "nobody listens"]
)
def test_a_complaint_says_no_wish(text: str) -> None:
    assert not says_wish(text)


@pytest.fixture
def worker(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, person="worker", names={})


def needs(talk: Conversation) -> list[tuple[str, str]]:
    """The topic and the state of each need that an employee reported, in their order."""
    with talk.engine.database.reading() as session:
        reported = select(Need).where(Need.origin == "employee").order_by(Need.id)
        return [(one.topic, one.status) for one in session.scalars(reported)]


EXCEL = {
    "zh": ("我想学Excel透视表和英语口语", "Excel透视表", "英语口语"),
    "en": ("I want to learn Excel pivot tables and business English", "Excel pivot tables", "business English"),
}  # fmt: skip
LANGUAGES = ("zh", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_wishes_are_taken_one_after_the_other_and_each_is_named(
    worker: Conversation, language: str
) -> None:
    text, first, second = EXCEL[language]
    before = needs(worker)
    answer = worker.say(text, WISH)
    assert first in answer
    assert second in answer
    answer = worker.press(worker.choices[0])
    assert second in worker.replies[-1].text
    answer = worker.press(worker.choices[0])
    assert second in answer
    assert needs(worker) == [*before, (first, "open"), (second, "open")]
    assert "flow" not in worker.slots


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_may_be_left_and_the_next_is_asked(worker: Conversation, language: str) -> None:
    text, _, second = EXCEL[language]
    before = needs(worker)
    worker.say(text, WISH)
    worker.press(worker.choices[1])
    worker.press(worker.choices[0])
    assert needs(worker) == [*before, (second, "open")]


@pytest.mark.parametrize(
    ("said", "yes", "topics"),
    [
        ("我想学插花", "好的，还有英语口语", ["插花", "英语口语"]),
        ("I want to learn flower arranging", "yes, and business English too",
         ["flower arranging", "business English"]),
    ],
)  # fmt: skip
def test_a_yes_may_bring_one_more(
    worker: Conversation, said: str, yes: str, topics: list[str]
) -> None:
    before = needs(worker)
    worker.say(said, WISH)
    worker.say(yes, WISH)
    worker.say("嗯" if "想" in said else "yep", "affirm")
    assert needs(worker) == [*before, *((topic, "open") for topic in topics)]


@pytest.mark.parametrize("said", ["想提升一下自己", "I'd like to improve myself"])
def test_who_does_not_say_what_is_shown_his_own_gaps(worker: Conversation, said: str) -> None:
    answer = worker.say(said, WISH)
    assert 1 <= len(worker.choices) <= 3
    assert all(name in answer for name in worker.choices)
    worker.press(worker.choices[0])
    assert worker.slots["requested_slot"] == "confirmed"


@pytest.mark.parametrize(
    ("said", "asked"),
    [("想学插花", "谁会看到这个？"), ("I want to learn flower arranging", "who will see this?")],
)
def test_who_will_see_it_is_answered_and_the_need_comes_back(
    worker: Conversation, said: str, asked: str
) -> None:
    worker.say(said, WISH)
    worker.say(asked, "knowledge")
    assert len(worker.replies) > 1
    assert worker.slots["requested_slot"] == "confirmed"
    assert ("插花" if "插花" in said else "flower arranging") in worker.replies[-1].text


@pytest.mark.parametrize("asked", ["谁会看到这个？", "who will see this?"])
def test_a_question_is_no_name_of_a_skill(worker: Conversation, asked: str) -> None:
    worker.say("想学点东西" if not asked.isascii() else "I want to learn something", WISH)
    worker.say(asked, "nlu_fallback")
    assert not worker.slots.get("course")


@pytest.mark.parametrize("said", ["天天加班，烦死了", "fed up with the boss"])
def test_a_complaint_is_heard_and_is_no_need(worker: Conversation, said: str) -> None:
    before = needs(worker)
    answer = worker.say(said, WISH)
    assert "听到了" in answer or "hear you" in answer
    assert "flow" not in worker.slots
    assert needs(worker) == before


def reported(worker: Conversation, *topics: str, language: str = "zh") -> Conversation:
    for topic in topics:
        worker.say(f"我想学{topic}" if language == "zh" else f"I want to learn {topic}", WISH)
        worker.press(worker.choices[0])
    return worker


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "撤掉我刚才报的需求"),
        ("zh", "把刚才那条撤了"),
        ("en", "withdraw the need I just reported"),
        ("en", "withdraw my last need"),
    ],
)
def test_the_need_just_reported_is_taken_back_after_a_yes(
    worker: Conversation, language: str, said: str
) -> None:
    reported(worker, "origami", "ikebana", language=language)
    answer = worker.say(said, "withdraw_need")
    assert "ikebana" in answer
    assert ("ikebana", "open") in needs(worker)
    worker.press(worker.choices[0])
    assert needs(worker)[-2:] == [("origami", "open"), ("ikebana", "withdrawn")]


@pytest.mark.parametrize(
    ("language", "said", "intent"),
    [
        ("zh", "撤销", "cancel"),
        ("zh", "撤回刚才的", "withdraw_request"),
        ("en", "undo that", "nlu_fallback"),
        ("en", "take it back", "cancel"),
    ],
)
def test_undo_right_after_reporting_takes_it_back(
    worker: Conversation, language: str, said: str, intent: str
) -> None:
    reported(worker, "origami", language=language)
    assert "origami" in worker.say(said, intent)
    worker.press(worker.choices[0])
    assert needs(worker)[-1] == ("origami", "withdrawn")


@pytest.mark.parametrize("language", LANGUAGES)
def test_which_of_several_is_asked(worker: Conversation, language: str) -> None:
    reported(worker, "origami", "ikebana", language=language)
    worker.say("撤回我的需求" if language == "zh" else "withdraw a need of mine", "withdraw_need")
    assert worker.slots["requested_slot"] == "need"
    worker.press("origami")
    worker.press(worker.choices[0])
    assert needs(worker)[-2:] == [("origami", "withdrawn"), ("ikebana", "open")]


def test_it_is_named_by_its_words_or_its_number(worker: Conversation) -> None:
    reported(worker, "origami", "ikebana")
    worker.say("origami那条需求不要了", "withdraw_need")
    worker.press(worker.choices[0])
    number = worker.replies[0].text.split("ND-")[1][:9]
    assert needs(worker)[-2:] == [("origami", "withdrawn"), ("ikebana", "open")]
    answer = worker.say(f"撤回ND-{number}", "withdraw_need")
    assert worker.slots["requested_slot"] == "need" or "ikebana" in answer


def test_all_of_them_are_taken_back_when_all_are_said(worker: Conversation) -> None:
    reported(worker, "origami", "ikebana")
    answer = worker.say("我报的需求全部撤回", "withdraw_need")
    assert "origami" in answer
    assert "ikebana" in answer
    worker.press(worker.choices[0])
    assert {status for _, status in needs(worker)[-2:]} == {"withdrawn"}


def test_who_has_none_is_told_so(worker: Conversation) -> None:
    if [one for one in needs(worker) if one[1] == "open"]:
        worker.say("我的需求全部撤回", "withdraw_need")
        worker.press(worker.choices[0])
    assert "没有" in worker.say("撤回我的需求", "withdraw_need")
    assert "flow" not in worker.slots


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("每个月对账我都要返工两三次，财务催得紧", "对账"),
        ("each month finance sends my closing back two or three times", "closing the books"),
    ],
)
def test_what_was_told_without_a_skill_is_the_reason_once_it_is_named(
    worker: Conversation, said: str, topic: str
) -> None:
    worker.say(said, WISH)
    assert worker.slots["requested_slot"] == "course"
    answer = worker.say(topic, "nlu_fallback")
    assert topic in answer
    assert said in answer
