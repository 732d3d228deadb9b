"""Exchange rates from files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import ExchangeRate
from tests.engine.imports.files import counted, load, refused

HEAD = "币种,汇率,生效日期\n"


def rates(database: Database) -> list[tuple[str, str, date, Decimal]]:
    with database.reading() as session:
        return [
            (one.currency, one.quote, one.valid_from, one.rate)
            for one in session.scalars(select(ExchangeRate).order_by(ExchangeRate.id))
        ]


def test_rates_into_the_home_currency(either_store: Database, tmp_path: Path) -> None:
    load(either_store, tmp_path, f"{HEAD}美元 USD,7.12,2026-01-01\n欧元,7.8,2026-01-01\n")
    assert rates(either_store) == [
        ("USD", "CNY", date(2026, 1, 1), Decimal("7.12")),
        ("EUR", "CNY", date(2026, 1, 1), Decimal("7.8")),
    ]


def test_the_same_again_is_the_same_and_another_of_that_day_is_refused(
    empty_store: Database, tmp_path: Path
) -> None:
    load(empty_store, tmp_path, f"{HEAD}USD,7.12,2026-01-01\n")
    assert counted(load(empty_store, tmp_path, f"{HEAD}USD,7.12,2026-01-01\n")) == [(0, 0, 1)]
    other = load(empty_store, tmp_path, f"{HEAD}USD,7.13,2026-01-01\n")
    assert refused(other) == [(2, "rate_known")]


def test_what_is_no_currency_is_refused(empty_store: Database, tmp_path: Path) -> None:
    text = f"{HEAD}USD,7.12,2026-01-01\n贝壳,2,2026-01-01\n"
    result = load(empty_store, tmp_path, text, **{"kind:file.csv|": "rates"})
    assert refused(result) == [(3, "unknown_currency")]


def test_units_of_the_foreign_currency_for_one_of_ours_are_turned_round(
    empty_store: Database, tmp_path: Path
) -> None:
    text = (
        "Currency Code,Currency Units per £1,Start Date\nEUR,1.25,2025-07-01\nUSD,1.6,2025-07-01\n"
    )
    load(empty_store, tmp_path, text, name="exchange rates.csv", currency="CNY")
    assert rates(empty_store) == [
        ("EUR", "GBP", date(2025, 7, 1), Decimal("0.8")),
        ("USD", "GBP", date(2025, 7, 1), Decimal("0.625")),
    ]


def test_a_heading_says_for_how_many_units_its_rates_are(
    empty_store: Database, tmp_path: Path
) -> None:
    text = "月份,美元,日元(每100)\n2025年1月,7.1,4.8\n2025年2月,7.2,4.9\n"
    load(empty_store, tmp_path, text, name="汇率.csv")
    assert rates(empty_store)[:2] == [
        ("USD", "CNY", date(2025, 1, 1), Decimal("7.1")),
        ("JPY", "CNY", date(2025, 1, 1), Decimal("0.048")),
    ]
