"""Templates of ours are known by their name and headings, whatever stands in them."""

from __future__ import annotations

from tests.engine.imports.recognising.tables import a_table, columns, proposed

HEADINGS = "工号|部门|指标|月份|目标值|实际值"
ROW = "E1||良品率|2025-07~2026-06|98%|92.5%"


def test_a_template_is_of_its_kind_by_the_name_of_its_sheet() -> None:
    found = proposed(a_table(HEADINGS, ROW, file="mine.xlsx", sheet="指标结果"))
    assert (found.mapping.kind, found.confidence) == ("kpi_results", 1.0)
    assert columns(found)["period"] == "月份"


def test_a_template_is_of_its_kind_by_the_name_of_its_file() -> None:
    found = proposed(a_table("kpi|kpi code|english name", "产能|K-1|capacity", file="KPIs (2).csv"))
    assert (found.mapping.kind, columns(found)) == (
        "kpis",
        {"name": "kpi", "code": "kpi code", "name_en": "english name"},
    )


def test_a_column_that_no_template_has_makes_it_any_sheet() -> None:
    found = proposed(a_table(f"{HEADINGS}|天气", f"{ROW}|晴", file="mine.xlsx", sheet="指标结果"))
    assert found.mapping.kind is None


def test_a_template_without_what_its_kind_needs_is_any_sheet() -> None:
    found = proposed(a_table("工号|部门", "E1|销售部", file="指标结果.csv"))
    assert found.mapping.kind != "kpi_results"
