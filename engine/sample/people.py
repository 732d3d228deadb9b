"""The sample company's units and people, plant by plant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from engine.sample.rows import Rows
from engine.store.tables import Alias, Employee, OrgUnit, Position, RoleGrant
from engine.values.errors import InvalidInput

PLANT_SIZE = 540
HEADS = 30
SMALLEST = 100
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志文斌玉兰晓红鹏飞婷雪梅琳俊峰"


@dataclass
class Group:
    """People alike: their ids in order, and the unit that stands for them."""

    unit_id: int
    employee_ids: list[int] = field(default_factory=list)


@dataclass(kw_only=True)
class Plant:
    """The groups whose figures the generator shapes."""

    line: Group
    sales: Group
    senior_sales: Group
    store_managers: Group
    sales_assistants: Group
    java: Group
    production_id: int
    retail_id: int
    rd_id: int
    company_id: int

    @property
    def retail(self) -> list[int]:
        return self.store_managers.employee_ids + self.sales_assistants.employee_ids


class Staffing:
    """Adds units and people to `rows`; every number in a plant scales with its size."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._names = _names(rows)

    def unit(
        self, code: str, name: str, name_en: str, parent: int | None, aliases: tuple[str, ...] = ()
    ) -> int:
        unit = self._rows.add(
            OrgUnit,
            code=code,
            name=name,
            name_en=name_en,
            parent_id=parent,
            cost_centre=f"CC-{code}",
        )
        for alias in aliases:
            self._rows.add(Alias, kind="org_unit", code=code, name=alias)
        return unit

    def person(self, unit: int, position: str, years: float, handle: str | None = None) -> int:
        """One employee, hired `years` before the middle of the sample's year."""
        number = len(self._rows.of(Employee)) + 1
        hired = date(self._rows.year, 7, 1) - timedelta(days=round(years * 365))
        cost = Decimal(self._rows.random.randrange(45, 140))
        return self._rows.add(
            Employee,
            emp_no=f"E{number:06d}",
            name=next(self._names),
            org_unit_id=unit,
            position_id=self._rows.by_code(Position, position),
            hire_date=hired,
            loaded_hourly_cost=cost,
            email=f"e{number:06d}@peisuan.example",
            handle=handle,
        )

    def head(self, unit: int, handle: str | None = None) -> int:
        person = self.person(unit, "PO-HEAD", self._rows.random.uniform(4, 15), handle)
        self._rows.of(OrgUnit)[unit - 1]["head_employee_id"] = person
        return person

    def name_handle(self, person: int, handle: str) -> None:
        self._rows.of(Employee)[person - 1]["handle"] = handle

    def crew(self, unit: int, position: str, count: int, tenure: tuple[float, float]) -> Group:
        years = self._rows.random.uniform
        return Group(unit, [self.person(unit, position, years(*tenure)) for _ in range(count)])


def add_people(rows: Rows, employees: int) -> list[Plant]:
    """The company of exactly `employees` people: plants of 540 (the first is the article's),
    what is left over as further line workers of a second workshop."""
    if employees < SMALLEST:
        raise InvalidInput("sample_too_small", smallest=SMALLEST, asked=employees)
    staffing = Staffing(rows)
    company = staffing.unit(
        "C",
        "星驰汽车零部件公司",
        "Xingchi Car Parts",
        None,
        ("公司", "全公司", "the company", "company"),
    )
    # Heads are there in the smallest company too; the rest shrinks in proportion.
    scale = min(1.0, (employees - HEADS) / (PLANT_SIZE - HEADS))
    offices = _add_offices(staffing, rows, company, scale)
    plants = []
    for index in range(max(1, employees // PLANT_SIZE)):
        # Offices exist once; later plants put as many more people on the line instead.
        plants.append(_add_plant(staffing, index, company, scale, 0 if index == 0 else offices))
    missing = employees - len(rows.of(Employee))
    if missing > 0:
        rest = staffing.unit("W99", "装配车间", "Assembly workshop", plants[0].production_id)
        staffing.crew(rest, "PO-LINE", missing, (1, 10))
    return plants


def _add_offices(staffing: Staffing, rows: Rows, company: int, scale: float) -> int:
    before = len(rows.of(Employee))
    board = staffing.unit("MGT", "总经办", "Management office", company, ("管理层",))
    director = staffing.head(company, "director")
    staffing.crew(board, "PO-OFF", int(2 * scale), (3, 12))
    people = staffing.unit("HR", "人力资源部", "Human resources", company, ("人事部", "HR"))
    hr = staffing.head(people, "hr")
    staffing.crew(people, "PO-OFF", int(5 * scale), (1, 8))
    money = staffing.unit("FIN", "财务部", "Finance", company, ("财务", "Finance"))
    finance = staffing.head(money, "finance")
    staffing.crew(money, "PO-OFF", int(5 * scale), (1, 8))
    for person, role in ((director, "management"), (hr, "hr"), (finance, "finance")):
        rows.add(RoleGrant, employee_id=person, role=role, org_unit_id=company)
    return len(rows.of(Employee)) - before


def _add_plant(staffing: Staffing, index: int, company: int, scale: float, extra: int) -> Plant:
    first = index == 0
    tag, zh, en = (
        ("", "", "") if first else (f"{index + 1}", f"{index + 1}厂", f"Plant {index + 1} ")
    )

    def unit(code: str, name: str, name_en: str, parent: int, *aliases: str) -> int:
        return staffing.unit(
            f"{code}{tag}", f"{zh}{name}", f"{en}{name_en}", parent, aliases if first else ()
        )

    def some(count: int) -> int:
        return max(1, int(count * scale))

    production = unit("PRD", "生产部", "Production", company, "生产")
    staffing.head(production)
    workshop = unit("W1", "一车间", "Workshop 1", production, "1车间", "第一车间", "workshop one")
    staffing.head(workshop, "workshop-head" if first else None)
    line = Group(workshop)
    per_team = some(50) + round(extra / 4)
    for number, letter in enumerate("甲乙丙丁", start=1):
        team = unit(
            f"T{number}-", f"一车间{letter}班", f"Workshop 1 team {number}", workshop, f"{letter}班"
        )
        staffing.crew(team, "PO-TL", some(2), (4, 12))
        line.employee_ids += staffing.crew(team, "PO-LINE", per_team, (0.5, 10)).employee_ids
    if first:
        staffing.name_handle(line.employee_ids[0], "worker")
    quality = unit("QC", "质量部", "Quality", production, "品质部", "质检部")
    staffing.crew(quality, "PO-QC", some(12), (1, 9))

    sales_unit = unit("SAL", "销售部", "Sales", company, "销售", "sales department")
    staffing.head(sales_unit, "sales-head" if first else None)
    juniors = staffing.crew(sales_unit, "PO-JREP", some(60), (0.1, 0.5))
    seniors = staffing.crew(sales_unit, "PO-SREP", some(40), (3.6, 11))

    retail_unit = unit("RET", "零售部", "Retail", company, "零售", "门店", "stores")
    staffing.head(retail_unit, "retail-head" if first else None)
    managers, assistants = Group(retail_unit), Group(retail_unit)
    for number in range(1, some(50) + 1):
        store = unit(f"S{number}-", f"{number}号店", f"Store {number}", retail_unit)
        managers.employee_ids += staffing.crew(store, "PO-STM", 1, (2, 9)).employee_ids
        assistants.employee_ids += staffing.crew(store, "PO-SAL", 2, (0.3, 6)).employee_ids

    rd_unit = unit(
        "RD", "研发部", "R&D", company, "研发", "R&D department", "research and development"
    )
    staffing.head(rd_unit, "rd-head" if first else None)
    java = staffing.crew(rd_unit, "PO-JAVA", some(40), (0.5, 9))
    staffing.crew(rd_unit, "PO-TEST", some(10), (0.5, 9))
    return Plant(
        line=line,
        sales=Group(sales_unit, juniors.employee_ids + seniors.employee_ids),
        senior_sales=seniors,
        store_managers=managers,
        sales_assistants=assistants,
        java=java,
        production_id=production,
        retail_id=retail_unit,
        rd_id=rd_unit,
        company_id=company,
    )


def _names(rows: Rows) -> Iterator[str]:
    while True:
        given = "".join(rows.random.choices(GIVEN, k=rows.random.choice((1, 2, 2))))
        yield rows.random.choice(SURNAMES) + given
