"""Powers: HR alone makes nobody one who decides, and whoever is given one is known of."""

from __future__ import annotations

import pytest

from engine.store.database import Database
from engine.usecases.auditing import audit_events
from engine.usecases.imports.begin import answer_import, begin_import
from engine.usecases.imports.load import load_import, undo_import
from engine.usecases.imports.views import GivenFile
from engine.usecases.setup.policy import policy_now, set_policy
from engine.usecases.setup.roles import give_role, take_role
from engine.values.errors import NotPermitted
from tests.company import DIRECTOR, HR
from tests.workflow import AUDITOR, HEAD, WORKER, Office, build

GHOST = "GHOST"
PEOPLE = f"工号,姓名,部门,状态,邮箱\n{GHOST},张三,first,在职,hers@private.example\n"


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


def load(office: Office, text: str, who: str = HR) -> int:
    look = office.do(who, begin_import, [GivenFile("a.csv", text.encode())])
    for question in look.questions:
        office.do(who, answer_import, look.id, {question.key: question.proposed})
    return int(office.do(who, load_import, look.id).id)


def granted(office: Office) -> list[tuple[str, str, str]]:
    events = office.do(AUDITOR, audit_events)
    return [
        (one.actor, one.subject, one.detail["role"]) for one in events if one.action == "grant_role"
    ]


def test_who_invents_somebody_makes_him_no_second_hr(office: Office) -> None:
    load(office, PEOPLE)
    with pytest.raises(NotPermitted, match="set_authority"):
        office.do(HR, give_role, GHOST, "hr")
    load(office, f"工号,角色\n{GHOST},HR\n")
    assert granted(office) == []


def test_management_learns_whom_hr_gave_a_unit(office: Office) -> None:
    office.do(HR, give_role, WORKER, "head", "U2")
    assert office.notices(DIRECTOR) == ["power_given"]


def test_management_learns_of_heads_in_a_file(office: Office) -> None:
    load(office, f"部门编码,部门名称,负责人工号\nU2,first,{WORKER}\n")
    assert granted(office) == [(HR, WORKER, "head")]
    assert office.notices(DIRECTOR) == ["power_given"]


def test_management_learns_who_heads_a_unit_since_a_load_was_taken_back(office: Office) -> None:
    number = load(office, f"部门编码,部门名称,负责人工号\nU2,first,{WORKER}\n")
    office.do(HR, undo_import, number)
    assert granted(office)[-1] == (HR, HEAD, "head")
    assert office.notices(DIRECTOR) == ["power_given", "power_given"]


def test_many_at_once_are_told_once(office: Office) -> None:
    rows = "".join(f"N{n},U2{n},first,{WORKER}\n" for n in range(6))
    load(office, f"部门名称,部门编码,上级部门,负责人工号\n{rows}")
    assert office.notices(DIRECTOR) == ["powers_given"]


def test_hr_takes_no_role_back_by_taking_a_load_back(office: Office) -> None:
    text = f"工号,角色\n{WORKER},财务\n"
    look = office.engine.perform_as_operator(begin_import, [GivenFile("r.csv", text.encode())])
    number = office.engine.perform_as_operator(load_import, look.id).id
    with pytest.raises(NotPermitted, match="set_authority"):
        office.do(HR, undo_import, number)
    office.do(DIRECTOR, take_role, WORKER, "finance")


@pytest.mark.parametrize("days", ["validate_days = 3", "evaluate_days = 3", "approve_days = 5"])
def test_hr_does_not_say_when_a_step_goes_to_hr(office: Office, days: str) -> None:
    text = office.do(HR, policy_now).toml.replace("2026-6", "own-1")
    shorter = text.replace(days, f"{days.split()[0]} = 1")
    with pytest.raises(NotPermitted, match="set_authority"):
        office.do(HR, set_policy, shorter)
    office.do(DIRECTOR, set_policy, shorter)
