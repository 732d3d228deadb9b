"""A company whose plan can be worked out on paper.

Of 46,000: welding 20,000 (value 0.45), lean 20,000 (0.24) and Excel 600 (0.12) beside safety, which
is mandatory, 5,000: 45,600 in all. Leadership, 30,000 (0.25), does not fit; with 9,600 more it comes
in and lean gives way. What a course on robots costs, nothing tells.
"""

from __future__ import annotations

from decimal import Decimal

from engine.store.database import Database
from engine.store.tables import RoleGrant
from engine.usecases.allocation_asked import AllocationAsked
from engine.usecases.plans.making import PlanReceipt, make_plan
from engine.values.money import Money
from tests.company import HR, YEAR, Company
from tests.workflow import FINANCE, HEAD, OTHER_HEAD, WORKER, Office

NEXT = YEAR + 1
A, TEAM, B = "U2", "U3", "U4"
WELDING, EXCEL, LEAN, SAFETY, ROBOTS, LEADING = (f"TC{number}" for number in range(1, 7))
WEIGHTS = {"strategy": Decimal("0.5"), "business": Decimal("0.3"), "employee": Decimal("0.2")}


def cny(amount: int | str) -> Money:
    return Money(Decimal(amount), "CNY")


TOTAL = cny(46_000)
ASKED = AllocationAsked(total=TOTAL, weights=WEIGHTS)


def build(database: Database) -> None:
    company = Company()
    a = company.unit("A", company.root)
    team, b = company.unit("team", a), company.unit("B", company.root)
    company.head(a, HEAD)
    company.head(b, OTHER_HEAD)
    company.person(company.root, number=WORKER)
    finance = company.person(company.root, number=FINANCE)
    company.rows.add(RoleGrant, employee_id=finance, role="finance", org_unit_id=company.root)
    people = company.people(60, a)
    company.people(60, team)
    company.people(60, b)
    for name, unit, each, origin, priority, headcount in (
        ("welding", a, 1_000, "strategy", "0.9", 20),
        ("excel", team, 200, "employee", "0.6", 3),
        ("lean", b, 500, "business", "0.8", 40),
        ("safety", team, 100, "business", "0.3", 50),
        ("robots", b, None, "strategy", "0.7", 5),
        ("leading", b, 3_000, "strategy", "0.5", 10),
    ):
        course = company.course(name, mandatory=name == "safety")
        if each is not None:
            company.session(course, people[:10], str(each * 10))
        company.need(course, origin, priority, headcount=headcount, unit=unit)
    company.budget(a, "100000", NEXT)
    company.budget(b, "30000", NEXT)
    company.write(database)


def planned(office: Office, asked: AllocationAsked = ASKED) -> PlanReceipt:
    receipt: PlanReceipt = office.do(HR, make_plan, asked, office.key())
    return receipt
