"""The same aggregates by DuckDB over the same data in memory: what the machine can do."""

from __future__ import annotations

import json
import sys
import time

from commands.bench.company import YEAR, Tree, company
from commands.bench.loading import load_duckdb
from commands.bench.queries import TWO_YEARS_AGO

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
# One skill: of the newest levels how many people of each level, position and year of entry.
AUDIENCE = (
    "with es as (select * from employee_skill where skill_id = 1 qualify row_number() over "
    "(partition by employee_id order by assessed_on desc, id desc) = 1) select e.position_id, "
    "level, required_level, year(hire_date), count(*) from es join employee e on e.id = "
    "es.employee_id left join position_skill ps on ps.position_id = e.position_id and ps.skill_id "
    "= es.skill_id group by 1, 2, 3, 4"
)
# What lies below a goal: the drivers' results by unit, and of its three skills the levels.
GOALS = (
    "with es as (select * from employee_skill where skill_id in (1, 2, 3) qualify row_number() "
    "over (partition by employee_id, skill_id order by assessed_on desc, id desc) = 1), k as "
    "(select employee_id, actual, target from kpi_result where kpi_id = 2 and employee_id is not "
    "null and period_start = (select max(period_start) from kpi_result)) select es.skill_id, "
    "e.position_id, level, required_level, count(*), sum(actual), sum((actual < target)::int) "
    "from es join employee e on e.id = es.employee_id left join k on k.employee_id = e.id left "
    "join position_skill ps on ps.position_id = e.position_id and ps.skill_id = es.skill_id group "
    "by 1, 2, 3, 4"
)
# Of those trained last year, and of colleagues of the same unit above who never were: the change
# in a KPI from the half year before to the half year after, by course, month, unit and position.
EFFECTS = (
    "with taken as (select course_id, employee_id, min(start_date) as day from participation p "
    "join training_session t on t.id = p.session_id where (course_id - 1) % 36 < 3 group by 1, 2), "
    "measured as (select distinct employee_id from kpi_result where kpi_id = 2 and employee_id is "
    "not null), trained as (select course_id, date_trunc('month', day)::date as month, e.id, "
    "e.org_unit_id, e.position_id, u.parent_id from taken join measured using (employee_id) join "
    "employee e on e.id = employee_id join org_unit u on u.id = e.org_unit_id where year(day) = "
    "{year}), homes as (select distinct course_id, month, parent_id, position_id from trained), "
    "peers as (select h.course_id, h.month, e.id, e.org_unit_id, e.position_id from homes h join "
    "org_unit u on u.parent_id = h.parent_id join employee e on e.org_unit_id = u.id and "
    "e.position_id = h.position_id join measured m on m.employee_id = e.id anti join taken t on "
    "t.course_id = h.course_id and t.employee_id = e.id), people as materialized (select "
    "course_id, month, id, org_unit_id, position_id, 1 as trained from trained union all select "
    "*, 0 from peers), changes as (select p.*, avg(actual) filter (period_start < month) as "
    "before, avg(actual) filter (period_start > month) - before as change from people p join "
    "kpi_result k on k.kpi_id = 2 and k.employee_id = p.id where period_start between month - "
    "interval 6 month and month + interval 6 month group by all) select course_id, month, "
    "trained, position_id, org_unit_id, count(*), sum(before), sum(before * before), sum(change), "
    "sum(change * change) from changes group by all"
)
CAME = (
    "select count(distinct employee_id), sum(hours), count(distinct employee_id) / (select "
    "count(*) from employee) from participation p join training_session t on t.id = p.session_id "
    "where year(start_date) = {year}"
)
HOURS_BY_UNIT = (
    "with part as (select u.id, d.id as top from org_unit u join org_unit d on d.parent_id = 1 and "
    "starts_with(u.path, d.path)), size as (select top, count(*) n from employee e join part on "
    "part.id = e.org_unit_id group by 1) select top, sum(hours) / any_value(n) from participation "
    "p join training_session t on t.id = p.session_id join employee e on e.id = p.employee_id join "
    "part on part.id = e.org_unit_id join size using (top) where year(start_date) = {year} group "
    "by top order by 2 desc"
)
LARGEST = (
    "select course_id, count(distinct employee_id), count(*) from participation p join "
    "training_session t on t.id = p.session_id group by 1 order by 2 desc limit 5"
)
UNTRAINED = (
    "select count(*) from employee e anti join (select employee_id from participation p join "
    "training_session t on t.id = p.session_id where start_date >= '{since}') x on x.employee_id = "
    "e.id"
)
LEVELS = (
    "with es as (select * from employee_skill qualify row_number() over (partition by employee_id, "
    "skill_id order by assessed_on desc, id desc) = 1) select e.position_id, avg(level), "
    "count(distinct e.id) filter (level < required_level) from es join employee e on e.id = "
    "es.employee_id left join position_skill ps on ps.position_id = e.position_id and ps.skill_id "
    "= es.skill_id group by 1"
)
RESULTS_LOW = (
    "with low as (select employee_id from (select * from employee_skill where skill_id = 1 qualify "
    "row_number() over (partition by employee_id order by assessed_on desc, id desc) = 1) where "
    "level < 3) select count(distinct employee_id), avg(actual) from kpi_result semi join low "
    "using (employee_id) where kpi_id = 2"
)
SPENT = (
    "select sum(amount), sum(amount) / (select count(*) from employee) from cost_line c join "
    "training_session t on t.id = c.session_id where year(start_date) = {year}"
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
        "audience_company": AUDIENCE,
        "goals_company": GOALS,
        "effects_company": EFFECTS.format(year=YEAR - 1),
        "came": CAME.format(year=YEAR - 1),
        "hours_by_unit": HOURS_BY_UNIT.format(year=YEAR - 1),
        "largest": LARGEST,
        "untrained": UNTRAINED.format(since=TWO_YEARS_AGO),
        "levels": LEVELS,
        "results_low": RESULTS_LOW,
        "spent": SPENT.format(year=YEAR - 1),
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
