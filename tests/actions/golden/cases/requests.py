"""The request form: what it hears, what it asks, how it sums up, what it submits."""

from __future__ import annotations

from actions.request_form import REQUESTED, ValidateRequestForm
from actions.request_questions import (
    AskAmount,
    AskAudience,
    AskConfirmed,
    AskCourse,
    AskHeadcount,
    AskPeriod,
    AskReason,
    AskSessions,
    AskSure,
    AskTaxRate,
)
from actions.submit_request import SubmitRequest
from engine.usecases.requests.draft import RequestPreview
from engine.usecases.requests.plausible import Doubt
from engine.usecases.units import Roster
from engine.values.encoding import to_plain
from engine.values.errors import BudgetExceeded, InvalidInput, NotEnoughData, NotPermitted
from tests.actions.golden.made import SALES, cny, made, named
from tests.actions.golden.records import (
    COURSE,
    COURSE_SAID,
    LAST_MAY_SAID,
    LINE,
    MARCH,
    MARCH_SAID,
    NARROWER,
    POSITION_SAID,
    SKILL,
    SKILL_SAID,
    UNIT,
    UNIT_SAID,
    WAITING,
    budget_line,
    cost,
    entity,
    proposal,
    receipt,
    request,
)
from tests.actions.golden.stage import Case

ROSTER = {"requesting_roster": Roster(SALES, 34)}
FINE = {**ROSTER, "check_headcount": None, "propose_request": proposal()}
TWENTY = entity("headcount", 20)
PROPOSED = {
    "key": [20, None, None, None, None, "NEGOTIATION"],
    "narrow": 12,
    "narrow_total": "18120.00",
    "all": 20,
    "all_total": "30200.00",
    "currency": "CNY",
    "must_do": False,
}
ONE_AUDIENCE = {**PROPOSED, "narrow": None, "narrow_total": None}
BEGUN = {"draft_key": "m0", "course": COURSE, "headcount": 20, "proposed": ONE_AUDIENCE}
QUOTED = {"price": {"amount": "9800", "currency": "CNY"}, "per": "head"}
DOUBTS = to_plain(
    [
        Doubt("headcount_beyond_unit", {"headcount": 31, "unit": SALES, "roster": 30}),
        Doubt("price_unlike_history", {"unit_cost": cny(20), "usual": cny("1508.23")}),
        Doubt("price_beyond_budget", {"total": cny(5_000_000), "budget": cny(700_000)}),
    ]
)
ALL = {**BEGUN, "period": MARCH, "reason": "客户投诉"}
WANTED = (
    "申请3月给20个人做谈判培训，因为投诉太多",
    "negotiation for 20 people in March because of complaints",
)


def opened(name: str, **given: object) -> Case:
    usual = {"said": WANTED, "intent": "request_budget", "results": FINE}
    return Case(**{"action": ValidateRequestForm, "name": name, **usual, **given})  # type: ignore[arg-type]


def answered(name: str, asked: str, slots: dict[str, object], **given: object) -> Case:
    usual = {"slots": {REQUESTED: asked, **slots}, "results": FINE}
    return Case(**{"action": ValidateRequestForm, "name": name, **usual, **given})  # type: ignore[arg-type]


TWO_NEEDS = (
    entity("headcount", 20),
    {**COURSE_SAID, "start": 3, "end": 7},
    {**UNIT_SAID, "start": 8, "end": 9},
    {**entity("headcount", 5), "start": 10, "end": 11},
    {**entity("course", "安全生产", code="SAFETY"), "start": 12, "end": 16},
)
OPENED = (
    opened("all at once", entities=(COURSE_SAID, TWENTY, MARCH_SAID, UNIT_SAID, POSITION_SAID)),
    opened("nothing yet", said=("我要申请预算", "I want budget")),
    opened(
        "with two audiences",
        entities=(COURSE_SAID, TWENTY),
        results={**FINE, "propose_request": proposal(narrower=NARROWER)},
    ),
    opened(
        "without a price",
        entities=(COURSE_SAID, TWENTY),
        results={**FINE, "propose_request": NotEnoughData("no_cost_history")},
    ),
    opened(
        "a skill and a price per head",
        entities=(SKILL_SAID, TWENTY, entity("amount_per_head", 800)),
    ),
    opened("a price in all", entities=(COURSE_SAID, TWENTY, entity("amount", 16000))),
    opened("a price below nothing", entities=(COURSE_SAID, entity("amount", -5))),
    opened("a price of nothing", entities=(COURSE_SAID, entity("amount_per_head", 0))),
    opened("a sum without a figure", entities=(COURSE_SAID, entity("vague_amount", "几万块"))),
    opened(
        "a number without a figure", entities=(COURSE_SAID, entity("vague_headcount", "一批人"))
    ),
    opened(
        "between so many and so many",
        entities=(COURSE_SAID, entity("vague_headcount", "20到30人", low=20, high=30)),
    ),
    opened("half a person", entities=(COURSE_SAID, entity("headcount", 2.5))),
    opened(
        "more people than there are",
        entities=(COURSE_SAID, TWENTY),
        results={
            **FINE,
            "check_headcount": InvalidInput("headcount_beyond_company", headcount=20, company=9),
        },
    ),
    opened("a time that has passed", entities=(COURSE_SAID, LAST_MAY_SAID)),
    opened(
        "a unit that is not there",
        entities=(
            COURSE_SAID,
            entity("department", "三车间", candidates=({"code": "W1", "name": "一车间"},)),
        ),
    ),
    opened("two needs", entities=TWO_NEEDS),
    opened(
        "what was offered is taken up",
        slots={
            "offer": "request_budget",
            "course": COURSE,
            "headcount": 20,
            "proposed": ONE_AUDIENCE,
        },
    ),
    opened(
        "an audience of what was offered",
        said=("只要12人", "only 12 people"),
        entities=(entity("headcount", 12),),
        slots={"offer": "request_budget", "course": COURSE, "headcount": 20, "proposed": PROPOSED},
    ),
    opened(
        "another training than was offered",
        entities=(SKILL_SAID,),
        slots={"offer": "request_budget", "course": COURSE, "headcount": 20, "proposed": PROPOSED},
    ),
    opened("the unit talked about", entities=(COURSE_SAID,), slots={"department": UNIT}),
    opened(
        "not permitted",
        results={"requesting_roster": NotPermitted("request_budget", "head")},
        slots={"department": UNIT},
    ),
    opened(
        "the next of several",
        said=("好", "ok"),
        slots={
            "queue": [
                [entity("course", "安全生产", code="SAFETY"), entity("headcount", 5)],
                [entity("course", "焊接", code="WELDING")],
            ]
        },
    ),
)
ANSWERED = (
    answered(
        "a course",
        "course",
        {"draft_key": "m0"},
        entities=(COURSE_SAID,),
        said=("谈判", "negotiation"),
    ),
    answered("a course in own words", "course", {"draft_key": "m0"}, said=("插花", "flowers")),
    answered("a yes is no course", "course", {"draft_key": "m0"}),
    answered("no words", "course", {"draft_key": "m0"}, said=("？！", "?!")),
    answered(
        "a headcount",
        "headcount",
        {"draft_key": "m0", "course": COURSE},
        entities=(entity("number", 20),),
        said=("20", "20"),
    ),
    answered(
        "all of the roster", "headcount", {"draft_key": "m0", "course": COURSE, "department": UNIT}
    ),
    answered(
        "an amount",
        "amount",
        {**BEGUN, "proposed": {**ONE_AUDIENCE, "asks": "amount", "missing": "no_cost_history"}},
        entities=(entity("number", 9000),),
        said=("9000", "9000"),
    ),
    answered(
        "a number where none was asked for",
        "period",
        BEGUN,
        entities=(entity("number", 7),),
        said=("7", "7"),
    ),
    answered(
        "a price per head is corrected",
        "confirmed",
        {**ALL, "headcount": 3, "amount": QUOTED},
        entities=(entity("amount", 8900),),
        said=("8900", "8900"),
    ),
    answered(
        "a price in all is given instead",
        "confirmed",
        {**ALL, "headcount": 3, "amount": QUOTED},
        entities=(entity("amount", 25000),),
        said=("25000", "25000"),
    ),
    answered(
        "the narrower audience, and when",
        "audience",
        {**BEGUN, "proposed": PROPOSED},
        entities=(MARCH_SAID,),
        said=("少的，3月", "the smaller one, March"),
    ),
    answered(
        "both audiences named",
        "audience",
        {**BEGUN, "proposed": PROPOSED},
        said=("只要全部", "only all of them"),
    ),
    answered(
        "another number",
        "audience",
        {**BEGUN, "proposed": PROPOSED},
        entities=(entity("headcount", 17),),
        said=("17人", "17 people"),
    ),
    answered("a month", "period", BEGUN, entities=(MARCH_SAID,), said=("3月", "March")),
    answered(
        "a month that has passed", "period", BEGUN, entities=(LAST_MAY_SAID,), said=("5月", "May")
    ),
    answered(
        "a reason",
        "reason",
        {**BEGUN, "period": MARCH},
        said=("理由是客户投诉太多", "reason: complaints, many"),
    ),
    answered("a yes is no reason", "reason", {**BEGUN, "period": MARCH}),
    answered(
        "a correction is no reason",
        "reason",
        {**BEGUN, "period": MARCH},
        said=("不对，等等", "no, wait"),
    ),
    answered(
        "another headcount instead of a reason",
        "reason",
        {**BEGUN, "period": MARCH},
        entities=(entity("headcount", 30),),
        said=("改成30人", "make it 30 people"),
    ),
    answered("no words are no reason", "reason", {**BEGUN, "period": MARCH}, said=("123", "123")),
    answered("yes", "confirmed", ALL),
    answered("no", "confirmed", ALL, said=("不", "no"), intent="deny"),
    answered(
        "another month", "confirmed", ALL, said=("改到3月", "in March then"), entities=(MARCH_SAID,)
    ),
    answered(
        "a new reason", "confirmed", ALL, said=("因为法规要求", "because it is required by law")
    ),
    answered("a pause", "confirmed", ALL, said=("先开会", "brb")),
    answered("not understood", "confirmed", ALL, said=("嗯呐呵", "hmm hmm")),
    answered(
        "a question is something else",
        "confirmed",
        ALL,
        said=("还剩多少预算？", "how much is left?"),
        intent="query_budget_status",
    ),
    answered(
        "giving up is something else", "confirmed", ALL, said=("算了", "cancel"), intent="cancel"
    ),
    answered(
        "a unit that may not be asked for",
        "confirmed",
        ALL,
        said=("给销售部", "for sales"),
        entities=(UNIT_SAID,),
        results={"requesting_roster": NotPermitted("request_budget", "management")},
    ),
    answered(
        "a change that is refused",
        "confirmed",
        ALL,
        said=("改成30人", "make it 30 people"),
        entities=(entity("headcount", 30),),
        results={
            **FINE,
            "propose_request": InvalidInput(
                "amount_beyond_budget", amount=cny(9000001), budget=cny(800000)
            ),
        },
    ),
)


def summed_up(name: str, line: object, charged: int = 30200, **slots: object) -> Case:
    found = made(
        RequestPreview,
        unit=SALES,
        costs=(cost(),),
        total=cny(30200),
        line=line,
        charged=cny(charged),
    )
    return Case(
        action=AskConfirmed, name=name, slots={**ALL, **slots}, results={"preview_request": found}
    )


TIGHT = budget_line(named("Company", "公司"), 50000, 10000, 7000, 3000)
ASKED = (
    Case(action=AskCourse, name="which?"),
    Case(
        action=AskHeadcount,
        name="a roster",
        results=ROSTER,
        slots={"department": UNIT, "position": {"code": "SELLER", "name": "销售员"}},
    ),
    Case(action=AskHeadcount, name="nobody there", results={"requesting_roster": Roster(SALES, 0)}),
    Case(action=AskAmount, name="of a course", slots={"course": COURSE}),
    Case(action=AskAmount, name="of a skill", slots={"skill": SKILL}),
    Case(action=AskAmount, name="of a topic", slots={"course": {"topic": "插花"}}),
    Case(
        action=AskAmount,
        name="in a currency that has no rate",
        slots={**BEGUN, "proposed": {"asks": "amount", "missing": "no_exchange_rate"}},
    ),
    Case(
        action=AskTaxRate,
        name="of a price without tax",
        slots={**BEGUN, "amount": {**QUOTED, "tax": "excluded"}},
        results={"counts_with_tax": "included"},
    ),
    Case(action=AskSessions, name="of a price by the session", slots={**BEGUN, "amount": QUOTED}),
    Case(
        action=AskSure,
        name="everything that is unlikely",
        slots={**BEGUN, "proposed": {**ONE_AUDIENCE, "doubts": DOUBTS}},
    ),
    Case(action=AskAudience, name="two audiences", slots={**BEGUN, "proposed": PROPOSED}),
    Case(action=AskPeriod, name="when?"),
    Case(action=AskReason, name="why?"),
    summed_up("there is enough", LINE),
    summed_up("there is not enough", TIGHT, 30201),
    summed_up("there is just enough", TIGHT, 30000),
    summed_up("no budget is set", None, reason=None, department=UNIT),
    summed_up("the narrower audience", LINE, audience="narrow"),
    summed_up(
        "the sum by heads does not pay for the sessions",
        LINE,
        proposed={**ONE_AUDIENCE, "all_sessions": "41800.00"},
    ),
)


def submitted(name: str, found: object, **slots: object) -> Case:
    return Case(
        action=SubmitRequest,
        name=name,
        results={"submit_request": found},
        slots={**ALL, "confirmed": True, "department": UNIT, **slots},
    )


STORED = request(waiting=WAITING)
SUBMITTED = (
    submitted("reserved", receipt(STORED)),
    submitted("nothing to reserve on", receipt(STORED, None)),
    submitted("a second time", receipt(STORED, repeated=True)),
    submitted("the next need follows", receipt(STORED), queue=[[COURSE_SAID]], audience="narrow"),
    submitted(
        "with a quotation",
        receipt(STORED),
        amount={"price": {"amount": "16000", "currency": "CNY"}},
        audience="all",
    ),
    submitted(
        "beyond the budget",
        BudgetExceeded(
            "budget_exceeded", unit=SALES, year=2027, available=cny(30000), asked=cny(30200)
        ),
    ),
    Case(action=SubmitRequest, name="not confirmed", slots=ALL),
    Case(action=SubmitRequest, name="nothing to submit", slots={"confirmed": True}),
)

CASES = (*OPENED, *ANSWERED, *ASKED, *SUBMITTED)
