"""Requests: worked out, made, followed, changed, decided, carried out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, status
from pydantic import BaseModel, Field

from engine.api.bodies import (
    CeilingGiven,
    Code,
    Count,
    Day,
    Days,
    Decision,
    Headcount,
    Name,
    Number,
    PageAfter,
    TrainingAsked,
    Value,
    Words,
)
from engine.api.person import Caller, Commander
from engine.usecases.propose_request import propose_request
from engine.usecases.requests.amending import amend_request, withdraw_request
from engine.usecases.requests.deciding import approve_request, reject_request, return_request
from engine.usecases.requests.declining import Declined, decline_training, own_nominations
from engine.usecases.requests.delivering import (
    ClosedRequest,
    call_off_request,
    close_request,
    deliver_request,
    measure_request,
)
from engine.usecases.requests.draft import LineChange, LineDraft, RequestDraft
from engine.usecases.requests.effect_report import effect_report
from engine.usecases.requests.leaving import take_over_request
from engine.usecases.requests.listing import LARGEST_PAGE, RequestList, request_status
from engine.usecases.requests.nominating import (
    NominationReceipt,
    nominate,
    nominations,
    withdraw_nomination,
)
from engine.usecases.requests.results import ResultGiven, ResultReceipt, record_result
from engine.usecases.requests.reviewing import RequestReview, review_request
from engine.usecases.requests.scheduling import Arrangement, schedule_request
from engine.usecases.requests.submitting import draft_request, submit_draft, submit_request
from engine.usecases.requests.view import RequestReceipt
from engine.values.encoding import to_plain
from engine.values.period import Period
from engine.workflow.life import State

router = APIRouter(tags=["requests"])


class ProposalAsked(BaseModel):
    training: TrainingAsked
    headcount: Headcount
    unit: Code | None = None
    position: Code | None = None
    planned: Day | None = None
    ceiling: CeilingGiven | None = None


class LineAsked(Days):
    training: TrainingAsked
    headcount: Headcount
    audience: Name | None = None
    reason: Words | None = None
    programme: Name | None = None

    def value(self) -> LineDraft:
        return LineDraft(
            training=self.training.value(),
            headcount=self.headcount,
            period=Period(self.first_day, self.last_day),
            audience=self.audience,
            reason=self.reason,
            programme=self.programme or None,
        )


class RequestAsked(BaseModel):
    """`submit` false keeps it as a draft."""

    lines: list[LineAsked] = Field(min_length=1, max_length=50)
    unit: Code | None = None
    submit: bool = True

    def value(self) -> RequestDraft:
        return RequestDraft(tuple(line.value() for line in self.lines), self.unit)


class Amendment(BaseModel):
    lines: list[LineAsked] = Field(min_length=1, max_length=50)
    version: Count | None = None


class LineAmendment(BaseModel):
    """What is to be different; what is not given stays."""

    headcount: Headcount | None = None
    days: Days | None = None
    training: TrainingAsked | None = None
    audience: Name | None = None
    reason: Words | None = None
    version: Count | None = None


class Seen(BaseModel):
    version: Count | None = None


class Schedule(Days):
    """`seats`: how many can be nominated; as many as were approved, unless it is said."""

    place: Name | None = None
    instructor: Name | None = None
    seats: Headcount | None = None
    version: Count | None = None

    def value(self) -> Arrangement:
        return Arrangement(place=self.place, instructor=self.instructor, seats=self.seats)


class Nominated(BaseModel):
    """People by number; `line` where the request has several trainings."""

    people: list[Code] = Field(min_length=1, max_length=500)
    line: Count | None = None


class Nomination(Nominated):
    """`instead_of`: whose places they take."""

    instead_of: list[Code] = Field(default_factory=list, max_length=500)


class Reason(BaseModel):
    reason: Words


class Delivery(BaseModel):
    """How many took part, line by line, and on which day it was held (today, if it is not
    said). `more_came` says that more than were planned is meant. Of those who were nominated all
    took part but the `absent` (people by number)."""

    attended: list[Count] = Field(min_length=1, max_length=50)
    held_on: Day | None = None
    more_came: bool = False
    absent: list[Code] = Field(default_factory=list, max_length=500)
    version: Count | None = None


class Result(BaseModel):
    """A `measure` before and after the training of a line, over `n` people, measured on `day`.
    Without a before, `after` is a share (0–1). More is better, unless it is a KPI (by code) of
    which less is."""

    level: Literal["reaction", "learning", "behaviour", "results"]
    measure: Annotated[Name, Field(min_length=1, max_length=100)]
    before: Value | None = None
    after: Value
    n: Count
    day: Day
    line: Count = 1
    kpi: Code | None = None

    def value(self) -> ResultGiven:
        return ResultGiven(**self.model_dump())


class Closing(BaseModel):
    """`release`: no further invoice is expected, so what is still committed is given back."""

    release: bool = False
    version: Count | None = None


@router.post("/proposals")
def post_proposal(asked: ProposalAsked, caller: Caller) -> Any:
    """The estimate for a training, with the evidence for the need; stores no request."""
    return to_plain(
        caller.perform(
            propose_request,
            asked.training.value(),
            asked.headcount,
            asked.unit,
            asked.position,
            asked.planned,
            asked.ceiling.value() if asked.ceiling else None,
        )
    )


@router.get("/requests")
def get_requests(
    caller: Caller,
    state: State | None = None,
    waiting_for_me: bool = False,
    page_after: PageAfter = None,
    size: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 10,
) -> RequestList:
    """The newest that the person may see; `waiting_for_me`: those he may decide now."""
    return caller.perform(request_status, None, state, waiting_for_me, page_after, size)


@router.get("/requests/{number}")
def get_request(number: Number, caller: Caller) -> RequestList:
    """One request."""
    return caller.perform(request_status, number)


@router.get("/requests/{number}/review")
def get_review(number: Number, caller: Caller) -> RequestReview:
    """What the engine finds for and against it."""
    return caller.perform(review_request, number)


@router.post("/requests", status_code=status.HTTP_201_CREATED)
def post_request(asked: RequestAsked, caller: Commander) -> RequestReceipt:
    """Submit a request and reserve its sum; the same key again gives the first receipt."""
    store = submit_request if asked.submit else draft_request
    return caller.perform(store, asked.value(), caller.key)


@router.post("/requests/{number}/submission")
def post_submission(number: Number, seen: Seen, caller: Commander) -> RequestReceipt:
    """Submit a draft, or again what was returned."""
    return caller.perform(submit_draft, number, caller.key, seen.version)


@router.put("/requests/{number}/lines")
def put_lines(number: Number, asked: Amendment, caller: Commander) -> RequestReceipt:
    """All lines anew."""
    draft = RequestDraft(tuple(line.value() for line in asked.lines))
    return caller.perform(amend_request, number, draft, caller.key, asked.version)


@router.patch("/requests/{number}/lines/{position_no}")
def patch_line(
    number: Number, position_no: Count, asked: LineAmendment, caller: Commander
) -> RequestReceipt:
    """One line, in what is given."""
    change = LineChange(
        position_no=position_no,
        headcount=asked.headcount,
        period=Period(asked.days.first_day, asked.days.last_day) if asked.days else None,
        training=asked.training.value() if asked.training else None,
        audience=asked.audience,
        reason=asked.reason,
    )
    return caller.perform(amend_request, number, change, caller.key, asked.version)


@router.post("/requests/{number}/withdrawal")
def post_withdrawal(number: Number, given: Decision, caller: Commander) -> RequestReceipt:
    """Take it back before it is approved."""
    return caller.perform(withdraw_request, number, caller.key, given.comment, given.version)


StepKey = Annotated[str, Field(max_length=120)]


@router.put("/requests/{number}/requester")
def put_requester(number: Number, seen: Seen, caller: Commander) -> RequestReceipt:
    """Make a request one's own whose requester has left."""
    return caller.perform(take_over_request, number, caller.key, seen.version)


class Approval(Decision):
    """`steps`: the keys of those that were shown (`waiting.steps`), which are taken together;
    without them, the open one alone."""

    steps: list[StepKey] = Field(default=[], max_length=10)


@router.post("/requests/{number}/approval")
def post_approval(number: Number, given: Approval, caller: Commander) -> RequestReceipt:
    """A yes to the open step: HR's check, HR's evaluation, or an approval."""
    return caller.perform(
        approve_request, number, caller.key, given.comment, given.version, tuple(given.steps)
    )


@router.post("/requests/{number}/return")
def post_return(number: Number, given: Decision, caller: Commander) -> RequestReceipt:
    """Give it back to be changed, and say what."""
    return caller.perform(return_request, number, caller.key, given.comment or "", given.version)


@router.post("/requests/{number}/rejection")
def post_rejection(number: Number, given: Decision, caller: Commander) -> RequestReceipt:
    """Refuse it for good, and say why."""
    return caller.perform(reject_request, number, caller.key, given.comment or "", given.version)


@router.put("/requests/{number}/schedule")
def put_schedule(number: Number, given: Schedule, caller: Commander) -> RequestReceipt:
    """When and where an approved training takes place; again, where that changes."""
    return caller.perform(
        schedule_request,
        number,
        given.first_day,
        given.last_day,
        caller.key,
        given.version,
        given.value(),
    )


@router.get("/nominations")
def get_own_nominations(caller: Caller) -> Any:
    """What the caller is nominated for and is still to come."""
    return to_plain(caller.perform(own_nominations))


@router.get("/requests/{number}/nominations")
def get_nominations(number: Number, caller: Caller) -> Any:
    """Who is nominated for its trainings, line by line."""
    return to_plain(caller.perform(nominations, number))


@router.post("/requests/{number}/nominations")
def post_nominations(number: Number, given: Nomination, caller: Commander) -> NominationReceipt:
    """Nominate people for a training whose days are set, in the place of others where that is said."""
    return caller.perform(nominate, number, given.people, caller.key, given.line, given.instead_of)


@router.post("/requests/{number}/nominations/withdrawal")
def post_withdrawal_of_nominations(
    number: Number, given: Nominated, caller: Commander
) -> NominationReceipt:
    """Take nominations back."""
    return caller.perform(withdraw_nomination, number, given.people, caller.key, given.line)


@router.post("/requests/{number}/nominations/refusal")
def post_refusal(number: Number, given: Reason, caller: Commander) -> Declined:
    """Say that oneself cannot come."""
    return caller.perform(decline_training, number, given.reason, caller.key)


@router.put("/requests/{number}/delivery")
def put_delivery(number: Number, given: Delivery, caller: Commander) -> RequestReceipt:
    """How many took part, and when."""
    return caller.perform(
        deliver_request,
        number,
        given.attended,
        caller.key,
        given.version,
        given.held_on,
        given.more_came,
        given.absent,
    )


@router.post("/requests/{number}/results", status_code=status.HTTP_201_CREATED)
def post_result(number: Number, given: Result, caller: Commander) -> ResultReceipt:
    """What came of a training that was delivered."""
    return caller.perform(record_result, number, given.value(), caller.key)


@router.get("/requests/{number}/effect")
def get_effect(number: Number, caller: Caller) -> Any:
    """What its training cost, who came, what it brought on each level, what is lacking, and whose
    turn it is."""
    return to_plain(caller.perform(effect_report, number))


@router.put("/requests/{number}/evaluation")
def put_evaluation(number: Number, seen: Seen, caller: Commander) -> RequestReceipt:
    """Confirm that its effect was evaluated."""
    return caller.perform(measure_request, number, caller.key, seen.version)


@router.put("/requests/{number}/closing")
def put_closing(number: Number, given: Closing, caller: Commander) -> ClosedRequest:
    """End it, and compare the cost; what is still committed waits for its invoice, unless it is
    released."""
    return caller.perform(close_request, number, caller.key, given.version, given.release)


@router.put("/requests/{number}/cancellation")
def put_cancellation(number: Number, given: Decision, caller: Commander) -> RequestReceipt:
    """An approved training does not take place."""
    return caller.perform(call_off_request, number, given.comment or "", caller.key, given.version)
