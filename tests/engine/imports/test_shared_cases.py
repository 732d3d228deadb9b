"""The handed cases that concern sums and belonging, loaded as they are."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.imports.answers import Answers
from engine.store.database import Database
from engine.usecases.import_company import Imported, import_company
from tests.engine.imports.files import NOW, paid, refused, tables

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
pytestmark = pytest.mark.skipif(
    not CASES.exists(), reason="the shared cases are not part of the product"
)
WHOLE = {"CNY": "202044.70"}


def load(database: Database, name: str, currency: str | None = "CNY", **answers: Any) -> Imported:
    return import_company(
        database, tables(CASES / name), currency, answers=Answers(**answers), now=NOW
    )


@pytest.fixture
def store(empty_store: Database) -> Database:
    load(empty_store, "people/people1.csv")
    load(empty_store, "people/train1.csv")
    return empty_store


@pytest.fixture
def base(empty_store: Database) -> Database:
    load(empty_store, "files/base_people.csv")
    return empty_store


def by_unit(result: Imported) -> dict[str, str]:
    return {one.name: f"{one.totals[0].amount}" for one in result.by_unit}


def test_b16a_people_who_move(store: Database) -> None:
    result = load(store, "people/people_moved.csv")
    assert by_unit(result) == {"生产部": "5400.00", "销售部": "4000.00"}
    assert [one.row for one in result.reports[0].changes] == [10, 11]


def test_b16b_a_renamed_department(store: Database) -> None:
    asked = load(store, "people/people_ren.csv").reports[0].questions
    assert [one.args["new"] for one in asked] == ["制造部"]
    result = load(store, "people/people_ren.csv", renamed={"生产部": "制造部"})
    assert by_unit(result) == {"制造部": "5400.00", "销售部": "4000.00"}


def test_b16c_a_corrected_export(store: Database) -> None:
    result = load(store, "people/train_fix.csv")
    changes = [(one.row, one.old, one.new) for one in result.reports[0].changes]
    assert (paid(result), changes) == (
        {"CNY": "9900.00"},
        [(2, "1,000.00 CNY", "1,500.00 CNY")],
    )


def test_b16e_a_number_given_to_a_new_person(store: Database) -> None:
    load(store, "people/people_left.csv")
    assert refused(load(store, "people/people_reuse.csv")) == [(2, "number_reused")]
    result = load(store, "people/people_reuse.csv", reused=frozenset({"1001"}))
    assert by_unit(result) == {"生产部": "5400.00", "销售部": "4000.00"}


@pytest.mark.parametrize(
    ("name", "currency"),
    [
        ("c04_ledger_cost_yuan_heading.xlsx", None),
        ("c05_cost_wan_heading.xlsx", None),
        ("c10_semicolon_decimal_comma.csv", "CNY"),
        ("c10_utf16_unicode_text.txt", "CNY"),
        ("c10_gbk.csv", "CNY"),
        ("c10_tab.tsv", "CNY"),
        ("base_trainings.csv", "CNY"),
    ],
)
def test_the_same_costs_in_other_forms(base: Database, name: str, currency: str | None) -> None:
    result = load(base, f"files/{name}", currency)
    assert (paid(result), result.participations) == (WHOLE, 150)
    assert result.reports[0].remarks == []


def test_c09_spellings_of_amounts(base: Database) -> None:
    result = load(base, "files/c09_amounts.csv")
    assert refused(result) == [
        (12, "decimal_unclear"),
        (14, "no_number"),
        (19, "decimal_unclear"),
        (20, "no_number"),
    ]
    # 12,000 + 8 × 1,200 + 0.5 + no costs − 300
    assert Decimal(paid(result)["CNY"]) == Decimal("21300.50")


def test_c36_a_refund(base: Database) -> None:
    load(base, "files/base_trainings.csv")
    result = load(base, "files/c36_negative_refund.csv")
    assert (paid(result), result.participations) == ({"CNY": "201544.70"}, 150)


def test_r08_the_currency_of_a_heading(base: Database, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("工号,姓名,部门\nEMP1,甲,A\nEMP2,乙,A\n", encoding="utf-8")
    import_company(base, tables(path), now=NOW)
    result = load(base, "files/r08_cost_usd_heading.csv", None)
    assert (paid(result), refused(result)) == ({"USD": "1390.00"}, [(3, "did_not_take_part")])
