"""The company as the files that a company would give: what each row says, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine.sample.rows import Rows
from engine.store.tables import (
    Alias,
    Appraisal,
    AppraisalItem,
    Base,
    BudgetEntry,
    BudgetLine,
    BudgetVersion,
    Certificate,
    CostLine,
    Course,
    CourseSkill,
    Employee,
    EmployeeCertificate,
    EmployeeSkill,
    Evaluation,
    Kpi,
    KpiLink,
    KpiResult,
    KpiSkill,
    Need,
    OrgUnit,
    Participation,
    Position,
    PositionCertificate,
    PositionSkill,
    RoleGrant,
    Skill,
    TrainingSession,
)

Said = dict[str, Any]
# Between several names in a cell.
AND = "、"
# By whose clocks it writes.
ZONE = ZoneInfo("Asia/Shanghai")


class Company:
    """The generated rows, found by their ids as files name them."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._aliases: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in rows.of(Alias):
            self._aliases[one["kind"], one["code"]].append(one["name"])

    def of(self, table: type[Base]) -> list[dict[str, Any]]:
        return self.rows.of(table)

    def row(self, table: type[Base], row_id: int) -> dict[str, Any]:
        return self.rows.of(table)[row_id - 1]

    def name(self, table: type[Base], row_id: int | None) -> str | None:
        return str(self.row(table, row_id)["name"]) if row_id else None

    def code(self, unit: int | None) -> str | None:
        return str(self.row(OrgUnit, unit)["code"]) if unit else None

    def number(self, person: int | None) -> str | None:
        return str(self.row(Employee, person)["emp_no"]) if person else None

    def others(self, table: type[Base], code: str) -> str:
        return AND.join(self._aliases[table.__tablename__, code])

    def named(self, table: type[Base]) -> Iterator[tuple[dict[str, Any], Said]]:
        """What all catalogues say of a thing."""
        for one in self.of(table):
            yield (
                one,
                {
                    "name": one["name"],
                    "code": one["code"],
                    "name_en": one["name_en"],
                    "aliases": self.others(table, one["code"]),
                },
            )


def skill_names(company: Company) -> Iterator[Said]:
    for _, said in company.named(Skill):
        yield said


def certificate_names(company: Company) -> Iterator[Said]:
    for one, said in company.named(Certificate):
        yield {**said, "skill": company.name(Skill, one["skill_id"])}


def courses(company: Company) -> Iterator[Said]:
    for one, said in company.named(Course):
        kept = ("category", "delivery", "hours", "capacity", "mandatory")
        yield {**said, **{name: one[name] for name in kept}}


def course_skills(company: Company) -> Iterator[Said]:
    for one in company.of(CourseSkill):
        yield {
            "course": company.name(Course, one["course_id"]),
            "skill": company.name(Skill, one["skill_id"]),
            # Of five levels: a bare 0.5 could be half of all there is.
            "gain": f"{one['expected_gain']}/5",
        }


def positions(company: Company) -> Iterator[Said]:
    for one, said in company.named(Position):
        yield {**said, "family": one["family"]}


def requirements(company: Company) -> Iterator[Said]:
    for one in company.of(PositionSkill):
        yield {
            "position": company.name(Position, one["position_id"]),
            "skill": company.name(Skill, one["skill_id"]),
            "level": one["required_level"],
            "criticality": one["criticality"],
        }
    for one in company.of(PositionCertificate):
        yield {
            "position": company.name(Position, one["position_id"]),
            "certificate": company.name(Certificate, one["certificate_id"]),
        }


def kpis(company: Company) -> Iterator[Said]:
    for one, said in company.named(Kpi):
        yield {**said, "unit": one["unit"], "direction": one["direction"]}


def kpi_links(company: Company) -> Iterator[Said]:
    for one in company.of(KpiLink):
        yield {
            "parent": company.name(Kpi, one["parent_id"]),
            "child": company.name(Kpi, one["child_id"]),
            **{name: one.get(name) for name in ("form", "coefficient", "coefficient_unit")},
        }


def kpi_skills(company: Company) -> Iterator[Said]:
    for one in company.of(KpiSkill):
        yield {
            "kpi": company.name(Kpi, one["kpi_id"]),
            "skill": company.name(Skill, one["skill_id"]),
            "coefficient": one["coefficient"],
            "coefficient_unit": one["coefficient_unit"],
        }


def organisation(company: Company) -> Iterator[Said]:
    for one, said in company.named(OrgUnit):
        yield {
            "unit": said.pop("name"),
            **said,
            "parent_code": company.code(one["parent_id"]),
            "head_no": company.number(one.get("head_employee_id")),
            "cost_centre": one["cost_centre"],
        }


def people(company: Company) -> Iterator[Said]:
    for one in company.of(Employee):
        yield {
            "emp_no": one["emp_no"],
            "name": one["name"],
            "unit_code": company.code(one["org_unit_id"]),
            "position": company.name(Position, one["position_id"]),
            "hire_date": one["hire_date"],
            "email": one["email"],
            "hourly_cost": one["loaded_hourly_cost"],
            "handle": one["handle"],
        }


def roles(company: Company) -> Iterator[Said]:
    for one in company.of(RoleGrant):
        yield {
            "person": company.number(one["employee_id"]),
            "role": one["role"],
            "unit": company.name(OrgUnit, one["org_unit_id"]),
        }


def sessions(company: Company) -> Iterator[Said]:
    costs: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for line in company.of(CostLine):
        costs[line["session_id"]][f"cost_{line['category']}"] = line["amount"]
    heads: dict[int, int] = defaultdict(int)
    for one in company.of(Participation):
        heads[one["session_id"]] += 1
    for one in company.of(TrainingSession):
        yield {
            **_held(company, one),
            "delivery": one["delivery"],
            "headcount": heads[one["id"]],
            **costs[one["id"]],
        }


def participations(company: Company) -> Iterator[Said]:
    for one in company.of(Participation):
        yield {
            **_held(company, company.row(TrainingSession, one["session_id"])),
            "emp_no": company.number(one["employee_id"]),
            "outcome": one["outcome"],
            "hours": one["hours"],
        }


def _held(company: Company, session: Mapping[str, Any]) -> Said:
    return {
        "session": session["code"],
        "course": company.name(Course, session["course_id"]),
        "start_date": session["start_date"],
        "end_date": session["end_date"],
    }


def skills(company: Company) -> Iterator[Said]:
    for one in company.of(EmployeeSkill):
        yield {
            "emp_no": company.number(one["employee_id"]),
            "skill": company.name(Skill, one["skill_id"]),
            "level": one["level"],
            "assessed_on": one["assessed_on"],
            "source": one["assessed_by"],
        }


def certificates(company: Company) -> Iterator[Said]:
    for one in company.of(EmployeeCertificate):
        yield {
            "emp_no": company.number(one["employee_id"]),
            "certificate": company.name(Certificate, one["certificate_id"]),
            "issued_on": one["issued_on"],
            "expires_on": one["expires_on"],
        }


def kpi_results(company: Company) -> Iterator[Said]:
    for one in company.of(KpiResult):
        yield {
            "emp_no": company.number(one.get("employee_id")),
            "unit": company.name(OrgUnit, one.get("org_unit_id")),
            "kpi": company.name(Kpi, one["kpi_id"]),
            "period": f"{one['period_start']:%Y-%m}~{one['period_end']:%Y-%m}",
            "actual": one["actual"],
            "target": one["target"],
        }


def appraisals(company: Company) -> Iterator[Said]:
    items = {one["appraisal_id"]: one for one in company.of(AppraisalItem)}
    for one in company.of(Appraisal):
        item = items[one["id"]]
        yield {
            "emp_no": company.number(one["employee_id"]),
            "cycle": one["cycle"],
            "score": one["score"],
            "dimension": item["dimension"],
            "dimension_score": item["score"],
            "weight": item["weight"],
        }


def evaluations(company: Company) -> Iterator[Said]:
    for one in company.of(Evaluation):
        kept = ("year", "level", "measure", "baseline", "planned", "window_days", "method")
        yield {
            "course": company.name(Course, one["course_id"]),
            **{name: one[name] for name in kept},
            # Without a measure before it is a share of the best there is.
            "value": one["value"] if one["baseline"] else f"{one['value']:.0%}",
            "kpi": company.name(Kpi, one["kpi_id"]),
        }


def needs(company: Company) -> Iterator[Said]:
    for one in company.of(Need):
        yield {
            "number": one["number"],
            "emp_no": company.number(one["raised_by_id"]),
            "unit": company.name(OrgUnit, one["org_unit_id"]),
            "topic": one["topic"],
            "kpi": company.name(Kpi, one["kpi_id"]),
            **{name: one[name] for name in ("reason", "headcount", "year", "origin")},
            "weight": f"{one['priority']:.0%}",
            "raised_at": f"{one['created_at'].astimezone(ZONE):%Y-%m-%d %H:%M}",
        }


def budgets_of_last_year(company: Company) -> Iterator[Said]:
    return _budgets(company, company.rows.year - 1, company.rows.year)


def budgets(company: Company) -> Iterator[Said]:
    return _budgets(company, company.rows.year, company.rows.year + 2)


def _budgets(company: Company, first: int, end: int) -> Iterator[Said]:
    sums: dict[int, dict[str, Decimal]] = defaultdict(dict)
    notes = {entry["line_id"]: entry["note"] for entry in company.of(BudgetEntry)}
    for entry in company.of(BudgetEntry):
        sums[entry["line_id"]][entry["kind"]] = entry["amount"]
    for line in company.of(BudgetLine):
        year, moved = (
            company.row(BudgetVersion, line["version_id"])["fiscal_year"],
            sums[line["id"]],
        )
        if first <= year < end:
            yield {
                "unit": company.name(OrgUnit, line["org_unit_id"]),
                "year": year,
                "amount": moved["allocate"],
                "spent": moved.get("actual", Decimal(0)),
                "committed": moved.get("commit", Decimal(0)),
                "note": notes[line["id"]],
            }


def cells_of(company: Company, name: str) -> Iterator[dict[str, str]]:
    """The rows of a file (see `files.toml`)."""
    says: Callable[[Company], Iterator[Said]] = globals()[name]
    for said in says(company):
        yield {field: _text(value) for field, value in said.items()}


def _text(value: Any) -> str:
    """A value as it stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
