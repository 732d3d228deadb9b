"""Deciding, changing and taking back requests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from assistant.flows.names import DECISION, REQUESTED
from engine.analysis.request_check import CheckResult, Finding
from engine.analysis.request_outlook import KpiOutlook, LineOutlook, Outlook
from engine.usecases.requests.ahead import StepAhead
from engine.usecases.requests.amending import AmendmentPreview
from engine.usecases.requests.changing import FieldChange
from engine.usecases.requests.draft import RequestPreview
from engine.usecases.requests.reviewing import RequestReview
from engine.values.errors import InvalidInput, NotFound, NotPermitted
from engine.values.period import Period
from engine.values.results import Caveat, Figure
from tests.assistant.golden.made import CONVERSION, SAFETY, SALES, WORKSHOP, cny, made, named
from tests.assistant.golden.records import (
    COURSE_SAID,
    LINE,
    MARCH_SAID,
    NUMBER,
    ONE_UNIT,
    SAID_NO,
    SEVERAL_LINES,
    UNIT_SAID,
    WAITING,
    YOURS,
    cost,
    entity,
    line,
    listed,
    receipt,
    request,
)
from tests.assistant.golden.stage import Case, Each
from tests.assistant.steps import DECISION_ENDS, DECISION_READS, DECISION_SUMS_UP, asks

OTHER = "TR-2027-0043"
WAITS = request(waiting=YOURS, yours=False)
OTHER_WAITS = request(
    number=OTHER,
    unit=WORKSHOP,
    requester="孙涛",
    version=3,
    lines=(line(topic=SAFETY, headcount=5, total=cny(180)),),
    total=cny(180),
)
OWN = replace(WAITS, yours=True)
DRAFT = request(state="returned", yours=True, version=8, steps=(SAID_NO,))
CHECK = CheckResult(
    (
        Finding(1, "ok", "headcount_fits", {"headcount": 20, "roster": 34}),
        Finding(
            1, "problem", "more_than_have_the_gap", {"headcount": 20, "assessed": 43, "short": 16}
        ),
        Finding(1, "note", "gap_unknown", {}),
    ),
    1,
)
AHEAD = Outlook(
    (
        made(
            LineOutlook,
            skill=named("Negotiating", "谈判"),
            reached=12,
            short=16,
            closes=0.42,
            per_level=cny(3595),
            kpi=KpiOutlook(CONVERSION, Figure(0.213, "share"), None, Figure(0.247, "share")),
        ),
        made(LineOutlook, line=2, caveats=(Caveat("gain_unknown"),)),
        made(
            LineOutlook,
            line=3,
            closes=0.5,
            kpi=KpiOutlook(CONVERSION, Figure(0.213, "share"), None, None),
        ),
    )
)


def review(found: Any = WAITS, **given: Any) -> RequestReview:
    usual = {
        "request": found,
        "check": CHECK,
        "outlook": AHEAD,
        "counted": found.total,
        "line": LINE,
        "check_explanation": 921,
    }
    return made(RequestReview, **{**usual, **given})


NUMBER_SAID = entity("request_id", NUMBER)
SAID = {
    "approve_request": ("同意", "approve"),
    "return_request": ("退回，名单没附", "send it back, the list is missing"),
    "reject_request": ("驳回，太贵了", "reject it, too expensive"),
    "amend_request": ("改成30人", "make it 30 people"),
    "withdraw_request": ("撤回", "withdraw"),
}


def opened(name: str, intent: str, *found: Any, **given: Any) -> Case:
    results = {"request_status": listed(*found), "review_decision": review(), "review_change": OWN}
    usual = {"said": SAID[intent], "intent": intent, "results": results}
    return Case(**{"action": DECISION_READS, "name": name, **usual, **given})


OPENED = (
    opened("the only one that waits", "approve_request", WAITS),
    opened("none waits", "approve_request"),
    opened("none of one's own", "withdraw_request", WAITS),
    opened("several wait", "approve_request", WAITS, OTHER_WAITS),
    opened("by its number", "approve_request", OTHER_WAITS, WAITS, entities=(NUMBER_SAID,)),
    opened(
        "by the end of its number",
        "approve_request",
        OTHER_WAITS,
        WAITS,
        said=("同意0012", "approve 0012"),
    ),
    opened("by the end of no number", "approve_request", WAITS, said=("同意0099", "approve 0099")),
    opened(
        "by a number that is not waiting",
        "approve_request",
        WAITS,
        entities=(entity("request_id", "TR-2027-0999"),),
        results={
            "request_status": listed(WAITS),
            "review_decision": NotFound("unknown_request", number="TR-2027-0999"),
        },
    ),
    opened("by its course", "approve_request", WAITS, OTHER_WAITS, entities=(COURSE_SAID,)),
    opened("by its unit", "approve_request", WAITS, OTHER_WAITS, entities=(UNIT_SAID,)),
    opened(
        "by who asked",
        "approve_request",
        WAITS,
        OTHER_WAITS,
        said=("同意赵敏的", "approve what 赵敏 wants"),
    ),
    opened(
        "by words of its course",
        "approve_request",
        WAITS,
        OTHER_WAITS,
        said=("同意谈判技巧那个", "approve the negotiation one"),
    ),
    opened(
        "the one talked about",
        "approve_request",
        WAITS,
        OTHER_WAITS,
        slots={"last_request": NUMBER, "talked_at": 0},
    ),
    opened(
        "the one talked about cannot be decided",
        "approve_request",
        OTHER_WAITS,
        slots={"last_request": NUMBER, "talked_at": 0},
        results={
            "request_status": listed(OTHER_WAITS),
            "review_decision": NotPermitted("approve_requests", "finance"),
        },
    ),
    opened("a return with its reason", "return_request", WAITS),
    opened("a return without", "return_request", WAITS, said=("退回", "return it")),
    opened(
        "two in one message",
        "approve_request",
        WAITS,
        said=("批准0012和0013", "approve 0012 and 0013"),
    ),
    opened(
        "a question beside it",
        "approve_request",
        WAITS,
        said=("批准0012，还剩多少预算？", "approve 0012, and how much is left?"),
    ),
    opened("a refusal with its reason", "reject_request", WAITS),
    opened(
        "an approval with a comment",
        "approve_request",
        WAITS,
        said=("同意，备注：先做安全课", "approve, note: safety first"),
    ),
    opened(
        "a change with what to change",
        "amend_request",
        OWN,
        entities=(entity("headcount", 30), MARCH_SAID, COURSE_SAID, entity("amount", 40000)),
    ),
    opened(
        "a change of the price per head",
        "amend_request",
        OWN,
        entities=(entity("amount_per_head", 1200),),
    ),
    opened("a change by a bare number", "amend_request", OWN, entities=(entity("number", 30),)),
    opened("a change to half a person", "amend_request", OWN, entities=(entity("headcount", 2.5),)),
    opened("a change without what", "amend_request", OWN, said=("改一下申请", "change my request")),
    opened(
        "off again as it is",
        "amend_request",
        DRAFT,
        said=("重新提交", "resubmit it"),
        results={"request_status": listed(DRAFT), "review_change": DRAFT},
    ),
    opened("taken back", "withdraw_request", OWN, WAITS),
    opened(
        "all but one",
        "approve_request",
        WAITS,
        OTHER_WAITS,
        said=(f"除了{NUMBER}都批准", f"approve all but {NUMBER}"),
    ),
    opened(
        "all but one that is not there",
        "approve_request",
        WAITS,
        OTHER_WAITS,
        said=("除了0099都批准", "approve all but 0099"),
    ),
)
CHOSEN = {
    "decision": "approve_request",
    "decision_number": NUMBER,
    "decision_version": 7,
    "draft_key": "m0",
}
RETURNS = {**CHOSEN, "decision": "return_request"}
AMENDS = {**CHOSEN, "decision": "amend_request"}


def answered(name: str, asked: str, slots: dict[str, Any], **given: Any) -> Case:
    results = {"request_status": listed(WAITS, OTHER_WAITS), "review_decision": review()}
    usual = {"slots": {REQUESTED: asked, **slots}, "results": results}
    return Case(**{"action": DECISION_READS, "name": name, **usual, **given})


WHICH = {"decision": "approve_request", "draft_key": "m0"}
ANSWERED = (
    answered("which one is told", "decision_number", WHICH, said=("0012", "0012")),
    answered("which one is not told", "decision_number", WHICH, said=("那个", "that one")),
    answered(
        "the reason is told", "decision_comment", RETURNS, said=("名单没附", "the list is missing")
    ),
    answered("a yes is no reason", "decision_comment", RETURNS),
    answered(
        "what to change is told",
        "decision_change",
        AMENDS,
        said=("30人", "30 people"),
        entities=(entity("headcount", 30),),
    ),
    answered(
        "what to change, and what has no place",
        "decision_change",
        AMENDS,
        said=("30人，挑最弱的", "30 people, take the weakest"),
        entities=(entity("headcount", 30),),
    ),
    answered("what to change is not told", "decision_change", AMENDS, said=("呃", "well well")),
    *(
        answered(
            f"{decision} is put off",
            "confirmed",
            {**CHOSEN, "decision": f"{decision}_request"},
            said=("等一下", "wait"),
        )
        for decision in ("approve", "return", "reject", "amend", "withdraw", "take_over")
    ),
    answered("none after all", "decision_number", WHICH, said=("不用了", "never mind")),
    answered("yes", "confirmed", CHOSEN),
    answered("no", "confirmed", CHOSEN, said=("不", "no"), intent="deny"),
    answered(
        "a comment instead of yes", "confirmed", CHOSEN, said=("先做安全课", "do safety first")
    ),
    answered(
        "a change is changed again",
        "confirmed",
        {**AMENDS, "decision_change": {"headcount": 30}},
        said=("3月", "in March"),
        entities=(MARCH_SAID,),
    ),
    answered(
        "something else is asked",
        "confirmed",
        CHOSEN,
        said=("还剩多少预算？", "how much is left?"),
        intent="query_budget_status",
        results={"request_status": listed(WAITS), "budget_status": ONE_UNIT},
    ),
    answered(
        "who filed it is asked",
        "confirmed",
        CHOSEN,
        said=("谁提的？", "who filed it?"),
        results={"request_status": listed(WAITS)},
    ),
    answered(
        "what they come to is asked",
        "confirmed",
        {
            **CHOSEN,
            "decision_queue": [
                {"number": OTHER_WAITS.number, "words": "", "intent": "approve_request"}
            ],
        },
        said=("一共多少钱？", "what do they come to?"),
        results={"request_status": listed(WAITS, OTHER_WAITS)},
    ),
    answered("giving up", "confirmed", CHOSEN, said=("算了", "cancel"), intent="cancel"),
)


def confirming(name: str, slots: dict[str, Any], **given: Any) -> Case:
    results = {"review_decision": review(), "review_change": OWN}
    return Case(
        **{
            "action": DECISION_SUMS_UP,
            "name": name,
            "slots": slots,
            "results": results,
            **given,
        }
    )


def becoming(before: Any, *costs: Any, changes: Any = ()) -> AmendmentPreview:
    after = made(RequestPreview, unit=SALES, costs=costs, total=cny(45300))
    return AmendmentPreview(before, after, tuple(changes))


LATER = Period(date(2027, 4, 12), date(2027, 4, 14))
TWO = replace(DRAFT, lines=SEVERAL_LINES, total=cny(37300))
CHANGES = (
    FieldChange(1, "topic", named("Negotiation", "谈判技巧"), "插花"),
    FieldChange(1, "headcount", 20, 30),
    FieldChange(1, "unit_cost", cny(1510), cny(1208)),
    FieldChange(1, "total", cny(30200), cny(36240)),
    FieldChange(1, "period", Period(date(2027, 3, 1), date(2027, 3, 31)), LATER),
    FieldChange(1, "audience", None, "all"),
    FieldChange(1, "reason", "客户投诉", None),
)
QUOTED = replace(OWN, lines=(line(priced_by="quotation"),))
MORE = {
    **AMENDS,
    "decision_change": {
        "headcount": 30,
        "amount": {"price": {"amount": "40000", "currency": "CNY"}, "per": None},
        "period": {"words": "3月", "first_day": "2027-03-01", "last_day": "2027-03-31"},
    },
}
ASKING = (
    Case(
        action=asks(DECISION, "decision_number"),
        name="which of those that wait?",
        slots=WHICH,
        results={
            "request_status": listed(
                *(replace(WAITS, number=f"TR-2027-00{n}") for n in range(10, 16))
            )
        },
    ),
    Case(
        action=asks(DECISION, "decision_number"),
        name="which of one's own?",
        slots={**WHICH, "decision": "amend_request"},
        results={"request_status": listed(OWN, WAITS, DRAFT, replace(OWN, state="closed"))},
    ),
    Case(action=asks(DECISION, "decision_comment"), name="why is it returned?", slots=RETURNS),
    Case(
        action=asks(DECISION, "decision_comment"),
        name="why is it refused?",
        slots={**CHOSEN, "decision": "reject_request"},
    ),
    Case(
        action=asks(DECISION, "decision_change"),
        name="what is to change?",
        slots=AMENDS,
        results={"review_change": OWN},
    ),
    confirming("an approval", CHOSEN),
    confirming(
        "an approval of several lines, which counts with others",
        CHOSEN,
        results={
            "review_decision": review(
                request(
                    lines=(replace(SEVERAL_LINES[0], reason="客户投诉"), SEVERAL_LINES[1]),
                    total=cny(37300),
                ),
                counted=cny(97300),
                line=None,
            )
        },
    ),
    confirming("a return", {**RETURNS, "decision_comment": "名单没附"}),
    confirming("a refusal", {**CHOSEN, "decision": "reject_request", "decision_comment": "太贵"}),
    confirming("taking back", {**CHOSEN, "decision": "withdraw_request"}),
    confirming(
        "a change",
        MORE,
        results={
            "review_change": OWN,
            "preview_amendment": becoming(
                OWN, cost(headcount=30, total=cny(45300)), changes=CHANGES
            ),
        },
    ),
    confirming(
        "a change of one in own hands, of several lines",
        {**MORE, "decision_change": {**MORE["decision_change"], "position_no": 1}},
        results={
            "review_change": TWO,
            "preview_amendment": becoming(
                TWO,
                cost(headcount=30),
                cost(course=None, topic="插花", headcount=4, total=cny(15100)),
                changes=(CHANGES[1], replace(CHANGES[5], position_no=2)),
            ),
        },
    ),
    confirming(
        "off again as it is",
        {**AMENDS, "decision_change": {"nothing": True}},
        results={"review_change": DRAFT},
    ),
    confirming(
        "a change that cannot be",
        MORE,
        results={
            "review_change": OWN,
            "preview_amendment": InvalidInput("nothing_changes", number=NUMBER),
        },
    ),
)
DONE = receipt(request(state="approved", version=8))


def decided(
    name: str,
    decision: str,
    *,
    agreed: bool = True,
    slots: dict[str, Any] | None = None,
    **results: Any,
) -> Case:
    usual = {**CHOSEN, "decision": decision, "confirmed": agreed, "decision_comment": "名单没附"}
    return Case(action=DECISION_ENDS, name=name, slots={**usual, **(slots or {})}, results=results)


STALE = InvalidInput("changed_meanwhile", number=NUMBER, seen=7, now=8)
DECIDED = (
    decided("approved", "approve_request", approve_request=DONE),
    decided(
        "approved without a word",
        "approve_request",
        slots={"decision_comment": None},
        approve_request=receipt(DONE.request, None),
    ),
    decided("returned", "return_request", return_request=receipt(DRAFT)),
    decided("refused", "reject_request", reject_request=receipt(request(state="rejected"))),
    decided("taken back", "withdraw_request", withdraw_request=receipt(request(state="withdrawn"))),
    decided(
        "changed while it waits",
        "amend_request",
        slots={"decision_change": {"headcount": 30}},
        review_change=OWN,
        amend_request=receipt(WAITS),
    ),
    decided(
        "changed in own hands, and off again",
        "amend_request",
        slots={
            "decision_change": {
                "headcount": 30,
                "amount": {"price": {"amount": "1200", "currency": "CNY"}, "per": "head"},
                "course": {"code": "SAFETY", "name": "安全生产"},
            }
        },
        review_change=DRAFT,
        amend_request=receipt(DRAFT),
        submit_draft=receipt(WAITS),
    ),
    decided(
        "off again as it was",
        "amend_request",
        slots={"decision_change": {"nothing": True}},
        review_change=DRAFT,
        submit_draft=receipt(WAITS),
    ),
    decided("somebody changed it meanwhile", "approve_request", approve_request=STALE),
    decided("not confirmed", "approve_request", agreed=False),
    Case(action=DECISION_ENDS, name="given up before", slots={"decision_number": NUMBER}),
)

DOUBT = {**CHOSEN, "decision_doubt": {"kind": "opposite", "note": None}}
CONDITION = {**CHOSEN, "decision_doubt": {"kind": "conditional", "note": "名单补上"}}
STEPS = [
    {"key": "1.1.validate.hr", "duty": "validate", "role": "hr"},
    {"key": "1.2.approve.finance", "duty": "approve", "role": "finance"},
    {"key": "1.3.approve.management", "duty": "approve", "role": "management", "passed_on": True},
    {"key": "1.4.approve.hr_head", "duty": "approve", "role": "hr_head"},
]
FOR_LI = [{**STEPS[1], "on_behalf_of": "李强"}]
MY_STEPS = request(
    waiting=replace(
        WAITING,
        steps=(
            made(StepAhead, key="1.1.validate.hr", duty="validate", role="hr"),
            made(StepAhead, key="1.2.evaluate.hr", duty="evaluate", role="hr"),
        ),
    )
)
STAND_IN = request(
    waiting=replace(
        WAITING,
        steps=(
            made(StepAhead, key="k.for.E2", duty="approve", role="finance", on_behalf_of="李强"),
        ),
    )
)
PRICE_ASKED = {**AMENDS, "decision_change": {"headcount": 30, "quotation": "ask"}}
PRICE_OPEN = InvalidInput(
    "quotation_for_all",
    number=NUMBER,
    before=20,
    headcount=30,
    total=cny(30200),
    in_proportion=cny(45300),
)


def pressed(
    name: str, asked: str | None, slots: dict[str, Any], act: dict[str, Any], **given: Any
) -> Case:
    results = {
        "request_status": listed(WAITS, OTHER_WAITS),
        "review_decision": review(),
        "review_change": OWN,
    }
    usual = {
        "slots": {REQUESTED: asked, **slots},
        "act": act,
        "results": results,
        "intent": act["intent"],
        "said": ("按钮", "the button"),
    }
    return Case(**{"action": DECISION_READS, "name": name, **usual, **given})


def act(intent: str, **more: Any) -> dict[str, Any]:
    return {"intent": intent, **more}


PRESSED = (
    pressed("a button on a request", None, {}, act("approve_request", number=NUMBER, version=7)),
    pressed(
        "a button on what was changed since",
        None,
        {},
        act("approve_request", number=NUMBER, version=6),
    ),
    pressed("a button to change", None, {}, act("amend_request", number=NUMBER, version=7)),
    pressed("pressed: yes", "confirmed", CHOSEN, act("affirm", answer=True, about="m0")),
    pressed("pressed: no", "confirmed", CHOSEN, act("deny", answer=False, about="m0")),
    pressed(
        "pressed: a yes to another question",
        "confirmed",
        CHOSEN,
        act("affirm", answer=True, about="m9"),
    ),
    pressed(
        "pressed: one of several",
        "decision_number",
        WHICH,
        act("approve_request", number=NUMBER, version=7, about="m0"),
    ),
    pressed(
        "pressed: another decision",
        "confirmed",
        CHOSEN,
        act("approve_request", number=OTHER, version=7),
    ),
    pressed("pressed: what was meant", "decision", DOUBT, act("reject_request", about="m0")),
    pressed(
        "pressed: approved whatever the condition",
        "decision",
        {**CONDITION, "decision_steps": STEPS},
        act("approve_request", about="m0", confirmed=True),
    ),
    pressed(
        "pressed: returned with what was said",
        "decision",
        {**CONDITION, "decision_steps": FOR_LI},
        act("return_request", about="m0", comment="名单补上", confirmed=True),
    ),
    pressed(
        "pressed: how the price goes on",
        "confirmed",
        PRICE_ASKED,
        act("amend_request", about="m0", quotation="per_head"),
    ),
)
DOUBTED = (
    opened(
        "with a condition",
        "approve_request",
        WAITS,
        said=("名单补上就同意0012", "approve 0012 once the list is there"),
        confidence=0.9,
    ),
    opened(
        "both a yes and a no",
        "approve_request",
        WAITS,
        said=("同意0012？不，驳回", "approve 0012, no, reject it"),
    ),
    opened(
        "a no without saying how",
        "approve_request",
        WAITS,
        said=("0012不同意", "I do not agree to 0012"),
    ),
    opened(
        "the words against the classifier",
        "approve_request",
        WAITS,
        said=("驳回0012", "reject 0012"),
    ),
    opened(
        "torn between two",
        "approve_request",
        WAITS,
        said=("0012那个吧", "about 0012"),
        confidence=0.4,
        ranking=("approve_request", "reject_request"),
    ),
    opened(
        "what waits is named in a change",
        "amend_request",
        said=("0012退回去", "send 0012 back"),
        results={
            "request_status": Each((listed(WAITS), listed(WAITS), listed(WAITS), listed(WAITS))),
            "review_decision": review(),
            "review_change": OWN,
        },
    ),
    opened(
        "taken over, by its number",
        "amend_request",
        said=("接手0012", "take over 0012"),
        entities=(NUMBER_SAID,),
    ),
    opened("taken over, by no number", "amend_request", said=("我来接手", "I take this over")),
    opened(
        "that one",
        "approve_request",
        WAITS,
        OTHER_WAITS,
        said=("同意它", "approve it"),
        slots={"last_request": OTHER},
    ),
    answered(
        "in words, one of both", "decision", DOUBT, said=("驳回，太贵", "reject, too expensive")
    ),
    answered("in the words of a button", "decision", DOUBT, said=("退回修改", "Return it")),
    answered("in no clear words", "decision", DOUBT, said=("嗯", "hm well")),
    answered("no to a condition", "decision", CONDITION, said=("不", "no"), intent="deny"),
    answered(
        "another condition",
        "decision",
        CONDITION,
        said=("预算够了才同意", "only if the budget allows"),
    ),
    answered("the decision is said again", "confirmed", CHOSEN, said=("同意", "approve")),
    answered(
        "with a comment", "confirmed", CHOSEN, said=("同意，备注：尽快", "approve, note: soon")
    ),
    answered("the contrary is said", "confirmed", CHOSEN, said=("驳回", "reject")),
    answered(
        "a condition is said",
        "confirmed",
        CHOSEN,
        said=("名单补上就同意", "approve once the list is there"),
    ),
    answered("a no is said", "confirmed", CHOSEN, said=("不同意", "I do not agree")),
    answered(
        "the contrary instead of a reason", "decision_comment", RETURNS, said=("同意", "approve")
    ),
    answered(
        "another request is named",
        "confirmed",
        CHOSEN,
        said=("同意0043", "approve 0043"),
        intent="approve_request",
    ),
    answered(
        "how the price goes on", "confirmed", PRICE_ASKED, said=("按人数折算", "in proportion")
    ),
    answered("a yes leaves the price open", "confirmed", PRICE_ASKED),
    answered(
        "a yes leaves the line open",
        "confirmed",
        {**AMENDS, "decision_change": {"headcount": 30}},
        results={"review_change": TWO},
    ),
    answered(
        "the line is told",
        "confirmed",
        {**AMENDS, "decision_change": {"headcount": 30}},
        said=("第二项", "line 2"),
        results={"review_change": TWO},
    ),
)
RELATIVE = (
    opened(
        "three more",
        "amend_request",
        OWN,
        said=("0012再加3个人", "3 more people for 0012"),
        entities=(entity("headcount", 3, role="relative", add=3),),
    ),
    opened(
        "half as many",
        "amend_request",
        OWN,
        said=("0012减半", "half of it for 0012"),
        entities=(entity("headcount", 0.5, role="relative", times="0.5"),),
    ),
    opened("a month later", "amend_request", OWN, said=("0012推迟一个月", "0012 one month later")),
    opened(
        "two weeks earlier", "amend_request", OWN, said=("0012提前两周", "0012 two weeks earlier")
    ),
    opened(
        "another reason",
        "amend_request",
        OWN,
        said=("0012的理由改成法规要求", "0012, reason to the law requires it"),
    ),
    opened(
        "another audience",
        "amend_request",
        OWN,
        said=("0012的对象改成新员工", "0012, audience: new staff"),
    ),
)
MORE_ASKED = (
    *(
        Case(
            action=asks(DECISION, "decision"),
            name=name,
            slots=slots,
            results={"review_decision": review(shown)},
        )
        for name, slots, shown in (
            ("both can be meant", DOUBT, WAITS),
            (
                "a no without saying how",
                {**DOUBT, "decision_doubt": {"kind": "refuse", "note": None}},
                WAITS,
            ),
            ("under a condition", CONDITION, MY_STEPS),
            ("under a condition, for somebody else", CONDITION, STAND_IN),
        )
    ),
    confirming("an approval of two steps", CHOSEN, results={"review_decision": review(MY_STEPS)}),
    confirming(
        "an approval for somebody else", CHOSEN, results={"review_decision": review(STAND_IN)}
    ),
    confirming(
        "a return for somebody else",
        {**RETURNS, "decision_comment": "名单没附"},
        results={"review_decision": review(STAND_IN)},
    ),
    confirming(
        "an approval of what nobody has",
        CHOSEN,
        results={"review_decision": review(request(waiting=None))},
    ),
    confirming("a request is taken over", {**CHOSEN, "decision": "take_over_request"}),
    confirming("a change of which line?", MORE, results={"review_change": TWO}),
    confirming(
        "an agreed price for another number",
        MORE,
        results={"review_change": OWN, "preview_amendment": PRICE_OPEN},
    ),
    *(
        confirming(
            f"an agreed price {name}",
            {**MORE, "decision_change": {"headcount": 30, "quotation": how}},
            results={
                "review_change": QUOTED,
                "preview_amendment": becoming(
                    QUOTED,
                    cost(priced_by="quotation", headcount=30, total=cny(total)),
                    changes=CHANGES[1:2],
                ),
            },
        )
        for name, how, total in (
            ("kept", "for_all", 30200),
            ("in proportion", "per_head", 45300),
            ("by head", None, 45300),
        )
    ),
    *(
        Case(
            action=asks(DECISION, "decision_number"),
            name=f"which, to {decision}?",
            slots={**WHICH, "decision": decision},
            results={"request_status": listed(WAITS, OWN)},
        )
        for decision in ("return_request", "reject_request", "withdraw_request")
    ),
    Case(
        action=asks(DECISION, "decision_number"),
        name="which is taken over?",
        slots={**WHICH, "decision": "take_over_request"},
    ),
    Case(
        action=asks(DECISION, "decision_number"),
        name="which is doubted?",
        slots={**WHICH, "decision_doubt": DOUBT["decision_doubt"]},
        results={"request_status": listed(WAITS)},
    ),
    Case(
        action=asks(DECISION, "decision_change"),
        name="what is to change, of several lines?",
        slots=AMENDS,
        results={"review_change": TWO},
    ),
    decided(
        "approved, two steps",
        "approve_request",
        slots={"decision_steps": STEPS},
        approve_request=DONE,
    ),
    decided(
        "approved for somebody else",
        "approve_request",
        slots={"decision_steps": FOR_LI},
        approve_request=DONE,
    ),
    decided(
        "returned for somebody else",
        "return_request",
        slots={"decision_steps": FOR_LI},
        return_request=receipt(DRAFT),
    ),
    decided("taken over", "take_over_request", take_over_request=receipt(request())),
)

CASES = (*PRESSED, *DOUBTED, *RELATIVE, *MORE_ASKED, *OPENED, *ANSWERED, *ASKING, *DECIDED)
