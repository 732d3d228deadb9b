"""Greetings, help, yes and no with nothing open, and not understanding."""

from __future__ import annotations

from assistant.capabilities import of_kind
from assistant.conversation.looking_up import ANSWERS
from assistant.knowledge.answering import Elsewhere
from assistant.small_talk import Clarify
from engine.usecases.units import Contacts
from tests.assistant.golden.records import AN_ERROR, NUMBER, YOURS, listed, request
from tests.assistant.golden.stage import Case

TWO_OF_HR = {"contacts": Contacts(("王芳", "李强"), True)}
ALONE_IN_HR = {"contacts": Contacts((), True, True)}
NOBODY = {"contacts": Contacts((), False)}
NOTHING_WAITS = {"request_status": listed()}
WHAT = ("呃这个那个", "well the thing")
RANKING = (
    "nlu_fallback",
    "query_priorities",
    "no_such_intent",
    "help",
    "estimate_cost",
    "greet",
    "query_profile",
)

CASES = (
    Case(action=ANSWERS["greet"], name="hello", said=("你好", "hello there")),
    Case(action=ANSWERS["greet"], name="a misunderstanding is over", slots={"misunderstood": 1}),
    Case(action=ANSWERS["help"], name="who plans budgets", results=TWO_OF_HR),
    Case(action=ANSWERS["help"], name="who does not", results=NOBODY),
    Case(action=ANSWERS["help"], name="an accident", results={"contacts": AN_ERROR}, fails=True),
    Case(
        action=ANSWERS["knowledge"],
        name="a topic that is clear",
        said=(
            "已占用和已承诺有什么区别？",
            "what is the difference between reserved and committed?",
        ),
        results=TWO_OF_HR,
    ),
    Case(
        action=ANSWERS["knowledge"],
        name="a topic that may be several",
        said=("要多少？", "what happens next?"),
        results=TWO_OF_HR,
    ),
    *(
        Case(action=Elsewhere, name=f"{one} is done elsewhere", intent=one, results=TWO_OF_HR)
        for one in sorted(of_kind("elsewhere"))
    ),
    Case(
        action=ANSWERS["knowledge"],
        name="a rule that is not written down",
        said=("去外面考雅思的费用能报销吗", "is there a dress code on Fridays"),
        results=TWO_OF_HR,
    ),
    Case(
        action=ANSWERS["knowledge"],
        name="a rule that is not written down, for the only one of HR",
        said=("去外面考雅思的费用能报销吗", "is there a dress code on Fridays"),
        results=ALONE_IN_HR,
    ),
    Case(
        action=ANSWERS["knowledge"],
        name="like no topic at all",
        said=("🤔", "🤔"),
        results=TWO_OF_HR,
    ),
    Case(action=ANSWERS["thanks_bye"], name="thanks"),
    Case(
        action=ANSWERS["switch_language"],
        name="to the other one",
        said=("换个语言", "another language"),
    ),
    Case(
        action=ANSWERS["switch_language"],
        name="to English",
        said=("请说英文", "speak English please"),
    ),
    Case(
        action=ANSWERS["switch_language"],
        name="to Chinese",
        said=("请说中文", "speak Chinese please"),
    ),
    Case(
        action=ANSWERS["switch_language"],
        name="both named",
        said=("中文还是英文", "Chinese or English please"),
    ),
    Case(action=ANSWERS["affirm"], name="nothing to confirm", results=NOTHING_WAITS),
    Case(
        action=ANSWERS["affirm"],
        name="submitted before",
        slots={"last_request": NUMBER},
        results=NOTHING_WAITS,
    ),
    Case(
        action=ANSWERS["affirm"],
        name="a bare yes is none to what happens to wait",
        results={"request_status": listed(request(waiting=YOURS))},
    ),
    Case(action=ANSWERS["deny"], name="an offer is dropped", slots={"offer": "request_budget"}),
    Case(action=ANSWERS["cancel"], name="a draft", slots={"draft_key": "m0", "headcount": 20}),
    Case(action=ANSWERS["cancel"], name="an offer", slots={"offer": "request_budget"}),
    Case(action=ANSWERS["cancel"], name="nothing"),
    Case(action=ANSWERS["handoff_to_human"], name="HR has names", results=TWO_OF_HR),
    Case(action=ANSWERS["handoff_to_human"], name="HR has none", results=NOBODY),
    Case(action=Clarify, name="the likeliest readings", said=WHAT, ranking=RANKING),
    Case(action=Clarify, name="no likely reading", said=WHAT),
    Case(action=Clarify, name="again", said=WHAT, slots={"misunderstood": 1}, results=TWO_OF_HR),
    Case(
        action=Clarify,
        name="again, and HR has no names",
        said=WHAT,
        slots={"misunderstood": 2},
        results=NOBODY,
    ),
    Case(
        action=Clarify,
        name="it chooses an audience",
        said=("只要少的", "only those please"),
        slots={"offer": "request_budget", "proposed": {"narrow": 12, "all": 20}},
    ),
)
