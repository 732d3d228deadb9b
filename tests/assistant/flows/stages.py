"""Every flow up to its summary, in a company where it can be, and what is corrected there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from engine.store.tables import (
    ApprovalStep,
    BudgetEntry,
    CourseRating,
    Delegation,
    Evaluation,
    ExchangeRate,
    GoalStatement,
    Need,
    NeedsSurvey,
    Notice,
    Request,
    RequestLine,
    TrainingPlan,
)
from engine.usecases.allocation_asked import AllocationAsked
from engine.usecases.estimate_cost import Training
from engine.usecases.plans.making import make_plan
from engine.usecases.report_need import report_need
from engine.usecases.requests.scheduling import schedule_request
from engine.values.money import Money
from tests.company import DIRECTOR, HR, YEAR
from tests.conversing import Conversation
from tests.workflow import FINANCE, HEAD, WORKER, Office, needed

WRITTEN = (
    ApprovalStep,
    BudgetEntry,
    CourseRating,
    Delegation,
    Evaluation,
    ExchangeRate,
    GoalStatement,
    Need,
    NeedsSurvey,
    Notice,
    RequestLine,
    TrainingPlan,
)
NAMES = {
    "质量课": ("course", "TC1"),
    "一部": ("department", "U2"),
    "二部": ("department", "U3"),
}
Said = tuple[str, str]
# Who took the course.
TRAINED = "P00005"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """`opens` leads to the summary; `fix` changes what stands in it, to what is
    `fixed`; `yes` begins its button. What the messages name as `{number}` is the request that
    `given` makes."""

    flow: str
    who: str
    opens: Said
    fix: Said
    fixed: str
    yes: str
    given: Callable[[Office], str] = lambda office: ""


@dataclass
class Play:
    """A stage in a talk; `number` is the request that there is."""

    stage: Stage
    office: Office
    talk: Conversation
    number: str

    @classmethod
    def of(cls, stage: Stage, office: Office) -> Play:
        number = stage.given(office)
        return cls(stage, office, Conversation(office.engine, stage.who, names=NAMES), number)

    def say(self, one: Said) -> str:
        text, intent = one
        return self.talk.say(text.replace("{number}", self.number), intent)

    def to_summary(self) -> Play:
        self.say(self.stage.opens)
        assert self.talk.slots.get("requested_slot") == "confirmed", self.talk.replies
        return self

    @property
    def is_open(self) -> bool:
        return "flow" in self.talk.slots

    @property
    def button(self) -> str:
        """The one that says yes."""
        offered = [one for reply in self.talk.replies for one in reply.choices]
        return next(one.title for one in offered if (one.act or {}).get("answer") is True)

    @property
    def shows_summary(self) -> bool:
        """Whether the last reply is a summary: more than the line that it is open."""
        last = self.talk.replies[-1]
        yes = [one for one in last.choices if (one.act or {}).get("answer") is True]
        return bool(yes) and "等您确认" not in last.text


def stored(office: Office) -> list[Any]:
    """All that flows write."""
    with office.database.reading() as session:
        counts = [session.scalar(select(func.count()).select_from(one)) for one in WRITTEN]
        counts += session.scalars(select(Need.status).order_by(Need.id))
        requests = session.execute(select(Request.number, Request.state).order_by(Request.number))
        return [*counts, *map(tuple, requests)]


def _submitted(office: Office) -> str:
    return office.submit(20)


def _approved(office: Office) -> str:
    return office.approved(20)


def _scheduled(office: Office) -> str:
    number = office.approved(20)
    days = (date(YEAR + 1, 4, 1), date(YEAR + 1, 4, 2))
    office.do(HR, schedule_request, number, *days, office.key())
    office.now = datetime(YEAR + 1, 4, 3, 9, tzinfo=UTC)
    return number


def _held(office: Office) -> str:
    number = office.approved(20)
    office.hold(number, 18)
    return number


def _evaluated(office: Office) -> str:
    number = office.approved(20)
    office.evaluated(number, 18)
    return number


def _planned(office: Office) -> str:
    needed(office)
    total = Money(Decimal(5_000), "CNY")
    office.do(HR, make_plan, AllocationAsked(total=total), office.key())
    return ""


def _needed(office: Office) -> str:
    for topic in ("插花", "焊接"):
        office.do(WORKER, report_need, Training(topic=topic), None, office.key())
    return ""


STAGES = (
    Stage(
        flow="change_plan",
        who=HR,
        given=_planned,
        opens=("把质量课挪到三季度", "change_plan"),
        fix=("改成四季度", "change_plan"),
        fixed="第4季度",
        yes="改计划",
    ),
    Stage(
        flow="request_budget",
        who=HEAD,
        opens=("质量课20人，明年3月，因为新设备上线", "request_budget"),
        fix=("改成30人", "request_budget"),
        fixed="30",
        yes="提交",
    ),
    Stage(
        flow="report_skill_need",
        who=HEAD,
        opens=("我想学插花", "report_skill_need"),
        fix=("不对，我想学的是焊接", "report_skill_need"),
        fixed="焊接",
        yes="登记",
    ),
    Stage(
        flow="approve_request",
        who=HR,
        given=_submitted,
        opens=("批准{number}", "approve_request"),
        fix=("备注：先通知大家", "approve_request"),
        fixed="先通知大家",
        yes="批准",
    ),
    Stage(
        flow="return_request",
        who=HR,
        given=_submitted,
        opens=("退回{number}，原因：名单没附", "return_request"),
        fix=("原因：人数太多", "return_request"),
        fixed="人数太多",
        yes="退回",
    ),
    Stage(
        flow="reject_request",
        who=HR,
        given=_submitted,
        opens=("驳回{number}，原因：没有安排", "reject_request"),
        fix=("原因：人数太多", "reject_request"),
        fixed="人数太多",
        yes="驳回",
    ),
    Stage(
        flow="withdraw_request",
        who=HEAD,
        given=_submitted,
        opens=("撤回{number}", "withdraw_request"),
        fix=("备注：改到明年办", "withdraw_request"),
        fixed="改到明年办",
        yes="撤回",
    ),
    Stage(
        flow="amend_request",
        who=HEAD,
        given=_submitted,
        opens=("{number}人数改成15", "amend_request"),
        fix=("改成16人", "amend_request"),
        fixed="16",
        yes="修改",
    ),
    Stage(
        flow="launch_survey",
        who=HR,
        opens=("给全体员工发起明年的需求调查", "launch_survey"),
        fix=("只发给各级负责人", "launch_survey"),
        fixed="负责人",
        yes="发给",
    ),
    Stage(
        flow="answer_survey_goal",
        who=HEAD,
        opens=("我们的目标是明年合格率到95%", "answer_survey_goal"),
        fix=("不对，是96%", "answer_survey_goal"),
        fixed="96%",
        yes="登记",
    ),
    Stage(
        flow="give_feedback",
        who=TRAINED,
        opens=("质量课4分，讲得清楚", "give_feedback"),
        fix=("不对，是3分", "give_feedback"),
        fixed="3",
        yes="登记",
    ),
    Stage(
        flow="transfer_budget",
        who=FINANCE,
        opens=("从一部调5000到二部，因为新设备上线，用2027年的", "transfer_budget"),
        fix=("不是5000，是6000", "transfer_budget"),
        fixed="6,000",
        yes="",
    ),
    Stage(
        flow="set_budget",
        who=DIRECTOR,
        opens=("把一部明年预算定为20万", "set_budget"),
        fix=("不是20万，是30万", "set_budget"),
        fixed="300,000",
        yes="",
    ),
    Stage(
        flow="record_invoice",
        who=FINANCE,
        given=_approved,
        opens=("{number}的发票，票号INV-88，8000元", "record_invoice"),
        fix=("不是8000，是9000元", "record_invoice"),
        fixed="9,000",
        yes="",
    ),
    Stage(
        flow="set_rate",
        who=FINANCE,
        opens=("今天起美元汇率7.12", "set_rate"),
        fix=("不是7.12，是7.15", "set_rate"),
        fixed="7.15",
        yes="",
    ),
    Stage(
        flow="withdraw_need",
        who=WORKER,
        given=_needed,
        opens=("撤回插花那条需求", "withdraw_need"),
        fix=("不对，是焊接", "withdraw_need"),
        fixed="焊接",
        yes="撤回",
    ),
    Stage(
        flow="delegate",
        who=DIRECTOR,
        opens=("从12月1日到15日让HEAD1代我审批", "delegate"),
        fix=("改成12月1日到18日", "delegate"),
        fixed="18",
        yes="确认办理",
    ),
    Stage(
        flow="schedule_training",
        who=HR,
        given=_approved,
        opens=("{number}排到明年4月1日到2日", "schedule_training"),
        fix=("改成4月8日到9日", "schedule_training"),
        fixed="8",
        yes="确认排期",
    ),
    Stage(
        flow="record_delivery",
        who=HR,
        given=_scheduled,
        opens=("{number}实到18人", "record_delivery"),
        fix=("不对，是17人", "record_delivery"),
        fixed="17",
        yes="确认登记",
    ),
    Stage(
        flow="record_evaluation",
        who=HR,
        given=_held,
        opens=("{number}反应层95%", "record_evaluation"),
        fix=("不对，92%", "record_evaluation"),
        fixed="92%",
        yes="确认录入",
    ),
    Stage(
        flow="close_request",
        who=HR,
        given=_evaluated,
        opens=("{number}结案", "close_request"),
        fix=("", ""),
        fixed="",
        yes="确认结案",
    ),
    Stage(
        flow="chase",
        who=HEAD,
        given=lambda office: office.submit(),
        opens=("催一下{number}", "chase"),
        fix=("", ""),
        fixed="",
        yes="发提醒",
    ),
)
