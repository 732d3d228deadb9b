"""What is right of the questions about the imported company: reckoned from its files alone, with
nothing of the product. `python -m tests.engine.query.imported.reckoned` writes figures.json."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
FIGURES = HERE / "figures.json"
TODAY = date(2026, 11, 28)
FY2026 = (date(2025, 4, 1), date(2026, 3, 31))
FY2027 = (date(2026, 4, 1), date(2027, 3, 31))
SPRING_2026 = (date(2026, 4, 1), date(2026, 6, 30))
DIVISION = {
    "Depot Hamburg": "Logistics",
    "Depot Leipzig": "Logistics",
    "Fleet": "Logistics",
    "Key Accounts": "Commercial",
    "Customs Desk": "Commercial",
    "Payroll Office": "Administration",
    "IT Desk": "Administration",
}
COST_KINDS = {
    "Trainer fee": "instructor",
    "Venue hire": "venue",
    "Materials": "material",
    "Travel cost": "travel",
}
Days = tuple[date, date]
Rows = list[list[str | None]]
EVER: Days = (date.min, date.max)


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str
    unit: str
    position: str
    hired: date
    left: date | None

    @property
    def is_here(self) -> bool:
        return self.left is None or self.left > TODAY

    @property
    def division(self) -> str:
        return DIVISION[self.unit]


@dataclass(frozen=True, kw_only=True)
class Seat:
    person: Person
    outcome: str
    fee: Decimal


@dataclass(frozen=True, kw_only=True)
class Session:
    code: str
    course: str
    starts: date
    hours: Decimal
    place: str
    trainer: str
    delivery: str
    seats: tuple[Seat, ...]
    costs: dict[str, Decimal]

    @property
    def cost(self) -> Decimal:
        return sum(self.costs.values(), Decimal(0))


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Somebody in a session that he came to."""

    person: Person
    session: Session
    outcome: str


# --- the files --------------------------------------------------------------------------------
def read(name: str) -> list[dict[str, str]]:
    with (HERE / "files" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def money(said: str) -> Decimal:
    return Decimal(said.replace(".", "").replace(",", ".")) if said else Decimal(0)


def day(said: str) -> date:
    return date(*map(int, reversed(said.split("."))))


@cache
def everybody() -> dict[str, Person]:
    return {
        one["Personnel number"]: Person(
            name=one["Name"],
            unit=one["Department"],
            position=one["Position"],
            hired=day(one["Hire date"]),
            left=day(one["Leaving date"]) if one["Leaving date"] else None,
        )
        for one in read("people")
    }


def people() -> list[Person]:
    return [one for one in everybody().values() if one.is_here]


@cache
def sessions() -> tuple[Session, ...]:
    return (*_in_house(), *_seminars())


def _in_house() -> Iterable[Session]:
    by_name = {one.name: one for one in everybody().values()}
    for one in read("sessions"):
        seats = [
            Seat(person=by_name[name], outcome="", fee=Decimal(0))
            for name in one["Participants"].split("; ")
        ]
        paid = {kind: money(one[heading]) for heading, kind in COST_KINDS.items()}
        yield _session(one, one["Start date"], seats, {k: v for k, v in paid.items() if v})


def _seminars() -> Iterable[Session]:
    """The load leaves out the lines of those who did not come, and says so."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for one in read("seminars"):
        if one["Attendance"] != "attended":
            continue
        rows[one["Session"]].append(one)
    for lines in rows.values():
        seats = [
            Seat(
                person=everybody()[one["Personnel number"]],
                outcome=one["Result"],
                fee=money(one["Cost per head"]),
            )
            for one in lines
        ]
        total = sum((one.fee for one in seats), Decimal(0))
        yield _session(lines[0], lines[0]["Training date"], seats, {"other": total})


def _session(
    line: dict[str, str], starts: str, seats: Sequence[Seat], costs: dict[str, Decimal]
) -> Session:
    return Session(
        code=line["Session"],
        course=line["Course"],
        starts=day(starts),
        hours=Decimal(line["Hours"]),
        place=line["Location"],
        trainer=line["Trainer"],
        delivery=line["Delivery"],
        seats=tuple(seats),
        costs=costs,
    )


def held(days: Days = EVER) -> list[Session]:
    return [one for one in sessions() if days[0] <= one.starts <= min(days[1], TODAY)]


def taken(days: Days = EVER) -> list[Taken]:
    """By whoever was there on that day."""
    return [
        Taken(person=seat.person, session=one, outcome=seat.outcome)
        for one in held(days)
        for seat in one.seats
    ]


def of_staff(found: Iterable[Taken]) -> list[Taken]:
    """By those who work there now: who is named, and what is told per head."""
    return [one for one in found if one.person.is_here]


@cache
def category() -> dict[str, str]:
    return {one["Course"]: one["Category"] for one in read("courses")}


# --- telling ----------------------------------------------------------------------------------
def euros(amount: Decimal) -> str:
    return f"{amount:.2f}"


def number(value: Decimal | int) -> str:
    return f"{round(Decimal(value), 4).normalize():f}"


def descending(found: dict[str, Decimal], tell: Callable[[Decimal], str] = euros) -> Rows:
    return [[name, tell(value)] for name, value in sorted(found.items(), key=lambda one: -one[1])]


def total(found: Iterable[Session]) -> Decimal:
    return sum((one.cost for one in found), Decimal(0))


def cost_by(key: Callable[[Session], str], found: Iterable[Session]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in found:
        if one.costs:
            sums[key(one)] += one.cost
    return dict(sums)


def cost_by_kind(found: Iterable[Session]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in found:
        for kind, amount in one.costs.items():
            sums[kind] += amount
    return dict(sums)


def cost_by_division(found: Iterable[Session], of: Callable[[Person], str]) -> dict[str, Decimal]:
    """A fee is borne where its person is; what is the session's, by all who were there."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in found:
        for seat in one.seats:
            own = seat.fee if "other" in one.costs else one.cost / len(one.seats)
            sums[of(seat.person)] += own
    return {name: value for name, value in sums.items() if value}


def told(found: dict[str, Decimal], tell: Callable[[Decimal], str] = euros) -> Rows:
    """What no name stands for is told, too."""
    return [[name or None, tell(value)] for name, value in found.items()]


def count_by(keys: Iterable[str]) -> dict[str, Decimal]:
    counts: dict[str, Decimal] = defaultdict(Decimal)
    for one in keys:
        counts[one] += 1
    return dict(counts)


def quarter(one: Session) -> str:
    return str((one.starts.month + 2) // 3)


def distinct(found: Iterable[Taken]) -> int:
    return len({one.person.name for one in found})


def hours_by(key: Callable[[Taken], str], found: Iterable[Taken]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in found:
        sums[key(one)] += one.session.hours
    return dict(sums)


# --- the figures ------------------------------------------------------------------------------
def spending() -> dict[str, Rows]:
    last, now = held(FY2026), held(FY2027)
    by_course = cost_by(lambda one: one.course, held())
    everything = total(held())
    heads = count_by(one.division for one in people())
    per_head = {
        name: amount / heads[name]
        for name, amount in cost_by_division(last, lambda one: one.division).items()
    }
    kept = [one for one in last if one.course not in ("Dangerous Goods", "First Aid")]
    return {
        "spent in a fiscal year": [[euros(total(last))]],
        "spent this fiscal year": [[euros(total(now))]],
        "spent by division": told(cost_by_division(last, lambda one: one.division)),
        "spent in a division by its parts": told(
            {
                unit: amount
                for unit, amount in cost_by_division(last, lambda one: one.unit).items()
                if DIVISION[unit] == "Logistics"
            }
        ),
        "spent by kind": told(cost_by_kind(last)),
        "spent by course, dearest first": descending(by_course),
        "spent by place": told(cost_by(lambda one: one.place, last)),
        "spent by trainer": told(cost_by(lambda one: one.trainer, last)),
        "spent by delivery": told(cost_by(lambda one: one.delivery, last)),
        "spent by category": told(cost_by(lambda one: category()[one.course], last)),
        "spent by quarter": told(cost_by(quarter, held((date(2025, 1, 1), date(2025, 12, 31))))),
        "spent in April to June": [[euros(total(held(SPRING_2026)))]],
        "spent a head by division": told(per_head),
        "travel": [[euros(cost_by_kind(last)["travel"])]],
        "without travel": [[euros(total(last) - cost_by_kind(last)["travel"])]],
        "without two courses": [[euros(total(kept))]],
        "without outside trainings": [
            [euros(total(one for one in last if one.delivery != "external"))]
        ],
        "year against year": [
            [euros(total(now)), euros(total(last)), euros(total(now) - total(last))]
        ],
        "shares of courses": [
            [name, euros(amount), number(amount / everything)] for name, amount in by_course.items()
        ],
        "spent with a trainer": [
            [euros(total(one for one in held() if one.trainer == "Sabine Kroll"))]
        ],
        "spent at a place": [[euros(total(one for one in last if one.place == "Bremen Centre"))]],
        "two periods together": [
            [euros(total(held(SPRING_2026)) + total(held((date(2025, 4, 1), date(2025, 6, 30)))))]
        ],
        "spent each session": [[euros(total(last) / len([one for one in last if one.costs]))]],
        "courses over five thousand": told(
            {name: amount for name, amount in by_course.items() if amount > 5000}
        ),
        "spent on what has no costs": [],
    }


def trainings() -> dict[str, Rows]:
    last = held(FY2026)
    dearest = sorted(held(), key=lambda one: -one.cost)
    came = sum(len(one.seats) for one in last if one.delivery == "external")
    outside = total(one for one in last if one.delivery == "external")
    return {
        "how many trainings": [[number(len(last))]],
        "trainings by course": told(count_by(one.course for one in last), number),
        "trainings by place": told(count_by(one.place for one in last), number),
        "dearest three": [[one.code, euros(one.cost)] for one in dearest[:3]],
        "those who came to outside trainings": [[number(came)]],
        "cost each who came outside": [[euros(outside / came)]],
        "trainings of a trainer": [
            [number(len([one for one in held() if one.trainer == "Tom Adler"]))]
        ],
    }


def participations() -> dict[str, Rows]:
    last, ever = taken(FY2026), taken()
    heads = count_by(one.division for one in people())
    by_position = count_by(one.position for one in people())
    hours = hours_by(lambda one: one.person.position, of_staff(last))
    hours = {name: value / by_position[name] for name, value in hours.items()}
    trained = {
        name: distinct(one for one in of_staff(last) if one.person.division == name)
        for name in heads
    }
    passed = _rates(ever)
    seats = count_by(one.person.name for one in of_staff(ever))
    first_aid = [one for one in of_staff(ever) if one.session.course == "First Aid"]
    customs = [one for one in last if one.session.course == "Customs Law Update"]
    latest: dict[str, date] = {}
    for one in ever:
        course = one.session.course
        latest[course] = max(latest.get(course, date.min), one.session.starts)
    return {
        "seats": [[number(len(last))]],
        "how many were trained": [[number(distinct(last))]],
        "hours by division": told(hours_by(lambda one: one.person.division, last), number),
        "hours a head by position": told(hours, number),
        "coverage by division": told(
            {name: Decimal(one) / heads[name] for name, one in trained.items()}, number
        ),
        "coverage of first aid": [[number(Decimal(distinct(first_aid)) / len(people()))]],
        "pass rates": told(passed, number),
        "pass rate of one": [[number(_rates(customs)["Customs Law Update"])]],
        "who failed": [
            [one.person.name, one.session.course]
            for one in of_staff(taken(FY2027))
            if one.outcome == "failed"
        ],
        "over nine trainings": [
            [name, number(count)] for name, count in seats.items() if count > 9
        ],
        "last time of each course": [[name, f"{one}"] for name, one in latest.items()],
        "hours of a unit": [
            [number(sum(one.session.hours for one in last if one.person.unit == "Fleet"))]
        ],
        "seats by trainer": told(count_by(one.session.trainer for one in last), number),
    }  # fmt: skip


def _rates(found: Iterable[Taken]) -> dict[str, Decimal]:
    tested = [one for one in found if one.outcome in ("passed", "failed")]
    every = count_by(one.session.course for one in tested)
    passed = count_by(one.session.course for one in tested if one.outcome == "passed")
    return {name: passed.get(name, Decimal(0)) / count for name, count in every.items()}


def certificates() -> dict[str, Rows]:
    ends = {
        (one["Name"], one["Certificate"]): day(one["Expiry date"]) for one in read("certificates")
    }
    needed = {one["Position"]: one["Certificate"] for one in read("requirements")}
    bound = [one for one in people() if one.position in needed]
    lack = [one for one in bound if ends.get((one.name, needed[one.position]), date.min) < TODAY]
    by_unit = count_by(one.unit for one in lack)
    return {
        "valid certificates": told(
            count_by(name for (_, name), end in ends.items() if end >= TODAY), number
        ),
        "how many lack theirs": [[number(len(lack))]],
        "lacking by team": told(by_unit, number),
        "share lacking": [[number(Decimal(len(lack)) / len(bound))]],
        "whose certificates have expired": [
            [name, certificate, f"{end}"]
            for (name, certificate), end in ends.items()
            if end < TODAY
        ],
        "whose end within a year": [
            [name, f"{end}"]
            for (name, _), end in ends.items()
            if TODAY <= end <= date(2027, 11, 28)
        ],
    }


def staff() -> dict[str, Rows]:
    ever = {one.person.name for one in taken()}
    since = {one.person.name for one in taken((date(2026, 4, 1), date.max))}
    first_aid = {one.person.name for one in taken() if one.session.course == "First Aid"}
    long = [one for one in people() if one.hired <= date(2018, 11, 28)]
    return {
        "headcount by division": told(count_by(one.division for one in people()), number),
        "headcount by position": told(count_by(one.position for one in people()), number),
        "hired in 2025": [
            [number(len([one for one in people() if FY2026[0] <= one.hired <= FY2026[1]]))]
        ],
        "eight years and more": [[number(len(long))]],
        "who was never trained": [[one.name] for one in people() if one.name not in ever],
        "who was not trained this year": [
            [one.name] for one in people() if one.name not in since and one.unit == "Fleet"
        ],
        "who has not done first aid": [
            [one.name]
            for one in people()
            if one.name not in first_aid and one.unit == "Payroll Office"
        ],
    }


def budgets() -> dict[str, Rows]:
    lines = {
        (one["Department"], int(one["Fiscal year"])): (money(one["Budget"]), money(one["Actual"]))
        for one in read("budgets")
    }
    of = {unit: line for (unit, year), line in lines.items() if year == 2027}
    before = {unit: line for (unit, year), line in lines.items() if year == 2026}
    by_division: dict[str, Decimal] = defaultdict(Decimal)
    for unit, (one, _) in of.items():
        by_division[DIVISION.get(unit, unit)] += one
    allocated = sum((one for one, _ in of.values()), Decimal(0))
    spent = sum((one for _, one in of.values()), Decimal(0))
    earlier = sum((one for one, _ in before.values()), Decimal(0))
    return {
        "budget this year": [[euros(allocated)]],
        "budget by unit": told(by_division),
        "budget left": [[euros(allocated - spent)]],
        "execution by unit": [[unit, number(used / one)] for unit, (one, used) in of.items()],
        "budget against last year": [
            [euros(allocated), euros(earlier), euros(allocated - earlier)]
        ],
        "most left": [
            [unit, euros(one - used)]
            for unit, (one, used) in sorted(of.items(), key=lambda it: it[1][1] - it[1][0])
        ][:1],
        "units without a budget": [
            [unit] for unit in DIVISION if unit not in of and unit in ("Payroll Office", "IT Desk")
        ],
    }


def catalogue() -> dict[str, Rows]:
    every = read("courses")
    recent = {one.course for one in held((date(2026, 10, 1), date.max))}
    return {
        "mandatory courses": [[number(len([one for one in every if one["Mandatory"] == "yes"]))]],
        "courses of a vendor": [
            [one["Course"]] for one in every if one["Vendor"] == "Nordic Safety AB"
        ],
        "courses not held since October": [
            [one["Course"]] for one in every if one["Course"] not in recent
        ],
    }


def not_kept() -> dict[str, Rows]:
    """What no file of this company has: it is not 0, there is nothing of it."""
    return {
        "no skill levels": [[None]],
        "no results of KPIs": [],
        "no appraisals": [],
        "no effects": [],
        "no pass rate without tests": [[None]],
        "no ratings": [],
        "no answers to surveys": [[None]],
    }


def figures() -> dict[str, Rows]:
    return {
        **spending(),
        **trainings(),
        **participations(),
        **certificates(),
        **staff(),
        **budgets(),
        **catalogue(),
        **not_kept(),
    }


if __name__ == "__main__":
    lines = (f"  {json.dumps(name)}: {json.dumps(found)}" for name, found in figures().items())
    FIGURES.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
