"""Reporting a skill that one lacks."""

from __future__ import annotations

from assistant.flows.names import REQUESTED
from engine.analysis.skill_gap import PersonGap
from engine.queries.skills import PersonSkill
from engine.usecases.profile import Profile
from engine.usecases.report_need import NeedReceipt
from engine.usecases.units import Contacts
from engine.values.errors import NotPermitted
from tests.assistant.golden.made import NEGOTIATION, SAFETY, SALES, made
from tests.assistant.golden.records import COURSE, COURSE_SAID, SKILL, SKILL_SAID, entity
from tests.assistant.golden.stage import Case
from tests.assistant.steps import NEED_ASKS, NEED_ENDS, NEED_READS, NEED_SUMS_UP

WISH = {**SKILL, "kind": "skill"}
KIND = "report_skill_need"
BEGUN: dict[str, object] = {"statement": KIND, "statement_said": {}, "draft_key": "m0"}


def of(wish: object, **more: object) -> dict[str, object]:
    return {**BEGUN, "statement_said": {"wish": wish, **more}}


OPEN = of(WISH)
PIVOTS = {**WISH, "words": "谈判开场白"}
WELDING = {"topic": "焊接"}
SHORT = tuple(
    made(PersonGap, skill=made(PersonSkill, skill=one), gap=gap)
    for one, gap in ((NEGOTIATION, 0.4), (SAFETY, 0.2), (SALES, 0.0))
)
HR_PEOPLE = made(Contacts, hr=("林若 (HR)", "方圆 (HR)"))
WANTS = ("想学谈判，因为客户投诉", "I want to learn negotiating because of complaints")


def heard(name: str, asked: str | None, **given: object) -> Case:
    slots = {REQUESTED: asked, **given.pop("slots", {})}  # type: ignore[dict-item]
    usual = {"action": NEED_READS, "name": name, "slots": slots, "intent": KIND}
    return Case(**{**usual, **given})  # type: ignore[arg-type]


def stored(name: str, **given: object) -> Case:
    more = given.pop("slots", {})
    usual = {"number": "N-2027-0031", "topic": "谈判", "year": 2027, "others": 0}
    found = made(NeedReceipt, **{**usual, "about": NEGOTIATION, **given})
    slots = {**of(WISH, reason="客户投诉"), "confirmed": True, **more}
    return Case(action=NEED_ENDS, name=name, slots=slots, results={"report_need": found})


CASES = (
    heard("a skill", None, said=WANTS, entities=(SKILL_SAID, COURSE_SAID)),
    heard("a course", None, said=("想上谈判课", "I want that course"), entities=(COURSE_SAID,)),
    heard(
        "two wishes",
        None,
        said=("想学谈判技巧和焊接", "I want to learn negotiating and welding"),
        entities=(
            {**entity("course", "谈判技巧", code="NEGOTIATION"), "start": 2, "end": 6},
            {**entity("course", "焊接", code="WELDING"), "start": 7, "end": 9},
        ),
    ),
    heard(
        "the next of several",
        None,
        slots=of(PIVOTS, next=True, waiting=[{"wish": WELDING}], reason="客户投诉"),
    ),
    heard(
        "a complaint that names a skill",
        None,
        said=("天天因为谈判挨骂", "sick of it, always that negotiating"),
        entities=({**SKILL_SAID, "start": 4, "end": 6},),
    ),
    heard(
        "a complaint that names none",
        None,
        said=("食堂太难吃", "the canteen is awful"),
        results={"contacts": HR_PEOPLE},
    ),
    heard(
        "one more",
        "confirmed",
        said=("还有插花", "and flower arranging too"),
        slots=OPEN,
    ),
    heard(
        "a yes and one more",
        "confirmed",
        said=("好，还有插花", "yes, and flower arranging too"),
        slots=OPEN,
    ),
    heard("nothing yet", None, said=("想学点东西", "I want to learn something")),
    heard(
        "the course in own words",
        "course",
        said=("插花", "flower arranging"),
        slots=BEGUN,
    ),
    heard(
        "a bare yes is no course",
        "course",
        slots=BEGUN,
        results={"profile": made(Profile, skills=SHORT)},
    ),
    heard("yes", "confirmed", slots=OPEN),
    heard("no", "confirmed", said=("不", "no"), intent="deny", slots=OPEN),
    heard(
        "another skill instead",
        "confirmed",
        said=("换成谈判", "make it negotiating"),
        entities=(SKILL_SAID,),
        slots=of(COURSE),
    ),
    heard(
        "something else is asked",
        "confirmed",
        said=("还剩多少预算？", "how much is left?"),
        intent="query_budget_status",
        slots=OPEN,
    ),
    heard("a pause", "confirmed", said=("先开会，等会儿说", "hold on, in a meeting"), slots=OPEN),
    heard("not understood", "confirmed", said=("嗯嗯啊啊哦哦", "hmm well hmm"), slots=OPEN),
    Case(
        action=NEED_ASKS,
        name="which, of these?",
        slots={**BEGUN, REQUESTED: "course"},
        results={"profile": made(Profile, skills=SHORT)},
    ),
    Case(
        action=NEED_ASKS,
        name="which?",
        slots={**BEGUN, REQUESTED: "course"},
        results={"profile": made(Profile)},
    ),
    Case(
        action=NEED_SUMS_UP,
        name="in more words, and why",
        slots=of(PIVOTS, reason="客户投诉"),
    ),
    Case(action=NEED_SUMS_UP, name="a skill", slots=OPEN),
    Case(action=NEED_SUMS_UP, name="a topic", slots=of({"topic": "插花"})),
    stored("the first", already_reported=False),
    stored("one of several", already_reported=False, others=6),
    stored("in own words", topic="谈判开场白", already_reported=False, slots=of(PIVOTS)),
    stored(
        "and the next",
        already_reported=False,
        slots=of(WISH, reason="客户投诉", waiting=[{"wish": WELDING}]),
    ),
    stored("reported before", already_reported=True),
    Case(action=NEED_ENDS, name="not confirmed", slots=OPEN),
    Case(action=NEED_ENDS, name="nothing to store", slots={"confirmed": True}),
    Case(
        action=NEED_ENDS,
        name="not permitted",
        slots={**OPEN, "confirmed": True},
        results={"report_need": NotPermitted("report_need", "hr")},
    ),
)
