"""Some weeks in the sample company: requests in every state, invoices, a transfer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.ledger.rates import record_rate
from engine.usecases.ledger.transfers import transfer_budget
from engine.usecases.report_need import report_need
from engine.usecases.requests.amending import withdraw_request
from engine.usecases.requests.deciding import reject_request
from engine.usecases.requests.delegating import delegate_decisions, revoke_delegation
from engine.usecases.requests.submitting import draft_request
from engine.usecases.surveys import GoalSaid, SurveyAsked, launch_survey, state_goal
from engine.values.money import Money
from tests.conftest import NOW
from tests.workflow import Office, draft

# In Shanghai it is the next day already.
BEGIN = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)


def live(store: Database) -> BudgetEngine:
    """One that is asked for, is approved and invoiced, and is held; others wait, or are over."""
    office = Office(store, BEGIN)
    equipment = office.submit(20, "workshop-head", course="TC-EQ", unit="W1")
    for decider in ("hr", "hr", "hr", "finance", "director"):
        if office.state(equipment) != "approved":
            office.approve(equipment, decider)
    office.do("finance", post_invoice, equipment, "F-1", cny(12_000), office.key())
    office.later(days=9, hours=6)
    office.submit(40, "sales-head", course="TC-NEG", unit="SAL")
    managers = office.submit(50, "retail-head", course="TC-STM", unit="RET")
    office.later(days=3)
    office.approve(managers, "hr")
    office.submit(8, "hr", course="TC-IOT", unit="PRD")
    lean = office.submit(10, "workshop-head", course="TC-LEAN", unit="W1")
    office.do("hr", reject_request, lean, office.key(), "not now")
    safety = office.submit(30, "workshop-head", course="TC-SAF", unit="W1")
    office.do("workshop-head", withdraw_request, safety, office.key())
    office.do("rd-head", draft_request, draft(12, "TC-IOT", unit="RD"), office.key())
    moved = ("SAL", "RD", 2027, cny(25_000), office.key(), "new team")
    office.do("finance", transfer_budget, *moved)
    office.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    return office.engine


def settle(store: Database) -> BudgetEngine:
    """Three surveys, of which one is answered by somebody and one by a head; a need from before;
    two rates; a delegation in force, and one that was taken back."""
    office = Office(store, NOW)
    office.do("E000345", report_need, Training(topic="before"), None, office.key())
    office.later(hours=1)
    for asked in (SurveyAsked(unit="RET"), SurveyAsked(unit="SAL"), SurveyAsked(audience="heads")):
        office.do("hr", launch_survey, asked, office.key())
    office.later(hours=1)
    office.do("E000340", report_need, Training(topic="after"), None, office.key())
    office.do("retail-head", state_goal, GoalSaid(statement="sell more"), office.key())
    for month, rate in ((1, "7.1"), (6, "7.2")):
        office.do("finance", record_rate, "USD", "CNY", date(2026, month, 1), Decimal(rate))
    days = NOW.date(), NOW.date() + timedelta(days=5)
    office.do("finance", delegate_decisions, "E000020", *days, office.key())
    taken_back = office.do("director", delegate_decisions, "E000016", *days, office.key())
    office.do("director", revoke_delegation, taken_back.id)
    return office.engine


def cny(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")
