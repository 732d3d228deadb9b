"""Whom a message names: milliseconds of looking it up among 200,000 people, beside 2,000.

What the words around cost and the transaction are in both; the ratio says what the size costs.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.people.reading import people_said
from assistant.understanding.names.people import read_people
from engine.policy import load_policy
from engine.sample.people import GIVEN, SURNAMES
from engine.store.bulk import insert_rows
from engine.store.database import Database
from engine.store.tables import Employee, OrgUnit, RoleGrant, StoreInfo
from engine.usecases.context import BudgetEngine
from engine.values.person_names import name_key

SMALL, LARGE = 2_000, 200_000
MESSAGES = 60
TEAM = 20
HR, HEAD = "E0000001", "E0000002"
# What is said of somebody whose name is 罗文, and how it is misspelt.
SAID = {
    "as written": "{name}上过哪些培训",
    "in pinyin": "which trainings has {pinyin} attended",
    "family name": "老{surname}的技能",
    "a character wrong": "查一下{wrong}的档案",
    "a letter wrong": "show me {typo}'s record",
    "a number": "{number}的档案",
    "nobody": "给销售部二十个人报一期高质量谈判培训，明年三月",
}
Person = dict[str, str]


def measure_people(console: Console) -> None:
    """One table: kinds of names by who asks, in a small and a large company."""
    with _company(SMALL) as small, _company(LARGE) as large:
        table = Table("said by", "said", f"ms of {SMALL:,}", f"ms of {LARGE:,}", "ratio")
        for who, called in ((HR, "HR"), (HEAD, "a head")):
            for kind, said in SAID.items():
                few, many = (_median(engine, who, said) for engine in (small, large))
                table.add_row(called, kind, f"{few:.1f}", f"{many:.1f}", f"{many / few:.2f}")
    console.print(table)


@contextmanager
def _company(employees: int) -> Iterator[BudgetEngine]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'store.sqlite'}")
        database.migrate()
        _fill(database, employees)
        yield BudgetEngine(
            database, load_policy(), clock=lambda: datetime(2026, 11, 23, tzinfo=UTC)
        )
        database.dispose()


def _fill(database: Database, employees: int) -> None:
    draw = random.Random(1)
    teams = employees // TEAM
    units = [{"id": 1, "code": "C", "name": "C", "path": "/C/", "parent_id": None}]
    units += [
        {"id": at, "code": f"T{at}", "name": f"T{at}", "path": f"/C/T{at}/", "parent_id": 1}
        for at in range(2, teams + 2)
    ]
    people = [
        {
            "id": at,
            "emp_no": f"E{at:07d}",
            "name": "".join(
                [draw.choice(SURNAMES), *draw.choices(GIVEN, k=draw.choice((1, 2, 2)))]
            ),
            "org_unit_id": 2 + at % teams,
            "status": "active",
        }
        for at in range(1, employees + 1)
    ]
    with database.transaction() as session:
        insert_rows(session, OrgUnit, units)
        insert_rows(session, Employee, people)
        insert_rows(session, RoleGrant, [{"employee_id": 1, "role": "hr", "org_unit_id": 1}])
        session.get_one(OrgUnit, 2 + 2 % teams).head_employee_id = 2
        session.add(StoreInfo(id=1, kind="company"))


def _median(engine: BudgetEngine, who: str, said: str) -> float:
    draw, times = random.Random(2), []
    for number in range(MESSAGES):
        text = said.format(**_person(draw, number))
        began = time.perf_counter()
        people_said(text, _named(text), _as(engine, who))
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def _as(engine: BudgetEngine, who: str) -> Callable[..., object]:
    return lambda usecase, *args: engine.perform(usecase, who, "bench", *args)


def _named(text: str) -> list[dict[str, object]]:
    """What Rasa's reader says of people: where the grammar has one."""
    return [
        {"entity": one.kind, "start": one.start, "end": one.end, "value": one.text}
        for one in read_people(text)
    ]


def _person(draw: random.Random, number: int) -> Person:
    name = draw.choice(SURNAMES) + "".join(draw.choices(GIVEN, k=2))
    family, *given = (name_key(one) for one in name)
    pinyin = f"{family.title()} {''.join(given).title()}"
    return {
        "name": name,
        "surname": name[0],
        "wrong": name[:2] + "鑫",
        "pinyin": pinyin,
        "typo": pinyin[:-1],
        "number": f"E{number * 31 + 1:07d}",
    }
