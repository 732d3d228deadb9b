"""What the law says of training money: the education fund, and service-period agreements."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from engine.access import Right, require
from engine.analysis.education_fund import EDUCATION_FUND, EducationFund, FundInputs
from engine.analysis.service_period import (
    SERVICE_PENALTY,
    Agreement,
    ServiceInputs,
    ServicePenalty,
)
from engine.queries.spending import fund_years
from engine.store.tables import Employee, ServiceAgreement
from engine.usecases.context import Context, reads, reads_columns
from engine.usecases.explanations import Explained, explained
from engine.usecases.needed import of_person, over_all
from engine.usecases.people import employee_within
from engine.usecases.units import require_company
from engine.values.errors import NotEnoughData
from engine.values.money import Money


@reads_columns
def education_fund(context: Context) -> Explained[EducationFund]:
    """职工教育经费 year by year: what is deductible, what is carried on, what room is left.

    Raises:
        NotPermitted: for who has no business with the payroll.
        NotEnoughData: no payroll was entered.
    """
    require_company(context, Right.SEE_EDUCATION_FUND)
    rows = tuple(fund_years(context.session, context.rates()))
    inputs = FundInputs(context.policy.education_fund.cap, rows)
    needed = over_all(context, Right.SEE_EDUCATION_FUND)
    return explained(context, EDUCATION_FUND, inputs, needed)


@reads
def service_penalty(
    context: Context, leaves_on: date, emp_no: str | None = None
) -> Explained[ServicePenalty]:
    """The most that somebody (the actor, unless said) who leaves on a day may be asked to pay
    back under the newest agreement.

    Raises:
        NotPermitted: somebody else's, for who is not his HR.
        NotEnoughData: there is no agreement.
    """
    person = _person(context, emp_no)
    agreement = context.session.scalar(
        select(ServiceAgreement)
        .where(ServiceAgreement.employee_id == person.id)
        .order_by(ServiceAgreement.starts_on.desc(), ServiceAgreement.id.desc())
        .limit(1)
    )
    if agreement is None:
        raise NotEnoughData("no_service_agreement", person=person.emp_no)
    inputs = ServiceInputs(
        leaves_on,
        Agreement(
            employee=person.emp_no,
            agreed_cost=Money(agreement.agreed_cost, agreement.currency),
            months=agreement.months,
            starts_on=agreement.starts_on,
            special_fund=agreement.special_fund,
        ),
    )
    return explained(context, SERVICE_PENALTY, inputs, of_person(person, Right.SEE_AGREEMENTS))


def _person(context: Context, emp_no: str | None) -> Employee:
    if emp_no is None or emp_no == context.actor.emp_no:
        return context.session.get_one(Employee, context.actor.employee_id)
    require(context.actor, Right.SEE_AGREEMENTS)
    return employee_within(context, emp_no, Right.SEE_AGREEMENTS)
