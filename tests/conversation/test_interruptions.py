"""Every form interrupted at every question, in both languages: by a question, a pause, a
cancel, and by what is no answer. The matrix is generated from the openings and interruptions.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.real_assistant import Assistant, Said, Talk


@dataclass(frozen=True)
class Opening:
    """What brings a form to the question `asks`; `shown` are words of that question."""

    form: str
    asks: str
    person: str
    language: str
    said: tuple[str, ...]
    shown: str

    def __str__(self) -> str:
        return f"{self.form}-{self.asks}-{self.language}"


OPENINGS = [
    Opening("request", "course", "sales-head", "zh", ("我要申请培训",), "什么培训"),
    Opening("request", "headcount", "sales-head", "zh", ("我想给组里报谈判培训",), "多少人"),
    Opening("request", "amount", "sales-head", "zh", ("我想给20个人报陶艺培训",), "报价"),
    Opening("request", "audience", "sales-head", "zh", ("给100个人报客户跟进技巧培训",), "哪一种"),
    Opening("request", "period", "sales-head", "zh", ("给5个人报安全生产培训",), "什么时候"),
    Opening("request", "reason", "sales-head", "zh", ("给5个人报安全生产培训，明年4月",), "为什么"),
    Opening(
        "request",
        "confirmed",
        "sales-head",
        "zh",
        ("给5个人报安全生产培训，明年4月，因为出过事故",),
        "提交吗",
    ),
    Opening("need", "course", "worker", "zh", ("我想上报一个技能需求",), "想提高哪方面"),
    Opening("need", "confirmed", "worker", "zh", ("我想学Excel",), "登记吗"),
    Opening("survey", "confirmed", "hr", "zh", ("发起一次面向主管的需求调研",), "发起吗"),
    Opening("goal", "confirmed", "sales-head", "zh", ("我们部门明年的目标是回款率95%",), "登记吗"),
    Opening("feedback", "course", "worker", "zh", ("老师讲得很好，给个评价",), "哪门课"),
    Opening("feedback", "rating", "worker", "zh", ("安全生产培训讲得很实用",), "几颗星"),
    Opening("feedback", "confirmed", "worker", "zh", ("安全生产培训我打4分，很实用",), "登记吗"),
    Opening(
        "request", "course", "sales-head", "en", ("open a training request please",), "training"
    ),
    Opening(
        "request",
        "headcount",
        "sales-head",
        "en",
        ("I want negotiation training for my team",),
        "people",
    ),
    Opening(
        "request",
        "amount",
        "sales-head",
        "en",
        ("please request pottery training for 20 people",),
        "quotation",
    ),
    Opening(
        "request",
        "period",
        "sales-head",
        "en",
        ("request workplace safety training for 5 people",),
        "When",
    ),
    Opening(
        "request",
        "reason",
        "sales-head",
        "en",
        ("request workplace safety training for 5 people next April",),
        "Why",
    ),
    Opening(
        "request",
        "confirmed",
        "sales-head",
        "en",
        ("request workplace safety training for 5 people next April, because of an accident",),
        "submit",
    ),
    Opening("need", "confirmed", "worker", "en", ("I'd like to learn Excel",), "store it"),
    Opening(
        "survey",
        "confirmed",
        "hr",
        "en",
        ("start a needs survey for all managers",),
        "Shall I open it",
    ),
    Opening(
        "goal",
        "confirmed",
        "sales-head",
        "en",
        ("our goal next year is fewer complaints",),
        "store it",
    ),
    Opening(
        "feedback",
        "rating",
        "worker",
        "en",
        ("the workplace safety course was very practical",),
        "stars",
    ),
]
QUESTIONS = {
    "zh": {"worker": "我有哪些证书", "other": "预算还剩多少"},
    "en": {"worker": "what certificates do I have?", "other": "how much budget is left?"},
}
PAUSES = {"zh": "我先开会，回头再说", "en": "one moment, I'm in a meeting"}
# What is said of it, without asking anything again.
KEPT = {
    "zh": "先放着，已经说的都留着；回来接着说就行。",
    "en": "just go on when you are back.",
}
CANCELS = {"zh": "算了，不弄了", "en": "never mind, cancel"}
NO_ANSWERS = ("😀😀", "？？？", "——")


def arrive(assistant: Assistant, opening: Opening) -> tuple[Talk, Said]:
    """A conversation at that question, and the question."""
    talk = assistant.talk(opening.person)
    for text in opening.said:
        replies = talk.replies(text)
    assert opening.shown in "\n".join(reply.text for reply in replies), replies
    return talk, next(one for one in replies if opening.shown in one.text)


def is_asked_again(opening: Opening, question: Said, last: Said) -> bool:
    """The question comes back; a summary in one line, with its buttons."""
    if opening.asks != "confirmed":
        return last == question
    back = "还等您确认" in last.text or "still waiting for your confirmation" in last.text
    return back and last.choices == question.choices


@pytest.mark.parametrize("opening", OPENINGS, ids=str)
def test_a_question_is_answered_and_the_form_goes_on(
    assistant: Assistant, opening: Opening
) -> None:
    stored = assistant.stored()
    talk, question = arrive(assistant, opening)
    asked = QUESTIONS[opening.language].get(opening.person, QUESTIONS[opening.language]["other"])
    answer, *rest = talk.replies(asked)
    assert answer.text != question.text
    assert rest, "the question must be asked again"
    assert is_asked_again(opening, question, rest[-1])
    assert assistant.stored() == stored


@pytest.mark.parametrize("opening", OPENINGS, ids=str)
def test_a_pause_keeps_what_was_said(assistant: Assistant, opening: Opening) -> None:
    stored = assistant.stored()
    talk, question = arrive(assistant, opening)
    last = talk.replies(PAUSES[opening.language])[-1]
    asked = last == question or is_asked_again(opening, question, last)
    assert asked or last.text.endswith(KEPT[opening.language])
    assert assistant.stored() == stored


@pytest.mark.parametrize("opening", OPENINGS, ids=str)
def test_a_cancel_ends_it_and_a_late_yes_stores_nothing(
    assistant: Assistant, opening: Opening
) -> None:
    stored = assistant.stored()
    talk, question = arrive(assistant, opening)
    assert talk.replies(CANCELS[opening.language])[-1] != question
    talk.say("好的" if opening.language == "zh" else "yes")
    assert assistant.stored() == stored


@pytest.mark.parametrize("nothing", NO_ANSWERS)
@pytest.mark.parametrize("opening", OPENINGS, ids=str)
def test_what_is_no_answer_fills_no_slot(
    assistant: Assistant, opening: Opening, nothing: str
) -> None:
    stored = assistant.stored()
    talk, question = arrive(assistant, opening)
    assert is_asked_again(opening, question, talk.replies(nothing)[-1])
    assert assistant.stored() == stored


CORRECTIONS = [
    ("zh", "不对，是8个人", "8 人"),
    ("zh", "改成明年9月", "2027年9月"),
    ("en", "no wait, make it 8 people", "8 people"),
    ("en", "in September rather", "Sep 2027"),
]


@pytest.mark.parametrize(("language", "said", "shown"), CORRECTIONS)
def test_a_correction_at_the_summary_changes_one_fact(
    assistant: Assistant, language: str, said: str, shown: str
) -> None:
    opening = next(
        one
        for one in OPENINGS
        if (one.form, one.asks, one.language) == ("request", "confirmed", language)
    )
    talk, _ = arrive(assistant, opening)
    summary = talk.say(said)
    assert shown in summary
    assert opening.shown in summary
