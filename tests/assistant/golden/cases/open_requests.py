"""The request form where a figure is rough, a question is left open, or groups are named."""

from __future__ import annotations

from assistant.flows.names import REQUEST
from engine.usecases.units import Roster
from engine.values.errors import NotEnoughData
from tests.assistant.golden.cases.lookups import GAP_REPORT, NEED
from tests.assistant.golden.cases.requests import (
    ALL,
    BEGUN,
    FINE,
    PROPOSED,
    ROSTER,
    answered,
    summed_up,
)
from tests.assistant.golden.made import SALES, named
from tests.assistant.golden.records import LINE, NARROWER, UNIT, UNIT_SAID, proposal
from tests.assistant.golden.stage import Case
from tests.assistant.steps import asks

GROUPS = [
    {"words": "甲班", "headcount": 13, "code": None},
    {"words": "乙班", "headcount": 4, "code": None},
    {"words": "", "headcount": 3, "code": None},
]
GROUPED = {**ALL, "groups": GROUPS}
COURSES = {**ROSTER, "skill_gap": GAP_REPORT}
NO_COURSES = {"skill_gap": NotEnoughData("no_assessments")}


def left(field: str, **slots: object) -> dict[str, object]:
    return {**BEGUN, "left_open": [field], **slots}


ROUGH = (
    answered("a rough headcount", "headcount", BEGUN, said=("二十来号人", "twenty or so")),
    answered("the headcount is left to us", "headcount", BEGUN, said=("你看着办", "you decide")),
    answered("a filler as a course", "course", {"draft_key": "m0"}, said=("随便", "whatever")),
    answered(
        "a filler once more",
        "course",
        {"draft_key": "m0", "left_open": ["course"]},
        said=("就那个", "that one"),
        results={**COURSES, **FINE},
    ),
    answered(
        "the audience is left to us",
        "audience",
        {**BEGUN, "proposed": PROPOSED},
        said=("你定", "up to you"),
    ),
    answered("any time", "headcount", BEGUN, said=("什么时候都行", "any time")),
    answered(
        "the reason is left to us",
        "reason",
        {**ALL, "reason": None},
        said=("你帮我写", "you write it"),
    ),
    answered("no reason", "reason", {**ALL, "reason": None}, said=("快点", "hurry up")),
    answered(
        "the reason offered",
        "reason",
        {**ALL, "reason": None, "offered_reason": "40人低于平均"},
        said=("就用这句", "use that"),
    ),
    answered(
        "a unit in passing",
        "confirmed",
        ALL,
        said=("销售部人很多", "sales has many"),
        entities=({**UNIT_SAID, "end": 3},),
        results={**FINE, "requesting_roster": Roster(named("W1", "一车间"), 34)},
    ),
)
REGROUPED = (
    answered("one group is other", "confirmed", GROUPED, said=("甲班改成20个", "make 甲班 20")),
    answered(
        "a group that is not there", "confirmed", GROUPED, said=("丙班少2个", "take 2 off 丙班")
    ),
    answered("more than there are", "confirmed", GROUPED, said=("乙班少9个", "take 9 off 乙班")),
    answered(
        "a total that is not the sum",
        "headcount",
        BEGUN,
        said=("一共10人，甲班8个，乙班7个", "10 people in total, team A 8, team B 7"),
        entities=({"entity": "headcount", "value": 10, "start": 0, "end": 5},),
    ),
    answered("of no group", "confirmed", ALL, said=("丙班少2个", "take 2 off team C")),
    answered("a total after groups", "confirmed", GROUPED, said=("那就40", "ok but 40")),
    Case(
        action=asks(REQUEST, "headcount"),
        name="of which group?",
        slots={**GROUPED, "group_open": {"words": "", "how": "take", "headcount": 2}},
    ),
    Case(
        action=asks(REQUEST, "headcount"),
        name="how many of a group?",
        slots={**GROUPED, "group_open": {"words": "销售部", "how": "add", "code": "SALES"}},
        results=ROSTER,
    ),
    summed_up("groups", LINE, groups=GROUPS),
    summed_up("a position", LINE, position={"code": "SELLER", "name": "销售员"}),
)
LEFT_OPEN = (
    Case(
        action=asks(REQUEST, "course"), name="from the gaps", slots=left("course"), results=COURSES
    ),
    Case(
        action=asks(REQUEST, "course"),
        name="nothing measured",
        slots=left("course"),
        results=NO_COURSES,
    ),
    Case(
        action=asks(REQUEST, "headcount"),
        name="those with the gap",
        slots=left("headcount", department=UNIT),
        results={**FINE, "propose_request": proposal(narrower=NARROWER)},
    ),
    Case(
        action=asks(REQUEST, "headcount"), name="everybody", slots=left("headcount"), results=FINE
    ),
    Case(action=asks(REQUEST, "period"), name="some months", slots=left("period")),
    Case(
        action=asks(REQUEST, "reason"),
        name="a reason from the data",
        slots=left("reason"),
        results={"propose_request": proposal(need=NEED, unit=SALES)},
    ),
    Case(action=asks(REQUEST, "reason"), name="no data", slots=left("reason"), results=FINE),
)
CASES = (*ROUGH, *REGROUPED, *LEFT_OPEN)
