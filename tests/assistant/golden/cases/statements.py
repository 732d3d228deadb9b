"""Surveys that are opened, goals that are stated, courses that are rated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from assistant.conversation.looking_up import ANSWERS
from assistant.flows.names import REQUESTED
from engine.usecases.ratings import OwnRating, RatingReceipt
from engine.usecases.surveys import GoalReceipt, SurveyView
from engine.usecases.units import Contacts
from engine.usecases.withdraw_need import OwnNeed
from engine.values.errors import InvalidInput, NotPermitted
from tests.assistant.golden.made import NEGOTIATION, SAFETY, SALES, made, named
from tests.assistant.golden.records import COURSE_SAID, SKILL_SAID, UNIT_SAID, entity
from tests.assistant.golden.stage import Case, Each
from tests.assistant.steps import (
    STATEMENT_ASKS,
    STATEMENT_ENDS,
    STATEMENT_READS,
    STATEMENT_SUMS_UP,
)

KPI_SAID = entity("kpi", "转化率", code="CONVERSION")
TAKEN = (NEGOTIATION, SAFETY, *(named(f"Course {n}", f"{n}号课") for n in range(3, 8)))
SURVEY = made(
    SurveyView,
    number="SV-2027-02",
    unit=SALES,
    audience="heads",
    year=2027,
    closes_on=date(2026, 12, 18),
    invited=34,
)


def heard(name: str, intent: str, **given: object) -> Case:
    return Case(**{"action": STATEMENT_READS, "name": name, "intent": intent, **given})  # type: ignore[arg-type]


def later(name: str, kind: str, asked: str, so_far: dict[str, object], **given: object) -> Case:
    slots = {"statement": kind, "statement_said": so_far, "draft_key": "m0", REQUESTED: asked}
    return Case(**{"action": STATEMENT_READS, "name": name, "slots": slots, **given})  # type: ignore[arg-type]


UNTIL = entity("period", "12月18日", first_day="2026-12-18", last_day="2026-12-18")
DECEMBER = entity("period", "12月", first_day="2027-12-01", last_day="2027-12-31")
HR_PEOPLE = made(Contacts, hr=("林若 (HR)", "方圆 (HR)"))
NEEDS = (
    made(OwnNeed, number="ND-2026-0012", topic="谈判开场白", about=NEGOTIATION),
    made(OwnNeed, number="ND-2026-0011", topic="插花", about=None),
)
OWN = [
    {
        "number": one.number,
        "topic": one.topic,
        "code": one.about.code if one.about else "",
        "about": one.about.name if one.about else "",
        "about_en": "",
    }
    for one in NEEDS
]
OF_NEEDS = {"needs": OWN, "chosen": None}
BOTH = {"needs": OWN, "chosen": [one.number for one in NEEDS]}
DOUBTED = {"heard": {"text": "老搞不清谈判", "entities": [COURSE_SAID]}, "rival": "request_budget"}
JUST_SAID = {"heard": {"text": "真累", "entities": []}, "rival": None}
OWN_RATINGS = (
    OwnRating(NEGOTIATION, Decimal("4.5"), "很实用", 2026),
    OwnRating(SAFETY, None, "没听懂", 2025),
    OwnRating(SAFETY, Decimal(3), "", 2024),
)
RATED = {"text": "很实用", "taken": ["NEGOTIATION", "SAFETY"]}
WITH_COURSE = {**RATED, "course": {"code": "NEGOTIATION", "name": "谈判技巧"}, "before": None}
GOAL = {"text": "转化率到30%", "kpi": {"code": "CONVERSION", "name": "转化率"}}
ASKED = {"audience": "heads", "unit": "SALES", "closes_on": "2026-12-18", "invited": 34}

HEARD = (
    heard(
        "a survey of heads, until a day",
        "launch_survey",
        entities=(UNIT_SAID, UNTIL),
        said=(
            "给销售部主管发需求调研，12月18日截止",
            "survey the heads of sales until 18 December",
        ),
        results={"preview_survey": SURVEY},
    ),
    heard(
        "a survey of everybody",
        "launch_survey",
        said=("做个全员需求调研", "survey all staff"),
        results={"preview_survey": SURVEY},
    ),
    heard(
        "of the management; a month that is no end",
        "launch_survey",
        entities=(DECEMBER,),
        said=("给管理层做12月需求调研", "survey the management for December"),
        results={"preview_survey": SURVEY},
    ),
    heard(
        "by the end of a month, whose year is this one",
        "launch_survey",
        entities=(DECEMBER,),
        said=("12月底之前做需求调研", "survey them before the end of December"),
        results={"preview_survey": SURVEY},
    ),
    heard(
        "a day with its year",
        "launch_survey",
        said=("需求调研2027年12月18日截止", "survey until December 18, 2027"),
        entities=(entity("period", "x", first_day="2027-12-18", last_day="2027-12-18"),),
        results={"preview_survey": SURVEY},
    ),
    heard(
        "a day that has passed comes round again",
        "launch_survey",
        said=("3月1日截止", "until 1 March"),
        entities=(entity("period", "x", first_day="2027-03-01", last_day="2027-03-01"),),
        results={"preview_survey": SURVEY},
    ),
    heard(
        "who may not open one may answer one",
        "launch_survey",
        said=("做需求调研", "a survey please"),
        results={"preview_survey": NotPermitted("run_surveys", "hr"), "may": None},
    ),
    heard(
        "who may neither",
        "launch_survey",
        said=("做需求调研", "a survey please"),
        results={
            "preview_survey": NotPermitted("run_surveys", "hr"),
            "may": NotPermitted("state_goals", "head"),
        },
    ),
    heard(
        "a goal with a figure",
        "answer_survey_goal",
        said=("转化率从25%到30%，缺谈判", "from 25% to 30%"),
        entities=(KPI_SAID, SKILL_SAID, entity("percent_from", 25), entity("percent_to", 30)),
        results={"may": None},
    ),
    heard(
        "a goal with a course",
        "answer_survey_goal",
        said=("要学插花", "we need flowers"),
        entities=(entity("course", "插花"),),
        results={"may": None},
    ),
    heard(
        "who may state none",
        "answer_survey_goal",
        said=("目标是增长", "growth is our goal"),
        results={"may": NotPermitted("state_goals", "head")},
    ),
    heard(
        "a rating with all that it needs",
        "give_feedback",
        said=("谈判课打4分，很实用", "4 stars, useful"),
        entities=(COURSE_SAID,),
        results={"courses_taken": TAKEN, "own_ratings": ()},
    ),
    heard(
        "other stars for what was rated this year",
        "give_feedback",
        said=("谈判课改成3分", "make it 3 stars"),
        entities=(COURSE_SAID,),
        results={"courses_taken": TAKEN, "own_ratings": OWN_RATINGS},
    ),
    heard(
        "a rating without a course",
        "give_feedback",
        said=("这门课很实用", "the course was useful"),
        results={"courses_taken": TAKEN},
    ),
    heard("praise of nothing in particular", "give_feedback", said=("很实用", "it was useful")),
    heard(
        "a complaint about what is no training",
        "give_feedback",
        said=("食堂太难吃", "the canteen is awful"),
        results={"contacts": HR_PEOPLE},
    ),
    heard(
        "a complaint with nobody in HR",
        "answer_survey_goal",
        said=("真烦", "sick of it"),
        results={"contacts": made(Contacts, hr=())},
    ),
    heard(
        "what may be a goal or a request",
        "answer_survey_goal",
        said=("老搞不清谈判", "never sure of negotiating"),
        entities=(COURSE_SAID,),
    ),
    heard(
        "a need of two",
        "withdraw_need",
        said=("撤回谈判开场白那条", "take back 谈判开场白"),
        results={"own_needs": NEEDS},
    ),
    heard(
        "one that is not there",
        "withdraw_need",
        said=("撤回焊接那条", "take back welding"),
        entities=(entity("course", "焊接", code="WELDING"),),
        results={"own_needs": NEEDS},
    ),
    heard(
        "all needs",
        "withdraw_need",
        said=("我的需求都撤回", "withdraw all of them"),
        results={"own_needs": NEEDS},
    ),
    heard("no need", "withdraw_need", said=("撤回", "take back"), results={"own_needs": ()}),
    heard(
        "a course not taken",
        "give_feedback",
        said=("焊接课4分", "4 stars for welding"),
        entities=(entity("course", "焊接", code="WELDING"),),
        results={"courses_taken": TAKEN},
    ),
    heard(
        "who may rate nothing",
        "give_feedback",
        said=("打4分", "4 stars"),
        results={"courses_taken": NotPermitted("rate_courses", "hr")},
    ),
    later(
        "the course is told",
        "give_feedback",
        "course",
        RATED,
        entities=(COURSE_SAID,),
        said=("谈判", "negotiation"),
        results={"own_ratings": ()},
    ),
    later(
        "a course not taken is asked again",
        "give_feedback",
        "course",
        RATED,
        said=("焊接", "welding"),
        entities=(entity("course", "焊接", code="WELDING"),),
    ),
    later(
        "which of the two: the statement",
        "answer_survey_goal",
        "kind",
        DOUBTED,
        said=("填报年度目标", "state goals for the year"),
        results={"may": None},
    ),
    later(
        "which of the two: the other",
        "answer_survey_goal",
        "kind",
        DOUBTED,
        said=("申请培训预算", "request a budget"),
        act={"intent": "deny", "answer": False, "about": "m0"},
    ),
    later(
        "neither",
        "answer_survey_goal",
        "kind",
        JUST_SAID,
        said=("只是说说", "just saying"),
        act={"intent": "deny", "answer": False, "about": "m0"},
    ),
    later(
        "a need by its number",
        "withdraw_need",
        "need",
        OF_NEEDS,
        said=("ND-2026-0011", "ND-2026-0011"),
    ),
    later(
        "whom a survey is for",
        "launch_survey",
        "recipients",
        {"unit": "SALES"},
        said=("各级负责人", "heads of units"),
        results={"preview_survey": SURVEY},
    ),
    later(
        "another statement instead",
        "answer_survey_goal",
        "confirmed",
        GOAL,
        intent="give_feedback",
        said=("这门课打4分", "4 stars for the course"),
        results={"courses_taken": TAKEN},
    ),
    later("forget it", "answer_survey_goal", "confirmed", GOAL, said=("算了", "forget it")),
    later(
        "a comment",
        "give_feedback",
        "confirmed",
        {**WITH_COURSE, "stars": "4"},
        said=("写上老师讲得快", "add that it went too fast"),
    ),
    later("stars alone", "give_feedback", "rating", WITH_COURSE, said=("4", "4")),
    later("no stars", "give_feedback", "rating", WITH_COURSE, said=("不打分", "skip it")),
    later("yes", "give_feedback", "confirmed", {**WITH_COURSE, "stars": "4"}),
    later(
        "no",
        "give_feedback",
        "confirmed",
        {**WITH_COURSE, "stars": "4"},
        said=("不", "no"),
        intent="deny",
    ),
    later(
        "other stars",
        "give_feedback",
        "confirmed",
        {**WITH_COURSE, "stars": "4"},
        said=("改成三分", "three stars"),
    ),
    later(
        "more of the goal",
        "answer_survey_goal",
        "confirmed",
        GOAL,
        said=("还缺谈判能力", "negotiating too"),
        entities=(SKILL_SAID,),
    ),
    later("a picture is no goal", "answer_survey_goal", "confirmed", GOAL, said=("👍🙏", "👍🙏")),
    later(
        "something else is asked",
        "give_feedback",
        "rating",
        WITH_COURSE,
        intent="help",
        said=("你能做什么？", "what can you do?"),
    ),
)

ASKING = (
    Case(
        action=STATEMENT_ASKS,
        name="which course?",
        slots={"statement": "give_feedback", "statement_said": RATED, REQUESTED: "course"},
        results={"courses_taken": TAKEN},
    ),
    Case(
        action=STATEMENT_ASKS,
        name="how many stars?",
        slots={"statement": "give_feedback", "statement_said": WITH_COURSE, REQUESTED: "rating"},
    ),
    Case(
        action=STATEMENT_ASKS,
        name="what shall it say?",
        slots={"statement": "give_feedback", "statement_said": WITH_COURSE, REQUESTED: "comment"},
    ),
    *(
        Case(
            action=STATEMENT_ASKS,
            name=name,
            slots={"statement": kind, "statement_said": said, "draft_key": "m0", REQUESTED: asked},
            results={"preview_survey": SURVEY},
        )
        for name, kind, said, asked in (
            ("which of the two?", "answer_survey_goal", DOUBTED, "kind"),
            ("this, or nothing?", "answer_survey_goal", JUST_SAID, "kind"),
            ("which need?", "withdraw_need", OF_NEEDS, "need"),
            ("whom is the survey for?", "launch_survey", {}, "recipients"),
        )
    ),
    *(
        Case(
            action=STATEMENT_SUMS_UP,
            name=name,
            slots={"statement": kind, "statement_said": said, "draft_key": "m0"},
            results={"preview_survey": SURVEY},
        )
        for name, kind, said in (
            ("a survey", "launch_survey", ASKED),
            ("a goal", "answer_survey_goal", GOAL),
            (
                "a goal with all",
                "answer_survey_goal",
                {**GOAL, "skill": {"code": "N", "name": "谈判"}, "percent_to": "30"},
            ),
            (
                "a goal from where, and when",
                "answer_survey_goal",
                {**GOAL, "percent_from": "25", "percent_to": "30", "year": 2028},
            ),
            (
                "a goal in money",
                "answer_survey_goal",
                {
                    **GOAL,
                    "values": [
                        {"value": 30_000_000.0, "unit": "money"},
                        {"value": 33_500_000.0, "unit": "money"},
                    ],
                },
            ),
            ("needs to take back", "withdraw_need", BOTH),
            ("stars", "give_feedback", {**WITH_COURSE, "stars": "4"}),
            ("words alone", "give_feedback", {**WITH_COURSE, "stars": ""}),
            ("stars alone", "give_feedback", {**WITH_COURSE, "text": "", "stars": "4"}),
            ("other stars", "give_feedback", {**WITH_COURSE, "stars": "4", "before": "3"}),
        )
    ),
)


def storing(name: str, kind: str, said: object, **results: object) -> Case:
    slots = {"statement": kind, "statement_said": said, "confirmed": True, "draft_key": "m0"}
    return Case(action=STATEMENT_ENDS, name=name, slots=slots, results=results)


GOAL_STORED = made(GoalReceipt, number="G-2027-05", unit=SALES, year=2027, survey=None)
STORING = (
    storing("a survey", "launch_survey", ASKED, launch_survey=SURVEY),
    storing("a survey of everybody", "launch_survey", {"audience": None}, launch_survey=SURVEY),
    storing(
        "a survey on a day that is past",
        "launch_survey",
        ASKED,
        launch_survey=InvalidInput("survey_closed_before", closes_on="2026-01-05"),
    ),
    storing("a goal", "answer_survey_goal", GOAL, state_goal=GOAL_STORED),
    storing(
        "a goal that answers a survey",
        "answer_survey_goal",
        {
            **GOAL,
            "skill": {"code": "N", "name": "谈判"},
            "topic": "插花",
            "percent_from": "25",
            "percent_to": "30",
        },
        state_goal=made(
            GoalReceipt, number="G-2027-06", unit=SALES, year=2027, survey="SV-2027-02"
        ),
    ),
    storing("a need taken back", "withdraw_need", BOTH, withdraw_need=Each(NEEDS)),
    storing(
        "stars",
        "give_feedback",
        {**WITH_COURSE, "stars": "4"},
        rate_course=RatingReceipt(NEGOTIATION, Decimal(4), 17, Decimal("4.32")),
    ),
    storing(
        "words alone, too few for a mean",
        "give_feedback",
        {**WITH_COURSE, "stars": ""},
        rate_course=RatingReceipt(NEGOTIATION, None, 3, None),
    ),
    Case(
        action=STATEMENT_ENDS,
        name="not confirmed",
        slots={"statement": "give_feedback", "statement_said": WITH_COURSE, "confirmed": False},
    ),
    Case(action=STATEMENT_ENDS, name="given up before"),
)

ASKS_OWN = ("我打了几分？", "what did I rate it?")
OWN_SEEN = tuple(
    Case(
        action=ANSWERS["query_training_effect"],
        name=name,
        said=ASKS_OWN,
        intent="query_training_effect",
        results={"own_ratings": ratings},
    )
    for name, ratings in (("what one said oneself", OWN_RATINGS), ("nothing yet", ()))
)

CASES = (*OWN_SEEN, *HEARD, *ASKING, *STORING)
