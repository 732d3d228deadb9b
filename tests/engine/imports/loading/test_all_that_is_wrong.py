"""All that is wrong with a row is told at once."""

from __future__ import annotations

import pytest

from engine.store.database import Database
from tests.engine.imports.loading.people import add_company
from tests.engine.imports.tables import fates, load, refused, sheet


@pytest.fixture
def store(empty_store: Database) -> Database:
    add_company(empty_store)
    return empty_store


@pytest.mark.parametrize(
    ("kind", "text", "columns"),
    [
        ("trainings", "工号,课程,培训日期,费用\n99,焊接,某天,很多\n", ["工号", "培训日期", "费用"]),
        ("certificates", "工号,证书名称,发证日期\n99,叉车证,某天\n", ["工号", "发证日期"]),
        ("certificates", "工号,证书名称,发证日期\n99,,2026-01-01\n", ["工号", "证书名称"]),
        ("agreements", "工号,服务期起始日,费用\n99,某天,很多\n", ["工号", "服务期起始日", "费用"]),
        ("invoices", "发票号,开票日期,金额\n,某天,很多\n", ["发票号", "开票日期", "金额"]),
    ],
)
def test_every_wrong_cell_is_told(
    store: Database, kind: str, text: str, columns: list[str]
) -> None:
    (report,) = load(store, sheet(kind, text), answers={"currency": "CNY"})
    assert sorted(one.column for one in report.refusals) == sorted(columns)
    assert fates(report) == {"REFUSED": 1}


def test_a_cell_is_told_once(store: Database) -> None:
    text = "工号,证书名称,发证日期\n99,叉车证,2026-01-01\n"
    (report,) = load(store, sheet("certificates", text))
    assert refused(report) == [(2, "unknown_employee")]


def test_nothing_comes_into_being_by_a_row_that_is_refused(store: Database) -> None:
    text = "工号,证书名称,发证日期\n99,新证,2026-01-01\n"
    (report,) = load(store, sheet("certificates", text))
    assert report.things["certificate"] == 0
