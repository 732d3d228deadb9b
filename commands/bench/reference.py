"""The same aggregates by DuckDB over the same data in memory: what the machine can do."""

from __future__ import annotations

import json
import sys
import time

from commands.bench.company import Tree, company
from commands.bench.loading import load_duckdb

REPEATS = 5
UNITS = "(select id from org_unit where starts_with(path, '{path}'))"
GAPS = (
    "with people as (select id, position_id, org_unit_id from employee where org_unit_id in "
    + UNITS
    + "), mine as (select es.* from employee_skill es join people p on p.id = es.employee_id), "
    "es as (select * from mine qualify row_number() over (partition by employee_id, skill_id "
    "order by assessed_on desc, id desc) = 1) select {key}, count(*), sum(level), "
    "sum((level < required_level)::int), sum(case when level < required_level then level end) "
    "from es join people e on e.id = es.employee_id join position_skill ps on "
    "ps.position_id = e.position_id and ps.skill_id = es.skill_id group by {key}"
)
SPLITS = (
    "with low as (select k.employee_id, (actual < target)::int missed from kpi_result k join "
    "employee e on e.id = k.employee_id where k.kpi_id = 2 and period_start = (select "
    "max(period_start) from kpi_result where employee_id is not null) and e.org_unit_id in "
    + UNITS
    + "), mine as (select es.*, missed from employee_skill es join low using (employee_id)), l as "
    "(select * from mine qualify row_number() over (partition by employee_id, skill_id order by "
    "assessed_on desc, id desc) = 1), m as (select skill_id, avg(level) mean from l group by 1) "
    "select skill_id, sum(missed), sum(missed * (level < mean)::int), sum(1 - missed), "
    "sum((1 - missed) * (level < mean)::int) from l join m using (skill_id) group by 1"
)
HELD = (
    "with size as (select session_id, count(*) people from participation group by 1), cost as "
    "(select session_id, sum(amount) amount from cost_line group by 1) select course_id, "
    "count(distinct p.session_id), count(*), sum(amount / people) from participation p join "
    "employee e on e.id = p.employee_id join training_session t on t.id = p.session_id join size "
    "using (session_id) join cost using (session_id) where e.org_unit_id in "
    + UNITS
    + " group by 1"
)
PRICES = (
    "with n as (select session_id, count(*) people from participation group by 1), c as (select "
    "session_id, sum(amount) amount from cost_line group by 1) select course_id, sum(amount) / "
    "sum(people) from training_session t join n on n.session_id = t.id join c on c.session_id = "
    "t.id group by 1"
)
PAIRS = (
    "with h as (select employee_id, sum(hours) x from participation p join training_session t on "
    "t.id = p.session_id where course_id = 1 group by 1) select count(*), corr(coalesce(x, 0), "
    "actual) from kpi_result k left join h using (employee_id) where kpi_id = 2 and employee_id is "
    "not null and period_start = (select max(period_start) from kpi_result)"
)
HISTORY = (
    "select t.code, t.start_date, (select count(*) from participation p where p.session_id = "
    "t.id), (select sum(amount) from cost_line c where c.session_id = t.id) from training_session "
    "t where course_id = 1"
)
FUND = (
    "select year(start_date), sum(amount) from cost_line c join training_session t on t.id = "
    "c.session_id where tax_eligible and is_cash group by 1"
)


def statements(employees: int) -> dict[str, str]:
    """By the name that operations refer to."""
    department = "/C/D1/A1/"
    assert Tree.of(employees).departments >= 1
    return {
        "gaps_unit": GAPS.format(path=department, key="es.skill_id"),
        "gaps_company": GAPS.format(path="/C/", key="es.skill_id"),
        "gaps_by_unit": GAPS.format(path="/C/", key="e.org_unit_id"),
        "splits_unit": SPLITS.format(path=department),
        "splits_company": SPLITS.format(path="/C/"),
        "held_unit": HELD.format(path=department),
        "held_company": HELD.format(path="/C/"),
        "prices": PRICES,
        "pairs": PAIRS,
        "history": HISTORY,
        "fund": FUND,
    }


def measure(employees: int) -> dict[str, float]:
    """The median seconds of each, on as many threads as the machine has."""
    connection = load_duckdb(company(employees))
    medians = {}
    for name, statement in statements(employees).items():
        taken = []
        for _ in range(REPEATS):
            started = time.perf_counter()
            connection.execute(statement).fetchall()
            taken.append(time.perf_counter() - started)
        medians[name] = sorted(taken)[REPEATS // 2]
    return medians


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
