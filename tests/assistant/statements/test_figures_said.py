"""Reading what was measured, and how many came."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.message import Facts
from assistant.statements.delivery import counts_said
from assistant.statements.figures_said import figures_said, level_said, measure_said


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("满意度90%", {"after": "0.9", "share": True}),
        ("satisfaction was 92 percent", {"after": "0.92", "share": True}),
        ("通过率从60%升到85%", {"before": "0.6", "after": "0.85", "share": True}),
        ("before 2, after 11", {"before": "2", "after": "11", "share": False}),
        ("20人里18人通过", {"n": 20, "passed": 18}),
        ("18 of 20 passed", {"n": 20, "passed": 18}),
        ("过16个，挂3个", {"n": 19, "passed": 16}),
        ("抽查18人，会操作的16人", {"n": 18, "passed": 16}),
        ("16人及格", {"passed": 16}),
        ("level 2, average 16", {"after": "16", "share": False}),
        ("8月15日测的", {}),
    ],
)
def test_figures(text: str, figures: dict[str, Any]) -> None:
    assert figures_said(text, bare=False) == figures


def test_a_number_alone_is_a_figure_only_where_one_is_asked_for() -> None:
    assert figures_said("85", bare=False) == {}
    assert figures_said("85", bare=True)["after"] == "85"


@pytest.mark.parametrize(
    ("text", "level", "measure"),
    [
        ("学员满意度", "reaction", "满意度"),
        ("pass rate", "learning", "pass rate"),
        ("第三级，成绩另说", "behaviour", "成绩"),
        ("first pass yield went up", "results", "first pass yield"),
        ("哈哈", None, None),
    ],
)
def test_what_was_measured(text: str, level: str | None, measure: str | None) -> None:
    assert (level_said(text), measure_said(text)) == (level, measure)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("应到8实到12", [12]),
        ("4 signed up, 22 showed up", [22]),
        ("出席十八人", [18]),
        ("全到了", "everyone"),
        ("nobody turned up", "nobody"),
        ("三个没来", {"absent": 3}),
        ("改天再说", []),
    ],
)
def test_who_came(text: str, counts: object) -> None:
    assert counts_said(text, Facts(), (), None) == counts
