"""A list of results that names its KPI by the heading of their column alone."""

import pytest

from engine.imports.questions import Answers
from engine.imports.recognising.proposing import Proposal
from tests.engine.imports.recognising.tables import a_table, columns, constants, proposed


def listed(heading: str, answers: dict[str, str]) -> Proposal:
    table = a_table(
        f"姓名|部门|月份|{heading}|目标",
        "林静|冲压车间|2026-07|1.3|2.5",
        "林静|冲压车间|2026-08|1.5|2.5",
        "王洋|冲压车间|2026-07|2.1|2.5",
        "王洋|冲压车间|2026-08|1.1|2.5",
        sheet="KPI",
        title=("冲压车间 2026 年指标",),
    )
    return proposed(table, answers=Answers({"kind:f.xlsx|KPI": "kpi_results", **answers}))


@pytest.mark.parametrize("heading", ["废品率（%）", "换模时间"])
def test_the_heading_of_the_results_is_the_kpi(heading: str) -> None:
    (question,) = listed(heading, {}).questions
    assert (question.args["field"], question.options[0]) == ("actual", heading)
    answered = listed(heading, {question.key: heading})
    assert answered.questions == ()
    assert columns(answered)["actual"] == heading
    assert constants(answered)["kpi"] == heading


def test_no_kpi_is_called_by_a_word_for_results() -> None:
    (question,) = listed("实际值", {}).questions
    assert question.args["field"] == "kpi"
    assert "kpi" not in constants(listed("实际值", {}))


def test_a_sheet_called_by_a_kind_is_likely_of_it() -> None:
    (question,) = listed("废品率（%）", {"kind:f.xlsx|KPI": None}).questions  # type: ignore[dict-item]
    assert question.proposed == "kpi_results"
