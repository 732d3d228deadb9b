"""Three years of trainings with their costs, and what came of them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from engine.sample.people import Plant
from engine.sample.rows import Rows
from engine.store.tables import (
    CostLine,
    Course,
    Evaluation,
    Kpi,
    Participation,
    TrainingSession,
)

# Relative prices of consecutive sessions: they differ, and cancel out in pairs.
SWING = (Decimal("0.94"), Decimal("1.06"), Decimal("0.98"), Decimal("1.02"))


def add_training(rows: Rows, plant: Plant) -> None:
    """Sessions of each course: who, how many people in how many sessions, price a head."""
    line, sales = plant.line.employee_ids, plant.sales.employee_ids
    everyone = line + sales + plant.retail + plant.java.employee_ids
    held = [
        # course, people, years ago, sessions, people a session, price a head
        ("TC-EQ", line, 3, 2, 20, 1500),
        ("TC-EQ", line, 2, 2, 20, 1500),
        ("TC-EQ", line, 1, 4, 20, 1500),
        ("TC-EQS", line, 2, 2, 25, 1200),
        ("TC-EQS", line, 1, 2, 25, 1200),
        ("TC-LEAN", line, 1, 6, 25, 2000),
        ("TC-IOT", plant.java.employee_ids, 1, 2, 15, 3600),
        ("TC-NEG", plant.senior_sales.employee_ids, 2, 2, 15, 2400),
        ("TC-NEG", plant.senior_sales.employee_ids, 1, 2, 15, 2400),
        ("TC-FUP", sales, 2, 2, 25, 2000),
        ("TC-FUP", sales, 1, 4, 25, 2000),
        ("TC-MGT", everyone, 1, 4, 20, 1800),
        ("TC-STM", plant.store_managers.employee_ids, 3, 2, 20, 3000),
        ("TC-STM", plant.store_managers.employee_ids, 2, 2, 20, 3000),
        ("TC-SAL", plant.sales_assistants.employee_ids, 3, 2, 25, 1500),
        ("TC-SAL", plant.sales_assistants.employee_ids, 2, 2, 25, 1500),
        ("TC-TEAM", everyone, 1, 4, 50, 1000),
        ("TC-COH", everyone, 1, 4, 50, 2500),
        ("TC-SAF", line, 2, 4, 50, 120),
        ("TC-SAF", line, 1, 4, 50, 120),
        ("TC-XLS", everyone, 2, 2, 20, 600),
        ("TC-XLS", everyone, 1, 2, 20, 600),
    ]
    for course, people, years_ago, sessions, size, price in held:
        for index in range(sessions):
            _session(rows, course, people, years_ago, index, size, price)
    _retail_year(rows, plant)


def _retail_year(rows: Rows, plant: Plant) -> None:
    """Last year's retail: 12 sessions, 400 participants, 800,000 in all."""
    for index in range(12):
        _session(rows, "TC-RET", plant.retail, 1, index, 34 if index < 4 else 33, 2000)


def _session(
    rows: Rows, course: str, people: list[int], years_ago: int, index: int, size: int, price: int
) -> None:
    number = len(rows.of(TrainingSession)) + 1
    # Months before July of the year before count as that year's; the sessions spread over it.
    start = rows.day(years_ago, 2 + (index * 3) % 11, 5 + (number % 20))
    session = rows.add(
        TrainingSession,
        code=f"SE{number:05d}",
        course_id=rows.by_code(Course, course),
        start_date=start,
        end_date=start + timedelta(days=1),
        status="held",
        delivery="internal",
    )
    taking_part = rows.random.sample(people, min(size, len(people)))
    for person in taking_part:
        rows.add(
            Participation,
            session_id=session,
            employee_id=person,
            attended=True,
            hours=Decimal(16),
            outcome="completed",
        )
    _costs(rows, session, len(taking_part), Decimal(price) * SWING[index % len(SWING)])


def _costs(rows: Rows, session: int, participants: int, price: Decimal) -> None:
    total = price * participants
    material = Decimal(50) * participants
    venue = min(Decimal(2_000), (total - material) / 4)
    for category, amount in (
        ("venue", venue),
        ("material", material),
        ("instructor", total - venue - material),
    ):
        rows.add(
            CostLine,
            session_id=session,
            category=category,
            amount=amount,
        )


EVALUATIONS = [
    # course, level, measure, KPI, baseline, value, planned
    ("TC-EQ", "results", "设备故障次数", "KP-FLT", "1000", "820", "850"),
    ("TC-EQ", "results", "产能", "KP-CAP", "1000", "1120", "1100"),
    ("TC-LEAN", "results", "产能", "KP-CAP", "1000", "1150", None),
    ("TC-LEAN", "results", "良品率", "KP-YLD", "1000", "1100", None),
    ("TC-TEAM", "reaction", "员工满意度", None, "1.00", "1.05", None),
    ("TC-FUP", "reaction", "满意度", None, None, "0.90", None),
    ("TC-FUP", "learning", "考试通过率", None, None, "0.85", None),
    ("TC-FUP", "behaviour", "客户跟进次数", None, "100", "120", None),
    ("TC-FUP", "results", "客户转化率", "KP-CONV", "0.20", "0.25", None),
]


def add_evaluations(rows: Rows) -> None:
    """What last year's courses were found to have moved, course by course."""
    for course, level, measure, kpi, baseline, value, planned in EVALUATIONS:
        rows.add(
            Evaluation,
            course_id=rows.by_code(Course, course),
            year=rows.year - 1,
            level=level,
            measure=measure,
            kpi_id=rows.by_code(Kpi, kpi) if kpi else None,
            baseline=Decimal(baseline) if baseline else None,
            value=Decimal(value),
            planned=Decimal(planned) if planned else None,
            n=None,
            window_days=180,
            method="before_after",
        )
