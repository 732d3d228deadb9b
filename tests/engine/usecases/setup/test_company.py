"""The company's settings, changed by a person."""

from __future__ import annotations

import pytest

from engine.store.database import Database
from engine.usecases.auditing import audit_events
from engine.usecases.company_settings import CompanyChange
from engine.usecases.imports.begin import begin_import
from engine.usecases.imports.load import load_import
from engine.usecases.setup.company import CompanyNow, change_settings, company_now
from engine.usecases.setup.roles import roles_now
from engine.usecases.store import store_kind
from engine.values.errors import InvalidInput, NotPermitted
from tests.company import DIRECTOR, HR, Company
from tests.conftest import engine_over
from tests.engine.usecases.imports.giving import PEOPLE, file
from tests.workflow import AUDITOR, WORKER, Office, build


def changed(office: Office, who: str = HR, **change: object) -> CompanyNow:
    now: CompanyNow = office.do(who, change_settings, CompanyChange(**change))  # type: ignore[arg-type]
    return now


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def test_everybody_may_know_it(office: Office) -> None:
    now = office.do(WORKER, company_now)
    assert (now.currency, now.time_zone, now.fixed) == ("CNY", "Asia/Shanghai", True)


def test_name_and_time_zone_change_and_it_is_logged(office: Office) -> None:
    now = changed(office, name="冲压厂", time_zone="Europe/Berlin")
    assert (now.name, now.time_zone, now.currency) == ("冲压厂", "Europe/Berlin", "CNY")
    assert office.do(WORKER, company_now) == now
    last = [one for one in office.do(AUDITOR, audit_events) if one.action == "change_company"][-1]
    assert last.actor == HR


def test_what_budgets_are_kept_in_stays(office: Office) -> None:
    for change in ({"currency": "EUR"}, {"fiscal_first_month": 4}):
        with pytest.raises(InvalidInput, match="company_has_budgets"):
            changed(office, **change)


def test_a_company_without_budgets(either_store: Database) -> None:
    Company("own").write(either_store)
    office = Office(either_store)
    assert not office.do(HR, company_now).fixed
    now = changed(
        office, DIRECTOR, currency="EUR", fiscal_first_month=4, fiscal_named_by_start=True
    )
    assert (now.currency, now.fiscal_first_month, now.fiscal_named_by_start) == ("EUR", 4, True)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"time_zone": "Mars/Olympus"}, "unknown_time_zone"), ({"currency": "XXY"}, "unknown_curren")],
)
def test_what_there_is_not(office: Office, change: dict[str, str], code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        changed(office, **change)


def test_who_may_not(office: Office) -> None:
    with pytest.raises(NotPermitted, match="set_up"):
        changed(office, WORKER, name="mine")


def test_an_empty_store_is_the_companys_once_its_settings_are_said(empty_store: Database) -> None:
    engine = engine_over(empty_store)
    engine.perform_as_setter(change_settings, CompanyChange(name="冲压厂"))
    assert store_kind(empty_store) == "company"
    look = engine.perform_as_setter(begin_import, [file(PEOPLE)])
    assert not look.is_first
    engine.perform_as_setter(load_import, look.id)
    (top, *_) = engine.perform_as_setter(roles_now).units
    assert (top.unit.name, top.above) == ("冲压厂", ())
