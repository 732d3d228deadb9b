"""The request form: what it hears, what it asks, how it sums up, what it submits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.flows.names import REQUEST, REQUESTED
from engine.analysis.ceiling_fit import CeilingFit
from engine.analysis.quoted import QuotedSum
from engine.analysis.session_cost import SessionPlan
from engine.queries.rates import Conversion
from engine.usecases.budgets.phases import ShortQuarter
from engine.usecases.requests.draft import RequestPreview
from engine.usecases.requests.plausible import Doubt
from engine.usecases.units import Roster
from engine.values.errors import BudgetExceeded, InvalidInput, NotEnoughData, NotPermitted
from engine.values.money import Money
from engine.values.results import Caveat
from tests.assistant.golden.made import SALES, cny, made, named
from tests.assistant.golden.records import (
    COURSE,
    COURSE_SAID,
    LAST_MAY_SAID,
    LINE,
    MARCH,
    MARCH_SAID,
    NARROWER,
    NUMBER,
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
from tests.assistant.golden.stage import Case
from tests.assistant.steps import REQUEST_ENDS, REQUEST_READS, asks

SALES_PLAIN = {"code": "SALES", "name": "销售部", "name_en": "Sales"}
ROSTER = {"requesting_roster": Roster(SALES, 34)}
FINE = {"course_names": (), **ROSTER, "check_headcount": None, "propose_request": proposal()}


def cny_plain(amount: object) -> dict[str, str]:
    return {"amount": str(amount), "currency": "CNY"}


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
OTHER = {"course": {"topic": "插花"}, "headcount": 5, "period": MARCH, "reason": "客户投诉"}
SEVERAL = {
    **BEGUN,
    "place": 0,
    "lines": [{"place": 1, "course": {"topic": "插花"}, "headcount": 5, "reason": "客户投诉"}],
}
QUOTED = {"price": {"amount": "9800", "currency": "CNY"}, "per": "head"}
ALL = {**BEGUN, "period": MARCH, "reason": "客户投诉"}
WANTED = (
    "申请3月给20个人做谈判培训，因为投诉太多",
    "negotiation for 20 people in March because of complaints",
)


def opened(name: str, **given: object) -> Case:
    usual = {"said": WANTED, "intent": "request_budget", "results": FINE}
    return Case(**{"action": REQUEST_READS, "name": name, **usual, **given})  # type: ignore[arg-type]


def answered(name: str, asked: str, slots: dict[str, object], **given: object) -> Case:
    usual = {"slots": {REQUESTED: asked, **slots}, "results": FINE}
    return Case(**{"action": REQUEST_READS, "name": name, **usual, **given})  # type: ignore[arg-type]


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
        "another act in passing",
        said=("谈判课，另外撤回TR-2026-0001", "that course, and cancel my request TR-2026-0001"),
        entities=(COURSE_SAID,),
    ),
    opened(
        "several at once",
        said=("谈判20人3月，插花5人", "negotiation for 20 people in March, flowers for 5"),
        entities=(COURSE_SAID, TWENTY, entity("course", "插花"), entity("headcount", 5)),
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
        entities=({**UNIT_SAID, "start": None, "end": None},),
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


def summed_up(
    name: str,
    line: object,
    charged: int = 30200,
    costs: object = None,
    fits: object = (),
    short: object = (),
    **slots: object,
) -> Case:
    found = made(
        RequestPreview,
        unit=SALES,
        costs=costs or (cost(),),
        total=cny(30200),
        home=Conversion(cny(30200), cny(30200), Decimal(1), date(2026, 11, 1)),
        line=line,
        charged=cny(charged),
        fits=fits,
        short=short,
    )
    return Case(
        action=asks(REQUEST, "confirmed"),
        name=name,
        slots={**ALL, **slots},
        results={"preview_request": found},
    )


BY_SESSION_COST = cost(
    basis="by_session",
    total=cny(41100),
    pays_sessions=True,
    by_session=made(SessionPlan, capacity=21, sessions=3, total=cny(41100)),
)
UNPAID = cost(
    pays_sessions=False,
    by_session=made(SessionPlan, capacity=21, sessions=3, total=cny(41100)),
    caveats=(
        Caveat(
            "sessions_cost_more",
            {"sessions": 3, "capacity": 21, "total": cny(41100), "lacking": cny(10900)},
        ),
    ),
)
QUOTED_COST = cost(
    priced_by="quotation",
    total=Money(Decimal(4240), "USD"),
    unit_cost=Money(Decimal(212), "USD"),
    quoted=made(
        QuotedSum,
        given=Money(Decimal(4000), "USD"),
        total=Money(Decimal(4240), "USD"),
        counts="included",
        tax="excluded",
        tax_rate=Decimal(6),
        sessions=2,
    ),
    home=Conversion(Money(Decimal(4240), "USD"), cny(30104), Decimal("7.1"), date(2026, 11, 20)),
)
TIGHT = budget_line(named("Company", "公司"), 50000, 10000, 7000, 3000)
ASKED = (
    Case(action=asks(REQUEST, "course"), name="which?"),
    Case(
        action=asks(REQUEST, "headcount"),
        name="a roster",
        results=ROSTER,
        slots={"department": UNIT, "position": {"code": "SELLER", "name": "销售员"}},
    ),
    Case(
        action=asks(REQUEST, "headcount"),
        name="nobody there",
        results={"requesting_roster": Roster(SALES, 0)},
    ),
    Case(action=asks(REQUEST, "amount"), name="of a course", slots={"course": COURSE}),
    Case(action=asks(REQUEST, "amount"), name="of a skill", slots={"skill": SKILL}),
    Case(action=asks(REQUEST, "amount"), name="of a topic", slots={"course": {"topic": "插花"}}),
    Case(
        action=asks(REQUEST, "audience"),
        name="two audiences",
        slots={**BEGUN, "proposed": PROPOSED},
    ),
    Case(action=asks(REQUEST, "period"), name="when?"),
    Case(action=asks(REQUEST, "reason"), name="why?"),
    summed_up("there is enough", LINE),
    summed_up("there is not enough", TIGHT, 30201),
    summed_up("a quarter has not enough", LINE, short=(ShortQuarter(2, cny(20100), cny(30200)),)),
    summed_up("two of them", LINE, place=0, lines=[{**OTHER, "place": 1}]),
    summed_up("two without a budget", None, place=0, lines=[{**OTHER, "place": 1}]),
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
        action=REQUEST_ENDS,
        name=name,
        results={"submit_request": found},
        slots={**ALL, "confirmed": True, "department": UNIT, **slots},
    )


STORED = request(waiting=WAITING)
SUBMITTED = (
    submitted("reserved", receipt(STORED)),
    submitted("nothing to reserve on", receipt(STORED, None)),
    submitted("a second time", receipt(STORED, repeated=True)),
    submitted("both of two", receipt(STORED), place=0, lines=[{**OTHER, "place": 1}]),
    submitted(
        "both of two are refused",
        BudgetExceeded(
            "budget_exceeded", unit=SALES, year=2027, available=cny(30000), asked=cny(30200)
        ),
        place=0,
        lines=[{**OTHER, "place": 1}],
    ),
    submitted(
        "with a quotation",
        receipt(STORED),
        amount={"price": {"amount": "16000", "currency": "CNY"}, "per": None},
        audience="all",
    ),
    submitted(
        "beyond the budget",
        BudgetExceeded(
            "budget_exceeded", unit=SALES, year=2027, available=cny(30000), asked=cny(30200)
        ),
    ),
    Case(action=REQUEST_ENDS, name="not confirmed", slots=ALL),
    Case(action=REQUEST_ENDS, name="nothing to submit", slots={"confirmed": True}),
)


def price(
    amount: object, per: object = None, currency: str = "CNY", **more: object
) -> dict[str, object]:
    """A price as it lies in the slot."""
    return {
        "price": {"amount": str(amount), "currency": currency},
        "per": per,
        "sessions": None,
        "tax": None,
        "tax_rate": None,
        **more,
    }


def proposed(**more: object) -> dict[str, object]:
    return {**BEGUN, "proposed": {**ONE_AUDIENCE, **more}}


BY_HEAD = price(900, "head")
PRICED = {**proposed(), "amount": BY_HEAD}
DOUBTS = [
    {"code": "headcount_beyond_unit", "args": {"headcount": 20, "roster": 9, "unit": SALES_PLAIN}},
    {
        "code": "price_unlike_history",
        "args": {"unit_cost": cny_plain(9000), "usual": cny_plain(1508)},
    },
    {
        "code": "price_beyond_budget",
        "args": {"total": cny_plain(180000), "budget": cny_plain(50000)},
    },
]
ABOUT = ROSTER | {"approval_route": ("hr", "hr_head", "finance"), "counts_with_tax": "included"}
SESSIONS = {"all_sessions": "41100.00", "narrow_sessions": None}
KNOWN = {**ALL, "department": UNIT}
EXCLUDED_AT_NO_RATE = price(900, "head", tax="excluded")

PRICES = (
    opened(
        "a price of another currency",
        entities=(COURSE_SAID, entity("amount_per_head", 300, currency="USD")),
    ),
    opened(
        "begun with a price without tax",
        entities=(COURSE_SAID, entity("amount", 50000, tax="excluded"), entity("tax_rate", 6)),
    ),
    opened(
        "begun with a price by the session",
        entities=(COURSE_SAID, entity("amount_per_session", 25000)),
        said=("每期25000元，办3期", "25,000 a session, 3 sessions"),
    ),
    opened(
        "a ceiling",
        entities=(COURSE_SAID, TWENTY, entity("amount", 50000, role="limit", bound="at_most")),
    ),
    opened(
        "what it is to cost at least",
        entities=(COURSE_SAID, entity("amount", 5, role="limit", bound="at_least")),
    ),
    opened(
        "a ceiling below nothing",
        entities=(COURSE_SAID, entity("amount", -5, role="limit", bound="at_most")),
    ),
    opened(
        "a ceiling of nothing",
        entities=(COURSE_SAID, entity("amount", 0, role="limit", bound="at_most")),
    ),
    opened(
        "parts of one currency",
        entities=(
            COURSE_SAID,
            entity("amount", 5000, role="part", tax="excluded"),
            entity("amount", 300, role="part"),
        ),
    ),
    opened(
        "parts of two currencies",
        entities=(
            COURSE_SAID,
            entity("amount", 5000, role="part", currency="CNY"),
            entity("amount", 300, role="part", currency="USD"),
        ),
    ),
    opened(
        "more digits than there are", entities=(COURSE_SAID, entity("amount", 10.5, currency="JPY"))
    ),
    opened(
        "a price of two prices",
        entities=(COURSE_SAID, entity("amount", 9000), entity("amount_per_head", 300)),
    ),
    opened(
        "with a fit and a choice of fewer",
        entities=(COURSE_SAID, TWENTY),
        results={
            **FINE,
            "propose_request": proposal(fit=CeilingFit(cny(20000), cny(30200), cny(-10200), 13)),
        },
    ),
    opened(
        "with a ceiling that nobody fits",
        entities=(COURSE_SAID, TWENTY),
        results={
            **FINE,
            "propose_request": proposal(fit=CeilingFit(cny(1000), cny(30200), cny(-29200), 0)),
        },
    ),
    opened(
        "with a ceiling by the head",
        entities=(COURSE_SAID, TWENTY),
        results={
            **FINE,
            "propose_request": proposal(fit=CeilingFit(cny(20000), cny(30200), cny(-10200), None)),
        },
    ),
    opened(
        "with a ceiling that holds",
        entities=(COURSE_SAID, TWENTY),
        results={
            **FINE,
            "propose_request": proposal(fit=CeilingFit(cny(40000), cny(30200), cny(9800), None)),
        },
    ),
    opened(
        "with doubts",
        entities=(COURSE_SAID, TWENTY),
        results={
            **FINE,
            "propose_request": proposal(
                doubts=(
                    Doubt("price_unlike_history", {"unit_cost": cny(9000), "usual": cny(1508)}),
                )
            ),
        },
    ),
    opened(
        "without a rate of exchange",
        entities=(COURSE_SAID, TWENTY, entity("amount_per_head", 300, currency="USD")),
        results={
            **FINE,
            "propose_request": NotEnoughData(
                "no_exchange_rate", currency="USD", quote="CNY", day=date(2026, 11, 23)
            ),
        },
    ),
    opened(
        "without a rate of tax",
        entities=(COURSE_SAID, TWENTY),
        results={**FINE, "propose_request": NotEnoughData("tax_rate_unknown")},
    ),
    opened(
        "without a number of sessions",
        entities=(COURSE_SAID, TWENTY),
        results={**FINE, "propose_request": NotEnoughData("sessions_unknown")},
    ),
    opened(
        "heads do not pay for the sessions",
        entities=(COURSE_SAID, TWENTY),
        results={
            **FINE,
            "propose_request": proposal(cost=UNPAID, narrower=replace(NARROWER, cost=UNPAID)),
        },
    ),
    answered(
        "the rate of tax",
        "tax_rate",
        {**proposed(asks="tax_rate", missing="tax_rate_unknown"), "amount": EXCLUDED_AT_NO_RATE},
        said=("6%", "6%"),
    ),
    answered(
        "the rate of tax as a number",
        "tax_rate",
        {**proposed(asks="tax_rate", missing="tax_rate_unknown"), "amount": EXCLUDED_AT_NO_RATE},
        said=("6", "6"),
        entities=(entity("number", 6),),
    ),
    answered(
        "the number of sessions",
        "sessions",
        {
            **proposed(asks="sessions", missing="sessions_unknown"),
            "amount": price(25000, "session"),
        },
        said=("3", "3"),
        entities=(entity("number", 3),),
    ),
    answered("with tax, it turns out", "period", PRICED, said=("那是含税的", "that is with VAT")),
    answered(
        "a tenth less",
        "period",
        PRICED,
        said=("打九折", "10% off"),
        entities=(entity("amount", 0.9, role="relative", times="0.9"),),
    ),
    answered(
        "a hundred more",
        "period",
        PRICED,
        said=("加100", "100 more"),
        entities=(entity("amount", 100, role="relative", add="100"),),
    ),
    answered(
        "a thousand less than it is",
        "period",
        PRICED,
        said=("减1000", "1000 less"),
        entities=(entity("amount", -1000, role="relative", add="-1000"),),
    ),
    answered(
        "more in another currency",
        "period",
        PRICED,
        said=("加100美元", "100 dollars more"),
        entities=(entity("amount", 100, role="relative", add="100", currency="USD"),),
    ),
    answered(
        "more where no price is",
        "period",
        BEGUN,
        said=("加100", "100 more"),
        entities=(entity("amount", 100, role="relative", add="100"),),
    ),
    answered(
        "another currency is no correction",
        "confirmed",
        {**ALL, "headcount": 3, "amount": price(9800, "head")},
        entities=(entity("amount", 8900, currency="USD"),),
        said=("8900美元", "8900 dollars"),
    ),
    answered(
        "five more people",
        "period",
        BEGUN,
        said=("再加5个人", "5 more people"),
        entities=(entity("headcount", 5, role="relative", add="5"),),
    ),
    answered(
        "half as many people",
        "period",
        BEGUN,
        said=("人数减半", "half as many"),
        entities=(entity("headcount", 0.5, role="relative", times="0.5"),),
    ),
    answered("sure", "sure", proposed(doubts=DOUBTS)),
    answered("not sure", "sure", proposed(doubts=DOUBTS), said=("不", "no"), intent="deny"),
    answered(
        "by the sessions",
        "basis",
        {**proposed(**SESSIONS), "period": MARCH},
        said=("按期的", "by session"),
    ),
    answered(
        "by the heads",
        "basis",
        {**proposed(**SESSIONS), "period": MARCH},
        said=("按人的", "by head"),
    ),
    answered(
        "by one of the sums",
        "basis",
        {**proposed(**SESSIONS), "period": MARCH},
        said=("41100", "41,100"),
        entities=(entity("number", 41100),),
    ),
    answered(
        "by neither", "basis", {**proposed(**SESSIONS), "period": MARCH}, said=("嗯呐", "well hmm")
    ),
    answered(
        "another training drops its price",
        "period",
        PRICED,
        said=("换成安全", "make it safety"),
        entities=(entity("course", "安全生产", code="SAFETY"),),
    ),
    answered(
        "the same training keeps its price",
        "period",
        PRICED,
        said=("谈判", "negotiation"),
        entities=(COURSE_SAID,),
    ),
    answered(
        "of which of two: the other",
        "whose",
        {**SEVERAL, "unplaced": {"words": "30人", "entities": [entity("headcount", 30)]}},
        said=("插花", "插花"),
    ),
    answered(
        "of which of two: of none",
        "whose",
        {**SEVERAL, "unplaced": {"words": "30人", "entities": [entity("headcount", 30)]}},
        said=("都不是", "neither"),
        intent="deny",
    ),
    answered(
        "one of two that is named",
        "period",
        SEVERAL,
        said=("插花改成6人", "插花: 6 people"),
        entities=(entity("headcount", 6),),
    ),
    answered(
        "one of several is dropped",
        "period",
        SEVERAL,
        said=("取消这个", "cancel this one"),
        intent="cancel",
    ),
    answered(
        "more than there are is dropped",
        "period",
        SEVERAL,
        said=("第三项不要了", "drop the third one"),
        intent="cancel",
    ),
    answered(
        "all of several are dropped",
        "period",
        SEVERAL,
        said=("都取消", "cancel all of them"),
        intent="cancel",
    ),
    answered(
        "another request's button",
        "period",
        BEGUN,
        said=("按钮", "the button"),
        act={"intent": "approve_request", "number": NUMBER},
    ),
    answered(
        "a year alone",
        "period",
        BEGUN,
        said=("明年", "next year"),
        entities=(entity("period", "明年", first_day="2027-01-01", last_day="2027-12-31"),),
    ),
    answered(
        "a season",
        "period",
        BEGUN,
        said=("春天", "in spring"),
        entities=(entity("vague_period", "春天", first_day="2027-03-01", last_day="2027-05-31"),),
    ),
    answered(
        "a day that is not there",
        "period",
        BEGUN,
        said=("2月30日", "30 February"),
        entities=(entity("impossible_day", "2月30日"),),
    ),
    answered(
        "yes to what was suggested",
        "period",
        {
            **BEGUN,
            "period": {
                "words": "春天",
                "first_day": "2027-03-01",
                "last_day": "2027-05-31",
                "vague": True,
            },
        },
    ),
    answered(
        "a month where another question is open",
        "reason",
        {**BEGUN, "period": MARCH},
        said=("改到4月", "move it to April"),
        entities=(entity("period", "4月", first_day="2027-04-01", last_day="2027-04-30"),),
    ),
    answered(
        "some days of a month",
        "period",
        BEGUN,
        said=("五月的周末", "weekends in May"),
        entities=(
            entity(
                "period",
                "五月的周末",
                first_day="2027-05-01",
                last_day="2027-05-31",
                some_days=True,
            ),
        ),
    ),
)
ASKED_TOPICS = {
    "reason": ("一定要写理由吗", "is a reason required?"),
    "approver": ("谁来审批？", "who approves it?"),
    "next": ("提交之后会怎么样？", "what happens next?"),
    "tax": ("预算含税吗", "is that with VAT?"),
    "rate": ("按什么汇率？", "at which exchange rate?"),
    "ceiling": ("有上限吗", "is there a ceiling?"),
    "stored": ("已经提交了吗", "is it submitted already?"),
    "headcount": ("几个人来着？", "how many people is that?"),
    "cost": ("一共多少钱？", "how much is it?"),
    "period": ("定在什么时候？", "when is it again?"),
    "unit": ("是给哪个部门申请的？", "which unit is it for?"),
    "audience": ("都是谁去？", "who is going?"),
    "course": ("是什么培训来着？", "which course was it?"),
}
FILLED = {
    **KNOWN,
    "audience": "narrow",
    "proposed": {**PROPOSED},
    "amount": price(300, "head", "USD", tax="included", tax_rate="6"),
    "ceiling": {"most": cny_plain(50000), "per": None},
}
BARE = {"draft_key": "m0"}
QUESTIONED = tuple(
    answered(f"a question: {topic}, {name}", asked, slots, said=said, results={**FINE, **ABOUT})
    for topic, said in ASKED_TOPICS.items()
    for name, asked, slots in (
        ("all known", "confirmed", FILLED),
        ("nothing known", "course", BARE),
        ("a plain draft", "period", {**BEGUN, "ceiling": None}),
    )
)
NO_ROUTE = answered(
    "a question: approver, no budget",
    "confirmed",
    FILLED,
    said=ASKED_TOPICS["approver"],
    results={**FINE, **ABOUT, "approval_route": NotEnoughData("no_budget", unit=SALES, year=2027)},
)
MUST = answered(
    "a question: reason, not needed",
    "confirmed",
    {**ALL, "reason": None, "proposed": {**ONE_AUDIENCE, "must_do": True}},
    said=ASKED_TOPICS["reason"],
    results={**FINE, **ABOUT},
)
CEILING = answered(
    "a question: ceiling, no cost yet",
    "headcount",
    {**BARE, "course": COURSE, "ceiling": FILLED["ceiling"]},
    said=ASKED_TOPICS["ceiling"],
    results={**FINE, **ABOUT},
)
EVERYBODY = answered(
    "a question: audience, everybody",
    "confirmed",
    ALL,
    said=ASKED_TOPICS["audience"],
    results={**FINE, **ABOUT},
)

MORE_ASKED = (
    Case(
        action=asks(REQUEST, "amount"),
        name="at home, for want of a rate",
        slots=proposed(missing="no_exchange_rate"),
    ),
    Case(
        action=asks(REQUEST, "tax_rate"),
        name="which rate?",
        slots={**BEGUN, "amount": EXCLUDED_AT_NO_RATE},
        results=ABOUT,
    ),
    Case(
        action=asks(REQUEST, "sessions"),
        name="how many?",
        slots={**BEGUN, "amount": price(25000, "session")},
    ),
    Case(action=asks(REQUEST, "period"), name="when, of one of two?", slots=SEVERAL),
    Case(
        action=asks(REQUEST, "whose"),
        name="of which of two?",
        slots={**SEVERAL, "unplaced": {"words": "6月"}},
    ),
    Case(action=asks(REQUEST, "sure"), name="sure of all that?", slots=proposed(doubts=DOUBTS)),
    *(
        Case(action=asks(REQUEST, "period"), name=name, slots={**BEGUN, "period": said})
        for name, said in (
            (
                "in which month of the year?",
                {"words": "明年", "first_day": "2027-01-01", "last_day": "2027-12-31"},
            ),
            (
                "in which month of a long time?",
                {"words": "3月到12月", "first_day": "2027-03-01", "last_day": "2027-12-15"},
            ),
            (
                "then?",
                {
                    "words": "春天",
                    "first_day": "2027-03-01",
                    "last_day": "2027-05-31",
                    "vague": True,
                },
            ),
            (
                "not then, so when?",
                {
                    "words": "除了3月",
                    "first_day": "2027-04-01",
                    "last_day": "2027-04-30",
                    "vague": True,
                    "excluded": True,
                },
            ),
            (
                "the one or the other?",
                {
                    "words": "3/4",
                    "first_day": "2027-03-04",
                    "last_day": "2027-03-04",
                    "other_day": "2027-04-03",
                    "vague": True,
                },
            ),
        )
    ),
    summed_up("by session", LINE, basis="by_session", costs=(BY_SESSION_COST,)),
    summed_up(
        "a price whose tax is not known",
        LINE,
        costs=(
            cost(
                priced_by="quotation",
                quoted=made(
                    QuotedSum, given=cny(30200), total=cny(30200), counts="included", tax=None
                ),
            ),
        ),
    ),
    summed_up("a price without tax, by session, in another currency", LINE, costs=(QUOTED_COST,)),
    summed_up(
        "below its ceiling", LINE, fits=(CeilingFit(cny(40000), cny(30200), cny(9800), None),)
    ),
    summed_up(
        "over the year's end",
        LINE,
        period={"words": "x", "first_day": "2026-12-28", "last_day": "2027-01-08"},
    ),
)

CASES = (
    *PRICES,
    *QUESTIONED,
    NO_ROUTE,
    MUST,
    CEILING,
    EVERYBODY,
    *MORE_ASKED,
    *OPENED,
    *ANSWERED,
    *ASKED,
    *SUBMITTED,
)
